"""Tables as printed in text: tabs between cells, Markdown pipes, or a bar on a line of its own.

A table that only lays out the page (issuing body beside the national motto, recipients beside the
signature) is no table: its cells are read as lines.
"""

import re
from collections.abc import Iterator, Sequence

from corpus.document import Cell
from corpus.language.normalize import plain
from corpus.structure.bars import bar_tables
from corpus.structure.headed import gridded_heads, packed_heads, with_roles
from corpus.structure.rows import Row, Span, is_layout, trim
from corpus.structure.signers import is_signing
from corpus.vocabulary import formulas

_PIPE_ROW = re.compile(r"\|.*\|")
_PIPE_RULE = re.compile(r"[\s:|=]*+-[\s:|=-]*+")
_FEWEST = 3  # rows of a table of which more than the head can be told
_MEASURED = re.compile(r"\d{1,3}(?:[.,/]\d+)? [^\W\d]")
_FIGURE = re.compile(r"\d{1,3}(?:[.,]\d{3}){1,5}(?:[.,]\d{1,4})?|\d{1,6}[.,]\d{1,4}|\d{1,6}\s?%")
_LINE_END = re.compile(r"[\r\n]")
_EMPTY_BESIDE = 2  # tabs around a cell that stands alone in its row
_RUNNING = 3  # digits of a running number
_EXPLAINED = 2  # cells of a row that explains a sign or word


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
            rows, after = bar_tables(text, lines, position)
            yield from rows
        elif text[start] == "|" and _PIPE_ROW.fullmatch(text, start, end):
            after = _run(lines, position, lambda s, e: text[s] == "|" and e - s > 1)
            yield from _pipe_table(text, lines[position:after])
        elif "\t" in text[start:end]:
            after = _run(lines, position, lambda s, e: _is_tab_row(text, s, e))
            yield from _tab_table(text, lines[position:after])
        else:
            yield lines[position]
            after = position + 1
        position = after


def is_head_row(words: Sequence[str]) -> bool:
    """Whether the row names the columns ("TT | Chỉ tiêu | Cơ quan chủ trì")."""
    return bool(words) and words[0].lower().rstrip(".") in formulas("column_heads")


def may_head(words: Sequence[str]) -> bool:
    """Whether a table's first row may name its columns: it does not begin with a running number or
    a measure ("01 ngày"), no cell is a figure ("1.204"), and none a sentence or what a sentence
    explains ("n: | Đời sống kinh tế …;")."""
    if is_head_row(words):
        return True
    first = words[0] if words else ""
    numbered = (first.rstrip(".").isdecimal() and len(first) <= _RUNNING) or bool(
        _MEASURED.match(first)
    )
    return not (numbered or any(map(_FIGURE.fullmatch, words))) and not any(
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


def _with_heads(text: str, items: Sequence[Span | Row]) -> Iterator[Span | Row]:
    """The rows of a table with one line each, told what they are for."""
    rows = [item for item in items if isinstance(item, Row)]
    said = [[plain(text[s:e]) for s, e in row.cells] for row in rows]
    if len(rows) < _FEWEST or not may_head(said[0]):
        yield from items
        return
    width = max(len(row) for row in said)
    filled = max((at + 1 for row in said for at, w in enumerate(row) if w), default=0)
    heads = gridded_heads(said)
    packed = packed_heads(said, filled) if heads == 1 else 1
    found = iter(
        with_roles(text, rows, filled, packed, packed=True)
        if packed > 1
        else with_roles(text, rows, width, heads, packed=False)
    )
    for item in items:
        yield next(found) if isinstance(item, Row) else item


def _tab_table(text: str, lines: Sequence[Span]) -> Iterator[Span | Row]:
    yield from _with_heads(text, list(_tab_rows(text, lines)))


def _tab_rows(text: str, lines: Sequence[Span]) -> Iterator[Span | Row]:
    for start, end in lines:
        cells: list[Span] = []
        position, stop_line = _whole_line(text, start, end)
        for piece in text[position:stop_line].split("\t"):
            lead = len(piece) - len(piece.lstrip())
            stop = position + len(piece)
            first, last = position + lead, max(position, position + len(piece.rstrip()))
            # empty cells at the line's ends stand where its words begin and end
            first = min(max(min(first, stop), start), end)
            cells.append((first, max(min(last, end), first)))
            position = stop + 1
        shown = [plain(text[s:e]) for s, e in cells]
        alone = len(lines) == 1 and len(cells) == 2 and not is_head_row(shown)
        if is_layout(shown) or alone or any(map(is_signing, shown)):
            yield from ((s, e) for s, e in cells if s < e)
        else:
            yield Row(start, end, tuple(cells))


def _whole_line(text: str, start: int, end: int) -> Span:
    """The line with the tabs before and behind its words, which stand for empty cells."""
    first = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    last = _LINE_END.search(text, end)
    stop = last.start() if last else len(text)
    before, behind = text[first:start], text[end:stop]
    return (
        first if "\t" in before and not before.strip() else start,
        stop if "\t" in behind and not behind.strip() else end,
    )


def _is_tab_row(text: str, start: int, end: int) -> bool:
    """Whether a line behind a row with tabs is a row too: one cell alone has empty ones beside."""
    if "\t" in text[start:end]:
        return True
    first, last = _whole_line(text, start, end)
    return text[first:last].count("\t") >= _EMPTY_BESIDE


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
            cells.append(trim(text, position, position + len(piece)))
            position += len(piece) + 1
        words.extend(plain(text[s:e]) for s, e in cells)
        rows.append(Row(start, end, tuple(cells)))
    yield from _with_heads(text, list(_unless_layout(rows, words)))


def _unless_layout(rows: list[Span | Row], words: Sequence[str]) -> Iterator[Span | Row]:
    if not is_layout(words) and not any(map(is_signing, words)):
        yield from rows
        return
    for row in rows:
        if isinstance(row, Row):
            yield from (cell for cell in row.cells if cell[0] < cell[1])
        else:
            yield row
