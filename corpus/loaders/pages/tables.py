"""Tables of pages: the words of their cells, and what goes on over a page's end."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.loaders.pages.lines import Line, make_lines
from corpus.loaders.pages.page import Box, Page, Word

Cell = list[Line]
Row = list[Cell]

_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{1,2}){0,3}|[IVX]{1,5}|[A-Ea-eđ])[.)]?")
_SAME = 0.02  # of the page's width, within which columns are those of the page before


@dataclass(slots=True)
class Table:
    """A table: its upper edge in points, rows of cells, the cells' boxes, and which rows are the
    head printed once more after a page's end."""

    top: float
    rows: list[Row]
    boxes: list[list[Box]]
    repeated: list[int] = field(default_factory=list)

    def goes_on_with(self, other: "Table") -> bool:
        """Whether the table on the next page has the same columns."""
        mine, others = self.boxes[-1], other.boxes[0]
        return len(mine) == len(others) and all(
            abs(a[0] - b[0]) < _SAME for a, b in zip(mine, others, strict=True)
        )

    def extend(self, other: "Table") -> None:
        """Take in the rest of the table from the next page."""
        heads = _repeated_heads(self.rows, other.rows)
        end = len(self.rows)
        self.repeated.extend(range(end, end + heads))
        rest, boxes = other.rows[heads:], other.boxes[heads:]
        goes_on = bool(rest) and self._is_rest(rest[0])
        if rest:
            self._hold_on(rest, boxes, int(goes_on))
        if goes_on:
            for cell, more in zip(self.rows[-1], rest[0], strict=True):
                cell.extend(more)
        self.rows.extend((*other.rows[:heads], *rest[goes_on:]))
        self.boxes.extend((*other.boxes[:heads], *boxes[goes_on:]))

    def _hold_on(self, rest: list[Row], boxes: list[list[Box]], first: int) -> None:
        """Give the cells from the row ``first`` on that reach down over the page's end what stands
        in them before it."""
        above = self.boxes[-2] if len(self.boxes) > 1 else self.boxes[-1]
        for column in range(1, len(boxes[0])):
            reach = [i for i, row in enumerate(boxes) if row[column] == boxes[0][column]]
            merged = len(reach) > 1 or above[column] == self.boxes[-1][column]
            if merged and not any(rest[i][column] for i in reach):
                for i in reach[first:]:
                    rest[i][column] = list(self.rows[-1][column])

    def _is_rest(self, row: Row) -> bool:
        """Whether a page's first row is the rest of the row before the page's end: it has no
        number where all rows have one."""
        numbered = all(r[0] for i, r in enumerate(self.rows) if i and i not in self.repeated)
        return not row[0] and any(row) and numbered


def read_tables(page: Page) -> tuple[list[Table], list[Word]]:
    """The page's tables with their words, and the words outside them."""
    rest = list(page.words)
    found: list[Table] = []
    for grid in page.tables:
        boxes = [box for row in grid for box in row]
        outer = (
            min(b[0] for b in boxes),
            min(b[1] for b in boxes),
            max(b[2] for b in boxes),
            max(b[3] for b in boxes),
        )
        inside = [word for word in rest if _within(word.box, outer)]
        rows = [[_cell(box, inside, page) for box in row] for row in grid]
        for index in range(1, len(rows)):
            if grid[index][0] == grid[index - 1][0]:
                # a number that reaches down holds for its first row only
                rows[index][0] = _without_number(rows[index][0])
        kept = [i for i in range(len(grid[0])) if any(row[i] for row in rows)]
        if len(kept) < 2:
            continue
        rows = [[row[i] for i in kept] for row in rows]
        taken = {id(word) for row in rows for cell in row for line in cell for word in line.words}
        rest = [word for word in rest if id(word) not in taken]
        shown = [[row[i] for i in kept] for row in grid]
        found.append(Table(outer[1] * page.height, rows, shown))
    return found, rest


def _within(box: Box, outer: Box) -> bool:
    middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    return outer[0] <= middle[0] <= outer[2] and outer[1] <= middle[1] <= outer[3]


def _cell(box: Box, words: Sequence[Word], page: Page) -> Cell:
    return make_lines([word for word in words if _within(word.box, box)], page)


def _without_number(cell: Cell) -> Cell:
    """The cell without the number that it begins with; none where it is only a number."""
    if not cell:
        return cell
    first, *rest = cell
    if not _NUMBER.fullmatch(first.words[0].text):
        return cell
    kept = Line(first.page, first.words[1:])
    return [kept, *rest] if first.words[1:] else rest


def _repeated_heads(rows: Sequence[Row], others: Sequence[Row]) -> int:
    """How many rows at the head of ``others`` are those at the head of ``rows``."""
    count = 0
    for row, other in zip(rows, others, strict=False):
        if _words(row) != _words(other) or not any(row):
            break
        count += 1
    return count


def _words(row: Row) -> list[str]:
    return [" ".join(line.text for line in cell) for cell in row]
