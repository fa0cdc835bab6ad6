"""Questions to offer after a refusal: built from the nearest clauses, and only such as the
assistant does answer."""

from collections.abc import Iterator, Sequence

from bot.findings import Found
from bot.question import Understood
from bot.render.names import short_reference
from corpus.document import Clause, Document
from corpus.language.normalize import view
from corpus.library import Library

_MOST_TRIED = 5
_LONGEST = 110  # characters of a task that is put into a question whole
_NEAR = 0.5  # own coverage from which a clause is worth a question of its own


def next_questions(
    question: Understood,
    nearest: Sequence[tuple[Document, Clause]],
    ranked: Sequence[Found],
    library: Library,
) -> tuple[str, ...]:
    """Up to five questions to try, none of which is the one refused; ``nearest`` clauses were
    shown, ``ranked`` ones only found."""
    asked = " ".join(question.text.lower().split())
    tried = list(dict.fromkeys(_candidates(question, nearest, ranked, library)))[:_MOST_TRIED]
    return tuple(candidate for candidate in tried if candidate.lower() != asked)


def _candidates(
    question: Understood,
    nearest: Sequence[tuple[Document, Clause]],
    ranked: Sequence[Found],
    library: Library,
) -> Iterator[str]:
    pairs = list(nearest)
    if not pairs:
        pairs = [
            (f.document, f.clause)
            for f in ranked[:3]
            if f.evidence.own >= _NEAR and not f.profile.heads_others
        ]
    for document, clause in pairs[:2]:
        yield from _on_clause(document, clause, library)
    # in English the words of question and clause cannot be compared
    near = [f for f in ranked[:10] if (f.near and f.evidence.own > 0) or question.language == "en"]
    leaders = [(f, organ) for f in near for organ in f.profile.leaders]
    yield from (
        f"{organ} có những nhiệm vụ gì theo {short_reference(found.document)}?"
        for found, organ in leaders
        if organ not in question.organs or not question.named
    )


def _on_clause(document: Document, clause: Clause, library: Library) -> Iterator[str]:
    """Who is charged with it, until when, what it says, who else has tasks there."""
    place = short_reference(document, clause)
    facts = library.facts(document.id)
    doers = [a.organ for a in facts.assignments if a.clause_id == clause.id and a.role == "chu_tri"]
    task = _target(document, clause)
    if task and doers:
        yield f"Cơ quan nào chủ trì chỉ tiêu “{task}”?"
    due = [d.period for d in facts.deadlines if d.clause_id == clause.id]
    if any(period.end and not period.every for period in due) and not clause.cells:
        yield f"Nhiệm vụ tại {place} phải hoàn thành khi nào?"
    yield f"{place[:1].upper()}{place[1:]} quy định gì?"
    for organ in doers[:1]:
        yield f"{organ} có những nhiệm vụ gì theo {short_reference(document)}?"


def _target(document: Document, clause: Clause) -> str:
    """The words of a table row's target, where they are short."""
    texts = [view(document.text, c.start, c.end).text for c in clause.cells[1:2]]
    text = " ".join(texts[0].split()).strip(" .;") if texts else ""
    return text if len(text) <= _LONGEST else ""
