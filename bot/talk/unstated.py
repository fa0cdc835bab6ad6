"""What a message asks that a document states nowhere: a sanction, an age, a telephone number.

Told by words alone (``referral.toml``, the rows that are ``told_by_words``): no clause of the
document has any that would state it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer import Role, Statement
from bot.question import Understood
from bot.render.names import short_reference
from bot.talk.referral import Wanted, told_by_words
from bot.talk.words import say
from bot.understand.intent.words import read_asks
from bot.understand.intent.yes_no import wants_yes_or_no
from corpus.document import Document


@dataclass(frozen=True, slots=True)
class Unstated:
    """What the ``document`` does not state, in words; ``whole``: nothing else is asked."""

    document: Document
    things: tuple[str, ...]
    whole: bool

    @property
    def statement(self) -> Statement:
        """That it does not."""
        name, things = short_reference(self.document), " và ".join(self.things)
        return Statement(say("unstated", document=name, things=things), Role.MISSING)


def unstated(text: str, question: Understood, documents: Sequence[Document]) -> Unstated | None:
    """What ``text`` asks that the first of ``documents`` states nowhere; None where there is no
    such thing."""
    wanted = told_by_words(text)
    if not wanted or not documents:
        return None
    document = documents[0]
    missing = [row for row in wanted if not _is_stated(row, question, document)]
    if not missing:
        return None
    rest = _without(text, wanted)
    whole = len(missing) == len(wanted) and not (read_asks(rest) or wants_yes_or_no(rest))
    return Unstated(document, tuple(row.thing for row in missing), whole)


def _is_stated(row: Wanted, question: Understood, document: Document) -> bool:
    return any(row.may_be_in(question, document, clause) for clause in document.clauses)


def _without(text: str, wanted: Sequence[Wanted]) -> str:
    """``text`` without the words that ask for what is ``wanted``."""
    for row in wanted:
        for match in reversed(row.phrases.find(text)):
            text = f"{text[: match.start]} {text[match.end :]}"
    return text
