"""What an answer says of words that a recognition of characters is not sure of.

A figure, day or number that rests on such a word is told to be so and never set in bold, and a
cited document whose own number or day does is told once.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.answer import Citation, Role, Span, Statement
from bot.draft import Draft
from corpus.document import Document
from corpus.doubts import doubtful_figures, doubtful_names, page_of

_FIGURE = "Lưu ý: {words} được nhận dạng từ bản quét, chưa chắc chắn: hãy đối chiếu với {where}."
_NAMES = (
    "Lưu ý: {names} của {document} được nhận dạng từ bản quét, chưa chắc chắn: hãy đối chiếu với "
    "ảnh trang đầu."
)
_OWN_WORDS = (Role.LEAD, Role.POINT, Role.WORDED, Role.ITEM, Role.QUOTE)
_PLACED = (Role.LEAD, Role.POINT)  # with spans of the sources
_QUOTED = (Role.ITEM, Role.QUOTE)
_FIGURES = re.compile(r"\d+(?:[.,/]\d+)*")
_MOST = 4  # figures named in one remark


def with_doubts(
    statements: Sequence[Statement], citations: Sequence[Citation]
) -> tuple[Statement, ...]:
    """The statements with their doubtful figures marked, and remarks on them at the end."""
    by_marker = {citation.marker: citation for citation in citations}
    marked = [_marked(statement, by_marker) for statement in statements]
    return (*marked, *_remarks(marked, citations, by_marker))


def doubts_of(worded: Sequence[Statement], draft: Draft) -> tuple[Statement, ...]:
    """The remarks on a language model's sentences that the draft does not make yet."""
    told = {statement.text for statement in draft.statements}
    found = with_doubts(worded, draft.citations)[len(worded) :]
    return tuple(remark for remark in found if remark.text not in told)


def _marked(statement: Statement, by_marker: dict[int, Citation]) -> Statement:
    """The statement with the figures in it that rest on doubtful words."""
    if statement.role not in _OWN_WORDS or statement.role in _QUOTED:
        return statement
    doubted = {
        figure
        for _, start, end, document in _doubted(statement, by_marker)
        for figure in _FIGURES.findall(document.text[start:end])
    }
    found = [m.span() for m in _FIGURES.finditer(statement.text) if _shares(m.group(), doubted)]
    return replace(statement, unsure=tuple(found)) if found else statement


def _shares(figure: str, doubted: set[str]) -> bool:
    """Whether the figure is one of the doubted, or holds one ("10/7/2026" the day "10")."""
    parts = set(re.split(r"[.,/]", figure))
    return figure in doubted or any(parts & set(re.split(r"[.,/]", one)) for one in doubted)


def _doubted(
    statement: Statement, by_marker: dict[int, Citation]
) -> Iterator[tuple[Citation, int, int, Document]]:
    """The doubtful figures in the sources of what the statement says."""
    for marker in dict.fromkeys(statement.citations):
        citation = by_marker.get(marker)
        if citation is None:
            continue
        document, clause = citation.document, citation.clause
        own = [s for s in statement.spans if s.document_id == document.id]
        placed = statement.role in _PLACED and own
        for span in own if placed else (Span(document.id, clause.start, clause.end),):
            for start, end in doubtful_figures(document, span.start, span.end):
                yield citation, start, end, document


def _remarks(
    statements: Sequence[Statement],
    citations: Sequence[Citation],
    by_marker: dict[int, Citation],
) -> Iterable[Statement]:
    told = dict.fromkeys(
        (citation.marker, start, end)
        for statement in statements
        for citation, start, end, _ in _doubted(statement, by_marker)
        if _is_said(statement, citation, start, end)
    )
    for citation in by_marker.values():
        places = [(start, end) for marker, start, end in told if marker == citation.marker]
        if places:
            yield _of_figures(citation, places)
    for document in {c.document.id: c.document for c in citations}.values():
        if names := doubtful_names(document):
            text = _NAMES.format(names=" và ".join(names), document=document.name)
            yield Statement(text, Role.REMARK)


def _is_said(statement: Statement, citation: Citation, start: int, end: int) -> bool:
    """Whether the statement says the doubtful figure as its answer: in its own words, or in the
    words of a quote that are highlighted."""
    if statement.role in _QUOTED:
        first, last = start - citation.clause.start, end - citation.clause.start
        return any(a < last and b > first for a, b in citation.highlights)
    figures = set(_FIGURES.findall(citation.document.text[start:end]))
    return any(_shares(statement.text[a:b], figures) for a, b in statement.unsure)


def _of_figures(citation: Citation, places: Sequence[tuple[int, int]]) -> Statement:
    document = citation.document
    words = dict.fromkeys(f"“{' '.join(document.text[a:b].split())}”" for a, b in places[:_MOST])
    more = " và các số khác" if len(places) > _MOST else ""
    pages = dict.fromkeys(page_of(document, start) for start, _ in places)
    where = ", ".join(f"trang {page}" for page in pages if page)
    text = _FIGURE.format(words=", ".join(words) + more, where=f"ảnh {where or 'trang'}")
    return Statement(text, Role.REMARK, citations=(citation.marker,))
