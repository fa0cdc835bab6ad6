"""Tables that a web page left as one cell a line, bars on lines of their own between them.

    |
    **Cơ quan chủ trì**
    |
    **Thời gian hoàn thành**

A row begins and ends with a bar, so that two bars stand between rows.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from corpus.document import Document
from corpus.facts.fact import Span
from corpus.facts.wording import column_head
from corpus.language.normalize import view

_BAR = re.compile(r"^[ \t]*\|[ \t]*$", re.M)
_ORDINAL = re.compile(r"\W*(?:\d{1,3}|[IVXLC]{1,5}|[a-zđ])\W*")
_NUMBERS = re.compile(r"\W*(?:TT|STT|Số TT|Stt)\W*", re.I)
_LEADS, _FEWEST = "chu_tri", 3
_LONGEST_HEAD = 60
_LONGEST_CELL = 2000


@dataclass(frozen=True, slots=True)
class Row:
    """Cells by the role of their column ("chu_tri", "phoi_hop", "thoi_gian", "viec")."""

    cells: dict[str, Span]


def flat_rows(document: Document) -> Iterator[Row]:
    """The rows of tables with a column that says who leads or does."""
    text = document.text
    bars = [m.span() for m in _BAR.finditer(text)]
    columns: list[str] = []
    cells: list[Span] = []
    for (_, start), (end, _) in pairwise(bars):
        cell = (start, end)
        shown = view(text, *cell).text.strip()
        if len(shown) > _LONGEST_CELL:  # what stands between two tables
            cells, columns = [], []
            continue
        if shown:
            cells.append(cell)
            continue
        # two bars in a row: the row's end, or an empty cell within it
        heads = [_role(view(text, *c).text) for c in cells]
        numbers = [i for i, c in enumerate(cells) if _NUMBERS.fullmatch(view(text, *c).text)]
        if numbers and _LEADS in heads:
            cells, heads = cells[numbers[-1] :], heads[numbers[-1] :]
        if _LEADS in heads or ("duoc_giao" in heads and "thoi_gian" in heads):
            columns = _columns(document, cells, heads)
        elif columns:
            if 1 < len(cells) < len(columns) and not _new_row(document, end):
                cells.append(cell)
                continue
            if row := _row(document, cells, columns):
                yield row
        cells = []
    if columns and (row := _row(document, cells, columns)):
        yield row


def _new_row(document: Document, bar: int) -> bool:
    """Whether what stands behind the second bar begins a row: its number."""
    second = _BAR.search(document.text, bar)
    following = _BAR.search(document.text, second.end()) if second else None
    if second is None or following is None:
        return True
    shown = view(document.text, second.end(), following.start()).text.strip()
    return not shown or bool(_ORDINAL.fullmatch(shown))


def _columns(document: Document, cells: list[Span], heads: list[str]) -> list[str]:
    numbered = _NUMBERS.fullmatch(view(document.text, *cells[0]).text) is not None
    task = next((i for i, head in enumerate(heads) if not head and i >= numbered), None)
    if task is not None:
        heads[task] = "viec"
    return heads


def _row(document: Document, cells: list[Span], columns: list[str]) -> Row | None:
    if len(cells) < _FEWEST:
        return None
    named = {
        role: cell
        for role, cell in zip(columns, cells, strict=False)
        if role and view(document.text, *cell).text.strip()
    }
    return Row(named) if "viec" in named else None


def _role(head: str) -> str:
    words = " ".join(head.split())
    if not words or len(words) > _LONGEST_HEAD:
        return ""
    for role in ("chu_tri", "phoi_hop", "thoi_gian", "duoc_giao"):
        if column_head(role).search(words):
            return role
    return ""
