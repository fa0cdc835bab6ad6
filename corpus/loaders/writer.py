"""Collects a loader's paragraphs and table rows into one text, and where page furniture lies."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from corpus.language.cleaning import clean
from corpus.loaders.base import Loaded
from corpus.structure.rows import is_layout

_SPACE = re.compile(r"[^\S\n]+")
_ANY_SPACE = re.compile(r"\s+")


class Writer:
    """Text in the making: paragraphs one a line, rows with tabs between cells."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._noise: list[tuple[int, int]] = []
        self._in_noise = False

    def paragraph(self, words: str, gap: bool = False) -> None:
        """One paragraph; line breaks in it are kept, ``gap`` sets an empty line before it."""
        lines = [_SPACE.sub(" ", line).strip() for line in clean(words).split("\n")]
        lines = [line for line in lines if line]
        if lines:
            self._write(("\n" if gap and self._parts else "") + "\n".join(lines) + "\n")

    def table(self, rows: Sequence[Sequence[Sequence[str]]]) -> None:
        """A table: rows of cells of paragraphs. One that only lays out the page comes as lines."""
        words = [line for row in rows for cell in row for part in cell for line in part.split("\n")]
        columns = max((len(row) for row in rows), default=0)
        if columns < 2 or is_layout([w.strip() for w in words]):
            for row in rows:
                for cell in row:
                    for words_ in cell:
                        self.paragraph(words_)
            return
        self._write("\n" if self._parts else "")
        for row in rows:
            cells = [_ANY_SPACE.sub(" ", clean(" ".join(cell))).strip() for cell in row]
            if any(cells):
                self._write("\t".join(cells) + "\n")
        self._write("\n")

    def insert(self, part: Loaded) -> None:
        """What another loader read, in this place."""
        self._write("\n" if self._parts else "")
        start = self._length
        self._write(part.text if part.text.endswith("\n") else f"{part.text}\n")
        if not self._in_noise:
            self._noise.extend((start + s, start + e) for s, e in part.noise)

    @contextmanager
    def noise(self) -> Iterator[None]:
        """What is written inside is page furniture."""
        outer, self._in_noise = self._in_noise, True
        try:
            yield
        finally:
            self._in_noise = outer

    def loaded(self, notes: Sequence[str] = ()) -> Loaded:
        """The whole text."""
        return Loaded("".join(self._parts), tuple(self._noise), tuple(notes))

    def _write(self, text: str) -> None:
        if not text:
            return
        start, self._length = self._length, self._length + len(text)
        self._parts.append(text)
        if self._in_noise:
            if self._noise and self._noise[-1][1] == start:
                start = self._noise.pop()[0]
            self._noise.append((start, self._length))
