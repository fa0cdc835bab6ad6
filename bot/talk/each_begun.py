"""From when on each of several documents holds, side by side."""

from collections.abc import Sequence
from dataclasses import replace

from bot.answer import AnswerStatus, Role, Span, Statement
from bot.draft import Cites, Draft
from bot.render.names import short_reference
from bot.talk.in_force import begun, written
from bot.talk.words import say
from bot.vocabulary import read_table
from corpus.citation.validity import effect_stated, effective_of, sets_day_itself
from corpus.document import Document
from index.passage import clause_text

_COMPARED = 2


def each_begun(documents: Sequence[Document]) -> Draft | None:
    """From when on each of ``documents`` holds, side by side, and which of two does first; None
    where none of them says so."""
    cites = Cites()
    leads: list[Statement] = []
    quotes: list[Statement] = []
    beside: list[Statement] = []
    days: list[tuple[str, Document, int]] = []
    apart = len({d.metadata.province for d in documents}) == len(documents)
    for document in documents:
        name = document.metadata.province if apart and document.metadata.province else document.name
        told_of = begun(document, cites, say("begins_asked"))
        first, _ = effective_of(document)
        stated = effect_stated(document)
        if stated is None:
            text = say("no_first_day_of", document=document.name)
            beside.append(Statement(text, Role.MISSING))
            continue
        clause, (start, end) = stated
        marker = cites.mark(document, clause)
        span = Span(document.id, clause.start, clause.end)
        quotes.append(Statement(clause_text(document, clause), Role.QUOTE, (span,), (marker,)))
        for one in told_of:
            told = _named(name, one)
            (leads if one.role is Role.LEAD else beside).append(told)
        if first and sets_day_itself(document.text[start:end]):
            days.append((first, document, marker))
    if not leads:
        return None
    sooner = [_sooner(days)] if len(days) == len(documents) == _COMPARED else []
    statements = (*leads, *sooner, *beside, *quotes)
    return Draft(AnswerStatus.ANSWERED, statements, "", cites.all(), compares=True)


def _named(name: str, one: Statement) -> Statement:
    """What is said of one of several documents, under its name."""
    text = f"{name}: {one.text[:1].lower()}{one.text[1:]}"
    strong = ((len(name) + 2, len(text)),) if one.role is Role.LEAD else ()
    return replace(one, text=text, strong=strong)


def _sooner(days: Sequence[tuple[str, Document, int]]) -> Statement:
    table = read_table("compare")["than"]
    (one, first, at), (other, second, beside) = sorted(days, key=lambda day: day[0])
    named = first.metadata.province != second.metadata.province
    names = [d.metadata.province if named and d.metadata.province else short_reference(d)
             for d in (first, second)]  # fmt: skip
    if one == other:
        text = str(table["same"]).format(one=names[0], other=names[1], words=written(one))
    else:
        text = str(table["sentence"]).format(
            high=names[0], than=table["date"], more=f"ngày {written(one)}",
            less=f"ngày {written(other)}", low=names[1],
        )  # fmt: skip
    return Statement(text, Role.REMARK, citations=(at, beside))
