"""Tables that are set in columns without rules, and running text in two columns: told by the white
between columns that no line crosses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from corpus.loaders.pages.lines import Line, make_lines, segments
from corpus.loaders.pages.page import Box, Word
from corpus.loaders.pages.tables import Table

Gap = tuple[float, float]

_BLANK = 1.0  # times the font's size, from which on a gap parts columns
_WHITE = 0.6  # the same, that must be left free by all lines
_FEWEST_ROWS, _FEWEST_COLUMNS = 3, 3
_SETTLED = 3  # lines after which a column does not end any more
_FAR = 2.5  # times the distance of the table's lines, from which on what follows is none of it
_NEW_ROW = 1.15  # times the smallest distance of its lines
_MOST_LINES = 400
_PROSE = 6  # lines of each column of running text
_WIDE = 0.28  # of the page's width, of such a column
_FULL, _FILLED = 0.15, 0.6  # of its width that a full line leaves; the share of full lines


@dataclass(slots=True)
class _Run:
    """Lines between which some white goes down."""

    lines: list[Line] = field(default_factory=list)
    free: list[Gap] = field(default_factory=list)

    def takes(self, line: Line) -> bool:
        """Take the line in, unless it closes a column or stands apart."""
        words = [(w.box[0] * line.page.width, w.box[2] * line.page.width) for w in line.words]
        if not self.lines:
            parts = segments(line, _BLANK)
            self.free = [(a.right, b.left) for a, b in pairwise(parts)]
        else:
            left = _left_free(self.free, words, _WHITE * line.size)
            lost = len(left) < len(self.free)
            if (lost and len(self.lines) >= _SETTLED) or len(left) < _FEWEST_COLUMNS - 1:
                return False
            if self._is_far(line):
                return False
            self.free = left
        self.lines.append(line)
        return True

    def _is_far(self, line: Line) -> bool:
        if len(self.lines) < _SETTLED - 1:
            return False
        steps = [b.bottom - a.bottom for a, b in pairwise(self.lines)]
        return line.bottom - self.lines[-1].bottom > _FAR * max(steps[: _SETTLED + 1])


def flat_tables(lines: Sequence[Line]) -> Iterator[Line | Table]:
    """The lines in order, with those of a table without rules as a table."""
    at = 0
    while at < len(lines):
        run = _table_at(lines, at) if _may_open(lines[at]) else None
        if run is None:
            yield lines[at]
            at += 1
        else:
            yield _table(run)
            at += len(run.lines)


def _may_open(line: Line) -> bool:
    return not line.page.scanned and len(segments(line, _BLANK)) >= _FEWEST_COLUMNS


def _table_at(lines: Sequence[Line], first: int) -> _Run | None:
    run = _Run()
    for line in lines[first : first + _MOST_LINES]:
        if not run.takes(line):
            break
    while run.lines and _filled(run.lines[-1], run.free) < 2 and _ends_alone(run):
        run.lines.pop()
    whole = sum(_filled(line, run.free) >= _FEWEST_COLUMNS for line in run.lines)
    return run if whole >= _FEWEST_ROWS else None


def _ends_alone(run: _Run) -> bool:
    """Whether the last line stands in the first column only: a paragraph behind the table."""
    return run.lines[-1].left < run.free[0][0]


def _filled(line: Line, free: Sequence[Gap]) -> int:
    return sum(bool(cell) for cell in _cells(line, free))


def _cells(line: Line, free: Sequence[Gap]) -> list[list[Word]]:
    """The line's words by column."""
    cells: list[list[Word]] = [[] for _ in range(len(free) + 1)]
    for word in line.words:
        middle = (word.box[0] + word.box[2]) / 2 * line.page.width
        cells[sum(middle > (low + high) / 2 for low, high in free)].append(word)
    return cells


def _table(run: _Run) -> Table:
    page = run.lines[0].page
    steps = [b.bottom - a.bottom for a, b in pairwise(run.lines)]
    least = min(steps)
    by_gap = any(step > _NEW_ROW * least for step in steps) and _agree(run, steps, least)
    rows: list[list[list[Word]]] = []
    for number, line in enumerate(run.lines):
        cells = _cells(line, run.free)
        opens = steps[number - 1] > _NEW_ROW * least if by_gap and number else bool(cells[0])
        if opens or not rows:
            rows.append(cells)
        else:
            rows[-1] = [[*a, *b] for a, b in zip(rows[-1], cells, strict=True)]
    edges = [run.lines[0].left, *((low + high) / 2 for low, high in run.free)]
    box: list[Box] = [(edge / page.width, 0.0, edge / page.width, 0.0) for edge in edges]
    return Table(
        run.lines[0].top,
        [[make_lines(cell, page) for cell in row] for row in rows],
        [list(box) for _ in rows],
    )


def _agree(run: _Run, steps: Sequence[float], least: float) -> bool:
    """Whether each wider distance stands before a row with something in its first column."""
    opened = [
        line for line, step in zip(run.lines[1:], steps, strict=True) if step > _NEW_ROW * least
    ]
    return all(_cells(line, run.free)[0] for line in opened)


def prose_columns(lines: Sequence[Line], first: int) -> tuple[int, list[Line]]:
    """The line behind running text in two columns that begins at ``first``, and its lines column
    by column; none where the lines up to there are no such text."""
    page = lines[first].page
    parts = segments(lines[first], _BLANK)
    if len(parts) != 2:
        return first, []
    free = [(parts[0].right, parts[1].left)]
    sides: tuple[list[Word], list[Word]] = ([], [])
    both, end = 0, first
    while end < min(len(lines), first + _MOST_LINES):
        line = lines[end]
        words = [(w.box[0] * page.width, w.box[2] * page.width) for w in line.words]
        left = _left_free(free, words, _WHITE * line.size)
        if not left:
            break
        free = left[:1]
        middle = sum(free[0]) / 2 / page.width
        for word in line.words:
            sides[word.box[0] > middle].append(word)
        both += bool(line.left < free[0][0] and line.right > free[0][1])
        end += 1
    columns = [make_lines(side, page) for side in sides]
    if both < _PROSE or not all(_is_prose(column) for column in columns):
        return end, []
    return end, [line for column in columns for line in column]


def _is_prose(column: Sequence[Line]) -> bool:
    """Whether the lines run full as those of paragraphs do."""
    if len(column) < _PROSE:
        return False
    left, right = min(x.left for x in column), max(x.right for x in column)
    if right - left < _WIDE * column[0].page.width:
        return False
    full = sum(line.right > right - _FULL * (right - left) for line in column)
    return full >= _FILLED * len(column)


def _left_free(free: Sequence[Gap], taken: Sequence[Gap], least: float) -> list[Gap]:
    """What is left of the free stretches, those narrower than ``least`` left out."""
    left = list(free)
    for start, end in taken:
        cut: list[Gap] = []
        for low, high in left:
            cut += [(low, min(high, start)), (max(low, end), high)]
        left = [(low, high) for low, high in cut if high - low >= least]
    return left
