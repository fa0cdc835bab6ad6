"""Ranges that a text sets ("từ 10 đến dưới 30 km", "trên ba năm", "từ 61% trở lên"), and whether a
size lies in them.

A rule in steps states one range an item; who asks names a size between the limits, never a limit.
The words that open and close ranges are data (``vocabulary/ranges.toml``).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from bot.evidence.figures import Figure, find_figures
from bot.evidence.measures import decimal_of, share_of
from bot.vocabulary import read_table

_NUMBERS = (
    r"không|một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|bẩy|tám|chín|mười|mươi|trăm|nghìn|ngàn|linh|lẻ"
)
_WORDED = re.compile(  # "ba (03) năm"
    rf"\b(?:(?:{_NUMBERS})\s?){{1,6}}\((\d{{1,4}})\)(?=\s)", re.IGNORECASE
)
# "chưa đầy một năm", "chưa tròn tháng": a bit less than one
_AN_ENTIRE = re.compile(
    r"\b(?P<lean>chưa (?:đầy|tròn|được|tới|đến|đủ)|hơn|gần)\s(?:(?:một|1)\s)?"
    r"(?P<unit>năm|tháng|tuần|ngày)\b(?!\s(?:\d|nay|ngoái|trước|sau|rồi))",
    re.IGNORECASE,
)
_MILLION = 10**6
_LOOKED_AT = 24  # characters on either side
_DATED = re.compile(r"\s?(?:năm|tháng)\s(?=\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Size:
    """So much of a ``quantity`` (a share, a length, money, things counted); ``lean`` is 1 or -1
    where the words say a little more ("hơn 3 năm") or less than that."""

    quantity: str
    value: Decimal
    lean: int = 0


@dataclass(frozen=True, slots=True)
class Interval:
    """From ``low`` to ``high`` (None: without limit) of a quantity; whether the limits belong."""

    quantity: str
    low: Decimal | None
    high: Decimal | None
    low_in: bool = True
    high_in: bool = True

    @property
    def closed(self) -> bool:
        """Whether it has two ends."""
        return self.low is not None and self.high is not None

    def holds(self, size: Size) -> bool:
        """Whether the size lies in it."""
        if size.quantity != self.quantity:
            return False
        value, lean = size.value, size.lean
        if self.low is not None and (
            value < self.low
            or (value == self.low and (lean < 0 or (not self.low_in and lean <= 0)))
        ):
            return False
        return self.high is None or not (
            value > self.high
            or (value == self.high and (lean > 0 or (not self.high_in and lean >= 0)))
        )


@dataclass(frozen=True, slots=True)
class Ranged:
    """What a text says of sizes: its ranges, and the sizes that are no limit of one."""

    intervals: tuple[Interval, ...]
    points: tuple[Size, ...]

    def holds(self, size: Size) -> bool:
        """Whether a range of the text holds the size."""
        return any(one.holds(size) for one in self.intervals)

    def meets(self, size: Size) -> bool:
        """Whether a range of the text holds the size, or the text states the size itself."""
        return self.holds(size) or any(
            one.quantity == size.quantity and one.value == size.value for one in self.points
        )

    def speaks_of(self, size: Size) -> bool:
        """Whether the text sets a range of that quantity."""
        return any(one.quantity == size.quantity for one in self.intervals)


def find_sizes(text: str) -> tuple[Size, ...]:
    """The sizes that a question names; dates, years and numbers of documents are none."""
    text = _AN_ENTIRE.sub(r"\g<lean> 1 \g<unit>", _WORDED.sub(r"\1", text))
    found = []
    for figure in find_figures(text):
        size = size_of(figure)
        if size and not _DATED.match(text, figure.at[1]):
            said = _before(text, figure)
            lean = 1 if said == "above" else -1 if said == "below" else 0
            found.append(Size(size.quantity, size.value, lean))
    return tuple(found)


def find_ranges(text: str) -> Ranged:
    """The ranges and the sizes of a text."""
    text = _WORDED.sub(r"\1", text)
    figures = [one for one in find_figures(text) if one.kind in ("share", "count")]
    figures = [one for one in figures if not text[one.at[0] - 1 : one.at[0]].isalpha()]  # "m2"
    intervals: list[Interval] = []
    points: list[Size] = []
    skipped = -1
    for place, figure in enumerate(figures):
        if place == skipped:
            continue
        after = figures[place + 1] if place + 1 < len(figures) else None
        joined = _joined(text, figure, after) if after else ""
        size = size_of(figure)
        if after and joined and (end := size_of(after)):
            low = _scaled(figure, after, end) if size is None else size
            if low and low.quantity == end.quantity and low.value <= end.value:
                opens = _before(text, figure) == "above"
                both = (low.value, end.value, not opens, joined == "to")
                intervals.append(Interval(end.quantity, *both))
                skipped = place + 1
                continue
        if size is None:
            continue
        bounded = _bounded(size, _before(text, figure), _after(text, figure))
        if bounded:
            intervals.append(bounded)
        else:
            points.append(size)
    return Ranged(tuple(intervals), tuple(points))


def _bounded(size: Size, before: str, after: str) -> Interval | None:
    quantity, value = size.quantity, size.value
    if after == "down":  # "từ đủ 2 năm trở xuống"
        return Interval(quantity, None, value)
    if after == "up" or before in ("from", "above"):
        return Interval(quantity, value, None, low_in=before != "above")
    if before in ("to", "below"):
        return Interval(quantity, None, value, high_in=before != "below")
    return None


def size_of(figure: Figure) -> Size | None:
    """What the figure measures or counts; None of a bare number."""
    if (share := share_of(figure.kind, figure.value)) is not None and figure.kind == "share":
        return Size("share", share)
    if figure.kind != "count":
        return None
    if figure.measure:
        return Size(*figure.measure)
    value = decimal_of(figure.value)
    if value is None:
        return None
    if figure.unit == "đồng" or (not figure.unit and value >= _MILLION):
        return Size("money", value)
    return Size(figure.unit, value) if figure.unit else None


def _scaled(figure: Figure, after: Figure, end: Size) -> Size | None:
    """A range's first number, which has the second one's unit."""
    own, there = decimal_of(figure.value), decimal_of(after.value)
    if own is None or not there:
        return None
    return Size(end.quantity, own * end.value / there)


def _joined(text: str, figure: Figure, after: Figure) -> str:
    """How a range leads from one figure to the next: "to", "below" or ""."""
    between = text[figure.at[1] : after.at[0]]
    if len(between) > _LOOKED_AT:
        return ""
    match = _joins().search(between)
    return match.lastgroup or "" if match else ""


def _before(text: str, figure: Figure) -> str:
    match = _openings().search(text[max(0, figure.at[0] - _LOOKED_AT) : figure.at[0]].lower())
    return match.lastgroup or "" if match else ""


def _after(text: str, figure: Figure) -> str:
    after = text[figure.at[1] : figure.at[1] + 2 * _LOOKED_AT].lower()
    match = _closings().match(after[:_LOOKED_AT])
    if match is None and _before(text, figure) == "from":
        match = _far_closings().match(after)
    return match.lastgroup or "" if match else ""


def _forms(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _named(section: str) -> list[str]:
    """A group for each name of a section, longest words of all first."""
    table = read_table("ranges")[section]
    pairs = sorted(((w, name) for name, words in table.items() for w in words), key=_longest)
    names: dict[str, list[str]] = {}
    for word, name in pairs:
        names.setdefault(name, []).append(word)
    return [f"(?P<{name}>{_forms(words)})" for name, words in names.items()]


def _longest(pair: tuple[str, str]) -> int:
    return -len(pair[0])


@cache
def _openings() -> re.Pattern[str]:
    """The words before a figure, the longest that end there."""
    return re.compile(rf"(?:^|(?<=[\s(]))(?:{'|'.join(_named('before'))})\s?$")


@cache
def _closings() -> re.Pattern[str]:
    return re.compile(rf"[^\W\d_.,;]*(?:\s[^\W\d_]+)?\s(?:{'|'.join(_named('after'))})\b")


@cache
def _far_closings() -> re.Pattern[str]:
    """What closes behind more words: "đủ 2 năm công tác thực tế trở xuống"."""
    down = rf"(?P<down>{_forms(read_table('ranges')['after']['down'])})"
    return re.compile(rf"[^\W\d_]*+(?:\s[^\W\d_]++){{1,9}}?\s{down}\b")


@cache
def _joins() -> re.Pattern[str]:
    """What stands between the figures of a range, the unit of the first aside."""
    unit = r"(?:%|[^\W_]+(?:\s[^\W\d_]+)?)??"
    return re.compile(rf"^\s?{unit}\s?(?:{'|'.join(_named('between'))})\s?$")
