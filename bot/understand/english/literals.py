"""What a translation takes over without the glossary: numbers of documents, dates, figures, places
in a document."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.understand.scope.mention import NUMBER
from corpus.language.normalize import fold

_MONTHS = "january february march april may june july august september october november december"
_MONTH = rf"(?P<month>{'|'.join(f'{m[:3]}(?:{m[3:]})?' for m in _MONTHS.split())}|sept)\b\.?"
# levels of a document by what stands after the English word: a number, a Roman number, a letter
_LEVELS = {
    "article": ("Điều", "Điều", "điểm"),
    **dict.fromkeys(("point", "item"), ("khoản", "điểm", "điểm")),
    **dict.fromkeys(("clause", "paragraph"), ("khoản", "phần", "điểm")),
    "section": ("mục", "phần", "điểm"),
    "part": ("phần", "phần", "phần"),
}
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip


@dataclass(slots=True)
class Piece:
    """A stretch of the translation; ``after`` is the punctuation that followed."""

    section: str
    words: str
    after: str = ""


def read_literal(text: str, start: int) -> tuple[Piece, int] | None:
    """What is no word: a document number, a date, a share, a place in a document."""
    for pattern, make in _LITERALS:
        match = pattern.match(fold(text) if pattern is _NUMBER else text, start)
        if match and pattern is _NUMBER and not _SIGNED.search(text[start : match.end()]):
            continue  # "3-year", "2-day"
        if match:
            return make(match, text), match.end()
    return None


def _month_number(match: re.Match[str]) -> int:
    return [m[:3] for m in _MONTHS.split()].index(match["month"][:3].lower()) + 1


def _date(match: re.Match[str], _text: str) -> Piece:
    day, year = match["day"], match["year"]
    month = _month_number(match)
    return Piece("dates", f"ngày {int(day)}/{month}/{year}" if year else f"ngày {int(day)}/{month}")


def _month(match: re.Match[str], _text: str) -> Piece:
    return Piece("dates", f"tháng {_month_number(match)} năm {match['year']}")


def _figure(match: re.Match[str], _text: str) -> Piece:
    """ "8.5%" is "8,5%", "11,000" is "11.000"."""
    if match["percent"]:
        return Piece("figures", f"{match['share'].replace('.', ',')}%")
    if match["share"]:
        return Piece("figures", match["share"].replace(".", ","))
    return Piece("figures", match["thousands"].replace(",", "."))


def _place(match: re.Match[str], _text: str) -> Piece:
    value = match["value"]
    roman = re.fullmatch(r"[ivx]+", value, re.IGNORECASE)
    form = 0 if value[0].isdigit() else 1 if roman else 2
    return Piece("places", f"{_LEVELS[match['level'].lower()][form]} {value}")


def _bullet(match: re.Match[str], _text: str) -> Piece:
    said = match["ordinal"].lower()
    number = _ORDINALS.get(said) or int(re.sub(r"\D", "", said) or 1)
    return Piece("places", f"gạch đầu dòng thứ {number}")


_NUMBER = re.compile(NUMBER.pattern, re.IGNORECASE)
_SIGNED = re.compile(r"/|-\s?[A-ZĐ]")
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>20\d\d)"
_LITERALS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str], Piece]], ...] = (
    (_NUMBER, lambda m, text: Piece("numbers", text[m.start() : m.end()])),
    (re.compile(rf"{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?\b", re.I), _date),
    (re.compile(rf"{_MONTH}\s+(?:the\s+)?{_DAY}\b(?:,?\s+{_YEAR}\b)?", re.I), _date),
    (re.compile(rf"{_MONTH},?\s+(?:of\s+)?{_YEAR}\b", re.I), _month),
    (
        re.compile(
            r"(?P<share>\d+(?:[.,]\d+)?)\s*(?P<percent>%|per\s?cent\b)|(?P<thousands>\d{1,3}(?:,\d{3})+)\b",
            re.I,
        ),
        _figure,
    ),
    (re.compile(r"\d{1,2}/\d{1,2}/\d{4}\b"), lambda m, _t: Piece("dates", m.group())),
    (re.compile(r"20\d\d\s*[-–]\s*20\d\d\b"), lambda m, _t: Piece("unknown", m.group())),
    (re.compile(r"20\d\d\b"), lambda m, _t: Piece("years", m.group())),
    (
        re.compile(
            rf"(?P<level>{'|'.join(_LEVELS)})\s+(?P<value>\d{{1,3}}(?:\.\d{{1,2}})*|[ivx]{{1,5}}|[a-hđ])(?![\w%])",
            re.I,
        ),
        _place,
    ),
    (
        re.compile(
            rf"(?P<ordinal>{'|'.join(_ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))\s+(?:bullet(?:\s+point)?|dash|indent)\b",
            re.I,
        ),
        _bullet,
    ),
    (re.compile(r"\d+(?:\.\d+)+\b"), lambda m, _t: Piece("figures", m.group())),
)  # fmt: skip
