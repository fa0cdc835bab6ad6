"""The clauses before and after those that were shown."""

from collections.abc import Sequence

from bot.answer import AnswerStatus, Citation, Role, Span, Statement
from bot.draft import Cites, Draft
from bot.talk.words import say
from corpus.document import Clause, Document, Part
from index.passage import clause_text

_WALKED = (Part.PREAMBLE, Part.BODY, Part.CLOSING)
_HEADING_WORDS = 25  # from which on the words above others are more than a heading


def walk(act: str, citations: Sequence[Citation]) -> Draft:
    """The clause that stands before ("previous") or after ("next", "continue") those cited, whole;
    where there is none, the last one with a word that it is."""
    forward = act != "previous"
    edge = citations[-1] if forward else citations[0]
    found = _neighbour(edge.document, edge.clause, 1 if forward else -1)
    if found is None:
        return _quoted(edge.document, edge.clause, say("last" if forward else "first"))
    opening = {"previous": "previous", "next": "next", "continue": "all_said"}[act]
    return _quoted(edge.document, found, say(opening))


def _neighbour(document: Document, clause: Clause, step: int) -> Clause | None:
    """The next clause that has words of its own, not a mere heading."""
    texts = [c for c in document.clauses if c.part in _WALKED]
    above = {c.id for c in document.ancestors(clause)}
    places = [i for i, c in enumerate(texts) if c.id == clause.id]
    if not places:
        return None
    at = places[0] + step
    while 0 <= at < len(texts):
        other = texts[at]
        inside = other.id.startswith(f"{clause.id}.")
        heads = bool(document.children(other)) and step > 0
        if not inside and other.id not in above and not (heads and not _says_much(document, other)):
            return other
        at += step
    return None


def _says_much(document: Document, clause: Clause) -> bool:
    """Whether a clause that heads others says something of its own."""
    first = document.children(clause)[0]
    return len(document.text[clause.start : first.start].split()) > _HEADING_WORDS


def _quoted(document: Document, clause: Clause, opening: str) -> Draft:
    cites = Cites()
    mark = cites.mark(document, clause)
    span = Span(document.id, clause.start, clause.end)
    said = (
        Statement(opening, Role.OPENING),
        Statement(clause_text(document, clause), Role.QUOTE, (span,), (mark,)),
    )
    return Draft(AnswerStatus.ANSWERED, said, "", cites.all())
