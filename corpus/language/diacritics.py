"""Diacritics restored in text typed without them: the likeliest syllables, by how they follow each
other in the corpus's own words, in questions as people write them, in the dictionary and in
underthesea's sample of running text.

An interpolated Kneser-Ney model of three syllables (Chen and Goodman 1999), read by a beam search
(cf. Do et al. 2013, "Vietnamese Diacritics Restoration"). What counts of a single syllable is in
how many places it occurs, not how often: "thị" is frequent, but only in "chỉ thị" and "thị xã".
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from copy import copy
from itertools import pairwise
from typing import TypeVar

from corpus.language.normalize import fold
from corpus.language.segment import dictionary_words, sample_sentences
from corpus.language.spoken import PAUSE as _PAUSE
from corpus.language.spoken import spoken_counts
from corpus.language.syllables import is_syllable, place_tone

_TOKEN = re.compile(r"[^\W_]+")
_History = TypeVar("_History", str, tuple[str, str])
_BREAK = re.compile(r"[.;:!?\n]")
_NUMBER = "0"
_RARE = 0.05  # weight of a word of the dictionary where only the number of places counts
_UNSEEN = 0.02
_DISCOUNT = 0.75
_LOAN = math.log(1e-5)  # how likely a word is one that was never seen, where it may be meant so
_SURE = 1.5  # log-odds from which a text is typed with some care
_BEAM = 24
_MOST = 24  # spellings of one syllable looked at


class Restorer:
    """Restores diacritics; made once from the corpus's texts."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._single: Counter[str] = Counter()
        self._pairs: Counter[tuple[str, str]] = Counter()
        self._triples: Counter[tuple[str, str, str]] = Counter()
        for text in texts:
            for sentence in _BREAK.split(text.lower()):
                self._count(_units(sentence))
        for words in sample_sentences():
            self._count([t for word in words for t in _units(word.lower())])
        self._read_spoken()
        self._places: dict[str, float] = defaultdict(float)
        for _, token in self._pairs:
            self._places[token] += 1
        self._written = frozenset(self._single)
        self._read_dictionary()
        self._all_places = sum(self._places.values())
        self._after_one, self._kinds_after_one = _totals(
            (pair[0], count) for pair, count in self._pairs.items()
        )
        self._after_two, self._kinds_after_two = _totals(
            (triple[:2], count) for triple, count in self._triples.items()
        )
        self._forms: dict[str, list[str]] = defaultdict(list)
        for syllable, _ in self._single.most_common():
            self._forms[fold(syllable)].append(syllable)

    def also(self, texts: Iterable[str]) -> "Restorer":
        """Another one that has seen ``texts`` as well; this one stays as it is."""
        made = copy(self)
        for name, table in vars(self).items():
            if name != "_written" and hasattr(table, "copy"):
                setattr(made, name, table.copy())
        made._forms = defaultdict(list, {bare: list(forms) for bare, forms in self._forms.items()})
        rows = [_units(sentence) for text in texts for sentence in _BREAK.split(text.lower())]
        for row in filter(None, rows):
            made._learn(row)
        made._written = self._written | {token for row in rows for token in row}
        made._all_places = sum(made._places.values())
        return made

    def _learn(self, tokens: list[str]) -> None:
        """Count a sentence in everything that was made from the counts."""
        row = [_PAUSE, _PAUSE, *tokens, _PAUSE]
        for token in tokens:
            if token not in self._single:
                self._forms[fold(token)].append(token)
            self._single[token] += 1
        for pair in pairwise(row[1:]):
            if not self._pairs[pair]:
                self._places[pair[1]] += 1
                self._kinds_after_one[pair[0]] += 1
            self._pairs[pair] += 1
            self._after_one[pair[0]] = self._after_one.get(pair[0], 0) + 1
        for triple in zip(row, row[1:], row[2:], strict=False):
            if not self._triples[triple]:
                self._kinds_after_two[triple[:2]] += 1
            self._triples[triple] += 1
            self._after_two[triple[:2]] = self._after_two.get(triple[:2], 0) + 1

    def _count(self, tokens: list[str]) -> None:
        if tokens:
            row = [_PAUSE, _PAUSE, *tokens, _PAUSE]
            self._single.update(tokens)
            self._pairs.update(pairwise(row[1:]))
            self._triples.update(zip(row, row[1:], row[2:], strict=False))

    def _read_spoken(self) -> None:
        counts = (self._single, self._pairs, self._triples)
        for row, count in spoken_counts().items():
            if len(row) == 1:
                self._single[row[0]] += count
            else:
                counts[len(row) - 1][row] += count  # type: ignore[index]

    def _read_dictionary(self) -> None:
        for written in dictionary_words():
            word = tuple(place_tone(token) for token in written)
            self._single.update(word)
            for pair in pairwise(word):
                if pair not in self._pairs:
                    self._places[pair[1]] += _RARE
                self._pairs[pair] += 1
            for triple in zip(word, word[1:], word[2:], strict=False):
                self._triples[triple] += 1

    def knows(self, syllable: str) -> bool:
        """Whether the syllable (lower case) was seen; the dictionary has slips of its own."""
        return syllable in self._written or (syllable in self._single and is_syllable(syllable))

    def frequency(self, syllable: str) -> float:
        """How often the syllable was seen."""
        return self._single.get(syllable, 0)

    def follows(self, before: str, syllable: str) -> bool:
        """Whether ``syllable`` was ever seen right after ``before`` (lower case)."""
        return (before, syllable) in self._pairs

    def pairs(self, before: str, syllable: str) -> float:
        """How often ``syllable`` was seen right after ``before``."""
        return self._pairs.get((before, syllable), 0)

    def spellings(self, bare: str) -> list[str]:
        """What was seen that has these letters (lower case, no diacritics)."""
        return self._forms.get(bare, [])

    def known_syllables(self) -> Iterable[str]:
        """All that was seen."""
        return self._single.keys()

    def restore(self, text: str, left_out: float = 1.0) -> str:
        """``text`` with diacritics where they were left out; letter case and signs stay.

        ``left_out`` is how likely a word lost its diacritics: below 1, words without any may well
        be meant so, and only what surely needs them gets them.
        """
        spans = [m.span() for m in _TOKEN.finditer(text)]
        tokens = [text[s:e] for s, e in spans]
        gaps = [text[a[1] : b[0]] for a, b in pairwise(spans)]
        breaks = [False, *(bool(_BREAK.search(gap)) for gap in gaps)]
        shouted = text.isupper()
        best = self._search(tokens, breaks, -math.log(left_out)) if tokens else []
        pieces: list[str] = []
        position = 0
        for (start, end), token, syllable in zip(spans, tokens, best, strict=True):
            acronym = token.isupper() and len(token) > 1 and not shouted  # or a Roman number
            kept = acronym or syllable == token.lower()
            pieces += [text[position:start], token if kept else _like(token, syllable)]
            position = end
        return "".join([*pieces, text[position:]])

    def _candidates(self, token: str, as_typed: float) -> list[tuple[str, float]]:
        lower = token.lower()
        if lower[0].isdigit():
            return [(_NUMBER, 0.0)]
        if not lower.isascii() or not lower.isalpha():
            return [(lower, 0.0)]
        if as_typed > _SURE and token[:1].isupper() and is_syllable(lower):
            return [(lower, 0.0)]  # a name, likely a foreign one
        forms = self._forms.get(lower, [])[:_MOST]
        if not forms or (as_typed and lower not in forms):
            forms = [*forms, lower]
        return [(form, as_typed if form == lower else 0.0) for form in forms]

    def _search(self, tokens: list[str], breaks: list[bool], as_typed: float) -> list[str]:
        """The likeliest syllables; a state is the last two of them."""
        states: dict[tuple[str, str], tuple[float, tuple[str, ...]]] = {(_PAUSE, _PAUSE): (0.0, ())}
        for token, starts in zip(tokens, breaks, strict=True):
            candidates = self._candidates(token, as_typed)
            reached: dict[tuple[str, str], tuple[float, tuple[str, ...]]] = {}
            for (first, second), (score, path) in states.items():
                if starts:
                    score += self._score(first, second, _PAUSE)
                    first, second = _PAUSE, _PAUSE
                for candidate, bonus in candidates:
                    step = self._score(first, second, candidate)
                    if bonus and candidate not in self._single:
                        step = max(step, _LOAN)
                    total = score + bonus + step
                    key = (second, candidate)
                    if key not in reached or total > reached[key][0]:
                        reached[key] = (total, (*path, candidate))
            kept = sorted(reached.items(), key=lambda item: -item[1][0])
            states = dict(kept[:_BEAM])
        last = max(
            states.items(),
            key=lambda item: item[1][0] + self._score(item[0][0], item[0][1], _PAUSE),
        )
        pairs = zip(tokens, last[1][1], strict=True)
        return [token if found == _NUMBER else found for token, found in pairs]

    def _score(self, first: str, second: str, token: str) -> float:
        """The log of how likely ``token`` follows the two."""
        likely = (self._places.get(token, 0) + _UNSEEN) / (self._all_places + 1)
        likely = _interpolated(
            self._pairs.get((second, token), 0),
            self._after_one.get(second, 0),
            self._kinds_after_one.get(second, 0),
            likely,
        )
        pair = (first, second)
        likely = _interpolated(
            self._triples.get((first, second, token), 0),
            self._after_two.get(pair, 0),
            self._kinds_after_two.get(pair, 0),
            likely,
        )
        return math.log(likely)


def sentences_of(text: str) -> list[list[str]]:
    """The syllables of each sentence of ``text``, as the model counts them."""
    return [units for one in _BREAK.split(text.lower()) if (units := _units(one))]


def _units(text: str) -> list[str]:
    """Syllables; all numbers are one."""
    return [_NUMBER if t[0].isdigit() else place_tone(t) for t in _TOKEN.findall(text)]


def _totals(
    rows: Iterable[tuple[_History, float]],
) -> tuple[dict[_History, float], Counter[_History]]:
    """What follows each history: how often in all, and in how many kinds."""
    totals: dict[_History, float] = defaultdict(float)
    kinds: Counter[_History] = Counter()
    for history, count in rows:
        totals[history] += count
        kinds[history] += 1
    return dict(totals), kinds


def _interpolated(count: float, total: float, kinds: int, lower: float) -> float:
    """Absolute discounting: what is taken off the seen goes to the shorter history's estimate."""
    if not total:
        return lower
    seen = max(count - _DISCOUNT, 0.0)
    return seen / total + min(1.0, _DISCOUNT * kinds / total) * lower


def _like(token: str, syllable: str) -> str:
    """``syllable`` in the letter case of ``token``."""
    if token.isupper() and len(token) > 1:
        return syllable.upper()
    return syllable[:1].upper() + syllable[1:] if token[:1].isupper() else syllable
