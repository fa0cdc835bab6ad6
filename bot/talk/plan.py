"""What a message is met with: an answer from the documents, the last answer anew, or a few words.

The acts are told by ``bot.understand.acts``; what they come to depends on what was shown before.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.converse.state import State

_ANEW = ("shorten", "simplify", "itemise", "repeat", "summarise", "translate")
_WALK = ("previous", "next", "continue")
_SOCIAL = ("person", "about_assistant", "insult", "leave", "thank", "greet", "small_talk")
_ASKS = ("ask", "follow_up", "how_to", "contact", "correct", "choose", "show", "explain_term")
_HEAVY = ("ask", "follow_up", "how_to", "contact")


class Way(StrEnum):
    """How a message is met."""

    SEARCH = "search"
    ANEW = "anew"  # the last answer in another form
    WALK = "walk"  # the clause before or after
    DOUBT = "doubt"
    EXPLAIN = "explain"
    SUMMARY = "summary"  # of a document
    SOCIAL = "social"
    NOTHING = "nothing"  # asks for the last answer anew where there is none


@dataclass(frozen=True, slots=True)
class Plan:
    """``way`` and the act that it is for."""

    way: Way
    act: str = ""


def plan(
    chances: Mapping[str, float],
    acts: tuple[str, ...],
    state: State,
    *,
    rest: bool,
    document: bool,
    clause: bool,
) -> Plan:
    """How a message with ``acts`` is met; ``rest``: it says more than the few words of an act;
    it names a ``document``, a ``clause``."""
    asks = max((chances.get(act, 0.0) for act in _HEAVY), default=0.0)

    def leads(act: str) -> bool:
        return act in acts and (chances[act] >= asks or not any(a in acts for a in _HEAVY))

    for act in _WALK:
        if leads(act) and (state.shown or not rest):
            return Plan(Way.WALK if state.shown else Way.NOTHING, act)
    if document and not clause and (leads("summarise") or (leads("show") and not rest)):
        return Plan(Way.SUMMARY, "summarise")
    for act in _ANEW:
        if leads(act) and (state.shown or not rest):
            return Plan(Way.ANEW if state.shown else Way.NOTHING, act)
    if leads("explain_term"):
        return Plan(Way.EXPLAIN, "explain_term")
    if leads("doubt") and "correct" not in acts and state.shown:
        return Plan(Way.DOUBT, "doubt")
    if leads("show") and not (rest or document or clause):
        return Plan(Way.ANEW if state.shown else Way.NOTHING, "show")
    searched = any(act in acts for act in _ASKS)
    if not searched:
        for act in _SOCIAL:
            if act in acts:
                return Plan(Way.SOCIAL, act)
        if not rest:
            for act in ("opinion", "complain"):
                if act in acts:
                    return Plan(Way.SOCIAL, act)
    elif "person" in acts and chances["person"] >= asks:
        return Plan(Way.SOCIAL, "person")
    act = next((a for a in ("correct", "how_to", "contact", "opinion", "complain", "choose", "show")
                if a in acts), "ask")  # fmt: skip
    return Plan(Way.SEARCH, act)
