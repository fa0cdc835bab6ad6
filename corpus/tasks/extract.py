"""The tasks of one document, from its facts and the words around them."""

from corpus.document import Clause, Document
from corpus.facts.fact import Assignment, Facts, Span
from corpus.facts.find import find_facts
from corpus.facts.roles import first_sentence
from corpus.facts.wording import MARKER
from corpus.language.normalize import view
from corpus.tasks.due import Dues
from corpus.tasks.roles import DOES, PARTNER, role_of
from corpus.tasks.task import Task


def find_tasks(document: Document, facts: Facts | None = None) -> tuple[Task, ...]:
    """All tasks that the document states, in the order of its text; never fails."""
    facts = facts or find_facts(document)
    dues = Dues(document)
    targets: dict[str, list[Span]] = {}
    for target in facts.targets:
        targets.setdefault(target.clause_id, []).append(target.target.at)
    tasks: list[Task] = []
    seen: set[tuple[str, str]] = set()
    for fact in facts.assignments:
        key = (fact.clause_id, fact.organ)
        clause = document.clause(fact.clause_id)
        if clause is None or key in seen:
            continue
        seen.add(key)
        tasks.append(
            Task(
                document.id,
                fact.clause_id,
                fact.organ,
                _role(document, clause, fact),
                fact.at,
                fact.named_in,
                fact.task,
                dues.of(clause),
                tuple(targets.get(fact.clause_id, ())),
            )
        )
    return tuple(tasks)


def _role(document: Document, clause: Clause, fact: Assignment) -> str:
    if fact.role in ("chu_tri", PARTNER) or clause.cells:
        return fact.role if fact.role != "duoc_giao" else DOES
    start = fact.at[1] if clause.start <= fact.at[0] < clause.end else clause.start
    words = view(document.text, start, clause.end, document.paragraphs).text
    if start == clause.start:
        words = words[MARKER.match(words).end() :]  # type: ignore[union-attr]
    role = role_of(first_sentence(words))
    return DOES if role == "chu_tri" else role
