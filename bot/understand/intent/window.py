"""A stretch of time that a question asks about: "từ tháng 9 đến tháng 12", "quý III", "6 tháng đầu
năm 2023"."""

import calendar
import re
from dataclasses import dataclass

from corpus.language.dates import MONTHS, find_periods

_WORD = "|".join(sorted(MONTHS, key=len, reverse=True))
_MONTH = rf"(?:0?(\d{{1,2}})|({_WORD}))\b"
_YEAR = r"(?:\s*+(?:/|,?\s*+năm\s++|(?<=\s))(20\d\d))?"
_FROM_TO = re.compile(
    rf"\b(?:từ\s+)?tháng\s+{_MONTH}{_YEAR}\s*(?:đến|tới|-|–)\s*(?:hết\s+|cuối\s+)?(?:tháng\s+)?"
    rf"{_MONTH}{_YEAR}",
    re.IGNORECASE,
)
_PART = re.compile(
    rf"\b(?:(?:0?(\d{{1,2}})|({_WORD}))\s+tháng|(nửa))\s+(đầu|cuối)\s+năm(?:\s+(20\d\d))?",
    re.IGNORECASE,
)
_ONE = re.compile(rf"(?<!đến )(?<!trước )\btháng\s+{_MONTH}{_YEAR}", re.IGNORECASE)
_ANY_YEAR = re.compile(r"\b20\d\d\b")


@dataclass(frozen=True, slots=True)
class Window:
    """ISO days, inclusive, None where open; ``at`` is the span of its words."""

    start: str | None
    end: str | None
    at: tuple[int, int]

    def holds(self, start: str | None, end: str | None) -> bool:
        """Whether what is due from ``start`` to ``end`` falls due within the window."""
        if end is None or (self.end is not None and end > self.end):
            return False
        return self.start is None or (start or end) >= self.start


def read_window(text: str, year: int | None) -> Window | None:
    """The stretch within a year that ``text`` names; ``year`` where it names none.

    Whole years are no window: they mostly tell which document is meant.
    """
    said = _ANY_YEAR.search(text)
    year = int(said.group()) if said else year
    if year is None:
        return None
    for match in _FROM_TO.finditer(text):
        first, last = _month(match[1], match[2]), _month(match[4], match[5])
        year2 = int(match[6] or match[3] or year)
        if first and last:
            return _months(int(match[3] or year2), first, year2, last, match.span())
    for match in _PART.finditer(text):
        length = 6 if match[3] else _month(match[1], match[2])
        own = int(match[5] or year)
        if length:
            first, last = (1, length) if match[4].lower() == "đầu" else (13 - length, 12)
            return _months(own, first, own, last, match.span())
    for period in find_periods(text, year):
        whole = (period.start or "")[5:] in ("", "01-01") and (period.end or "")[5:] in (
            "",
            "12-31",
        )
        if (period.start or period.end) and not whole:
            return Window(period.start, period.end, period.at)
    for match in _ONE.finditer(text):
        month = _month(match[1], match[2])
        own = int(match[3] or year)
        # "tháng năm 2022" names no month
        if month and not (match[3] and (match[2] or "").lower() == "năm"):
            return _months(own, month, own, month, match.span())
    return None


def read_month(text: str) -> int | None:
    """The first month that ``text`` names ("tháng 9", "tháng Mười hai"), 1 to 12."""
    match = _ONE.search(text)
    return _month(match[1], match[2]) if match else None


def read_months(text: str) -> set[int]:
    """Every month that ``text`` names, 1 to 12."""
    found = (_month(match[1], match[2]) for match in _ONE.finditer(text))
    return {month for month in found if month}


def _month(digits: str | None, word: str | None) -> int | None:
    number = int(digits) if digits else MONTHS.get((word or "").lower(), 0)
    return number if 1 <= number <= 12 else None


def _months(year: int, first: int, year2: int, last: int, at: tuple[int, int]) -> Window:
    days = calendar.monthrange(year2, last)[1]
    return Window(f"{year}-{first:02d}-01", f"{year2}-{last:02d}-{days:02d}", at)
