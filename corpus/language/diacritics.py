"""Diacritics restored in text typed without them: the likeliest syllables, by how they follow each
other in the corpus's own words, in questions as people write them, in the dictionary and in
underthesea's sample of running text.

An interpolated Kneser-Ney model of three syllables (Chen and Goodman 1999), read by a beam search
(cf. Do et al. 2013, "Vietnamese Diacritics Restoration"). What counts of a single syllable is in
how many places it occurs, not how often: "thị" is frequent, but only in "chỉ thị" and "thị xã".
"""

import math
from collections.abc import Iterable
from itertools import pairwise

from corpus.language.sequences import BREAK, NUMBER, TOKEN, Sequences
from corpus.language.spoken import PAUSE
from corpus.language.syllables import is_syllable

_RARE = 0.05  # weight of a word of the dictionary where only the number of places counts
_UNSEEN = 0.02
_DISCOUNT = 0.75
_LOAN = math.log(1e-5)  # how likely a word is one that was never seen, where it may be meant so
_SURE = 1.5  # log-odds from which a text is typed with some care
_BEAM = 24
_MOST = 24  # spellings of one syllable looked at


class Restorer:
    """Restores diacritics; made once from the corpus's texts, or of another one in a moment."""

    def __init__(self, texts: Iterable[str] = (), seen: Sequences | None = None) -> None:
        self._seen = seen or Sequences.of(texts)
        self._all_places = self._seen.all_places + _RARE * self._seen.all_rare

    def changed(self, gone: Iterable[str], come: Iterable[str]) -> "Restorer":
        """One that has not read the texts that are ``gone``, but those that ``come``."""
        return Restorer(seen=self._seen.changed(gone, come))

    def also(self, texts: Iterable[str]) -> "Restorer":
        """One that has seen ``texts`` as well."""
        return self.changed((), texts)

    def knows(self, syllable: str) -> bool:
        """Whether the syllable (lower case) was seen; the dictionary has slips of its own."""
        return self._seen.written(syllable) or (
            syllable in self._seen.single and is_syllable(syllable)
        )

    def frequency(self, syllable: str) -> float:
        """How often the syllable was seen."""
        return self._seen.single.get(syllable, 0)

    def follows(self, before: str, syllable: str) -> bool:
        """Whether ``syllable`` was ever seen right after ``before`` (lower case)."""
        return (before, syllable) in self._seen.pairs

    def pairs(self, before: str, syllable: str) -> float:
        """How often ``syllable`` was seen right after ``before``."""
        return self._seen.pairs.get((before, syllable), 0)

    def spellings(self, bare: str) -> list[str]:
        """What was seen that has these letters (lower case, no diacritics)."""
        return self._seen.forms.get(bare, [])

    def known_syllables(self) -> Iterable[str]:
        """All that was seen."""
        return self._seen.single.keys()

    def restore(self, text: str, left_out: float = 1.0) -> str:
        """``text`` with diacritics where they were left out; letter case and signs stay.

        ``left_out`` is how likely a word lost its diacritics: below 1, words without any may well
        be meant so, and only what surely needs them gets them.
        """
        spans = [m.span() for m in TOKEN.finditer(text)]
        tokens = [text[s:e] for s, e in spans]
        gaps = [text[a[1] : b[0]] for a, b in pairwise(spans)]
        breaks = [False, *(bool(BREAK.search(gap)) for gap in gaps)]
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
            return [(NUMBER, 0.0)]
        if not lower.isascii() or not lower.isalpha():
            return [(lower, 0.0)]
        if as_typed > _SURE and token[:1].isupper() and is_syllable(lower):
            return [(lower, 0.0)]  # a name, likely a foreign one
        forms = self._seen.forms.get(lower, [])[:_MOST]
        if not forms or (as_typed and lower not in forms):
            forms = [*forms, lower]
        return [(form, as_typed if form == lower else 0.0) for form in forms]

    def _search(self, tokens: list[str], breaks: list[bool], as_typed: float) -> list[str]:
        """The likeliest syllables; a state is the last two of them."""
        states: dict[tuple[str, str], tuple[float, tuple[str, ...]]] = {(PAUSE, PAUSE): (0.0, ())}
        for token, starts in zip(tokens, breaks, strict=True):
            candidates = self._candidates(token, as_typed)
            reached: dict[tuple[str, str], tuple[float, tuple[str, ...]]] = {}
            for (first, second), (score, path) in states.items():
                if starts:
                    score += self._score(first, second, PAUSE)
                    first, second = PAUSE, PAUSE
                for candidate, bonus in candidates:
                    step = self._score(first, second, candidate)
                    if bonus and candidate not in self._seen.single:
                        step = max(step, _LOAN)
                    total = score + bonus + step
                    key = (second, candidate)
                    if key not in reached or total > reached[key][0]:
                        reached[key] = (total, (*path, candidate))
            kept = sorted(reached.items(), key=lambda item: -item[1][0])
            states = dict(kept[:_BEAM])
        last = max(
            states.items(),
            key=lambda item: item[1][0] + self._score(item[0][0], item[0][1], PAUSE),
        )
        pairs = zip(tokens, last[1][1], strict=True)
        return [token if found == NUMBER else found for token, found in pairs]

    def _score(self, first: str, second: str, token: str) -> float:
        """The log of how likely ``token`` follows the two."""
        seen = self._seen
        likely = (seen.places(token, _RARE) + _UNSEEN) / (self._all_places + 1)
        likely = _interpolated(
            seen.pairs.get((second, token), 0),
            seen.after_one.get(second, 0),
            seen.kinds_after_one.get(second, 0),
            likely,
        )
        pair = (first, second)
        likely = _interpolated(
            seen.triples.get((first, second, token), 0),
            seen.after_two.get(pair, 0),
            seen.kinds_after_two.get(pair, 0),
            likely,
        )
        return math.log(likely)


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
