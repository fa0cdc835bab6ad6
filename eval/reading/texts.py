"""The documents that hand-made marks speak of, and places in them.

Marks are kept as offsets into the text that the loader gives and as fingerprints, not as words:
the benchmark's documents may be used but not copied. A digest of each text tells when offsets no
longer fit.
"""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from corpus.document import Clause, Document
from corpus.facts.fact import Facts
from corpus.facts.find import find_facts
from corpus.language.normalize import MARKUP
from corpus.library import DIRECTIVES, Library, load_library
from corpus.load import LoadError, load
from corpus.structure.parse import parse

_WORDS = re.compile(r"\w+")


class ReadingDataError(Exception):
    """Marks that cannot be placed; the message says which and why."""


@dataclass(slots=True)
class Texts:
    """Documents by file name: the five directives, and the files of the folders given."""

    folders: Sequence[Path]
    _documents: dict[str, Document] = field(default_factory=dict)
    _facts: dict[str, Facts] = field(default_factory=dict)

    def has(self, file: str) -> bool:
        """Whether the file is at hand."""
        return self._find(file) is not None

    def document(self, file: str) -> Document:
        """The parsed document, broken texts too; ReadingDataError where it is not at hand."""
        if file not in self._documents:
            found = self._find(file)
            if found is None:
                raise ReadingDataError(f"không có tệp {file}")
            if isinstance(found, Document):
                self._documents[file] = found
            else:
                try:
                    loaded = load(found)
                except LoadError as error:
                    raise ReadingDataError(str(error)) from error
                self._documents[file] = parse(
                    loaded.text, file, noise=loaded.noise, notes=loaded.notes
                )
        return self._documents[file]

    def facts(self, file: str) -> Facts:
        """The document's facts."""
        if file not in self._facts:
            self._facts[file] = find_facts(self.document(file))
        return self._facts[file]

    def _find(self, file: str) -> Document | Path | None:
        own = _directives().document(file)
        if own is not None:
            return own
        return next((f / file for f in self.folders if (f / file).is_file()), None)


@cache
def _directives() -> Library:
    return load_library([DIRECTIVES])


def digest(text: str) -> str:
    """What tells one text from another."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def fingerprint(words: str) -> str:
    """The number of words and a digest of them, letter case and signs left aside."""
    tokens = _WORDS.findall(words.lower())
    return f"{len(tokens)}:{digest(' '.join(tokens))[:12]}"


def ends_with(words: str, mark: str) -> bool:
    """Whether the last words of ``words`` are those that were fingerprinted."""
    count = int(mark.split(":")[0])
    return fingerprint(" ".join(_WORDS.findall(words.lower())[-count:])) == mark


def clause_at(document: Document, offset: int) -> Clause | None:
    """The clause that holds the character at ``offset``."""
    return next((c for c in document.clauses if c.start <= offset < c.end), None)


@dataclass(frozen=True, slots=True)
class OneLine:
    """A text as hand-made marks quote it: no emphasis marks, single blanks; with offsets."""

    text: str
    offsets: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> "OneLine":
        """The one-line form of ``text``."""
        markup = {i for m in MARKUP.finditer(text) for i in range(m.start(), m.end())}
        chars: list[str] = []
        offsets: list[int] = []
        for index, char in enumerate(text):
            if index in markup or (char.isspace() and chars[-1:] == [" "]):
                continue
            chars.append(" " if char.isspace() else char)
            offsets.append(index)
        return cls("".join(chars), tuple(offsets))

    def place(self, words: str, after: int = 0) -> tuple[int, int] | None:
        """Where ``words`` stand in the source, from source offset ``after`` on."""
        first = next((i for i, offset in enumerate(self.offsets) if offset >= after), None)
        if first is None:
            return None
        at = self.text.find(unicodedata.normalize("NFC", words), first)
        if at < 0:
            return None
        return self.offsets[at], self.offsets[at + len(words) - 1] + 1
