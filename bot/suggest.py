"""Questions to begin with, and such as go on from an answer."""

from collections import Counter

from bot.findings import Findings
from bot.question import Understood
from corpus.document import Document, Part
from corpus.library import Library
from corpus.structure.label import place_label

_MOST, _LOOKED_AT = 3, 10
_NEWEST = 5  # documents that first questions are on
_SHORT, _LONG = 20, 110  # characters of a target that a question may say


def further_questions(question: Understood, findings: Findings) -> tuple[str, ...]:
    """Questions that the nearest clauses answer: the tasks of the organs that lead them."""
    organs: dict[str, None] = {}
    for found in findings.found[:_LOOKED_AT]:
        meta = found.document.metadata
        for organ in found.profile.leaders:
            if organ not in question.organs:
                year = (meta.date or "")[:4]
                organs[f"{organ} có những nhiệm vụ gì theo {meta.kind} năm {year}?"] = None
    return tuple(organs)[:_MOST]


def first_questions(library: Library) -> tuple[str, ...]:
    """Questions to begin with, on the newest of the loaded documents: an organ's tasks, who leads a
    target, what a clause says, who signed."""
    newest = sorted(library, key=lambda d: d.metadata.date or "", reverse=True)[:_NEWEST]
    asked: dict[str, None] = {}
    for way in (_on_organ, _on_target, _on_clause, _on_signer):
        found = (way(library, document) for document in newest)
        question = next((q for q in found if q and q not in asked), None)
        if question:
            asked[question] = None
    return tuple(asked)


def _named(document: Document) -> str:
    meta = document.metadata
    return f"{meta.kind} {meta.number}" if meta.number else document.name


def _on_organ(library: Library, document: Document) -> str | None:
    organs = Counter(a.organ for a in library.facts(document.id).assignments if a.role == "chu_tri")
    common = organs.most_common(1)
    return f"{common[0][0]} có những nhiệm vụ gì theo {_named(document)}?" if common else None


def _on_target(library: Library, document: Document) -> str | None:
    for target in library.facts(document.id).targets:
        clause = document.clause(target.clause_id)
        if clause is None or len(clause.cells) < 2:
            continue
        texts = (document.text[cell.start : cell.end] for cell in clause.cells)
        words = next((t for t in (" ".join(x.split()) for x in texts) if len(t) > _SHORT), "")
        if words and len(words) <= _LONG:
            return f"Cơ quan nào chủ trì chỉ tiêu “{words}”?"
    return None


def _on_clause(_library: Library, document: Document) -> str | None:
    for clause in document.clauses:
        if clause.part is Part.BODY and clause.path[-1].level == "khoan":
            place = place_label(clause.path, clause.part)
            return f"{place[:1].upper()}{place[1:]} {_named(document)} quy định gì?"
    return None


def _on_signer(_library: Library, document: Document) -> str | None:
    return f"{_named(document)} do ai ký?" if document.metadata.signer else None
