"""What tables as printed in text have in common: rows, and cells that only lay out the page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.vocabulary import formulas

Span = tuple[int, int]

_NUMBER_CELL = re.compile(r"[Ss][ốỐ]\s?:\s{0,9}[\d.…]{0,6}\s{0,9}/\s?[A-ZĐ\d]")  # of a letterhead


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its extent and the extent of each cell (empty cells: start == end)."""

    start: int
    end: int
    cells: tuple[Span, ...]


def is_layout(words: Sequence[str]) -> bool:
    """Whether cells of these words lay out letterhead, addressees, recipients or signature."""
    fixed = (*formulas("motto"), *formulas("recipients"), *formulas("addressees"))
    signing = formulas("signature")
    return any(
        w.lower().startswith(fixed)
        or (w.isupper() and w.lower().startswith(signing))
        or _NUMBER_CELL.match(w)
        for w in words
    )


def trim(text: str, start: int, end: int) -> Span:
    """The span without white space at its ends, and without bare emphasis marks."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    if left == len(piece) or not piece.strip(" \t\r\n*"):
        return (start, start)
    return start + left, start + len(piece.rstrip())
