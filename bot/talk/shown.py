"""The statements of the last answer, made anew from its state."""

from collections.abc import Sequence
from dataclasses import replace

from bot.answer import AnswerStatus, Citation, Role, Span, Statement
from bot.converse.state import State
from bot.refuse.refuse import Refusal
from bot.render.markdown import item_text
from index.passage import clause_text


def shown_again(state: State, citations: Sequence[Citation]) -> tuple[Statement, ...]:
    """Its direct answers, then its clauses whole; what cites a clause that is gone is left out."""
    there = {citation.marker for citation in citations}
    leads = [
        Statement(x.text, Role.LEAD, (), x.markers, x.strong)
        for x in state.leads
        if set(x.markers) <= there
    ]
    role, words = (Role.ITEM, item_text) if state.listed else (Role.QUOTE, _quoted)
    shown = [
        Statement(words(c), role, (Span(c.document.id, c.clause.start, c.clause.end),), (c.marker,))
        for c in citations
    ]
    return (*leads, *shown)


def _quoted(citation: Citation) -> str:
    return clause_text(citation.document, citation.clause)


def shown_instead(text: str, citation: Citation) -> Refusal:
    """``text``, with a clause that was shown before, whole."""
    one = replace(citation, marker=1)
    span = Span(one.document.id, one.clause.start, one.clause.end)
    quote = Statement(_quoted(one), Role.QUOTE, (span,), (1,))
    return Refusal(
        AnswerStatus.NO_EVIDENCE, (Statement(text, Role.MISSING, citations=(1,)), quote), (one,)
    )
