"""In which columns the cells of a short row stand.

Where a cell reaches over columns or down into the next rows, a text holds fewer cells than the
table has columns, and nothing says which are missing. What the other rows hold in each column tells
it: figures, words, the same words again. A cell that fits none gets no column, and so no head.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.structure.cells import is_count, is_total, kind_of
from corpus.structure.rows import NO_COLUMN

_FEWEST = 3  # whole rows that show what the columns hold
# what a cell must reach to stand in a column: where nothing is missing before it; where something
# is; in a row that lacks its count, so that what it holds must show the column
_IN_PLACE, _FITS, _TELLS = 0.25, 0.45, 1.0
_LONG_ENOUGH = 4  # characters from which on the same cell again is no chance
_SAME, _SAME_WORDS, _SAME_LENGTH = 1.0, 0.6, 0.3
_SIZE = 0.6  # the most for a figure as long as the others
_IN_ORDER = 0.25  # for a cell that stands where it would, were none missing before it
_AT_END = 0.05  # the same for what is missing before it
_FIRST_WORDS = 2
_HEADING = 2  # cells: a count and what it counts
_FEW_CELLS, _MOVES = 3, 0.2
_MOST_WIDTH = 64


@dataclass(slots=True)
class _Column:
    kinds: Counter[str] = field(default_factory=Counter)
    said: set[str] = field(default_factory=set)
    words: Counter[str] = field(default_factory=Counter)
    length: float = 0.0

    def add(self, cell: str) -> None:
        if not cell:
            return
        self.kinds[kind_of(cell)] += 1
        self.said.add(cell)
        self.words.update(set(cell.lower().split()[:_FIRST_WORDS]))
        self.length += len(cell)

    def fit(self, cell: str) -> float:
        """How well the words stand in this column: 0 to about 2."""
        filled = self.kinds.total()
        if not filled or not cell:
            return 0.1
        same = self.kinds[kind_of(cell)] / filled
        first = cell.lower().split()[:_FIRST_WORDS]
        shared = sum(self.words[w] for w in first) / (filled * len(first))
        mean = self.length / filled
        length = math.exp(-abs(math.log((len(cell) + 3) / (mean + 3))))
        if kind_of(cell) == "n":
            length *= _SIZE / _SAME_LENGTH  # a figure of another size is another thing
        return (
            0.7 * same * same
            + _SAME * (cell in self.said and len(cell) >= _LONG_ENOUGH)
            + _SAME_WORDS * min(shared, 1.0)
            + _SAME_LENGTH * length
        )


class Columns:
    """What the columns of one table hold, by its whole rows."""

    def __init__(self, width: int, rows: Sequence[Sequence[str]]) -> None:
        self.width = width
        self.columns = [_Column() for _ in range(width)]
        whole = [row for row in rows if len(row) == width and sum(map(bool, row)) > 2]
        for row in whole:
            for column, cell in zip(self.columns, row, strict=True):
                column.add(cell)
        self.counted = sum(is_count(row[0]) for row in whole) * 2 > len(whole)
        self.known = len(whole) >= _FEWEST and width <= _MOST_WIDTH

    def of(self, cells: Sequence[str]) -> tuple[int, ...]:
        """The column of each cell of a row that is shorter than the table."""
        size = len(cells)
        filled = [cell for cell in cells if cell]
        if len(filled) == 1 and size < self.width:
            return (NO_COLUMN,) * size
        counted = is_count(cells[0]) and self._is_named(cells)
        heading = is_count(cells[0]) and len(filled) == _HEADING and kind_of(filled[-1]) == "t"
        if heading and self.width - size > 1:
            return (0, *[NO_COLUMN] * (size - 1))
        if not self.known:
            return tuple(range(size))
        return self._aligned(cells, counted)

    def _is_named(self, cells: Sequence[str]) -> bool:
        """Whether what follows a count is what follows counts in whole rows."""
        kinds = self.columns[1].kinds if self.counted and self.width > 1 else None
        if not kinds or len(cells) < 2 or not cells[1]:
            return True
        return kinds[kind_of(cells[1])] * 4 >= kinds.total()

    def of_total(self, cells: Sequence[str]) -> tuple[int, ...]:
        """The column of each cell of a whole row that adds up, whose sum stands right behind its
        label though words stand in that column elsewhere: the label reaches over columns. Empty
        where each cell stands where it is."""
        filled = next((i for i in range(len(cells), 0, -1) if cells[i - 1]), 0)
        second = self.columns[1].kinds if self.width > 1 else None
        if not (self.known and second and 1 < filled < len(cells) and kind_of(cells[1]) == "n"):
            return ()
        if second["n"] * 2 > second.total():
            return ()
        return (*self._aligned(cells[:filled], False), *[NO_COLUMN] * (len(cells) - filled))

    def of_merged(self, cells: Sequence[str]) -> tuple[int, ...]:
        """The column of each cell of a whole row that begins with a few cells and is empty behind
        them: a heading that reaches over columns may stand before its sum. Empty where each cell
        stands where it is."""
        filled = next((i for i in range(len(cells), 0, -1) if cells[i - 1]), 0)
        if not (self.known and _FEW_CELLS <= filled <= len(cells) // 2 and all(cells[:filled])):
            return ()
        columns = self.of(cells[:filled])
        if NO_COLUMN in columns or columns == tuple(range(filled)):
            return ()
        fits = [self.columns[c].fit(cells[k]) for k, c in enumerate(columns)]
        stay = [self.columns[k].fit(cells[k]) for k in range(filled)]
        if sum(fits) < sum(stay) + _MOVES:
            return ()
        return (*columns, *[NO_COLUMN] * (len(cells) - filled))

    def _aligned(self, cells: Sequence[str], counted: bool) -> tuple[int, ...]:
        """The columns, from left to right, in which the cells stand best altogether."""
        size, width = len(cells), self.width
        adding = is_total(cells[0]) or (size > 1 and not cells[0] and is_total(cells[1]))
        label = 1 if adding and not cells[0] else 0
        best = [[-math.inf] * (width + 1) for _ in range(size + 1)]
        best[0] = [0.0] * (width + 1)
        fits = [[self.columns[c].fit(cell) for c in range(width)] for cell in cells]
        for k in range(1, size + 1):
            for c in range(k, width + 1):
                stands = best[k - 1][c - 1] + fits[k - 1][c - 1] + self._order(k - 1, c - 1, size)
                best[k][c] = max(best[k][c - 1], stands)
        found: list[int] = []
        lacking = self.counted and not counted and not adding
        k, c = size, width
        while k:
            if c > k and best[k][c] == best[k][c - 1]:
                c -= 1
                continue
            k, c = k - 1, c - 1
            least = _TELLS if lacking else _IN_PLACE if k == c else _FITS
            known = not cells[k] or fits[k][c] >= least
            found.append(c if known and not (adding and k == label) else NO_COLUMN)
        found.reverse()
        if counted:
            found[0] = 0
        return tuple(found)

    def _order(self, k: int, c: int, size: int) -> float:
        """What is missing is missing at one end, more often at the right one, or in one place."""
        if k == c:
            return _IN_ORDER
        return _AT_END if size - k == self.width - c else 0.0
