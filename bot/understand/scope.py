"""Which documents and provinces a question is about, and which of its words say so.

A document is meant for certain when its kind stands with something that only it fits: a number,
a date, a province, an issuer. Those words are left out of the search, which then looks only there.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from corpus.document import Document
from corpus.normalize import fold
from corpus.phrases import Match, PhraseBook
from corpus.vocabulary import kinds, provinces, read_table

_NUMBER = re.compile(
    r"\b\d{1,5}(?:\s?/\s?\d{4})?\s?[/-]\s?[a-z]{1,6}[a-z0-9&]*(?:[-/][a-z][a-z0-9&]*)*"
)
_BARE = r"(?:ket luan\s+)?(?:so\s*:?\s*)?(?P<digits>\d{1,5})\b(?!\s*%)(?!\s*[./-]\s*\d)"
_DATES = (
    r"(?:de |ban hanh |ky |ra )?(?:ngay\s+)?(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>20\d{2})",
    r"(?:de |ban hanh |ky |ra )?ngay\s+(?P<day2>\d{1,2})\s+thang\s+(?P<month2>\d{1,2})\s+nam\s+(?P<year2>20\d{2})",
    r"(?:hoi |cua |trong |vao )?(?:thang\s+)?(?P<month3>\d{1,2})\s*(?:nam|[/-])\s*(?P<year3>20\d{2})",
    r"(?:hoi |cua |trong |vao )?(?P<season>dau|giua|cuoi)\s+(?:nam\s+)?(?P<year4>20\d{2})",
    r"(?:of |dated |in )?(?P<english>january|february|march|april|may|june|july|august|september"
    r"|october|november|december)\s+(?:\d{1,2},?\s+)?(?P<year6>20\d{2})",
    r"(?:hoi |cua |trong |vao )?(?:nam\s+)?(?P<year5>20\d{2})",
)
_MODIFIER = re.compile(
    rf"[\s,(:]*(?:(?P<number>{_NUMBER.pattern})|{'|'.join(_DATES)}|{_BARE}"
    r"|(?P<filler>ket luan|so|cua|ben|o|tinh|ubnd|uy ban nhan dan|chu tich|dong chi|ban hanh|noi tren|tren|nay|hoi|no|number|of|from)\b)"
)
_ASKING = re.compile(r"\s*(?:nao|gi|so may|so bao nhieu|so hieu)\b")
_MONTHS = (
    "january february march april may june july august september october november december".split()
)
_SEASONS = {"dau": range(1, 5), "giua": range(5, 9), "cuoi": range(9, 13)}


@dataclass(frozen=True, slots=True)
class Scope:
    """``named`` documents are meant for certain; ``preferred`` ones probably.

    ``spans`` are the words that only say where to look; ``numbers`` are numbers of documents that
    are not in the corpus, which the right clause must cite.
    """

    named: tuple[str, ...]
    preferred: tuple[str, ...]
    provinces: tuple[str, ...]
    numbers: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class _Mention:
    """A kind with its modifiers."""

    kind: str
    start: int
    end: int
    number: str | None = None
    digits: int | None = None
    year: int | None = None
    months: set[int] = field(default_factory=set)
    day: int | None = None
    provinces: list[str] = field(default_factory=list)
    issuers: list[str] = field(default_factory=list)

    @property
    def exact(self) -> bool:
        """Whether anything but the kind narrows it down."""
        return bool(self.number or self.digits or self.year or self.provinces or self.issuers)


@cache
def province_book() -> PhraseBook:
    """Provinces by name and usual short forms."""
    forms = [(name, name) for name in provinces()]
    short = read_table("provinces").get("short", {})
    return PhraseBook([*forms, *short.items()])


@cache
def _kind_book() -> PhraseBook:
    forms = [(kind, kind) for kind in kinds() if kind not in ("Hướng dẫn", "Chiến lược", "Dự án")]
    other = [(form, kind) for kind, data in kinds().items() for form in data.get("forms", ())]
    return PhraseBook([*forms, *other])


@cache
def _issuer_book() -> PhraseBook:
    table = read_table("issuers")["issuers"]
    return PhraseBook([(form, name) for name, forms in table.items() for form in forms])


def read_scope(text: str, documents: Sequence[Document]) -> Scope:
    """The documents and provinces that ``text`` names."""
    folded = fold(text)
    places = province_book().find(text)
    named: list[str] = []
    preferred: list[str] = []
    spans: list[tuple[int, int]] = [(m.start, m.end) for m in places]
    for match in _kind_book().find(text):
        if len(text[match.start : match.end]) <= 2 and not text[match.start : match.end].isupper():
            if not re.match(r"\s*(?:so\s*)?\d|\s*thang", folded[match.end :]):
                continue  # "tb", "cv" in running text
        if _ASKING.match(folded[match.end :]):
            continue
        mention = _read_mention(text, folded, match, places)
        fitting = [d.id for d in documents if _fits(d, mention)]
        if mention.exact and fitting:
            named.extend(fitting)
            spans.append((mention.start, mention.end))
        elif not mention.exact:
            preferred.extend(d.id for d in documents if d.metadata.kind == mention.kind)
    cited = []
    for number in _NUMBER.finditer(folded):
        compact = _compact(number.group())
        same = [
            d.id for d in documents if d.metadata.number and _compact(d.metadata.number) == compact
        ]
        named.extend(same)
        if same:
            spans.append(number.span())
        elif not re.fullmatch(r"\d{1,2}-[a-z]", compact):
            cited.append(compact)
    return Scope(
        tuple(dict.fromkeys(named)),
        tuple(dict.fromkeys(preferred)),
        tuple(dict.fromkeys(m.name for m in places)),
        tuple(dict.fromkeys(cited)),
        tuple(spans),
    )


def _read_mention(text: str, folded: str, match: Match, places: list[Match]) -> _Mention:
    """The kind at ``match`` with the number, date, province and issuer that follow it."""
    mention = _Mention(match.name, match.start, match.end)
    position = match.end
    while True:
        here = re.match(r"[\s,(]*", folded[position:]).end() + position  # type: ignore[union-attr]
        place = next((m for m in places if m.start == here), None)
        issuer = next((m for m in _issuer_book().find(text) if m.start == here), None)
        if place:
            mention.provinces.append(place.name)
            position = mention.end = place.end
            continue
        if issuer:
            mention.issuers.append(issuer.name)
            position = mention.end = issuer.end
            continue
        modifier = _MODIFIER.match(folded, position)
        if not modifier:
            return mention
        _apply(mention, modifier)
        position = modifier.end()
        if not modifier["filler"]:
            mention.end = position


def _apply(mention: _Mention, modifier: re.Match[str]) -> None:
    said = modifier.groupdict()
    if said["number"]:
        mention.number = _compact(said["number"])
    elif said["digits"]:
        mention.digits = int(said["digits"])
    year = next((said[k] for k in ("year", "year2", "year3", "year4", "year5", "year6") if said[k]), None)
    if year:
        mention.year = int(year)
    month = said["month"] or said["month2"] or said["month3"]
    if month:
        mention.months = {int(month)}
    elif said["english"]:
        mention.months = {_MONTHS.index(said["english"]) + 1}
    elif said["season"]:
        mention.months = set(_SEASONS[said["season"]])
    day = said["day"] or said["day2"]
    if day:
        mention.day = int(day)


def _fits(document: Document, mention: _Mention) -> bool:
    meta = document.metadata
    own = meta.kind == mention.kind or meta.title.startswith(mention.kind)
    if not own and not (_holds_annex(document, mention.kind) and not mention.digits):
        return False
    if mention.number and _compact(meta.number or "") != mention.number:
        return False
    if mention.digits is not None:
        found = re.match(r"\d+", meta.number or "")
        if not found or int(found.group()) != mention.digits:
            return False
    year, month, day = ([*(meta.date or "").split("-"), "", "", ""])[:3]
    if mention.year and str(mention.year) != year:
        return False
    if mention.months and month and int(month) not in mention.months:
        return False
    if mention.day and day and int(day) != mention.day:
        return False
    if mention.provinces and meta.province not in mention.provinces:
        return False
    return all(fold(name) in fold(meta.issuer or "") for name in mention.issuers)


def _holds_annex(document: Document, kind: str) -> bool:
    return any(c.path[0].level == "phu_luc" and c.path[0].value == kind for c in document.clauses)


def _compact(number: str) -> str:
    compact = re.sub(r"\s", "", fold(number))
    return re.sub(r"^0+(?=\d)", "", compact)


def without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """``text`` with the characters of ``spans`` blanked."""
    chars = list(text)
    for start, end in spans:
        chars[start:end] = " " * (end - start)
    return " ".join("".join(chars).split())
