"""List questions: all tasks and targets of an organ, from the facts of its documents."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.evidence import Content, Rarity, read_content
from bot.profile import Profiles
from bot.question import Understood
from corpus.document import Clause, Document
from corpus.library import Library
from corpus.organs import predecessors
from index.lexical import TOKENIZERS
from index.passage import document_context

_SINGLE = ("who", "when", "which_document", "where", "yes_no", "money", "contact", "share")
# what follows only says what the list is to hold as well
_INCLUDING = re.compile(
    r"[,(]?\s*\b(?:kể cả|gồm cả|tính cả|bao gồm cả|cả của|cả cá nhân)\b.*", re.I
)
_TOGETHER = re.compile(r"\bphối hợp\b", re.I)
_MEETS = 0.6  # share of the narrowing words that a listed clause holds
_MOST = 40


@dataclass(frozen=True, slots=True)
class _Task:
    document: Document
    clause: Clause
    tokens: frozenset[str]


def list_tasks(
    question: Understood,
    documents: Sequence[Document],
    library: Library,
    profiles: Profiles,
    rarity: Rarity,
) -> list[tuple[Document, Clause]]:
    """The tasks of the question's organs that it asks for, in document order; empty where it asks
    for something else.

    Words that stand in the documents' own titles do not narrow the list, nor do words that no
    task or every task holds.
    """
    if not question.organs or question.asks_for(*_SINGLE) or question.form:
        return []
    if question.asks_for("how_much") and not question.asks_for("list"):
        return []
    content = read_content(_without_inclusions(question), rarity)
    tasks = list(_tasks(question, documents, library, profiles, content.tokenizer))
    if not tasks:
        return []
    units = _narrowing(content, tasks)
    if units:
        narrowed = Content(content.tokenizer, units)
        tasks = [task for task in tasks if narrowed.covered(task.tokens) >= _MEETS]
        if len(tasks) < 2 or not question.asks_for("list"):
            return []
    return [(task.document, task.clause) for task in tasks[:_MOST]]


def _without_inclusions(question: Understood) -> Understood:
    kept = _INCLUDING.sub("", question.subject).strip()
    return replace(question, subject=kept) if kept else question


def _tasks(
    question: Understood,
    documents: Iterable[Document],
    library: Library,
    profiles: Profiles,
    tokenizer: str,
) -> Iterable[_Task]:
    organs = set(question.organs)
    for organ in question.organs:
        organs.update(predecessors(organ))
    together = _TOGETHER.search(question.standalone) is not None
    for document in documents:
        seen: set[str] = set()
        for fact in library.facts(document.id).assignments:
            if fact.organ not in organs or fact.clause_id in seen:
                continue
            if fact.role == "phoi_hop" and not together:
                continue
            seen.add(fact.clause_id)
            clause = document.clause(fact.clause_id)
            if clause is None or profiles.of(document, clause).heads_others:
                continue
            yield _Task(document, clause, profiles.of(document, clause).own[tokenizer])


def _narrowing(
    content: Content, tasks: Sequence[_Task]
) -> tuple[tuple[float, tuple[tuple[str, ...], ...]], ...]:
    """The content units that choose among the tasks."""
    titles = {
        task.document.id: frozenset(TOKENIZERS[content.tokenizer](document_context(task.document)))
        for task in tasks
    }
    chosen = []
    for unit in content.units:
        alone = Content(content.tokenizer, (unit,))
        if any(alone.covered(title) for title in titles.values()):
            continue
        met = sum(bool(alone.covered(task.tokens)) for task in tasks)
        if 0 < met < len(tasks):
            chosen.append(unit)
    # one stray word of a longer question does not narrow it
    return tuple(chosen) if len(chosen) >= 2 or len(content.units) <= 2 else ()
