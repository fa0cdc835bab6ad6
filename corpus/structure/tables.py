"""Tables as printed in text: tabs between cells, Markdown pipes, or a bar on a line of its own.

A table that only lays out the page (issuing body beside the national motto, recipients beside the
signature) is no table: its cells are read as lines.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.document import Cell
from corpus.language.normalize import plain
from corpus.vocabulary import formulas

Span = tuple[int, int]

_PIPE_ROW = re.compile(r"\|.*\|")
_PIPE_RULE = re.compile(r"[\s:|=]*+-[\s:|=-]*+")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\r?\n")
_NUMBER_CELL = re.compile(r"[Ss][ốỐ]\s?:\s{0,9}[\d.…]{0,6}\s{0,9}/\s?[A-ZĐ\d]")  # of a letterhead
_MAX_COLUMNS = 60
_RUNNING = 3  # digits of a running number
_EXPLAINED = 2  # cells of a row that explains a sign or word


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its extent and the extent of each cell (empty cells: start == end)."""

    start: int
    end: int
    cells: tuple[Span, ...]


def read_lines(text: str, lines: Sequence[Span]) -> Iterator[Span | Row]:
    """The lines in order, with those that make up table rows put together as ``Row``.

    ``lines`` are the spans of the lines that hold anything, in order. Bars of layout tables come
    as lines of their own (a single "|").
    """
    if "|" not in text and "\t" not in text:
        yield from lines
        return
    position = 0
    while position < len(lines):
        start, end = lines[position]
        if text[start] == "|" and end - start == 1:
            rows, after = _bar_table(text, lines, position)
            yield from rows
        elif text[start] == "|" and _PIPE_ROW.fullmatch(text, start, end):
            after = _run(lines, position, lambda s, e: text[s] == "|" and e - s > 1)
            yield from _pipe_table(text, lines[position:after])
        elif "\t" in text[start:end]:
            after = _run(lines, position, lambda s, e: "\t" in text[s:e])
            yield from _tab_table(text, lines[position:after])
        else:
            yield lines[position]
            after = position + 1
        position = after


def is_layout(words: Sequence[str]) -> bool:
    """Whether cells of these words lay out letterhead, addressees, recipients or signature."""
    fixed = (*formulas("motto"), *formulas("recipients"), *formulas("addressees"))
    signing = formulas("signature")
    return any(
        w.lower().startswith(fixed)
        or (w.isupper() and w.lower().startswith(signing))
        or _NUMBER_CELL.match(w)
        for w in words
    )


def is_head_row(words: Sequence[str]) -> bool:
    """Whether the row names the columns ("TT | Chỉ tiêu | Cơ quan chủ trì")."""
    return bool(words) and words[0].lower().rstrip(".") in formulas("column_heads")


def may_head(words: Sequence[str]) -> bool:
    """Whether a table's first row may name its columns: it does not begin with a running number,
    and no cell is a sentence or what a sentence explains ("n: | Đời sống kinh tế …;")."""
    if is_head_row(words):
        return True
    numbered = bool(words) and words[0].rstrip(".").isdecimal() and len(words[0]) <= _RUNNING
    return not numbered and not any(
        w.endswith((";", "./.")) or (w.endswith((":", ".")) and len(words) == _EXPLAINED)
        for w in words
    )


def row_cells(text: str, row: Row) -> list[Cell]:
    """The row's cells; ``head`` holds each cell's own words for now."""
    return [Cell(plain(text[start:end]), start, end) for start, end in row.cells]


def _run(lines: Sequence[Span], position: int, belongs) -> int:  # type: ignore[no-untyped-def]
    while position < len(lines) and belongs(*lines[position]):
        position += 1
    return position


def _trim(text: str, start: int, end: int) -> Span:
    """The span without white space at its ends, and without bare emphasis marks."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    if left == len(piece) or not piece.strip(" \t\r\n*"):
        return (start, start)
    return start + left, start + len(piece.rstrip())


def _tab_table(text: str, lines: Sequence[Span]) -> Iterator[Span | Row]:
    for start, end in lines:
        cells: list[Span] = []
        position = start
        for piece in text[start:end].split("\t"):
            lead = len(piece) - len(piece.lstrip())
            stop = position + len(piece)
            cells.append(
                (min(position + lead, stop), max(position, position + len(piece.rstrip())))
            )
            position = stop + 1
        shown = [plain(text[s:e]) for s, e in cells]
        alone = len(lines) == 1 and len(cells) == 2 and not is_head_row(shown)
        if is_layout(shown) or alone:
            yield from ((s, e) for s, e in cells if s < e)
        else:
            yield Row(start, end, tuple((min(s, e), e) for s, e in cells))


def _pipe_table(text: str, lines: Sequence[Span]) -> Iterator[Span | Row]:
    rows: list[Span | Row] = []
    words: list[str] = []
    for start, end in lines:
        if _PIPE_RULE.fullmatch(text, start, end):
            rows.append((start, end))
            continue
        last = end - 1 if text[end - 1] == "|" else end
        cells: list[Span] = []
        position = start + 1
        for piece in text[start + 1 : last].split("|"):
            cells.append(_trim(text, position, position + len(piece)))
            position += len(piece) + 1
        words.extend(plain(text[s:e]) for s, e in cells)
        rows.append(Row(start, end, tuple(cells)))
    yield from _unless_layout(rows, words)


def _bar_table(text: str, lines: Sequence[Span], position: int) -> tuple[list[Span | Row], int]:
    """The table whose first bar is ``lines[position]``, and the index after its last line."""
    cells, bars, after = _bar_cells(text, lines, position)
    as_lines: list[Span | Row] = [*lines[position:after]]
    if len(cells) < 4:
        return as_lines, after
    width = next((i for i, cell in enumerate(cells) if not cell), len(cells))
    grid = _grid(cells, bars, width)
    words = [plain(text[c[0][0] : c[-1][1]]) for c in cells if c]
    if width < 2 or width > _MAX_COLUMNS or len(grid) < 2 or is_layout(words):
        return as_lines, after
    rows: list[Span | Row] = []
    for first, picked in grid:
        spans = [
            _trim(text, cell[0][0], cell[-1][1]) if cell else (bar + 1, bar + 1)
            for cell, bar in picked
        ]
        end = max(bars[min(first + len(picked), len(bars) - 1)] + 1, spans[-1][1])
        rows.append(Row(bars[first], end, tuple(spans)))
    return rows, after


def _bar_cells(
    text: str, lines: Sequence[Span], position: int
) -> tuple[list[list[Span]], list[int], int]:
    """What stands between bars, the bars' offsets, and the index after the table.

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


def _grid(
    cells: Sequence[list[Span]], bars: Sequence[int], width: int
) -> list[tuple[int, list[tuple[list[Span], int]]]]:
    """Rows, each followed by the empty place between two bars: of ``width`` cells, of fewer where
    cells are merged (a group's heading), or of more where the row is ragged."""
    grid: list[tuple[int, list[tuple[list[Span], int]]]] = []
    index = 0
    while index < len(cells):
        size = _row_size(cells, index, width)
        picked = [(cells[i], bars[i]) for i in range(index, min(index + size, len(cells)))]
        if any(cell for cell, _ in picked):
            grid.append((index, picked))
        index += size + 1
    return grid


def _row_size(cells: Sequence[list[Span]], index: int, width: int) -> int:
    """How many cells the row at ``index`` has. An empty place within ``width`` is an empty cell,
    unless the row would not end with it and a whole row begins right behind."""

    def ends(at: int) -> bool:
        return at >= len(cells) or not cells[at]

    if ends(index + width):
        return width
    inside = (at for at in range(index + 1, index + width) if not cells[at])
    short = next((at for at in inside if cells[at + 1] and ends(at + 1 + width)), None)
    if short is not None:
        return short - index
    after = index + width
    while not ends(after):
        after += 1
    return after - index


def _unless_layout(rows: list[Span | Row], words: Sequence[str]) -> Iterator[Span | Row]:
    if not is_layout(words):
        yield from rows
        return
    for row in rows:
        if isinstance(row, Row):
            yield from (cell for cell in row.cells if cell[0] < cell[1])
        else:
            yield row
