"""Which documents and provinces a question is about."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from corpus.document import Document
from corpus.normalize import fold
from corpus.phrases import PhraseBook
from corpus.vocabulary import kinds, provinces

_NUMBER = re.compile(r"\b\d{1,5}(?:\s?/\s?\d{4})?\s?[/-]\s?[a-z][a-z0-9&]*(?:[-/][a-z0-9&]+)*")
_KIND_NUMBER = re.compile(r"^\W*(?:ket luan\s+)?(?:so|s\.)?\s*:?\s*(?P<digits>\d{1,5})\b(?!\s*%)(?!\s*[./]\s*\d)")
_DATE = re.compile(r"(?:(?P<day>\d{1,2})[/.-])?(?P<month>\d{1,2})[/.-](?P<year>20\d{2})")
_MONTH = re.compile(r"thang\s+(?P<month>\d{1,2})\s*(?:nam|[/-])\s*(?P<year>20\d{2})")
_DAY = re.compile(
    r"ngay\s+(?P<day>\d{1,2})\s+thang\s+(?P<month>\d{1,2})\s+nam\s+(?P<year>20\d{2})"
)
_NEAR = 45  # characters after a kind in which its number, date or issuer is looked for


@dataclass(frozen=True, slots=True)
class Scope:
    """``named`` documents are meant for certain; ``preferred`` ones probably."""

    named: tuple[str, ...]
    preferred: tuple[str, ...]
    provinces: tuple[str, ...]
    numbers: tuple[str, ...]


@cache
def _province_book() -> PhraseBook:
    forms = [(name, name) for name in provinces()]
    return PhraseBook([*forms, ("TP.HCM", "Thành phố Hồ Chí Minh"), ("Sài Gòn", "Thành phố Hồ Chí Minh")])


@cache
def _kind_book() -> PhraseBook:
    return PhraseBook([(kind, kind) for kind in kinds() if kind not in ("Hướng dẫn", "Chiến lược")])


def read_scope(text: str, documents: Iterable[Document]) -> Scope:
    """The documents and provinces that ``text`` names."""
    documents = list(documents)
    folded = fold(text)
    found = tuple(dict.fromkeys(m.name for m in _province_book().find(text)))
    named: list[str] = []
    cited: list[str] = []
    for match in _NUMBER.finditer(folded):
        number = _compact(match.group())
        same = [d.id for d in documents if d.metadata.number and _compact(d.metadata.number) == number]
        if same:
            named.extend(same)
        else:
            cited.append(number)
    preferred: list[str] = []
    for kind_match in _kind_book().find(text):
        rest = folded[kind_match.end : kind_match.end + _NEAR]
        same_kind = [d for d in documents if _has_kind(d, kind_match.name)]
        if re.match(r"\s*(?:nao|gi|so may|so bao nhieu)\b", rest):
            continue
        digits = _KIND_NUMBER.match(rest)
        if digits:
            hits = [
                d.id for d in same_kind
                if d.metadata.number and re.match(r"\d+", d.metadata.number)
                and int(re.match(r"\d+", d.metadata.number).group()) == int(digits["digits"])  # type: ignore[union-attr]
            ]
            if hits:
                named.extend(hits)
                continue
        dated = [d.id for d in same_kind if _dated(d, rest)]
        if dated and not digits:
            named.extend(dated)
        elif not digits:
            preferred.extend(d.id for d in same_kind)
    unique = tuple(dict.fromkeys(named))
    return Scope(unique, tuple(dict.fromkeys(preferred)), found, tuple(dict.fromkeys(cited)))


def _has_kind(document: Document, kind: str) -> bool:
    if document.metadata.kind == kind:
        return True
    return any(s.level == "phu_luc" and s.value == kind for c in document.clauses for s in c.path[:1])


def _dated(document: Document, rest: str) -> bool:
    """Whether ``rest`` (folded words right after the kind) holds the document's date."""
    date = document.metadata.date
    if not date:
        return False
    year, month, *day = date.split("-")
    for pattern in (_DAY, _DATE, _MONTH):
        match = pattern.search(rest)
        if match:
            said = match.groupdict()
            same_month = int(said["month"]) == int(month) and said["year"] == year
            same_day = not said.get("day") or not day or int(said["day"]) == int(day[0])
            return same_month and same_day
    return False


def _compact(number: str) -> str:
    compact = re.sub(r"\s", "", fold(number))
    return re.sub(r"^0+(?=\d)", "", compact)
