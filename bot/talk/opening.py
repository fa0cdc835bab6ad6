"""The few words before an answer: an apology, a welcome, or that it is the same as before."""

from collections.abc import Collection
from dataclasses import replace

from bot.answer import Role, Statement
from bot.converse.state import State
from bot.converse.taken_back import complains, is_own_mistake, points_at_answer
from bot.draft import Draft
from bot.talk.words import say
from bot.understand.scope.clause_reference import read_clause_reference
from bot.vocabulary import phrase_book

_WANTED_AGAIN = ("show", "repeat", "choose")
_FOUND = ("answered", "partial")


def opened(draft: Draft, act: str, acts: Collection[str], state: State, message: str) -> Draft:
    """The draft with the words that ``message``, which is searched for ``act`` and does ``acts``,
    wants before it."""
    names = [
        name for name in (_thanks(message, act), _name(draft, act, acts, state, message)) if name
    ]
    if not names:
        return draft
    words = " ".join(say(name) for name in names)
    return replace(draft, statements=(Statement(words, Role.OPENING), *draft.statements))


def thanked(message: str) -> bool:
    """Whether ``message`` has words of thanks."""
    return any(match.name == "thanks" for match in phrase_book("guards").find(message))


def _thanks(message: str, act: str) -> str:
    return "welcome" if thanked(message) and act not in ("complain", "correct") else ""


def _name(draft: Draft, act: str, acts: Collection[str], state: State, message: str) -> str:
    same = is_same(draft, state)
    if "correct" in acts:
        if is_own_mistake(message):
            return "" if not same else "same"
        if same:
            asked_for = read_clause_reference(message) or points_at_answer(message)
            return "looked_again" if asked_for else "still"
        return "corrected"
    if act == "complain":
        return "complain_answer" if state.shown else "complain_first"
    if act == "opinion":
        return "opinion"
    if state.shown and complains(message) and "complain" in acts:
        return "complain_answer"
    again = same or (is_shown_again(draft, state) and not draft.of(Role.LEAD))
    return "same" if again and state.outcome in _FOUND and act not in _WANTED_AGAIN else ""


def is_shown_again(draft: Draft, state: State) -> bool:
    """Whether the draft shows the clauses that were shown last, and no other."""
    return [c.clause.id for c in draft.citations] == [s.clause for s in state.shown]


def is_same(draft: Draft, state: State) -> bool:
    """Whether the draft says what was said before."""
    leads = [one.text for one in draft.of(Role.LEAD)]
    return is_shown_again(draft, state) and leads == [x.text for x in state.leads]
