"""A document's tasks put together again: one row for what several bodies do together, with the
words that say who leads, who takes part, until when and with what result."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import dropwhile, pairwise, takewhile

from corpus.document import Clause, Document
from corpus.facts.fact import Span
from corpus.facts.wording import MARKER, column_head
from corpus.language.normalize import view
from corpus.tasks.labels import (
    DOES,
    JOINS,
    LEADS,
    PRODUCT,
    TIME,
    column,
    heads_of,
    labels_in,
    opening,
    opens_with,
)
from corpus.tasks.task import Due, Task

_COLUMNS = (LEADS, JOINS, TIME)
_LONGEST_LINE = 260  # characters of a line of bodies
_OPENING = 40  # characters within which a clause opens
_TASK = re.compile(r"^(?:nhiệm vụ|nội dung(?: thực hiện| công việc)?|công việc)\s*:\s*", re.I)


@dataclass(frozen=True, slots=True)
class Said:
    """Words with the clauses where they stand."""

    text: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True)
class Row:
    """``tasks``: what each body has in it; all of one clause and one span."""

    document: Document
    clause: Clause
    tasks: tuple[Task, ...]

    @property
    def span(self) -> Span:
        """Where the words of what is to be done stand."""
        return self.tasks[0].task

    @property
    def dues(self) -> tuple[Due, ...]:
        """The times for doing."""
        return self.tasks[0].dues

    @cached_property
    def words(self) -> str:
        """What is to be done, on one line, without its mark."""
        start, end = self.span
        text = view(self.document.text, start, end, self.document.paragraphs).text
        if start == self.clause.start:
            labels = labels_in(text)
            if labels and labels[0].start > opening(text):
                text = text[: labels[0].start]
        return _TASK.sub("", _line(text))

    @cached_property
    def parts(self) -> dict[str, "Said"]:
        """What cells or labelled lines say, by ``labels.KINDS``; of bodies that stand on lines of
        their own their names."""
        if self.clause.cells:
            return self._cells()
        found: dict[str, Said] = {}
        clauses = [self.clause, *self._named_in(), *self._labels_beside()]
        for clause in {c.id: c for c in clauses}.values():
            text = self._text(clause)
            for label in labels_in(text):
                found.setdefault(label.kind, Said(_line(text[slice(*label.value)]), (clause,)))
        for kind in (LEADS, JOINS, DOES):
            if kind not in found and (said := self._on_lines(kind)):
                found[kind] = said
        return found

    def is_charged(self, task: Task) -> bool:
        """Whether the task is the body's own, as its heading or opening words have it, and not
        said of it beside another body's."""
        if task.named_in == self.clause.id:
            return not self.clause.cells and task.at[0] < self.clause.start + _OPENING
        return task.named_in in [c.id for c in self.document.ancestors(self.clause)]

    def timed_by(self) -> list[Clause]:
        """The headings that set the time, where the task's own words do not."""
        ats = [due.at for due in self.dues]
        return [
            clause
            for clause in self._above(self.clause)
            if any(clause.start <= start < clause.end for start, _ in ats)
        ]

    def _on_lines(self, role: str) -> "Said | None":
        """The bodies of a role that stand on lines below or beside the task."""
        above = [c.id for c in (self.clause, *self.document.ancestors(self.clause))]
        own = [t for t in self.tasks if t.role == role and t.named_in not in above]
        lines = [self.document.clause(t.named_in) for t in own]
        clauses = {c.id: c for c in lines if c is not None}
        clauses = {name: c for name, c in clauses.items() if self._lists_bodies(c)}
        words = [_line(self._text(clause)) for clause in clauses.values()]
        return Said("; ".join(words), tuple(clauses.values())) if words else None

    def _lists_bodies(self, clause: Clause) -> bool:
        """Whether a line names bodies and says nothing that they do."""
        text = self._text(clause).rstrip()
        return len(text) <= _LONGEST_LINE and not text.endswith(":")

    def _cells(self) -> dict[str, "Said"]:
        found: dict[str, Said] = {}
        for cell in self.clause.cells:
            words = _line(view(self.document.text, cell.start, cell.end).text)
            kind = _kind_of(cell.head)
            if kind and words:
                found.setdefault(kind, Said(words, (self.clause,)))
        return found

    def _text(self, clause: Clause) -> str:
        return view(self.document.text, clause.start, clause.end, self.document.paragraphs).text

    def _named_in(self) -> list[Clause]:
        found = [self.document.clause(task.named_in) for task in self.tasks]
        labelled = [c for c in found if c is not None and c.id != self.clause.id]
        return [c for c in labelled if self.clause.id not in [a.id for a in self._above(c)]]

    def _labels_beside(self) -> list[Clause]:
        """Lines under the task, or the next ones beside it, that say who, until when, with what."""
        document = self.document
        chain = [*document.ancestors(self.clause)[-2:], self.clause]
        found = [c for c in document.children(self.clause) if self._is_line(c)]
        for above, below in pairwise(chain):
            beside = list(document.children(above))
            place = next((i for i, c in enumerate(beside) if c.id == below.id), len(beside))
            after = list(dropwhile(lambda c: not self._is_line(c), beside[place + 1 :]))
            found.extend(takewhile(self._is_line, after))
        return found

    def _is_line(self, clause: Clause) -> bool:
        text = view(self.document.text, clause.start, clause.end, self.document.paragraphs).text
        return bool(opens_with(text) or heads_of(text))

    def _above(self, clause: Clause) -> Sequence[Clause]:
        return self.document.ancestors(clause)


def rows_of(document: Document, tasks: Sequence[Task]) -> list[Row]:
    """The rows, in the order of the text."""
    groups: dict[tuple[str, Span], list[Task]] = {}
    for task in tasks:
        groups.setdefault((task.clause_id, task.task), []).append(task)
    rows = []
    for (clause_id, _), together in groups.items():
        clause = document.clause(clause_id)
        if clause is not None:
            rows.append(Row(document, clause, tuple(together)))
    return sorted(rows, key=lambda row: row.span)


def _kind_of(head: str) -> str:
    for kind in _COLUMNS:
        if column_head(kind).search(head):
            return kind
    if column_head("duoc_giao").search(head):
        return DOES
    return PRODUCT if column("product").search(head) else ""


def _line(text: str) -> str:
    mark = MARKER.match(text)
    bare = text[mark.end() if mark else 0 :]
    return " ".join(bare.split()).strip(" *|").rstrip(" .;:")
