"""A choice of clauses to an answer: the direct answer, then the clause's words, each cited."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from bot.answer import AnswerStatus, Citation, Role, Span, Statement
from bot.compose.lead import Lead, lead_of
from bot.compose.things import NOT_BOLD, cell_first, is_sure, sources, thing_told, told_first
from bot.deadline import check
from bot.draft import Cites, Draft
from bot.evidence.direct import Direct
from bot.evidence.settled import Settled
from bot.evidence.told import Told
from bot.findings import Answered, Choice, Findings, Found
from bot.question import Understood
from bot.read.actors import actors
from bot.read.claim import Verdict, judge
from bot.read.extract import best_sentence
from bot.read.signed import day_signed
from bot.render.markdown import item_text
from bot.understand.intent.yes_no import read_claim
from bot.vocabulary.types import types_with
from corpus.document import Clause, Document
from corpus.organs import find_bodies
from index.passage import clause_text

_LONGEST = 15_000  # characters of the clauses of a list
_MORE_LISTED = (
    "Còn {left} điều khoản nữa thuộc danh sách này; anh/chị mở văn bản để xem hết, hoặc hỏi rõ "
    "phần cần xem."
)
_FEW = 2  # so many clauses are told one after another, more as the best one with a list behind it
_MOST_CASES = 8
_HEADING = 14  # words of a clause without an end of a sentence that only heads others
_MOST_UNDER = 24  # clauses under one that leads in to them, shown with it
# the answers to a claim in English; what stands instead of what a claim says follows the last
RIGHT, YES, WRONG = "Đúng", "Có", "Không đúng, văn bản nêu:"
# behind a "có" or "không" that hangs on something
BOUND, EXCEPTED = ", với điều kiện nêu tại {place}", ", trừ trường hợp nêu tại {place}"
HERE = "điều khoản dưới đây"


def compose(question: Understood, findings: Findings, choice: Choice) -> Draft:
    """The answer for a choice that bears the question out."""
    if choice.listed:
        return _compose_list(question, choice.clauses)
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
    leads: list[Statement] = []
    shown: list[Statement] = []
    shorts: list[str] = []
    figures: dict[str, tuple[str, ...]] = {}
    apart = bool(choice.asked) and len({f.document.id for f in choice.clauses}) > 1
    told_whole, beside = _first_told(choice)
    for found in told_whole:
        check()
        document, clause = found.document, found.clause
        question = choice.asked.get(clause.id, whole)
        if clause.id in choice.items:
            shown.append(_item(found, cites))
            continue
        marker = cites.mark(document, clause)
        words, directs = _answer_to(question, found, choice)
        first = _cells_told(choice, found, cites)
        shorts += [_without_head(first[0])] if len(first) == 1 else [one.text for one in first]
        settled = choice.settled.get(clause.id) if not words and not found.profile.form else None
        if settled and not first:
            verdict, leading = _said_of(settled, found, marker)
            shorts.append(verdict)
            cites.mark(document, clause, (settled.start, settled.end))
            first += leading
        elif words:
            markers = [cites.mark(d.document, d.clause, (d.start, d.end)) for d in directs]
            shorts.append(words)
            if question.asks_for(*types_with("differs")) and len(directs) == 1:
                figures[document.id] = (directs[0].words,)
            spans = tuple(Span(d.document.id, d.start, d.end) for d in directs)
            lead = lead_of(directs) if words == _in_a_row(directs) else Lead(_capital(words), ())
            cited = tuple(markers or [marker])
            first.append(Statement(lead.text, Role.LEAD, spans, cited, lead.strong))
        if not first or (choice.brief and len(first) == 1 and words and not directs):
            told = choice.told.get(clause.id)
            span = (told.start, told.end) if told else best_sentence(question, document, clause)
            cites.mark(document, clause, span)
            first += told_first(found, told, marker, alone=choice.brief) if told else ()
        leads += first
        if not (choice.brief and first):
            shown += [*(first if apart else ()), *_quoted(document, clause, cites)]
    if not choice.brief:
        shown += _items([(f.document, f.clause) for f in beside], cites)
    for thing in choice.things:
        said = thing_told(thing, cites)
        leads += said
        shorts += [one.text for one in said if one.strong != NOT_BOLD]
        shown += [] if choice.brief and said else _quoted_beside(thing, choice, cites)
    if choice.brief:
        shown += sources(leads, shown, cites.all())
    return Draft(
        AnswerStatus.ANSWERED,
        tuple(shown if apart and not choice.brief else [*leads, *shown]),
        "; ".join(dict.fromkeys(shorts)),
        cites.all(),
        figures=figures,
    )


def _cells_told(choice: Choice, found: Found, cites: Cites) -> list[Statement]:
    """The cells of a row that the question names by their column."""
    document, clause = found.document, found.clause
    marker = cites.mark(document, clause)
    told: list[Statement] = []
    for cell in choice.cells.get(clause.id, ()):
        cites.mark(document, clause, (cell.start, cell.end))
        if one := cell_first(document, cell, marker, sure=is_sure(found)):
            told.append(one)
    return told


def _without_head(cell: Statement) -> str:
    """The one cell that is told: a body by itself, of everything else what it is as well."""
    (start, end), *more = cell.strong
    words = cell.text[start:end]
    alone = end == len(cell.text) and not more and find_bodies(words)
    return words if alone else cell.text


def _said_of(settled: Settled, found: Found, marker: int) -> tuple[str, list[Statement]]:
    """ "Có" or "không" as it was asked, with what it hangs on, and the sentence that bears it."""
    document, clause = found.document, found.clause
    said = settled.words
    if settled.bound:
        place = clause.label.removesuffix(document.name).strip()
        said += (BOUND if settled.yes else EXCEPTED).format(place=place or HERE)
    span = Span(document.id, settled.start, settled.end)
    strong = ((0, len(settled.words)),)
    lead = Statement(said, Role.LEAD, (span,), (marker,), strong)
    told = Told(settled.start, settled.end, "", settled.probability)
    return said, [lead, *told_first(found, told, marker)]


def _item(found: Found, cites: Cites) -> Statement:
    """A clause of a list on its line."""
    citation = Citation(cites.mark(found.document, found.clause), found.document, found.clause)
    span = (_whole(found.clause),)
    return Statement(item_text(citation), Role.ITEM, span, (citation.marker,))


def _quoted_beside(thing: Answered, choice: Choice, cites: Cites) -> list[Statement]:
    """The clause that tells one of several things, where it is none of those chosen."""
    found = thing.found
    if found is None or any(f.clause.id == found.clause.id for f in choice.clauses):
        return []
    return _quoted(found.document, found.clause, cites)


def _quoted(document: Document, clause: Clause, cites: Cites) -> list[Statement]:
    """The whole clause, with what stands under it where it only leads in to that."""
    text = clause_text(document, clause)
    marker = cites.mark(document, clause)
    quote = Statement(text, Role.QUOTE, (_whole(clause),), (marker,))
    return [quote, *_led_in(document, clause, text, cites)]


def _led_in(document: Document, clause: Clause, text: str, cites: Cites) -> list[Statement]:
    """What stands under a clause that only leads in to it ("… gồm:") or is its heading: alone it
    says nothing."""
    said = text.rstrip()
    short = len(said.split()) <= _HEADING or clause.path[-1].level == "dieu"
    heads = said.endswith(":") or (short and said[-1:].isalnum())
    under = _below(document, clause) if heads else []
    if len(under) > _MOST_UNDER or sum(one.end - one.start for one in under) > _LONGEST:
        return []
    return _items([(document, one) for one in under], cites)


def _items(clauses: Sequence[tuple[Document, Clause]], cites: Cites) -> list[Statement]:
    """Each clause on a line."""
    for document, clause in clauses:
        cites.mark(document, clause)
    numbers = {c.clause.id: c for c in cites.all()}
    return [
        Statement(item_text(numbers[one.id]), Role.ITEM, (_whole(one),), (numbers[one.id].marker,))
        for _, one in clauses
    ]


def _first_told(choice: Choice) -> tuple[Sequence[Found], Sequence[Found]]:
    """The clauses that are told each with what it answers, and those that are only listed behind
    them: of many that answer one thing all but the best."""
    if choice.asked or len(choice.clauses) <= _FEW:
        return choice.clauses, ()
    return choice.clauses[:1], choice.clauses[1:]


def _below(document: Document, clause: Clause) -> list[Clause]:
    """All that stands under the clause, in source order."""
    return [one for child in document.children(clause) for one in (child, *_below(document, child))]


def _answer_to(
    question: Understood, found: Found, choice: Choice
) -> tuple[str, tuple[Direct, ...]]:
    """The direct answer in words, and the spans that it consists of; a claim on several documents
    is not judged by one of them."""
    claim = None if choice.asked else read_claim(question)
    settled = choice.settled.get(found.clause.id)
    if claim is None and settled:
        return "", ()
    if claim is None:
        directs = choice.words.get(found.clause.id, ())
        directs += day_signed(question, found.document, found.clause, directs)
        return _in_a_row(directs), directs
    if found.profile.form:  # a letterhead's date or a signature affirms nothing
        return "", ()
    judgement = judge(claim, found.document, found.clause)
    english = question.language != "vi"  # the trees were fitted on Vietnamese alone
    if judgement.verdict is Verdict.YES and english:
        return (RIGHT if claim.tagged else YES), ()
    if judgement.verdict is Verdict.NO and (english or (settled and not settled.yes)):
        return f"{WRONG} {_in_a_row(judgement.instead)}", judgement.instead
    return "", ()


def _compose_list(question: Understood, listed: tuple[Found, ...]) -> Draft:
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
    leads, short = _who_of(question, listed, cites)
    statements = (*leads, *statements)
    if left:
        more = Statement(_MORE_LISTED.format(left=left), Role.REMARK)
        return Draft(AnswerStatus.PARTIAL, (*statements, more), short, citations)
    return Draft(AnswerStatus.ANSWERED, statements, short, citations)


def _who_of(
    question: Understood, listed: Sequence[Found], cites: Cites
) -> tuple[tuple[Statement, ...], str]:
    """Who does it in each of the clauses, case by case, before them; nothing where one of them does
    not say so."""
    told = [actors(question, f.document, f.clause) for f in listed]
    if len(listed) > _MOST_CASES or not all(told):
        return (), ""
    directs = [one for found in told for one in found]
    markers = tuple(cites.mark(d.document, d.clause) for d in directs)
    spans = tuple(Span(d.document.id, d.start, d.end) for d in directs)
    lead = lead_of(directs)
    return (Statement(lead.text, Role.LEAD, spans, markers, lead.strong),), _in_a_row(directs)


def _whole(clause: Clause) -> Span:
    return Span(clause.document_id, clause.start, clause.end)


def _in_a_row(directs: Sequence[Direct]) -> str:
    return "; ".join(dict.fromkeys(direct.words for direct in directs))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
