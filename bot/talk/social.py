"""What is said to a message that asks for nothing in the documents."""

from collections.abc import Sequence

from bot.answer import AnswerStatus, Role, Statement
from bot.converse.state import State
from bot.refuse.refuse import Refusal
from bot.talk.words import say, what_is_done
from bot.vocabulary import read_table

_MOST_TOPICS = 3  # said again to a person


def social(act: str, state: State, english: bool) -> Refusal:
    """A few words for ``act``."""
    texts = {
        "greet": "greet",
        "about_assistant": "about",
        "thank": "thank",
        "leave": "leave",
        "small_talk": "small_talk",
        "insult": "insult",
        "opinion": "opinion_none",
    }
    if act == "complain":
        names = ("complain_answer", "complain_where") if state.shown else ("complain",)
        return _said([say(name) for name in names])
    refusal = _said([say(texts[act])])
    if english and (words := read_table("replies")["english"].get(texts[act])):
        aside = Statement(str(words), Role.ASIDE)
        return Refusal(refusal.status, (*refusal.statements, aside))
    return refusal


def nothing_before(act: str, state: State) -> Refusal:
    """Asked to do something with an answer where there is none."""
    refused = state.outcome in (AnswerStatus.NO_EVIDENCE, AnswerStatus.OUT_OF_SCOPE) and state.asked
    name = "refused_before" if refused and state.topics == () else "nothing_before"
    return _said([say(name, what=what_is_done(act))])


def talk_so_far(state: State) -> tuple[Statement, ...]:
    """What was asked, to be said again to a person; nothing where nothing was."""
    if not state.topics:
        return ()
    asked = "; ".join(f"“{topic.rstrip('?. ')}”" for topic in state.topics[-_MOST_TOPICS:])
    return (Statement(say("person_talk", questions=asked), Role.OFFER),)


def _said(texts: Sequence[str]) -> Refusal:
    first, *others = texts
    statements = (
        Statement(first, Role.MISSING), *(Statement(text, Role.OFFER) for text in others),
    )  # fmt: skip
    return Refusal(AnswerStatus.OUT_OF_SCOPE, statements)
