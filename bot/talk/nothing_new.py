"""Whether a follow-up was only led back to the clauses that were shown, though they do not hold
what it asks anew: then it is not told that "it is still there", but that it was not found.
"""

from dataclasses import replace

from bot.answer import Citation, Role
from bot.converse.correction import content
from bot.converse.follow_up import names_another
from bot.converse.state import State
from bot.draft import Draft
from bot.question import Understood
from bot.read.checks import answers_what_is_asked
from bot.talk.opening import is_shown_again
from bot.understand.intent.words import read_asks
from bot.understand.intent.yes_no import wants_yes_or_no
from corpus.language.segment import folded_syllables

_FOUND = ("answered", "partial")


def adds_nothing(draft: Draft, question: Understood, kept: str, state: State) -> bool:
    """Whether ``draft`` shows what was shown last and no clause of it holds the sort of thing, or
    any of the words, that the message ``kept`` asks for and the question before did not."""
    if state.outcome not in _FOUND or not is_shown_again(draft, state):
        return False
    leads = [one.text for one in draft.of(Role.LEAD)]
    if leads and leads != [lead.text for lead in state.leads]:
        return False
    asks = read_asks(kept)
    if asks and asks != read_asks(state.last):
        alone = replace(question, text=kept, asks=asks)
        if not any(answers_what_is_asked(alone, c.document, c.clause) for c in draft.citations):
            return True
    if not (asks or names_another(kept) or wants_yes_or_no(kept)):
        return False
    new = set(content(kept)) - set(content(state.last))
    return bool(new) and not any(new & _words(citation) for citation in draft.citations)


def _words(citation: Citation) -> set[str]:
    said = " ".join((*citation.context, citation.quote, citation.document.metadata.title or ""))
    return {part for s in folded_syllables(said) for part in s.split("/")}
