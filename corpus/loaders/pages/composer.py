"""Lines and tables to one text, with where each stretch stands on the pages and which words are
doubtful."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.document import Place
from corpus.language.cleaning import clean
from corpus.language.syllables import is_syllable
from corpus.loaders.base import Loaded
from corpus.loaders.pages.lines import Line
from corpus.loaders.pages.page import Box, Word, turn_back
from corpus.loaders.pages.paragraphs import Break
from corpus.structure.rows import is_layout

_BETWEEN = {Break.NONE: " ", Break.LINE: "\n", Break.GAP: "\n\n"}
_SPACE = re.compile(r"\s+")
_POWERS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# what a raised figure is a power of: a unit of length or area, ten, a letter of a formula
_POWER_OF = re.compile(r"(?:[\d.,]*|.*/)[kcdmµ]?m|10|\(?[a-zA-Z]")
_BROKEN_NUMBER = re.compile(r".*[\dA-ZĐ][-/]|.*\d/\w*-")

Cell = Sequence[Line]


@dataclass(slots=True)
class Composer:
    """The text in the making. ``later`` are lines of page furniture: they come at the text's end,
    as a clause that runs on over a page's end would hold them anywhere else."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    noise: list[tuple[int, int]] = field(default_factory=list)
    doubts: list[tuple[int, int]] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    later: list[tuple[Line, str]] = field(default_factory=list)

    def line(self, line: Line, before: Break, marks: frozenset[str] = frozenset()) -> None:
        """One printed line of the text; footnotes' ``marks`` behind words are left out."""
        pieces = _words(line, marks)
        if not pieces:
            return
        if self.parts:
            pieces = self._break(pieces, before)
        self._write_words(pieces, line)

    def rows(self, rows: Sequence[Sequence[Cell]], repeated: Sequence[int] = ()) -> None:
        """A table's rows of cells of lines; those at the indices ``repeated`` are heads printed
        once more on the next page. A table that only lays out the page comes as lines."""
        shown = [line.text for row in rows for cell in row for line in cell]
        if max(map(len, rows), default=0) < 2 or is_layout(shown):
            for row in rows:
                for cell in row:
                    for line in cell:
                        self.line(line, Break.LINE)
            return
        self._write("\n\n" if self.parts else "")
        for index, row in enumerate(rows):
            start = self.length
            for number, cell in enumerate(row):
                self._write("\t" if number else "")
                self._cell(cell)
            if self.length - start < len(row):  # nothing but tabs
                self._take_back(len(row) - 1)
                continue
            if index in repeated:
                self.noise.append((start, self.length))
            self._write("\n")

    def aside(self, line: Line, opening: str = "") -> None:
        """A line of page furniture; ``opening`` stands for its first mark."""
        self.later.append((line, opening))

    def loaded(self, notes: Sequence[str]) -> Loaded:
        """The whole text."""
        self._write_later()
        self._write("\n" if self.parts else "")
        return Loaded(
            "".join(self.parts),
            tuple(self.noise),
            tuple(notes),
            tuple(self.doubts),
            tuple(sorted(self.places, key=lambda place: (place.start, place.end))),
        )

    def _write_later(self) -> None:
        for line, opening in self.later:
            pieces = _words(line, frozenset())
            if opening and line.words[0].text and pieces:
                pieces = pieces[1:]
            if not pieces:
                continue
            self._write("\n" if self.parts else "")
            start = self.length
            self._write(opening and f"{opening} ")
            self._write_words(pieces, line)
            self.noise.append((start, self.length))

    def _cell(self, cell: Cell) -> None:
        opened = False
        for line in cell:
            pieces = _words(line, frozenset())
            if pieces and opened:
                pieces = self._break(pieces, Break.NONE)
            if pieces:
                self._write_words(pieces, line)
                opened = True

    def _break(self, pieces: list[tuple[str, bool]], before: Break) -> list[tuple[str, bool]]:
        """Write what stands before the line; a word or number broken at the line's end goes on."""
        last = self.parts[-1]
        first = pieces[0][0]
        if before is Break.NONE and last.endswith(("-", "/")):
            word = last[last.rfind(" ") + 1 :]
            if _BROKEN_NUMBER.fullmatch(word) and first[0].isalnum() and not first[0].islower():
                return pieces
            if last.endswith("-") and len(word) > 1 and first[0].islower():
                if _is_torn(word[:-1], first):
                    self._take_back(1)
                return pieces
        self._write(_BETWEEN[before])
        return pieces

    def _write_words(self, pieces: Sequence[tuple[str, bool]], line: Line) -> None:
        start = self.length
        words: list[str] = []
        position = start
        for text, sure in pieces:
            if not sure:
                self.doubts.append((position, position + len(text)))
            words.append(text)
            position += len(text) + 1
        self._write(" ".join(words))
        box = turn_back(line.box, line.page.turned)
        shown: Box = tuple(round(min(max(edge, 0.0), 1.0), 4) for edge in box)  # type: ignore[assignment]
        self.places.append(Place(start, self.length, line.page.number, shown))

    def _write(self, text: str) -> None:
        if text:
            self.parts.append(text)
            self.length += len(text)

    def _take_back(self, count: int) -> None:
        """Leave the last ``count`` characters out again."""
        while count and self.parts:
            last = self.parts.pop()
            kept = last[: len(last) - count] if count < len(last) else ""
            count -= len(last) - len(kept)
            self.length -= len(last) - len(kept)
            if kept:
                self.parts.append(kept)
        if self.places and self.places[-1].end > self.length:
            place = self.places.pop()
            if place.start < self.length:
                self.places.append(Place(place.start, self.length, place.page, place.box))


def _words(line: Line, marks: frozenset[str]) -> list[tuple[str, bool]]:
    """The line's words as they are written, and whether they are sure."""
    found = []
    for word in line.words:
        text = _SPACE.sub(" ", clean(word.text)).strip() + _power(word, marks)
        if text:
            found.append((text, word.sure))
    return found


def _power(word: Word, marks: frozenset[str]) -> str:
    """What is written for a raised mark: a power's figures; nothing for a footnote's mark, which
    must not be read as the last figure of a number."""
    mark = word.mark.strip("()[] ")
    if not word.text or not mark.isdecimal():
        return ""
    unit = _POWER_OF.fullmatch(word.text.rstrip(".,;:)"))
    return mark.translate(_POWERS) if unit and (mark not in marks or mark in "23") else ""


def _is_torn(first: str, second: str) -> bool:
    """Whether the two pieces are one syllable that was parted at a line's end."""
    rest = re.match(r"[^\W\d_]+", second)
    whole = (first + rest.group()).lower() if rest else ""
    return is_syllable(whole) and not (is_syllable(first.lower()) and is_syllable(second.lower()))
