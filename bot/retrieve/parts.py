"""A question on several provinces, documents or organs to what it asks of each.

"Lào Cai nhắm vào ai, còn Huế giao sở nào?" asks each its own; "Ở Lào Cai và Huế, sở nào …" asks
both the same, as does "trong các văn bản 2022 và 2023".
"""

import itertools
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from bot.question import Understood
from bot.read.spans.wanted import wanted
from bot.retrieve.pairs import split_pair
from bot.retrieve.segments import Segment, cut, find_joins, leading, scope_words, tidy
from bot.understand.guard.guard import has_little_content
from bot.understand.scope.anchors import Anchor, find_anchors, with_years
from bot.understand.scope.mention import read_mentions
from bot.understand.scope.scope import province_book, without
from bot.vocabulary import phrase_book, read_table
from corpus.document import Document
from corpus.language.normalize import fold
from corpus.language.phrases import Match, PhraseBook
from corpus.organs import find_organs

_TOGETHER = re.compile(r"\b(?:phối hợp|phoi hop|cho|gửi|báo cáo|thuộc|giúp)\b", re.IGNORECASE)
_TIME_AFTER = re.compile(r"\s+(?:ngày|tháng|quý|năm|khi|ngay|thang|quy|nam)\b", re.IGNORECASE)
_JOINED = re.compile(
    r"[\s,;]*(?:(?:và|va|với|voi|cùng|còn|con|hay|hoặc|lẫn|giám đốc|chánh|của)\s*)*", re.IGNORECASE
)


# sections of compare.toml and what the words there ask for
_ASKED = {"sooner": "when", "grows": "how_much"}
_WANTED = ("how_much", "how_long", "when")


@dataclass(frozen=True, slots=True)
class Part:
    """What is asked (``words``) of ``documents``, which ``name`` tells from the other parts'.

    ``organ``: the part is about what this organ is given. ``dates``: it asks when the document was
    issued. ``asks``: what the comparison asks for beside the words ("hạn nào sớm hơn": when).
    ``thing``: the part is one of two things within one document.
    """

    name: str
    words: str
    documents: tuple[Document, ...]
    organ: str = ""
    dates: bool = False
    asks: tuple[str, ...] = ()
    thing: bool = False


def split_parts(question: Understood, scope: Sequence[Document]) -> list[Part]:
    """The parts of a question that compares provinces or documents; empty where it does not."""
    text = question.standalone
    compared = _book("provinces", "documents", "both").find(text)
    sections = {match.name for match in compared}
    anchors = find_anchors(text, scope, "provinces" in sections)
    # "hai quyết định nào" asks for what the documents cite
    named = [m for m in compared if not re.match(r"\s+(?:nào|nao)\b", text[m.end :])]
    names = [*_spans(named), *contrasts(text), *((a.start, a.end) for a in anchors)]
    if len({a.documents for a in anchors}) > 1:
        words = _with_organs(cut(text, _joined(anchors), names))
    elif anchors := _each(question, scope, sections) if sections else []:
        words = dict.fromkeys(anchors, tidy(without(text, [*names, *scope_words(text)])))
    else:
        words = _by_years(text, scope, names)
    return _parts(words, text)


def _with_organs(segments: Sequence[Segment]) -> dict[Anchor, str]:
    """The words of each segment; where they only point at an organ ("họ còn việc gì"), with the
    organ that was named before."""
    words: dict[Anchor, str] = {}
    named = ""
    for segment in segments:
        own = segment.words
        organs = [own[m.start : m.end] for m in find_organs(own)]
        if not organs and named and _pronouns().find(own):
            own = f"{named} {own}"
        named = ", ".join(dict.fromkeys(organs)) or named
        words[segment.anchor] = own
    return words


@cache
def _pronouns() -> PhraseBook:
    return PhraseBook([(p, "organ") for p in read_table("compare")["pronouns"]["phrases"]])


def _by_years(
    text: str, scope: Sequence[Document], names: Sequence[tuple[int, int]]
) -> dict[Anchor, str]:
    """The words of each part where a year stands for a document and each part asks something
    ("công văn 123 giao gì, năm 2023 giao gì"); empty elsewhere."""
    anchors = with_years(text, scope, find_anchors(text, scope, False))
    if len({a.documents for a in anchors}) < 2:
        return {}
    segments = cut(text, _joined(anchors), names)
    own = all(phrase_book("asks").find(segment.own) for segment in segments)
    return _with_organs(segments) if own else {}


def compares(text: str) -> bool:
    """Whether ``text`` sets things side by side."""
    return bool(_book("beside").find(text))


def parts_scope(question: Understood, allowed: Sequence[Document]) -> list[Document]:
    """The documents that the parts of a question are looked for in: those of the provinces and
    those that it names, all where it names none or speaks of every province."""
    every = _book("provinces").find(question.standalone)
    if every or not question.provinces:
        return list(allowed)
    wanted = question.provinces
    return [d for d in allowed if d.metadata.province in wanted or d.id in question.named]


def split_organs(question: Understood, scope: Sequence[Document]) -> list[Part]:
    """The parts of a question that names several organs beside each other; empty elsewhere."""
    text = question.standalone
    organs = [m for m in find_organs(text) if m.name in question.organs]
    if len({m.name for m in organs}) < 2 or question.strangers:
        return []
    if not all(_beside(text, a, b) for a, b in itertools.pairwise(organs)):
        return []
    anchors = [Anchor(m.start, m.end, tuple(scope), organ=m.name) for m in organs]
    words: dict[str, str] = {}
    mentions = read_mentions(text, province_book().find(text))
    named = [(leading(text, m.start), m.end) for m in mentions if m.exact]
    for segment in cut(text, anchors, [*contrasts(text), *named]):
        organ, own = segment.anchor.organ, segment.words
        words[organ] = f"{words[organ]} {own}" if organ in words else f"{organ} {own}"
    return [Part(organ, own, tuple(scope), organ) for organ, own in words.items()]


def _beside(text: str, one: Match, other: Match) -> bool:
    """Whether two organs are named for parts of their own: a word or point joins them, and none is
    to work with, for or under the other."""
    gap = text[one.end : other.start]
    if _JOINED.fullmatch(gap):
        return True
    return bool(find_joins(text, one.end, other.start)) and not _TOGETHER.search(gap)


def split_things(text: str, document: Document) -> list[Part]:
    """The parts of a question that sets two things of one document side by side; empty where it
    does not."""
    spans = contrasts(text)
    things = split_pair(text, spans) if compares_things(text) else ()
    asks = _asked_beside(text)
    return [Part(one.name, one.words, (document,), asks=asks, thing=True) for one in things]


def compares_things(text: str) -> bool:
    """Whether ``text`` sets things side by side, or asks which of them is more."""
    return compares(text) or bool(_things("higher").find(text))


def _asked_beside(text: str) -> tuple[str, ...]:
    """What a comparison asks of each of its parts beside its words: a figure, a day."""
    found = [_ASKED[m.name] for m in _book(*_ASKED).find(text)]
    found += [m.name for m in _wants().find(text)]
    return tuple(dict.fromkeys(found))


@cache
def _things(section: str) -> PhraseBook:
    return PhraseBook([(p, section) for p in read_table("compare")["things"][section]])


@cache
def _wants() -> PhraseBook:
    rows = read_table("compare")["wants"]
    return PhraseBook([(p, kind) for kind, phrases in rows.items() for p in phrases])


def asking(words: str, asks: Sequence[str]) -> str:
    """``words`` of a part as a question that asks for what the comparison wants of each."""
    kind = next((k for k in asks if k in _WANTED), "")
    if kind == "when" and "ngày" in words.lower():
        kind = "day"
    said = read_table("compare")["wanted"].get(kind, "")
    return f"{words.rstrip('?. ')} {said}?" if said and not wanted(words) else words


def contrasts(text: str) -> list[tuple[int, int]]:
    """The words of ``text`` that only say that it compares, or which is to come first."""
    said = [m for m in _book("contrast").find(text) if not _TIME_AFTER.match(text, m.end)]
    return [*_spans(said), *(m.span() for m in _orders(text))]


def _spans(matches: Iterable[Match]) -> list[tuple[int, int]]:
    return [(match.start, match.end) for match in matches]


@cache
def _book(*sections: str) -> PhraseBook:
    table = read_table("compare")
    return PhraseBook([(p, section) for section in sections for p in table[section]["phrases"]])


def _orders(text: str) -> list[re.Match[str]]:
    """Where the question asks which document was issued first or last."""
    return list(_order().finditer(text)) + list(_order().finditer(fold(text)))


@cache
def _order() -> re.Pattern[str]:
    table = read_table("compare")["order"]

    def one(name: str) -> str:
        forms = [f for phrase in table[name] for f in (phrase, fold(phrase))]
        return "|".join(sorted(map(re.escape, set(forms)), key=len, reverse=True))

    asked = rf"(?:{one('things')})\s+(?:được\s+)?(?:(?:{one('issued')})\s+)?(?:{one('order')})"
    return re.compile(rf"\b(?:{asked}|{one('alone')})\b", re.IGNORECASE)


def _each(question: Understood, scope: Sequence[Document], sections: set[str]) -> list[Anchor]:
    """One anchor a province or document where the question means several without naming them."""
    places = sorted({d.metadata.province for d in scope if d.metadata.province})
    if question.provinces and "provinces" in sections:
        return []
    meant = [d for d in scope if d.id in (*question.named, *question.preferred)]
    if "provinces" in sections and len(places) > 1:
        own = {p: [d for d in scope if d.metadata.province == p] for p in places}
        return [Anchor(0, 0, tuple([d for d in own[p] if d in meant] or own[p]), p) for p in places]
    return [Anchor(0, 0, (document,)) for document in meant] if len(meant) > 1 else []


def _joined(anchors: Sequence[Anchor]) -> list[Anchor]:
    """The anchors, those of the same documents beside each other as one."""
    kept: list[Anchor] = []
    for anchor in anchors:
        if not kept or kept[-1].documents != anchor.documents:
            kept.append(anchor)
    return kept


def _parts(words: dict[Anchor, str], text: str) -> list[Part]:
    parts: dict[tuple[Document, ...], str] = {}
    for anchor, own in words.items():
        known = parts.get(anchor.documents, "")
        parts[anchor.documents] = own if not known or known in own else f"{known} {own}"
    names = _names(list(parts))
    dates = bool(_orders(text)) and all(has_little_content(own) for own in parts.values())
    asks = _asked_beside(text)
    return [
        Part(name, own, group, dates=dates, asks=() if dates else asks)
        for name, (group, own) in zip(names, parts.items(), strict=True)
    ]


def _names(groups: list[tuple[Document, ...]]) -> list[str]:
    """What tells the parts apart, in the fewest words: province, kind, or kind and year. Never a
    number or a day: of a part that is not answered nothing is cited."""
    ways: list[Callable[[Document], str]] = [
        lambda d: d.metadata.province or d.metadata.kind,
        lambda d: d.metadata.kind,
        lambda d: f"{d.metadata.kind} năm {(d.metadata.date or '')[:4]}",
    ]
    for way in ways:
        names = [", ".join(dict.fromkeys(way(d) for d in group)) for group in groups]
        if len(set(names)) == len(names):
            break
    return names
