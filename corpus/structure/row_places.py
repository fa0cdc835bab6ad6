"""Where a counted row of a table stands among the rows above it.

Rows count in runs: "A", "B"; "I", "II"; "1", "2"; "1.1", "1.1.1"; "a", "b". A run that is open goes
on; a dotted count stands under the one that it extends; a run that begins stands under the row
right above it where that heads others. Else the kinds' ranks decide.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from corpus.structure.cells import kind_of
from corpus.structure.numbering import Marker, follows, read_marker

ROW = "hàng"  # how the styles of rows begin
_KINDS = {"A": 44, "I": 45, "1": 50, "1.1": 60, "a": 60}  # of counts, with their ranks
_LOWEST = 64  # above rows without a count
_ALONE = 2  # filled cells of a row that heads others: a count and a heading
_LEVELS = {"A": "muc", "I": "muc", "1": "khoan", "1.1": "diem", "a": "diem"}


@dataclass(frozen=True, slots=True)
class Count:
    """What counts a row: the kind of run, the value, the level and rank it has by itself."""

    kind: str
    value: str
    level: str
    rank: int


class Placed(Protocol):
    """An open unit, a row or another."""

    style: str
    rank: int
    opens: bool


P = TypeVar("P", bound=Placed)


def read_count(words: Sequence[str]) -> Count | None:
    """The count in a row's first cell, or None."""
    first = words[0]
    marker = read_marker(f"{first} " if first[-1:] in ")." else f"{first}. ") if first else None
    if marker is None and len(first.strip(".)")) == 1 and first[:1].isupper() and len(words) > 1:
        named = next((w for w in words[1:] if w), "")
        marker = read_marker(f"{first.strip('.)')}. {named}")
    if marker is None or marker.level not in _LEVELS.values():
        return None
    kind = _kind(marker)
    rank = _KINDS[kind] + max(marker.value.count(".") - 1, 0)
    return Count(kind, marker.value, marker.level, max(rank, marker.rank) if kind == "a" else rank)


def heads_rows(words: Sequence[str], width: int) -> bool:
    """Whether a counted row heads others: a heading is all it holds, or a heading and sums."""
    filled = [w for w in words if w]
    if len(filled) <= _ALONE:
        return True
    sums = all(kind_of(w) == "n" for w in filled[_ALONE:])
    return sums and len(filled) == _ALONE + 1 and width > len(filled) + 1


def place(stack: list[P], values: Sequence[str], count: Count) -> int:
    """Close the rows that the row does not stand under, and give it its rank; ``values`` are those
    of the open units. What the table stands under stays open."""
    same = [i for i, unit in enumerate(stack) if unit.style == style(count)]
    if count.kind == "1.1":
        prefix = count.value.rpartition(".")[0]
        above = [i for i, unit in enumerate(stack) if _is_row(unit) and values[i] == prefix]
        if above:
            del stack[above[-1] + 1 :]
            return min(max(count.rank, stack[-1].rank + 1), _LOWEST)
    for index in reversed(same):
        if follows(count.value, values[index]):
            rank = stack[index].rank
            del stack[index:]
            return rank
    top = stack[-1] if stack else None
    begins = follows(count.value, None) and count.kind != "1.1"
    if top is not None and _is_row(top) and top.opens and begins and not same:
        return min(max(count.rank, top.rank + 1), _LOWEST)
    while stack and stack[-1].rank >= count.rank and _is_row(stack[-1]):
        stack.pop()
    return count.rank


def style(count: Count) -> str:
    """What the rows of one run have in common."""
    depth = count.value.count(".")
    return f"{ROW} {count.kind} {depth}"


def _is_row(unit: Placed) -> bool:
    return unit.style.startswith(ROW)


def _kind(marker: Marker) -> str:
    if "." in marker.value:
        return "1.1"
    if marker.value.isdecimal():
        return "1"
    if marker.value.islower():
        return "a"
    return "I" if all(c in "IVXLC" for c in marker.value) else "A"
