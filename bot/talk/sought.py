"""A term looked for in text: with its diacritics, or without any where it was typed so."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from corpus.document import Clause, Document
from corpus.language.normalize import fold, view
from corpus.memory import Memory

_REMEMBERED = 1024  # documents
_BEFORE, _AFTER = r"(?<![^\W_])(?<!\d[.,/])", r"(?![^\W_]|%|[.,/]\d)"
_NOTHING = r"(?!)"
_known: Memory[tuple[str, str, bool], str] = Memory(_REMEMBERED)


@dataclass(frozen=True)
class Sought:
    """``term`` as typed; ``bare``: it has no diacritics, and matches words with any."""

    term: str
    bare: bool

    @classmethod
    def of(cls, term: str) -> "Sought":
        """The term with single blanks."""
        term = " ".join(term.split())
        return cls(term, term.isascii() and not term.isupper())

    @cached_property
    def words(self) -> str:
        """What is compared: in small letters, without diacritics where the term has none."""
        return fold(self.term) if self.bare else self.term.lower()

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The term as whole words, blanks of any sort between them."""
        parts = (re.escape(part) for part in self.words.split())
        said = r"\s+".join(parts)
        return re.compile(_BEFORE + said + _AFTER if said else _NOTHING)

    def written(self, text: str) -> str:
        """``text`` as the term is compared with it, letter for letter."""
        return fold(text) if self.bare else _small(text)

    def is_written(self, text: str) -> bool:
        """Whether ``text`` is the term."""
        text = " ".join(text.split())
        return self.written(text) == self.words or (
            self.term.isascii() and fold(text) == fold(self.term)
        )

    def opens(self, sentence: str) -> int | None:
        """Where the term ends that ``sentence`` opens with, quotation marks left out; or None."""
        start = len(sentence) - len(sentence.lstrip("“\"' "))
        match = self.pattern.match(self.written(sentence), start)
        return match.end() if match else None


def place_in(sought: Sought, document: Document, clause: Clause) -> tuple[int, int] | None:
    """The span in the document's text where the clause first has the term."""
    shown = view(document.text, clause.start, clause.end, document.paragraphs)
    match = sought.pattern.search(sought.written(shown.text))
    return shown.source_span(*match.span()) if match else None


def places_in(sought: Sought, document: Document) -> Iterator[tuple[Clause, tuple[int, int]]]:
    """Every place in the document's text where a clause has the term, with the clause."""
    starts = [clause.start for clause in document.clauses]
    ordered = starts == sorted(starts)
    clauses = document.clauses if ordered else sorted(document.clauses, key=lambda c: c.start)
    starts.sort()
    for match in _matches(sought, text_of(sought, document)):
        clause = clauses[max(0, bisect_right(starts, match.start()) - 1)]
        if clause.start <= match.start() and match.end() <= clause.end:
            yield clause, match.span()


def _matches(sought: Sought, text: str) -> Iterator[re.Match[str]]:
    """The term's matches in ``text``; its first word is looked for first, which is quicker."""
    first = sought.words.partition(" ")[0]
    at = text.find(first) if first else -1
    while at >= 0:
        if match := sought.pattern.match(text, at):
            yield match
        at = text.find(first, at + 1)


def text_of(sought: Sought, document: Document) -> str:
    """The document's text as the term is compared with it, letter for letter."""
    key = (document.id, document.digest, sought.bare)
    return _known.get_or(key, lambda: sought.written(document.text))


def _small(text: str) -> str:
    """``text`` in small letters, one character for each."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(char.lower()[0] for char in text)
