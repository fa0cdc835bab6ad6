"""The columns of a list of tasks, one table for all files."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from corpus.tasks.agenda import Entry, kind_label, state_label
from corpus.tasks.roles import role_label
from corpus.tasks.task import Due, DueKind

Value = str | int | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """A head, how wide it is in characters, and what stands in it."""

    head: str
    width: int
    value: Callable[[Entry], Value]


def due_told(due: Due) -> str:
    """A time for doing as the words have it, with the day that they come to: "trong 15 ngày kể từ
    ngày ký (đến 24/03/2026, tính từ ngày văn bản 09/03/2026)"."""
    notes = []
    if due.end and due.kind in (DueKind.DAY, DueKind.RELATIVE):
        notes.append(f"đến {shown(due.end)}")
    if due.kind in (DueKind.RECURRING, DueKind.FROM, DueKind.EVENT):
        notes.append(kind_label(due.kind))
    if due.kind is DueKind.RELATIVE and not due.end:
        notes.append("chưa tính ra ngày")
    if due.how:
        notes.append(due.how)
    return f"{due.words} ({', '.join(notes)})" if notes else due.words


def shown(day: str) -> str:
    """An ISO day, or a month, as it is written in Vietnamese."""
    return "/".join(reversed(day.split("-")))


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _issued(entry: Entry) -> Value:
    issued = entry.document.metadata.date or ""
    return date.fromisoformat(issued) if len(issued) == len("2022-01-31") else shown(issued)


COLUMNS = (
    Column("Cơ quan", 30, lambda e: e.task.agency),
    Column("Vai trò", 16, lambda e: role_label(e.task.role)),
    Column("Việc được giao", 70, lambda e: e.words),
    Column("Thời hạn", 36, lambda e: "; ".join(due_told(due) for due in e.task.dues)),
    Column("Hạn gần nhất", 14, lambda e: _day(e.next)),
    Column("Trạng thái", 18, lambda e: state_label(e.state)),
    Column("Chỉ tiêu", 20, lambda e: "; ".join(e.targets)),
    Column("Văn bản", 34, lambda e: e.document.name),
    Column("Ngày văn bản", 14, _issued),
    Column("Tỉnh, thành phố", 18, lambda e: e.document.metadata.province),
    Column("Điều khoản", 40, lambda e: e.clause.label),
    Column("Nguyên văn điều khoản", 70, lambda e: e.quote),
)
