"""Vietnamese word segmentation: the one door to underthesea.

Documents and questions go through the same functions, so that their words meet.
"""

import re
from functools import lru_cache

from corpus.normalize import fold

_SYLLABLE = re.compile(r"\d+(?:[.,/]\d+)*%?|[^\W\d_]+", re.UNICODE)


@lru_cache(maxsize=4096)
def segment(text: str) -> tuple[str, ...]:
    """The words of ``text`` in order; a word of several syllables holds spaces."""
    from underthesea import word_tokenize  # seconds to import: only when first used

    return tuple(word_tokenize(text))


def segmented_text(text: str) -> str:
    """``text`` with the syllables of each word joined by "_", as PhoBERT models expect."""
    return " ".join(word.replace(" ", "_") for word in segment(text))


def syllables(text: str) -> list[str]:
    """Lower-case syllables and numbers, diacritics kept: "Sở TT&TT" -> ["sở", "tt", "tt"]."""
    return [token.lower() for token in _SYLLABLE.findall(text)]


def folded_syllables(text: str) -> list[str]:
    """Syllables without diacritics, for text typed without them."""
    return _SYLLABLE.findall(fold(text))


def word_tokens(text: str) -> list[str]:
    """Syllables plus the compound words that underthesea finds ("thủ_tục")."""
    compounds = [w.lower().replace(" ", "_") for w in segment(text) if " " in w]
    return [*syllables(text), *compounds]
