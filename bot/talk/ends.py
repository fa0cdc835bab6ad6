"""Which documents a document replaces or repeals: "thay thế văn bản nào", "bãi bỏ quyết định nào".

Told from what its clauses say of others (``corpus.citation.references``); where none of its clauses
has words of replacing at all, that it does not say.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from bot.answer import AnswerStatus, Role, Span, Statement
from bot.draft import Cites, Draft
from bot.refuse.refuse import Refusal
from bot.render.names import short_reference
from bot.talk.whole import blanked
from bot.talk.words import say
from bot.vocabulary import folded_stopwords
from corpus.citation.references import Reference
from corpus.citation.validity import ENDING
from corpus.document import Document
from corpus.language.normalize import fold
from corpus.language.segment import folded_syllables
from corpus.library import Library
from index.passage import clause_text

_ENDS = re.compile(r"\b(?:thay the|thay cho|thay|bai bo|huy bo)\b")
_ENDING = re.compile(r"\b(?:thay the|thay cho|bai bo|huy bo|het hieu luc)\b")
_PASSIVE = re.compile(r"\b(?:bi|duoc)\s+(?:van ban|quyet dinh|nghi \w+|thong tu)?|\bboi\b")
_WHICH = re.compile(r"\b(?:nao|gi|bao nhieu|may)\b")
_SAID = frozenset(
    ("thay", "the", "cho", "bai", "bo", "huy", "van", "ban", "quyet", "dinh", "nghi", "thong", "tu",
     "chi", "thi", "cong", "ke", "hoach", "quy", "cu", "truoc", "day", "luat", "het", "hieu", "luc",
     "tat", "ca", "bao", "nhieu", "may", "no", "cai")
)  # fmt: skip
_MOST = 6  # documents that are told


def asks_what_it_ends(text: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether ``text``, which names its document at ``spans``, asks which others that one replaces
    or repeals, and nothing more."""
    said = fold(blanked(text, spans))
    if not (_ENDS.search(said) and _WHICH.search(said)) or _PASSIVE.search(said):
        return False
    left = set(folded_syllables(said)) - folded_stopwords() - _SAID
    return not left


def what_it_ends(document: Document, library: Library) -> Draft | Refusal | None:
    """The documents that ``document`` replaces or repeals, with the clauses that say so; None where
    its clauses may say more than is known."""
    ending = [
        one
        for one in library.graph.references[document.id]
        if one.relation in ENDING and one.number and not one.own and one.target != document.id
    ]
    names = {one.number.printed: one for one in reversed(ending) if one.number}
    if not ending:
        return None if _may_end(document) else _ends_none(document)
    if len(names) > _MOST:
        return None
    cites = Cites()
    told: list[Statement] = []
    for one in sorted(names.values(), key=lambda o: o.start):
        clause = library.clause(one.clause_id)
        if clause is None:
            return None
        marker = cites.mark(document, clause, (one.start, one.end))
        words = _name(document, one)
        told.append(
            Statement(words, Role.LEAD, (Span(document.id, one.start, one.end),), (marker,))
        )
    quotes = tuple(
        Statement(
            clause_text(c.document, c.clause),
            Role.QUOTE,
            (Span(c.document.id, c.clause.start, c.clause.end),),
            (c.marker,),
        )
        for c in cites.all()
    )
    return Draft(AnswerStatus.ANSWERED, (*told, *quotes), "", cites.all())


def with_ends(draft: Draft, ends: Draft | Refusal) -> Draft:
    """The draft with what its document ends as well, the markers of both as one."""
    if isinstance(ends, Refusal):
        return replace(draft, statements=(*draft.statements, *ends.statements))
    known = {c.clause.id: c.marker for c in draft.citations}
    markers: dict[int, int] = {}
    citations = list(draft.citations)
    for citation in ends.citations:
        if citation.clause.id in known:
            markers[citation.marker] = known[citation.clause.id]
            continue
        citations.append(replace(citation, marker=len(citations) + 1))
        markers[citation.marker] = len(citations)
    more = [
        replace(one, citations=tuple(markers[marker] for marker in one.citations))
        for one in ends.statements
        if one.role is not Role.QUOTE or not _is_known(one, markers, known.values())
    ]
    leads = [one for one in (*draft.statements, *more) if one.role is Role.LEAD]
    others = [one for one in (*draft.statements, *more) if one.role is not Role.LEAD]
    return replace(draft, statements=(*leads, *others), citations=tuple(citations))


def _is_known(quote: Statement, markers: Mapping[int, int], known: Collection[int]) -> bool:
    return all(markers[marker] in known for marker in quote.citations)


def _name(document: Document, reference: Reference) -> str:
    """The kind and number of the document, as they are printed."""
    printed = " ".join(document.text[reference.start : reference.end].split())
    number = reference.number.printed if reference.number else ""
    place = printed.find(number)
    return printed[: place + len(number)] if place >= 0 else printed


def _may_end(document: Document) -> bool:
    return bool(_ENDING.search(" ".join(fold(document.text).split())))


def _ends_none(document: Document) -> Refusal:
    said = say("ends_none", document=short_reference(document))
    return Refusal(AnswerStatus.NO_EVIDENCE, (Statement(said, Role.MISSING),))
