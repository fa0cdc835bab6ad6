"""Pages of words to one text in reading order that the grammar reads."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.loaders.base import Loaded
from corpus.loaders.pages.columns import Laid, arrange
from corpus.loaders.pages.composer import Composer, cell_lines
from corpus.loaders.pages.furniture import Sorted, note_mark, sort_lines
from corpus.loaders.pages.lines import Line, make_lines
from corpus.loaders.pages.page import Box, Page, Word
from corpus.loaders.pages.paragraphs import Break, Margins, Paragraph, measure_margins

Cell = list[Line]
Row = list[Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """A table on one page: its upper edge in points, its rows, and its columns' left edges."""

    top: float
    rows: list[Row]
    columns: tuple[float, ...]


def lay_out(pages: Sequence[Page], notes: Sequence[str] = ()) -> Loaded:
    """The text of the pages, with its places and doubts, page furniture as noise."""
    tables: list[list[Table]] = []
    lines: list[list[Line]] = []
    for page in pages:
        found, rest = _tables(page)
        tables.append(found)
        lines.append(make_lines(rest, page))
    sorted_pages = sort_lines(lines)
    writer = _Writer(measure_margins([page.body for page in sorted_pages]))
    for page, furniture, found in zip(pages, sorted_pages, tables, strict=True):
        writer.page(page, furniture, found)
    count = sum(1 for page in sorted_pages for line in page.notes if note_mark(line))
    said = [f"có {count} chú thích cuối trang, giữ ngoài các điều khoản"] if count else []
    return writer.loaded([*notes, *said])


def _tables(page: Page) -> tuple[list[Table], list[Word]]:
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
        if not inside:
            continue
        rows = [[_cell(box, inside, page) for box in row] for row in grid]
        rows = _without_repeats(grid, rows)
        filled = [any(row[i] for row in rows) for i in range(len(rows[0]))]
        rows = [[cell for cell, keep in zip(row, filled, strict=True) if keep] for row in rows]
        if sum(filled) < 2 or len(rows) * sum(filled) < 2:
            continue
        taken = {id(word) for row in rows for cell in row for line in cell for word in line.words}
        rest = [word for word in rest if id(word) not in taken]
        columns = tuple(box[0] for box, keep in zip(grid[0], filled, strict=True) if keep)
        found.append(Table(outer[1] * page.height, rows, columns))
    return found, rest


def _within(box: Box, outer: Box) -> bool:
    middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    return outer[0] <= middle[0] <= outer[2] and outer[1] <= middle[1] <= outer[3]


def _cell(box: Box, words: Sequence[Word], page: Page) -> Cell:
    return cell_lines([word for word in words if _within(word.box, box)], page)


def _without_repeats(grid: Sequence[Sequence[Box]], rows: list[Row]) -> list[Row]:
    """A cell that reaches down holds for all its rows, its number for the first only."""
    for index in range(1, len(rows)):
        if grid[index][0] == grid[index - 1][0]:
            rows[index][0] = []
    return rows


class _Writer:
    """Goes through the pages, and holds back a table that may go on on the next one."""

    def __init__(self, margins: dict[int, Margins]) -> None:
        self.composer = Composer()
        self.paragraph = Paragraph(margins)
        self.table: Table | None = None
        self.repeated: list[int] = []
        self.formed = False

    def page(self, page: Page, sorted_: Sorted, tables: Sequence[Table]) -> None:
        for item in _in_order(sorted_.body, tables):
            if isinstance(item, Table):
                self._add_table(item)
            else:
                self._add_line(item, sorted_.marks)
        for line in sorted_.notes:
            mark = note_mark(line)
            self.composer.aside(line, f"[{mark}]" if mark else "")
        for line in (*sorted_.running, *sorted_.stamps):
            self.composer.aside(line)
        for word in page.aside:
            self.composer.aside(Line(page, (word,)))

    def loaded(self, notes: Sequence[str]) -> Loaded:
        self._end_table()
        return self.composer.loaded(notes)

    def _add_line(self, laid: Laid, marks: frozenset[str]) -> None:
        self._end_table()
        if laid.form:
            self.paragraph.end()
            before = Break.LINE if self.formed else Break.GAP
        else:
            before = self.paragraph.add(laid.line)
        self.formed = laid.form
        self.composer.line(laid.line, before, marks)

    def _add_table(self, table: Table) -> None:
        self.paragraph.end()
        self.formed = False
        if self.table is None or not _same_columns(self.table, table):
            self._end_table()
            self.table, self.repeated = table, []
            return
        rows = list(table.rows)
        head = _words(self.table.rows[0])
        if _words(rows[0]) == head:
            self.repeated.append(len(self.table.rows))
        elif _goes_on(self.table.rows, rows[0]):
            for cell, more in zip(self.table.rows[-1], rows[0], strict=True):
                cell.extend(more)
            rows = rows[1:]
        self.table.rows.extend(rows)

    def _end_table(self) -> None:
        if self.table is not None:
            self.composer.rows(self.table.rows, self.repeated)
            self.table = None


def _in_order(lines: Sequence[Line], tables: Sequence[Table]) -> Iterator[Laid | Table]:
    """A page's lines and tables from top to bottom; what stands between two tables is put in
    reading order by itself."""
    waiting = list(lines)
    for table in sorted(tables, key=lambda t: t.top):
        above = [line for line in waiting if line.top < table.top]
        waiting = [line for line in waiting if line.top >= table.top]
        yield from arrange(above)
        yield table
    yield from arrange(waiting)


def _same_columns(table: Table, other: Table) -> bool:
    return len(table.columns) == len(other.columns) and all(
        abs(a - b) < 0.02 for a, b in zip(table.columns, other.columns, strict=True)
    )


def _words(row: Row) -> list[str]:
    return [" ".join(line.text for line in cell) for cell in row]


def _goes_on(rows: Sequence[Row], row: Row) -> bool:
    """Whether a page's first row is the rest of the row before the page break: it has no number
    where all rows have one."""
    return not row[0] and any(row) and all(r[0] for r in rows[1:] or rows)
