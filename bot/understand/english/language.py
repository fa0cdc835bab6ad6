"""Which language a question is written in, and whether Vietnamese is typed without diacritics."""

import re

from bot.question import only_ascii
from bot.understand.english.glossary import words_of
from corpus.language.syllables import is_bare_syllable

_TOKEN = re.compile(r"[^\W\d_]+")
_LEAST = 2  # English words that make a text English
_SURE, _MOSTLY = 3, 0.4  # words that are not Vietnamese, and their share
_SHORT = 4
_VOWEL = re.compile(r"[aeiou]")
_MIXED, _BARE = 0.3, 0.2  # their share in a text with diacritics, in one without
# a term in the other language, in brackets or quoted
_TERM = re.compile(r"\([^()]{1,120}\)|“[^”]{1,120}”|\"[^\"]{1,120}\"")
_NAMED = re.compile(
    r"(?<!\d)\d\S{0,60}/\S+|(?<!\d)\d+-[A-ZĐ]\S*"
)  # document numbers are of no language


def read_language(text: str) -> tuple[str, bool]:
    """("vi" or "en", whether Vietnamese lacks its diacritics)."""
    said = _NAMED.sub(" ", text)
    said = _TERM.sub(" ", said) if _has_words(_TERM.sub(" ", said)) else said
    words = _TOKEN.findall(said.lower())
    english = sum(word in words_of("telling") for word in words)
    share = english / max(len(words), 1)
    if not words or not only_ascii(said):
        accented = sum(not word.isascii() for word in words)
        mostly = english >= _LEAST and english > accented and share >= _MIXED
        return ("en" if mostly else "vi"), False
    own = any(word in words_of("telling") and not is_bare_syllable(word) for word in words)
    if own and english >= _LEAST and share >= _BARE:
        return "en", False
    foreign = sum(word in words_of("telling") or _is_foreign(word) for word in words)
    if english and foreign >= _SURE and foreign / len(words) >= _MOSTLY:
        return "en", False
    return "vi", True


def _has_words(text: str) -> bool:
    """Whether enough is said in ``text`` to tell its language."""
    return len(_TOKEN.findall(text)) >= _LEAST


def _is_foreign(word: str) -> bool:
    """Whether a word, not an abbreviation, cannot be Vietnamese typed without diacritics."""
    return len(word) >= _SHORT and bool(_VOWEL.search(word)) and not is_bare_syllable(word)
