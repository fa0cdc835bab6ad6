"""Whether a follow-up was only led back to the clauses that were shown, though they do not hold
what it asks anew: then it is not told that "it is still there", but that it was not found.
"""

import re
from dataclasses import replace

from bot.answer import Citation, Role
from bot.converse.correction import content
from bot.converse.follow_up import names_another
from bot.converse.state import State
from bot.draft import Draft
from bot.findings import Found
from bot.question import Understood
from bot.read.checks import answers_what_is_asked
from bot.talk.of_form import asks_of_form, names_part
from bot.talk.opening import is_shown_again
from bot.understand.intent.words import read_asks, spell_out
from bot.understand.intent.yes_no import wants_yes_or_no
from corpus.language.normalize import fold
from corpus.language.segment import folded_syllables

_WHAT_IF = re.compile(r"\bthi (?:sao|the nao|ra sao|lam gi|bi gi)\b")
_FEW = 3  # words that name another of what was asked about
_HALF = 0.5
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
    if not (asks or names_another(kept) or wants_yes_or_no(kept) or _WHAT_IF.search(fold(kept))):
        return False
    new = set(content(kept)) - set(content(state.last))
    if 0 < len(names_another(kept)) <= _FEW:  # all of what is named must be there
        return bool(new) and not any(new <= _words(citation) for citation in draft.citations)
    return bool(new) and not any(new & _words(citation) for citation in draft.citations)


def says_nothing_of_it(draft: Draft, top: Found, kept: str) -> bool:
    """Whether no clause of ``draft`` says a word of what the message ``kept`` says, as the message
    or an official would, and the reader is not sure of the first one either; or the message only
    names a part that every document may have, and this one's clauses do not name it."""
    if asks_of_form(kept):
        return not any(names_part(kept, _said(citation)) for citation in draft.citations)
    said = set(content(kept)) | set(content(spell_out(kept)))
    if top.probability >= _HALF or not said:
        return False
    if read_asks(kept):  # "ai duyệt nó", "làm chung với tổ chức nào": words for what is asked
        return False
    return not any(said & _words(citation) for citation in draft.citations)


def _words(citation: Citation) -> set[str]:
    title = citation.document.metadata.title or ""
    return {part for s in f"{_said(citation)} {fold(title)}".split() for part in s.split("/")}


def _said(citation: Citation) -> str:
    """The folded syllables of the clause and of what stands above it."""
    return " ".join(folded_syllables(" ".join((*citation.context, citation.quote))))
