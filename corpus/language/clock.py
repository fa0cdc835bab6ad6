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
_BEFORE = re.compile(r"(?:lúc|hồi|từ|đến|tới|trước|sau|vào)\s+$", re.IGNORECASE)
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
    exact = any(match[name] for name in ("minute", "half", "less", "bare", "part"))
    return exact or match["mark"] in ("h", "H") or bool(_BEFORE.search(text[: match.start()]))


def _read(match: re.Match[str]) -> Time:
    hour, part = int(match["hour"]), (match["part"] or "").lower()
    minutes = int(match["minute"] or 0) + (30 if match["half"] or match["bare"] else 0)
    if part in ("chiều", "tối", "đêm", "trưa", "khuya") and (
        (1 if part in ("đêm", "khuya") else 0) * 5 < hour < _NOON
        and not (part == "trưa" and hour > _NOON - 3)
    ):
        hour += _NOON
    unsaid = not part and 0 < hour <= _NOON and len(match["hour"]) == 1
    return Time(hour * 60 + minutes - int(match["less"] or 0), unsaid, match.start(), match.end())
