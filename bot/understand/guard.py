"""Questions that try to steer the assistant, insults, greetings: told by ``guards.toml``."""

import re

from bot.vocabulary import folded_stopwords, phrase_book
from corpus.segment import folded_syllables

_SENTENCE = re.compile(r"[^.!?\n;:]+[.!?\n;:]*")
BLOCKED = ("commands", "commitments", "insults")
SMALL_TALK = ("greetings", "abilities")


def split_guarded(text: str) -> tuple[str | None, str]:
    """(section of guards.toml that applies or None, the text without the sentences it marks)."""
    book = phrase_book("guards")
    matches = book.find(text)
    if not matches:
        return None, text
    section = next((s for s in (*BLOCKED, *SMALL_TALK) if any(m.name == s for m in matches)), None)
    kept = [
        sentence.group().strip()
        for sentence in _SENTENCE.finditer(text)
        if not book.find(sentence.group())
    ]
    rest = " ".join(part for part in kept if part)
    content = [s for s in folded_syllables(rest) if s not in folded_stopwords()]
    return section, rest if len(content) >= 3 else ""
