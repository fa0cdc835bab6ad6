"""Lists of tasks: whose, until when, with what product; and what is asked of such a list.

The tasks are those that ``corpus.tasks`` reads of the documents that the message names, or that
the talk is about; what is sought in all documents at once is no matter of a list.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from bot.answer import AnswerStatus, Role, Statement
from bot.converse.follow_up import next_topic, points_at_document
from bot.converse.state import State
from bot.deadline import check
from bot.of_documents import OfDocuments, Told, verified
from bot.parts import Parts
from bot.question import Conversation, Filters, Understood
from bot.refuse.refuse import Refusal
from bot.render.names import short_reference
from bot.retrieve.find import permits
from bot.retrieve.titles import nearest_titles
from bot.talk.plan import Way
from bot.talk.task_choice import NOBODY, Chosen, choose, has_tasks, names_in, same_body
from bot.talk.task_list import tell, what, whose
from bot.talk.task_offers import offers
from bot.talk.words import say
from bot.understand.intent.task_wish import (
    LEAD,
    REST,
    When,
    Wish,
    points_at_list,
    read_wish,
    says_missing,
    wants_next,
)
from bot.understand.scope.clause_reference import read_clause_reference
from bot.understand.scope.scope import read_scope
from corpus.document import Clause, Document
from corpus.language.segment import folded_syllables
from corpus.library import Library
from corpus.tasks.book import TaskBook
from corpus.tasks.due import Dues
from corpus.tasks.roles import DOES
from corpus.tasks.rows import Row, rows_of
from corpus.tasks.task import Due, Task
from index.passage import document_context

_MOST_DOCUMENTS = 12  # of a province, that one list is made of
_FEWEST_DATED = 2  # rows with a time, of which it can be said that none falls into another
_LONGEST = 400  # characters of a message that asks for a list


@dataclass(frozen=True, slots=True)
class Listed:
    """The list that was told last: of which documents, which tasks, and how many were shown."""

    documents: tuple[str, ...]
    wish: Wish
    shown: int

    def as_text(self) -> str:
        """For the state of the talk."""
        return json.dumps([list(self.documents), asdict(self.wish), self.shown], ensure_ascii=False)

    @classmethod
    def of(cls, text: str) -> "Listed | None":
        """What ``as_text`` wrote; None for "" and for what it did not write."""
        try:
            documents, wish, shown = json.loads(text)
            return cls(tuple(documents), _wish(wish), int(shown))
        except (ValueError, TypeError, KeyError):
            return None


class OfTasks:
    """Meets what is asked of the tasks of a library's documents."""

    def __init__(
        self, library: Library, parts: Parts, documents: OfDocuments, book: TaskBook
    ) -> None:
        self._library = library
        self._parts = parts
        self._documents = documents
        self._book = book

    def tell(
        self, conversation: Conversation, state: State, acts: Sequence[str], filters: Filters
    ) -> Told | None:
        """The list that the message wants, or what it asks of the list told last; None where it
        wants something else."""
        if conversation.english or len(conversation.kept) > _LONGEST:
            return None
        asked = _Asked(conversation, state, tuple(acts), filters)
        listed = Listed.of(state.tasks)
        return (listed and self._after(asked, listed)) or self._anew(asked)

    def _anew(self, asked: "_Asked") -> Told | None:
        """A list that the message asks for by itself."""
        wish = read_wish(asked.text, (), None)
        if not (wish.lists and wish.tasks):
            return None
        documents = self._scope(asked)
        if not documents:
            return None
        rows = self._rows(documents)
        wish = self._read(asked, documents, rows)
        if not (wish.bodies or wish.when or wish.product):
            return None
        if wish.left or read_clause_reference(asked.text):
            return None  # a matter or a place of its own, which is searched for
        chosen = self._choose(documents, rows, wish)
        opening = say("corrected") if "correct" in asked.acts else ""
        return self._told(asked, chosen, wish, documents, opening=opening)

    def _after(self, asked: "_Asked", listed: Listed) -> Told | None:
        """What the message asks of the list told last."""
        documents = self._known(listed.documents)
        if not documents or self._documents.is_elsewhere(asked.text, asked.state):
            return None
        rows = self._rows(documents)
        wish = self._read(asked, documents, rows)
        if wants_next(asked.text) and not asked.conversation.aloud:
            return self._on(asked, listed, documents, rows)
        if wish.left:
            return None
        narrows = wish.when or wish.product or wish.role
        same = set(wish.bodies) <= set(listed.wish.bodies)
        if says_missing(asked.text) and same and not narrows:
            return self._missed(asked, listed, documents, rows)
        if not wish.filters or (wish.lists and wish.tasks and not points_at_list(asked.text)):
            return None
        if not wish.tasks and not wish.bodies:
            return None
        merged = replace(
            listed.wish,
            bodies=wish.bodies or listed.wish.bodies,
            role=wish.role or listed.wish.role,
            when=wish.when or listed.wish.when,
            product=wish.product or listed.wish.product,
        )
        opening = say("corrected") if "correct" in asked.acts else ""
        chosen = self._choose(documents, rows, merged)
        return self._told(asked, chosen, merged, documents, opening=opening)

    def _on(
        self, asked: "_Asked", listed: Listed, documents: Sequence[Document], rows: Sequence[Row]
    ) -> Told | None:
        """The next page; where all was shown, that there is no more."""
        chosen = self._choose(documents, rows, listed.wish)
        if listed.shown >= len(chosen.rows):
            return self._missed(asked, listed, documents, rows)
        return self._told(asked, chosen, listed.wish, documents, start=listed.shown)

    def _missed(
        self, asked: "_Asked", listed: Listed, documents: Sequence[Document], rows: Sequence[Row]
    ) -> Told | None:
        """What was not shown yet; the other roles of the same bodies; else all of it again, since
        there is no more."""
        chosen = self._choose(documents, rows, listed.wish)
        if listed.shown < len(chosen.rows):
            return self._told(asked, chosen, listed.wish, documents, start=listed.shown)
        wish = replace(listed.wish, role=f"{REST}{listed.wish.role}")
        more = choose(rows, wish) if not listed.wish.role.startswith(REST) else Chosen()
        if more.rows and listed.wish.bodies:
            return self._told(asked, more, wish, documents, opening=say("tasks_more"))
        return self._told(asked, chosen, listed.wish, documents, opening=say("tasks_whole"))

    def _told(
        self,
        asked: "_Asked",
        chosen: Chosen,
        wish: Wish,
        documents: Sequence[Document],
        start: int = 0,
        opening: str = "",
    ) -> Told | None:
        if not chosen.rows:
            chosen, opening = _instead(chosen, wish, opening)
        if not chosen.rows:
            return self._none(chosen, wish, documents, self._rows(documents))
        draft, end = tell(chosen, wish, documents, start, opening)
        draft = verified(draft)
        if not any(one.role is Role.POINT for one in draft.statements):
            return None
        kept = Listed(tuple(d.id for d in documents), wish, end).as_text()
        conversation, state = asked.conversation, asked.state
        topic = next_topic(conversation.kept, conversation.standalone, state.topic)
        further = offers(self._rows(documents), chosen, wish, end, whose(wish))
        return Told(draft, Way.SEARCH, topic, kept, further)

    def _none(
        self, chosen: Chosen, wish: Wish, documents: Sequence[Document], rows: Sequence[Row]
    ) -> Told | None:
        """That no task is as it was asked for, where the documents do set times or bodies."""
        if not (wish.when and chosen.dated and len(documents) == 1):
            return None
        if not all(has_tasks(rows, body) for body in wish.bodies):
            return None
        where = short_reference(documents[0])
        text = say("tasks_none", where=where, what=what(wish))
        said = (Statement(text, Role.MISSING), Statement(say("tasks_none_offer"), Role.OFFER))
        return Told(Refusal(AnswerStatus.NO_EVIDENCE, said), Way.SEARCH)

    def _read(self, asked: "_Asked", documents: Sequence[Document], rows: Sequence[Row]) -> Wish:
        """The wish of the message, read for these documents."""
        text = asked.text
        day = documents[0].metadata.date or ""
        spans = list(read_scope(text, self._library.documents).spans)
        if pointed := points_at_document(text):
            spans.append(pointed)
        named = names_in(rows, text)
        wish = read_wish(text, spans, int(day[:4]) if day else None, named)
        titles = {s for d in documents for s in folded_syllables(document_context(d))}
        bodies = [b for b in wish.bodies if not _of_title(b, rows, titles)]
        charged = [b for b in bodies if not _issues(b, documents)]
        return replace(
            wish,
            bodies=tuple(charged or bodies),
            left=tuple(s for s in wish.left if s not in titles),
        )

    def _rows(self, documents: Sequence[Document]) -> list[Row]:
        found: list[Row] = []
        for document in documents:
            check()
            found += rows_of(document, self._book.of(document, self._facts(document)))
        return found

    def _choose(self, documents: Sequence[Document], rows: Sequence[Row], wish: Wish) -> Chosen:
        """What the wish means; where it names no body, also of what is given to none by name."""
        return choose(rows if wish.bodies else [*rows, *self._nobodys(documents, rows)], wish)

    def _nobodys(self, documents: Sequence[Document], rows: Sequence[Row]) -> list[Row]:
        """What has a time and names no body."""
        known = {row.clause.id for row in rows}
        found: list[Row] = []
        for document in documents:
            dues = Dues(document)
            for deadline in self._library.facts(document.id).deadlines:
                clause = document.clause(deadline.clause_id)
                for one in (document.children(clause) or [clause]) if clause else []:
                    if one.id not in known:
                        known.add(one.id)
                        found.append(Row(document, one, (_nobodys_task(one, dues.of(one)),)))
        return found

    def _facts(self, document: Document) -> Any:
        return lambda: self._library.facts(document.id)

    def _known(self, ids: Sequence[str]) -> list[Document]:
        return [d for d in map(self._library.document, ids) if d is not None]

    def _scope(self, asked: "_Asked") -> list[Document]:
        """The documents that are meant: those named; those of the talk; those whose titles the
        message says; those of the place that it names. None where that leaves it open."""
        alone = replace(asked.conversation, standalone=asked.text)
        one = self._parts.understand(alone, self._library.documents)
        within = [d for d in self._library if permits(d, asked.filters)]
        if one.named:
            named = [d for d in within if d.id in one.named]
            apart = set(one.provinces) - {d.metadata.province for d in named}
            return [] if apart else named  # what a place is to do, by somebody else's document
        if one.cites_absent:
            return []
        places = [d for d in within if d.metadata.province in one.provinces]
        places = [d for d in places if d.id in one.preferred] or places
        titled = _titled(one, places or within)
        talk = [d for d in self._of_talk(asked) if d in within]
        if places and not any(d in places for d in talk):
            talk = []
        if pointed := points_at_document(asked.text):
            kind = asked.text[slice(*pointed)].split()[0].lower()
            same = [d for d in talk if d.metadata.kind.lower().startswith(kind)]
            return same or talk
        if talk and (not titled or any(d in titled for d in talk)):
            return talk
        if titled:
            return titled
        return places if len(places) <= _MOST_DOCUMENTS else []

    def _of_talk(self, asked: "_Asked") -> list[Document]:
        """The document that the talk is about, those of the last list."""
        if listed := Listed.of(asked.state.tasks):
            return self._known(listed.documents)
        return (self._documents.shown(asked.state) or self._known(asked.state.focus[:1]))[:1]


@dataclass(frozen=True, slots=True)
class _Asked:
    conversation: Conversation
    state: State
    acts: tuple[str, ...]
    filters: Filters

    @property
    def text(self) -> str:
        return self.conversation.kept


def _issues(body: str, documents: Sequence[Document]) -> bool:
    """Whether the body issued the documents: beside others it is named as who charges them."""
    return all(d.metadata.issuer and same_body(d.metadata.issuer, body) for d in documents)


def _nobodys_task(clause: Clause, dues: tuple[Due, ...]) -> Task:
    """A task that its clause gives to no body by name."""
    span = (clause.start, clause.end)
    return Task(clause.document_id, clause.id, NOBODY, DOES, span, clause.id, span, dues)


def _of_title(body: str, rows: Sequence[Row], titles: set[str]) -> bool:
    """Whether a body that no task names is only read out of a title: "cán bộ xây dựng …"."""
    return not has_tasks(rows, body) and set(folded_syllables(body)) <= titles


def _instead(chosen: Chosen, wish: Wish, opening: str) -> tuple[Chosen, str]:
    """What is told where no row is just as it was asked for: those whose time is wider, or what the
    body does in another role."""
    if wish.bodies and wish.role == LEAD and chosen.given:
        told = say("tasks_no_lead", bodies=whose(wish))
        return replace(chosen, rows=chosen.given, given=()), f"{opening} {told}".strip()
    if wish.bodies and not wish.role and chosen.joined and not wish.when:
        return replace(chosen, rows=chosen.joined, joined=()), opening
    return chosen, opening


def _titled(question: Understood, documents: Sequence[Document]) -> list[Document]:
    """The documents whose titles the question says; none where that tells none apart."""
    found = nearest_titles(question, documents)
    return found if len(found) < len(documents) or len(documents) == 1 else []


def _wish(data: dict[str, Any]) -> Wish:
    when = When(**data.pop("when")) if data.get("when") else None
    rest: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in data.items()
        if name != "when"
    }
    return Wish(**rest, when=when)
