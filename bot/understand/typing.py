"""Questions as they are typed: without diacritics, or with few."""

import re

from bot.understand.language import read_language
from corpus.diacritics import Restorer

_WORD = re.compile(r"[^\W\d_]+")
_BARE = 0.6  # share of words without diacritics from which they were left out
_LEAST = 3  # words; shorter questions are left as they are


def restore(text: str, restorer: Restorer | None) -> tuple[str, bool]:
    """The question with its diacritics, and whether they had to be restored.

    In ordinary Vietnamese about one word in eight has none.
    """
    words = [w for w in _WORD.findall(text) if not (len(w) > 1 and w.isupper())]
    if restorer is None or not words or read_language(text)[0] == "en":
        return text, False
    bare = sum(word.isascii() for word in words) / len(words)
    if bare < 1.0 and (len(words) < _LEAST or bare < _BARE):
        return text, False
    found = restorer.restore(text)
    return found, found != text
