"""Which language a question is written in, and whether Vietnamese is typed without diacritics."""

import re

from bot.question import only_ascii

_TOKEN = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[a-z]+")
_SURE = 3  # English words in a text that also has Vietnamese ones
# common English function words that are no Vietnamese syllables without diacritics
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "which",
        "what",
        "who",
        "when",
        "where",
        "how",
        "does",
        "did",
        "is",
        "are",
        "was",
        "were",
        "by",
        "for",
        "with",
        "from",
        "must",
        "should",
        "under",
        "many",
        "much",
        "that",
        "this",
        "it",
        "its",
        "their",
        "all",
        "list",
        "name",
        "any",
        "has",
        "have",
        "been",
        "will",
        "would",
        "can",
        "please",
        "tell",
        "give",
        "according",
        "target",
        "agency",
        "department",
        "province",
        "plan",
        "percent",
        "percentage",
        "share",
        "digital",
        "data",
        "deadline",
        "letter",
        "decision",
        "notice",
        "directive",
    ]
)


def read_language(text: str) -> tuple[str, bool]:
    """("vi" or "en", whether Vietnamese lacks its diacritics)."""
    words = [w for w in _TOKEN.findall(text.lower()) if _WORD.fullmatch(w)]
    english = sum(word in _ENGLISH for word in words)
    if not words or not only_ascii(text):
        mostly = english >= _SURE and english / max(len(words), 1) > 0.3
        return ("en" if mostly else "vi"), False
    if english >= 2 and english / len(words) >= 0.2:
        return "en", False
    return "vi", True
