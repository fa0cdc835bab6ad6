"""The question at the end of a message that first says something of the last answer: "Trong ấy ghi
5,1 kia mà. Thế xã bên cạnh thì sao?". What is said of the answer is no part of it.
"""

import re

from bot.converse.facts import read_facts
from bot.converse.taken_back import corrects
from bot.understand.guard.guard import asks
from bot.understand.intent.words import read_asks
from bot.understand.scope.mention import read_mentions
from bot.understand.scope.scope import province_book
from bot.vocabulary import phrase_book
from corpus.language.normalize import fold

_SENTENCE = re.compile(r"(?<=[.!…])\s+")
_OPENS = re.compile(r"^(?:a ma|ma|the|con|vay|roi|ua)\b")
_OF_ANSWER = re.compile(
    r"\b(?:sao (?:lai|bao|noi)|kia ma|co ma|dai (?:dong|qua)|kho hieu|chan|te|nham|sai"
    r"|trong (?:ay|do|day)|da (?:noi|ghi)|ghi (?:la|ro)|tra loi|khong dung|chang nghe|cha nghe"
    r"|thoi ke|bo qua)\b"
)
_FEWEST, _MOST = 3, 20  # words of the question, of what is said before it


def last_asked(text: str) -> str:
    """The last sentence, where it opens a question that goes on from the talk and those before it
    only speak of the answer; all of ``text`` otherwise."""
    before, last = _parted(text)
    if not before or not _OPENS.match(fold(last)) or len(last.split()) < _FEWEST:
        return text
    if not (asks(last) or read_asks(last)) or len(before.split()) > _MOST or "?" in before:
        return text
    places = province_book().find(before)
    named = places or read_mentions(before, places) or read_facts(before)
    courteous = any(match.name == "thanks" for match in phrase_book("guards").find(before))
    kept = named or courteous or corrects(before)
    return text if kept or not _OF_ANSWER.search(fold(before)) else last


def _parted(text: str) -> tuple[str, str]:
    parts = _SENTENCE.split(text.strip())
    return " ".join(parts[:-1]), parts[-1]
