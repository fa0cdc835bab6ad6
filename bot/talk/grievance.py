"""Anger without a question: that it is understood, what the documents say on the matter in a
sentence, and where complaints go."""

import re
from dataclasses import replace
from functools import cache

from bot.answer import AnswerStatus, Citation, Role, Span, Statement
from bot.converse.taken_back import complains
from bot.findings import Found
from bot.refuse.refuse import Refusal
from bot.talk.excerpt import excerpt
from bot.talk.words import say
from bot.understand.guard.guard import asks
from bot.understand.intent.words import read_asks, read_form
from bot.vocabulary import read_table
from corpus.language.normalize import fold
from corpus.language.phrases import PhraseBook

_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
# "năm nào quà cũng về trễ", "hỏi ai cũng lắc đầu"
_ANY = re.compile(r"\b(?:nao|gi|ai|dau)\b[^,.!?]{0,30}?\bcung\b")


def is_grievance(text: str) -> bool:
    """Whether ``text`` has words of discontent and asks nothing: "làm ăn kiểu gì vậy?" is no
    question."""
    return complains(text) and not any(_asks(m.group()) for m in _SENTENCE.finditer(text))


def _asks(sentence: str) -> bool:
    """Whether a sentence asks, beside what only looks like a question."""
    rest = sentence
    for match in reversed(list(_ANY.finditer(fold(sentence)))):
        rest = f"{rest[: match.start()]} {rest[match.end() :]}"
    found = _rhetorical().find(rest)
    for one in reversed(found):
        rest = f"{rest[: one.start]} {rest[one.end :]}"
    if rest == sentence:
        return asks(sentence) or bool(read_form(sentence))
    return bool(set(read_asks(rest)) - {"list"})


def grieved(found: Found | None) -> Refusal:
    """What is said to it; ``found`` is the clause nearest to the matter, if any is near."""
    understood = Statement(say("grieved"), Role.MISSING)
    where = Statement(say("complain_where"), Role.OFFER)
    words = excerpt(found.document, found.clause) if found else None
    if found is None or words is None:
        return Refusal(AnswerStatus.OUT_OF_SCOPE, (understood, where))
    span = Span(found.document.id, words.start, words.end)
    text = " ".join(words.text.split())
    point = Statement(text[:1].upper() + text[1:], Role.POINT, (span,), (1,))
    told = replace(understood, text=say("grieved_on", label=found.clause.label), citations=(1,))
    cited = (Citation(1, found.document, found.clause),)
    return Refusal(AnswerStatus.NO_EVIDENCE, (told, point, where), cited)


@cache
def _rhetorical() -> PhraseBook:
    words = read_table("taken_back")["complaint"]["rhetorical"]
    return PhraseBook((word, word) for word in words)
