"""Pages of words to one text in reading order that the grammar reads."""

from collections.abc import Iterator, Sequence

from corpus.loaders.base import Loaded
from corpus.loaders.pages.columns import Laid, arrange
from corpus.loaders.pages.composer import Composer
from corpus.loaders.pages.flat import flat_tables
from corpus.loaders.pages.furniture import Sorted, note_mark, sort_lines
from corpus.loaders.pages.lines import Line, make_lines
from corpus.loaders.pages.overlaid import without_overlaid
from corpus.loaders.pages.page import Page
from corpus.loaders.pages.paragraphs import Break, Margins, Paragraph, measure_margins
from corpus.loaders.pages.tables import Table, read_tables


def lay_out(pages: Sequence[Page], notes: Sequence[str] = ()) -> Loaded:
    """The text of the pages, with its places and doubts, page furniture as noise."""
    tables: list[list[Table]] = []
    lines: list[list[Line]] = []
    pages = [without_overlaid(page) for page in pages]
    for page in pages:
        found, rest = read_tables(page)
        tables.append(found)
        lines.append(make_lines(rest, page))
    sorted_pages = sort_lines(lines)
    writer = _Writer(measure_margins([page.body for page in sorted_pages]))
    for page, furniture, found in zip(pages, sorted_pages, tables, strict=True):
        writer.page(page, furniture, found)
    count = sum(1 for page in sorted_pages for line in page.notes if note_mark(line))
    said = [f"có {count} chú thích cuối trang, giữ ngoài các điều khoản"] if count else []
    return writer.loaded([*notes, *said])


class _Writer:
    """Goes through the pages, and holds back a table that may go on on the next one."""

    def __init__(self, margins: dict[int, Margins]) -> None:
        self.composer = Composer()
        self.paragraph = Paragraph(margins)
        self.table: Table | None = None
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
        if self.table is None or not self.table.goes_on_with(table):
            self._end_table()
            self.table = table
        else:
            self.table.extend(table)

    def _end_table(self) -> None:
        if self.table is not None:
            self.composer.rows(self.table.rows, self.table.repeated)
            self.table = None


def _in_order(lines: Sequence[Line], tables: Sequence[Table]) -> Iterator[Laid | Table]:
    """A page's lines and tables from top to bottom; what stands between two tables is put in
    reading order by itself."""
    waiting = list(lines)
    for table in sorted(tables, key=lambda t: t.top):
        above = [line for line in waiting if line.top < table.top]
        waiting = [line for line in waiting if line.top >= table.top]
        yield from _arranged(above)
        yield table
    yield from _arranged(waiting)


def _arranged(lines: Sequence[Line]) -> Iterator[Laid | Table]:
    """Lines in reading order, tables without rules among them."""
    running: list[Line] = []
    for laid in arrange(lines):
        if laid.form:
            yield from _laid(running)
            running = []
            yield laid
        else:
            running.append(laid.line)
    yield from _laid(running)


def _laid(lines: Sequence[Line]) -> Iterator[Laid | Table]:
    for item in flat_tables(lines):
        yield item if isinstance(item, Table) else Laid(item)
