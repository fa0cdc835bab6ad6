"""Diacritics restored in text typed without them: the likeliest syllables, by how they follow each
other in the corpus's own words, in the dictionary and in underthesea's sample of running text.

A bigram model over syllables, read by Viterbi (cf. Do et al. 2013, "Vietnamese Diacritics
Restoration"); a syllable that is typed with diacritics stands.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise

from corpus.normalize import fold
from corpus.segment import dictionary_words, sample_sentences

_TOKEN = re.compile(r"[^\W_]+")
_PAUSE = "\n"  # stands between sentences
# weights of the sources: what the corpus says counts most
_CORPUS, _SAMPLE, _DICTIONARY = 4, 1, 1
_BACKOFF = 0.4  # weight of the single syllable beside the pair (stupid backoff, Brants et al. 2007)


class Restorer:
    """Restores diacritics; made once from the corpus's texts."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._single: Counter[str] = Counter()
        self._pairs: Counter[tuple[str, str]] = Counter()
        for text in texts:
            for sentence in re.split(r"[.;:!?\n]", text.lower()):
                self._count(_TOKEN.findall(sentence), _CORPUS)
        for words in sample_sentences():
            self._count([t for word in words for t in _TOKEN.findall(word.lower())], _SAMPLE)
        for word in dictionary_words():
            self._count(list(word), _DICTIONARY, bounds=False)
        self._total = sum(self._single.values())
        self._forms: dict[str, list[str]] = defaultdict(list)
        for syllable, _ in self._single.most_common():
            self._forms[fold(syllable)].append(syllable)

    def _count(self, tokens: list[str], weight: int, bounds: bool = True) -> None:
        for token in tokens:
            self._single[token] += weight
        row = [_PAUSE, *tokens, _PAUSE] if bounds else tokens
        for pair in pairwise(row):
            self._pairs[pair] += weight

    def restore(self, text: str) -> str:
        """``text`` with diacritics where they were left out; letter case and signs stay."""
        spans = [m.span() for m in _TOKEN.finditer(text)]
        tokens = [text[s:e] for s, e in spans]
        best = self._viterbi([self._candidates(token) for token in tokens])
        pieces: list[str] = []
        position = 0
        for (start, end), token, syllable in zip(spans, tokens, best, strict=True):
            pieces += [text[position:start], _like(token, syllable)]
            position = end
        return "".join([*pieces, text[position:]])

    def _candidates(self, token: str) -> list[str]:
        lower = token.lower()
        if not lower.isascii() or not lower.isalpha():
            return [lower]
        return self._forms.get(lower, [])[:_MOST] or [lower]

    def _viterbi(self, columns: list[list[str]]) -> list[str]:
        if not columns:
            return []
        scores = {c: self._score(_PAUSE, c) for c in columns[0]}
        paths: list[dict[str, str]] = []
        for column in columns[1:]:
            back: dict[str, str] = {}
            reached: dict[str, float] = {}
            for candidate in column:
                before, score = max(
                    ((b, s + self._score(b, candidate)) for b, s in scores.items()),
                    key=lambda pair: pair[1],
                )
                reached[candidate], back[candidate] = score, before
            scores = reached
            paths.append(back)
        last = max(scores, key=lambda c: scores[c] + self._score(c, _PAUSE))
        row = [last]
        for back in reversed(paths):
            row.append(back[row[-1]])
        return row[::-1]

    def _score(self, before: str, token: str) -> float:
        """The log of how likely ``token`` follows ``before``."""
        pair = self._pairs.get((before, token), 0)
        seen = self._single.get(before, 0) if before != _PAUSE else self._total // 12
        single = (self._single.get(token, 0) + 0.1) / (self._total + 1)
        if pair and seen:
            return math.log((1 - _BACKOFF) * pair / seen + _BACKOFF * single)
        return math.log(_BACKOFF * single)


_MOST = 24  # spellings of one syllable looked at


def _like(token: str, syllable: str) -> str:
    """``syllable`` in the letter case of ``token``."""
    if token.isupper() and len(token) > 1:
        return syllable.upper()
    return syllable[:1].upper() + syllable[1:] if token[:1].isupper() else syllable
