"""Words that the officials of a server added to the vocabulary: one frozen object, swapped whole.

An edition holds the words of its moment, as it holds its documents: a question that is under way
ends with those that it began with, and nothing is locked. What the documents write is put in place
of what people say, so that all that reads the question reads it, and who asked sees it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from corpus.language.phrases import Match, PhraseBook
from corpus.language.segment import dictionary_words
from corpus.language.syllables import is_syllable

_JOINS = "/&.-"  # beside one of these it is a piece of something else ("12/QĐ-BQNT")


class WordKind(StrEnum):
    """What an added word is."""

    ABBREVIATION = "abbreviation"
    SYNONYM = "synonym"


@dataclass(frozen=True, slots=True)
class Word:
    """``said`` by people, ``means`` what the documents write."""

    kind: WordKind
    said: str
    means: str


@dataclass(frozen=True)
class Added:
    """The words of a moment; ``number`` grows with every change."""

    words: tuple[Word, ...] = ()
    number: int = 0
    _said: PhraseBook = field(init=False, repr=False, compare=False)
    _meant: PhraseBook = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        pairs = [(word, str(place)) for place, word in enumerate(self.words)]
        object.__setattr__(self, "_said", PhraseBook((w.said, at) for w, at in pairs))
        short = ((w.means, at) for w, at in pairs if w.kind is WordKind.ABBREVIATION)
        object.__setattr__(self, "_meant", PhraseBook(short))

    def __bool__(self) -> bool:
        return bool(self.words)

    def spelled(self, text: str) -> str:
        """``text`` as the documents write it."""
        return self.read(text)[0]

    def read(self, text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
        """``text`` as the documents write it, and (as it says then, what else that is called): the
        short forms of what it says in full, which documents may use alone."""
        if not self.words:
            return text, ()
        for match in reversed(self._said.find(text)):
            word = self.words[int(match.name)]
            if _is_meant(word, text, match):
                means = _begun(word.means, text, match)
                text = text[: match.start] + means + text[match.end :]
        found = [self.words[int(match.name)] for match in self._meant.find(text)]
        return text, tuple(dict.fromkeys((w.means, w.said) for w in found))

    def stands_for(self, short: str) -> str:
        """What a short form stands for, "" for none of these."""
        wanted = short.strip().lower()
        own = (w for w in self.words if w.kind is WordKind.ABBREVIATION)
        return next((w.means for w in own if w.said.lower() == wanted), "")

    def texts(self) -> tuple[str, ...]:
        """All that stands in them, for what learns how words are spelled."""
        return tuple(part for word in self.words for part in (word.said, word.means))


NO_WORDS = Added()


def with_wordings(text: str, wordings: Iterable[tuple[str, str]]) -> str:
    """``text`` followed by what else it says, where that does not stand there."""
    low = text.lower()
    others = [o for said, o in wordings if said.lower() in low and o.lower() not in low]
    return f"{text} ({', '.join(dict.fromkeys(others))})" if others else text


def _is_meant(word: Word, text: str, match: Match) -> bool:
    """Whether what was typed is the word: no piece of a document's number or of a longer word
    ("dân" in "nông dân"), not explained there already, and, of a short form that is a syllable as
    well ("an", "ban"), only in capitals."""
    typed, after = text[match.start : match.end], text[match.end : match.end + 1]
    if (match.start and text[match.start - 1] in _JOINS) or (after and after in "/&-"):
        return False
    if word.means.lower() in text.lower():
        return False
    if word.kind is WordKind.SYNONYM:
        return " " in typed or not _inside_word(typed, text, match)
    return typed.isupper() or (len(typed) > 2 and not is_syllable(typed.lower()))


def _inside_word(typed: str, text: str, match: Match) -> bool:
    before = text[: match.start].lower().split(" ")[-2:-1]
    after = text[match.end :].lower().split(" ")[1:2]
    low, known = typed.lower(), dictionary_words()
    return any((b, low) in known for b in before) or any(
        (low, a.strip("?.,;:!")) in known for a in after
    )


def _begun(means: str, text: str, match: Match) -> str:
    """The first letter as large as the one that it replaces at the beginning of the text."""
    if text[: match.start].strip() or not text[match.start].isupper():
        return means
    return means[:1].upper() + means[1:]
