"""What an answer says beside its clauses: documents that no longer hold, which of several is the
newer, figures that differ, parts of the question that are not answered, the language.

Every remark speaks of the cited documents only, by the names under which they are cited.
"""

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from bot.answer import AnswerStatus, Citation
from bot.draft import Draft
from bot.findings import Findings, Found
from bot.question import Understood
from corpus.document import Clause, Document
from corpus.library import Library
from corpus.validity import STATES

_HOLDS = ("in_force", "amended")
_NO_LONGER = "Lưu ý: {name} {state}{mark}."
_NEWEST = "Trong các văn bản của {province} nêu trên, {name} được ban hành sau."
_DIFFER = "Lưu ý: các văn bản của {province} nêu trên nêu khác nhau; {name} được ban hành sau."
_MISSING = "Tôi không tìm thấy nội dung này trong các văn bản của {names}."
_MISSING_OF = "Tôi không tìm thấy nội dung này trong {names}."
_ENGLISH = "(The directives are in Vietnamese and are quoted in their own words.)"


def with_remarks(
    question: Understood, findings: Findings, chosen: list[Found], draft: Draft, library: Library
) -> Draft:
    """The verified draft with its remarks at the end, each a paragraph of its own; PARTIAL where
    something that was asked is not answered."""
    citations = list(draft.citations)
    remarks = [*_states(draft, citations, library), *_newest(draft)]
    missing = _unanswered(findings, chosen)
    if missing:
        remarks.append(_not_found(missing, library))
    if question.language == "en":
        remarks.append(_ENGLISH)
    if not remarks:
        return draft
    return replace(
        draft,
        status=AnswerStatus.PARTIAL if missing else draft.status,
        answer="\n\n".join([draft.answer, *remarks]),
        citations=tuple(citations),
        remarks=tuple(remarks),
    )


def _states(draft: Draft, citations: list[Citation], library: Library) -> Iterable[str]:
    """That a cited document no longer holds, or not yet; the clause that says so is cited."""
    for document in _documents(draft):
        status = library.graph.status(document.id)
        if status.state in _HOLDS:
            continue
        mark = ""
        told = library.clause(status.clause_id) if status.clause_id else None
        by = library.document(told.document_id) if told else None
        if told and by:
            mark = f" [{_cite(citations, by, told)}]"
        yield _NO_LONGER.format(name=document.name, state=STATES[status.state], mark=mark)


def _cite(citations: list[Citation], document: Document, clause: Clause) -> int:
    """The marker of the clause, which is cited where it is not yet."""
    for citation in citations:
        if citation.clause.id == clause.id:
            return citation.marker
    citations.append(Citation(len(citations) + 1, document, clause))
    return len(citations)


def _newest(draft: Draft) -> Iterable[str]:
    """Which of several compared documents of one province is the newer, and that they differ."""
    if not draft.compares:
        return
    documents = sorted(_documents(draft), key=lambda d: d.metadata.province or "")
    for province, group in groupby(documents, key=lambda d: d.metadata.province):
        dated = sorted(
            (d for d in group if d.metadata.date), key=lambda d: d.metadata.date or "", reverse=True
        )
        if not province or len(dated) < 2 or dated[0].metadata.date == dated[1].metadata.date:
            continue
        figures = {frozenset(draft.figures[d.id]) for d in dated if draft.figures.get(d.id)}
        form = _DIFFER if len(figures) > 1 else _NEWEST
        yield form.format(province=province, name=dated[0].name)


def _documents(draft: Draft) -> list[Document]:
    return list({c.document.id: c.document for c in draft.citations}.values())


def _unanswered(findings: Findings, chosen: list[Found]) -> list[str]:
    """The provinces or documents compared of which nothing was chosen."""
    ids = {found.clause.id for found in chosen}
    return [
        part.name
        for part in findings.compared
        if not any(found.clause.id in ids for found in part.found)
    ]


def _not_found(names: list[str], library: Library) -> str:
    """The sentence on what is missing; provinces are spoken of by their documents."""
    provinces = {document.metadata.province for document in library}
    form = _MISSING if set(names) <= provinces else _MISSING_OF
    return form.format(names=" và ".join(names))
