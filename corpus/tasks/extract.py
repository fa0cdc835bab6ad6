"""The tasks of one document, from its facts, the words around them and tables left as lines."""

import re
from collections.abc import Iterator
from dataclasses import replace

from corpus.document import Clause, Document
from corpus.facts.fact import Assignment, Facts, Span
from corpus.facts.find import find_facts
from corpus.facts.roles import first_sentence
from corpus.facts.wording import MARKER
from corpus.language.normalize import view
from corpus.organs import find_bodies
from corpus.tasks.blocks import Blocks
from corpus.tasks.due import Dues
from corpus.tasks.flat_tables import flat_rows
from corpus.tasks.kept_out import gives_none
from corpus.tasks.more import More
from corpus.tasks.names import each_province, unlisted_at, with_province
from corpus.tasks.roles import DOES, PARTNER, role_of
from corpus.tasks.task import Task

_GROUP = "UBND cấp tỉnh"
_LEADS = re.compile(r"[\s,:]*(?:làm |là (?:cơ quan|đơn vị) )?chủ trì\b", re.I)


def find_tasks(document: Document, facts: Facts | None = None) -> tuple[Task, ...]:
    """All tasks that the document states, in the order of its text; never fails."""
    facts = facts or find_facts(document)
    more = More(document, facts)
    dues = Dues(document)
    targets: dict[str, list[Span]] = {}
    for target in facts.targets:
        targets.setdefault(target.clause_id, []).append(target.target.at)
    found: dict[tuple[str, str], Task] = {}
    blocks = Blocks(document, dues)
    for task in blocks.read():
        clause = document.clause(task.clause_id)
        kept_out = clause is None or more.aims(clause) or gives_none(document, clause)
        if not kept_out:
            own = tuple(targets.get(task.clause_id, ()))
            found.setdefault((task.clause_id, task.agency), replace(task, targets=own))
    further = [(fact, fact.role) for fact in more.read()]
    for fact, role in (*_of_facts(document, facts), *further):
        clause = document.clause(fact.clause_id)
        if clause is None or more.aims(clause) or more.overrules(fact):
            continue
        if fact.clause_id in blocks.covered or gives_none(document, clause):
            continue
        for name, at in _named(document, fact):
            found.setdefault(
                (fact.clause_id, name),
                Task(
                    document.id, fact.clause_id, name, role, at, fact.named_in, fact.task,
                    dues.of(clause), tuple(targets.get(fact.clause_id, ())),
                ),
            )  # fmt: skip
    for task in _of_flat_tables(document, dues):
        found.setdefault((task.clause_id, task.agency), task)
    return tuple(sorted(found.values(), key=lambda task: task.task))


def _of_facts(document: Document, facts: Facts) -> Iterator[tuple[Assignment, str]]:
    for fact in facts.assignments:
        clause = document.clause(fact.clause_id)
        if clause is not None:
            yield fact, _role(document, clause, fact)


def _named(document: Document, fact: Assignment) -> list[tuple[str, Span]]:
    """The agency as it is told from others of its kind; each of a list of provinces."""
    text = document.text[fact.at[1] : fact.at[1] + 400]
    shown = view(text, 0, len(text))
    if fact.organ == _GROUP:
        listed, _ = each_province(fact.organ, shown.text, 0)
        spans = [(name, shown.source_span(start, end)) for name, start, end in listed]
        if spans:
            first = fact.at[1]
            return [(name, (first + start, first + end)) for name, (start, end) in spans]
    words = view(document.text, *fact.at).text
    name = with_province(fact.organ, f"{words} {shown.text}", 0, len(words))
    return [(name, fact.at)]


def _role(document: Document, clause: Clause, fact: Assignment) -> str:
    if fact.role in ("chu_tri", PARTNER) or clause.cells:
        return fact.role if fact.role != "duoc_giao" else DOES
    start = fact.at[1] if clause.start <= fact.at[0] < clause.end else clause.start
    words = view(document.text, start, clause.end, document.paragraphs).text
    if start == clause.start:
        words = words[MARKER.match(words).end() :]  # type: ignore[union-attr]
    if _LEADS.match(words):
        return "chu_tri"
    role = role_of(first_sentence(words))
    return DOES if role == "chu_tri" else role


def _of_flat_tables(document: Document, dues: Dues) -> Iterator[Task]:
    for row in flat_rows(document):
        task = _trimmed(document, row.cells["viec"])
        clause = next((c for c in document.clauses if c.start <= task[0] < c.end), None)
        if clause is None or clause.cells:
            continue
        due = row.cells.get("thoi_gian")
        times = dues.in_cell(due) if due else ()
        for role in ("chu_tri", "duoc_giao", PARTNER):
            cell = row.cells.get(role)
            for name, at in _bodies(document, cell) if cell else ():
                own = DOES if role == "duoc_giao" else role
                yield Task(document.id, clause.id, name, own, at, clause.id, task, times)


def _bodies(document: Document, cell: Span) -> list[tuple[str, Span]]:
    shown = view(document.text, *cell)
    text = shown.text
    found = [(m.name, shown.source_span(m.start, m.end)) for m in find_bodies(text)]
    whole = unlisted_at(text.strip(), 0)
    if not found and whole and whole[1] == len(text.strip()):
        return [(whole[0], shown.source_span(0, len(text)))]
    return found


def _trimmed(document: Document, span: Span) -> Span:
    text = document.text[slice(*span)]
    return span[0] + len(text) - len(text.lstrip()), span[1] - len(text) + len(text.rstrip())
