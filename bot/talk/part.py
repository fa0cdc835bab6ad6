"""One part of a document: summed up ("tóm tắt Điều 2", "tóm tắt phần về cấp huyện"), or counted
and listed ("Điều 2 có mấy khoản", "quy chế này gồm mấy chương").
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from bot.answer import AnswerStatus, Citation, Role, Span, Statement
from bot.draft import Cites, Draft
from bot.render.markdown import item_text
from bot.render.names import level_word, short_reference
from bot.talk.excerpt import Excerpt, excerpt
from bot.talk.outline import outline_of
from bot.talk.summary import points_wanted, summarise_clauses
from bot.talk.whole import blanked, content_beside
from bot.talk.words import say
from bot.understand.scope.clause_reference import find_named_clauses, read_clause_reference
from bot.vocabulary import folded_stopwords, read_table
from corpus.document import Clause, Document
from corpus.language.normalize import fold
from corpus.language.phrases import PhraseBook
from corpus.language.segment import folded_syllables
from index.passage import clause_text

_UNIT = r"(?:dieu|khoan|diem|muc|chuong|phan|phu luc)"
_PLACE = re.compile(rf"\b{_UNIT}\s+(?:thu\s+)?(?:[\divx.]{{1,6}}|[a-z])\b")
_ABOUT = re.compile(
    r"\b(?:phan|muc|chuong|doan|cho|khuc)\s+(?:\w+\s+)?(?:noi\s+)?"
    r"(?:ve|cua|danh cho|giao(?: cho)?)\s+"
)
_MOST_BESIDE = 1  # words of content beside the place
_MOST = 24  # items
_FEW_POINTS = 4  # of a part that heads nothing
_FEWEST = 2  # children that a part has
_HEADING = 200  # characters


@dataclass(frozen=True, slots=True)
class Part:
    """What is wanted of ``document``: the clauses ``told``, which stand under ``head`` (None: all
    of the document's of one level); ``counted``: how many there are is asked."""

    document: Document
    head: Clause | None
    told: tuple[Clause, ...]
    counted: bool


def part_wanted(
    text: str, documents: Sequence[Document], named_at: Sequence[tuple[int, int]] = ()
) -> Part | None:
    """The part of one of ``documents`` (named at the spans ``named_at``) that ``text`` wants summed
    up or counted; None where it wants something else, or the part is not there."""
    text = blanked(text, named_at)
    counted = bool(_counts().search(fold(text)))
    if not counted and not _book("summing").find(text):
        return None
    for document in documents:
        if part := _placed(text, document, counted) or _levelled(text, document, counted):
            return part
        if not counted and (head := _headed(text, document)):
            return Part(document, head, _under(document, head), False)
    return None


def tell_part(part: Part, text: str) -> Draft:
    """The part summed up, each of its clauses in a few words, or counted and listed whole."""
    document, head = part.document, part.head
    if head is not None and len(part.told) < _FEWEST:
        points = points_wanted(text) or _FEW_POINTS
        return summarise_clauses([Citation(1, document, head)], points)
    cites = Cites()
    told = part.told[:_MOST]
    items = [_counted(document, c, cites) for c in told] if part.counted else []
    items = items or [one for c in told if (one := _summed(document, c, cites))]
    name = short_reference(document, head)
    opening = _opening(part, name[:1].upper() + name[1:])
    draft = [Statement(opening, Role.OPENING), *items]
    if len(part.told) > len(told):
        draft.append(Statement(say("part_more", count=len(part.told) - len(told)), Role.REMARK))
    return Draft(AnswerStatus.ANSWERED, tuple(draft), "", cites.all())


def with_count(draft: Draft, text: str) -> Draft:
    """The draft with how many things it lists, where ``text`` asks that and they are all that
    stands under one heading."""
    match = _counts().search(fold(text))
    items = draft.of(Role.ITEM)
    if match is None or len(items) < _FEWEST:
        return draft
    cited = {citation.marker: citation for citation in draft.citations}
    listed = [cited[one.citations[0]] for one in items]
    above = {c.clause.parent for c in listed}
    parent = next(iter(above)) if len(above) == 1 else None
    head = listed[0].document.clause(parent) if parent else None
    if head is None or len(_under(listed[0].document, head)) != len(listed):
        return draft
    unit = text[slice(*match.span("unit"))]
    opening = Statement(say("list_counted", count=len(listed), unit=unit), Role.OPENING)
    return replace(draft, statements=(opening, *draft.statements))


def _placed(text: str, document: Document, counted: bool) -> Part | None:
    """The part that is named by its place."""
    steps = read_clause_reference(text)
    if not steps:
        return None
    spans = [m.span() for m in _PLACE.finditer(fold(text))]
    spans += [m.span() for m in _counts().finditer(fold(text))]
    if len(content_beside(text, spans, "part")) > _MOST_BESIDE:
        return None
    found = find_named_clauses([document], steps)
    if len({clause.id for _, clause in found}) != 1:
        return None
    head = found[0][1]
    under = _under(document, head)
    match = _counts().search(fold(text)) if counted else None
    level = _levels()[match["unit"]] if match else ""
    if any(clause.path[-1].level == level for clause in under):  # its paragraphs are none
        under = tuple(c for c in under if c.path[-1].level == level)
    if counted and len(under) < _FEWEST:
        return None
    return Part(document, head, under, counted)


def _levelled(text: str, document: Document, counted: bool) -> Part | None:
    """All chapters, articles or annexes of the document, where their number is asked."""
    match = _counts().search(fold(text)) if counted else None
    level = _levels().get(match["unit"]) if match else None
    if match is None or level not in ("dieu", "chuong", "phan", "phu_luc"):
        return None
    if read_clause_reference(text) or len(content_beside(text, [match.span()], "part")) > (
        _MOST_BESIDE
    ):
        return None
    found = [c for c in document.clauses if c.path[-1].level == level]
    depth = min((len(c.path) for c in found), default=0)
    outer = tuple(c for c in found if len(c.path) == depth)
    return Part(document, None, outer, True) if len(outer) >= _FEWEST else None


def _headed(text: str, document: Document) -> Clause | None:
    """The clause whose heading says all that ``text`` wants a part about; the outermost."""
    match = _ABOUT.search(fold(text))
    if match is None:
        return None
    rest = text[match.end() :]
    wanted = set(folded_syllables(rest)) - folded_stopwords() - _idle()
    if not wanted:
        return None
    heads = [
        clause
        for clause in document.clauses
        if len(document.children(clause)) >= _FEWEST
        and wanted <= set(folded_syllables(clause_text(document, clause)[:_HEADING]))
    ]
    return min(heads, key=lambda c: (len(c.path), c.start), default=None)


def _under(document: Document, head: Clause) -> tuple[Clause, ...]:
    return tuple(document.children(head))


def _opening(part: Part, name: str) -> str:
    if not part.counted:
        return say("part_summed", part=name)
    levels = {clause.path[-1].level for clause in part.told}
    unit = level_word(part.told[0].path[-1].level).lower() if len(levels) == 1 else "nội dung"
    return say("part_counted", part=name, count=len(part.told), unit=unit)


def _counted(document: Document, clause: Clause, cites: Cites) -> Statement:
    marker = cites.mark(document, clause)
    citation = Citation(marker, document, clause)
    span = Span(document.id, clause.start, clause.end)
    return Statement(item_text(citation), Role.ITEM, (span,), (marker,))


def _summed(document: Document, clause: Clause, cites: Cites) -> Statement | None:
    saying = outline_of(document).saying(clause)
    words: Excerpt | None = excerpt(document, saying)
    if words is None:
        return None
    marker = cites.mark(document, saying, words.at)
    return Statement(words.text, Role.ITEM, (Span(document.id, *words.at),), (marker,))


@cache
def _counts() -> re.Pattern[str]:
    units = sorted(_levels(), key=len, reverse=True)
    return re.compile(
        rf"\b(?:may|bao nhieu|how many)\s+(?P<unit>{'|'.join(map(re.escape, units))})\b"
    )


@cache
def _levels() -> dict[str, str]:
    rows = read_table("replies")["part"]["units"]
    return {fold(word): level for level, words in rows.items() for word in words}


@cache
def _book(name: str) -> PhraseBook:
    words = read_table("replies")["part"][name]
    return PhraseBook((phrase, phrase) for phrase in words)


@cache
def _idle() -> frozenset[str]:
    table = read_table("replies")
    words = [*table["part"]["phrases"], *table["part"]["summing"], *table["whole"]["courtesies"]]
    return frozenset(s for word in words for s in folded_syllables(word))
