"""Direct look-up: the clause that a question names, a part of a document's form."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.evidence.profile import Profiles
from bot.evidence.weigh import Content, Rarity, weigh
from bot.findings import Found
from bot.interfaces import Reader
from bot.question import Understood
from bot.retrieve.titles import beside_titles
from bot.understand.intent.words import read_forms
from bot.understand.scope.clause_reference import find_named_clauses
from bot.vocabulary.types import types_with
from corpus.document import Clause, Document
from corpus.language.normalize import fold
from index.lexical import TOKENIZERS
from index.passage import document_context

_FORM_WORDS = 3  # content words beside those that name the part and the document
# "gửi cho ai": to whom it is addressed, and who gets a copy
_BASIS = "can_cu"  # what the document says that it is issued on
_FORMS = {"gui": ("kinh_gui", "noi_nhan")}
_MONTH = re.compile(r"\bthang\s+(?P<month>\d{1,2})\b(?:\s*(?:/|nam)\s*(?P<year>20\d\d))?")
_NAMED_PART = 0.5  # own coverage from which one line of a list is meant


class Lookup:
    """Finds clauses by where they stand."""

    def __init__(self, profiles: Profiles, reader: Reader, rarity: Rarity) -> None:
        self._profiles = profiles
        self._reader = reader
        self._rarity = rarity

    def named(
        self,
        question: Understood,
        content: Content,
        scope: list[Document],
        ranked: list[Found],
    ) -> list[Found]:
        """The clauses that the question names; where it also says what of them, those inside."""
        documents = scope
        if not question.named and question.preferred:
            documents = [d for d in scope if d.id in question.preferred] or scope
        pairs = find_named_clauses(documents, question.clause_steps, question.undiacritized)
        scores = {f.clause.id: f.score for f in ranked}
        best = {d.id: max((f.score for f in ranked if f.document is d), default=0.0) for d in scope}
        found = [
            self._found(question, content, d, c, scores.get(c.id, 0.0) + best[d.id])
            for d, c in pairs
        ]
        found.sort(key=lambda f: -f.score)
        if found and question.organs and found[0].document.children(found[0].clause):
            inside = f"{found[0].clause.id}."
            within = [f for f in ranked if f.clause.id.startswith(inside)]
            led = [f for f in within if set(question.organs) & set(f.profile.leaders)]
            if led:
                return led
        return found

    def forms(
        self,
        question: Understood,
        content: Content,
        scope: list[Document],
        ranked: list[Found],
    ) -> list[Found]:
        """The form parts of all that is asked of the document ("số mấy, ai ký"), after the clause
        that the reader is sure of where something else is asked too ("ai ký, có hiệu lực khi
        nào"). A document that is not named is that of the clause."""
        sure = ranked[0] if ranked and ranked[0].answers else None
        if not question.named:
            meant = _titled(question, content, scope)
            if meant is None and sure and not question.preferred:
                meant = sure.document
            scope = [meant] if meant else scope
        found = self.forms_of(question, content, scope)
        if found and sure and _is_introduction(sure) and not question.clause_steps:
            return found
        if not (found and sure) or sure.profile.form or sure.document is not found[0].document:
            return found
        beside = beside_titles(content, [sure.document])
        return [replace(sure, named=True), *found] if len(beside) > 1 else found

    def forms_of(
        self, question: Understood, content: Content, scope: list[Document]
    ) -> list[Found]:
        """All form parts that the question asks for, of the documents that are meant."""
        found: list[Found] = []
        for form in dict.fromkeys((question.form, *read_forms(question.text))):
            if form:
                own = self.form_parts(replace(question, form=form), content, scope)
                found += [f for f in own if all(f.clause is not known.clause for known in found)]
        return found

    def form_parts(
        self, question: Understood, content: Content, scope: list[Document]
    ) -> list[Found]:
        """Letterhead, recipients or signature of the document that is meant; best match first."""
        wanted = [d for d in scope if d.id in question.named or len(scope) == 1]
        wanted = wanted or [d for d in scope if d.id in question.preferred]
        found = [
            self._found(question, content, document, clause, 0.0)
            for document in wanted
            for clause in document.clauses
            if _is_part(question.form, document, clause) and clause.value("phu_luc") is None
        ]
        if question.form == _BASIS:
            return found
        organs = set(question.organs)
        found.sort(key=lambda f: (-len(organs & f.profile.organs), -f.evidence.own))
        if found and (organs & found[0].profile.organs or found[0].evidence.own >= _NAMED_PART):
            if not question.asks_for("list"):
                return found[:1]
            lines = [f for f in found if f.document is found[0].document]
            lines = [f for f in lines if not f.document.children(f.clause)]
            return sorted(lines, key=lambda f: f.clause.start)
        # "ký ngày nào" said of something else than the document is no question about a form part
        beside = beside_titles(content, wanted)
        about_document = len(beside) <= _FORM_WORDS
        return [f for f in found if not f.document.children(f.clause)] if about_document else []

    def _found(
        self,
        question: Understood,
        content: Content,
        document: Document,
        clause: Clause,
        score: float,
    ) -> Found:
        profile = self._profiles.of(document, clause)
        evidence = weigh(question, content, profile, 0.0)
        # a clause that is named is the answer, but not to a question it holds no such thing for
        meets = not question.asks_for(*types_with("exact")) or self._reader.answers(
            question, document, clause
        )
        return Found(document, clause, score, evidence, profile, named=True, meets=meets)


def _is_part(form: str | None, document: Document, clause: Clause) -> bool:
    """Whether the clause is of the part of its document's form that is asked about."""
    if form == _BASIS:
        text = fold(document.text[clause.start : clause.end]).lstrip("*_ >")
        return clause.path[0].level == "doan" and text.startswith(("can cu", "theo de nghi"))
    return clause.value("the_thuc") in _FORMS.get(form or "", (form,))


def _is_introduction(found: Found) -> bool:
    """Whether the clause says what the document is about: its title, or what comes before its
    first article."""
    document, clause = found.document, found.clause
    if clause.value("the_thuc"):
        return clause.value("the_thuc") == "trich_yeu"
    before = (c for c in document.clauses if c.start <= clause.start)
    return all(c.path[0].level in ("the_thuc", "doan") for c in before)


def common_parent(found: list[Found]) -> str:
    """The id of the clause that heads the first finding, where it was found inside a named one."""
    if not found or found[0].named:
        return ""
    above = found[0].document.ancestors(found[0].clause)
    headings = [c for c in above if c.path[-1].level in ("phan", "chuong", "muc")]
    return headings[-1].id if headings else ""


def _titled(
    question: Understood, content: Content, documents: Sequence[Document]
) -> Document | None:
    """The one document, of the kind and the month that the question names, whose title holds most
    of what it says, at least half; None where several do alike."""
    of_kind = [d for d in documents if d.id in question.preferred]
    pool = of_kind or list(documents)
    pool = [d for d in pool if _is_of_month(d, question.standalone)] or pool
    scores = [
        content.covered(frozenset(TOKENIZERS[content.tokenizer](document_context(d)))) for d in pool
    ]
    best = max(scores, default=0.0)
    first = [d for d, score in zip(pool, scores, strict=True) if score == best]
    return first[0] if best >= _NAMED_PART and len(first) == 1 else None


def _is_of_month(document: Document, text: str) -> bool:
    """Whether the document is of the month that ``text`` names ("hồi tháng 8", "tháng 9/2025")."""
    match = _MONTH.search(fold(text))
    year, month, *_ = [*(document.metadata.date or "").split("-"), "", ""]
    if match is None or not month or int(month) != int(match["month"]):
        return False
    return not match["year"] or match["year"] == year
