"""Questions to begin with, made from whatever documents are loaded."""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial

from bot.render.names import short_reference
from bot.suggest.suggestion import Suggestion
from bot.suggest.wording import LONGEST, heading_of, sentence, task_of
from corpus.document import Document, Part
from corpus.library import Library

_NEWEST = 12  # documents that first questions are on
_LISTED = 2  # tasks from which on an organ or a document is worth a list


def first_questions(library: Library) -> Iterator[Suggestion]:
    """Questions on the newest of the loaded documents, each of another kind than the one before
    and, while there are any, on a document that none was about."""
    newest = sorted(library, key=lambda d: d.metadata.date or "", reverse=True)[:_NEWEST]
    ways: tuple[Callable[[Document], Suggestion | None], ...] = (
        partial(_on_organ, library),
        partial(_on_row, library),
        partial(_on_dues, library),
        _on_heading,
        _on_signer,
        _on_title,
    )
    used: set[str] = set()
    said: set[str] = set()
    for _ in newest:
        for way in ways:
            for document in sorted(newest, key=lambda d: d.id in used):
                one = way(document)
                if one and one.text not in said and len(one.text) <= LONGEST:
                    used.add(document.id)
                    said.add(one.text)
                    yield one
                    break


def _on_organ(library: Library, document: Document) -> Suggestion | None:
    organs = Counter(a.organ for a in library.facts(document.id).assignments if a.role == "chu_tri")
    for organ, count in organs.most_common(1):
        if count >= _LISTED:
            name = short_reference(document)
            text = sentence("organ", "tasks", organ=organ, document=name)
            return Suggestion(text, (document.id,), "organ")
    return None


def _on_row(library: Library, document: Document) -> Suggestion | None:
    for fact in library.facts(document.id).assignments:
        clause = document.clause(fact.clause_id)
        if clause is None or not clause.cells or fact.role != "chu_tri":
            continue
        if task := task_of(document, clause):
            text = sentence("who", fact.role, task=task.said)
            return Suggestion(text, (clause.id,), "who", direct=True)
    return None


def _on_dues(library: Library, document: Document) -> Suggestion | None:
    facts = library.facts(document.id).deadlines
    due = {d.clause_id for d in facts if d.period.end and not d.period.every}
    if len(due) < _LISTED:
        return None
    text = sentence("dues", "list", document=short_reference(document))
    return Suggestion(text, (document.id,), "dues")


def _on_heading(document: Document) -> Suggestion | None:
    for clause in document.clauses:
        if clause.part is Part.BODY and (words := heading_of(document, clause)):
            name = short_reference(document)
            text = sentence("next", "heading", document=name, words=words)
            below = (c.id for c in document.children(clause))
            return Suggestion(text, (clause.id, *below), "heading")
    return None


def _on_signer(document: Document) -> Suggestion | None:
    if not document.metadata.signer:
        return None
    text = sentence("signer", "signer", document=short_reference(document))
    return Suggestion(text, (document.id,), "signer")


def _on_title(document: Document) -> Suggestion | None:
    title = tuple(c.id for c in document.clauses if c.value("the_thuc") == "trich_yeu")
    if not title:
        return None
    return Suggestion(
        sentence("about", "title", document=short_reference(document)), title, "about"
    )
