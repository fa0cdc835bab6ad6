"""Tables that are drawn with rules, as rows of cells' boxes."""

import logging
from io import BytesIO
from typing import Any

import pdfplumber
import pypdfium2
import pypdfium2.raw as pdfium

from corpus.loaders.pages.page import Box, turn_upright

# it tells of each flaw of a file that PDFium reads without a word
logging.getLogger("pdfminer").setLevel(logging.ERROR)

Cells = tuple[tuple[Box, ...], ...]

_THIN, _LONG = 3.0, 15.0  # points: a rule is no thicker than this, a cell's side at least so long
_FEWEST, _MOST = 3, 6000  # paths on a page: what may be a table, and what is a drawing
_MOST_COLUMNS = 60
_SAME = 2.0  # points within which two edges are one


class RuledTables:
    """The ruled tables of a PDF's pages; the file is read a second time only where a page has
    rules at all."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._pdf: Any = None

    def of(self, page: pypdfium2.PdfPage, index: int, turned: int) -> tuple[Cells, ...]:
        """The tables of the page with that index, on the page held upright."""
        if not _has_rules(page):
            return ()
        try:
            if self._pdf is None:
                self._pdf = pdfplumber.open(BytesIO(self._raw))
            read = self._pdf.pages[index]
            found = [_grid(table.cells, read, turned) for table in read.find_tables()]
            read.close()
        except Exception:  # pdfminer raises many kinds where PDFium reads on
            return ()
        return tuple(cells for cells in found if cells)


def _has_rules(page: pypdfium2.PdfPage) -> bool:
    across = down = 0
    for shape in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=4):
        left, bottom, right, top = shape.get_bounds()
        width, height = right - left, top - bottom
        across += width > _LONG
        down += height > _LONG
        if across + down > _MOST:
            return False
    return across >= _FEWEST and down >= _FEWEST - 1


def _grid(boxes: list[Box], page: Any, turned: int) -> Cells:
    """The cells as a grid of rows; () where they are no table. A cell that reaches over several
    columns stands in its first one, an empty box in the others."""
    x, y, right, bottom = page.cropbox
    width, height = right - x, bottom - y
    upright = [
        turn_upright(
            ((b[0] - x) / width, (b[1] - y) / height, (b[2] - x) / width, (b[3] - y) / height),
            turned,
        )
        for b in boxes
    ]
    wide, high = (height, width) if turned in (90, 270) else (width, height)
    columns = _edges([b[0] for b in upright], _SAME / wide)
    rows = _edges([b[1] for b in upright], _SAME / high)
    if not 2 <= len(columns) <= _MOST_COLUMNS:
        return ()
    ends = [*rows[1:], max(b[3] for b in upright)]
    slack = (_SAME / wide, _SAME / high)
    return tuple(
        tuple(_covering(upright, left, (top, end), slack) for left in columns)
        for top, end in zip(rows, ends, strict=True)
    )


def _edges(values: list[float], slack: float) -> list[float]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > slack:
            kept.append(value)
    return kept


def _covering(
    boxes: list[Box], left: float, row: tuple[float, float], slack: tuple[float, float]
) -> Box:
    """The cell that begins in that column and holds the row's middle, or an empty box."""
    middle = (row[0] + row[1]) / 2
    for box in boxes:
        if abs(box[0] - left) <= slack[0] and box[1] <= middle <= box[3]:
            return box
    return (left, row[0], left, row[0])
