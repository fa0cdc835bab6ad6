"""A document's tasks put together again: one row for what several bodies do together, with the
words that say who leads, who takes part, until when and with what result."""

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
from corpus.tasks.roles import PARTNER
from corpus.tasks.task import Due, Task

_COLUMNS = (LEADS, JOINS, TIME)


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
        return _line(text)

    @cached_property
    def parts(self) -> dict[str, str]:
        """Words of cells or labelled lines by what they say (``labels.KINDS``)."""
        if self.clause.cells:
            return self._cells()
        found: dict[str, str] = {}
        clauses = [self.clause, *self._named_in(), *self._labels_beside()]
        for clause in {c.id: c for c in clauses}.values():
            text = view(self.document.text, clause.start, clause.end, self.document.paragraphs).text
            for label in labels_in(text):
                found.setdefault(label.kind, _line(text[slice(*label.value)]))
        return found

    @property
    def sources(self) -> tuple[Clause, ...]:
        """The clauses that say it: the task's own first, then those that name who and when."""
        clauses = [self.clause, *self._named_in(), *self._labels_beside(), *self._timed_by()]
        return tuple({c.id: c for c in clauses}.values())

    def bodies(self, *, partners: bool) -> list[str]:
        """The bodies that take part, or those that lead or do it, as they are called."""
        names = [t.agency for t in self.tasks if (t.role == PARTNER) is partners]
        return list(dict.fromkeys(names))

    def _cells(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for cell in self.clause.cells:
            words = _line(view(self.document.text, cell.start, cell.end).text)
            kind = _kind_of(cell.head)
            if kind and words:
                found.setdefault(kind, words)
        return found

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

    def _timed_by(self) -> list[Clause]:
        """The heading that sets the time, where the task's own words do not."""
        ats = [due.at for due in self.dues]
        return [
            clause
            for clause in self._above(self.clause)
            if any(clause.start <= start < clause.end for start, _ in ats)
        ]

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
