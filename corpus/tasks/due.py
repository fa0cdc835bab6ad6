"""Times for doing as what they are: a day, a rhythm, so long after something, an event."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from corpus.citation.mentions import find_mentions
from corpus.document import Clause, Document
from corpus.facts.deadlines import plan_year
from corpus.facts.wording import column_head
from corpus.language.dates import Period, column_period, find_periods, iso
from corpus.language.normalize import View, view
from corpus.tasks.labels import TIME, labels_in, opens_with
from corpus.tasks.task import Due, DueKind
from corpus.vocabulary import read_table

_COUNTS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
    "mười": 10, "mười lăm": 15, "hai mươi": 20, "ba mươi": 30, "sáu mươi": 60, "chín mươi": 90,
}  # fmt: skip
_COUNT = r"(?:\d{1,3}|" + "|".join(sorted(_COUNTS, key=len, reverse=True)) + ")"
_EVERY = r"(?:hằng|hàng|mỗi)\s+(?P<every>tuần|tháng|quý|năm)"
_BY_DAY = re.compile(
    r"(?P<cue>trước|chậm nhất(?: là| vào| đến)?|muộn nhất(?: là)?|vào)\s+(?:ngày\s+)?"
    r"(?P<d>\d{1,2})(?:(?:/|\s+tháng\s+)(?P<m>\d{1,2}))?(?:\s+(?:của\s+)?" + _EVERY + ")",
    re.I,
)
# a day without a year: of each year in a clause that recurs, else of the document's year
_NO_YEAR = re.compile(
    r"(?P<cue>trước|chậm nhất(?: là| vào| đến)?|muộn nhất(?: là)?|đến(?: hết)?)\s+(?:ngày\s+)?"
    r"(?P<d>\d{1,2})(?:/|\s+tháng\s+)(?P<m>\d{1,2})(?![/\d])(?!\s*(?:năm|/)\s*\d)",
    re.I,
)
_HOUR = re.compile(
    r"(?P<cue>trước|chậm nhất(?: là| vào)?)\s++(?:lúc\s++)?\d{1,2}\s?(?:giờ|h|g)\s?(?:\d{1,2}\s?"
    r"(?:phút|p)?)?,?\s?(?:ngày\s++)?(?P<d>\d{1,2})\s?(?:/|tháng\s?)(?P<m>\d{1,2})\s?"
    r"(?:/|năm\s?)(?P<y>\d{4})",
    re.I,
)
_RELATIVE = re.compile(
    rf"(?:trong(?: thời hạn| vòng| thời gian)?|chậm nhất(?: là| sau)?|không quá|sau)\s+"
    rf"(?P<n>{_COUNT})\s+(?:\([^)]{{1,30}}\)\s+)?(?P<unit>ngày làm việc|ngày|giờ|tuần|tháng|năm)"
    r"(?:,?\s+(?:kể\s+)?(?:từ|sau)\s+(?:khi\s+)?(?P<event>[^,.;\n]{2,120}))?",
    re.I,
)
_EVERY_SO = re.compile(
    rf"định kỳ\s+(?:hằng\s+|hàng\s+)?(?P<n>{_COUNT})\s+(?P<unit>tuần|tháng|năm)\b", re.I
)
_OF_EACH = re.compile(r"\b(?P<words>tháng\s+(?P<m>\d{1,2})\s+" + _EVERY + ")", re.I)
_PERIODS = {"tuần": 7}
_LAST = re.compile(r"(?:đến cuối|cuối|hết)\s+năm\s+(?P<y>\d{4})", re.I)
_SPAN_OF_YEAR = re.compile(
    r"^\W*năm\s+(?P<y>\d{4})(?P<on>\s+và\s+(?:các|những)\s+năm\s+(?:tiếp theo|sau))?\W*$", re.I
)
_YEARS = re.compile(r"\b(?P<first>20\d\d)\s*(?:[-–]|đến)\s*(?:năm\s*)?20\d\d\b", re.I)

_HEADING = 30  # words of a heading
# how long a plan runs is no time for each of its tasks
_TERM = re.compile(r"(?:từ nay )?(?:đến|tới)(?: hết| cuối)? năm 20\d\d(?: và .*)?", re.I)


class Dues:
    """The times for doing of one document's clauses: their own, else their heading's."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.year = plan_year(document)
        self._known: dict[str, tuple[Due, ...]] = {}

    def of(self, clause: Clause) -> tuple[Due, ...]:
        """The clause's times; those of a line "Thời gian: …" beside it, of the nearest heading."""
        found = self._own(clause) or self._beside(clause)
        if found:
            return found
        for one in reversed(self.document.ancestors(clause)):
            found = (self._own(one) if self._heads(one) else ()) or self._beside(one)
            found = tuple(due for due in found if not _TERM.fullmatch(due.words))
            if found:
                return found
        return ()

    def _heads(self, clause: Clause) -> bool:
        """Whether the clause's times are those of what it heads: a heading or a lead, no task of
        its own with something under it."""
        words = view(self.document.text, clause.start, clause.end, self.document.paragraphs).text
        return len(words.split()) <= _HEADING or words.rstrip(" *").endswith(":")

    def in_cell(self, cell: tuple[int, int]) -> tuple[Due, ...]:
        """The times of a cell of a column of times."""
        return tuple(self._in(view(self.document.text, *cell), column=True))

    def _beside(self, clause: Clause) -> tuple[Due, ...]:
        """Times of a line of its own under the clause, or beside a line that names who."""
        own = [*self.document.children(clause)]
        return next((d for c in own if self._labels_time(c) and (d := self._own(c))), ())

    def _labels_time(self, clause: Clause) -> bool:
        words = view(self.document.text, clause.start, clause.end, self.document.paragraphs).text
        return opens_with(words) == TIME or bool(_column().match(words))

    def _own(self, clause: Clause) -> tuple[Due, ...]:
        known = self._known.get(clause.id)
        if known is None:
            known = self._known[clause.id] = tuple(self._read(clause))
        return known

    def _read(self, clause: Clause) -> list[Due]:
        text = self.document.text
        if clause.cells:
            for cell in clause.cells:
                if column_head("thoi_gian").search(cell.head) and cell.start < cell.end:
                    return self._in(view(text, cell.start, cell.end), column=True)
        shown = view(text, clause.start, clause.end, self.document.paragraphs)
        label = next((one for one in labels_in(shown.text) if one.kind == TIME), None)
        if label:
            start, end = shown.source_span(*label.value)
            return self._in(view(text, start, end), column=True)
        return self._in(shown, column=False)

    def _in(self, shown: View, column: bool) -> list[Due]:
        masked = mask(shown.text)
        found: list[Due] = []
        for due in read_dues(masked, self.year, self.document.metadata.date, column):
            start, end = due.at
            if any(start < d.at[1] and d.at[0] < end for d in found):
                continue
            found.append(due)
        found.sort(key=lambda due: due.at)
        return [
            replace(
                d, at=shown.source_span(*d.at), words=" ".join(shown.text[slice(*d.at)].split())
            )
            for d in found
        ]


def mask(text: str) -> str:
    """``text`` with cited documents blanked out, so that their dates are no times for doing."""
    chars = list(text)
    for mention in find_mentions(text):
        for index in range(mention.start, mention.outer[1]):
            chars[index] = "·"
    return "".join(chars)


def read_dues(text: str, year: int | None, signed: str | None, column: bool) -> Iterator[Due]:
    """The times for doing in ``text``, surest first; ``column``: all of it is one."""
    recurs = bool(_YEARLY.search(text))
    yield from _by_day(text)
    yield from _hours(text)
    yield from _relative(text, signed)
    yield from _every_so(text)
    if column:
        yield from _of_column(text)
    for period in find_periods(text, year):
        if period.within is None:
            yield from _of_period(period, text, year)
    yield from _without_year(text, year, recurs)
    yield from _events(text, column)
    yield from _ongoing(text)


_YEARLY = re.compile(r"\b(?:hằng|hàng|mỗi)\s+năm\b|\bđịnh kỳ\b", re.I)


def _of_period(period: Period, text: str, year: int | None) -> Iterator[Due]:
    words = text[slice(*period.at)]
    if period.every:
        yield Due(DueKind.RECURRING, words, period.at, every=period.every)
    elif period.end is None:
        yield Due(DueKind.FROM, words, period.at, start=period.start)
    else:
        told = "" if re.search(r"\d{4}", words) or year is None else f"lấy năm {year} theo văn bản"
        yield Due(DueKind.DAY, words, period.at, period.start, period.end, how=told)


def _by_day(text: str) -> Iterator[Due]:
    for match in _BY_DAY.finditer(text):
        month = int(match["m"]) if match["m"] else None
        day = int(match["d"])
        if day > 31 or (month or 1) > 12:
            continue
        day, month = _before(match["cue"], day, month)
        every = match["every"].lower()
        yield Due(DueKind.RECURRING, match[0], match.span(), every=every, month=month, day=day)
    for match in _OF_EACH.finditer(text):
        if 1 <= int(match["m"]) <= 12 and match["every"].lower() == "năm":
            yield Due(DueKind.RECURRING, match[0], match.span(), every="năm", month=int(match["m"]))


def _before(cue: str, day: int, month: int | None) -> tuple[int, int | None]:
    """ "Trước ngày 10" is until the 9th; before the first of a month its last day before."""
    if not cue.lower().startswith("trước"):
        return day, month
    if day > 1:
        return day - 1, month
    if month is None:
        return -1, None  # the last day of the month before
    last = date(2001, month, 1) - timedelta(days=1)
    return last.day, last.month


def _hours(text: str) -> Iterator[Due]:
    for match in _HOUR.finditer(text):
        day = iso(int(match["y"]), int(match["m"]), int(match["d"]))
        if day:
            yield Due(DueKind.DAY, match[0], match.span(), end=day)


def _relative(text: str, signed: str | None) -> Iterator[Due]:
    for match in _RELATIVE.finditer(text):
        event = (match["event"] or "").strip()
        if (
            not event
            and match[0].lower().startswith(("sau", "trong "))
            and not re.match(r"trong (?:thời hạn|vòng)", match[0], re.I)
        ):
            continue
        if match["unit"].lower() == "năm" and not event:
            continue
        at = (match.start(), match.end("event") if event else match.end("unit"))
        number = _number(match["n"])
        due = Due(DueKind.RELATIVE, match[0], at)
        if event and _signed().match(event) and signed and len(signed) == 10:
            end = after(date.fromisoformat(signed), number, match["unit"].lower())
            if end:
                shown = "/".join(reversed(signed.split("-")))
                extra = "; chưa trừ ngày nghỉ lễ" if "làm việc" in match["unit"].lower() else ""
                how = f"tính từ ngày văn bản {shown}{extra}"
                due = replace(due, end=end.isoformat(), how=how)
        yield due


def after(day: date, number: int, unit: str) -> date | None:
    """The last day of so long after ``day``, itself not counted; None for hours."""
    if unit == "ngày":
        return day + timedelta(days=number)
    if unit == "tuần":
        return day + timedelta(weeks=number)
    if unit == "ngày làm việc":
        left = number
        while left:
            day += timedelta(days=1)
            left -= day.weekday() < 5
        return day
    if unit in ("tháng", "năm"):
        months = day.year * 12 + day.month - 1 + number * (12 if unit == "năm" else 1)
        for last in range(day.day, 27, -1):
            found = iso(months // 12, months % 12 + 1, last)
            if found:
                return date.fromisoformat(found)
        return date(months // 12, months % 12 + 1, day.day)
    return None


def _every_so(text: str) -> Iterator[Due]:
    for match in _EVERY_SO.finditer(text):
        number, unit = _number(match["n"]), match["unit"].lower()
        every = unit if number == 1 else f"{number} {unit}"
        yield Due(DueKind.RECURRING, match[0], match.span(), every=every)


def _of_column(text: str) -> Iterator[Due]:
    shown = text.strip(" .;")
    on = _SPAN_OF_YEAR.match(shown)
    start = text.find(shown)
    at = (start, start + len(shown))
    if on and on["on"]:
        yield Due(DueKind.FROM, shown, at, start=f"{on['y']}-01-01")
        return
    if re.search(r"(?:các|những)\s+năm\s+(?:tiếp theo|sau)$", shown, re.I):
        first = next(iter(find_periods(shown)), None)
        years = _YEARS.search(shown)
        begins = first.start if first else f"{years['first']}-01-01" if years else None
        if begins:
            yield Due(DueKind.FROM, shown, at, start=begins)
        return
    period = column_period(shown) if shown else None
    if period and period.every is None and period.end and period.within is None:
        whole = (period.at[0] + start, period.at[1] + start)
        yield Due(DueKind.DAY, shown, whole, period.start, period.end)


def _without_year(text: str, year: int | None, recurs: bool) -> Iterator[Due]:
    for match in _NO_YEAR.finditer(text):
        day, month = int(match["d"]), int(match["m"])
        if iso(2000, month, day) is None:
            continue
        if recurs:
            day, own = _before(match["cue"], day, month)
            yield Due(DueKind.RECURRING, match[0], match.span(), every="năm", month=own, day=day)
        elif year is not None and (end := iso(year, month, day)):
            last = date.fromisoformat(end)
            if match["cue"].lower().startswith("trước"):
                last -= timedelta(days=1)
            how = f"lấy năm {year} theo văn bản"
            yield Due(DueKind.DAY, match[0], match.span(), end=last.isoformat(), how=how)


def _events(text: str, column: bool) -> Iterator[Due]:
    for match in _event().finditer(text):
        lead = text[: match.start()].rstrip()
        begins = not lead or re.search(r"(?:[.:;\n)]|hoàn thành|thực hiện)$", lead)
        if column or begins or not re.match(r"(?:ngay )?(?:sau|khi|trước khi)", match[0], re.I):
            words = match[0]
            if not column:  # what comes after the comma is the task
                words = re.split(r",\s", words)[0]
            at = (match.start(), match.start() + len(words.rstrip()))
            yield Due(DueKind.EVENT, words, at)


def _ongoing(text: str) -> Iterator[Due]:
    data = read_table("tasks")["due"]
    for match in re.finditer(data["ongoing"], text, re.I):
        before = text[max(0, match.start() - 20) : match.end()]
        if not re.search(data["not_ongoing"] + "$", before, re.I):
            yield Due(DueKind.ONGOING, match[0], match.span())
    for match in re.finditer(data["periodical"], text, re.I):
        yield Due(DueKind.RECURRING, match[0], match.span())


def _number(words: str) -> int:
    return int(words) if words.isdigit() else _COUNTS[" ".join(words.lower().split())]


@cache
def _event() -> re.Pattern[str]:
    return re.compile(read_table("tasks")["due"]["event"], re.I)


@cache
def _signed() -> re.Pattern[str]:
    return re.compile(read_table("tasks")["due"]["signed"], re.I)


@cache
def _column() -> re.Pattern[str]:
    return re.compile(read_table("tasks")["due"]["column"], re.I)
