"""Words of a PDF page with a line drawn through them: they are not in force."""

from collections.abc import Sequence

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.loaders.pages.page import Box, Word
from corpus.loaders.pages.pdfium import on_page

_THIN = 2.0  # points, at most, of such a line
_LOW, _HIGH = 0.12, 0.5  # of the font's size over the line that letters stand on
_COVERED = 0.85  # of the word's width
_FOOT = 0.24  # of the font's size, between that line and the box's end
_MOST = 2000  # lines of a page; with more of them it is a drawing


def without_struck(page: pypdfium2.PdfPage, words: Sequence[Word]) -> tuple[Word, ...]:
    """The words through which no line is drawn."""
    lines = _lines(page)
    height = page.get_height()
    return tuple(w for w in words if not any(_is_through(line, w, height) for line in lines))


def _lines(page: pypdfium2.PdfPage) -> list[Box]:
    """The page's thin level lines, in shares of it."""
    found: list[Box] = []
    for shape in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=4):
        left, bottom, right, top = shape.get_bounds()
        if top - bottom > _THIN or right - left < _THIN:
            continue
        if len(found) == _MOST:
            return []
        corners = on_page(page, left, top), on_page(page, right, bottom)
        across, down = zip(*corners, strict=True)
        found.append((min(across), min(down), max(across), max(down)))
    return found


def _is_through(line: Box, word: Word, height: float) -> bool:
    size = word.size / height
    foot = word.box[3] - _FOOT * size
    if not foot - _HIGH * size < (line[1] + line[3]) / 2 < foot - _LOW * size:
        return False
    shared = min(line[2], word.box[2]) - max(line[0], word.box[0])
    return shared > _COVERED * (word.box[2] - word.box[0])
