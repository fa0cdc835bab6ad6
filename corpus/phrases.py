"""Find known phrases in text, syllable by syllable, longest first.

A syllable typed without diacritics matches any spelling of it, so "so noi vu" finds "Sở Nội vụ",
while "số nội vụ" does not.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.normalize import fold

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
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for form, name in forms:
            tokens = tuple(token.lower() for token in _TOKEN.findall(form))
            if tokens:
                self._by_first.setdefault(fold(tokens[0]), []).append((tokens, name))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def find(self, text: str) -> list[Match]:
        """The matches in ``text``, left to right, not overlapping."""
        spans = [(m.start(), m.end(), m.group().lower()) for m in _TOKEN.finditer(text)]
        matches: list[Match] = []
        position = 0
        while position < len(spans):
            entry = self._at(spans, position)
            if entry is None:
                position += 1
                continue
            length, name = entry
            matches.append(Match(name, spans[position][0], spans[position + length - 1][1]))
            position += length
        return matches

    def _at(self, spans: list[tuple[int, int, str]], position: int) -> tuple[int, str] | None:
        for tokens, name in self._by_first.get(fold(spans[position][2]), ()):
            window = spans[position : position + len(tokens)]
            if len(window) == len(tokens) and all(
                _same(span[2], token) for span, token in zip(window, tokens, strict=True)
            ):
                return len(tokens), name
        return None


def _same(typed: str, known: str) -> bool:
    return typed == known or (fold(typed) == typed and typed == fold(known))
