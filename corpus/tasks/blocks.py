"""Tasks with who does them on lines of their own below or beside them.

a) Nhiệm vụ: …            1. Nội dung            - Tổ chức …
b) Cơ quan thực hiện:     2. Cơ quan chủ trì     Đơn vị chủ trì tham mưu: Sở A
- Đơn vị chủ trì: Sở A    - Bộ B                 Đơn vị phối hợp: Sở C
"""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from corpus.document import Clause, Document, Part
from corpus.facts.fact import Span
from corpus.facts.wording import MARKER, verb
from corpus.language.normalize import View, view
from corpus.organs import find_bodies
from corpus.tasks.due import Dues
from corpus.tasks.labels import (
    DOES,
    JOINS,
    LEADS,
    Label,
    heads_of,
    labels_in,
    opening,
    opens_with,
)
from corpus.tasks.names import unlisted_at, with_province
from corpus.tasks.task import Task

_PARTIES = (LEADS, JOINS, DOES)
_SHARED = 2  # labels of an item, from which on those before it share them
_LONGEST_LINE = 260  # characters of a line of bodies


class Blocks:
    """The labelled tasks of one document; ``covered``: the clauses whose bodies are told by them,
    so that nothing else is read of those."""

    def __init__(self, document: Document, dues: Dues) -> None:
        self.document = document
        self._dues = dues
        self.covered: set[str] = set()

    def read(self) -> Iterator[Task]:
        """The tasks, in the order of the text."""
        for clause in self.document.clauses:
            if clause.part is not Part.BODY or clause.cells or clause.id in self.covered:
                continue
            shown = self._view(clause)
            labels = labels_in(shown.text)
            if self._heads_lines(clause, shown.text):
                yield from self._beside(clause)
            elif any(label.kind in _PARTIES for label in labels):
                if labels[0].start <= opening(shown.text):
                    yield from self._beside(clause)
                else:
                    yield from self._inside(clause, shown, labels)

    def _inside(self, clause: Clause, shown: View, labels: Sequence[Label]) -> Iterator[Task]:
        """A clause that ends with such lines."""
        task = self._span(shown, 0, labels[0].start)
        parties = list(self._parties(shown, labels))
        if not parties:
            return
        self.covered.add(clause.id)
        shared = self._unlabelled_before(clause) if len(labels) >= _SHARED else []
        for role, name, at in parties:
            for one in shared:
                yield self._task(one, name, role, at, clause, (one.start, one.end))
            yield self._task(clause, name, role, at, clause, task)

    def _unlabelled_before(self, clause: Clause) -> list[Clause]:
        """The items just before one that ends with such lines, and have none: they share them."""
        above = self.document.clause(clause.parent) if clause.parent else None
        beside = list(self.document.children(above)) if above else []
        place = next((i for i, c in enumerate(beside) if c.id == clause.id), 0)
        found = takewhile(lambda c: self._shares(c, clause), reversed(beside[:place]))
        return list(found)[::-1]

    def _shares(self, item: Clause, clause: Clause) -> bool:
        same = item.path[-1].level == clause.path[-1].level and not item.cells
        bare = not self.document.children(item) and item.id not in self.covered
        return same and bare and not labels_in(self._view(item).text)

    def _beside(self, clause: Clause) -> Iterator[Task]:
        """What stands before such a line under the same heading; else the heading itself."""
        document = self.document
        above = document.clause(clause.parent) if clause.parent else None
        if above is None:
            return
        beside = list(document.children(above))
        place = next(i for i, c in enumerate(beside) if c.id == clause.id)
        tasks = list(takewhile(lambda c: not self._is_line(c), reversed(beside[:place])))[::-1]
        leaves = [leaf for one in tasks for leaf in self._leaves(one)] or [above]
        following = takewhile(self._is_line, beside[place:])
        lines = [c for c in following if self._names_parties(c)]
        parties = [party for line in lines for party in self._under(line, "")]
        if not parties:
            return
        for line in lines:
            self.covered.update(c.id for c in (line, *self._all_under(line)))
        for leaf in leaves:
            span = self._own(leaf)
            for role, name, at, named_in in parties:
                yield self._task(leaf, name, role, at, named_in, span)

    def _under(self, clause: Clause, role: str) -> Iterator[tuple[str, str, Span, Clause]]:
        """The bodies of a line and of those under it, each in the role of the nearest head."""
        shown = self._view(clause)
        labels = [label for label in labels_in(shown.text) if label.kind in _PARTIES]
        head = heads_of(shown.text)
        if labels:
            for own, name, at in self._parties(shown, labels):
                yield own, name, at, clause
        elif role and not head:
            for name, at in _bodies(shown, MARKER.match(shown.text).end(), len(shown.text)):  # type: ignore[union-attr]
                yield role, name, at, clause
        own = head or (labels[-1].kind if labels else role)
        for child in self.document.children(clause):
            yield from self._under(child, own)

    def _parties(self, shown: View, labels: Sequence[Label]) -> Iterator[tuple[str, str, Span]]:
        for label in labels:
            if label.kind in _PARTIES and _names_bodies(shown.text[slice(*label.value)]):
                for name, at in _bodies(shown, *label.value):
                    yield label.kind, name, at

    def _names_parties(self, clause: Clause) -> bool:
        text = self._view(clause).text
        return opens_with(text) in _PARTIES or self._heads_lines(clause, text)

    def _heads_lines(self, clause: Clause, text: str) -> bool:
        """Whether the clause only names the role of the bodies on the lines under it."""
        under = self._all_under(clause)
        if not under or not heads_of(text):
            return False
        return all(_lists_bodies(self._view(c).text) for c in under)

    def _is_line(self, clause: Clause) -> bool:
        """Whether the clause only says who, until when or with what result."""
        return bool(opens_with(self._view(clause).text)) or self._names_parties(clause)

    def _leaves(self, clause: Clause) -> list[Clause]:
        under = self.document.children(clause)
        return [leaf for one in under for leaf in self._leaves(one)] if under else [clause]

    def _all_under(self, clause: Clause) -> list[Clause]:
        under = self.document.children(clause)
        return [found for one in under for found in (one, *self._all_under(one))]

    def _own(self, clause: Clause) -> Span:
        shown = self._view(clause)
        labels = labels_in(shown.text)
        later = [label.start for label in labels if label.start > opening(shown.text)]
        return self._span(shown, 0, later[0]) if later else (clause.start, clause.end)

    def _span(self, shown: View, start: int, end: int) -> Span:
        end = len(shown.text[:end].rstrip(" \n*-–"))
        return shown.source_span(start, end) if end > start else shown.source_span(start, start + 1)

    def _task(
        self, clause: Clause, name: str, role: str, at: Span, named_in: Clause, task: Span
    ) -> Task:
        dues = self._dues.of(clause)
        return Task(self.document.id, clause.id, name, role, at, named_in.id, task, dues)

    def _view(self, clause: Clause) -> View:
        return view(self.document.text, clause.start, clause.end, self.document.paragraphs)


def _bodies(shown: View, start: int, end: int) -> list[tuple[str, Span]]:
    """The bodies named between these places of a text; the whole of a name that no list holds."""
    text = shown.text[start:end]
    found = [
        (with_province(m.name, text, m.start, m.end), m.start, m.end) for m in find_bodies(text)
    ]
    bare = text.strip(" .;*")
    whole = unlisted_at(bare, 0)
    if not found and whole and whole[1] == len(bare):
        at = text.find(bare)
        found = [(whole[0], at, at + len(bare))]
    return [(name, shown.source_span(start + a, start + b)) for name, a, b in found]


def _names_bodies(text: str) -> bool:
    """Whether what follows a label names bodies, and does not say what one of them does."""
    found = find_bodies(text)
    return not found or not verb().match(text, found[0].end)


def _lists_bodies(text: str) -> bool:
    """Whether a line names bodies, or their role, and nothing that they do."""
    if heads_of(text) or labels_in(text):
        return True
    ends = [m.end for m in find_bodies(text)]
    return len(text) <= _LONGEST_LINE and not any(verb().match(text, end) for end in ends)
