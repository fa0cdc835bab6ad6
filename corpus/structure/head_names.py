"""The names of a table's columns where heads stand in several rows.

A cell of the upper row that reaches over several columns has no sign of that in a text; the row
below holds only the heads under it ("Tọa độ" over "X | Y"). Which head it is is told by what
the columns hold: those under one head hold the same kind of thing, and of about the same size.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, groupby, islice

from corpus.structure.cells import first_figure, kind_of
from corpus.vocabulary import formulas

Names = tuple[str, ...]  # the heads over one column, outermost first
Words = Sequence[Sequence[str]]  # the words of rows by column

JOINED = " – "
_MOST_LAYOUTS = 2000
_MOST_ROWS = 60  # of a table that are looked at
_UNLIKELY, _LIKELY = 1.0, 0.8
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SO_FAR = re.compile(r"ước|thực hiện|đánh giá|quyết toán", re.IGNORECASE)
_HAS_UNIT, _UNEQUAL = 0.5, 0.2
_SIZE, _OTHER_SIZE = 0.8, 0.3  # for figures of about the same size, against others
_SHORT = 40  # characters of a head whose brackets hold a unit


@dataclass(frozen=True, slots=True)
class _Head:
    """A cell of a row of heads; its place tells it from another of the same words."""

    place: int
    words: str


Column = tuple[_Head, ...]  # the heads over one column, outermost first


def joined(above: Sequence[str]) -> str:
    """The heads over a column as one, each said once."""
    said: list[str] = []
    for name in above:
        if name and name not in said:
            said.append(name)
    return JOINED.join(said)


def packed_names(levels: Words, width: int, rows: Words) -> list[Names]:
    """The heads of ``width`` columns from rows of heads that hold only what is printed in them;
    ``rows`` are whole rows of the table. Empty where the heads do not make up the width."""
    heads = [tuple(_Head(*cell) for cell in enumerate(level)) for level in levels]
    likeness = _likenesses([row for row in rows if len(row) == width][:_MOST_ROWS], width)
    best: list[Column] = []
    most = -math.inf
    for layout in islice(_layouts(heads, width), _MOST_LAYOUTS):
        if (score := _score(layout, likeness)) > most:
            best, most = layout, score
    return [tuple(head.words for head in column) for column in best]


def widths(levels: Words, inner: bool = False) -> list[int]:
    """How many columns rows of heads may make up together, the likeliest first.

    Below the uppermost row (``inner``), each head may have one of its own under it.
    """
    counts = [len(level) for level in levels]
    if len(counts) == 1:
        return counts
    found: list[int] = []
    for spanned in range(1, min(counts[0], counts[1] // 2) + 1):
        found += [counts[0] - spanned + below for below in widths(levels[1:], True)]
    if inner and counts[0] == counts[1]:
        found += widths(levels[1:], inner)
    return list(dict.fromkeys(found))


def gridded_names(levels: Words, width: int) -> list[Names]:
    """The heads of columns where each stands in its own column: one that reaches over several is
    followed by empty cells, one that reaches down is said again or followed by an empty cell."""
    columns: list[list[str]] = [[] for _ in range(width)]
    for depth, level in enumerate(levels):
        last, before = "", None
        for column in range(width):
            own = level[column] if column < len(level) else ""
            above = tuple(columns[column])
            reaches = depth + 1 < len(levels) and not own and last and above == before
            named = own or (last if reaches else "")
            last, before = named, above
            columns[column].append(named)
    return [tuple(c) for c in columns]


def _layouts(levels: Sequence[Column], width: int, inner: bool = False) -> Iterator[list[Column]]:
    """The ways in which the cells of each row of heads stand over those of the next."""
    top, below = levels[0], levels[1:]
    if not below:
        if len(top) == width:
            yield [(head,) for head in top]
        return
    lower = len(below[0])
    if inner and lower == len(top):
        for lowest in _layouts(below, width, True):
            yield [(top[column[0].place], *column) for column in lowest]
    for spanned in range(1, min(len(top), lower // 2) + 1):
        under = width - (len(top) - spanned)  # columns of what stands below
        if under < lower:
            continue
        for lowest in _layouts(below, under, True):
            groups = [list(group) for _, group in groupby(lowest, key=lambda column: column[0])]
            for places in combinations(range(len(top)), spanned):
                for sizes in _sizes(lower, spanned):
                    yield _assembled(top, dict(zip(places, sizes, strict=True)), groups)


def _assembled(top: Column, sizes: dict[int, int], groups: list[list[Column]]) -> list[Column]:
    """``sizes`` says over how many of the ``groups`` below the heads at some places reach."""
    found: list[Column] = []
    at = 0
    for place, head in enumerate(top):
        if place not in sizes:
            found.append((head,))
            continue
        for group in groups[at : at + sizes[place]]:
            found += [(head, *column) for column in group]
        at += sizes[place]
    return found


@lru_cache(maxsize=256)
def _sizes(total: int, parts: int) -> tuple[tuple[int, ...], ...]:
    """How many cells stand under each of ``parts`` heads, two at least; equal shares first."""
    if parts == 1:
        return ((total,),)
    found = [
        (first, *rest)
        for first in range(2, total - 2 * (parts - 1) + 1)
        for rest in _sizes(total - first, parts - 1)
    ]
    return tuple(sorted(found, key=lambda sizes: max(sizes) - min(sizes)))


def _score(layout: list[Column], likeness: Sequence[float]) -> float:
    """How well the heads that reach over columns fit what these hold."""
    score = _present(layout)
    for depth in range(max(map(len, layout)) - 1):
        sizes = []
        for above, group in groupby(range(len(layout)), key=lambda at: layout[at][: depth + 1]):
            columns = list(group)
            if len(above) <= depth or len(layout[columns[0]]) <= depth + 1:
                continue  # nothing stands below
            score += sum(likeness[at] for at in columns[:-1])
            words = above[depth].words
            score -= _UNLIKELY * words.lower().startswith(formulas("plain_heads"))
            score -= _HAS_UNIT * (words.endswith(")") and len(words) < _SHORT)
            sizes.append(len(columns))
        score -= _UNEQUAL * (max(sizes) - min(sizes)) if sizes else 0.0
    return score


def _present(layout: list[Column]) -> float:
    """Whether what is reckoned or done so far stands under the earliest of the years named."""
    years = {
        column[0]: int(year[0]) for column in layout if (year := _YEAR.search(column[0].words))
    }
    for column in layout:
        done = len(column) > 1 and _SO_FAR.search(column[1].words)
        if done and column[0] in years and years[column[0]] == min(years.values()):
            return _LIKELY
    return 0.0


def _likenesses(rows: Words, width: int) -> list[float]:
    """How alike each column and the next are, of -0.3 to 1.5: what they hold, and how big it is."""
    found = []
    for left in range(width - 1):
        pairs = [(row[left], row[left + 1]) for row in rows]
        kinds = [(kind_of(a), kind_of(b)) for a, b in pairs]
        same = [a == b for a, b in kinds if a and b]
        near = [
            math.exp(-abs(math.log((x + 1) / (y + 1))))
            for a, b in pairs
            if (x := first_figure(a)) is not None and (y := first_figure(b)) is not None
        ]
        alike = sum(same) / len(same) if same else 0.5
        found.append(alike + (_SIZE * sum(near) / len(near) - _OTHER_SIZE if near else 0.0))
    return [*found, 0.0]
