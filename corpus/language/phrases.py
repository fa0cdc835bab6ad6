"""Find known phrases in text, syllable by syllable, longest first.

A syllable typed without diacritics matches any spelling of it, so "so noi vu" finds "Sở Nội vụ",
while "số nội vụ" does not. Where the tone mark stands makes no difference ("hoá", "hóa").
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.language.normalize import fold
from corpus.language.syllables import place_tone

_TOKEN = re.compile(r"[^\W_]+", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Match:
    """``text[start:end]`` is a form of ``name``."""

    name: str
    start: int
    end: int


class PhraseBook:
    """Forms of names, for look-up in text."""

    def __init__(self, forms: Iterable[tuple[str, str]]) -> None:
        """``forms`` are (written form, name) pairs."""
        self._exact: dict[tuple[str, ...], str] = {}
        self._folded: dict[tuple[str, ...], list[tuple[tuple[str, ...], str]]] = {}
        lengths: dict[str, set[int]] = {}
        for form, name in forms:
            tokens = tuple(place_tone(token.lower()) for token in _TOKEN.findall(form))
            if tokens:
                folded = tuple(fold(token) for token in tokens)
                self._exact.setdefault(tokens, name)
                self._folded.setdefault(folded, []).append((tokens, name))
                lengths.setdefault(folded[0], set()).add(len(tokens))
        self._lengths = {first: sorted(sizes, reverse=True) for first, sizes in lengths.items()}

    def find(self, text: str) -> list[Match]:
        """The matches in ``text``, left to right, not overlapping."""
        bare = fold(text)
        spans = [m.span() for m in _TOKEN.finditer(text)]
        tokens = [place_tone(text[s:e].lower()) for s, e in spans]
        folded = [bare[s:e] for s, e in spans]
        matches: list[Match] = []
        free = 0  # the first token after the last match
        for position, first in enumerate(folded):
            if position < free or first not in self._lengths:
                continue
            found = self._at(tokens, folded, position)
            if found:
                length, name = found
                free = position + length
                matches.append(Match(name, spans[position][0], spans[free - 1][1]))
        return matches

    def _at(self, tokens: list[str], folded: list[str], position: int) -> tuple[int, str] | None:
        for length in self._lengths[folded[position]]:
            if position + length > len(tokens):
                continue
            window = tuple(tokens[position : position + length])
            name = self._exact.get(window)
            if name is not None:
                return length, name
            for known, name in self._folded.get(tuple(folded[position : position + length]), ()):
                if all(_same(typed, form) for typed, form in zip(window, known, strict=True)):
                    return length, name
        return None


def _same(typed: str, known: str) -> bool:
    return typed == known or (fold(typed) == typed and typed == fold(known))
