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
_COURTESIES = ("thank", "greet", "leave")
_ASKS = ("ask", "follow_up", "how_to", "contact", "correct", "choose", "show", "explain_term")
# what a search is done for, the most telling first
_SEARCHED = ("correct", "how_to", "contact", "opinion", "complain", "choose", "show")
_FEELINGS = ("complain", "opinion")
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
    REFER = "refer"  # what the documents do not state, and where to go
    NOTHING = "nothing"  # asks for the last answer anew where there is none


@dataclass(frozen=True, slots=True)
class Plan:
    """``way`` and the act that it is for."""

    way: Way
    act: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """What a message does and holds: the ``chances`` of all acts and the ``acts`` it is taken to
    do; ``rest``: it says more than the few words of an act; it names a ``document``, a
    ``clause``; ``worded``: it has words that ask for something, ``one_thing``:
    for somebody, a day, a figure or the like; ``valued``: it states a
    figure, a day or the like; ``another``: it only names another of what was asked about;
    ``elsewhere``: it names a document or a place that was not answered from; ``asking``: it is
    worded as a question, whatever it asks; ``compares``: it sets things side by side; ``body``:
    it names a body."""

    chances: Mapping[str, float]
    acts: tuple[str, ...]
    rest: bool = False
    document: bool = False
    clause: bool = False
    worded: bool = False
    one_thing: bool = False
    valued: bool = False
    another: bool = False
    elsewhere: bool = False
    asking: bool = False
    compares: bool = False
    body: bool = False

    @property
    def asks(self) -> float:
        """How probable it is that the message asks for something to be looked up."""
        return max((self.chances.get(act, 0.0) for act in _HEAVY), default=0.0)

    def leads(self, act: str) -> bool:
        """Whether the act is what the message is sent for."""
        heavy = any(a in self.acts for a in _HEAVY)
        return act in self.acts and (
            not heavy or (self.chances[act] >= self.asks and not self.worded)
        )


def plan(message: Message, state: State) -> Plan:
    """How ``message`` is met after ``state``."""
    return (
        _on_last_answer(message, state)
        or _explaining(message, state)
        or _social(message, state)
        or Plan(Way.SEARCH, next((a for a in _SEARCHED if _is_for(message, a)), "ask"))
    )


def _is_for(message: Message, act: str) -> bool:
    """Whether a message that is searched for is sent for the act: one that asks for something is
    not taken for a complaint or for a wish to hear an opinion, unless it is that before all."""
    if act in _FEELINGS and message.worded:
        return act in message.acts and message.chances[act] > message.asks
    return act in message.acts


def _on_last_answer(message: Message, state: State) -> Plan | None:
    """What works on the clauses that were shown, or on a document that is named."""
    if message.one_thing or message.another:
        return None
    if message.document and not message.clause:
        shows = message.leads("show") and not message.rest
        if message.leads("summarise") or shows:
            return Plan(Way.SUMMARY, "summarise")
    if message.clause:  # a clause that is named is looked up
        return None
    if message.rest and (message.worded or (message.body and message.asking)):
        return None  # it asks for more than the last answer again
    if message.valued and state.shown and any(message.leads(a) for a in ("repeat", "show")):
        return Plan(Way.DOUBT, "doubt")
    for acts, way in ((_WALK, Way.WALK), (_ANEW, Way.ANEW)):
        for act in acts:
            if message.leads(act) and (state.shown or not message.rest):
                return Plan(way if state.shown else Way.NOTHING, act)
    if message.leads("show") and not (message.rest or message.document or message.clause):
        return Plan(Way.ANEW if state.shown else Way.NOTHING, "show")
    return None


def _explaining(message: Message, state: State) -> Plan | None:
    if message.leads("explain_term") and not message.one_thing and not message.compares:
        return Plan(Way.EXPLAIN, "explain_term")
    searched = any(act in message.acts for act in ("correct", *_HEAVY))
    asking = message.one_thing or (message.worded and message.rest)
    looked_up = searched or asking or message.clause or message.elsewhere or message.another
    if "doubt" in message.acts and not looked_up and state.shown:
        return Plan(Way.DOUBT, "doubt")
    return None


def _social(message: Message, state: State) -> Plan | None:
    acts = message.acts
    if "greet" in acts and not state.asked:  # who has said nothing yet does not leave
        acts = tuple(act for act in acts if act != "leave")
    if any(act in acts for act in _ASKS):
        wanted = "person" in acts and message.chances["person"] >= message.asks
        return Plan(Way.SOCIAL, "person") if wanted else None
    if message.clause or (message.worded and message.rest):  # a courtesy beside a question
        return None
    said = next((act for act in _SOCIAL if act in acts), None)
    if said in _COURTESIES and message.asking and message.rest:
        return None
    if said is None and not message.rest:
        said = next((act for act in ("opinion", "complain") if act in acts), None)
    return Plan(Way.SOCIAL, said) if said else None
