"""Mentions of documents in a question: a kind with the number, date, province or issuer after it.

"công văn 123", "Thông báo tháng 01/2022 của Lào Cai", "the notice of January 2022".
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from corpus.document import Document
from corpus.language.normalize import fold
from corpus.language.phrases import Match, PhraseBook
from corpus.organs import find_organs
from corpus.provinces import speaks_for
from corpus.vocabulary import kinds, read_table

# a document number: "12/QĐ-UBND", "34-CT/TU", "47/2020/NĐ-CP" (folded)
NUMBER = re.compile(
    r"\b\d{1,5}(?:\.\d{1,2})?(?:\s?/\s?\d{4})?\s?[/-]\s?[a-z]{1,6}[a-z0-9&]*(?:[-/][a-z][a-z0-9&]*)*"
)
# "nghị quyết 66.4": one of several that are issued under one number
_DECIMAL = r"(?:so\s*+(?::\s*+)?)?(?P<decimal>\d{1,3}\.\d{1,2})\b(?!\s*(?:%|[./-]\s*\d))"
_BARE = r"(?:ket luan\s+)?(?:so\s*+(?::\s*+)?)?(?P<digits>\d{1,5})\b(?!\s*%)(?!\s*[./-]\s*\d)"
# "79/2025": a number and its year; up to twelve it is rather a month
_SERIAL = (
    r"(?:so\s*+(?::\s*+)?)?(?P<serial>1[3-9]|[2-9]\d|\d{3,5})\s?/\s?(?P<year7>(?:19|20)\d{2})"
    r"\b(?!\s?[/-]\s?[a-z])"
)
_LEAD = r"(?:hoi |cua |trong |vao |de |ban hanh |ky |ra |of |dated |in )?"
_YEAR = r"(?P<year{0}>20\d{{2}})"
_DATES = (
    r"(?:ngay\s+)?(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*" + _YEAR.format(1),
    r"ngay\s+(?P<day2>\d{1,2})\s+thang\s+(?P<month2>\d{1,2})\s+nam\s+" + _YEAR.format(2),
    r"thang\s+(?P<month3>\d{1,2})\s*(?:nam|[/-])\s*" + _YEAR.format(3),
    # "quyết định 12 năm 2012" is named by its number, "quyết định 12/2012" by that or its month
    r"(?:so\s*+)?(?P<digits2>\d{1,5})\s+nam\s+" + _YEAR.format(8),
    r"(?:so\s*+)?(?P<either>\d{1,2})\s*[/-]\s*" + _YEAR.format(9) + r"\b(?!\s?[/-]\s?[a-z])",
    r"(?P<season>dau|giua|cuoi)\s+(?:nam\s+)?" + _YEAR.format(4),
    r"(?P<english>january|february|march|april|may|june|july|august|september|october|november"
    r"|december)\s+(?:\d{1,2},?\s+)?" + _YEAR.format(5),
    r"(?:nam\s+)?" + _YEAR.format(6),
)
_FILLER = (
    r"(?P<filler>(?:cuoc |phien )?hop(?: cua| tai)?"
    r"(?: (?:bcd|ban chi dao)(?: (?:cds|chuyen doi so))?(?: tinh)?)?"
    # a day after it is that of the meeting
    r"(?!\W*(?:vao )?(?:ngay|hom|\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]))"
    r"|ket luan|so|cua|ben|o|tinh|ubnd|uy ban nhan dan|chu tich|dong chi|ban hanh"
    r"|noi tren|tren|nay|hoi|no|number|of|from)\b"
)
_MODIFIER = re.compile(
    rf"[\s,(:]*+(?:(?P<number>{NUMBER.pattern})|{_SERIAL}|{_DECIMAL}|{_LEAD}(?:{'|'.join(_DATES)})|{_BARE}|{_FILLER})"
)
_FURTHER = re.compile(
    rf"\s*(?:,|va|voi|lan|hay|hoac|cung)\s*(?:so\s+)?(?P<named>(?P<number>{NUMBER.pattern})|{_SERIAL})"
)
_SHORT_IS_KIND = re.compile(r"\s*(?:so\s*)?\d|\s*thang")
_GAP = re.compile(r"[\s,(]*")
_ASKING = re.compile(r"\s*(?:nao|gi|so may|so bao nhieu|so hieu)\b")
_MONTHS = tuple(
    "january february march april may june july august september october november december".split()  # noqa: SIM905
)
SEASONS = {"dau": range(1, 5), "giua": range(5, 9), "cuoi": range(9, 13)}
_YEARS = tuple(f"year{i}" for i in range(1, 10))
_NUMBERED_YEAR = re.compile(r"/((?:19|20)\d\d)/")


@dataclass(slots=True)
class Mention:
    """A kind with its modifiers."""

    kind: str
    start: int
    end: int
    number: str | None = None
    digits: int | None = None
    decimal: str = ""
    either: int | None = None  # its number or its month
    year: int | None = None
    months: set[int] = field(default_factory=set)
    day: int | None = None
    provinces: list[str] = field(default_factory=list)
    issuers: list[str] = field(default_factory=list)

    @property
    def exact(self) -> bool:
        """Whether anything but the kind narrows it down."""
        serial = self.number or self.digits or self.decimal
        return bool(serial or self.year or self.provinces or self.issuers)


@cache
def _kind_book() -> PhraseBook:
    forms = [(kind, kind) for kind in kinds() if kind not in ("Hướng dẫn", "Chiến lược", "Dự án")]
    other = [(form, kind) for kind, data in kinds().items() for form in data.get("forms", ())]
    return PhraseBook([*forms, *other])


@cache
def _issuer_book() -> PhraseBook:
    table = read_table("issuers")["issuers"]
    return PhraseBook([(form, name) for name, forms in table.items() for form in forms])


def without_mentions(text: str) -> str:
    """``text`` with blanks where it names documents."""
    for mention in read_mentions(text, ()):
        blank = " " * (mention.end - mention.start)
        text = f"{text[: mention.start]}{blank}{text[mention.end :]}"
    return text


def read_mentions(text: str, places: Sequence[Match]) -> list[Mention]:
    """The documents that ``text`` mentions; ``places`` are the provinces found in it."""
    folded = fold(text)
    mentions = []
    organs = find_organs(text)
    beside = _Beside({m.start: m for m in places}, {m.start: m for m in _issuer_book().find(text)})
    for match in _kind_book().find(text):
        if any(organ.start < match.start < organ.end for organ in organs):
            continue  # "Sở Kế hoạch và Đầu tư" is no plan
        words, rest = text[match.start : match.end], folded[match.end :]
        short = len(words) <= 2 and not words.isupper() and not _SHORT_IS_KIND.match(rest)
        if not short and not _ASKING.match(rest):  # "tb", "cv" may stand for other words
            mentions.append(_read_mention(folded, match, beside))
            mentions.extend(_further(folded, mentions[-1]))
    return mentions


@dataclass(frozen=True, slots=True)
class _Beside:
    """What may follow a kind, by where it begins: provinces and issuers."""

    places: Mapping[int, Match]
    issuers: Mapping[int, Match]


def _read_mention(folded: str, match: Match, beside: _Beside) -> Mention:
    """The kind at ``match`` with the number, date, province and issuer that follow it."""
    mention = Mention(match.name, match.start, match.end)
    position = match.end
    while True:
        here = _GAP.match(folded, position).end()  # type: ignore[union-attr]
        place, issuer = beside.places.get(here), beside.issuers.get(here)
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


def _further(folded: str, first: Mention) -> list[Mention]:
    """The others of the same kind that are named by their numbers alone: "quyết định 41/2025 và
    42/2025"."""
    found: list[Mention] = []
    end = first.end
    while first.exact and (more := _FURTHER.match(folded, end)):
        mention = Mention(first.kind, more.start("named"), more.end("named"))
        if more["number"]:
            mention.number = compact_number(more["number"])
        else:
            mention.digits, mention.year = int(more["serial"]), int(more["year7"])
        found.append(mention)
        end = more.end()
    return found


def _apply(mention: Mention, modifier: re.Match[str]) -> None:
    said = modifier.groupdict()
    if said["number"]:
        mention.number = compact_number(said["number"])
    elif said["digits"]:
        mention.digits = int(said["digits"])
    elif said["serial"]:
        mention.digits = int(said["serial"])
    elif said["decimal"]:
        mention.decimal = said["decimal"]
    elif said["digits2"]:
        mention.digits = int(said["digits2"])
    elif said["either"]:
        mention.either = int(said["either"])
    year = next((said[name] for name in _YEARS if said[name]), None)
    if year:
        mention.year = int(year)
    month = said["month"] or said["month2"] or said["month3"]
    if month:
        mention.months = {int(month)}
    elif said["english"]:
        mention.months = {_MONTHS.index(said["english"]) + 1}
    elif said["season"]:
        mention.months = set(SEASONS[said["season"]])
    day = said["day"] or said["day2"]
    if day:
        mention.day = int(day)


def fits(document: Document, mention: Mention) -> bool:
    """Whether everything that the mention says is so of the document."""
    meta = document.metadata
    own = meta.kind == mention.kind or meta.title.startswith(mention.kind)
    if not own and not (_holds_annex(document, mention.kind) and not mention.digits):
        return False
    if mention.number and compact_number(meta.number or "") != mention.number:
        return False
    if mention.digits is not None and _serial(meta.number or "") != mention.digits:
        return False
    if mention.decimal and not re.match(rf"{re.escape(mention.decimal)}\b", meta.number or ""):
        return False
    year, month, day = ([*(meta.date or "").split("-"), "", "", ""])[:3]
    if mention.year and str(mention.year) not in (year, _year_in(meta.number or "")):
        return False
    if mention.months and month and int(month) not in mention.months:
        return False
    if mention.either and mention.either not in (int(month or 0), _serial(meta.number or "")):
        return False
    if mention.day and day and int(day) != mention.day:
        return False
    if mention.provinces and not any(is_of(document, place) for place in mention.provinces):
        return False
    return all(fold(name) in fold(meta.issuer or "") for name in mention.issuers)


def _serial(number: str) -> int | None:
    """The number's own figure: 1582 of "1582/QĐ-UBND"; of "66.4/2025" none."""
    found = re.match(r"\d+(?!\.?\d)", number)
    return int(found.group()) if found else None


def _year_in(number: str) -> str:
    """The year within a document number ("16/2010/QĐ-UBND"); empty where it has none."""
    found = _NUMBERED_YEAR.search(number)
    return found[1] if found else ""


def is_of(document: Document, place: str) -> bool:
    """Whether the document is one of that province's, merged with another or not."""
    return speaks_for(document.metadata.province, document.metadata.date, place)


def _holds_annex(document: Document, kind: str) -> bool:
    return any(c.path[0].level == "phu_luc" and c.path[0].value == kind for c in document.clauses)


def compact_number(number: str) -> str:
    """A document number as it is compared: folded, no spaces, no leading zeros."""
    compact = re.sub(r"\s", "", fold(number))
    return re.sub(r"^0+(?=\d)", "", compact)
