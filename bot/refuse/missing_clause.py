"""A clause named in a question that its document does not have, and what stands there instead."""

from dataclasses import dataclass

from bot.findings import Findings
from bot.question import Understood
from bot.understand.scope.clause_reference import SAME, find_named_clauses
from corpus.document import Clause, Document, Step
from corpus.library import Library


@dataclass(frozen=True, slots=True)
class MissingClause:
    """``wanted`` is not under ``parent`` (None: anywhere in ``document``); ``there`` are the
    clauses of one level that are, in the order of the source; none where there is no division."""

    wanted: Step
    document: Document
    parent: Clause | None
    there: tuple[Clause, ...]


def find_missing_clause(
    question: Understood, findings: Findings, library: Library
) -> MissingClause | None:
    """What stands where the named clause was looked for; None where no one document is meant."""
    documents = [d for d in library if d.id in findings.scope]
    if not question.named and question.preferred:
        documents = [d for d in documents if d.id in question.preferred] or documents
    steps = question.clause_steps
    for kept in range(len(steps) - 1, 0, -1):
        pairs = find_named_clauses(documents, steps[:kept], question.undiacritized)
        if len({document.id for document, _ in pairs}) == 1:
            document, parent = pairs[0]
            return MissingClause(
                steps[kept], document, parent, _under(document, parent, steps[kept])
            )
        if pairs:
            return None
    if len(documents) != 1:
        return None
    return MissingClause(steps[0], documents[0], None, _of_level(documents[0], steps[0]))


def _under(document: Document, parent: Clause, wanted: Step) -> tuple[Clause, ...]:
    """The clause's children of the level asked for or one that may be called so; else those of
    the first numbered level."""
    levels = {c.path[-1].level: None for c in document.children(parent)}
    named = [level for level in (*SAME[wanted.level], *levels) if level in levels]
    level = next((level for level in named if level not in ("doan", "dong")), None)
    return tuple(c for c in document.children(parent) if c.path[-1].level == level)


def _of_level(document: Document, wanted: Step) -> tuple[Clause, ...]:
    """The outermost clauses of the level asked for, or of one that may be called so; of nested
    numbers those beside the one asked for ("2.12": 2.1 to 2.9)."""
    for level in SAME[wanted.level]:
        same = [c for c in document.clauses if c.path[-1].level == level]
        if same:
            depth = min(len(c.path) for c in same)
            above = wanted.value.rpartition(".")[0]
            beside = [c for c in same if above and c.path[-1].value.rpartition(".")[0] == above]
            return tuple(beside or [c for c in same if len(c.path) == depth])
    return ()
