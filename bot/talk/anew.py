"""The last answer in another form: its statements with their markers, nothing not shown before."""

import re
from collections.abc import Sequence
from functools import cache

from bot.answer import AnswerStatus, Citation, Role, Span, Statement
from bot.compose.things import cell_first
from bot.converse.state import State
from bot.draft import Draft
from bot.evidence.aspects import cells_asked, read_aspects
from bot.read.spans.grammar import find_values
from bot.read.spans.wanted import wanted
from bot.talk.excerpt import Excerpt, all_excerpts, excerpt
from bot.talk.shown import shown_again
from bot.talk.summary import summarise_clauses
from bot.talk.words import say
from bot.understand.scope.mention import without_mentions
from bot.vocabulary import read_table
from corpus.language.normalize import fold
from index.passage import clause_text

_MOST_POINTS = 5
_PLACES = ("clause", "document")  # kinds of values that name where something stands


def anew(act: str, state: State, citations: Sequence[Citation], points: int | None) -> Draft:
    """The answer of ``state``, whose clauses are ``citations``, as ``act`` wants it."""
    make = {
        "shorten": _short,
        "simplify": _simple,
        "itemise": _itemised,
        "translate": _untranslated,
        "show": _verbatim,
        "repeat": _again,
    }
    if act == "summarise":
        return summarise_clauses(citations, points or _MOST_POINTS)
    if act == "shorten" and points and points > 1:
        return summarise_clauses(citations, points)
    return make[act](state, citations)


def checked_again(state: State, citations: Sequence[Citation], message: str) -> Draft:
    """The words that bear the last answer, and what of ``message``'s figures they do not state."""
    texts = [text for c in citations for text in (c.quote, c.clause.label, *c.context)]
    words = " ".join(fold(" ".join(texts)).split())
    ground = words.replace(" ", "")
    strange = [said for bare, said in _values(message, words).items() if bare not in ground]
    missing = [
        Statement(say("not_stated", said=f), Role.MISSING, citations=(citations[0].marker,))
        for f in strange
    ]
    opening = [] if missing else [Statement(say("checked"), Role.OPENING)]
    shown = shown_again(state, citations)
    return _draft(citations, [*opening, *missing, *shown])


def item(number: int, citations: Sequence[Citation]) -> Draft | None:
    """The clause with that number in the last answer, whole; the last one for -1."""
    count = len(citations)
    at = count - 1 if number < 0 else number - 1
    return _draft(citations[at : at + 1], _quotes(citations[at : at + 1])) if at < count else None


def item_wanted(message: str) -> int | None:
    """Which of several items a message points at ("ý thứ hai", "cái cuối"): 1 on, -1 the last."""
    match = _item_words().search(fold(message))
    if not match:
        return None
    if match["last"]:
        return -1
    return next(n for n, words in _ordinals().items() if match["which"] in words)


def _short(state: State, citations: Sequence[Citation]) -> Draft:
    leads = _leads(state, citations)
    if not leads:
        asked = (state.last, state.topic)
        leads = [one for c in citations[:1] for one in _cells(asked, c) or _telling(c)]
    return _draft(citations, [Statement(say("short"), Role.OPENING), *leads])


def _simple(state: State, citations: Sequence[Citation]) -> Draft:
    leads = _leads(state, citations) or [
        one for citation in citations[:1] for one in _telling(citation)
    ]
    opening = Statement(say("simple"), Role.OPENING)
    return _draft(citations, [opening, *leads, *_quotes(citations[:1])])


def _itemised(_state: State, citations: Sequence[Citation]) -> Draft:
    told = [one for citation in citations for one in _sentences(citation)]
    return _draft(citations, [Statement(say("itemised"), Role.OPENING), *told])


def _untranslated(state: State, citations: Sequence[Citation]) -> Draft:
    said = [
        Statement(say("untranslated_english"), Role.ASIDE),
        Statement(say("untranslated"), Role.MISSING),
    ]
    return _draft(citations, [*_leads(state, citations), *_quotes(citations), *said])


def _verbatim(_state: State, citations: Sequence[Citation]) -> Draft:
    return _draft(citations, [Statement(say("verbatim"), Role.OPENING), *_quotes(citations)])


def _again(state: State, citations: Sequence[Citation]) -> Draft:
    opening = Statement(say("again"), Role.OPENING)
    return _draft(citations, [opening, *shown_again(state, citations)])


def _draft(citations: Sequence[Citation], statements: Sequence[Statement]) -> Draft:
    """The statements; markers count from one again where clauses are left out."""
    places = {citation.marker: at for at, citation in enumerate(citations, start=1)}
    kept = tuple(Citation(places[c.marker], c.document, c.clause, c.highlights) for c in citations)
    moved = tuple(
        Statement(
            one.text, one.role, one.spans,
            tuple(places[m] for m in one.citations if m in places), one.strong,
        )
        for one in statements
    )  # fmt: skip
    short = "; ".join(one.text for one in moved if one.role is Role.LEAD)
    return Draft(AnswerStatus.ANSWERED, moved, short, kept)


def _leads(state: State, citations: Sequence[Citation]) -> list[Statement]:
    there = {citation.marker for citation in citations}
    return [
        Statement(lead.text, Role.LEAD, (), lead.markers, lead.strong)
        for lead in state.leads
        if set(lead.markers) <= there
    ]


def _quotes(citations: Sequence[Citation]) -> list[Statement]:
    return [
        Statement(clause_text(c.document, c.clause), Role.QUOTE, (_whole(c),), (c.marker,))
        for c in citations
    ]


def _telling(citation: Citation) -> list[Statement]:
    """The sentence of a clause that says most: the marked one, else its first."""
    start = citation.clause.start
    marked = citation.highlights[0] if citation.highlights else None
    span = (start + marked[0], start + marked[1]) if marked else None
    found = excerpt(citation.document, citation.clause, span)
    return [_said(found, citation)] if found else []


def _cells(asked: Sequence[str], citation: Citation) -> list[Statement]:
    """The cells of a row that were asked for, the newest question first."""
    document, row = citation.document, citation.clause
    for text in asked:
        aspects = read_aspects(text, [(one.way, one.start, one.end) for one in wanted(text)])
        told = [
            statement
            for cell in cells_asked(aspects, text, document, row)
            if (statement := cell_first(document, cell, citation.marker))
        ]
        if told:
            return told
    return []


def _sentences(citation: Citation) -> list[Statement]:
    """The sentences of a clause, one by one."""
    found = all_excerpts(citation.document, citation.clause)
    return [_said(one, citation) for one in found]


def _said(one: Excerpt, citation: Citation) -> Statement:
    words = " ".join(one.text.split())
    capital = words[:1].upper() + words[1:]
    span = Span(citation.document.id, one.start, one.end)
    return Statement(capital, Role.POINT, (span,), (citation.marker,))


def _whole(citation: Citation) -> Span:
    return Span(citation.document.id, citation.clause.start, citation.clause.end)


def _values(text: str, ground: str) -> dict[str, str]:
    """Typed values in the text as printed, by what is compared; the names of documents and clauses
    are none, nor is a number before a word that is not in ``ground``, folded ("lớp 5 mà")."""
    found = {}
    text = without_mentions(text)
    for value in find_values(text):
        said = text[value.core : value.end].strip(" .,;")
        unit = fold(value.unit)
        if value.kind in _PLACES or (value.kind == "count" and unit and unit not in ground):
            continue
        found["".join(fold(said).split())] = said
    return found


@cache
def _ordinals() -> dict[int, tuple[str, ...]]:
    rows = read_table("replies")["ordinals"]
    return {int(n): tuple(fold(word) for word in words) for n, words in rows.items()}


@cache
def _item_words() -> re.Pattern[str]:
    table = read_table("replies")["ordinal_heads"]
    heads = "|".join(fold(word) for word in table["words"])
    which = "|".join(
        sorted((w for words in _ordinals().values() for w in words), key=len, reverse=True)
    )
    last = "|".join(fold(word) for word in table["last"])
    return re.compile(rf"\b(?:{heads})\s+(?:(?P<last>{last})|(?P<which>{which}))\b")
