"""Understood question to clauses: direct look-up where one is named, else search and re-rank."""

from dataclasses import replace
from itertools import zip_longest

from bot.deadline import check
from bot.evidence.candidates import candidates_query
from bot.evidence.pieces import piece_of
from bot.evidence.profile import Profiles
from bot.evidence.weigh import Content, read_content, weigh
from bot.findings import Compared, Findings, Found
from bot.interfaces import Reader
from bot.question import Filters, Understood
from bot.read.actors import asks_several, asks_who, verbs_asked
from bot.retrieve.asked import split_asked, things_asked
from bot.retrieve.lists import Lists, cites_other
from bot.retrieve.lookup import Lookup, common_parent
from bot.retrieve.parts import (
    Part,
    asking,
    compares_things,
    contrasts,
    parts_scope,
    split_organs,
    split_parts,
    split_things,
)
from bot.retrieve.siblings import asked_of_each, name_of, siblings_on
from bot.steps import ALL, Steps
from bot.understand.intent.words import read_asks, read_form, read_numbers, spell_out
from bot.vocabulary.types import question_types, types_with
from corpus.citation.validity import HOLDS
from corpus.document import Document
from corpus.language.segment import folded_syllables
from corpus.library import Library
from corpus.organs import find_organs
from index.retrieve import Searcher

_NAMING, _HALF = 5, 0.5  # findings that may name a thing, of the best one's probability
_SAID_OF = 3  # content words beside a clause that is named, from which on more is asked
_NEAREST = 12  # so many of the best may speak of all organs that are asked about
_OF_DOCUMENT = ("chu_ky", "noi_nhan", "kinh_gui", "gui")  # what only the document itself tells


class Finder:
    """Finds clauses for understood questions."""

    def __init__(
        self,
        library: Library,
        searcher: Searcher,
        reader: Reader,
        steps: Steps = ALL,
        profiles: Profiles | None = None,
    ) -> None:
        self._library = library
        self._steps = steps
        self._searcher = searcher
        self._reader = reader
        self._profiles = profiles or Profiles()
        self._lists = Lists(library, self._profiles, searcher.rarity)
        self._lookup = Lookup(self._profiles, reader, searcher.rarity)

    def _in_force(self, document: Document, day: str | None) -> bool:
        """Whether the document holds on the day asked about; all do where none is."""
        if day is None:
            return True
        return self._library.graph.status(document.id, day).state in HOLDS

    def find(self, question: Understood, filters: Filters, *, compares: bool = True) -> Findings:
        """The clauses for a question within the caller's filters; each of several documents or
        bodies that it names on its own where it ``compares`` them."""
        allowed = [
            d
            for d in self._library
            if permits(d, filters)
            and self._in_force(d, filters.as_of)
            and d.metadata.province not in question.ruled_out
        ]
        known = {d.metadata.province for d in self._library}
        foreign = tuple(p for p in question.provinces if p not in known)
        compares = compares and self._steps.comparisons and not question.clause_steps
        parts = split_parts(question, parts_scope(question, allowed)) if compares else []
        if parts:
            return self._find_parts(question, parts, filters.as_of)
        placed = _narrow(question, allowed)
        scope = placed or allowed  # a document may speak of places that did not issue it
        if not scope:
            return Findings((), (), foreign=foreign)
        content = read_content(question, self._searcher.rarity)
        if not question.undiacritized:
            self._searcher.prepare(question.original or question.search_text, question.shown)
        ranked = self._search(question, content, allowed, filters.as_of)
        if compares and (beside := self._beside(question, scope, ranked, filters.as_of)):
            return beside
        ids = tuple(d.id for d in scope)
        listed = self._listed(question, scope, ranked, bool(placed))
        if listed:
            others = [f for f in ranked if all(f.clause is not t.clause for t in listed)]
            found = (*listed, *others)
            return Findings(found, ids, listed=len(listed))
        if question.clause_steps and not cites_other(question):
            named = self._lookup.named(question, content, scope, ranked)
            more = len(content.units) > _SAID_OF  # a clause of another document may be meant
            elsewhere = ranked and ranked[0].answers and ranked[0].document not in placed
            if not named and more and elsewhere:
                return Findings(tuple(ranked), ids, foreign=foreign)
            if more and named:
                named = _said_inside(named, ranked)
            inside = common_parent(named)
            return Findings(tuple(named), ids, not named, inside=inside)
        if question.form in _OF_DOCUMENT and question.cites_absent:
            ranked = [replace(f, meets=False) for f in ranked]  # of a document that is only cited
        elif question.form and not question.cites_absent:
            form = self._lookup.forms(question, content, scope, ranked)
            if form:
                return self._plain(question, form, ids, foreign, filters.as_of)
        return self._plain(question, ranked, ids, foreign, filters.as_of)

    def _listed(
        self, question: Understood, scope: list[Document], ranked: list[Found], placed: bool
    ) -> list[Found]:
        """The clauses of a list that is asked for."""
        if not self._steps.lists:
            return []
        lists = placed and not question.asks_for(*types_with("exact"))
        one_doer = asks_who(question) and bool(verbs_asked(question)) and not asks_several(question)
        return self._lists.find(question, scope, ranked) if lists and not one_doer else []

    def _plain(
        self,
        question: Understood,
        ranked: list[Found],
        ids: tuple[str, ...],
        foreign: tuple[str, ...],
        day: str | None,
    ) -> Findings:
        """What the search alone found, with what it found for each of several things asked."""
        several = self._several(question, ranked, day)
        return Findings(tuple(ranked), ids, foreign=foreign, several=several)

    def _beside(
        self, question: Understood, scope: list[Document], ranked: list[Found], day: str | None
    ) -> Findings | None:
        """The findings for each of several bodies, or of two things, that the question sets beside
        each other."""
        organs = self._organ_parts(question, scope, ranked)
        if organs:
            return self._find_parts(question, organs, day)
        return self._things(question, ranked, day)

    def _things(
        self, question: Understood, ranked: list[Found], day: str | None
    ) -> Findings | None:
        """The findings for each of two things of one document that the question sets side by side;
        None where it sets none, or the same clause tells of both."""
        if not ranked or question.form or question.cites_absent:
            return None
        parts = split_things(question.standalone, ranked[0].document)
        if not parts:
            return self._siblings(question, ranked[0])
        found = self._find_parts(question, parts, day)
        best = [part.found[0] for part in found.compared if part.found]
        if len({one.clause.id for one in best}) == len(parts):
            return found
        names = [part.name for part in parts]
        text = best[0].profile.text if best else ""
        asked = question.standalone
        pieces = {piece_of(text, n, [o for o in names if o != n], asked) for n in names}
        return found if len(best) == len(parts) and len(pieces - {""}) == len(parts) else None

    def _siblings(self, question: Understood, best: Found) -> Findings | None:
        """The clauses beside each other that say what the question asks of several of a kind which
        it compares without naming them; None where there are none, or the best one is none."""
        text = question.standalone
        words = asked_of_each(text, contrasts(text)) if compares_things(text) else ""
        document = best.document
        group = siblings_on(text, words, document, best.clause) if words else []
        names = [name_of(document, clause) for clause in group]
        if not group or len(set(names) - {""}) < len(group):
            return None
        listed = [self._lists.listed(document, clause) for clause in group]
        compared = tuple(
            Compared(
                name,
                (found,),
                _ask_of(question, Part(name, name, (), asks=("how_much",))),
                thing=True,
            )
            for name, found in zip(names, listed, strict=True)
        )
        return Findings(tuple(listed), (document.id,), compared=compared)

    def look_up(self, question: Understood, filters: Filters) -> Findings:
        """What ``find`` finds without a search: the clauses that the question names, the parts of
        a document's form, an organ's tasks, what has a due day; nothing for a question that asks
        for more."""
        allowed = [
            d for d in self._library if permits(d, filters) and self._in_force(d, filters.as_of)
        ]
        scope = _narrow(question, allowed)
        if not scope or cites_other(question):
            return Findings((), ())
        ids = tuple(d.id for d in scope)
        content = read_content(question, self._searcher.rarity)
        if question.clause_steps:
            named = self._lookup.named(question, content, scope, [])
            more = len(content.units) > _SAID_OF
            inside = more and any(f.document.children(f.clause) for f in named)
            return Findings(() if inside else tuple(named), ids)
        if split_parts(question, parts_scope(question, allowed)):
            return Findings((), ids)
        if question.form:
            return Findings(tuple(self._lookup.forms(question, content, scope, [])), ids)
        listed = self._lists.look_up(question, scope)
        return Findings(tuple(listed), ids, listed=len(listed))

    def _organ_parts(
        self, question: Understood, scope: list[Document], ranked: list[Found]
    ) -> list[Part]:
        """A part an organ, where the question names several and no clause speaks of all; empty
        where it asks for the list of their tasks."""
        if question.form or question.clause_steps or question.language == "en":
            return []
        nearest = (f for f in ranked[:_NEAREST] if f.answers is not False)
        if any(not f.evidence.missing_organs for f in nearest):
            return []
        if self._steps.lists and self._lists.find(question, scope, ranked):
            return []
        return split_organs(question, scope)

    def _several(
        self, question: Understood, ranked: list[Found], day: str | None
    ) -> tuple[Compared, ...]:
        """The findings for each of several things that are asked, in the document that the
        question as a whole is nearest to; empty where it asks one thing."""
        if not ranked or not self._steps.comparisons or question.language == "en":
            return ()
        things = things_asked(question.standalone)
        if not split_asked(question.standalone) or not split_asked(question.text):
            return ()  # not asked in one message
        document = ranked[0].document
        parts = [Part(thing.own, thing.whole, (document,)) for thing in things]
        return self._find_parts(question, parts, day).compared

    def _find_parts(self, question: Understood, parts: list[Part], day: str | None) -> Findings:
        """The findings for each province or document that the question compares."""
        compared: list[Compared] = []
        for part in parts:
            own = _ask_of(question, part)
            content = read_content(own, self._searcher.rarity)
            scope = list(part.documents)
            found = self._lookup.forms_of(own, content, scope)
            found = found or self._search(own, content, scope, day)
            found = _naming(found, part.name, self._profiles) if part.thing else found
            found = _led_first(own, found)
            tasks = self._lists.tasks(own, scope, found) or self._lists.under(own, scope)
            own = replace(own, standalone=question.standalone)
            compared.append(
                Compared(part.name, tuple(tasks or found), own, len(tasks), part.organ, part.thing)
            )
        compared = self._lists.under_alike(compared, [list(part.documents) for part in parts])
        ranked = [part.found for part in compared]
        merged = tuple(f for row in zip_longest(*ranked) for f in row if f is not None)
        ids = tuple(dict.fromkeys(d.id for part in parts for d in part.documents))
        return Findings(merged, ids, compared=tuple(compared))

    def _search(
        self, question: Understood, content: Content, scope: list[Document], day: str | None
    ) -> list[Found]:
        everything = len(scope) == len(self._library.documents)
        limits = () if everything else tuple(d.id for d in scope)
        query = candidates_query(question, limits)
        on = {"dense": self._steps.dense, "words": self._steps.words}
        weights = {name: w for name, w in query.weights.items() if on.get(name, True)}
        text = query.text if self._steps.spelled_out else question.subject
        found = []
        for hit in self._searcher.candidates(replace(query, weights=weights, text=text)):
            check()
            clause = self._library.clause(hit.clause_id)
            document = self._library.document(clause.document_id) if clause else None
            if clause is None or document is None:
                continue
            profile = self._profiles.of(document, clause)
            evidence = weigh(question, content, profile, hit.sources.get("dense", 0.0))
            score, scores = hit.score, {**hit.sources, "total": hit.score}
            holds = self._in_force(document, day) if day else document.status in HOLDS
            found.append(
                Found(document, clause, score, evidence, profile, outdated=not holds, scores=scores)
            )
        found.sort(key=lambda f: -f.score)
        return self._reader.read(question, found)


def _said_inside(named: list[Found], ranked: list[Found]) -> list[Found]:
    """What the reader puts first of what stands in a named clause, where more is asked of it than
    what it says; the named clauses where it found nothing in them."""
    ids = tuple(f"{f.clause.id}." for f in named)
    within = [f for f in ranked if f"{f.clause.id}.".startswith(ids)]
    if not within or within[0].answers is None or within[0].clause.id == named[0].clause.id:
        return named
    return [replace(f, named=True) for f in within]


def _naming(found: list[Found], name: str, profiles: Profiles) -> list[Found]:
    """The findings for one of two things, that which names it first, itself or by what heads it
    ("2. Mức 2, không quá …:")."""
    said = f" {' '.join(folded_syllables(name))} "
    for one in found[:_NAMING]:
        if one.probability < _HALF * found[0].probability:
            break
        for clause in (one.clause, *reversed(one.document.ancestors(one.clause)[-1:])):
            profile = profiles.of(one.document, clause)
            if said in f" {' '.join(folded_syllables(profile.text))} ":
                first = replace(one, clause=clause, profile=profile)
                return [first, *(f for f in found if f.clause is not clause and f is not one)]
    return found


def _led_first(question: Understood, found: list[Found]) -> list[Found]:
    """The findings for a question on what a body has to do, that which charges it first."""
    if not question.organs or set(question.asks) - {"what", "list"} or not found:
        return found
    organs = set(question.organs)
    led = next((f for f in found[:_NEAREST] if organs & set(f.profile.leaders)), None)
    if led is None or led is found[0] or organs & set(found[0].profile.leaders):
        return found
    best = found[0]  # as likely as that which only names the body
    first = replace(led, answers=best.answers, probability=best.probability, evidence=best.evidence)
    return [first, *(f for f in found if f is not led)]


def _ask_of(question: Understood, part: Part) -> Understood:
    """The question that one part asks of its documents."""
    text = asking(part.words, part.asks)
    asks = read_asks(text) or part.asks
    years = tuple(n for n in read_numbers(part.words) if n.isdigit())
    return replace(
        question,
        text=text,
        translated="",
        standalone=part.words or question.standalone,
        subject=part.words,
        search_text=spell_out(part.words),
        asks=tuple(kind for kind in question_types() if kind in asks),
        form="ngay" if part.dates else read_form(part.words),
        numbers=years if len(years) == 1 else (),
        organs=tuple(dict.fromkeys(m.name for m in find_organs(part.words))),
        strangers=tuple(name for name in question.strangers if name in part.words),
    )


def permits(document: Document, filters: Filters) -> bool:
    """Whether the document is within the caller's limits."""
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
