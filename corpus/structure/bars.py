"""Tables whose cells stand between bars that have lines of their own.

Each row opens and closes with a bar, so that between two rows two bars follow each other; so they
do around an empty cell. Where nothing else parts them, what stands between the letterhead's table,
the text, the recipients' table and those of the annexes is found here: text after a closing bar.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.language.normalize import plain
from corpus.structure.cells import is_count, is_numeric, may_stand_in_head
from corpus.structure.cuts import Cutter, Said
from corpus.structure.head_names import widths
from corpus.structure.headed import with_roles
from corpus.structure.letterhead import ATTACHED
from corpus.structure.rows import Row, Span, is_layout, trim
from corpus.vocabulary import formulas

Cells = Sequence[Sequence[Span]]  # the lines of each; none: an empty cell, or the end of a row

_BLANK_LINE = re.compile(r"\n[^\S\n]*\r?\n")
_MAX_COLUMNS = 60
_FEWEST = 4  # cells of a table
_TEXT = 200  # characters from which on what follows a whole row is text, not one cell too many
# what heads the column that counts the rows
_FIRST_HEAD = re.compile(
    r"(?:S?\s?TT|Số\s?TT|Số thứ tự|Thứ tự|Các bước|Bước|Trình tự|Tên bước)\b", re.IGNORECASE
)
_COUNTING = re.compile(
    r"(?:S?\s?TT|Số\s?TT|Số thứ tự|Thứ tự|Các bước|Bước|Tên bước)\b", re.IGNORECASE
)
_DIGITS = 3  # of a running number
_ROMAN = (
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV",
)  # fmt: skip
_NAMED = re.compile(r"[^\W\d_]{2}\W{1,3}[^\W\d_]{2}")  # two words
_SECTION = re.compile(r"(?:[IVXLC]{1,5}|[A-ZĐ])[.)]\s*\S")
_ITEM = re.compile(r"\d{1,2}[.)]\s*\S")
_NAMELESS = 3  # columns without a head
_MOST_HEADS = 4  # rows of heads
# what rows cost a place that are read well, and how much more others may that go on with them
_FEW, _LOOSE = 0.5, 2.5
_BETTER = 1.0  # what another cut into rows must save
_WORTH = 0.85  # of the cost at most, where rows go on behind what looks like text
_MARGIN = 1.5  # what heads in several rows, or more columns than heads, must save
_CAPITALS = 15  # characters of a heading in capitals


def bar_tables(text: str, lines: Sequence[Span], position: int) -> tuple[list[Span | Row], int]:
    """Rows and lines from the first bar, ``lines[position]``, on, and the index after the last."""
    cells, bars, after = _bar_cells(text, lines, position)
    if len(cells) < _FEWEST:
        return [*lines[position:after]], after
    outside = _outside([plain(text[c[0][0] : c[-1][1]]) if c else "" for c in cells])
    found: list[Span | Row] = []
    index = 0
    while index < len(cells):
        if not cells[index] or index in outside:
            found += _as_lines(cells, bars, index, index + 1)
            index += 1
            continue
        end = next((i for i in range(index, len(cells)) if i in outside), len(cells))
        rows, index = _table(text, cells[:end], bars, index)
        found += rows
    if not any(isinstance(item, Row) for item in found):
        return [*lines[position:after]], after
    return [*found, (bars[-1], bars[-1] + 1)], after


def _as_lines(cells: Cells, bars: Sequence[int], start: int, end: int) -> list[Span]:
    """Cells as lines, each with the bar before it."""
    found: list[Span] = []
    for index in range(start, end):
        found.append((bars[index], bars[index] + 1))
        found += cells[index]
    return found


def _outside(words: Sequence[str]) -> set[int]:
    """Which cells lay out letterhead, recipients or signature, or are the text between two
    tables, by index."""
    found: set[int] = set()
    for index, said in enumerate(words):
        if ATTACHED.search(said) or said.lower().startswith(formulas("addressees")):
            found.add(index)
        if not said or not is_layout([said]):
            continue
        pair = [index]
        if said.lower().startswith(formulas("motto")):
            pair = [index - 1, index]  # the issuing body stands beside it
        elif index + 1 < len(words) and words[index + 1]:
            pair = [index, index + 1]
        # the text follows them
        found |= {i for i in (*pair, pair[-1] + 1) if 0 <= i < len(words) and words[i]}
    return found


def _table(
    text: str, cells: Cells, bars: Sequence[int], start: int
) -> tuple[list[Span | Row], int]:
    """The table that begins at ``start``, as rows, with the text that follows it, and where what
    comes then begins; as lines where it is none."""
    found = _likeliest(text, cells, start)
    grid, after, width = found.grid, found.after, found.width
    if width < 2 or width > _MAX_COLUMNS or len(grid) < 2:
        return list(_as_lines(cells, bars, start, after)), after
    plain_rows = [_row(text, cells, bars, *extent) for extent in grid]
    rows: list[Span | Row] = [*with_roles(text, plain_rows, width, found.heads, packed=True)]
    if after < len(cells) or (grid and grid[-1][1] < after):
        rows += [line for cell in cells[grid[-1][1] : after] for line in cell]
    return rows, after


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read the places from the table's first on: rows, the first ``heads`` of them
    heads, and where what follows the table begins; ``cost`` a place says how odd it is."""

    width: int
    heads: int
    grid: list[tuple[int, int]]
    after: int
    cost: float

    @property
    def size(self) -> int:
        """How many places it takes."""
        return self.grid[-1][1] - self.grid[0][0]


def _likeliest(text: str, cells: Cells, start: int) -> _Reading:
    """The reading that costs least; heads in several rows only where the rows below fit them."""
    said = [_said(text, cell) if cell else None for cell in cells]
    heads = _head_rows(said, start)
    best: _Reading | None = None
    for count in range(1, len(heads) + 1):
        levels = [[said[i] or "" for i in range(*extent)] for extent in heads[:count]]
        nameless = _empty_after(said, *heads[0]) if count == 1 else 0
        for width in (*widths(levels), *range(len(levels[0]) + 1, len(levels[0]) + nameless)):
            read = _read(text, cells, said, (start, heads[:count], width))
            if best is None or (best.cost - read.cost) * read.size > _MARGIN:
                best = read
    assert best is not None
    return best


def _read(
    text: str,
    cells: Cells,
    said: Said,
    given: tuple[int, Sequence[tuple[int, int]], int],
) -> _Reading:
    start, heads, width = given
    # heads in several rows, or columns without a head behind those of the only row
    several = len(heads) > 1 or width > heads[0][1] - start
    begin = heads[-1][1] + 1 if several else start
    while several and begin < len(cells) and not cells[begin] and not _is_row(said, begin, width):
        begin += 1  # what is left empty under heads that reach down
    stop, after_stop = _next_table(said, begin)
    grid, after = _walked(text, cells[:stop], (start, begin), width)
    if after == stop:
        after = after_stop
    above = heads if several else grid[:1]
    below = grid if several else grid[1:]
    if not (below and 2 <= width <= _MAX_COLUMNS):
        cost = math.inf if several else 0.0
        return _Reading(width, len(heads), [*above, *below], after, cost)
    counted = _COUNTING.match(said[start] or "") is not None
    below, cost = _recut(cells, said, below, width, counted)
    size, longer = below[-1][1] - below[0][0], stop - below[0][0]
    if longer > size + width:
        further, less = _recut(cells, said, [(below[0][0], stop)], width, counted)
        beyond = (less * longer - cost * size) / (longer - size)
        between = said[after - 1] or ""
        firm = _is_heading(between) or _is_text(between)
        if less < cost * _WORTH or beyond <= (0 if firm else max(cost * _LOOSE, _FEW)):
            below, cost, after = further, less, after_stop
    return _Reading(width, len(heads), [*above, *below], after, cost)


def _recut(
    cells: Cells, said: Said, rows: list[tuple[int, int]], width: int, counted: bool
) -> tuple[list[tuple[int, int]], float]:
    """The rows, or others in their place that cost plainly less; and what they cost a place."""
    cutter = Cutter(said, rows, width, counted)
    cost, cut = cutter.total(rows), cutter.cut()
    if cut and cut[1] <= cost - _BETTER:
        rows, cost = [row for row in cut[0] if any(cells[slice(*row)])], cut[1]
    return rows, cost / (cutter.end - cutter.start)


def _next_table(said: Said, start: int) -> tuple[int, int]:
    """Where the rows end since further heads with a counting column stand behind them, or the text
    before such heads, and where what comes then begins; else the end."""
    for at in range(start + 1, len(said) - 2):
        if _heads_begin(said, at + 1, _FEWEST - (2 if said[at] else 1)):
            return at, at + 1
    return len(said), len(said)


def _heads_begin(said: Said, index: int, fewest: int) -> bool:
    """Whether a row of heads begins here with the one that counts."""
    first = said[index] or ""
    if not _COUNTING.match(first) or is_count(first):
        return False
    end = next((i for i in range(index, len(said)) if said[i] is None), len(said))
    words = [w or "" for w in said[index:end]]
    return len(words) >= fewest and all(map(may_stand_in_head, words))


def _walked(
    text: str, cells: Cells, places: tuple[int, int], width: int
) -> tuple[list[tuple[int, int]], int]:
    """Row after row from a place on, to where text follows."""
    start, index = places
    grid: list[tuple[int, int]] = []
    after = len(cells)
    while index < len(cells):
        between = _before_same_head(text, cells, start, index, width)
        size, closed = (between - index, True) if between else _row_size(text, cells, index, width)
        if any(cells[index : index + size]):
            grid.append((index, min(index + size, len(cells))))
        index += size + 1
        if closed:
            after = index  # text stands at index - 1
            break
    return grid, after


def _head_rows(said: Said, start: int) -> list[tuple[int, int]]:
    """The first row, and those after it that may hold further heads."""
    found: list[tuple[int, int]] = []
    index = start
    while index < len(said) and len(found) < _MOST_HEADS:
        end = next((i for i in range(index, len(said)) if said[i] is None), len(said))
        words = [w or "" for w in said[index:end]]
        if found and not (len(words) > 1 and _may_be_heads(words)):
            break
        found.append((index, end))
        if not all(map(may_stand_in_head, words)):
            break
        index = end + 1
    return found


def _may_be_heads(words: Sequence[str]) -> bool:
    counts = is_count(words[0]) and not all(map(is_count, words))
    return not counts and all(w and may_stand_in_head(w) for w in words)


def _empty_after(said: Said, start: int, index: int) -> int:
    """How many columns may stand behind those of the first row, and one: as many as empty places
    follow it, or a few where it is no row of heads."""
    end = next((i for i in range(index, len(said)) if said[i] is not None), len(said))
    found = min(end - index, _NAMELESS + 1)
    return max(found, _NAMELESS) if is_count(said[start] or "") else found


def _is_row(said: Said, index: int, width: int) -> bool:
    """Whether the empty place opens a row: as many places as columns up to the next end."""
    end = index + width
    return end >= len(said) or (said[end] is None and any(said[index:end]))


def _row(text: str, cells: Cells, bars: Sequence[int], first: int, end: int) -> Row:
    spans = [
        trim(text, cells[i][0][0], cells[i][-1][1]) if cells[i] else (bars[i] + 1, bars[i] + 1)
        for i in range(first, end)
    ]
    stop = max(bars[min(end, len(bars) - 1)] + 1, spans[-1][1])
    return Row(bars[first], stop, tuple(spans))


def _bar_cells(
    text: str, lines: Sequence[Span], position: int
) -> tuple[list[list[Span]], list[int], int]:
    """What stands between bars, the bars' offsets, and the index after the last of them.

    ``bars[i]`` stands before ``cells[i]``. A bar with an empty line after it closes the table.
    """
    cells: list[list[Span]] = []
    bars = [lines[position][0]]
    current: list[Span] = []
    index = last = position + 1
    while index < len(lines):
        start, end = lines[index]
        if end - start == 1 and text[start] == "|":
            cells.append(current)
            bars.append(start)
            current = []
            last = index + 1
            closing = index + 1 >= len(lines) or _BLANK_LINE.search(text, end, lines[index + 1][0])
            if closing and (index + 1 >= len(lines) or text[lines[index + 1][0]] != "|"):
                break
        else:
            current.append((start, end))
        index += 1
    return cells, bars, last


def _row_size(text: str, cells: Cells, index: int, width: int) -> tuple[int, bool]:
    """How many cells the row at ``index`` has, and whether text follows it that ends the table.

    Rows are followed by the empty place between two bars: of ``width`` cells, of fewer where cells
    are merged (a group's heading), or of more where the row is ragged. An empty place within
    ``width`` is an empty cell, unless the row would not end with it and a whole row begins right
    behind. Where the first cell counts the rows, the next number opens the next row, however few
    cells this one has (others hold for several rows). What stands alone between two whole rows is
    text.
    """

    def ends(at: int) -> bool:
        return at >= len(cells) or not cells[at]

    numbered = _before_next_number(text, cells, index, width)
    if numbered is not None:
        return numbered - index, False
    if ends(index + width):
        return width, False
    followed = not ends(index + width + 1)
    if followed and _is_heading(_said(text, cells[index + width])):
        return width, True
    inside = (at for at in range(index + 1, index + width) if not cells[at])
    short = next((at for at in inside if cells[at + 1] and ends(at + 1 + width)), None)
    if short is not None:
        return short - index, False
    if followed and (ends(index + 2 * width + 1) or _is_text(_said(text, cells[index + width]))):
        return width, True
    after = index + width
    while not ends(after):
        after += 1
    return after - index, False


def _before_same_head(text: str, cells: Cells, start: int, index: int, width: int) -> int | None:
    """Where within the row at ``index`` stands the heading of a further table with the same heads
    as the one that begins at ``start`` ("2. Cấp lại giấy phép"); None where none does."""
    head = _said(text, cells[start])
    if not _FIRST_HEAD.match(head):
        return None
    for at in range(index + 1, min(index + width + 1, len(cells) - 1)):
        if not (cells[at] and cells[at + 1]) or _said(text, cells[at + 1]) != head:
            continue
        said = _said(text, cells[at])
        if _ITEM.match(said) or _is_heading(said):
            return at
    return None


def _before_next_number(text: str, cells: Cells, index: int, width: int) -> int | None:
    """The empty place within ``width`` before the cell that counts on from the row's first one, and
    names something or is counted on from itself; None where there is none."""
    if not cells[index]:
        return None
    following = _numbers_after(_said(text, cells[index]))
    if not following:
        return None
    for at in range(index + 1, min(index + width, len(cells) - 2)):
        if cells[at] or not (cells[at + 1] and cells[at + 2]):
            continue
        number = _said(text, cells[at + 1]).strip(". ")
        if number not in following:
            continue
        third = 2 * at + 2 - index  # where the row after the next begins, if all are as long
        counts_on = third < len(cells) and bool(cells[third]) and not cells[third - 1]
        if _NAMED.search(_said(text, cells[at + 2])) or (
            counts_on and _said(text, cells[third]).strip(". ") in _numbers_after(number)
        ):
            return at
    return None


def _numbers_after(said: str) -> frozenset[str]:
    """What may count the row after the one that ``said`` counts: the next number, a group's Roman
    one, and after a group's the first of its rows."""
    bare = said.strip(". ")
    if bare.isdecimal() and len(bare) <= _DIGITS:
        return frozenset({str(int(bare) + 1), f"{int(bare) + 1:02}", *_ROMAN})
    if bare in _ROMAN:
        return frozenset({"1", "01", *_ROMAN[_ROMAN.index(bare) + 1 :][:1]})
    return frozenset()


def _said(text: str, cell: Sequence[Span]) -> str:
    return plain(text[cell[0][0] : cell[-1][1]])


def _is_heading(said: str) -> bool:
    """Whether it is numbered as sections are ("II. KINH PHÍ") or stands in capitals."""
    return bool(_SECTION.match(said)) or (said.isupper() and len(said) >= _CAPITALS)


def _is_text(said: str) -> bool:
    """Whether what follows a whole row is rather a paragraph between two tables."""
    item = bool(_ITEM.match(said)) and not is_numeric(said)
    return item or len(said) >= _TEXT or said.endswith(":")
