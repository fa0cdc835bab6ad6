"""Whether a printed line goes on with the paragraph before it: by margins, indents and gaps."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from statistics import quantiles

from corpus.loaders.pages.lines import Line
from corpus.structure.numbering import read_marker

_EDGE = 0.4  # of the font's size, within which two left edges are one
_BLANK = 0.25  # of the font's size, a blank's width
_GAP, _RECOGNISED_GAP = 1.15, 1.35  # of the usual distance of lines: a gap between paragraphs
_SAME_SIZE = 0.12
_CENTRED, _HARDLY = 2.0, 0.4  # times the font's size from either margin
_LONG = 0.6  # of the text's width, from which on a line shows where the margin is
_ENDS = (".", ":", "!", "?", "…", ";")
_SHORT, _FEW = 0.2, 0.1  # of the text's width that a paragraph's last line leaves; of the lines
_FAR = 0.35  # of the text's width from the margin, where lines set to the right begin
_ENOUGH = 8  # long lines on a page, to measure its own margins


class Break(StrEnum):
    """What stands between two lines: a blank, a line end (the grammar decides), or a gap."""

    NONE = "none"
    LINE = "line"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Margins:
    """Of a page's text, in points: where most lines begin, where the longest end, and the usual
    distance of one line from the next. ``indented`` says that numbered paragraphs of the document
    begin further right than its other lines."""

    left: float
    right: float
    leading: float
    indented: bool = False


def measure_margins(pages: Iterable[Sequence[Line]]) -> dict[int, Margins]:
    """The margins of each page, by its number; a page of few lines has those of its like."""
    by_size: dict[tuple[int, int], list[Line]] = defaultdict(list)
    own: dict[int, list[Line]] = {}
    for lines in pages:
        for line in lines:
            by_size[_format(line)].append(line)
        if lines:
            own[lines[0].page.number] = list(lines)
    usual = {size: _margins(lines) for size, lines in by_size.items()}
    found = {}
    for number, lines in own.items():
        like = usual[_format(lines[0])]
        mine = _margins(lines)
        long = [x for x in lines if x.right - x.left > _LONG * (like.right - like.left)]
        found[number] = mine if len(long) >= _ENOUGH else like
    indented = _is_indented(own.values(), found)
    return {number: replace(margins, indented=indented) for number, margins in found.items()}


def _is_indented(pages: Iterable[Sequence[Line]], margins: dict[int, Margins]) -> bool:
    """Whether hardly a numbered line that surely opens a paragraph begins at the margin."""
    inside = flush = 0
    for lines in pages:
        for last, line in pairwise(lines):
            of_page = margins[line.page.number]
            sure = of_page.right - last.right > _SHORT * (of_page.right - of_page.left)
            if sure and read_marker(line.text):
                at_margin = line.left - of_page.left <= _EDGE * line.size
                flush += at_margin
                inside += not at_margin
    return inside > 0 and flush <= _FEW * (flush + inside)


def _format(line: Line) -> tuple[int, int]:
    return round(line.page.width), round(line.page.height)


def _margins(lines: Sequence[Line]) -> Margins:
    right = max(line.right for line in lines)
    if len(lines) > 1:
        right = quantiles((line.right for line in lines), n=20, method="inclusive")[-1]
    width = right - min(line.left for line in lines)
    full = [x for x in lines if x.right - x.left > _LONG * width] or list(lines)
    edges = Counter(round(line.left / 3) for line in full)
    most = max(edges.values())
    left = 3.0 * min(edge for edge, count in edges.items() if count >= 0.5 * most)
    distances = sorted(
        b.bottom - a.bottom
        for a, b in pairwise(lines)
        if a.page.number == b.page.number and 0.5 * a.size < b.bottom - a.bottom < 4 * a.size
    )
    leading = distances[len(distances) // 4] if distances else 1.3 * lines[0].size
    return Margins(left, right, leading)


class Paragraph:
    """The paragraph that is being read; tells how the next line stands to it."""

    def __init__(self, margins: dict[int, Margins]) -> None:
        self._margins = margins
        self.lines: list[Line] = []

    def add(self, line: Line) -> Break:
        """Take the line in; what stands before it."""
        what = self._between(line) if self.lines else Break.GAP
        if what is not Break.NONE:
            self.lines = []
        self.lines.append(line)
        return what

    def end(self) -> None:
        """Whatever comes next begins a paragraph."""
        self.lines = []

    def _between(self, line: Line) -> Break:
        last = self.lines[-1]
        if self._differs(last, line):
            return Break.GAP
        if self._is_apart(last) or self._is_apart(line):
            return Break.LINE
        if self._is_centred(line) and self._is_one_middle(last, line):
            return self._in_middle(last, line)
        marked = read_marker(line.text) is not None
        unfinished = not marked and not last.text.endswith(_ENDS) and line.text[:1].islower()
        if not self._is_full(last, line):
            return Break.LINE if unfinished else Break.GAP
        if self._has_gap(last, line):
            return Break.GAP
        return self._by_edges(line, marked, unfinished)

    def _differs(self, last: Line, line: Line) -> bool:
        """Whether the two lines are plainly set in another type."""
        if last.words[0].size and abs(last.size - line.size) > _SAME_SIZE * last.size:
            return True
        if all(w.bold for w in last.words) and not any(w.bold for w in line.words):
            return True
        return last.text.isupper() and not line.text.isupper() and len(last.text) > 12

    def _is_apart(self, line: Line) -> bool:
        """Whether a line is no running text: set to the right of the page, or without letters."""
        margins = self._margins[line.page.number]
        width = margins.right - margins.left
        far = line.left - margins.left > _FAR * width and not self._is_centred(line)
        return far or not any(map(str.isalnum, line.text))

    def _is_centred(self, line: Line, room: float = _CENTRED) -> bool:
        margins = self._margins[line.page.number]
        least = room * line.size
        before, after = line.left - margins.left, margins.right - line.right
        return before > least and after > least and abs(before - after) < 2 * line.size

    def _is_one_middle(self, last: Line, line: Line) -> bool:
        """Whether a line set in the middle goes on with lines set there: the first may be full."""
        if not (self._is_centred(self.lines[0], _HARDLY) or len(self.lines) == 1):
            return False
        alike = last.bold == line.bold and last.text.isupper() == line.text.isupper()
        return alike and (self._is_centred(last, _HARDLY) or line.bold or line.text.isupper())

    def _in_middle(self, last: Line, line: Line) -> Break:
        if self._has_gap(last, line):
            return Break.GAP
        margins = self._margins[last.page.number]
        needed = last.right - last.left + _first_width(line) + _BLANK * last.size
        return Break.NONE if needed > margins.right - margins.left else Break.LINE

    def _is_full(self, last: Line, line: Line) -> bool:
        """Whether the next line's first word would not have fitted on the last line."""
        room = self._margins[last.page.number].right - last.right
        return room < _first_width(line) + (_BLANK + 0.1) * last.size

    def _has_gap(self, last: Line, line: Line) -> bool:
        if last.page.number != line.page.number:
            return False
        leading = self._margins[line.page.number].leading
        if len(self.lines) > 1 and self.lines[-2].page.number == last.page.number:
            leading = max(leading, min(last.bottom - self.lines[-2].bottom, 1.5 * leading))
        slack = _RECOGNISED_GAP if line.page.scanned else _GAP
        return line.bottom - last.bottom > slack * leading + 0.5

    def _edge(self, line: Line) -> float:
        """How far from the page's left margin the line begins."""
        return line.left - self._margins[line.page.number].left

    def _by_edges(self, line: Line, marked: bool, unfinished: bool) -> Break:
        slack = _EDGE * line.size
        first, edge = self.lines[0], self._edge(line)
        if len(self.lines) > 1:
            inner = self._edge(self.lines[1])
            if abs(edge - inner) > slack:
                return Break.GAP
            indented = abs(self._edge(first) - inner) > slack
            return Break.LINE if marked and not indented else Break.NONE
        if edge < self._edge(first) - slack:
            indented = self._margins[line.page.number].indented
            return Break.LINE if marked and not indented else Break.NONE
        if self._hangs(first, line, slack):
            return Break.NONE
        if edge > self._edge(first) + slack:
            return Break.GAP
        if self._edge(first) <= slack:  # no indents
            return Break.LINE if marked else Break.NONE
        if marked or first.text.endswith(_ENDS):
            return Break.GAP
        return Break.NONE if unfinished else Break.LINE

    def _hangs(self, first: Line, line: Line, slack: float) -> bool:
        """Whether the line begins under the first word behind the paragraph's mark."""
        marker = read_marker(first.text)
        if marker is None or first.page.number != line.page.number:
            return False
        length = 0
        for word in first.words:
            if length >= marker.length:
                return abs(word.box[0] * line.page.width - line.left) <= slack
            length += len(word.text) + 1
        return False


def _first_width(line: Line) -> float:
    """Of the line's first word, in points."""
    first = line.words[0].box
    return (first[2] - first[0]) * line.page.width
