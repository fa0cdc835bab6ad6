"""A choice of clauses to an answer: the direct answer, then the clause's words, each cited."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from bot.answer import AnswerStatus, Role, Span, Statement
from bot.compose.lead import Lead, lead_of
from bot.deadline import check
from bot.draft import Cites, Draft
from bot.evidence.direct import Direct
from bot.evidence.told import Told
from bot.findings import Choice, Findings, Found
from bot.question import Understood
from bot.read.claim import Verdict, judge
from bot.read.extract import best_sentence
from bot.read.signed import day_signed
from bot.render.markdown import item_text
from bot.understand.intent.yes_no import read_claim
from bot.vocabulary.types import types_with
from corpus.document import Clause, Document
from corpus.language.normalize import view
from index.passage import clause_text

_LONGEST = 15_000  # characters of the clauses of a list
_MORE_LISTED = (
    "Còn {left} điều khoản nữa thuộc danh sách này; anh/chị mở văn bản để xem hết, hoặc hỏi rõ "
    "phần cần xem."
)
_FEWEST_TOLD, _MOST_TOLD = 4, 60  # words of a sentence that is told first
_MOST_OF = 0.6  # of its clause
_MARK = re.compile(r"^(?:[-–+*•]|\(?[a-zđ0-9]{1,3}(?:\.\d{1,3})*[.)])\s+")  # of an item
_NOT_BOLD = ((0, 0),)  # it may not be the answer
# a sentence that cannot stand alone
_HANGS = re.compile(
    r"(?:Từ|Trong|Theo|Do|Qua|Bên cạnh|Sau|Khi) đó\b|(?:Đồng thời|Ngoài ra|Tuy nhiên|Vì vậy)\b",
    re.IGNORECASE,
)
_MOST_UNDER = 24  # clauses under one that leads in to them, shown with it
# the answers to a claim; what stands instead follows the last
RIGHT, YES, WRONG = "Đúng", "Có", "Không đúng, văn bản nêu:"


def compose(question: Understood, findings: Findings, choice: Choice) -> Draft:
    """The answer for a choice that bears the question out."""
    if choice.listed:
        return _compose_list(choice.clauses)
    draft = _compose_single(question, choice)
    if not findings.compared:
        return draft
    same = len({part.question.subject for part in findings.compared}) == 1
    return replace(
        draft,
        compares=not any(part.organ for part in findings.compared),
        figures=draft.figures if same else {},  # of different things they do not differ
    )


def _compose_single(whole: Understood, choice: Choice) -> Draft:
    """Each clause with its direct answer."""
    cites = Cites()
    statements: list[Statement] = []
    shorts: list[str] = []
    figures: dict[str, tuple[str, ...]] = {}
    for found in choice.clauses:
        check()
        document, clause = found.document, found.clause
        question = choice.asked.get(clause.id, whole)
        words, directs = _answer_to(question, found, choice)
        marker = cites.mark(document, clause)
        if words:
            markers = [cites.mark(d.document, d.clause, (d.start, d.end)) for d in directs]
            shorts.append(words)
            if question.asks_for(*types_with("differs")) and len(directs) == 1:
                figures[document.id] = (directs[0].words,)
            spans = tuple(Span(d.document.id, d.start, d.end) for d in directs)
            lead = lead_of(directs) if words == _in_a_row(directs) else Lead(_capital(words), ())
            cited = tuple(markers or [marker])
            statements.append(Statement(lead.text, Role.LEAD, spans, cited, lead.strong))
        else:
            told = choice.told.get(clause.id)
            span = (told.start, told.end) if told else best_sentence(question, document, clause)
            cites.mark(document, clause, span)
            statements.extend(_told_first(found, told, marker) if told else ())
        text = clause_text(document, clause)
        statements.append(Statement(text, Role.QUOTE, (_whole(clause),), (marker,)))
        statements.extend(_led_in(document, clause, text, cites))
    return Draft(
        AnswerStatus.ANSWERED,
        tuple(statements),
        "; ".join(dict.fromkeys(shorts)),
        cites.all(),
        figures=figures,
    )


def _told_first(found: Found, told: Told, marker: int) -> list[Statement]:
    """The sentence or cell that answers, not in bold, before the whole of its clause; none of a
    letterhead, or where it is most of the clause itself or hangs on another."""
    document, clause = found.document, found.clause
    if found.profile.form:
        return []
    said = " ".join(view(document.text, told.start, told.end).text.split()).rstrip(" ;")
    said = _MARK.sub("", said)
    size = len(said.split())
    if told.head:
        said = f"{told.head}: {said}"
    elif size < _FEWEST_TOLD or said.endswith(":") or _HANGS.match(said):
        return []
    if size > min(_MOST_TOLD, _MOST_OF * len(clause_text(document, clause).split())):
        return []
    text = f"“{_capital(said)}”"
    return [
        Statement(text, Role.LEAD, (Span(document.id, told.start, told.end),), (marker,), _NOT_BOLD)
    ]


def _led_in(document: Document, clause: Clause, text: str, cites: Cites) -> list[Statement]:
    """What stands under a clause that only leads in to it ("… gồm:"): alone it says nothing."""
    under = _below(document, clause) if text.rstrip().endswith(":") else []
    if len(under) > _MOST_UNDER or sum(one.end - one.start for one in under) > _LONGEST:
        return []
    for one in under:
        cites.mark(document, one)
    numbers = {c.clause.id: c for c in cites.all()}
    return [
        Statement(item_text(numbers[one.id]), Role.ITEM, (_whole(one),), (numbers[one.id].marker,))
        for one in under
    ]


def _below(document: Document, clause: Clause) -> list[Clause]:
    """All that stands under the clause, in source order."""
    return [one for child in document.children(clause) for one in (child, *_below(document, child))]


def _answer_to(
    question: Understood, found: Found, choice: Choice
) -> tuple[str, tuple[Direct, ...]]:
    """The direct answer in words, and the spans that it consists of; a claim on several documents
    is not judged by one of them."""
    claim = None if choice.asked else read_claim(question)
    if claim is None:
        directs = choice.words.get(found.clause.id, ())
        directs += day_signed(question, found.document, found.clause, directs)
        return _in_a_row(directs), directs
    if found.profile.form:  # a letterhead's date or a signature affirms nothing
        return "", ()
    judgement = judge(claim, found.document, found.clause)
    if judgement.verdict is Verdict.YES:
        return (RIGHT if claim.tagged else YES), ()
    if judgement.verdict is Verdict.NO:
        return f"{WRONG} {_in_a_row(judgement.instead)}", judgement.instead
    return "", ()


def _compose_list(listed: tuple[Found, ...]) -> Draft:
    """Each clause on a line; of a list that nobody would read to its end the first ones, and how
    many more there are."""
    lengths = accumulate(f.clause.end - f.clause.start for f in listed)
    fitting = max(1, sum(length <= _LONGEST for length in lengths))
    left, listed = len(listed) - fitting, listed[:fitting]
    cites = Cites()
    markers = [cites.mark(found.document, found.clause) for found in listed]
    citations = cites.all()
    statements = tuple(
        Statement(item_text(citations[marker - 1]), Role.ITEM, (_whole(found.clause),), (marker,))
        for found, marker in zip(listed, markers, strict=True)
    )
    if left:
        more = Statement(_MORE_LISTED.format(left=left), Role.REMARK)
        return Draft(AnswerStatus.PARTIAL, (*statements, more), "", citations)
    return Draft(AnswerStatus.ANSWERED, statements, "", citations)


def _whole(clause: Clause) -> Span:
    return Span(clause.document_id, clause.start, clause.end)


def _in_a_row(directs: Sequence[Direct]) -> str:
    return "; ".join(dict.fromkeys(direct.words for direct in directs))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
