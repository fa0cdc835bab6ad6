"""Which of two figures of one unit is the higher, which of two days the earlier, where a question
compares: both are printed in the answer, each with its clause."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from bot.answer import Citation, Role, Statement
from bot.draft import Draft
from bot.read.spans.grammar import Value, find_values
from bot.render.markdown import place
from bot.render.names import short_reference
from bot.vocabulary import read_table
from corpus.language.amounts import find_amounts
from corpus.language.dates import iso
from corpus.language.phrases import PhraseBook

_DAY = re.compile(r"(\d{1,2})\s*(?:/|tháng\s*)(\d{1,2})\s*(?:/|năm\s*)(\d{4})", re.IGNORECASE)
_KINDS = ("share", "money", "duration", "count", "date")


@dataclass(frozen=True, slots=True)
class _Side:
    """A direct answer of one figure: its printed words, what is compared, and who says it."""

    words: str
    unit: tuple[str, str]
    size: Decimal | str
    citation: Citation


def with_higher(draft: Draft, text: str, named: Mapping[str, str] | None = None) -> Draft:
    """The draft with a remark on which of its two figures is the higher, where ``text`` compares
    and there are just two, of one unit, from two clauses; ``named``: what the text itself calls
    them, by the clause's id."""
    if not _book("higher", "earlier").find(text):
        return draft
    sides = [side for one in draft.of(Role.LEAD) if (side := _side(one, draft.citations))]
    if len(sides) != 2 or sides[0].unit != sides[1].unit:
        return draft
    one, other = sides
    if one.citation.clause.id == other.citation.clause.id or type(one.size) is not type(other.size):
        return draft
    remark = Statement(
        _said(one, other, named or {}),
        Role.REMARK,
        citations=(one.citation.marker, other.citation.marker),
    )
    return replace(draft, statements=(*draft.statements, remark))


def _said(one: _Side, other: _Side, named: Mapping[str, str]) -> str:
    table = read_table("compare")["than"]
    called = [named.get(side.citation.clause.id, "") for side in (one, other)]
    names = (called[0], called[1]) if all(called) else _names(one.citation, other.citation)
    if one.size == other.size:
        return str(table["same"]).format(one=names[0], other=names[1], words=one.words)
    first = one.size > other.size  # type: ignore[operator]
    kind = one.unit[0]
    if kind == "date":
        first = not first
    high, low = ((0, 1), (1, 0))[0 if first else 1]
    words = (one.words, other.words)
    return str(table["sentence"]).format(
        high=_capital(names[high]), than=table[kind], more=words[high], less=words[low],
        low=names[low],
    )  # fmt: skip


def _side(one: Statement, citations: Sequence[Citation]) -> _Side | None:
    """A lead with just one figure, and its clause."""
    citation = next((c for c in citations if c.marker in one.citations), None)
    if citation is None:
        return None
    values = [v for v in find_values(one.text) if v.kind in _KINDS]
    if len(values) != 1:
        return None
    value = values[0]
    words = one.text[value.core : value.end].strip()
    size = _size(value, words)
    unit = "" if value.kind == "date" else value.unit or _unit(words)
    return _Side(words, (value.kind, unit), size, citation) if size else None


def _size(value: Value, words: str) -> Decimal | str | None:
    if value.kind == "date":
        match = _DAY.search(words)
        return iso(int(match[3]), int(match[2]), int(match[1])) if match else None
    amounts = find_amounts(words)
    return amounts[0].value if amounts else None


def _unit(words: str) -> str:
    """What stands after the figure: "ngày làm việc", "đồng/hộ"."""
    amounts = find_amounts(words)
    return " ".join(words[amounts[0].end :].split()).lower() if amounts else ""


def _names(one: Citation, other: Citation) -> tuple[str, str]:
    """What tells the two apart: province, document or place in it."""
    places = one.document.metadata.province, other.document.metadata.province
    if places[0] and places[1] and places[0] != places[1]:
        return places[0], places[1]
    if one.document.id != other.document.id:
        return short_reference(one.document), short_reference(other.document)
    return _small(place(one)), _small(place(other))


def _small(text: str) -> str:
    return text[:1].lower() + text[1:] if text.split()[0] not in ("Điều", "Phần") else text


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@cache
def _book(*sections: str) -> PhraseBook:
    table = read_table("compare")
    return PhraseBook((p, p) for section in sections for p in table[section]["phrases"])
