"""HTML pages: paragraphs, list numbers, tables; menus, pop-ups and forms marked as furniture."""

import re
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from corpus.loaders.base import Loaded, LoadError, read_bytes
from corpus.loaders.writer import Writer


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_DROPPED = _words("""
    script style noscript template head iframe svg object video audio canvas select
""")
_FURNITURE = _words("""
    nav header footer aside form button dialog menu
""")
_FURNITURE_ROLES = _words("""
    navigation banner contentinfo dialog search alert
""")
_FURNITURE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:popup|pop-up|modal|cookie|menu|navbar|nav|breadcrumbs?|sidebar|share|social|"
    r"comments?|advert\w*|ads?|banner|related|pagination|toolbar|login)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLOCKS = _words("""
    p div section article main h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre figure
    center address hr fieldset details summary body html header footer nav aside form
""")
_SPACE = re.compile(r"\s+")
_MAX_DEPTH = 200


def load_html(path: Path) -> Loaded:
    """The page's words, in reading order."""
    raw = read_bytes(path)
    declared = _CHARSET.search(raw[:4096])
    encoding = declared[1].decode("ascii") if declared else "utf-8"
    try:
        source = raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else encoding)
    except (UnicodeDecodeError, LookupError) as error:
        reason = f"không đọc được bảng mã “{encoding}”; hãy lưu lại trang ở bảng mã UTF-8."
        raise LoadError(path, reason) from error
    root = LexborHTMLParser(source.replace("\x00", "")).root
    reader = _Reader()
    if root is not None:
        reader.children(root, 0)
        reader.flush()
    return reader.writer.loaded()


class _Reader:
    def __init__(self) -> None:
        self.writer = Writer()
        self.words: list[str] = []
        self.prefix = ""

    def flush(self) -> None:
        """End the paragraph."""
        text = "".join(self.words)
        self.words = []
        if text.strip():
            self.writer.paragraph(f"{self.prefix}{text.strip()}", gap=True)
            self.prefix = ""

    def children(self, node: Any, depth: int) -> None:
        """Read what stands in ``node``."""
        count = 0
        child = node.child
        while child is not None:
            if node.tag == "ol" and child.tag == "li":
                self.prefix = _number(node, child, count)
                count += 1
            elif node.tag in ("ul", "menu") and child.tag == "li":
                self.prefix = "- "
            self._node(child, depth + 1)
            child = child.next

    def _node(self, node: Any, depth: int) -> None:
        tag = node.tag
        if tag == "-text":
            text = node.text_content or ""
            self.words.append(text if _in_pre(node) else _SPACE.sub(" ", text))
        elif tag == "br":
            self.words.append("\n")
        elif tag in _DROPPED or tag.startswith(("-", "!", "_")) or depth > _MAX_DEPTH:
            return
        elif _is_furniture(node):
            self.flush()
            with self.writer.noise():
                self.children(node, depth)
                self.flush()
        elif tag == "table":
            self.flush()
            self._table(node)
        elif tag in _BLOCKS:
            self.flush()
            self.children(node, depth)
            self.flush()
            self.prefix = ""
        else:
            self.children(node, depth)

    def _table(self, table: Any) -> None:
        rows: list[list[list[str]]] = []
        hanging: dict[int, tuple[int, list[str]]] = {}  # column -> rows still covered, and words
        for row in table.css("tr"):
            if _owner(row) is None or _owner(row).mem_id != table.mem_id:
                continue
            cells: list[list[str]] = []
            cell = row.child
            while cell is not None:
                if cell.tag in ("td", "th"):
                    _fill(cells, hanging)
                    at = len(cells)
                    words = self._cell(cell)
                    cells.append(words)
                    width = _count(cell, "colspan")
                    cells.extend([] for _ in range(width - 1))
                    below = _count(cell, "rowspan") - 1
                    if below > 0:
                        hanging.update({at + i: (below, words) for i in range(width)})
                cell = cell.next
            _fill(cells, hanging)
            rows.append(cells)
        self.writer.table(rows)

    def _cell(self, cell: Any) -> list[str]:
        inner = _Reader()
        inner.children(cell, 0)
        inner.flush()
        return [line for line in inner.writer.loaded().text.split("\n") if line.strip()]


def _fill(cells: list[list[str]], hanging: dict[int, tuple[int, list[str]]]) -> None:
    """Where a cell from a row above reaches down, its words hold here too; its number does not."""
    while (column := len(cells)) in hanging and hanging[column][0] > 0:
        left, words = hanging[column]
        hanging[column] = left - 1, words
        cells.append(words if column else [])


def _count(cell: Any, name: str) -> int:
    value = (cell.attributes.get(name) or "1").strip()
    return min(max(int(value), 1), 100) if value.isdecimal() else 1


def _owner(row: Any) -> Any:
    node = row.parent
    while node is not None and node.tag != "table":
        node = node.parent
    return node


def _in_pre(node: Any) -> bool:
    return node.parent is not None and node.parent.tag == "pre"


def _is_furniture(node: Any) -> bool:
    attributes = node.attributes
    if node.tag in ("html", "body", "main", "article", "table", "tr", "td", "tbody"):
        return False
    if node.tag in _FURNITURE or (attributes.get("role") or "") in _FURNITURE_ROLES:
        return True
    if "hidden" in attributes or _HIDDEN.search(attributes.get("style") or ""):
        return True
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return node.tag in ("div", "section", "ul", "span") and bool(_FURNITURE_NAMES.search(names))


def _number(ordered: Any, item: Any, count: int) -> str:
    """What a browser prints before the item of an ordered list."""
    start = ordered.attributes.get("start") or "1"
    own = item.attributes.get("value") or ""
    place = int(own) if own.isdecimal() else (int(start) if start.isdecimal() else 1) + count
    kind = ordered.attributes.get("type") or "1"
    if kind in "aA" and 1 <= place <= 26:
        letter = "abcdefghijklmnopqrstuvwxyz"[place - 1]
        return f"{letter if kind == 'a' else letter.upper()}. "
    if kind in "iI" and 1 <= place <= 39:
        tens, ones = divmod(place, 10)
        roman = "x" * tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones]
        return f"{roman if kind == 'i' else roman.upper()}. "
    return f"{place}. "
