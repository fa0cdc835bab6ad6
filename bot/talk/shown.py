"""The statements of the last answer, made anew from its state."""

from collections.abc import Sequence
from dataclasses import replace

from bot.answer import AnswerStatus, Citation, Role, Span, Statement
from bot.converse.state import State
from bot.findings import Findings
from bot.refuse.refuse import Refusal
from bot.render.markdown import item_text
from bot.render.names import short_reference
from bot.talk.words import say
from corpus.document import Document
from index.passage import clause_text

_LOOKED_AT = 10  # of what was found, for the nearest


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


def not_there(
    documents: Sequence[Document], citations: Sequence[Citation], findings: Findings
) -> Refusal:
    """That the documents meant do not state it, as far as was found; with the clause of theirs that
    comes nearest, where that is another than was shown."""
    ids = {document.id for document in documents}
    shown = {c.clause.id for c in citations}
    within = (f for f in findings.found[:_LOOKED_AT] if f.document.id in ids)
    nearest = next((f for f in within if f.near and not f.profile.form), None)
    if nearest is None or nearest.clause.id in shown:
        name = short_reference(documents[0])
        return Refusal(
            AnswerStatus.NO_EVIDENCE, (Statement(say("not_there", document=name), Role.MISSING),)
        )
    name = short_reference(nearest.document)
    citation = Citation(1, nearest.document, nearest.clause)
    return shown_instead(say("nearest_there", document=name), citation)
