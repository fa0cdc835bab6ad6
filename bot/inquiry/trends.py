"""How much is asked and how much of it in vain: by week, province and matter."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.inquiry.matter import matter_of, province_of
from bot.inquiry.queue import REFUSED, asks_something

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Count:
    """So many questions of a week, province or matter, so many of them in vain."""

    name: str
    asked: int
    unanswered: int

    @property
    def share(self) -> int:
        """Of a hundred, how many in vain."""
        return round(100 * self.unanswered / self.asked) if self.asked else 0


@dataclass(frozen=True, slots=True)
class Trends:
    """Weeks oldest first, each by the ISO day of its Monday; the others by what was in vain."""

    weeks: tuple[Count, ...]
    provinces: tuple[Count, ...]
    matters: tuple[Count, ...]
    asked: int
    unanswered: int


def monday(moment: datetime) -> date:
    """The first day of the week in which it is, in Vietnam."""
    day = moment.astimezone(HERE).date()
    return day - timedelta(days=day.weekday())


def began(weeks: int, now: datetime) -> datetime:
    """The moment at which the first of the last ``weeks`` weeks begins."""
    first = monday(now) - (weeks - 1) * _WEEK
    return datetime.combine(first, datetime.min.time(), HERE).astimezone(UTC)


def trends_of(
    rows: Iterable[tuple[datetime, str, str, str]],
    weeks: int,
    now: datetime,
    province: str = "",
    matter: str = "",
) -> Trends:
    """The trends of (moment, question, outcome, province) rows; small talk is left out."""
    first = monday(now) - (weeks - 1) * _WEEK
    days = [(first + place * _WEEK).isoformat() for place in range(weeks)]
    tables: tuple[dict[str, list[int]], ...] = ({day: [0, 0] for day in days}, {}, {})
    total = [0, 0]
    for moment, text, status, cited in rows:
        week = monday(moment).isoformat()
        if week not in tables[0] or not asks_something(text):
            continue
        names = (week, province_of(text, cited), matter_of(text))
        if (province and names[1] != province) or (matter and names[2] != matter):
            continue
        vain = status in REFUSED
        for table, name in zip(tables, names, strict=True):
            pair = table.setdefault(name, [0, 0])
            pair[0], pair[1] = pair[0] + 1, pair[1] + vain
        total = [total[0] + 1, total[1] + vain]
    by_week, by_province, by_matter = (
        [Count(name, asked, vain) for name, (asked, vain) in table.items()] for table in tables
    )
    return Trends(
        tuple(sorted(by_week, key=lambda one: one.name)),
        _ordered(by_province),
        _ordered(by_matter),
        total[0],
        total[1],
    )


def _ordered(counts: Sequence[Count]) -> tuple[Count, ...]:
    return tuple(sorted(counts, key=lambda one: (-one.unanswered, -one.asked, one.name)))
