"""The clauses before and after those that were shown."""

from collections.abc import Sequence

from bot.answer import AnswerStatus, Citation, Role, Span, Statement
from bot.draft import Cites, Draft
from bot.talk.words import say
from corpus.document import Clause, Document, Part
from index.passage import clause_text

_WALKED = (Part.PREAMBLE, Part.BODY, Part.CLOSING)
_SEVERAL = 3  # clauses shown, of which the rest is read on from the beginning
_HEADING_WORDS = 25  # from which on the words above others are more than a heading


def walk(act: str, citations: Sequence[Citation]) -> Draft:
    """The clause that stands before ("previous") or after ("next", "continue") those cited, whole;
    where there is none, the last one with a word that it is."""
    forward = act != "previous"
    if act == "continue" and (unread := _unread(citations)):
        return _quoted(citations[0].document, unread, say("next"))
    edge = citations[-1] if forward else citations[0]
    found = _neighbour(edge.document, edge.clause, 1 if forward else -1)
    if found is None:
        return _quoted(edge.document, edge.clause, say("last" if forward else "first"))
    opening = {"previous": "previous", "next": "next", "continue": "all_said"}[act]
    return _quoted(edge.document, found, say(opening))


def _unread(citations: Sequence[Citation]) -> Clause | None:
    """Of a document that several clauses were shown of, as in a summary, the first clause that was
    not."""
    document = citations[0].document
    if len(citations) < _SEVERAL or any(c.document is not document for c in citations):
        return None
    shown = {c.clause.id for c in citations}
    for clause in document.clauses:
        whole = clause.part is Part.BODY and not document.children(clause)
        if whole and clause.id not in shown and not _is_inside(clause, shown):
            return clause
    return None


def _is_inside(clause: Clause, shown: set[str]) -> bool:
    return any(clause.id.startswith(f"{name}.") for name in shown)


def _neighbour(document: Document, clause: Clause, step: int) -> Clause | None:
    """The next clause that has words of its own, not a mere heading."""
    texts = [c for c in document.clauses if c.part in _WALKED]
    above = {c.id for c in document.ancestors(clause)}
    places = [i for i, c in enumerate(texts) if c.id == clause.id]
    if not places:  # shown was a letterhead or a signature
        return texts[0] if texts and step > 0 else None
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
