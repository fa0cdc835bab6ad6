"""HTML pages: paragraphs, list numbers, tables; menus, pop-ups and forms marked as furniture."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from corpus.loaders.base import Loaded, read_bytes
from corpus.loaders.html_counters import Counters
from corpus.loaders.html_fields import shown_in
from corpus.loaders.html_furniture import Furniture
from corpus.loaders.html_source import source_of
from corpus.loaders.html_style import Styles, item_label
from corpus.loaders.merged import Grid, fill_down
from corpus.loaders.scripts import Piece, write_scripts
from corpus.loaders.writer import Writer


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_DROPPED = _words("""
    script style noscript template head iframe svg object video audio canvas del s strike
""")
_BLOCKS = _words("""
    p div section article main h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre figure
    center address hr fieldset details summary body html header footer nav aside form button
    dialog legend
""")
_SPACE = re.compile(r"\s+")
_SEPARATORS = re.compile("[\u2028\u2029]")
_LAID_OUT = _words("table thead tbody tfoot tr td th caption")  # of a table that is the page
_INLINE = _words("span a b i em strong u small font label mark abbr code")
_ANY_BLOCK = ", ".join(sorted({*_BLOCKS, "table"}))
_FIELDS = _words("input select textarea")
_SCRIPTS = {"sup": 1, "sub": -1}
_SIGNS = {"br": "\n", "wbr": "\u200b"}
_MAX_DEPTH = 200


def load_html(path: Path) -> Loaded:
    """The page's words, in reading order; deleted and struck ones are left out."""
    return read_html(read_bytes(path), path)


def read_html(raw: bytes, path: Path) -> Loaded:
    """The words of a page that is held as bytes; ``path`` is for the error."""
    source, notes = source_of(raw, path)
    root = LexborHTMLParser(source.replace("\x00", "")).root
    if root is None:
        return Writer().loaded(notes)
    styles = Styles.of(root)
    reader = _Reader(_Page(styles, Furniture.of(root, styles), Counters(styles)))
    reader.page.counters.enter(root, -1)
    reader.children(root, 0)
    reader.flush()
    return reader.writer.loaded(notes)


@dataclass(frozen=True, slots=True)
class _Page:
    styles: Styles
    furniture: Furniture
    counters: Counters


class _Reader:
    def __init__(self, page: _Page) -> None:
        self.page = page
        self.writer = Writer()
        self.words: list[Piece] = []
        self.script = 0  # 1 in raised words, -1 in lowered ones
        self.prefix = ""
        self.kept = False  # whether line ends and blanks are shown as the source has them

    def flush(self) -> None:
        """End the paragraph."""
        text, _ = write_scripts(self.words, noted=False)
        self.words = []
        if text.strip():
            self.writer.paragraph(f"{self.prefix}{text.strip()}", gap=True)
            self.prefix = ""

    def children(self, node: Any, depth: int) -> None:
        """Read what stands in ``node``."""
        count = 0
        place = _first_place(node) if node.tag == "ol" else 0
        child = node.child
        while child is not None:
            if child.tag == "li" and self.page.furniture.hides(child):
                pass  # what is not shown is not counted
            elif node.tag == "ol" and child.tag == "li":
                own = (child.attributes.get("value") or "").strip()
                place = int(own) if own.isdecimal() else place
                self.page.counters.list_item(depth + 1, place)
                self.prefix = self._number(node, child, place)
                place += -1 if "reversed" in node.attributes else 1
            elif node.tag in ("ul", "menu") and child.tag == "li":
                kind = self._kind(node, child)
                self.prefix = item_label("-" if kind is None else kind, count + 1)
                count += 1
            self._node(child, depth + 1)
            child = child.next

    def _node(self, node: Any, depth: int) -> None:
        tag = node.tag
        if tag == "-text":
            text = node.text_content or ""
            kept = self.kept or _in_pre(node)
            self.words.append(Piece(text if kept else _one_line(text), self.script))
        elif tag in _SIGNS:
            self.words.append(Piece(_SIGNS[tag]))
        elif self._is_dropped(node) or depth > _MAX_DEPTH:
            return
        elif tag in _FIELDS:
            if not self.page.furniture.hides(node):
                self.words.append(Piece(shown_in(node)))
        elif self.page.furniture.holds(node):
            if tag in _INLINE and node.css_first(_ANY_BLOCK) is None:
                return  # words inside a paragraph that the page does not show
            self.flush()
            with self.writer.noise():
                self.children(node, depth)
                self.flush()
        else:
            before = self.page.counters.enter(node, depth)
            self._shown(node, depth, before)
            self.page.counters.leave(depth)

    def _shown(self, node: Any, depth: int, before: str) -> None:
        """Read an element that the page shows; its styles set ``before`` in front of it."""
        tag = node.tag
        outer = (self.script, self.kept)
        self.kept = self.page.styles.keeps_lines(node, self.kept)
        if tag == "table" and not self.page.furniture.lays_out(node):
            self.flush()
            self._table(node, depth)
        elif tag in _BLOCKS or tag in _LAID_OUT:
            self.flush()
            self.words.append(Piece(before))
            self.children(node, depth)
            self.flush()
            self.prefix = ""
        else:
            self.script = self._script(node)
            self.words.append(Piece(before, self.script))
            self.children(node, depth)
        self.script, self.kept = outer

    def _script(self, node: Any) -> int:
        """At what height the element's words stand."""
        return _SCRIPTS.get(node.tag) or self.page.styles.script(node) or self.script

    def _is_dropped(self, node: Any) -> bool:
        tag = node.tag
        return (
            tag in _DROPPED or tag.startswith(("-", "!", "_")) or self.page.styles.is_struck(node)
        )

    def _kind(self, parent: Any, item: Any) -> str | None:
        """How the list numbers the item, where a style says it."""
        own = self.page.styles.list_kind(item)
        return self.page.styles.list_kind(parent) if own is None else own

    def _number(self, ordered: Any, item: Any, place: int) -> str:
        """What a browser prints before the item of an ordered list."""
        if content := self.page.styles.marker_of(item):
            return f"{self.page.counters.written(content, item).rstrip()} "
        said = self._kind(ordered, item)
        if said is None:
            said = item.attributes.get("type") or ordered.attributes.get("type") or "1"
        return item_label(said, place)

    def _table(self, table: Any, depth: int) -> None:
        rows: Grid = []
        hanging: dict[int, int] = {}  # column -> rows that a cell above still covers
        for caption in table.css("caption"):
            if _owner(caption).mem_id == table.mem_id and not self.page.furniture.hides(caption):
                self.children(caption, depth + 1)
                self.flush()
        for row in _rows(table):
            if self._is_dropped(row) or self.page.furniture.hides(row):
                continue
            self.page.counters.enter(row, depth + 1)
            cells: list[list[str] | None] = []
            cell = row.child
            while cell is not None:
                if cell.tag in ("td", "th"):
                    _fill(cells, hanging)
                    at = len(cells)
                    words = self._cell(cell, depth + 2)
                    cells.append(words)
                    width = _count(cell, "colspan")
                    cells.extend([] for _ in range(width - 1))
                    below = _count(cell, "rowspan") - 1
                    if below > 0:
                        hanging.update({at + i: below for i in range(width)})
                cell = cell.next
            _fill(cells, hanging)
            rows.append(cells)
            self.page.counters.leave(depth + 1)
        self.writer.table(fill_down(rows))

    def _cell(self, cell: Any, depth: int) -> list[str]:
        if self._is_dropped(cell) or self.page.furniture.hides(cell):
            return []
        inner = _Reader(self.page)
        inner.kept = self.page.styles.keeps_lines(cell, self.kept)
        inner.words.append(Piece(self.page.counters.enter(cell, depth)))
        inner.children(cell, depth)
        inner.flush()
        return [line for line in inner.writer.loaded().text.split("\n") if line.strip()]


def _first_place(ordered: Any) -> int:
    """The number of an ordered list's first item; a reversed one counts down to 1."""
    start = (ordered.attributes.get("start") or "").strip()
    if start.isdecimal():
        return int(start)
    if "reversed" not in ordered.attributes:
        return 1
    items, child = 0, ordered.child
    while child is not None:
        items += child.tag == "li"
        child = child.next
    return items


def _fill(cells: list[list[str] | None], hanging: dict[int, int]) -> None:
    """Mark the columns that a cell from a row above covers."""
    while (column := len(cells)) in hanging and hanging[column] > 0:
        hanging[column] -= 1
        cells.append(None)


def _count(cell: Any, name: str) -> int:
    value = (cell.attributes.get(name) or "1").strip()
    return min(max(int(value), 1), 100) if value.isdecimal() else 1


def _rows(table: Any) -> list[Any]:
    """The rows of the table itself, as they are shown: those of its head first, its foot last."""
    own = [r for r in table.css("tr") if (o := _owner(r)) is not None and o.mem_id == table.mem_id]
    places = {"thead": 0, "tfoot": 2}
    return sorted(own, key=lambda row: places.get(row.parent.tag if row.parent else "", 1))


def _owner(row: Any) -> Any:
    node = row.parent
    while node is not None and node.tag != "table":
        node = node.parent
    return node


def _in_pre(node: Any) -> bool:
    return node.parent is not None and node.parent.tag == "pre"


def _one_line(text: str) -> str:
    """White space as one blank; a line separator of Unicode ends the line."""
    return "\n".join(_SPACE.sub(" ", part) for part in _SEPARATORS.split(text))
