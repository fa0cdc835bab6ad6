"""Understood question to clauses: direct look-up where one is named, else search and re-rank."""

from dataclasses import dataclass, replace

from bot.evidence import Content, Evidence, read_content, weigh
from bot.profile import Profile, Profiles
from bot.question import Filters, Understood
from bot.understand.clause_reference import find_named_clauses
from corpus.document import Clause, Document
from corpus.library import Library
from index.retrieve import WEIGHTS, Query, Searcher

_CANDIDATES = 60
_NAMED_PART = 0.4  # own coverage from which one line of a list is meant
# added to the fused score (0 to 1) for what was understood of the question; fitted on dev
_LEADER, _ORGAN, _PREFERRED = 0.30, 0.08, 0.04
_COVERAGE, _OWN = 0.12, 0.20
_MISSING_NUMBER, _FORM, _HEADING = -0.08, -0.20, -0.12


@dataclass(frozen=True, slots=True)
class Found:
    """A clause with its score, its evidence and what it holds."""

    document: Document
    clause: Clause
    score: float
    evidence: Evidence
    profile: Profile
    named: bool = False


@dataclass(frozen=True, slots=True)
class Findings:
    """The clauses, best first; ``absent`` names the clause that was asked for and is not there."""

    found: tuple[Found, ...]
    scope: tuple[str, ...]
    absent: bool = False
    foreign: tuple[str, ...] = ()


class Finder:
    """Finds clauses for understood questions."""

    def __init__(self, library: Library, searcher: Searcher) -> None:
        self._library = library
        self._searcher = searcher
        self._profiles = Profiles()

    def find(self, question: Understood, filters: Filters) -> Findings:
        """The clauses for a question within the caller's filters."""
        allowed = [d for d in self._library if _allowed(d, filters)]
        known = {d.metadata.province for d in self._library}
        foreign = tuple(p for p in question.provinces if p not in known)
        scope = _narrow(question, allowed)
        if not scope or (foreign and len(foreign) == len(question.provinces)):
            return Findings((), tuple(d.id for d in scope), foreign=foreign)
        content = read_content(question, self._searcher.rarity)
        ranked = self._search(question, content, scope)
        ids = tuple(d.id for d in scope)
        cites_other = any("/" in n or "-" in n for n in question.numbers) and not question.named
        if question.clause_steps and not cites_other:
            named = self._named(question, content, scope, ranked)
            return Findings(tuple(named), ids, absent=not named)
        if question.form:
            parts = self._form_parts(question, content, scope)
            if parts:
                return Findings(tuple(parts), ids, foreign=foreign)
        return Findings(tuple(ranked), ids, foreign=foreign)

    def _search(self, question: Understood, content: Content, scope: list[Document]) -> list[Found]:
        weights = dict(WEIGHTS)
        if question.language == "en":
            weights = {"dense": 0.75, "words": 0.25}
        elif question.undiacritized:
            weights = {"folded": 1.0}  # the dense and diacritized sides are noise then
        everything = len(scope) == len(self._library.documents)
        limits = () if everything else tuple(d.id for d in scope)
        hits = self._searcher.search(Query(question.search_text, limits, weights), _CANDIDATES)
        found = []
        for hit in hits:
            clause = self._library.clause(hit.clause_id)
            document = self._library.document(clause.document_id) if clause else None
            if clause is None or document is None:
                continue
            profile = self._profiles.of(document, clause)
            evidence = weigh(question, content, profile, hit.sources.get("dense", 0.0))
            score = hit.score + _bonus(question, document, profile, evidence)
            found.append(Found(document, clause, score, evidence, profile))
        return sorted(found, key=lambda f: -f.score)

    def _named(
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
                return [replace(f, named=True) for f in led]
        return found

    def _form_parts(
        self, question: Understood, content: Content, scope: list[Document]
    ) -> list[Found]:
        """Letterhead, recipients or signature of the document that is meant; best match first."""
        wanted = [d for d in scope if d.id in question.named or len(scope) == 1]
        wanted = wanted or [d for d in scope if d.id in question.preferred]
        found = [
            self._found(question, content, document, clause, 0.0)
            for document in wanted
            for clause in document.clauses
            if clause.value("the_thuc") == question.form and clause.value("phu_luc") is None
        ]
        if any(f.evidence.own >= _NAMED_PART for f in found):
            found.sort(key=lambda f: -f.evidence.own)
            return found[:1]
        return found

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
        return Found(document, clause, score, evidence, profile, named=True)

    def led_by(self, organ: str, scope: tuple[str, ...]) -> list[Found]:
        """Every clause whose task ``organ`` leads, in document order; heads of others left out."""
        found = []
        for document in self._library:
            if document.id not in scope:
                continue
            for clause in document.clauses:
                profile = self._profiles.of(document, clause)
                if organ in profile.leaders and not profile.heads_others and not profile.form:
                    evidence = Evidence(1.0, 1.0, 0.0, (), ())
                    found.append(Found(document, clause, 1.0, evidence, profile, named=True))
        return found

    def with_children(self, found: Found) -> list[Found]:
        """The clause's children, in source order."""
        return [
            Found(
                found.document, child, found.score, found.evidence,
                self._profiles.of(found.document, child), found.named,
            )
            for child in found.document.children(found.clause)
        ]  # fmt: skip


def _bonus(question: Understood, document: Document, profile: Profile, evidence: Evidence) -> float:
    bonus = _COVERAGE * evidence.coverage + _OWN * evidence.own
    if set(question.organs) & set(profile.leaders):
        bonus += _LEADER + _ORGAN
    elif set(question.organs) & profile.organs:
        bonus += _ORGAN
    if document.id in question.preferred:
        bonus += _PREFERRED
    bonus += _MISSING_NUMBER * len(evidence.missing_numbers)
    if profile.form and not question.form:
        bonus += _FORM
    if profile.heads_others:
        bonus += _HEADING
    return bonus


def _allowed(document: Document, filters: Filters) -> bool:
    meta = document.metadata
    if filters.documents and not {document.id, document.file, *document.aliases} & set(
        filters.documents
    ):
        return False
    if filters.issuer and (meta.issuer or "").lower() != filters.issuer.lower():
        return False
    if filters.province and (meta.province or "").lower() != filters.province.lower():
        return False
    return not (filters.as_of and meta.date and meta.date > filters.as_of)


def _narrow(question: Understood, allowed: list[Document]) -> list[Document]:
    scope = [d for d in allowed if d.id in question.named] if question.named else allowed
    if question.provinces:
        scope = [d for d in scope if d.metadata.province in question.provinces]
    return scope
