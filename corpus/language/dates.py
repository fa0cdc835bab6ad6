"""Deadlines in Vietnamese text: when a task is to be done, as an interval or a rhythm.

Only what is said as a time for doing counts: "trước ngày 15/02/2022", "trong Quý IV/2022", "hằng
năm". Dates of cited documents and periods in the names of programmes are the caller's to mask.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {
    "một": 1, "giêng": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7,
    "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_PERIODS = {"ngày": "ngày", "tuần": "tuần", "tháng": "tháng", "quý": "quý", "năm": "năm"}

_DAY = r"(?P<d>\d{1,2})\s*(?:/|tháng\s*)(?P<m>\d{1,2})\s*(?:/|năm\s*)(?P<y>\d{4})"
_DAY2 = r"(?P<d2>\d{1,2})\s*(?:/|tháng\s*)(?P<m2>\d{1,2})\s*(?:/|năm\s*)(?P<y2>\d{4})"
_WORD_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))

_BETWEEN_DAYS = re.compile(rf"từ (?:ngày )?{_DAY}\s*(?:đến|-|–)\s*(?:hết )?(?:ngày )?{_DAY2}", re.I)
_EVERY_BY_DAY = re.compile(
    r"(?:trước|chậm nhất(?: là| vào)?)(?: ngày)? \d{1,2}(?:/\d{1,2})?(?: của)? (?:hằng|hàng|mỗi) "
    r"(?P<every>tuần|tháng|quý|năm)",
    re.I,
)
_CUED_DAY = re.compile(
    rf"(?P<cue>trước|chậm nhất(?: là| vào| đến| trước)?|không muộn hơn|muộn nhất(?: là)?|đến hết|"
    rf"đến|hết|xong trong|vào|trong|kể từ|từ)\s*(?:ngày\s*)?{_DAY}",
    re.I,
)
_QUARTER = re.compile(
    r"(?P<cue>trước|đến hết|đến|trong|từ)?(?<!\s)\s*+\bquý\s*+(?P<q>IV|III|II|I|[1-4])"
    r"(?:\s*+(?:và|-|–|đến)\s*+(?:quý\s*+)?(?P<q2>IV|III|II|I|[1-4]))?\b"
    r"(?:(?:\s*+(?:/|năm)\s*+|\s++)(?P<y>\d{4}))?",
    re.I,
)
_MONTH = re.compile(
    rf"(?P<cue>trước|đến hết|đến|trong|từ|hoàn thành)?(?<!\s)\s*+\btháng\s*+(?:(?P<m>\d{{1,2}})\s*+"
    rf"(?:/|năm\s)\s*"
    rf"(?P<y>\d{{4}})|(?P<word>{_WORD_MONTH})\b)",
    re.I,
)
_YEAR = re.compile(
    r"(?P<cue>trong|đến hết|đến cuối|đến|từ|hoàn thành|thực hiện|trước|kể từ|bắt đầu từ|xong|"
    r"nhiệm vụ)\s+"
    r"năm\s+(?P<y>\d{4})(?P<on>\s+và\s+(?:các|những)\s+năm\s+(?:tiếp theo|sau))?",
    re.I,
)
_YEARLY = re.compile(
    r"(?:định kỳ\s+)?\b(?:hằng|hàng|mỗi)\s+(?P<every>ngày|tuần|tháng|quý|năm)\b", re.I
)
_PERIODICALLY = re.compile(
    r"định kỳ\s+(?:0?(?P<n>\d{1,2})\s+)?(?P<every>tuần|tháng|quý|năm)\b"
    r"|\b0?(?P<n2>\d{1,2})\s+(?P<every2>tháng)\s+(?:một|1|/)\s*(?:lần)",
    re.I,
)
_BY_PERIOD = re.compile(
    r"\b(?:theo|thực hiện|báo cáo)\s+(?P<list>(?:tuần|tháng|quý)(?:\s*(?:,|và|/)\s*(?:tuần|tháng|"
    r"quý|năm))*)"
    r"(?=\s*(?:[,.;)]|$|và|trong năm))",
    re.I,
)
_WITHIN = re.compile(
    r"(?:trong (?:thời hạn|vòng)|chậm nhất(?: là)?|"
    r"không quá)\s+(?P<n>\d{1,3})\s+(?:\([^)]{1,20}\)\s+)?"
    r"(?P<unit>ngày làm việc|ngày|giờ|tháng|năm)\b",
    re.I,
)
_OUTLOOK = re.compile(r"\s*+(?:[,;]\s*+)?(?:và\s++)?(?:định hướng|tầm nhìn)", re.I)
_NAMED = re.compile(
    r"(?:chiến lược|chương trình|kế hoạch|đề án|nghị quyết|quy hoạch|định hướng|tầm nhìn|"
    r"giai đoạn|dự toán)"
    r"[^,;.]*$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Period:
    """When: ISO days ``start`` and ``end`` (inclusive, None: open), or ``every`` so often.

    ``every`` is "tuần", "tháng", "quý", "6 tháng", "năm"; ``within`` a length of time from some
    event ("15 ngày"). ``at`` is the span of the words in the text that was searched.
    """

    start: str | None
    end: str | None
    every: str | None
    at: tuple[int, int]
    within: str | None = None


def find_periods(text: str, year: int | None = None) -> list[Period]:
    """The times for doing in ``text``, left to right; ``year`` completes "Tháng Bảy", "Quý I"."""
    found: list[Period] = []
    for period in (
        *_between(text), *_repeated(text), *_days(text), *_quarters(text, year),
        *_months(text, year), *_years(text), *_within(text),
    ):  # fmt: skip
        if not any(period.at[0] < p.at[1] and p.at[0] < period.at[1] for p in found) or (
            period.every and not any(p.every == period.every for p in found)
        ):
            found.append(period)
    return sorted(found, key=lambda period: period.at)


def column_period(text: str) -> Period | None:
    """The period that a table's time column holds ("2026", "2026-2027", "Quý II/2023")."""
    years = re.fullmatch(
        r"\D{0,12}(\d{4})\s*(?:[-–]|đến)\s*(?:năm\s*)?(\d{4})\D{0,3}", text.strip()
    )
    if years:
        return Period(f"{years[1]}-01-01", f"{years[2]}-12-31", None, (0, len(text)))
    year = re.fullmatch(r"(?:năm\s*)?(\d{4})\.?", text.strip(), re.I)
    if year:
        return Period(f"{year[1]}-01-01", f"{year[1]}-12-31", None, (0, len(text)))
    month = re.fullmatch(r"(?:tháng\s*)?(\d{1,2})/(\d{4})\.?", text.strip(), re.I)
    if month and 1 <= int(month[1]) <= 12:
        start, end = _month(int(month[2]), int(month[1]))
        return Period(start, end, None, (0, len(text)))
    return next(iter(find_periods(text)), None)


def iso(year: int, month: int, day: int) -> str | None:
    """The ISO form of a day, None where there is no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _iso(match: re.Match[str], suffix: str = "") -> str | None:
    return iso(int(match[f"y{suffix}"]), int(match[f"m{suffix}"]), int(match[f"d{suffix}"]))


def _before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _bound(cue: str, start: str, end: str) -> tuple[str | None, str | None]:
    """What a cue makes of an interval: "trước" ends before it, "đến" with it, "từ" begins it."""
    cue = cue.lower()
    if cue.startswith("trước") or cue.endswith("trước"):
        return None, _before(start)
    if cue.startswith(("đến", "chậm", "không muộn", "muộn", "hết")):
        return None, end
    if cue.startswith(("từ", "kể", "bắt")):
        return start, None
    return start, end


def _between(text: str) -> Iterator[Period]:
    for match in _BETWEEN_DAYS.finditer(text):
        start, end = _iso(match), _iso(match, "2")
        if start and end:
            yield Period(start, end, None, match.span())


def _days(text: str) -> Iterator[Period]:
    for match in _CUED_DAY.finditer(text):
        day = _iso(match)
        if day:
            yield Period(*_bound(match["cue"], day, day), None, match.span())


def _repeated(text: str) -> Iterator[Period]:
    for match in _EVERY_BY_DAY.finditer(text):
        yield Period(None, None, match["every"].lower(), match.span())
    for match in _PERIODICALLY.finditer(text):
        number = match["n"] or match["n2"]
        every = (match["every"] or match["every2"]).lower()
        named = f"{int(number)} {every}" if number and int(number) > 1 else every
        yield Period(None, None, named, match.span())
    for match in _YEARLY.finditer(text):
        yield Period(None, None, _PERIODS[match["every"].lower()], match.span())
    for match in _BY_PERIOD.finditer(text):
        for word in re.findall(r"tuần|tháng|quý|năm", match["list"].lower()):
            yield Period(None, None, word, match.span())


def _quarters(text: str, year: int | None) -> Iterator[Period]:
    for match in _QUARTER.finditer(text):
        which = int(match["y"]) if match["y"] else year
        if which is None:
            continue
        first = _QUARTERS[match["q"].lower()]
        last = _QUARTERS[match["q2"].lower()] if match["q2"] else first
        start, _ = _month(which, first * 3 - 2)
        _, end = _month(which, last * 3)
        yield Period(*_bound(match["cue"] or "", start, end), None, match.span())


def _months(text: str, year: int | None) -> Iterator[Period]:
    for match in _MONTH.finditer(text):
        if match["word"]:
            # "Tháng Bảy" in a plan; "tháng năm 2022" is no month
            if year is None or not match["word"][0].isupper():
                continue
            which, month = year, MONTHS[match["word"].lower()]
        else:
            which, month = int(match["y"]), int(match["m"])
        if not 1 <= month <= 12:
            continue
        if match["m"] and re.search(
            r"\d\s*$|ngày\s*$", text[max(0, match.start() - 12) : match.start()]
        ):
            continue  # part of "ngày 5 tháng 6 năm 2022"
        start, end = _month(which, month)
        yield Period(*_bound(match["cue"] or "", start, end), None, match.span())


def _years(text: str) -> Iterator[Period]:
    for match in _YEAR.finditer(text):
        cue = match["cue"].lower()
        if _OUTLOOK.match(text, match.end()) or re.search(
            r"(?:định hướng|tầm nhìn)\s*$", text[max(0, match.start() - 20) : match.start()], re.I
        ):
            continue
        if cue in ("đến", "thực hiện") and _NAMED.search(
            text[max(0, match.start() - 200) : match.start()]
        ):
            continue
        start, end = f"{match['y']}-01-01", f"{match['y']}-12-31"
        if cue == "nhiệm vụ" and not match["on"]:
            continue
        if match["on"]:
            yield Period(start, None, None, match.span())
        else:
            yield Period(*_bound(cue, start, end), None, match.span())


def _within(text: str) -> Iterator[Period]:
    for match in _WITHIN.finditer(text):
        yield Period(None, None, None, match.span(), f"{int(match['n'])} {match['unit'].lower()}")


def _month(year: int, month: int) -> tuple[str, str]:
    last = calendar.monthrange(year, month)[1] if 1 <= year <= 9999 else 28
    return f"{year:04d}-{month:02d}-01", f"{year:04d}-{month:02d}-{last:02d}"
