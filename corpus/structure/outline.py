"""Zoned blocks to the clause tree: who encloses whom, and what each clause is called.

A marked unit owns the unmarked paragraphs after it up to the next marker; an unmarked paragraph
is a clause of its own (``doan``) only directly under a heading level or at the document's root.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.document import Cell, Part, Step
from corpus.structure.block import Block
from corpus.structure.blocks import split_blocks
from corpus.structure.numbering import Marker, follows, read_marker
from corpus.structure.row_places import ROW, heads_rows, place, read_count, style
from corpus.structure.rows import Role, Row
from corpus.structure.section import Section, Zoned
from corpus.structure.tables import is_head_row, may_head, row_cells
from corpus.structure.zones import assign_zones

HEADING_LEVELS = frozenset({"phan", "chuong", "muc", "tieu_muc"})
_RANK_ROOT = 0
_RANK_ROW = 65  # an unlettered table row stands below a lettered one
_HEADING_CELLS = 2  # a number and a heading
_NOTE = re.compile(r"\[(\d{1,3})\]\s")  # "[3] Điều 2 của Quyết định …", behind the signature
_SHORTEST_LINE = 2  # signs
_RANK_GROUP = 47  # a line alone over rows stands below a Roman one, above numbered ones
_RANK_LISTS = 50  # khoản and below may form a list under any unit that ends with a colon


@dataclass(slots=True, eq=False)
class Node:
    """A clause in the making; ``start``/``end`` span its own text only."""

    path: tuple[Step, ...]
    part: Part
    start: int
    end: int
    rank: int
    parent: "Node | None" = None
    cells: tuple[Cell, ...] = ()
    counters: Counter[str] = field(default_factory=Counter)
    style: str = ""  # how it is numbered; units of one run share it
    opens: bool = False  # its words end with a colon: what follows stands under it


@dataclass(frozen=True, slots=True)
class Outline:
    """The clauses in source order, paragraph starts, and what no clause holds: furniture (rules,
    table heads, page numbers) and noise (what a web page or scanner added)."""

    nodes: tuple[Node, ...]
    paragraphs: tuple[int, ...]
    furniture: tuple[tuple[int, int], ...]
    noise: tuple[tuple[int, int], ...]
    sections: tuple[Section, ...]


def outline(text: str, noise: Sequence[tuple[int, int]] = ()) -> Outline:
    """The clause tree of a whole document; never fails, whatever the text.

    ``noise`` are stretches that the loader knows to be page furniture.
    """
    blocks = split_blocks(text, noise)
    sections = assign_zones(blocks)
    builder = _Builder(text)
    for section in sections:
        builder.add_section(section)
    return Outline(
        tuple(builder.nodes),
        tuple(block.start for block in blocks),
        tuple(builder.furniture),
        tuple((block.start, block.end) for block in blocks if block.noise),
        tuple(sections),
    )


def _style(marker: Marker) -> str:
    """What the units of one run have in common: form, depth, and for bullets the sign."""
    kind = "số" if marker.value[:1].isdecimal() else "chữ"
    sign = marker.value if marker.level == "gach" else kind
    return f"{marker.level} {marker.rank} {sign}"


def _is_running(level: str, cells: Sequence[str], columns: int) -> bool:
    """Whether a row's number only counts the rows: it stands before several cells, while that of
    a group of rows stands before the group's heading alone."""
    filled = sum(any(c.isalnum() for c in words) for words in cells)
    return level == "khoan" and (columns <= _HEADING_CELLS or filled > _HEADING_CELLS)


def _is_drawn(rule: str) -> bool:
    """Whether a separator is a line drawn across, not a bar between cells."""
    return len(rule) > _SHORTEST_LINE and any(sign in rule for sign in "-_=~–*")


class _Builder:
    """Grows the tree block by block; ``stack`` holds the open units, outermost first."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.nodes: list[Node] = []
        self.furniture: list[tuple[int, int]] = []
        self.root_counters: Counter[str] = Counter()
        self.prefix: tuple[Step, ...] = ()
        self.stack: list[Node] = []
        self.annex: Node | None = None
        self.heads: list[str] = []
        self.old_heads: list[str] = []
        self.form: Node | None = None
        self.form_path: tuple[Step, ...] = ()
        self.form_dashes = 0
        self.drawn = False  # whether a line was drawn since the last form part

    def add_section(self, section: Section) -> None:
        self.prefix = (Step("phu_luc", section.annex),) if section.annex else ()
        self.root_counters = Counter()
        self.stack, self.heads, self.old_heads, self.form_path = [], [], [], ()
        self.annex = None
        for zoned in section.items:
            self._add(zoned)

    def _add(self, zoned: Zoned) -> None:
        block = zoned.block
        if block.rule or block.noise or not (block.words or block.row):
            self.furniture.append((block.start, block.end))
            self.drawn = self.drawn or _is_drawn(self.text[block.start : block.end])
        elif self.prefix and zoned.part is Part.LETTERHEAD:
            self._add_annex_title(block)
        elif zoned.form:
            self._add_form_part(zoned)
        elif zoned.part in (Part.PREAMBLE, Part.CLOSING):
            self.stack, self.form_path = [], ()
            self._paragraph(block, zoned.part)
        elif block.row:
            self._add_row(block)
        else:
            self._add_body(block)

    def _add_annex_title(self, block: Block) -> None:
        """An attached plan's own title lines are the clause that heads all of it."""
        if self.annex is None:
            node = Node(self.prefix, Part.BODY, block.start, block.end, _RANK_ROOT)
            self.annex = self._append(node)
        self.annex.end = block.end

    def _add_form_part(self, zoned: Zoned) -> None:
        block = zoned.block
        self.stack = []
        path = (*self.prefix, Step("the_thuc", zoned.form))
        dash = block.marker is not None and block.marker.level == "gach"
        note = zoned.form == "ghi_chu" and _NOTE.match(block.words)
        # a line drawn in a letterhead stands in no clause
        parted, self.drawn = self.drawn and zoned.part is Part.LETTERHEAD, False
        if self.form_path != path:
            self.form_path, self.form, self.form_dashes = path, None, 0
        if dash:
            self.form_dashes += 1
            step = Step("gach", str(self.form_dashes))
            parent = self.form or self.annex
            node = Node((*path, step), zoned.part, block.start, block.end, 70, parent)
            self._append(node)
        elif note:
            parent = self.form or self.annex
            step = Step("doan", note[1])
            self._append(Node((*path, step), zoned.part, block.start, block.end, 70, parent))
            self.form_dashes += 1
        elif (self.form or self.form_dashes) and not parted:
            self.nodes[-1].end = block.end
        else:
            self.form = self._append(Node(path, zoned.part, block.start, block.end, _RANK_ROOT))

    def _add_body(self, block: Block) -> None:
        marker = block.marker
        self.form_path = ()
        if self.heads:
            self.old_heads, self.heads = self.heads, []
        # a list behind a row goes on with its last cell
        behind = not (marker and marker.level == "gach") and self._close_rows()
        if marker is None or block.quoted:
            top = self.stack[-1] if self.stack else None
            behind = behind or self.nodes[-1:] != [top]
            if behind or top is None or top.path[-1].level in HEADING_LEVELS:
                self._paragraph(block, Part.BODY)
            else:
                top.end = block.end
                top.opens = block.words.endswith(":")
            return
        style = _style(marker)
        self._make_room(marker, style)
        value = self._count("gach") if marker.level == "gach" else marker.value
        node = self._open(Step(marker.level, value), marker.rank, block)
        node.style = style

    def _add_row(self, block: Block) -> None:
        assert block.row is not None
        row = block.row
        cells = row_cells(self.text, row)
        words = [c.head for c in cells]
        if row.role is Role.HEAD:
            self._add_heads(block, row)
            return
        if not self.heads and self._goes_on(words):
            self.heads = self.old_heads
        if not self.heads and not may_head(words):
            self.heads = [""] * len(words)
        if is_head_row(words) or not self.heads:
            self._add_heads(block, replace(row, role=Role.HEAD, names=tuple(words)))
            return
        named = tuple(
            Cell(
                (row.names[i] if row.names else "")
                or self._head(row.columns[i] if row.columns else i),
                c.start,
                c.end,
            )
            for i, c in enumerate(cells)
        )
        named += tuple(Cell(head, block.end, block.end) for head in self._left_out(row))
        node = self._open_row(block, row, words)
        node.cells = named
        node.style = node.style or ROW

    def _add_heads(self, block: Block, row: Row) -> None:
        """A row of heads names the columns; one above others, or one met again, only stands."""
        if row.names:
            self.heads = list(row.names)
        self.furniture.append((block.start, block.end))

    def _left_out(self, row: Row) -> list[str]:
        """The heads of the columns for which the row has no cell."""
        if not row.columns:
            return self.heads[len(row.cells) :]
        reached = sum(column not in range(len(self.heads)) for column in row.columns)
        missing = (h for column, h in enumerate(self.heads) if column not in row.columns)
        return list(missing)[reached:]

    def _head(self, column: int) -> str:
        return self.heads[column] if 0 <= column < len(self.heads) else ""

    def _open_row(self, block: Block, row: Row, words: Sequence[str]) -> Node:
        count = read_count(words) if not row.columns or row.columns[0] <= 0 else None
        if row.role is Role.TOTAL:
            self._close_rows()
        elif row.role is Role.SUBTOTAL:
            self._close_rows(_RANK_GROUP)
        elif row.role is Role.GROUP and count is None:
            self._close_rows(_RANK_GROUP)
            return self._open(Step("dong", self._count("dong")), _RANK_GROUP, block)
        elif count is not None:
            rank = place(self.stack, [node.path[-1].value for node in self.stack], count)
            running = _is_running(count.level, words, len(self.heads))
            node = self._open(Step("dong" if running else count.level, count.value), rank, block)
            node.counters["dong"] = 1
            node.style, node.opens = style(count), heads_rows(words, len(self.heads))
            return node
        self._close(_RANK_ROW)
        return self._open(Step("dong", self._count("dong")), _RANK_ROW, block)

    def _close_rows(self, rank: int = _RANK_ROOT) -> bool:
        """Close the rows of a table, down to ``rank``; whether there was one."""
        size = len(self.stack)
        while self.stack and self.stack[-1].cells and self.stack[-1].rank >= rank:
            self.stack.pop()
        return len(self.stack) < size

    def _goes_on(self, words: list[str]) -> bool:
        """Whether a row without heads above it goes on with the table before (page breaks)."""
        if len(words) != len(self.old_heads) or is_head_row(words):
            return False
        return not words[0] or read_marker(f"{words[0]} ") is not None or words[0].isdecimal()

    def _paragraph(self, block: Block, part: Part) -> None:
        parent = self.stack[-1] if self.stack else self.annex
        base = parent.path if parent else self.prefix
        step = Step("doan", self._count("doan"))
        self._append(Node((*base, step), part, block.start, block.end, 90, parent))

    def _open(self, step: Step, rank: int, block: Block) -> Node:
        parent = self.stack[-1] if self.stack else self.annex
        base = parent.path if parent else self.prefix
        node = Node((*base, step), Part.BODY, block.start, block.end, rank, parent)
        node.opens = block.words.endswith(":")
        self.stack.append(node)
        return self._append(node)

    def _append(self, node: Node) -> Node:
        self.nodes.append(node)
        return node

    def _make_room(self, marker: Marker, style: str) -> None:
        """Close the units that the new one does not stand under.

        It goes on with a run of its own style that is open, or begins one under the innermost
        unit that may enclose it; where the numbering is broken, the forms' ranks decide.
        """
        value = marker.value
        same = [i for i, node in enumerate(self.stack) if node.style == style]
        if marker.level == "gach":
            if same:
                del self.stack[same[-1] :]
            elif not (self.stack and self.stack[-1].opens):
                self._close(marker.rank)
            return
        if self._continues(value, same):
            return
        top = self.stack[-1] if self.stack else None
        if value == "i" and top is not None and top.opens:
            return  # no letter goes before it: the first of (i), (ii), (iii)
        if follows(value, None) and top is not None and "." not in value:
            nested = top.opens and top.rank > marker.rank and marker.rank >= _RANK_LISTS
            if nested or (top.opens and same and same[-1] < len(self.stack) - 1):
                return
            if not same and self._may_hold(marker):
                return
        if same:
            del self.stack[same[-1] :]
        else:
            self._close(marker.rank)

    def _continues(self, value: str, same: list[int]) -> bool:
        """Close what stands between the new unit and the run that it continues, or the unit whose
        number it extends ("2.7" under "2")."""
        for index in reversed(same):
            if follows(value, self.stack[index].path[-1].value):
                del self.stack[index:]
                return True
        prefix = value.rpartition(".")[0]
        for index in reversed(range(len(self.stack)) if prefix else ()):
            if self.stack[index].path[-1].value == prefix:
                del self.stack[index + 1 :]
                return True
        return False

    def _may_hold(self, marker: Marker) -> bool:
        """Close what is deeper than the innermost unit that may hold a run of this form."""
        # Roman headings inside an article; letters under a decimal number
        for index in reversed(range(len(self.stack))):
            node = self.stack[index]
            level = node.path[-1].level
            inside = (marker.level == "muc" and level == "dieu" and node.opens) or (
                marker.level == "diem" and level in ("khoan", "diem", "dieu")
            )
            if inside:
                del self.stack[index + 1 :]
                return True
            if level not in ("gach", "dong", "khoan", "diem"):
                return False
        return False

    def _close(self, rank: int) -> None:
        while self.stack and self.stack[-1].rank >= rank:
            self.stack.pop()

    def _count(self, level: str) -> str:
        counters = self.stack[-1].counters if self.stack else self.root_counters
        counters[level] += 1
        return str(counters[level])
