"""Page numbers that a converter left between the two halves of a paragraph.

A quote holds its clause's characters as they stand, so a number in mid-sentence would be read as a
figure of it. It is put at the text's end, as page furniture; the other numbers of its count are
marked where they stand.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from corpus.loaders.base import Loaded
from corpus.vocabulary import formulas, read_table

_LINES = re.compile(r"\n\s{0,400}")
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_NUMBER = re.compile(
    r"\s{0,40}(?P<said>(?:trang|page|tr\.)\s{0,3})?(?P<dash>[-–—~]{1,2}\s{0,2})?(?P<number>\d{1,4})"
    r"(?P<of>\s{0,2}(?:/|of|trên)\s{0,2}\d{1,4})?(?:\s{0,2}[-–—~]{1,2})?\s{0,40}",
    re.IGNORECASE,
)
_ENDS = (".", ":", "!", "?", "…", ";", "|", "./")
_FIRST = 3  # the highest number that the first of a count may have
_STEP = 3  # pages without a number between two that have one
_HEAD = 120  # characters of a running head
_LONG = 25  # characters of a line that may break off at a page's end


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    words: str
    number: int | None
    head: bool  # runs along at the pages' edges
    marked: bool  # written as no figure of a sentence is: "Trang 2", "- 2 -", "2/7"
    apart: bool  # an empty line or a page's end before or behind it


def without_page_numbers(loaded: Loaded) -> Loaded:
    """The text with page numbers and running heads in mid-sentence at its end, as noise. What has
    pages of its own (``places``) stays as it is."""
    if loaded.places:
        return loaded
    lines = _lines(loaded.text)
    counted = _counted(lines)
    taken = [at for run in _runs(lines) if _parts(lines, run, counted) for at in run]
    if not taken:
        return loaded
    left = [lines[at] for at in sorted(counted - set(taken))]
    return _moved(loaded, [_with_blanks(loaded.text, lines, run) for run in _joined(taken)], left)


def _runs(lines: Sequence[_Line]) -> Iterator[list[int]]:
    """The lines that may stand at a page's end, those that follow each other together."""
    run: list[int] = []
    for at, line in enumerate(lines):
        if line.number is not None or line.head:
            run.append(at)
        elif run:
            yield run
            run = []


def _joined(places: Sequence[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for at in places:
        if runs and runs[-1][-1] == at - 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    return runs


@cache
def _heads() -> re.Pattern[str]:
    return re.compile("|".join(read_table("page_furniture")["lines"]), re.IGNORECASE)


def _lines(text: str) -> list[_Line]:
    found: list[_Line] = []
    furniture = _heads()
    end = 0
    for match in _LINE.finditer(text):
        start, words = match.start(), match.group()
        number = _NUMBER.fullmatch(words) if len(words) <= _LONG else None
        gap = text.count("\n", end, start) > 1
        if gap and found and found[-1].number is not None:
            found[-1] = replace(found[-1], apart=True)
        found.append(
            _Line(
                start,
                match.end(),
                words.strip(),
                int(number["number"]) if number else None,
                len(words) <= _HEAD and furniture.match(words.strip()) is not None,
                bool(number and (number["said"] or number["dash"] or number["of"])),
                gap,
            )
        )
        end = match.end()
    return found


def _counted(lines: Sequence[_Line]) -> set[int]:
    """The numbers alone on their lines that count up through the text from its first pages."""
    pages: list[int] = []
    for at, line in enumerate(lines):
        if line.number is None:
            continue
        if not pages or lines[pages[-1]].number < line.number <= lines[pages[-1]].number + _STEP:  # type: ignore[operator]
            pages.append(at)
    first = lines[pages[0]].number if pages else None
    return set(pages) if first is not None and len(pages) > 1 and first <= _FIRST else set()


def _parts(lines: Sequence[_Line], run: Sequence[int], counted: set[int]) -> bool:
    """Whether the run stands between the halves of a sentence and is none of its figures."""
    if run[0] == 0 or run[-1] == len(lines) - 1:
        return False
    heads = any(lines[at].head for at in run)
    if len(run) > 1 and not heads:
        return False  # numbers under each other: a column
    before, line, after = lines[run[0] - 1], lines[run[0]], lines[run[-1] + 1]
    words = before.words.rstrip("*_ ")
    if len(words) < _LONG or words.endswith(_ENDS) or words.startswith(("#", "|")):
        return False
    if "\t" in before.words or "\t" in after.words or words.isupper():
        return False
    known = heads or run[0] in counted
    if not after.words.lstrip('*_("“')[:1].islower():
        return known and words.endswith(",") and (heads or line.apart)
    awaited = words[-_LONG:].split()[-1].lower() in formulas("before_figures")
    return heads or line.marked or ((known or line.apart) and not awaited)


def _with_blanks(text: str, lines: Sequence[_Line], run: Sequence[int]) -> tuple[int, int]:
    """The run with the white space around it, which is as much as parts the halves."""
    start, end = lines[run[0]].start, lines[run[-1]].end
    while start > 0 and text[start - 1].isspace():
        start -= 1
    while end < len(text) and text[end].isspace():
        end += 1
    return start, end


def _moved(loaded: Loaded, spans: Sequence[tuple[int, int]], left: Sequence[_Line]) -> Loaded:
    """The text with the spans at its end; what else the loader told moves with its words."""
    text = loaded.text
    kept: list[str] = []
    at = 0
    for start, end in spans:
        kept.append(text[at:start])
        at = end
    shorter = "\n".join([*kept, text[at:]]).rstrip("\n") + "\n"
    length = len(shorter)
    starts = [start for start, _ in spans]
    taken = [0]
    for start, end in spans:
        taken.append(taken[-1] + end - start - 1)

    def place(offset: int) -> int:
        number = bisect_right(starts, offset)
        if number and offset < spans[number - 1][1]:
            offset = spans[number - 1][1]
        return min(offset - taken[number], length)

    noise = [(place(s), place(e)) for s, e in loaded.noise]
    noise += [(place(line.start), place(line.end)) for line in left]
    behind = [shorter]
    for start, end in spans:
        words = _LINES.sub("\n", text[start:end].strip())
        noise.append((length + 1, length + 1 + len(words)))
        behind.append(f"\n{words}\n")
        length += len(behind[-1])
    doubts = tuple((place(s), place(e)) for s, e in loaded.doubts)
    return replace(loaded, text="".join(behind), noise=tuple(sorted(noise)), doubts=doubts)
