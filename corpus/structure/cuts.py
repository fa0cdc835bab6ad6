"""Where the rows of a table end whose cells come one after another.

A bar follows each cell and each row, so an empty cell and the end of a row look alike. Of all ways
to cut the cells into rows the one is taken that costs least: rows as wide as the table cost
nothing; others, rows that do not begin with a count where the others do, counts in the middle of a
row and words in a column of figures cost. The costs were set once, by what each oddity means.
"""

from collections import Counter
from collections.abc import Sequence

from corpus.structure.cells import is_count, is_total, kind_of, opens_item

Said = Sequence[str | None]  # the words of each place; None: an empty cell, or the end of a row
Extent = tuple[int, int]

_MOST_STEPS = 200_000  # ways to end a row that are looked at in one table
_WIDER = 3  # cells by which a row may be ragged
_SHORT, _GROUP = 1.6, 0.8  # a row of merged cells; a heading over rows
_RAGGED = 3.0
_EMPTY_INSIDE, _EMPTY_END = 0.3, 0.15  # an empty cell of a short row
_MORE_EMPTY, _ALL_EMPTY = 1.0, 2.0
_NO_COUNT, _EMPTY_FIRST, _AFTER_EMPTY = 1.0, 0.5, 2.5
_COUNT_INSIDE = 1.5
_COUNTS_ON, _NEXT_INSIDE = -0.6, 2.0
_WRONG_KIND, _MISSING = 0.7, 0.25
_MOSTLY = 0.8
_FEWEST = 3  # whole rows that show what a column holds
_DIGITS = 3  # of a count
_WORDS = 12  # characters from which on a cell is no sign among figures


class Cutter:
    """Cuts one table's places into rows of about ``width`` cells."""

    def __init__(self, said: Said, rows: Sequence[Extent], width: int, counted: bool) -> None:
        """``rows`` are a first guess; ``counted`` says that the head of the first column does."""
        self.said, self.width = said, width
        self.start, self.end = rows[0][0], rows[-1][1]
        self.kinds = [kind_of(s or "") for s in said[self.start : self.end]]
        whole = self._whole_rows()
        if len(whole) < _FEWEST:
            whole = [start for start, end in rows if end - start == width]
        self.columns = self._columns(whole)
        firsts = [said[i] or "" for i in whole if said[i]]
        self.counted = counted or sum(map(is_count, firsts)) > len(firsts) / 2

    def cut(self) -> tuple[list[Extent], float] | None:
        """The rows that cost least, and their cost; None where there are too many ways."""
        steps = 0
        best: dict[int, tuple[float, int]] = {self.start: (0.0, -1)}
        for index in range(self.start, self.end):
            here = best.get(index)
            if here is None:
                continue
            for stop in range(index + 1, min(index + self.width + _WIDER, self.end) + 1):
                if stop < self.end and self.said[stop] is not None:
                    continue
                steps += 1
                cost = here[0] + self.cost(index, stop)
                after = min(stop + 1, self.end + 1)
                if after not in best or cost < best[after][0] - 1e-9:
                    best[after] = (cost, index)
            if steps > _MOST_STEPS:
                return None
        # the last row ends where the table does, or a bar before
        last = min(
            (i for i in (self.end + 1, self.end) if i in best),
            key=lambda i: best[i][0],
            default=None,
        )
        if last is None:
            return None
        cost, rows, at = best[last][0], [], last
        while at > self.start:
            index = best[at][1]
            rows.append((index, min(at - 1, self.end)))
            at = index
        return rows[::-1], cost

    def total(self, rows: Sequence[Extent]) -> float:
        """What a given cut costs."""
        return sum(self.cost(*row) for row in rows)

    def cost(self, index: int, stop: int) -> float:
        """What it costs that a row stands from ``index`` to before ``stop``."""
        said, size = self.said, stop - index
        first = said[index]
        cost = self._opening(index, stop)
        inside = range(index + 1, stop)
        filled = 1 + sum(bool(said[i]) for i in inside)
        if any(said[i - 1] is None and self._opens(i, stop) for i in inside if i > index + 1):
            cost += _COUNT_INSIDE
        if first and any(said[i - 1] is None and _counts_on(first, said[i]) for i in inside):
            cost += _NEXT_INSIDE
        if size == self.width:
            cost += self._misfits(index)
        elif size > self.width:
            cost += _RAGGED * (size - self.width)
        else:
            counted = bool(first) and is_count(first or "")
            heads = filled == 1 + counted and bool(first)
            cost += _GROUP if heads else _SHORT
            last = max((i for i in range(index, stop) if said[i]), default=index)
            trailing = stop - 1 - last
            cost += _EMPTY_END * trailing + _EMPTY_INSIDE * (size - trailing - filled + (not first))
        return cost + self._following(first, stop)

    def _opening(self, index: int, stop: int) -> float:
        first = self.said[index]
        if not first:
            after = self.said[index + 1] if index + 1 < stop else None
            if self.counted and after and is_count(after) and self._opens(index + 1, stop):
                return _AFTER_EMPTY
            leading = next((i for i in range(index, stop) if self.said[i]), None)
            if leading is None:
                return _ALL_EMPTY
            return _EMPTY_FIRST + _MORE_EMPTY * (leading - index - 1)
        if not self.counted or stop == index + 1 or is_total(first):
            return 0.0
        named = self.kinds[index + 1 - self.start] == "t"
        return 0.0 if is_count(first) and named else _NO_COUNT

    def _opens(self, index: int, stop: int) -> bool:
        """Whether a count stands here with a name behind it, as at the beginning of a row."""
        words = self.said[index] or ""
        after = (self.said[index + 1] or "") if index + 1 < stop else ""
        if not after:
            return opens_item(words) and stop - index < self.width
        return self.counted and is_count(words) and kind_of(after) == "t"

    def _following(self, first: str | None, stop: int) -> float:
        if not first or stop + 1 >= self.end:
            return 0.0
        return _COUNTS_ON if _counts_on(first, self.said[stop + 1]) else 0.0

    def _misfits(self, index: int) -> float:
        cost = 0.0
        for column, (figures, words, filled) in enumerate(self.columns):
            cell = self.said[index + column]
            kind = self.kinds[index + column - self.start]
            if not cell:
                cost += _MISSING if filled > 0.95 else 0.0
            elif (kind == "n" and words >= _MOSTLY) or (
                kind == "t" and figures >= _MOSTLY and len(cell) >= _WORDS
            ):
                cost += _WRONG_KIND
        return cost

    def _whole_rows(self) -> list[int]:
        """Where rows begin that certainly are whole: as many cells as columns between two empty
        places."""
        found, run = [], self.start
        for index in range(self.start, self.end + 1):
            if index == self.end or self.said[index] is None:
                if index - run == self.width:
                    found.append(run)
                run = index + 1
        return found

    def _columns(self, whole: Sequence[int]) -> list[tuple[float, float, float]]:
        """The shares of figures, of words and of filled cells of each column."""
        if len(whole) < _FEWEST:
            return []
        shares = []
        for column in range(self.width):
            kinds = Counter(self.kinds[i + column - self.start] for i in whole)
            filled = len(whole) - kinds[""]
            shares.append(
                (kinds["n"] / filled, kinds["t"] / filled, filled / len(whole))
                if filled
                else (0.0, 0.0, 0.0)
            )
        return shares


def _counts_on(before: str, after: str | None) -> bool:
    """Whether the second count is the next after the first."""
    bare = before.strip(".) ")
    if not after or not bare.isdecimal() or len(bare) > _DIGITS:
        return False
    return after.strip(".) ") in (f"{int(bare) + 1}", f"{int(bare) + 1:02}")
