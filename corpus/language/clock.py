"""Times of day: "7h30", "17 giờ 30 phút", "7 rưỡi sáng", "10 giờ kém 15 tối" as minutes."""

import re
from dataclasses import dataclass

_PART = r"(?:\s(?P<part>sáng|trưa|chiều|tối|đêm|khuya))?"
_TIME = re.compile(
    r"(?<![\d.,/])(?P<hour>[01]?\d|2[0-4])\s?(?:(?P<mark>h|g|giờ)(?![^\W\d_])"
    r"(?:\s?(?P<minute>[0-5]\d)(?!\d|[.,]\d)(?:\s?(?:phút|p)\b)?|\s(?P<half>rưỡi)"
    r"|\ském\s(?P<less>\d{1,2})(?:\sphút)?)?"
    r"|\s(?P<bare>rưỡi)(?=\s(?:sáng|trưa|chiều|tối|đêm)))" + _PART,
    re.IGNORECASE,
)
_BEFORE = re.compile(r"(?:lúc|hồi|vào)\s+$", re.IGNORECASE)
_BOUND = re.compile(r"(?:từ|đến|tới|trước|sau)\s+$", re.IGNORECASE)
_OF_DAY = re.compile(
    r"\s?(?:[,;.?!)]|$|ngày|cùng ngày|hằng ngày|hàng ngày|đến|tới|[-–])", re.IGNORECASE
)
_LASTING = re.compile(
    r"(?:trong|mỗi|hết|quá|đủ|khoảng|suốt|kéo dài|báo trước|trước ít nhất)\s+$", re.IGNORECASE
)
_EACH = re.compile(
    r"\s?(?:/|mỗi|kể từ|trở lên|trở xuống|một ngày|làm việc|liên tục)", re.IGNORECASE
)
_NIGHT = ("tối", "đêm", "khuya")
# hours of the clock that are of the afternoon or evening, by the part of the day
_FROM = {"chiều": 1, "tối": 1, "đêm": 6, "khuya": 6, "trưa": 1}
_UNTIL = {"trưa": 3}
_NOON, _HALF_DAY, _DAY = 12, 12 * 60, 24 * 60


@dataclass(frozen=True, slots=True)
class Time:
    """``minutes`` after midnight; ``open``: morning or afternoon is not said."""

    minutes: int
    open: bool
    start: int
    end: int

    def meets(self, other: "Time") -> bool:
        """Whether both may be one time of day."""
        if self.minutes % _DAY == other.minutes % _DAY:
            return True
        same = self.minutes % _HALF_DAY == other.minutes % _HALF_DAY
        return same and (self.open or other.open)


def find_times(text: str) -> list[Time]:
    """The times of day in ``text``; a number of hours alone is one only behind "lúc", "từ", …"""
    return [_read(match) for match in _TIME.finditer(text) if _is_time(text, match)]


def _is_time(text: str, match: re.Match[str]) -> bool:
    before, part = text[: match.start()], bool(match["part"] or match["bare"])
    if (match["mark"] or "").lower() == "g" and not (match["minute"] or part):
        return False  # "4G", "5 g"
    if part:
        return True
    if _LASTING.search(before) or _EACH.match(text, match.end()):
        return False
    if match["minute"] or match["less"] or match["half"] or _BEFORE.search(before):
        return True
    return bool(_BOUND.search(before)) and bool(_OF_DAY.match(text, match.end()))


def _read(match: re.Match[str]) -> Time:
    hour, part = int(match["hour"]), (match["part"] or "").lower()
    minutes = int(match["minute"] or 0) + (30 if match["half"] or match["bare"] else 0)
    if hour == _NOON and part in _NIGHT:
        hour = 0
    elif _FROM.get(part, _NOON) <= hour <= _UNTIL.get(part, _NOON - 1):
        hour += _NOON
    unsaid = not part and 0 < hour <= _NOON and len(match["hour"]) == 1
    at = (hour * 60 + minutes - int(match["less"] or 0)) % _DAY
    return Time(at, unsaid, match.start(), match.end())
