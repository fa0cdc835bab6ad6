"""Brackets that a clause sets ("từ 10 đến dưới 30 km", "từ năm 2017 đến hết năm 2021", "dưới một
(01) năm") and the quantities that a question states: which clause of several means its case.

Limits of what is to be done ("không quá 15 ngày") are no brackets.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from itertools import chain

from bot.vocabulary import read_table

_YEAR = "year"  # of the calendar
_MANY = Decimal("1e12")
_BIT = Decimal("0.001")  # "chưa đầy một năm" is that much less
_WORDS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
    "mười": 10,
}  # fmt: skip
_NUMBER = (
    r"(?<![\d.,])(?:\d{1,12}(?:[.,]\d{1,6}){0,4}+(?!\d)|(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)(?!\s(?:số|vài|trong)\b))"
    r"(?:\s?\(\s?\d{1,12}\s?\))?"
)
_SIZES = {"nghìn": 1000, "ngàn": 1000, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_OF = r"\s?(?:(?P<size{n}>nghìn|ngàn|triệu|tỷ|tỉ)\s?)?(?P<unit{n}>%|[^\W\d_]+\d?(?:\s[^\W\d_]+)?)?"
_LOW = r"(?:từ\sđủ|từ|trên|hơn|đủ)"
_BETWEEN = re.compile(
    rf"\b(?P<low>{_LOW})\s(?P<a>{_NUMBER}){_OF.format(n=1)}\s?(?:đến|tới|-|–)\s?"
    rf"(?P<high>dưới|hết|đủ|bằng|không quá)?\s?(?P<b>{_NUMBER}){_OF.format(n=2)}",
    re.IGNORECASE,
)
_FROM = re.compile(
    rf"\b(?:(?P<over>trên|hơn)|từ\sđủ|từ|đủ)\s(?P<a>{_NUMBER}){_OF.format(n=1)}"
    r"(?P<up>\s(?:trở lên|trở đi))?",
    re.IGNORECASE,
)
_UP = re.compile(rf"(?P<a>{_NUMBER}){_OF.format(n=1)}\strở lên", re.IGNORECASE)
_UNDER = re.compile(
    rf"\b(?:dưới|chưa đủ|chưa đến)\s(?P<a>{_NUMBER}){_OF.format(n=1)}"
    rf"|(?P<b>{_NUMBER}){_OF.format(n=2)}\strở xuống",
    re.IGNORECASE,
)
_YEARS = re.compile(
    r"\btừ\s(?:đầu\s)?(?:năm\s)?(?P<a>(?:19|20)\d\d)\s?(?:đến|tới|-|–)\s?"
    r"(?P<before>trước\s)?(?:(?:hết|cuối)\s)?(?:năm\s)?(?P<b>(?:19|20)\d\d)\b"
    r"|\b(?P<way>từ|sau|trước)\s(?:năm\s)(?P<c>(?:19|20)\d\d)\b(?P<down>\strở về trước)?",
    re.IGNORECASE,
)
_STATED = re.compile(
    rf"(?:\b(?P<less>chưa đầy|chưa tới|chưa đủ|chưa đến|chừng dưới|gần|dưới)\s"
    rf"|\b(?P<more>hơn|trên|quá)\s)?(?<![\w/.,-])(?P<a>{_NUMBER})(?![/\d]){_OF.format(n=1)}",
    re.IGNORECASE,
)
_CALENDAR = re.compile(r"(?<![\d/.-])(?:19|20)\d\d(?![\d/])")


@dataclass(frozen=True, slots=True)
class Bracket:
    """From ``low`` to ``high`` of ``unit``, each end in it or not."""

    unit: str
    low: Decimal
    high: Decimal
    has_low: bool = True
    has_high: bool = True

    def holds(self, size: Decimal) -> bool:
        """Whether ``size`` lies in it."""
        above = size >= self.low if self.has_low else size > self.low
        return above and (size <= self.high if self.has_high else size < self.high)


@dataclass(frozen=True, slots=True)
class Stated:
    """A quantity that a question states."""

    unit: str
    size: Decimal


def stated(text: str) -> tuple[Stated, ...]:
    """The quantities with a unit, and the years, that ``text`` states."""
    text = " ".join(text.split())
    found = [Stated(_YEAR, Decimal(m.group())) for m in _CALENDAR.finditer(text)]
    for match in _STATED.finditer(text):
        one = _sized(match["a"], match["size1"], match["unit1"])
        if one is None:
            continue
        unit, size = one
        if match["less"]:
            size -= _BIT
        elif match["more"]:
            size += _BIT
        found.append(Stated(unit, size))
    return tuple(dict.fromkeys(found))


def brackets(text: str) -> tuple[Bracket, ...]:
    """The brackets that ``text`` sets."""
    text = " ".join(text.split())
    found = [*_of_years(text)]
    taken: list[tuple[int, int]] = []
    for match in _BETWEEN.finditer(text):
        second = _sized(match["b"], match["size2"], match["unit2"])
        if second is None:
            continue
        unit, high = second
        first = _sized(
            match["a"], match["size1"] or match["size2"], match["unit1"] or match["unit2"]
        )
        if first is None or first[0] != unit:
            first = _sized(match["a"], match["size2"], match["unit2"])
        if first is None:
            continue
        open_low = match["low"].lower() in ("trên", "hơn")
        open_high = (match["high"] or "").lower() == "dưới"
        found.append(Bracket(unit, first[1], high, not open_low, not open_high))
        taken.append(match.span())
    for match in chain(_FROM.finditer(text), _UP.finditer(text)):
        one = _sized(match["a"], match["size1"], match["unit1"])
        if one and not _overlaps(match, taken):
            over = bool(match.groupdict().get("over"))
            found.append(Bracket(one[0], one[1], _MANY, not over))
            taken.append(match.span())
    for match in _UNDER.finditer(text):
        under = match["a"] is not None
        one = (
            _sized(match["a"], match["size1"], match["unit1"])
            if under
            else _sized(match["b"], match["size2"], match["unit2"])
        )
        if one and not _overlaps(match, taken):
            found.append(Bracket(one[0], Decimal(0), one[1], True, not under))
    return tuple(found)


def fits(said: Sequence[Stated], text: str) -> tuple[bool, bool]:
    """Whether a bracket of ``text`` holds a quantity that is ``said``, and whether it only has
    brackets of the same unit that hold none of those that are said in it."""
    units = {one.unit for one in said}
    set_here = [b for b in brackets(text) if b.unit in units]
    held = any(b.holds(one.size) for b in set_here for one in said if one.unit == b.unit)
    return held, bool(set_here) and not held


def _of_years(text: str) -> list[Bracket]:
    found = []
    for match in _YEARS.finditer(text):
        if match["a"]:
            found.append(
                Bracket(_YEAR, Decimal(match["a"]), Decimal(match["b"]), True, not match["before"])
            )
            continue
        year, way = Decimal(match["c"]), match["way"].lower()
        if way == "trước" or match["down"]:
            found.append(Bracket(_YEAR, Decimal(0), year, True, bool(match["down"])))
        else:
            found.append(Bracket(_YEAR, year, _MANY, way == "từ"))
    return found


def _overlaps(match: re.Match[str], taken: Sequence[tuple[int, int]]) -> bool:
    return any(match.start() < end and start < match.end() for start, end in taken)


def _sized(number: str, size: str | None, unit: str | None) -> tuple[str, Decimal] | None:
    """The base unit and how much of it; None without a unit that is known."""
    known = _unit(unit)
    value = _value(number)
    if known is None or value is None:
        return None
    name, factor = known
    return name, value * factor * _SIZES.get((size or "").lower(), 1)


def _value(number: str) -> Decimal | None:
    word = number.split("(")[0].strip().lower()
    if word in _WORDS:
        return Decimal(_WORDS[word])
    groups = re.split(r"[.,]", word)
    if len(groups) > 1 and all(len(group) == 3 for group in groups[1:]):
        plain = "".join(groups)
    elif len(groups) > 2:  # 2.000.000,0
        plain = "".join(groups[:-1]) + "." + groups[-1]
    else:
        plain = ".".join(groups)
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def _unit(words: str | None) -> tuple[str, Decimal] | None:
    if not words:
        return None
    said = " ".join(words.lower().split())
    for name in (said, said.split(" ")[0]):
        if name in _units():
            return _units()[name]
    return None


@cache
def _units() -> dict[str, tuple[str, Decimal]]:
    known: dict[str, tuple[str, Decimal]] = {}
    for kind, row in read_table("measures").items():
        if kind == "counted":
            continue
        for name, factor in row.items():
            known[name.lower()] = (kind, Decimal(str(factor)))
    for name, same in read_table("brackets").items():
        known |= {one: (name, Decimal(1)) for one in same["units"]}
    return known
