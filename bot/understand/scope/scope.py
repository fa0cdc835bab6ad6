"""Which documents and provinces a question is about, and which of its words say so.

A document is meant for certain when its kind stands with something that only it fits: a number,
a date, a province, an issuer. Those words are left out of the search, which then looks only there.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from bot.understand.scope.mention import (
    NUMBER,
    Mention,
    compact_number,
    fits,
    is_of,
    read_mentions,
)
from corpus.document import Document
from corpus.language.normalize import fold
from corpus.language.phrases import PhraseBook
from corpus.language.syllables import is_syllable
from corpus.organs import find_organs
from corpus.provinces import today
from corpus.vocabulary import provinces, read_table


@dataclass(frozen=True, slots=True)
class Scope:
    """``named`` documents are meant for certain; ``preferred`` ones probably.

    ``provinces`` are those whose directives are meant: of a name of today also the provinces that
    were merged into it. ``spans`` are the words that only say where to look; ``numbers`` are
    numbers of documents that are not in the corpus, which the right clause must cite.
    """

    named: tuple[str, ...]
    preferred: tuple[str, ...]
    provinces: tuple[str, ...]
    numbers: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


_ANY = "Quy định"  # what people call any document
# a document by its figure alone: "tôi hỏi 1582 cơ mà"; no year, amount or count
_LONE = re.compile(
    r"(?<![\w.,/%-])(?P<serial>(?!(?:19|20)\d\d\b)\d{3,5})(?![\w%])(?!\s?[.,/-]\s?\d)"
    r"(?!\s+(?:dong|nghin|ngan|trieu|ty|nguoi|ho|km|ha|m2|ngay|gio|xa|thon|tan|kg|lan|suat|can|cai"
    r"|truong|lop|hoc|con|met|m|nam|thang|phan|diem|co so|don vi|san pham|doanh nghiep)\b)"
)


def lone_numbers(text: str) -> list[tuple[int, int]]:
    """Where ``text`` has figures that may name a document by themselves."""
    return [match.span("serial") for match in _LONE.finditer(fold(text))]


@cache
def province_book() -> PhraseBook:
    """Provinces by name and usual short forms."""
    forms = [(name, name) for name in provinces()]
    for name in provinces():
        first, *rest = name.split()
        if len(rest) == 1:  # "QNgãi", "Q.Ngãi"; "Q.Bình Thạnh" is a district
            if not is_syllable(fold(first[0] + rest[0])):  # "KHòa" would be "Khoa" without marks
                forms.append((first[0] + rest[0], name))
            if rest[0] != "Bình":
                forms.append((f"{first[0]}.{rest[0]}", name))
    short = read_table("provinces").get("short", {})
    return PhraseBook([*forms, *short.items()])


def read_scope(text: str, documents: Sequence[Document]) -> Scope:
    """The documents and provinces that ``text`` names, these by the issuers among ``documents``."""
    folded = fold(text)
    places = province_book().find(text)
    named: list[str] = []
    preferred: list[str] = []
    organs = find_organs(text)
    spans: list[tuple[int, int]] = [
        (m.start, m.end)
        for m in places
        if not any(o.start <= m.start < m.end <= o.end for o in organs)  # "Báo Lào Cai"
    ]
    mentions = read_mentions(text, places)
    taken = {place for mention in mentions for place in mention.provinces}
    apart = [p.name for p in places if p.name not in taken]
    for mention in mentions:
        fitting = [d.id for d in _fitting(documents, mention, apart)]
        if mention.exact and fitting:
            named.extend(fitting)
            spans.append((mention.start, mention.end))
        elif not mention.exact:
            preferred.extend(d.id for d in documents if of_kind(d, mention.kind))
    for match in _LONE.finditer(folded):
        if any(start <= match.start() < end for start, end in spans):
            continue
        if len(same := [d.id for d in documents if _serial(d) == int(match["serial"])]) == 1:
            named.extend(same)
            spans.append(match.span("serial"))
    cited = []
    for number in NUMBER.finditer(folded):
        compact = compact_number(number.group())
        same = [
            d.id
            for d in documents
            if d.metadata.number and compact_number(d.metadata.number) == compact
        ]
        named.extend(same)
        if same:
            spans.append(number.span())
        elif not re.fullmatch(r"\d{1,2}-[a-z]", compact):
            cited.append(compact)
    return Scope(
        tuple(dict.fromkeys(named)),
        tuple(dict.fromkeys(preferred)),
        _issuers(dict.fromkeys(m.name for m in places), documents),
        tuple(dict.fromkeys(cited)),
        tuple(spans),
    )


def _fitting(
    documents: Sequence[Document], mention: Mention, places: Sequence[str]
) -> list[Document]:
    """The documents that the mention fits; of those that only a time narrows down none of another
    province than one of ``places``, which no mention names. "Quy định cuối năm 2011" may be of any
    kind."""
    serial = mention.number or mention.digits or mention.decimal
    timed = not (serial or mention.provinces or mention.issuers)
    found = [d for d in documents if fits(d, mention)]
    if not (timed and mention.year):  # "Gia Lai quyết định 44" is of no other place
        return [d for d in found if any(is_of(d, place) for place in places)] or found
    if mention.kind == _ANY:
        kinds = (replace(mention, kind=d.metadata.kind) for d in documents)
        of_any = [d for d, one in zip(documents, kinds, strict=True) if fits(d, one)]
        found += [d for d in of_any if d not in found]
    near = [d for d in found if any(is_of(d, place) for place in places)]
    return near or [d for d in found if not (places and d.metadata.province)]


def _serial(document: Document) -> int | None:
    """The number's own figure: 1582 of "1582/QĐ-UBND"."""
    found = re.match(r"\d+", document.metadata.number or "")
    return int(found.group()) if found else None


def _issuers(places: Iterable[str], documents: Sequence[Document]) -> tuple[str, ...]:
    """The provinces whose directives those of ``places`` are: merged with others or not.

    A province that was merged into one with directives of before and after is asked about by its
    own directives, where it has any: those of before are none of its.
    """
    found: dict[str, None] = {}
    for place in places:
        own = dict.fromkeys(d.metadata.province for d in documents if is_of(d, place))
        unit = today(place)
        if unit != place and place in own and unit in own:
            mixed = [d for d in documents if d.metadata.province == unit and not is_of(d, place)]
            if mixed:
                del own[unit]
        found.update({name: None for name in own if name} or {place: None})
    return tuple(found)


def of_kind(document: Document, kind: str) -> bool:
    """Whether the document is of that kind or carries an attached one ("kế hoạch")."""
    if document.metadata.kind == kind:
        return True
    annexes = {c.path[0].value for c in document.clauses if c.path[0].level == "phu_luc"}
    return kind in annexes


def without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """``text`` with the characters of ``spans`` blanked."""
    chars = list(text)
    for start, end in spans:
        chars[start:end] = " " * (end - start)
    return " ".join("".join(chars).split())
