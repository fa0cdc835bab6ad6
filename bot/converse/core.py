"""What a long message asks, without what is told around it: "Tôi là phóng viên. Ai ký …?"."""

import re

from bot.converse.follow_up import slots
from bot.question import joined
from bot.understand.intent.words import read_asks
from bot.vocabulary import stopwords
from corpus.language.segment import syllables

_SENTENCE = re.compile(r"(?:[^.!?\n;]|(?<=\d)[.](?=\d)|(?<=\w)[.](?=\w))++[.!?\n;]*+")
_ASKED = re.compile(
    r"\b(?:cho|muốn|xin|cần|nhờ)\s+(?:\w+\s+){0,2}hỏi(?:\s+(?:là|rằng|xíu|chút|thăm))*[\s,:]+",
    re.IGNORECASE,
)
_FEWEST = 3  # content syllables that a question has


def core(text: str) -> str:
    """The part of ``text`` that asks, with the documents, bodies and places that only the rest
    names; ``text`` itself where all of it asks."""
    sentences = [m.group().strip() for m in _SENTENCE.finditer(text) if m.group().strip()]
    asking = [s for s in sentences if "?" in s or read_asks(s)]
    kept = joined(asking) if asking else text
    lead = next(reversed(list(_ASKED.finditer(kept))), None)
    if lead and _content(kept[lead.end() :]) >= _FEWEST:
        kept = kept[lead.end() :]
    if kept == text or _content(kept) < _FEWEST:
        return text
    named = slots(text, kept)
    return joined((kept.rstrip("?. "), named)) if named else kept


def _content(text: str) -> int:
    return sum(s not in stopwords() for s in syllables(text))
