"""Questions that try to steer the assistant, insults, greetings: told by ``guards.toml``."""

import re

from bot.vocabulary import folded_stopwords, phrase_book
from corpus.segment import folded_syllables

# "điểm 2.6" is one word: a stop between digits ends no sentence
_SENTENCE = re.compile(r"(?:[^.!?\n;:]|(?<=\d)[.:](?=\d))+[.!?\n;:]*")
_TAGS = re.compile(
    r"<!--.*?(?:-->|$)|</?\s*(?:system|context|user|assistant|instructions?|prompt)\b[^>]*>"
    r"|\[/?(?:INST|SYS)\]|<\|[^|]*\|>",
    re.IGNORECASE | re.DOTALL,
)
STEERING = ("commands", "commitments")
BLOCKED = (*STEERING, "insults")
_LITTLE = 4
SMALL_TALK = ("errands", "abilities", "greetings", "thanks")


def split_guarded(text: str) -> tuple[str | None, str]:
    """(section of guards.toml that applies or None, the text without the sentences it marks)."""
    book = phrase_book("guards")
    tagged = bool(_TAGS.search(text))
    matches = book.find(text)
    if not matches and not tagged:
        return None, text
    found = {match.name for match in matches} | ({"commands"} if tagged else set())
    section = next((s for s in (*BLOCKED, *SMALL_TALK) if s in found), None)
    text = _TAGS.sub(" ", text)
    kept = [
        sentence.group().strip()
        for sentence in _SENTENCE.finditer(text)
        if not book.find(sentence.group())
    ]
    rest = " ".join(part for part in kept if part)
    return section, "" if has_little_content(rest) else rest


def has_little_content(text: str) -> bool:
    """Whether ``text`` hardly asks for anything of its own."""
    return sum(s not in folded_stopwords() for s in folded_syllables(text)) < _LITTLE
