"""Which of the acts that a message seems to do are heeded: content is not taken for an act, nor an
act that the message takes back for one."""

import re

from bot.converse.correction import finds_fault
from bot.converse.state import State
from bot.converse.taken_back import complains, corrects
from bot.question import Conversation
from bot.talk.referral import wanted_of
from bot.understand.guard.guard import has_little_content
from bot.understand.intent.words import read_asks
from corpus.language.normalize import fold
from corpus.organs import find_organs

IDLE = ("about_assistant", "small_talk", "leave", "thank", "greet", "insult")
# what no telephone number answers
_TYPED = frozenset(("when", "how_much", "money", "share", "list", "which_document"))
# wants the words of what was shown, whatever else it may seem to do
_VERBATIM = re.compile(r"\b(?:trich|nguyen van|doc lai nguyen|chep lai)\b")
_PLACES = ("contact", "person", "complaint", "how_to")


def heeded(
    heard: tuple[str, ...], conversation: Conversation, state: State, *, denied: bool
) -> tuple[str, ...]:
    """The acts as ``heard``, without a complaint that no word bears out, without a wish to get in
    touch, or for a person, where something else is asked, and with a correction where the message
    says that it was answered wrongly, or did not do what it was taken for."""
    acts, text = heard, conversation.text
    little = has_little_content(conversation.kept)
    otherwise = ("follow_up" if state.shown else "ask",)
    said = not little or read_asks(conversation.kept) or find_organs(conversation.kept)
    if "complain" in acts and said and not complains(text):
        acts = tuple(a for a in acts if a != "complain") or otherwise
    if "contact" in acts and (_asks_otherwise(conversation.kept) or _denies(conversation)):
        acts = tuple(a for a in acts if a != "contact") or otherwise
    if "person" in acts and read_asks(conversation.kept) and wanted_of(text) != "person":
        acts = tuple(a for a in acts if a != "person") or otherwise  # "ai đem quà đến"
    if little and state.shown and _VERBATIM.search(fold(conversation.kept)):
        acts = ("show",)
    anew = state.asked and "correct" not in acts and "attack" not in acts
    if (
        anew
        and (denied or corrects(text) or finds_fault(text))
        and not (little and set(acts) & set(IDLE))
    ):
        acts = (*(a for a in acts if a not in IDLE), "correct")
    return acts


def _denies(conversation: Conversation) -> bool:
    """Whether the message says that it asks for no way to get in touch."""
    return any(wanted_of(one) == "contact" for one in conversation.denied)


def _asks_otherwise(text: str) -> bool:
    """Whether ``text`` asks for a figure, a day or the like, and for no way to get in touch."""
    return bool(set(read_asks(text)) & _TYPED) and wanted_of(text) not in _PLACES
