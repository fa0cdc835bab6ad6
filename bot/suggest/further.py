"""Questions that go on from an answer: what one would ask next of the clauses that were shown.

They are built from the clauses' own facts and places, each of another kind than those before it.
Whether one is answered is for the caller to find out; it is told which clause should answer.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import chain

from bot.answer import Role
from bot.draft import Draft
from bot.evidence.profile import heads
from bot.findings import Findings
from bot.question import Understood
from bot.render.names import short_reference
from bot.suggest.suggestion import Suggestion
from bot.suggest.wording import (
    LONGEST,
    Task,
    heading_of,
    inside,
    place_of,
    same_question,
    sentence,
    task_of,
    without_figure,
)
from bot.understand.scope.scope import province_book
from corpus.document import Clause, Document, Part
from corpus.facts.fact import Facts
from corpus.language.quantities import Target
from corpus.library import Library
from corpus.organs import find_organs
from corpus.provinces import today
from index.passage import clause_text

_MOST_SHOWN = 6  # clauses of an answer that are asked about
_SAID = (Role.LEAD, Role.QUOTE, Role.ITEM)
_SECTIONS = ("phan", "chuong", "muc", "dieu", "khoan", "diem")
_LEADS = ("chu_tri", "tham_muu", "duoc_giao")
_MOST_AFTER = 3  # clauses after a shown one that are asked about
_MOST_FOUND = 20  # findings among which another province's are looked for
_HALF = 0.5  # of what is asked, that a clause of another province holds in its own words
_LISTED = 2  # tasks from which on an organ is worth a list


def further_questions(
    question: Understood,
    findings: Findings,
    draft: Draft,
    library: Library,
    earlier: Sequence[str] = (),
) -> Iterator[Suggestion]:
    """Questions that go on from the answer, best first, of each kind one before a second of any;
    none that was asked ``earlier``."""
    asked = {same_question(text) for text in (question.text, question.standalone, *earlier)}
    kinds = [kind() for kind in _Asking(question, findings, draft, library).kinds]
    while kinds:
        for kind in tuple(kinds):
            suggestion = next(kind, None)
            if suggestion is None:
                kinds.remove(kind)
                continue
            same = same_question(suggestion.text)
            if same not in asked and len(suggestion.text) <= LONGEST:
                asked.add(same)
                yield suggestion


class _Asking:
    """What can be asked about the clauses of one answer, kind by kind."""

    def __init__(
        self, question: Understood, findings: Findings, draft: Draft, library: Library
    ) -> None:
        self.question = question
        self.found = findings.found
        self.library = library
        self.draft = draft
        said = {m for one in draft.of(*_SAID) for m in one.citations}
        shown = [c for c in draft.citations if c.marker in said]
        self.shown = [(c.document, c.clause) for c in shown[:_MOST_SHOWN]]
        self.known = {c.clause.id for c in shown}
        self.documents = list({d.id: d for d, _ in self.shown}.values())
        self.beside = False  # whether another document is offered
        self.spoken: set[str] = set()  # organs whose tasks are offered
        self.form = any(c.path[0].level == "the_thuc" for _, c in self.shown)

    @property
    def kinds(self) -> list[Callable[[], Iterator[Suggestion]]]:
        """The kinds of questions, the likeliest first."""
        if self.form:
            return [self.about, self.any_organ, self.signer, self.dues, self.effect]
        of_clause = [self.due, self.who, self.target, self.elsewhere, self.next]
        of_section = [self.dues, self.section] if self.timed else [self.section, self.dues]
        others, rest = self.others, [self.follow, self.effect, self.about, self.signer]
        first = [others, *of_clause] if self.changing() else [*of_clause, others]
        return [*first, self.organ, *of_section, *rest, self.any_organ]

    @property
    def timed(self) -> bool:
        """Whether question or answer is about a time."""
        ids = {d.clause_id for document in self.documents for d in self.facts(document).deadlines}
        return self.question.asks_for("when") or bool(ids & self.known)

    @cached_property
    def said(self) -> str:
        """What the answer says directly."""
        return " ".join([self.draft.short_answer, *(s.text for s in self.draft.of(Role.LEAD))])

    @property
    def own_words(self) -> str:
        """The question as typed, where it can be asked of something else as it stands."""
        asked = self.question
        plain = asked.language == "vi" and not (asked.undiacritized or asked.restored)
        whole = same_question(asked.text) == same_question(asked.standalone)
        return asked.standalone if plain and whole else ""

    def facts(self, document: Document) -> Facts:
        return self.library.facts(document.id)

    def tasks(self) -> Iterator[tuple[Document, Clause, Task]]:
        """The shown clauses that can be spoken of."""
        for document, clause in self.shown:
            if task := task_of(document, clause):
                yield document, clause, task

    def due(self) -> Iterator[Suggestion]:
        """By when it is to be done."""
        if self.question.asks_for("when"):
            return
        for document, clause, task in self.tasks():
            for fact in self.facts(document).deadlines:
                period = fact.period
                if fact.clause_id != clause.id or period.end is None or period.every:
                    continue
                if document.text[slice(*period.at)] in self.said:
                    continue
                form = "span" if period.start else "end"
                text = sentence("due", form, task=task.said)
                yield Suggestion(text, (clause.id,), "due", direct=True)
                break

    def who(self) -> Iterator[Suggestion]:
        """Who leads it."""
        if self.question.asks_for("who") or self.question.organs:
            return
        for document, clause, task in self.tasks():
            own = [a for a in self.facts(document).assignments if a.clause_id == clause.id]
            for fact in own:
                if task.by_place and clause.path[-1].level == "gach":  # too long a name to be typed
                    break
                if fact.role not in _LEADS or fact.organ in self.said or task.organs:
                    continue
                text = sentence("who", fact.role, task=task.said)
                yield Suggestion(text, (clause.id,), "who", direct=True)
                break

    def target(self) -> Iterator[Suggestion]:
        """The number to be reached."""
        if self.question.asks_for("how_much", "share", "money"):
            return
        for document, clause, task in self.tasks():
            for target in self._targets(document, clause):
                words = document.text[slice(*target.at)]
                if words in self.said:
                    continue
                if clause.cells and (measure := without_figure(task.words, words)):
                    text = sentence("target", "row", words=measure)
                elif not clause.cells and target.unit == "%" and task.place:
                    text = sentence("target", "share", place=task.place)
                else:
                    continue
                yield Suggestion(text, (clause.id,), "target", direct=True)
                break

    def _targets(self, document: Document, clause: Clause) -> list[Target]:
        return [t.target for t in self.facts(document).targets if t.clause_id == clause.id]

    def next(self) -> Iterator[Suggestion]:
        """The same of the next row or organ; what the next clause says."""
        for document, clause in self.shown:
            for after in self._after(document, clause):
                if after.cells:
                    yield from self._of_row(document, after)
                    continue
                if words := heading_of(document, after):
                    named = short_reference(document)
                    text = sentence("next", "heading", document=named, words=words)
                    below = (c.id for c in document.children(after))
                    yield Suggestion(text, (after.id, *below), "next")
                yield from self._of_organ(document, after)
                if after.path[-1].level in _SECTIONS and clause.part is Part.BODY:
                    text = sentence("next", "clause", place=place_of(document, after))
                    yield Suggestion(text, (after.id,), "next")

    def _after(self, document: Document, clause: Clause) -> list[Clause]:
        """The next clauses of the same list that are not shown."""
        parent = document.clause(clause.parent) if clause.parent else None
        if parent:
            beside: Sequence[Clause] = document.children(parent)
        else:
            beside = [c for c in document.clauses if c.parent is None]
        place = next((i for i, c in enumerate(beside) if c.id == clause.id), len(beside))
        level = clause.path[-1].level
        after = [c for c in beside[place + 1 :] if c.path[-1].level == level]
        return [c for c in after if c.id not in self.known][:_MOST_AFTER]

    def _of_row(self, document: Document, row: Clause) -> Iterator[Suggestion]:
        task = task_of(document, row)
        if task is None:
            return
        if self.question.asks_for("who"):
            facts = self.facts(document).assignments
            for role in [a.role for a in facts if a.clause_id == row.id and a.role in _LEADS][:1]:
                text = sentence("who", role, task=task.said)
                yield Suggestion(text, (row.id,), "next", direct=True)
            return
        for target in self._targets(document, row):
            if measure := without_figure(task.words, document.text[slice(*target.at)]):
                text = sentence("target", "row", words=measure)
                yield Suggestion(text, (row.id,), "next", direct=True)

    def _of_organ(self, document: Document, clause: Clause) -> Iterator[Suggestion]:
        """The question asked of the organ that the next clause is about; what that one is given."""
        here = (*self.question.organs, *chain.from_iterable(map(self._organs_of, self.shown)))
        organs = [o for o in self._organs_of((document, clause)) if o not in here]
        text = self.own_words
        named = find_organs(text)
        for organ in organs[:1]:
            if len(named) == 1 and self.question.asks_for("how_much", "when"):
                other = text[: named[0].start] + inside(organ) + text[named[0].end :]
                yield Suggestion(other, (clause.id,), "next", direct=True)
            named_as = inside(organ)
            other = sentence("next", "organ", organ=named_as, document=short_reference(document))
            self.spoken.add(organ)
            yield Suggestion(other, (document.id,), "next")

    def _organs_of(self, place: tuple[Document, Clause]) -> list[str]:
        """The organs that a clause, or one right under it, charges."""
        document, clause = place
        ids = {clause.id, *(c.id for c in document.children(clause))}
        facts = self.facts(document).assignments
        return [a.organ for a in facts if a.clause_id in ids and a.role in _LEADS]

    def elsewhere(self) -> Iterator[Suggestion]:
        """The same in another province, of which a clause was found that says as much of it."""
        asked, text = self.question, self.own_words
        places = province_book().find(text)
        elsewhere_too = not (asked.named or asked.preferred or asked.clause_steps or asked.form)
        if not text or not elsewhere_too or len({m.name for m in places}) > 1:
            return
        here = {today(p) for d in self.documents for p in [d.metadata.province] if p}
        here |= {today(m.name) for m in places}
        own = max((f.evidence.own for f in self.found if f.clause.id in self.known), default=1.0)
        others = dict.fromkeys(
            f.document.metadata.province
            for f in self.found[:_MOST_FOUND]
            if f.evidence.own >= max(own, _HALF) and not f.profile.form
        )
        for province in others:
            if not here or province is None or today(province) in here:
                continue
            ids = [d.id for d in self.library if d.metadata.province == province]
            there = text
            for match in reversed(places):
                there = there[: match.start] + province + there[match.end :]
            if not places:
                there = sentence("elsewhere", "lead", province=province, question=_small(text))
            direct = bool(self.draft.short_answer)
            yield Suggestion(there, tuple(ids), "elsewhere", direct)

    def organ(self) -> Iterator[Suggestion]:
        """What else the document gives the same organ."""
        for document in self.documents:
            shown = [(d, c) for d, c in self.shown if d is document]
            listed = self.question.organs if self.draft.of(Role.ITEM) else ()
            own = chain.from_iterable(map(self._organs_of, shown))
            for organ in dict.fromkeys((*self.question.organs, *own)):
                if organ not in listed:
                    yield from self._list_of(document, organ)

    def any_organ(self) -> Iterator[Suggestion]:
        """What the document gives the organs that it speaks of most."""
        for document in self.documents:
            for organ, _ in self._counts(document).most_common():
                if organ not in self.question.organs:
                    yield from self._list_of(document, organ)

    def _list_of(self, document: Document, organ: str) -> Iterator[Suggestion]:
        if self._counts(document)[organ] >= _LISTED and organ not in self.spoken:
            self.spoken.add(organ)
            name = short_reference(document)
            text = sentence("organ", "tasks", organ=organ, document=name)
            yield Suggestion(text, (document.id,), "organ")

    def _counts(self, document: Document) -> Counter[str]:
        facts = self.facts(document).assignments
        return Counter(fact.organ for fact in facts if fact.role in _LEADS)

    def dues(self) -> Iterator[Suggestion]:
        """What the document sets a day for."""
        if self.question.asks_for("list") and self.question.asks_for("when"):
            return
        for document in self.documents:
            due = [d for d in self.facts(document).deadlines if d.period.end and not d.period.every]
            if len({d.clause_id for d in due}) >= _LISTED:
                text = sentence("dues", "list", document=short_reference(document))
                yield Suggestion(text, (document.id,), "dues")

    def changing(self) -> list[str]:
        """The documents that replaced or amended those that were shown."""
        ids = {document.id for document in self.documents}
        return [e.source for e in self.library.graph.edges if e.target in ids]

    def others(self) -> Iterator[Suggestion]:
        """What a document is about that replaced or amended a shown one, or that is cited."""
        cited = [
            reference.target
            for document in self.documents
            for reference in self.library.graph.references[document.id]
            if reference.clause_id in self.known
        ]
        for other in dict.fromkeys((*self.changing(), *cited)):
            document = self.library.document(other) if other else None
            if document and document not in self.documents:
                self.beside = True
                text = sentence("about", "title", document=short_reference(document))
                yield Suggestion(text, (document.id,), "about")

    def follow(self) -> Iterator[Suggestion]:
        """Who watches over the document's being carried out."""
        for document in self.documents:
            this = f"{document.metadata.kind.lower()} này"
            clauses = [
                c.id
                for c in document.clauses
                if c.id not in self.known
                and "đôn đốc" in (text := document.quote(c))
                and (c.part is Part.CLOSING or this in text.lower())
            ]
            if clauses:
                text = sentence("follow", "leads", document=short_reference(document))
                yield Suggestion(text, tuple(clauses), "follow", direct=True)

    def section(self) -> Iterator[Suggestion]:
        """What else stands under the same heading."""
        for document, clause in self.shown:
            parent = document.clause(clause.parent) if clause.parent else None
            if parent is None or parent.id in self.known or parent.path[-1].level not in _SECTIONS:
                continue
            whole = all(child.id in self.known for child in document.children(parent))
            if whole or not heads(clause_text(document, parent)):
                continue
            place = place_of(document, parent)
            yield Suggestion(sentence("section", "whole", place=place), (parent.id,), "section")

    def effect(self) -> Iterator[Suggestion]:
        """From when the document holds."""
        for document in self.documents:
            status = self.library.graph.status(document.id)
            clause = document.clause(status.clause_id) if status.clause_id else None
            if clause and clause.id not in self.known and not status.by:
                text = sentence("effect", "start", document=short_reference(document))
                yield Suggestion(text, (clause.id,), "effect")

    def signer(self) -> Iterator[Suggestion]:
        """Who signed it, and when."""
        for document in self.documents:
            parts = {c.value("the_thuc") for c in document.clauses}
            shown = {c.value("the_thuc") for d, c in self.shown if d is document}
            signed = bool(document.metadata.signer) and "chu_ky" in parts - shown
            dated = bool(document.metadata.date) and "ngay" in parts - shown
            if signed or dated:
                form = "both" if signed and dated else "signer" if signed else "date"
                text = sentence("signer", form, document=short_reference(document))
                yield Suggestion(text, (document.id,), "signer")

    def about(self) -> Iterator[Suggestion]:
        """What the document is about."""
        for document in self.documents:
            title = [c for c in document.clauses if c.value("the_thuc") == "trich_yeu"]
            if title and not self.beside and not any(c.id in self.known for c in title):
                text = sentence("about", "title", document=short_reference(document))
                yield Suggestion(text, tuple(c.id for c in title), "about")


def _small(text: str) -> str:
    """A question as it goes on in a sentence; a name keeps its capital."""
    if any(match.start == 0 for match in find_organs(text)):
        return text
    return text[:1].lower() + text[1:]
