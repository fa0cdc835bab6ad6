"""What is told first of a clause: a cell with the head of its column, a sentence, and each of
several things that are asked; what of them was not found is said."""

import re
from collections.abc import Sequence

from bot.answer import Citation, Role, Span, Statement
from bot.compose.lead import lead_of
from bot.draft import Cites
from bot.evidence.told import Told
from bot.findings import Answered, Found
from corpus.document import Clause, Document
from corpus.language.normalize import view
from corpus.organs import find_bodies
from index.passage import clause_text

_FEWEST, _MOST = 4, 60  # words of a sentence that is told first
_MOST_OF = 0.6  # of its clause
_HALF = 0.5
_LONGEST = 200  # words of a cell that is told whole
_AT_A_GLANCE = 30  # words of a cell that is printed in bold
NOT_BOLD = ((0, 0),)  # it may not be the answer
_MARK = re.compile(r"^(?:[-–+*•]|\(?[a-zđ0-9]{1,3}(?:\.\d{1,3})*[.)])\s+")  # of an item
# a sentence that cannot stand alone
_HANGS = re.compile(
    r"(?:Từ|Trong|Theo|Do|Qua|Bên cạnh|Sau|Khi) đó\b|(?:Đồng thời|Ngoài ra|Tuy nhiên|Vì vậy)\b",
    re.IGNORECASE,
)
_SOURCE = "Theo {label}."
# the question's words, but no figure or body of theirs: no clause holds it
_NOT_FOUND = "Còn “{own}” thì tôi chưa tìm thấy trong văn bản này."
_PART_NOT_FOUND = "Còn phần kia của câu hỏi thì tôi chưa tìm thấy trong văn bản này."


def cell_first(
    document: Document, cell: Told, marker: int, *, sure: bool = True
) -> Statement | None:
    """The cell with its head, in bold where it is short and its row is ``sure`` to be meant, else
    what of it answers; None of one that nobody reads at once."""
    words = _printed(document, cell.start, cell.end)
    words = words.rstrip(".") if words.count(".") == 1 else words
    size = len(words.split())
    if not words or size > _LONGEST:
        return None
    head = " ".join(cell.head.split())
    text = f"{head}: {words}"
    strong = tuple(
        (len(head) + 2 + a, len(head) + 2 + b) for a, b in _strong(document, cell, words)
    )
    if sure and size <= _AT_A_GLANCE:
        strong = ((len(head) + 2, len(text)),)
    span = Span(document.id, cell.start, cell.end)
    return Statement(text, Role.LEAD, (span,), (marker,), strong or NOT_BOLD)


def is_sure(found: Found) -> bool:
    """Whether the row is more likely than not the one that is meant."""
    return found.named or found.probability >= _HALF


def told_first(found: Found, told: Told, marker: int, *, alone: bool = False) -> list[Statement]:
    """The sentence or cell that answers, not in bold but for what decides, before the whole of its
    clause; none of a letterhead, or where it is most of the clause itself or hangs on another.
    ``alone``: the clause does not follow it."""
    document, clause = found.document, found.clause
    if found.profile.form:
        return []
    said = _MARK.sub("", _printed(document, told.start, told.end))
    size = len(said.split())
    whole = len(clause_text(document, clause).split())
    strong = _strong(document, told, said)
    if told.head:
        said = f"{told.head}: {said}"
        strong = tuple((len(told.head) + 2 + a, len(told.head) + 2 + b) for a, b in strong)
    elif not alone and (size < _FEWEST or said.endswith(":") or _HANGS.match(said)):
        return []
    if not told.head and not _is_whole(document, clause, told):
        return []
    if not alone and size > min(_MOST, _MOST_OF * whole):
        return [_of_strong(document, told, marker)] if told.strong else []
    text = f"“{said[:1].upper()}{said[1:]}”"
    moved = tuple((a + 1, b + 1) for a, b in strong)
    span = Span(document.id, told.start, told.end)
    return [Statement(text, Role.LEAD, (span,), (marker,), moved or NOT_BOLD)]


def _is_whole(document: Document, clause: Clause, told: Told) -> bool:
    """Whether the sentence begins where one begins, and its brackets are its own."""
    words = document.text[told.start : told.end]
    before = document.text[max(clause.start, told.start - 3) : told.start].rstrip()
    if any(words.count(a) != words.count(b) for a, b in ("()", "“”")):
        return False
    goes_on = bool(before) and (before[-1].isalnum() or before[-1] == ",")
    return not goes_on or words.lstrip("*_ ")[:1].isupper()


def thing_told(one: Answered, cites: Cites) -> list[Statement]:
    """What tells one of several things that are asked."""
    found = one.found
    if found is None:
        return []
    marker = cites.mark(found.document, found.clause)
    if one.words:
        markers = [cites.mark(w.document, w.clause, (w.start, w.end)) for w in one.words]
        spans = tuple(Span(w.document.id, w.start, w.end) for w in one.words)
        lead = lead_of(one.words)
        strong = lead.strong if one.sure else NOT_BOLD
        return [Statement(lead.text, Role.LEAD, spans, tuple(markers), strong)]
    if one.told is None:
        return []
    cites.mark(found.document, found.clause, (one.told.start, one.told.end))
    if one.told.head:
        cell = cell_first(found.document, one.told, marker, sure=is_sure(found))
        return [cell] if cell else []
    return told_first(found, one.told, marker)


def not_found(things: Sequence[Answered]) -> list[Statement]:
    """That things are asked which were not found, in the words of the question."""
    missing = [one.own.strip(" ?.!,;") for one in things if one.found is None]
    said = [
        _PART_NOT_FOUND
        if any(char.isdigit() for char in own) or find_bodies(own)
        else _NOT_FOUND.format(own=own)
        for own in missing
        if own
    ]
    return [Statement(text, Role.MISSING) for text in dict.fromkeys(said)]


def sources(
    leads: Sequence[Statement], shown: Sequence[Statement], citations: Sequence[Citation]
) -> list[Statement]:
    """Where what is told stands, of the clauses that are not quoted themselves."""
    quoted = {marker for one in shown for marker in one.citations}
    told = dict.fromkeys(m for one in leads for m in one.citations if m not in quoted)
    return [
        Statement(_SOURCE.format(label=c.clause.label), Role.ASIDE, citations=(c.marker,))
        for c in citations
        if c.marker in told
    ]


def _of_strong(document: Document, told: Told, marker: int) -> Statement:
    """Only the words that decide, of a sentence that is the clause itself."""
    words = "; ".join(_printed(document, start, end) for start, end in told.strong)
    spans = tuple(Span(document.id, start, end) for start, end in told.strong)
    return Statement(f"{words[:1].upper()}{words[1:]}", Role.LEAD, spans, (marker,))


def _printed(document: Document, start: int, end: int) -> str:
    return " ".join(view(document.text, start, end).text.split()).strip(" ;|")


def _strong(document: Document, told: Told, said: str) -> tuple[tuple[int, int], ...]:
    """Where in ``said`` the words stand that answer."""
    found = []
    for start, end in told.strong:
        words = _printed(document, start, end).strip(" .,")
        at = said.find(words)
        if words and at >= 0:
            found.append((at, at + len(words)))
    return tuple(sorted(found))
