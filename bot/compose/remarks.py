"""What an answer says beside its clauses: documents that no longer hold, which of several is the
newer, figures that differ, parts of the question that are not answered, the language.

Every remark speaks of the cited documents only, by the names under which they are cited.
"""

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from bot.answer import AnswerStatus, Citation, Role, Statement
from bot.compose.things import not_found
from bot.decide.parts import answer_of
from bot.draft import Draft
from bot.findings import Choice, Findings
from bot.question import Understood
from bot.understand.scope.scope import province_book
from corpus.citation.validity import HOLDS, STATES
from corpus.document import Clause, Document
from corpus.library import Library
from corpus.provinces import merged_on, today, was_renamed, with_rank

_NO_LONGER = "Lưu ý: {name} {state}."
_NEWEST = "Trong các văn bản của {province} nêu trên, {name} được ban hành sau."
_DIFFER = "Lưu ý: các văn bản của {province} nêu trên nêu khác nhau; {name} được ban hành sau."
_MISSING = "Tôi không tìm thấy nội dung này trong các văn bản của {names}."
_MERGED = "Từ ngày {day} {old} hợp nhất vào {new}; {named} do {issuer} ban hành."
_RENAMED = "Từ ngày {day} {old} là {new}; {named} do {issuer} ban hành."
_LATEST = "Trong các văn bản nêu trên, {name} được ban hành sau cùng."
_MISSING_ORGAN = "Tôi không tìm thấy nội dung này cho cơ quan còn lại mà câu hỏi nêu."
_MISSING_THING = "Tôi không tìm thấy điều được hỏi nêu riêng cho “{names}”."
_MISSING_OF = "Tôi không tìm thấy nội dung này trong {names}."


def with_remarks(
    question: Understood,
    findings: Findings,
    draft: Draft,
    library: Library,
    day: str | None = None,
) -> Draft:
    """The verified draft with its remarks at the end, a statement each; PARTIAL where
    something that was asked is not answered. ``day`` (ISO): the one asked about, default today."""
    citations = list(draft.citations)
    dated = bool(findings.compared) and all(p.question.form == "ngay" for p in findings.compared)
    newest = _latest(draft) if dated else _newest(draft)
    remarks = [*_states(draft, citations, library, day), *(_remark(text) for text in newest)]
    remarks += [_remark(text) for text in _of_other_units(question, draft)]
    missing = unanswered(findings)
    if missing:
        organs = any(part.organ for part in findings.compared)
        things = any(part.thing for part in findings.compared)
        said = _MISSING_ORGAN if organs else _not_found(missing, library)
        if things:
            said = _MISSING_THING.format(names="”, “".join(missing))
        remarks.append(Statement(said, Role.MISSING))
    if not remarks:
        return draft
    return replace(
        draft,
        status=AnswerStatus.PARTIAL if missing else draft.status,
        statements=(*draft.statements, *remarks),
        citations=tuple(citations),
    )


def with_missing(draft: Draft, choice: Choice) -> Draft:
    """The verified draft with what of several things that are asked was not found, behind what was
    told of the others; PARTIAL then."""
    if not choice.things or not choice.clauses:
        return draft
    missing = not_found(choice.things)
    if not missing:
        return draft
    told = [one for one in draft.statements if one.role is Role.LEAD]
    rest = [one for one in draft.statements if one.role is not Role.LEAD]
    return replace(draft, status=AnswerStatus.PARTIAL, statements=(*told, *missing, *rest))


def _remark(text: str, *markers: int) -> Statement:
    return Statement(text, Role.REMARK, citations=markers)


def _states(
    draft: Draft, citations: list[Citation], library: Library, day: str | None
) -> Iterable[Statement]:
    """That a cited document no longer holds, or not yet; the clause that says so is cited."""
    for document in _documents(draft):
        status = library.graph.status(document.id, day)
        if status.state in HOLDS:
            continue
        markers = []
        told = library.clause(status.clause_id) if status.clause_id else None
        by = library.document(told.document_id) if told else None
        if told and by:
            markers.append(_cite(citations, by, told))
        yield _remark(_NO_LONGER.format(name=document.name, state=STATES[status.state]), *markers)


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


def _of_other_units(question: Understood, draft: Draft) -> Iterable[str]:
    """That a province is named whose name is not the issuer's: they were merged."""
    asked = dict.fromkeys(match.name for match in province_book().find(question.standalone))
    documents = _documents(draft)
    issuers = dict.fromkeys(d.metadata.province for d in documents if d.metadata.province)
    for issuer in issuers:
        if issuer in asked:
            continue
        for place in asked:
            old, new = (issuer, place) if today(issuer) == place else (place, today(place))
            day = merged_on(old)
            if issuer not in (old, new) or old == new or day is None:
                continue
            own = [d.name for d in documents if d.metadata.province == issuer]
            named = "văn bản nêu trên" if len(issuers) == 1 else ", ".join(own)
            year, month, first = day.split("-")
            yield (_RENAMED if was_renamed(old) else _MERGED).format(
                day=f"{int(first)}/{int(month)}/{year}",
                old=with_rank(old),
                new=with_rank(new),
                named=named,
                issuer=with_rank(issuer),
            )


def _latest(draft: Draft) -> Iterable[str]:
    """Which of the documents whose dates were asked for is the newest; a day that is not known is
    no reason to say so."""
    dated = sorted(_documents(draft), key=lambda d: d.metadata.date or "", reverse=True)
    days = [d.metadata.date or "" for d in dated]
    if len(days) > 1 and all(days) and not days[0].startswith(days[1]):
        yield _LATEST.format(name=dated[0].name)


def _documents(draft: Draft) -> list[Document]:
    return list({c.document.id: c.document for c in draft.citations}.values())


def unanswered(findings: Findings) -> list[str]:
    """The provinces, documents or organs compared of which nothing was chosen."""
    parts = findings.compared
    return [part.name for part in parts if not answer_of(part, parts)]


def _not_found(names: list[str], library: Library) -> str:
    """The sentence on what is missing; provinces are spoken of by their documents."""
    provinces = {document.metadata.province for document in library}
    form = _MISSING if set(names) <= provinces else _MISSING_OF
    return form.format(names=" và ".join(names))
