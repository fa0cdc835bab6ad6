"""A few words of a clause, verbatim: whole sentences, a long one cut only where a phrase ends."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from bot.vocabulary import read_table
from corpus.document import Clause, Document
from corpus.language.normalize import View, view
from corpus.locality import UPPER
from corpus.organs import find_bodies
from corpus.structure.numbering import read_marker
from index.passage import shown_head

WHOLE = 45  # words up to which a clause is taken whole
LONGEST = 60  # words of an excerpt that are aimed at
_FURTHEST = 90  # words beyond which a sentence is cut at any comma
_FEWEST = 8  # fewer words are no sentence
_MEMBER = 5  # words of a member of a list, at most
_FEWEST_ON = 14  # fewer after a semicolon do not say whose they are
_ON = 75  # words up to which what follows a semicolon is told with what stands before it
_HEADING = 25  # words of a line that heads what follows it
_BREAK = re.compile(
    rf"(?<=[.?!])(?<!\b[A-ZĐ]\.)(?<!\b[A-ZĐ]{{2}}\.)\s+(?=[{UPPER}“(]|\d{{1,2}}[.)]\s)"
    r"|(?<=;)\s+|\n"
)
_TRAILING = " ;:,/.\n"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words of a clause as printed, and where they stand in its document's text."""

    text: str
    start: int
    end: int

    @property
    def at(self) -> tuple[int, int]:
        """The span in the document's text."""
        return self.start, self.end


def excerpt(
    document: Document,
    clause: Clause,
    span: tuple[int, int] | None = None,
    whose: tuple[int, int] | None = None,
) -> Excerpt | None:
    """The clause's words, of a long one the sentence that holds ``span`` (document offsets), else
    the first; from ``whose`` on, where the clause says there who is meant. None for a clause
    without words."""
    if clause.cells:
        return _of_row(document, clause, span)
    shown = view(document.text, clause.start, clause.end, document.paragraphs)
    parts = sentences(shown)
    if not parts:
        return None
    kept, first = _place(shown, span), _place(shown, whose)
    found = _cut(shown, _window(shown, parts, kept, whose=first), kept)
    if found and kept and len(found.text.split()) > _FURTHEST:
        return _cut(shown, _window(shown, parts, first, whose=first), None)
    return found


def all_excerpts(document: Document, clause: Clause) -> tuple[Excerpt, ...]:
    """Every sentence of the clause, a row of a table as one."""
    if clause.cells:
        row = _of_row(document, clause, None)
        return (row,) if row else ()
    shown = view(document.text, clause.start, clause.end, document.paragraphs)
    found: list[Excerpt] = []
    end = 0
    parts = sentences(shown)
    for part in parts:
        if part[0] < end:
            continue
        window = _window(shown, parts, part, alone=True)
        end = window[1]
        if cut := _cut(shown, window, None):
            found.append(cut)
    return tuple(found)


def sentences(shown: View) -> list[tuple[int, int]]:
    """The half-open ranges of the sentences of a clause, its number left out."""
    marker = read_marker(shown.text)
    start = marker.length if marker else 0
    edges = [start, *(m.end() for m in _BREAK.finditer(shown.text, start)), len(shown.text)]
    found = []
    for first, last in itertools.pairwise(edges):
        words = shown.text[first:last].rstrip()
        if any(char.isalpha() for char in words):
            found.append((first, first + len(words)))
    return found


def heading_line(document: Document, clause: Clause) -> str:
    """The line that heads the clause, with its number; "" where its first line is a paragraph."""
    shown = view(document.text, clause.start, clause.end, document.paragraphs).text
    line, _, rest = shown.partition("\n")
    heads = bool(rest.strip()) or bool(document.children(clause))
    short = len(line.split()) <= _HEADING
    return line.strip(" .:;") if heads and short else ""


def is_bare(document: Document, clause: Clause) -> bool:
    """Whether the clause only heads what stands under it."""
    shown = view(document.text, clause.start, clause.end, document.paragraphs).text
    if not document.children(clause):
        return False
    return len(shown.split()) <= _HEADING or shown.rstrip().endswith(":")


def _place(shown: View, span: tuple[int, int] | None) -> tuple[int, int] | None:
    """The document's ``span`` in the clause's readable text."""
    if span is None:
        return None
    inside = [i for i, at in enumerate(shown.offsets) if span[0] <= at < span[1]]
    return (inside[0], inside[-1] + 1) if inside else None


def _window(
    shown: View,
    parts: Sequence[tuple[int, int]],
    wanted: tuple[int, int] | None,
    alone: bool = False,
    whose: tuple[int, int] | None = None,
) -> tuple[int, int]:
    """The sentences to take, as one range: that of a semicolon goes on from those before it, a
    line that heads the next one goes with it."""
    text = shown.text
    whole = (parts[0][0], parts[-1][1])
    if not alone and _words(text, whole) <= WHOLE:
        return whole
    last = len(parts) - 1
    first = _holding(parts, wanted)
    start = first if whose is None else min(first, _holding(parts, whose))
    while start > 0 and _goes_on(text, parts[start - 1], parts[start]):
        start -= 1
    end = first
    while end < last and not _is_whole(text, parts[start][0], parts[end][1]):
        end += 1
    if whose and _words(text, (parts[start][0], parts[end][1])) > _FURTHEST:
        end = min(end, _holding(parts, whose))
        first = start
        while end < last and not _is_whole(text, parts[first][0], parts[end][1]):
            end += 1
    if _words(text, (parts[start][0], parts[end][1])) <= _ON or whose:
        first = start
    while first > start and (
        _words(text, (parts[first][0], parts[end][1])) < _FEWEST_ON
        or _left_open(text[parts[first][0] : parts[end][1]], closing=True)
    ):
        first -= 1
    while first > 0 and not alone and _words(text, (parts[first][0], parts[end][1])) < _FEWEST:
        first -= 1
    return parts[first][0], parts[end][1]


def _holding(parts: Sequence[tuple[int, int]], wanted: tuple[int, int] | None) -> int:
    """The place of the sentence that holds ``wanted``; the first where none is wanted."""
    if wanted is None:
        return 0
    return next((i for i, p in enumerate(parts) if wanted[0] < p[1]), len(parts) - 1)


def _goes_on(text: str, before: tuple[int, int], part: tuple[int, int]) -> bool:
    """Whether the part goes on from the one before it on the same line."""
    return text[before[1] - 1] == ";" and "\n" not in text[before[1] : part[0]]


def _left_open(text: str, closing: bool = False) -> bool:
    """Whether a quotation or bracket is begun and not ended; ``closing``: ended and not begun."""
    pairs = (("“", "”"), ("(", ")"))
    surplus = [text.count(first) - text.count(last) for first, last in pairs]
    return any(count < 0 if closing else count > 0 for count in surplus)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether the range is a sentence: it has a stop, and not only a few words."""
    fewest = _FEWEST_ON if text[end - 1] == ";" else _FEWEST
    stopped = text[end - 1] in '.;?!”")' and not _left_open(text[start:end])
    return stopped and _words(text, (start, end)) >= fewest


def _cut(shown: View, window: tuple[int, int], kept: tuple[int, int] | None) -> Excerpt | None:
    """The window, cut where a phrase ends if it is long; ``kept`` stays within."""
    start, end = window
    text = shown.text[start:end]
    if len(text.split()) > LONGEST:
        least = kept[1] - start if kept and kept[0] >= start else 0
        end = start + _phrase_end(text, least)
    words = shown.text[start:end].rstrip(_TRAILING)
    if not words:
        return None
    first, last = shown.source_span(start, start + len(words))
    return Excerpt(" ".join(words.split()), first, last)


def _phrase_end(text: str, least: int) -> int:
    """Where to end a long sentence: before words that open a new thought, else whole; only one
    that is longer than anyone hears at once at a comma."""
    thoughts = {m.start() for m in _thoughts().finditer(text)}
    ends = [m.start() for m in re.finditer(r"[,;](?=\s)", text)]
    stops = {m.start() for m in _BREAK.finditer(text) if text[m.start() - 1] in ".?!"}
    thoughts |= stops | {end for end in ends if text[end] == ";"}
    ends = sorted(
        end
        for end in {*ends, *stops}
        if end >= least and not _left_open(text[:end]) and not _begins(text, end, stops)
    )
    chosen = [end for end in ends if end in thoughts and _words(text, (0, end)) > _FEWEST]
    fitting = [end for end in chosen if _words(text, (0, end)) <= LONGEST]
    if fitting:
        return fitting[-1]
    further = [end for end in chosen if _words(text, (0, end)) <= _FURTHEST]
    if further:
        return further[0]
    if len(text.split()) <= _FURTHEST:
        return len(text)
    commas = [end for end in ends if not _in_list(text, end)]
    fitting = [end for end in commas if _words(text, (0, end)) <= LONGEST]
    return fitting[-1] if fitting else len(text)


def _begins(text: str, end: int, stops: set[int]) -> bool:
    """Whether a sentence is only begun there."""
    last = max((stop for stop in stops if stop < end), default=None)
    return last is not None and _words(text, (last, end)) < _FEWEST


def _in_list(text: str, comma: int) -> bool:
    """Whether the comma stands between the members of a list: what is beside it is short, or both
    name bodies."""
    before = re.split(r",\s", text[:comma])[-1]
    after = re.split(r",\s|\svà\s", text[comma + 1 :], maxsplit=1)[0]
    if min(len(before.split()), len(after.split())) < _MEMBER:
        return True
    return any(m.start <= comma <= m.end + 1 for m in find_bodies(text))


@cache
def _thoughts() -> re.Pattern[str]:
    """A comma before words that open a new thought."""
    words = sorted(read_table("summary")["breaks"]["words"], key=len, reverse=True)
    return re.compile(rf",(?= (?:{'|'.join(words)})\b)")


def _words(text: str, span: tuple[int, int]) -> int:
    return len(text[span[0] : span[1]].split())


def _of_row(document: Document, clause: Clause, span: tuple[int, int] | None) -> Excerpt | None:
    """The row's cells with their heads, as ``clause_text`` joins them; of a long one the cell that
    holds ``span``, else the first that says something."""
    said: list[tuple[str, str, int, int]] = []
    for cell in clause.cells:
        text = view(document.text, cell.start, cell.end).text
        head = shown_head(cell, text)
        if text:
            said.append((f"{head}: {text}" if head else text, text, cell.start, cell.end))
    while len(said) > 1 and len(said[0][1].split()) == 1 and not said[0][1].isalpha():
        said.pop(0)  # its number
    if not said:
        return None
    if sum(len(one[0].split()) for one in said) <= LONGEST:
        text = " — ".join(one[0] for one in said)
        return Excerpt(text.rstrip(_TRAILING), said[0][2], said[-1][3])
    holding = [one for one in said if span and one[2] <= span[0] < one[3]]
    _, _, start, end = (holding or said)[0]
    shown = view(document.text, start, end)
    parts = sentences(shown)
    if not parts:
        return None
    kept = _place(shown, span)
    return _cut(shown, _window(shown, parts, kept), kept)
