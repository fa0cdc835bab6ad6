"""What tables as printed in text have in common: rows, and cells that only lay out the page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus.vocabulary import formulas

Span = tuple[int, int]
NO_COLUMN = -1  # of a cell that reaches over several columns or whose column is not known

_NUMBER_CELL = re.compile(r"[Ss][ốỐ]\s?:\s{0,9}[\d.…]{0,6}\s{0,9}/\s?[A-ZĐ\d]")  # of a letterhead


class Role(StrEnum):
    """What a row is for; DATA also where that is not known yet."""

    DATA = "data"
    HEAD = "head"  # names the columns, alone or with the rows of heads beside it
    GROUP = "group"  # stands alone over the rows of a group
    TOTAL = "total"  # adds up the rows of the whole table
    SUBTOTAL = "subtotal"  # adds up the rows of a group


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its extent and the extent of each cell (empty cells: start == end).

    ``names`` are the heads of all columns, with those above them, on the last row of several rows
    of heads; on a row of data they name its cells where a line above that is no row of heads does
    ("Thành phần hồ sơ | Bản chính | Bản sao" over rows that are ticked). ``columns`` says in which
    column each cell stands; empty: one after another.
    """

    start: int
    end: int
    cells: tuple[Span, ...]
    role: Role = Role.DATA
    names: tuple[str, ...] = ()
    columns: tuple[int, ...] = ()


_BESIDE = 2  # cells of a row that lays out recipients and signature


def is_layout(words: Sequence[str]) -> bool:
    """Whether cells of these words lay out letterhead, addressees, recipients or signature."""
    fixed = (*formulas("motto"), *formulas("addressees"))
    signing = formulas("signature")
    filled = sum(bool(w.strip(" *_")) for w in words)
    return any(
        w.lower().startswith(fixed)
        or _heads_recipients(w.lower(), filled)
        or (w.isupper() and w.lower().startswith(signing))
        or _NUMBER_CELL.match(w)
        for w in words
    )


def _heads_recipients(words: str, filled: int) -> bool:
    """Whether a cell heads the recipients: "Nơi nhận:", or these words alone beside one cell, that
    of the signature; among more cells they name a column ("Nơi nhận hồ sơ", "Nơi nhận")."""
    heading = next((one for one in formulas("recipients") if words.startswith(one)), None)
    if heading is None:
        return False
    rest = words.removeprefix(heading).strip("_* ")
    return rest[:1] in (":", "-", "–", "\n") if rest else filled <= _BESIDE


def trim(text: str, start: int, end: int) -> Span:
    """The span without white space at its ends, and without bare emphasis marks."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    if left == len(piece) or not piece.strip(" \t\r\n*"):
        return (start, start)
    return start + left, start + len(piece.rstrip())
