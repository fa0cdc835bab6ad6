"""What the rows of a table are for, and what names each column.

Heads may stand in several rows, and come again where a table goes on over a page; a row below them
may number the columns. A line alone over rows that count anew heads a group; a row may add up the
others. All is told from the whole table, before its rows become clauses.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.language.normalize import plain
from corpus.structure.cells import is_count, is_mark, is_total, may_stand_in_head, numbers_columns
from corpus.structure.columns import Columns
from corpus.structure.head_names import gridded_names, joined, packed_names
from corpus.structure.rows import NO_COLUMN, Role, Row

_MOST_HEADS = 3  # rows of heads
_LONGEST_GROUP = 200  # characters of a group's heading
_FIRST = ("1", "01", "a", "b1", "bước 1", "i", "1.1")
_FEWEST_CELLS = 2  # of a row under a group's heading
_NAMING = 2  # cells of a row that names columns itself: its count and what it is about
_NARROW = 3  # columns; in a narrower table a line alone is only a short row
Words = list[list[str]]


def with_roles(text: str, rows: Sequence[Row], width: int, heads: int, packed: bool) -> list[Row]:
    """The rows of one table of ``width`` columns whose first ``heads`` rows name them.

    ``packed`` says that a row of heads holds only what is printed in it, from the left on.
    """
    said = [[plain(text[s:e]) for s, e in row.cells] for row in rows]
    found = list(rows)
    numbered = len(rows) > heads > 0 and numbers_columns(said[heads])
    body = heads + numbered
    if heads > 1 or numbered:
        names = _names(said, width, heads, body, packed)
        for at in range(body):
            last = at == body - 1
            found[at] = replace(found[at], role=Role.HEAD, names=names if last else ())
    columns = Columns(width, said[body:])
    for at in range(max(body, 1), len(rows)):
        if _comes_again(said, at, max(heads, 1)):
            found[at] = replace(found[at], role=Role.HEAD)
        else:
            found[at] = _row(found[at], said, at, (body, columns, packed))
    for at, names in _ticked(said, body):
        found[at] = replace(found[at], names=names)
    return found


def _ticked(said: Words, body: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Rows that are ticked in columns which a row above them, itself none of heads, names."""
    names: tuple[str, ...] = ()
    for at in range(max(body - 1, 0), len(said)):
        row = said[at]
        marked = [i for i, w in enumerate(row) if w and is_mark(w) and i >= _NAMING]
        if marked and names and all(i < len(names) and names[i] for i in marked):
            yield at, tuple(names[i] if i in marked else "" for i in range(len(row)))
            continue
        own = row[_NAMING:]
        naming = bool(own) and all(w and may_stand_in_head(w) and not is_mark(w) for w in own)
        if naming and is_count(row[0]):
            names = ("",) * _NAMING + tuple(own)
        elif sum(map(bool, row)) > 1 and (is_count(row[0]) and row[0][:1].isalnum()):
            names = ()


def gridded_heads(said: Words) -> int:
    """How many rows of heads a table has whose cells stand in their own columns (a cell that
    reaches over columns is followed by empty ones)."""
    heads = 1
    while heads < min(len(said) - 1, _MOST_HEADS):
        above, row = said[heads - 1], said[heads]
        if len(row) != len(said[0]) or not all(map(may_stand_in_head, row)):
            break
        below = [c for c, own in enumerate(row) if own and not (c < len(above) and above[c])]
        if not below or (row[0] and row[0] != said[0][0]):
            break
        heads += 1
    return heads


def packed_heads(said: Words, width: int) -> int:
    """The same for a table whose rows of heads are filled up at the right with empty cells."""
    first = _stripped(said[0])
    if len(said) < 3 or len(first) >= width or not all(map(may_stand_in_head, first)):
        return 1
    count, missing = 1, width - len(first)
    for row in said[1:_MOST_HEADS]:
        own = _stripped(row)
        if not own or not all(own) or not all(map(may_stand_in_head, own)) or is_count(own[0]):
            break
        count += 1
        missing -= len(own) - 1
        if missing <= 0:
            return count if _makes_up(said[:count], width) else 1
    return 1


def _makes_up(rows: Words, width: int) -> bool:
    return bool(packed_names([_stripped(row) for row in rows], width, []))


def _stripped(row: Sequence[str]) -> list[str]:
    end = len(row)
    while end and not row[end - 1]:
        end -= 1
    return list(row[:end])


def _names(said: Words, width: int, heads: int, body: int, packed: bool) -> tuple[str, ...]:
    if heads == 1:
        return tuple(said[0])
    if packed:
        levels = [_stripped(row) for row in said[:heads]]
        found = packed_names(levels, width, said[body:])
    else:
        found = gridded_names(said[:heads], width)
    return tuple(joined(above) for above in found)


def _comes_again(said: Words, at: int, heads: int) -> bool:
    """Whether the row is one of the rows of heads, printed again."""
    return len(said[at]) > 1 and said[at] in said[:heads] and sum(map(bool, said[at])) > 1


def _row(row: Row, said: Words, at: int, table: tuple[int, Columns, bool]) -> Row:
    body, columns, packed = table
    words = said[at]
    if len(words) < columns.width and packed:
        row = replace(row, columns=columns.of(words))
    elif packed:
        row = replace(row, columns=columns.of_merged(words))
    filled = [w for w in words if w]
    if not filled:
        return row
    if is_total(filled[0]):
        columns_of = row.columns or columns.of_total(words)
        return replace(row, role=_total(said, at, body), columns=columns_of)
    if words[0] and _stands_alone(words, columns.width):
        role = Role.GROUP if _opens_group(said, at, body) else row.role
        row = replace(row, role=role, columns=tuple(NO_COLUMN for _ in words))
    return row


def _stands_alone(words: Sequence[str], width: int) -> bool:
    """Whether one cell, which may be said again in all columns, is all that the row holds."""
    filled = {w for w in words if w}
    return len(filled) == 1 and width >= _NARROW and not any(map(is_count, filled))


def _total(said: Words, at: int, body: int) -> Role:
    """A row that adds up stands for the whole table at its end or before its first row."""
    after = [w for row in said[at + 1 :] if (w := [c for c in row if c])]
    whole = at == body or all(is_total(row[0]) or len(row) == 1 for row in after)
    return Role.TOTAL if whole else Role.SUBTOTAL


def _opens_group(said: Words, at: int, body: int) -> bool:
    """Whether the rows behind a line alone count anew, or go on counting in a table that begins
    with such a line."""
    words = next(w for w in said[at] if w)
    if len(words) > _LONGEST_GROUP or at + 1 >= len(said) or words.endswith((".", ";")):
        return False
    after = said[at + 1]
    if sum(map(bool, after)) < _FEWEST_CELLS or not after[0]:
        return False
    first = after[0].strip(".) ").lower()
    counts = is_count(after[0]) and after[0][:1].isalnum()
    first_row = said[body]
    grouped = first_row[0] and not is_total(first_row[0])
    return first in _FIRST or bool(
        counts and grouped and _stands_alone(first_row, max(map(len, said)))
    )
