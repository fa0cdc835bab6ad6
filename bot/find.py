"""Understood question to clauses: direct look-up where one is named, else search and re-rank."""

from dataclasses import dataclass, replace
from itertools import zip_longest

from bot.evidence import Content, Evidence, read_content, weigh
from bot.extract import answers_what_is_asked
from bot.listing import (
    list_about,
    list_due,
    list_tasks,
    list_under,
    names_heading,
    nearest_titles,
    with_groups,
)
from bot.profile import Profile, Profiles
from bot.question import Filters, Understood
from bot.rank import Ranker
from bot.steps import Steps
from bot.understand.clause_reference import find_named_clauses
from bot.understand.parts import Part, split_parts
from bot.understand.words import spell_out
from corpus.document import Clause, Document
from corpus.library import Library
from corpus.organs import find_organs
from index.retrieve import WEIGHTS, Query, Searcher

_CANDIDATES = 60
_HEADING_OWN = 0.6  # own coverage from which a heading is what a list question is about
_JUDGED = 12  # so many of the best are read for what is asked
_HEADINGS = 30  # so many of the best are looked at for the heading that is meant
_FORM_WORDS = 3  # content words beside those that name the part and the document
_NAMED_PART = 0.4  # own coverage from which one line of a list is meant
# added to the fused score (0 to 1) for what was understood of the question; fitted on dev
_LEADER, _ORGAN, _PREFERRED = 0.30, 0.08, 0.04
_COVERAGE, _OWN = 0.12, 0.20
_MISSING_NUMBER, _FORM, _HEADING, _UNMET = -0.08, -0.20, -0.12, -0.15


ALL = Steps()


@dataclass(frozen=True, slots=True)
class Found:
    """A clause with its score, its evidence and what it holds; ``rank`` orders findings."""

    document: Document
    clause: Clause
    score: float
    evidence: Evidence
    profile: Profile
    named: bool = False
    meets: bool = True
    rank: float = 0.0


@dataclass(frozen=True, slots=True)
class Compared:
    """The findings for one of several provinces or documents, best first; ``listed`` counts those
    of a list."""

    name: str
    found: tuple[Found, ...]
    listed: int = 0


@dataclass(frozen=True, slots=True)
class Findings:
    """The clauses, best first; ``absent``: a clause was named that is not there.

    ``foreign`` provinces have no document; ``nearness`` is the question's mean cosine with all
    clauses (0 where the embedding does not understand the question); ``inside`` is the named clause
    within which the question looks; ``compared`` are the findings of each province or document that
    the question compares; ``listed`` counts the clauses of a list, which come first.
    """

    found: tuple[Found, ...]
    scope: tuple[str, ...]
    absent: bool = False
    foreign: tuple[str, ...] = ()
    nearness: float = 0.0
    inside: str = ""
    compared: tuple[Compared, ...] = ()
    listed: int = 0


class Finder:
    """Finds clauses for understood questions."""

    def __init__(self, library: Library, searcher: Searcher, steps: Steps = ALL) -> None:
        self._library = library
        self._steps = steps
        self._searcher = searcher
        self._profiles = Profiles()

    def _in_force(self, document: Document, day: str | None) -> bool:
        """Whether the document holds on the day asked about; all do where none is."""
        if day is None:
            return True
        return self._library.graph.status(document.id, day).state in ("in_force", "amended")

    def find(self, question: Understood, filters: Filters) -> Findings:
        """The clauses for a question within the caller's filters."""
        allowed = [
            d for d in self._library if _allowed(d, filters) and self._in_force(d, filters.as_of)
        ]
        known = {d.metadata.province for d in self._library}
        foreign = tuple(p for p in question.provinces if p not in known)
        scope = _narrow(question, allowed)
        if not scope or (foreign and len(foreign) == len(question.provinces)):
            return Findings((), tuple(d.id for d in scope), foreign=foreign)
        compares = self._steps.comparisons and not question.clause_steps
        parts = split_parts(question, _of_provinces(question, allowed)) if compares else []
        if parts:
            return self._find_parts(question, parts)
        content = read_content(question, self._searcher.rarity)
        if not question.undiacritized:
            self._searcher.prepare(question.search_text, question.standalone)
        ranked = self._search(question, content, scope)
        nearness = 0.0 if question.undiacritized else self._searcher.nearness(question.standalone)
        ids = tuple(d.id for d in scope)
        cites_other = any("/" in n or "-" in n for n in question.numbers) and not question.named
        listed: list[Found] = []
        if self._steps.lists:
            listed = [] if cites_other else self._tasks(question, scope, ranked)
            listed = listed or self._headed(question, ranked)
            if not listed and not question.clause_steps and not cites_other:
                grouped = with_groups(question)
                listed = self._due(question, scope)
                if not listed and grouped is not question:
                    listed = self._tasks(grouped, scope, ranked, whole=True)
                listed = listed or self._about(question, ranked)
        if listed:
            others = [f for f in ranked if all(f.clause is not t.clause for t in listed)]
            found = (*listed, *others)
            return Findings(found, ids, nearness=nearness, listed=len(listed))
        if question.clause_steps and not cites_other:
            named = self._named(question, content, scope, ranked)
            inside = _common_parent(named)
            return Findings(tuple(named), ids, not named, nearness=nearness, inside=inside)
        if question.form:
            parts = self._form_parts(question, content, scope)
            if parts:
                return Findings(tuple(parts), ids, foreign=foreign, nearness=nearness)
        return Findings(tuple(ranked), ids, foreign=foreign, nearness=nearness)

    def _tasks(
        self, question: Understood, scope: list[Document], ranked: list[Found], whole: bool = False
    ) -> list[Found]:
        """All tasks of the organs asked about, where the question asks for a list of them."""
        if question.clause_steps or not ranked:
            return []
        scopes = [scope]
        if not question.named:
            preferred = [d for d in scope if d.id in question.preferred]
            scopes = [preferred or nearest_titles(question, scope), scope]
        for documents in scopes:
            pairs = list_tasks(
                question, documents, self._library, self._profiles, self._searcher.rarity, whole
            )
            if pairs:
                return [self._listed(d, c) for d, c in pairs]
        return []

    def _headed(self, question: Understood, ranked: list[Found]) -> list[Found]:
        """What stands under a heading that the question names, where it asks for a list."""
        if question.organs or question.clause_steps or not question.asks_for("list"):
            return []
        if question.asks_for("when", "where", "which_document"):
            return []
        seen: set[str] = set()
        for found in ranked[:_HEADINGS]:
            for clause in (found.clause, *reversed(found.document.ancestors(found.clause))):
                if clause.id in seen:
                    continue
                seen.add(clause.id)
                profile = self._profiles.of(found.document, clause)
                if profile.heads_others and names_heading(question, profile.text):
                    pairs = list_under(
                        question, found.document, clause, self._profiles, self._searcher.rarity
                    )
                    return [self._listed(d, c) for d, c in pairs]
        return []

    def _due(self, question: Understood, scope: list[Document]) -> list[Found]:
        """What falls due in the time that a list question names."""
        documents = scope
        if not question.named:
            preferred = [d for d in scope if d.id in question.preferred]
            documents = preferred or nearest_titles(question, scope)
        pairs = list_due(question, documents, self._library, self._profiles, self._searcher.rarity)
        return [self._listed(d, c) for d, c in pairs]

    def _about(self, question: Understood, ranked: list[Found]) -> list[Found]:
        """The clauses on the topic of a list question, of the document that knows it best."""
        if not ranked:
            return []
        document = ranked[0].document
        pairs = list_about(question, document, self._profiles, self._searcher.rarity)
        if all(clause is not ranked[0].clause for _, clause in pairs):
            return []
        return [self._listed(d, c) for d, c in pairs]

    def _listed(self, document: Document, clause: Clause) -> Found:
        profile = self._profiles.of(document, clause)
        return Found(document, clause, 1.0, Evidence(1.0, 1.0), profile, True)

    def _find_parts(self, question: Understood, parts: list[Part]) -> Findings:
        """The findings for each province or document that the question compares."""
        # one year said for all of them holds for each; other numbers belong to one of them
        years = tuple(n for n in question.numbers if n.isdigit() and len(n) == 4)
        years = years if len(years) == 1 and not _dates(parts, years[0]) else ()
        compared: list[Compared] = []
        for part in parts:
            organs = tuple(dict.fromkeys(m.name for m in find_organs(part.words)))
            own = replace(
                question,
                subject=part.words,
                search_text=spell_out(part.words),
                numbers=years,
                organs=organs,
            )
            content = read_content(own, self._searcher.rarity)
            scope = list(part.documents)
            found = self._form_parts(own, content, scope) if question.form else []
            found = found or self._search(own, content, scope)
            tasks = self._tasks(own, scope, found)
            compared.append(Compared(part.name, tuple(tasks or found), len(tasks)))
        ranked = [part.found for part in compared]
        merged = tuple(f for row in zip_longest(*ranked) for f in row if f is not None)
        ids = tuple(d.id for part in parts for d in part.documents)
        nearness = 0.0 if question.undiacritized else self._searcher.nearness(question.standalone)
        return Findings(merged, ids, nearness=nearness, compared=tuple(compared))

    def _search(self, question: Understood, content: Content, scope: list[Document]) -> list[Found]:
        weights = dict(WEIGHTS)
        if question.language == "en":
            weights = {"dense": 0.75, "words": 0.25}
        elif question.undiacritized:
            weights = {"folded": 1.0}  # the dense and diacritized sides are noise then
        on = {"dense": self._steps.dense, "words": self._steps.words}
        weights = {name: weight for name, weight in weights.items() if on.get(name, True)}
        everything = len(scope) == len(self._library.documents)
        limits = () if everything else tuple(d.id for d in scope)
        text = question.search_text if self._steps.spelled_out else question.subject
        hits = self._searcher.search(Query(text, limits, weights), _CANDIDATES)
        found = []
        for hit in hits:
            clause = self._library.clause(hit.clause_id)
            document = self._library.document(clause.document_id) if clause else None
            if clause is None or document is None:
                continue
            profile = self._profiles.of(document, clause)
            evidence = weigh(question, content, profile, hit.sources.get("dense", 0.0))
            score = hit.score + _bonus(question, document, profile, evidence, self._steps)
            found.append(Found(document, clause, score, evidence, profile))
        found.sort(key=lambda f: -f.score)
        judged = [*(self._judged(question, f) for f in found[:_JUDGED]), *found[_JUDGED:]]
        if not self._steps.ranked:
            return sorted(judged, key=lambda f: -f.score)
        ranker = Ranker(question, self._searcher.rarity)
        ranked = [replace(f, rank=ranker.rank(f.score, f.profile, f.meets)) for f in judged]
        return sorted(ranked, key=lambda f: -f.rank)

    def _judged(self, question: Understood, found: Found) -> Found:
        """The finding with it noted whether it holds the sort of thing that is asked for."""
        meets = not self._steps.asked or answers_what_is_asked(
            question, found.document, found.clause
        )
        return replace(found, meets=meets, score=found.score + (0.0 if meets else _UNMET))

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
                return led
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
        organs = set(question.organs)
        found.sort(key=lambda f: (-len(organs & f.profile.organs), -f.evidence.own))
        if found and (organs & found[0].profile.organs or found[0].evidence.own >= _NAMED_PART):
            return found[:1]
        # "ký ngày nào" said of something else than the document is no question about a form part
        about_document = question.named or len(content.units) <= _FORM_WORDS
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
        return Found(document, clause, score, evidence, profile, named=True)

    def led_by(
        self, organs: tuple[str, ...], scope: tuple[str, ...], inside: str = ""
    ) -> list[Found]:
        """Every clause whose task one of ``organs`` leads, in document order.

        ``inside`` is a clause id that limits them to what stands under it. Clauses that only head
        others are left out.
        """
        found = []
        for document in self._library:
            if document.id not in scope:
                continue
            for clause in document.clauses:
                if inside and not clause.id.startswith(f"{inside}."):
                    continue
                profile = self._profiles.of(document, clause)
                led = set(organs) & set(profile.leaders)
                if led and not profile.heads_others and not profile.form:
                    found.append(Found(document, clause, 1.0, Evidence(1.0, 1.0), profile, True))
        return found

    def heading(self, question: Understood, found: Found) -> Found | None:
        """The heading above a finding, where the question is rather about all that it heads."""
        above = found.document.ancestors(found.clause)
        if not above:
            return None
        content = read_content(question, self._searcher.rarity)
        profile = self._profiles.of(found.document, above[-1])
        evidence = weigh(question, content, profile, 0.0)
        if profile.heads_others and evidence.own >= _HEADING_OWN >= found.evidence.own - 0.2:
            return Found(found.document, above[-1], found.score, evidence, profile)
        return None

    def with_children(self, found: Found) -> list[Found]:
        """The clause's children, in source order."""
        return [
            Found(
                found.document, child, found.score, found.evidence,
                self._profiles.of(found.document, child), found.named,
            )
            for child in found.document.children(found.clause)
        ]  # fmt: skip


def _bonus(
    question: Understood, document: Document, profile: Profile, evidence: Evidence, steps: Steps
) -> float:
    bonus = _COVERAGE * evidence.coverage + _OWN * evidence.own if steps.evidence else 0.0
    if steps.organs:
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


def _dates(parts: list[Part], year: str) -> bool:
    """Whether the year is only that of the documents of one part."""
    dated = [all((d.metadata.date or "")[:4] == year for d in part.documents) for part in parts]
    return any(dated) and not all(dated)


def _common_parent(found: list[Found]) -> str:
    """The id of the clause that heads the first finding, where it was found inside a named one."""
    if not found or found[0].named:
        return ""
    above = found[0].document.ancestors(found[0].clause)
    headings = [c for c in above if c.path[-1].level in ("phan", "chuong", "muc")]
    return headings[-1].id if headings else ""


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
    return _of_provinces(question, scope)


def _of_provinces(question: Understood, documents: list[Document]) -> list[Document]:
    """Those of the provinces that the question names; all where it names none."""
    wanted = question.provinces
    return [d for d in documents if d.metadata.province in wanted] if wanted else documents
