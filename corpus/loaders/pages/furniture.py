"""What stands on pages and is none of the text: running heads and feet, page numbers, footnotes,
the stamp of a digital signature."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from statistics import median_high

from corpus.loaders.pages.lines import Line, segments
from corpus.vocabulary import read_table

_EDGE = 0.12  # of the page's height, where heads and feet stand
_OUTER = 0.07
_LINES = 3  # at each edge
_SHARE = 0.4  # of the pages that a running head stands on
_SMALL = 0.92  # of the text's font size, at most a footnote's
_PAGE_NUMBER = re.compile(
    r"[-–—~\s]{0,4}(?:(?:trang|page|tr\.)\s{0,3})?(?P<number>\d{1,4})"
    r"(?:\s{0,2}(?:/|of|trên)\s{0,2}\d{1,4})?[-–—~.\s]{0,4}",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_OWN_MARK = re.compile(r"\[\d{1,3}\]|\(\d{1,3}\)|\*{1,3}")
_NEAR = 3.5  # times the font's size between lines of one stamp


@dataclass(slots=True)
class Sorted:
    """A page's lines: the text's own, what runs along at the edges, footnotes line by line, and
    the stamps' lines."""

    body: list[Line]
    running: list[Line] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)
    stamps: list[Line] = field(default_factory=list)

    @property
    def marks(self) -> frozenset[str]:
        """The footnotes' marks."""
        return frozenset(note_mark(line) for line in self.notes) - {""}


def sort_lines(pages: Sequence[list[Line]]) -> list[Sorted]:
    """Each page's lines, from top to bottom, sorted out."""
    running = _running(pages)
    found = []
    sizes = [line.size for lines in pages for line in lines if line.words[0].size]
    usual = median_high(sizes) if sizes else 0.0
    for lines in pages:
        kept = [line for line in lines if id(line) not in running]
        sorted_ = Sorted(kept, [line for line in lines if id(line) in running])
        _take_stamps(sorted_)
        _take_notes(sorted_, usual)
        found.append(sorted_)
    return found


def _running(pages: Sequence[list[Line]]) -> set[int]:
    """The lines (by identity) that are page numbers or stand on many pages alike."""
    numbers: dict[int, list[Line]] = defaultdict(list)  # by how far they are from the page's own
    alike: dict[str, list[Line]] = defaultdict(list)
    for lines in pages:
        for line, place in _at_edges(lines):
            match = _PAGE_NUMBER.fullmatch(line.text)
            if match:
                numbers[int(match["number"]) - line.page.number].append(line)
            else:
                alike[place + _DIGITS.sub("#", line.folded)].append(line)
    found = {id(x) for off, group in numbers.items() if len(group) > 1 or off == 0 for x in group}
    for group in alike.values():
        count = len({line.page.number for line in group})
        many = count >= max(3, _SHARE * len(pages))
        both = count == len(pages) == 2 and all(_is_outer(line) for line in group)
        if many or both:
            found.update(id(line) for line in group)
    return found


def _at_edges(lines: Sequence[Line]) -> list[tuple[Line, str]]:
    height = lines[0].page.height if lines else 0.0
    upper = [(line, "^") for line in lines[:_LINES] if line.bottom < _EDGE * height]
    lower = [(line, "$") for line in lines[-_LINES:] if line.top > (1 - _EDGE) * height]
    return upper + lower


def _is_outer(line: Line) -> bool:
    height = line.page.height
    return line.bottom < _OUTER * height or line.top > (1 - _OUTER) * height


def note_mark(line: Line) -> str:
    """The mark with which a footnote begins ("1"), or ''."""
    first = line.words[0]
    if not first.text:
        return first.mark.strip("()[] ")
    if _OWN_MARK.fullmatch(first.text):
        return first.text.strip("()[] ")
    return ""


def _take_notes(page: Sorted, usual: float) -> None:
    """Take the footnotes out of the page's text: small lines at its foot, the first with a mark
    that is raised, in brackets, or raised in the text above."""
    start = len(page.body)
    while start > 0 and 0 < page.body[start - 1].words[0].size <= _SMALL * usual:
        start -= 1
    above = {w.mark.strip("()[] ") for line in page.body for w in line.words if w.text} - {""}
    for index in range(start, len(page.body)):
        line = page.body[index]
        if note_mark(line) or line.words[0].text.strip(".()[]") in above:
            page.notes = page.body[index:]
            del page.body[index:]
            return


@cache
def _signing() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = read_table("page_furniture")
    return (
        re.compile("|".join(table["stamps"]), re.IGNORECASE),
        re.compile("|".join([*table["stamps"], *table["in_stamps"]]), re.IGNORECASE),
    )


def _take_stamps(page: Sorted) -> None:
    """Take the lines of a digital signature's stamp out of the text: a line that says who signed
    or when, and the stamp's other lines next to it in its column."""
    stamp, inside = _signing()
    pieces = [(line, part) for line in page.body for part in segments(line, 1.5)]
    found = [part for _, part in pieces if stamp.match(part.text)]
    if not found:
        return
    grown = True
    while grown:
        grown = False
        for _, part in pieces:
            if part in found or not inside.match(part.text):
                continue
            if any(_adjoin(part, other) for other in found):
                found.append(part)
                grown = True
    taken = {id(word) for part in found for word in part.words}
    page.stamps = sorted(found, key=lambda line: line.top)
    page.body = [
        Line(line.page, rest)
        for line in page.body
        if (rest := tuple(word for word in line.words if id(word) not in taken))
    ]


def _adjoin(part: Line, other: Line) -> bool:
    beside = min(part.right, other.right) - max(part.left, other.left) > 0
    return beside and abs(part.top - other.top) < _NEAR * max(part.size, other.size)
