"""The list as a calendar: whole days in Vietnam's time zone, recurring times with their rule.

What has no day has no place in a calendar: it is left out, and counted.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone

from bot.doors.tasks.columns import due_told
from bot.doors.tasks.query import ZONE
from corpus.tasks.agenda import Agenda, Entry
from corpus.tasks.calendar import months_of, next_day
from corpus.tasks.roles import role_label
from corpus.tasks.task import Due, DueKind

_SUMMARY = 120  # characters of an event's name
_LAST = -1  # the last day of a month
_OF_A_WEEK = "FR"
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Calendared:
    """The file, how many events it holds, how many tasks have no day in it."""

    raw: bytes
    events: int
    left_out: int


def calendar_of(agenda: Agenda, name: str, site: str, now: datetime | None = None) -> Calendared:
    """The tasks with days as a calendar; ``site`` stands before the addresses of this server."""
    stamp = (now or datetime.now(UTC)).replace(microsecond=0)
    events: list[Event] = []
    left_out = 0
    for entry in agenda.entries:
        own = [e for due in entry.task.dues if (e := _event(entry, due, site, stamp))]
        events += own
        left_out += not own
    calendar = Calendar()
    calendar.add("prodid", "-//Tong dai ao//Viec cua co quan//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _line(name))
    calendar.add("x-wr-timezone", ZONE)
    calendar.add(
        "x-wr-caldesc",
        f"{len(events)} mốc thời hạn; {left_out} việc không có ngày nên không đưa vào lịch.",
    )
    calendar.add_component(Timezone.from_tzinfo(ZoneInfo(ZONE)))
    for event in events:
        calendar.add_component(event)
    return Calendared(calendar.to_ical(), len(events), left_out)


def _event(entry: Entry, due: Due, site: str, stamp: datetime) -> Event | None:
    rule: dict[str, Any] | None = None
    if due.kind is DueKind.RECURRING:
        first = next_day(due, _issued(entry) or stamp.astimezone(ZoneInfo(ZONE)).date())
        rule = _rule(due, first) if first else None
        if first is None or rule is None:
            return None
        day = first
    elif due.end and due.kind in (DueKind.DAY, DueKind.RELATIVE):
        day = date.fromisoformat(due.end)
    else:
        return None
    task = entry.task
    event = Event()
    mark = f"{entry.clause.id}|{task.agency}|{due.at}|{due.every}"
    event.add("uid", f"{hashlib.sha256(mark.encode()).hexdigest()[:32]}@tong-dai-ao")
    event.add("dtstamp", stamp)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    if rule:
        event.add("rrule", rule)
    words = " ".join(entry.words.split())
    short = words if len(words) <= _SUMMARY else f"{words[:_SUMMARY].rsplit(' ', 1)[0]}…"
    event.add("summary", _line(f"{task.agency} ({role_label(task.role).lower()}): {short}"))
    event.add("description", _description(entry, due, rule is not None))
    event.add("categories", [role_label(task.role)])
    event.add("transp", "TRANSPARENT")
    if site.startswith("http"):
        event.add("url", f"{site}/documents/{entry.document.id}#{entry.clause.id}")
    return event


def _line(text: str) -> str:
    """On one line, without what a calendar cannot hold: its format is made of lines."""
    return " ".join(_CONTROLS.sub(" ", text).split())


def _description(entry: Entry, due: Due, repeats: bool) -> str:
    lines = [f"Thời hạn: {due_told(due)}"]
    if repeats and not due.day:
        lines.append("Văn bản không nêu ngày của mỗi kỳ: đặt vào ngày cuối kỳ.")
    if entry.targets:
        lines.append(f"Chỉ tiêu: {'; '.join(entry.targets)}")
    told = "\n".join([*lines, f"Theo {entry.clause.label}:", entry.quote])
    return _CONTROLS.sub(" ", told)


def _rule(due: Due, first: date) -> dict[str, Any] | None:
    if due.every == "ngày":
        return {"freq": "daily"}
    if due.every and due.every.endswith("tuần"):
        number = due.every.rpartition(" ")[0]
        return {"freq": "weekly", "interval": int(number or 1), "byday": _OF_A_WEEK}
    length = months_of(due.every or "")
    if length is None:
        return None
    wanted = due.day if due.day and due.day > 0 else _LAST
    if length % 12 == 0:
        return {"freq": "yearly", "interval": length // 12, "bymonth": first.month,
                "bymonthday": wanted}  # fmt: skip
    return {"freq": "monthly", "interval": length, "bymonthday": wanted}


def _issued(entry: Entry) -> date | None:
    issued = entry.document.metadata.date or ""
    return date.fromisoformat(issued) if len(issued) == len("2022-01-31") else None
