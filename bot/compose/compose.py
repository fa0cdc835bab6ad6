"""Findings to an extractive answer: the direct answer, then the clause's words, each cited."""

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.answer import AnswerStatus
from bot.compose.draft import Cites, Draft
from bot.findings import Findings, Found
from bot.question import Understood
from bot.read.claim import Verdict, judge
from bot.read.doers import doers
from bot.read.extract import Direct, best_sentence, direct_answer
from bot.retrieve.lookup import Lookup
from bot.understand.intent.yes_no import read_claim
from bot.vocabulary import folded_stopwords, stopwords, task_words
from corpus.document import Clause, Document
from corpus.language.segment import folded_syllables, syllables
from corpus.organs import find_organs
from index.passage import clause_text

_MAX_LIST = 40
_BULLET = re.compile(r"^[-–+*•]\s+")  # the line has a dash of its own
_ONE_THING = ("who", "when", "how_much", "which_document", "person", "contact", "yes_no")
# the answers to a claim; what stands instead follows the last
RIGHT, YES, WRONG = "Đúng", "Có", "Không đúng, văn bản nêu:"


def compose(question: Understood, findings: Findings, lookup: Lookup, chosen: list[Found]) -> Draft:
    """The answer for findings that bear the question out."""
    if findings.listed > 1:
        return _compose_list(chosen)
    if findings.compared:
        asked = {f.clause.id: part.question for part in findings.compared for f in part.found}
        draft = _compose_single(question, chosen, lookup, asked)
        same = len({part.question.subject for part in findings.compared}) == 1
        return replace(
            draft,
            compares=not any(part.organ for part in findings.compared),
            figures=draft.figures if same else {},  # of different things they do not differ
        )
    listed = _listed(question, findings, lookup, chosen)
    if not listed and len(chosen) > 2:
        listed = chosen
    if listed:
        return _compose_list(listed)
    return _compose_single(question, chosen, lookup)


def _listed(
    question: Understood, findings: Findings, lookup: Lookup, chosen: list[Found]
) -> list[Found]:
    """The clauses of a list question: an organ's tasks, or the children of a heading clause."""
    top = chosen[0]
    if _asks_for_tasks(question) and not top.named:
        scope = findings.scope
        if not question.named:
            scope = tuple(d for d in scope if d in question.preferred) or scope
            if question.numbers or findings.inside:
                scope = (top.document.id,)
        return lookup.led_by(question.organs, scope, findings.inside)[:_MAX_LIST]
    wants_list = question.asks_for("list")
    head = lookup.heading(question, top) if wants_list and not top.named else None
    head = top if top.profile.heads_others and (top.named or wants_list) else head
    if head:
        children = lookup.with_children(head)
        if len(children) <= _MAX_LIST:
            return [head, *children] if head.named else children
    return []


def _asks_for_tasks(question: Understood) -> bool:
    """Whether all of one organ's tasks are asked for: nothing else is said of them."""
    if not question.organs or question.asks_for(*_ONE_THING):
        return False
    bare = question.undiacritized
    split, stop = (folded_syllables, folded_stopwords()) if bare else (syllables, stopwords())
    words = {s for s in split(question.subject) if not s.isdigit()}
    for match in find_organs(question.subject):
        words -= set(split(question.subject[match.start : match.end]))
    words -= stop | task_words()
    return len(words) <= 1


def _compose_single(
    whole: Understood,
    chosen: list[Found],
    lookup: Lookup,
    asked: Mapping[str, Understood] | None = None,
) -> Draft:
    """Each clause with its direct answer; ``asked`` is what is asked of a clause, by its id, where
    that is not the whole question."""
    cites = Cites()
    lines: list[str] = []
    shorts: list[str] = []
    figures: dict[str, tuple[str, ...]] = {}
    for found in chosen:
        document, clause = found.document, found.clause
        question = (asked or {}).get(clause.id, whole)
        words, directs = _answer_to(question, document, clause, lookup, comparing=asked is not None)
        marker = cites.mark(document, clause)
        if words:
            markers = [cites.mark(document, d.clause, (d.start, d.end)) for d in directs]
            markers = markers or [marker]
            shorts.append(words)
            if question.asks_for("when", "how_much") and len(directs) == 1:
                figures[document.id] = (directs[0].words,)
            lines.append(f"**{_capital(words)}** {_marks(markers)}")
        else:
            span = best_sentence(question, document, clause)
            cites.mark(document, clause, span)
        lines.append(f"Theo {clause.label} [{marker}]:")
        lines.append(_quote(document, clause))
    return Draft(
        AnswerStatus.ANSWERED,
        "\n\n".join(lines),
        "; ".join(dict.fromkeys(shorts)),
        cites.all(),
        figures=figures,
    )


def _answer_to(
    question: Understood, document: Document, clause: Clause, lookup: Lookup, comparing: bool
) -> tuple[str, list[Direct]]:
    """The direct answer in words, and the spans that it consists of; a claim on several documents
    is not judged by one of them."""
    claim = None if comparing else read_claim(question)
    if claim is None:
        directs = direct_answer(question, document, clause)
        directs = directs or doers(question, document, clause, lookup.assignments(document))
        return _spoken_list(directs), directs
    judgement = judge(claim, document, clause)
    if judgement.verdict is Verdict.YES:
        return (RIGHT if claim.tagged else YES), []
    if judgement.verdict is Verdict.NO:
        return f"{WRONG} {_spoken_list(list(judgement.instead))}", list(judgement.instead)
    return "", []


def _compose_list(listed: list[Found]) -> Draft:
    cites = Cites()
    lines: list[str] = []
    document_id = ""
    for found in listed:
        document, clause = found.document, found.clause
        if document.id != document_id:
            document_id = document.id
            lines.append(f"Theo {document.name}:")
        marker = cites.mark(document, clause)
        place = clause.label.removesuffix(document.name).strip()
        text = _BULLET.sub("", clause_text(document, clause).replace("\n", " "))
        lines.append(f"- {_capital(place)}: “{text}” [{marker}]")
    return Draft(AnswerStatus.ANSWERED, "\n".join(lines), "", cites.all())


def _spoken_list(directs: list[Direct]) -> str:
    return "; ".join(dict.fromkeys(direct.words for direct in directs))


def _marks(markers: list[int]) -> str:
    return "".join(f"[{m}]" for m in dict.fromkeys(markers))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _quote(document: Document, clause: Clause) -> str:
    text = clause_text(document, clause)
    return "\n".join(f"> {line}" if line else ">" for line in text.split("\n"))
