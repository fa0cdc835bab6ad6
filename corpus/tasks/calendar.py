"""Recurring times as days: the next one, and the rule behind it."""

import calendar
from datetime import date, timedelta

from corpus.tasks.task import Due, DueKind

_MONTHS = {"tháng": 1, "quý": 3, "năm": 12}
_YEAR = 12
_FRIDAY = 4  # as Python counts the days of a week


def months_of(every: str) -> int | None:
    """How many months lie between two times ("6 tháng"); None for weeks and days."""
    number, _, unit = every.rpartition(" ")
    length = _MONTHS.get(unit)
    return length * int(number or 1) if length else None


def next_day(due: Due, day: date) -> date | None:
    """The first day of a recurring time that is not before ``day``; None where it is not known.

    Where the text names no day it is the period's last.
    """
    if due.kind is not DueKind.RECURRING or not due.every:
        return None
    if due.every == "ngày":
        return day
    if due.every.endswith("tuần"):
        return day + timedelta(days=(_FRIDAY - day.weekday()) % 7)
    length = months_of(due.every)
    if length is None:
        return None
    for ahead in range(length + _YEAR + 1):
        months = day.year * _YEAR + day.month - 1 + ahead
        year, month = months // _YEAR, months % _YEAR + 1
        if not _falls_in(month, length, due.month):
            continue
        last = calendar.monthrange(year, month)[1]
        wanted = due.day if due.day and due.day > 0 else last
        found = date(year, month, min(wanted, last))
        if found >= day:
            return found
    return None


def _falls_in(month: int, length: int, named: int | None) -> bool:
    """Whether the month ends a period of so many months, or is the one that is named."""
    if length > _YEAR:
        return month == (named or _YEAR)
    if named and length == _YEAR:
        return month == named
    return month % length == (named or 0) % length
