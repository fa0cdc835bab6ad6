"""List questions: all tasks and targets of an organ, from the facts of its documents."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.evidence.numbered import is_numbered_otherwise
from bot.evidence.profile import Profiles
from bot.evidence.weigh import Content, Rarity, read_content
from bot.question import Understood
from bot.retrieve.titles import Units, beside_titles, blank, blank_spans, without_organs
from bot.understand.intent.window import Window, read_window
from bot.vocabulary import due_words, folded_stopwords, task_words
from bot.vocabulary.types import types_with
from corpus.document import Clause, Document
from corpus.facts.fact import Facts
from corpus.language.normalize import fold
from corpus.language.segment import folded_syllables
from corpus.library import Library
from corpus.organs import find_groups, predecessors
from index.passage import document_context

# what follows only says what the list is to hold as well
_INCLUDING = re.compile(
    r"[,(]?(?:(?<!\s)\s++)?\b(?:kể cả|gồm cả|tính cả|bao gồm cả|cả của|cả cá nhân)\b.*", re.I
)
_TOGETHER = re.compile(r"\bphối hợp\b", re.IGNORECASE)
_MEETS = 0.5  # share of the narrowing words that a listed clause holds
_ABOUT = 0.8  # share of a topic's words that a clause on it holds
_UNMET = 0.5  # share of the content beside titles that no task may hold in a list question
_SENTENCE_END = re.compile(r"(?<=[.;!?])\s+|\n+")
_CONSISTS = re.compile(r"\b(?:gom|bao gom|nhung gi|giay to|thanh phan)\b")
_CONSISTING = re.compile(
    r"\b(?:bao gồm|gồm có|gồm|như sau|sau đây|dưới đây|cụ thể|là|các|những)\b", re.IGNORECASE
)
_HEADING_WORDS = 2  # a heading of fewer words is not named by chance
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
    whole: bool = False,
) -> list[tuple[Document, Clause]]:
    """The tasks of the question's organs that it asks for, in document order; empty where it asks
    for something else.

    Words that stand in the documents' own titles do not narrow the list, nor do words that every
    task holds. A question that asks for no list may say nothing beside them, nor may any with
    ``whole``.
    """
    if not question.organs or question.asks_for(*types_with("single")) or question.form:
        return []
    wants_list = question.asks_for("list")
    if question.asks_for("how_much") and not wants_list:
        return []
    content = read_content(_without_inclusions(question), rarity)
    tasks = list(_tasks(question, documents, library, profiles, content.tokenizer))
    inside, said = _inside_headings(question, tasks, profiles)
    tasks = inside or tasks
    units = beside_titles(content, [task.document for task in tasks])
    units = tuple(unit for unit in units if not set(fold(unit[1][0][0]).split("_")) <= said)
    chosen = _choose(content.tokenizer, units, tasks, wants_list and not whole)
    return [(task.document, task.clause) for task in chosen[:_MOST]]


def list_under(
    question: Understood, document: Document, heading: Clause, profiles: Profiles, rarity: Rarity
) -> list[tuple[Document, Clause]]:
    """What stands under a heading that the question names, in document order; its other words
    narrow the list."""
    content = read_content(_without_inclusions(question), rarity)
    own = set(folded_syllables(profiles.of(document, heading).text))
    units = tuple(
        unit
        for unit in beside_titles(content, [document])
        if not set(fold(unit[1][0][0]).split("_")) <= own
    )
    inside = f"{heading.id}."
    leaves = [
        _Task(document, clause, profile.own[content.tokenizer])
        for clause in document.clauses
        if clause.id.startswith(inside)
        for profile in (profiles.of(document, clause),)
        if not profile.heads_others
    ]
    chosen = _choose(content.tokenizer, units, leaves, True)
    return [(task.document, task.clause) for task in chosen[:_MOST]]


def list_due(
    question: Understood,
    documents: Sequence[Document],
    library: Library,
    profiles: Profiles,
    rarity: Rarity,
) -> list[tuple[Document, Clause]]:
    """What falls due in the stretch of time that a list question names, or has a due day at all
    where it asks for due days; in document order, narrowed by its other words."""
    if not question.asks_for("list"):
        return []
    due: list[_Task] = []
    for document in documents:
        day = document.metadata.date or ""
        window = read_window(question.subject, int(day[:4]) if day else None)
        if window is None and not question.asks_for("when"):
            continue
        if window:
            question = replace(question, subject=blank_spans(question.subject, [window.at]))
        for clause in _due(library.facts(document.id), document, window):
            own = profiles.of(document, clause).own["words"]
            due.append(_Task(document, clause, own))
    content = read_content(_without_inclusions(question), rarity)
    if content.tokenizer != "words" or not due:
        return []
    units = tuple(
        unit
        for unit in beside_titles(content, documents)
        if not set(unit[1][0][0].split("_")) <= due_words()
    )
    chosen = _choose("words", units, due, True)
    return [(task.document, task.clause) for task in chosen[:_MOST]]


def _due(facts: Facts, document: Document, window: Window | None) -> Iterable[Clause]:
    """The clauses with a due day (in the window); of a heading those under it."""
    seen: set[str] = set()
    for deadline in facts.deadlines:
        start, end = deadline.period.start, deadline.period.end
        if end is None or (window and not window.holds(start, end)):
            continue
        clause = document.clause(deadline.clause_id)
        if clause is None:
            continue
        for found in document.children(clause) or (clause,):
            if found.id not in seen:
                seen.add(found.id)
                yield found


def list_about(
    question: Understood, document: Document, profiles: Profiles, rarity: Rarity
) -> list[tuple[Document, Clause]]:
    """The clauses of a document that hold (nearly) all that a list question says beside the
    document's title, in document order."""
    if not question.asks_for("list") or question.form:
        return []
    content = read_content(_without_inclusions(question), rarity)
    units = beside_titles(content, [document])
    if not units:
        return []
    topic = Content(content.tokenizer, units)
    found = []
    for clause in document.clauses:
        profile = profiles.of(document, clause)
        if profile.heads_others or profile.form or not set(question.organs) <= profile.organs:
            continue
        if topic.covered(profile.own[content.tokenizer]) >= _ABOUT:
            found.append((document, clause))
    return found[:_MOST] if len(found) >= 2 else []


def names_lead_in(question: Understood, text: str) -> bool:
    """Whether the question asks what a thing consists of, and the clause whose text this is leads
    in to just that: "Hồ sơ bao gồm:"."""
    last = _SENTENCE_END.split(text.strip())[-1]
    if not last.endswith(":") or not _CONSISTS.search(fold(question.standalone)):
        return False
    thing = set(folded_syllables(_CONSISTING.sub(" ", last))) - folded_stopwords()
    return len(thing) >= _HEADING_WORDS and thing <= set(folded_syllables(question.subject))


def names_heading(question: Understood, text: str) -> bool:
    """Whether the question says the heading whose text this is."""
    words = set(folded_syllables(question.subject))
    own = {w for w in folded_syllables(text) if not w.isdigit() and len(w) > 1}
    own -= folded_stopwords()
    telling = own - task_words()
    said = len(own) >= _HEADING_WORDS and bool(telling) and own <= words
    return said and not is_numbered_otherwise(question.standalone, text)


def _choose(
    tokenizer: str, units: Units, tasks: Sequence[_Task], wants_list: bool
) -> Sequence[_Task]:
    """The tasks that the units choose; none where they ask for something else."""
    choosing, unmet = _narrowing(tokenizer, units, tasks)
    total = sum(weight for weight, _ in units) or 1.0
    if sum(weight for weight, _ in unmet) / total > (_UNMET if wants_list else 0.0):
        return []
    if not choosing:
        return tasks
    narrowed = Content(tokenizer, choosing)
    chosen = [task for task in tasks if narrowed.covered(task.tokens) >= _MEETS]
    return chosen if len(chosen) >= 2 and wants_list else []


def with_groups(question: Understood) -> Understood:
    """A list question that names no organ, with the groups of organs that it names instead; it is
    the question itself where there are none."""
    groups = find_groups(question.subject) if question.asks_for("list") else ()
    if question.organs or not groups:
        return question
    names = tuple(dict.fromkeys(match.name for match in groups))
    return replace(question, organs=names, subject=blank(question.subject, groups))


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


def _inside_headings(
    question: Understood, tasks: Sequence[_Task], profiles: Profiles
) -> tuple[list[_Task], set[str]]:
    """The tasks that stand under a heading which the question names beside organs and titles, and
    the (folded) syllables of these headings."""
    beside = replace(question, subject=without_organs(question.subject))
    inside: list[_Task] = []
    said: set[str] = set()
    for task in tasks:
        title = set(folded_syllables(document_context(task.document)))
        for heading in task.document.ancestors(task.clause):
            text = profiles.of(task.document, heading).text
            if names_heading(beside, text) and not set(folded_syllables(text)) <= title:
                inside.append(task)
                said.update(folded_syllables(text))
                break
    return inside, said


def _narrowing(tokenizer: str, units: Units, tasks: Sequence[_Task]) -> tuple[Units, Units]:
    """The units that choose among the tasks, and those that no task meets."""
    choosing, unmet = [], []
    for unit in units:
        alone = Content(tokenizer, (unit,))
        met = sum(bool(alone.covered(task.tokens)) for task in tasks)
        if not met:
            unmet.append(unit)
        elif met < len(tasks):
            choosing.append(unit)
    # one stray word of a longer question does not narrow it
    keep = len(choosing) >= 2 or len(units) <= 2
    return (tuple(choosing) if keep else ()), tuple(unmet)
