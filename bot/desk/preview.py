"""What a person should see before a document is published."""

from dataclasses import dataclass
from typing import Any

from bot.answer import Answer
from bot.desk.desk import Desk
from bot.desk.edition import Edition
from bot.desk.versions import copy_of
from bot.question import Ask
from bot.render.names import short_reference
from corpus.document import Clause, Document
from corpus.export import document_json, health_json, path_json, reference_json, status_json
from corpus.health import KINDS, inspect
from corpus.language.normalize import view
from corpus.library import Library
from corpus.load import LoadError
from corpus.shelf.entry import FOLDER, STATES, Entry, State

SAMPLES = "cau-hoi-mau.txt"  # in the data folder: questions, a line each, that are always tried
_MOST_SAMPLES, _OFFERED = 30, 4
_DOUBTS, _SHOWN = 200, 160  # doubtful words listed; characters of a clause in the tree
_PLAIN = "extractive"


@dataclass(frozen=True, slots=True)
class Effect:
    """A question, and what is answered before and after; ``changed`` where it is another answer."""

    question: str
    before: dict[str, Any]
    after: dict[str, Any]

    @property
    def changed(self) -> bool:
        """Whether status, short answer or the first citation differ."""
        return self.before != self.after


def entry_json(entry: Entry) -> dict[str, Any]:
    """The entry as the API tells it."""
    return {
        "id": entry.id,
        "file": entry.file,
        "state": entry.state.value,
        "state_label": STATES[entry.state],
        "document_id": entry.document_id,
        "origin": entry.origin,
        "visibility": "internal" if entry.internal else "public",
        "mended": entry.mended,
        "replaces": entry.replaces or None,
        "made": entry.made,
        "changed": entry.changed,
        "by": entry.by,
    }


def row_of(desk: Desk, entry: Entry) -> dict[str, Any]:
    """The entry with its document's metadata, where its file can be read."""
    row = entry_json(entry)
    try:
        document = desk.document(entry)
        row |= {"name": document.name, "metadata": document_json(document), "problem": None}
    except LoadError as error:
        row |= {"name": entry.file, "metadata": None, "problem": error.reason}
    return row


def preview(desk: Desk, entry: Entry) -> dict[str, Any]:
    """Metadata, clause tree, health, doubtful words, relations, versions of the entry's document;
    LoadError where its file cannot be read."""
    document = desk.document(entry)
    held = entry.state is State.PUBLISHED
    now = desk.with_entry(entry) if not held else None
    edition = desk.edition
    assert edition is not None
    library = (now or edition.collection).library(internal=True)
    own = library.document(entry.document_id) or document
    roots = [clause for clause in own.clauses if clause.parent is None]
    health = health_json(own, inspect(own, library.graph))
    for finding in health["findings"]:
        finding["kind_label"] = KINDS[finding["kind"]]
    return {
        **row_of(desk, entry),
        "validity": _status(library, own),
        "health": health,
        "doubts": [_doubt(own, span) for span in own.doubts[:_DOUBTS]],
        "relations": _relations(library, own),
        "changes": [] if held else _changes(edition, library, own),
        "versions": [
            entry_json(other) for other in desk.entries() if other.document_id == entry.document_id
        ],
        "copy_of": _copy(desk, entry, document),
        "tree": [_branch(own, clause) for clause in roots],
        "events": [
            {"at": event.at, "what": event.what, "by": event.by}
            for event in desk.shelf.events(entry.id)
        ],
    }


def effects(desk: Desk, entry: Entry) -> list[Effect]:
    """The sample questions with their answers before and after ``entry`` is published."""
    before, after = desk.edition, desk.trial(entry)
    assert before is not None
    questions = dict.fromkeys(_kept_samples(desk))
    for edition in (after, before):
        offered = edition.internal.pipeline.first_questions()
        questions.update(dict.fromkeys(offered[:_OFFERED]))
    return [
        Effect(question, _answered(before, question), _answered(after, question))
        for question in list(questions)[:_MOST_SAMPLES]
    ]


def _kept_samples(desk: Desk) -> list[str]:
    try:
        text = (desk.settings.data_dir / SAMPLES).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return []
    return [line.strip() for line in text.splitlines() if line.strip()]


def _answered(edition: Edition, question: str) -> dict[str, Any]:
    answer: Answer = edition.internal.pipeline.invoke(Ask(question, mode=_PLAIN))
    first = answer.citations[0] if answer.citations else None
    return {
        "status": answer.status.value,
        "short_answer": answer.short_answer,
        "citation": first.clause.label if first else None,
    }


def _status(library: Library, document: Document) -> dict[str, Any]:
    """The state on this day, with the clauses that say so named and quoted."""
    told = {**status_json(library, document), "said_in": None, "quote": None}
    clause = library.clause(told["clause_id"] or "")
    holder = library.document(clause.document_id) if clause else None
    if clause and holder:
        told["said_in"] = clause.label
        told["quote"] = " ".join(view(holder.text, clause.start, clause.end).text.split())[:_SHOWN]
    return told


def _relations(library: Library, document: Document) -> list[dict[str, Any]]:
    """References of the document to others in use, and of others to it."""
    rows = []
    for reference in library.graph.references[document.id]:
        target = library.document(reference.target or "")
        if target is not None and target.id != document.id:
            told = reference_json(document, reference)
            rows.append({"way": "to", "document": target.id, "name": target.name, **told})
    for reference in library.graph.cited_in(document.id):
        source = library.document(reference.document_id)
        if source is not None:
            told = reference_json(source, reference)
            rows.append({"way": "from", "document": source.id, "name": source.name, **told})
    return rows


def _changes(edition: Edition, after: Library, document: Document) -> list[dict[str, Any]]:
    """Other documents whose state would be another one."""
    before = {d.id: d for d in edition.collection.library(internal=True)}
    return [
        {
            "document": other.id,
            "name": other.name,
            "before": before[other.id].status,
            "after": other.status,
            "label": status_json(after, other)["label"],
        }
        for other in after
        if other.id != document.id
        and other.id in before
        and before[other.id].status != other.status
    ]


def _copy(desk: Desk, entry: Entry, document: Document) -> dict[str, str] | None:
    edition = desk.edition
    if edition is None or entry.origin == FOLDER or entry.state is State.PUBLISHED:
        return None
    found = copy_of(document, edition.collection)
    return {"document": found.id, "name": short_reference(found)} if found else None


def _doubt(document: Document, span: tuple[int, int]) -> dict[str, Any]:
    start, end = span
    clause = next((c for c in document.clauses if c.start <= start < c.end), None)
    return {
        "start": start,
        "end": end,
        "text": document.text[start:end],
        "clause_id": clause.id if clause else None,
    }


def _branch(document: Document, clause: Clause) -> dict[str, Any]:
    words = " ".join(view(document.text, clause.start, clause.end).text.split())
    return {
        "clause_id": clause.id,
        "path": path_json(clause),
        "label": clause.label,
        "text": words if len(words) <= _SHOWN else f"{words[:_SHOWN].rsplit(' ', 1)[0]}…",
        "children": [_branch(document, child) for child in document.children(clause)],
    }
