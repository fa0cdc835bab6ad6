"""Which syllables were seen, and how they follow each other: counted, and counted on when texts
come and go, so that a language model of a whole corpus is made anew in a moment."""

import re
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import TypeVar

from corpus.language.normalize import fold
from corpus.language.segment import dictionary_words, sample_sentences
from corpus.language.spoken import PAUSE, spoken_counts
from corpus.language.syllables import place_tone

TOKEN = re.compile(r"[^\W_]+")
BREAK = re.compile(r"[.;:!?\n]")
NUMBER = "0"
Pair = tuple[str, str]
Triple = tuple[str, str, str]
K = TypeVar("K")
H = TypeVar("H", str, Pair)
W = TypeVar("W", Pair, Triple)


@dataclass(slots=True)
class _Counted:
    """Syllables, pairs and triples of some texts with how often each was seen."""

    single: Counter[str] = field(default_factory=Counter)
    pairs: Counter[Pair] = field(default_factory=Counter)
    triples: Counter[Triple] = field(default_factory=Counter)

    def sentence(self, tokens: list[str]) -> None:
        """Count what is said between two breaks."""
        if tokens:
            row = [PAUSE, PAUSE, *tokens, PAUSE]
            self.single.update(tokens)
            self.pairs.update(pairwise(row[1:]))
            self.triples.update(zip(row, row[1:], row[2:], strict=False))

    @classmethod
    def of(cls, texts: Iterable[str]) -> "_Counted":
        """Of running texts."""
        counted = cls()
        for text in texts:
            for sentence in BREAK.split(text.lower()):
                counted.sentence(_units(sentence))
        return counted


class Sequences:
    """``single``, ``pairs``, ``triples``: how often each was seen, in texts, the sample and the
    dictionary. ``after_one``, ``after_two``: what follows a history, how often in all, and in how
    many kinds. ``forms``: the syllables of each folded form, the most frequent first.

    How it came about makes no difference: counts are whole numbers, and ties are broken by letters.
    """

    def __init__(self) -> None:
        self.single: dict[str, int] = {}
        self.pairs: dict[Pair, int] = {}
        self.triples: dict[Triple, int] = {}
        self.after_one: dict[str, int] = {}
        self.kinds_after_one: dict[str, int] = {}
        self.after_two: dict[Pair, int] = {}
        self.kinds_after_two: dict[Pair, int] = {}
        self.forms: dict[str, list[str]] = {}
        self._places: dict[str, int] = {}  # after how many syllables each was seen in texts
        self._rare: dict[str, int] = {}  # and in the dictionary alone
        self.all_places = self.all_rare = 0

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Sequences":
        """Of these texts, the sample and the dictionary."""
        return _ground().changed((), texts)

    def changed(self, gone: Iterable[str], come: Iterable[str]) -> "Sequences":
        """Without the texts that are ``gone`` (which were counted), with those that ``come``."""
        other = Sequences()
        for name, value in vars(self).items():
            setattr(other, name, value.copy() if isinstance(value, dict) else value)
        touched = other._put(_Counted.of(come), 1) | other._put(_Counted.of(gone), -1)
        other._order(touched)
        return other

    def written(self, syllable: str) -> bool:
        """Whether a text or the sample has the syllable, not the dictionary alone."""
        return self.single.get(syllable, 0) > _dictionary().single[syllable]

    def places(self, syllable: str, rare: float) -> float:
        """After how many others it was seen; ``rare`` is what one in the dictionary counts."""
        return self._places.get(syllable, 0) + rare * self._rare.get(syllable, 0)

    def _put(self, counted: _Counted, sign: int) -> set[str]:
        """Add (1) or take away (-1); the folded forms whose syllables' counts changed."""
        for triple, count in counted.triples.items():
            _follow(self.triples, self.after_two, self.kinds_after_two, triple[:2], triple,
                    sign * count)  # fmt: skip
        listed = _dictionary().pairs
        for pair, count in counted.pairs.items():
            known = listed[pair]
            before = self.pairs.get(pair, 0) > known
            _follow(self.pairs, self.after_one, self.kinds_after_one, pair[0], pair, sign * count)
            if before != (self.pairs.get(pair, 0) > known):
                _add(self._places, pair[1], sign)
                self.all_places += sign
                if known:
                    _add(self._rare, pair[1], -sign)
                    self.all_rare -= sign
        for syllable, count in counted.single.items():
            _add(self.single, syllable, sign * count)
        return set(counted.single)

    def _order(self, touched: set[str]) -> None:
        """Put the syllables whose counts changed in their places among those of their form."""
        groups: dict[str, set[str]] = {}
        for syllable in touched:
            form = fold(syllable)
            groups.setdefault(form, set(self.forms.get(form, ()))).add(syllable)
        for form, syllables in groups.items():
            seen = [syllable for syllable in syllables if syllable in self.single]
            self.forms[form] = sorted(seen, key=lambda one: (-self.single[one], one))
            if not seen:
                del self.forms[form]

    @classmethod
    def _ground(cls) -> "Sequences":
        """Of the dictionary, whose pairs count for less (``places``), then of the sample and of
        how people write when they ask."""
        ground, listed, sample = cls(), _dictionary(), _Counted()
        ground.single.update(listed.single)
        for pair, count in listed.pairs.items():
            _add(ground._rare, pair[1], 1)
            _follow(ground.pairs, ground.after_one, ground.kinds_after_one, pair[0], pair, count)
        ground.all_rare = len(listed.pairs)
        for triple, count in listed.triples.items():
            _follow(
                ground.triples, ground.after_two, ground.kinds_after_two, triple[:2], triple, count
            )
        for words in sample_sentences():
            sample.sentence([token for word in words for token in _units(word.lower())])
        ground._put(sample, 1)
        ground._put(_spoken(), 1)
        ground._order(set(ground.single))
        return ground


def _follow(
    seen: dict[W, int], totals: dict[H, int], kinds: dict[H, int], history: H, what: W, count: int
) -> None:  # fmt: skip
    before = seen.get(what, 0)
    after = _add(seen, what, count)
    _add(totals, history, count)
    if (before > 0) != (after > 0):
        _add(kinds, history, 1 if after else -1)


def _add(counts: dict[K, int], key: K, count: int) -> int:
    """Count on; what is not seen any more is not kept."""
    total = counts.get(key, 0) + count
    if total:
        counts[key] = total
    else:
        counts.pop(key, None)
    return total


def _units(text: str) -> list[str]:
    """Syllables, each kept once in memory; all numbers are one."""
    return [
        NUMBER if token[0].isdigit() else sys.intern(place_tone(token))
        for token in TOKEN.findall(text)
    ]


def sentences_of(text: str) -> list[list[str]]:
    """The syllables of each sentence of ``text``, as they are counted."""
    return [units for one in BREAK.split(text.lower()) if (units := _units(one))]


def count_anew() -> None:
    """Forget what was counted of questions, the sample and the dictionary."""
    spoken_counts.cache_clear()
    _ground.cache_clear()


def _spoken() -> _Counted:
    counted = _Counted()
    for row, count in spoken_counts().items():
        if len(row) == 1:
            counted.single[sys.intern(row[0])] += count
        elif len(row) == 2:
            counted.pairs[row[0], row[1]] += count
        else:
            counted.triples[row[0], row[1], row[2]] += count
    return counted


@cache
def _dictionary() -> _Counted:
    """The words of the dictionary, of which only the order of syllables is known."""
    counted = _Counted()
    for written in dictionary_words():
        word = [sys.intern(place_tone(token)) for token in written]
        counted.single.update(word)
        counted.pairs.update(pairwise(word))
        counted.triples.update(zip(word, word[1:], word[2:], strict=False))
    return counted


@cache
def _ground() -> Sequences:
    return Sequences._ground()
