"""The list as a file, one row a kind."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.doors.tasks.ics import calendar_of
from bot.doors.tasks.query import Query, today
from bot.doors.tasks.table import csv_of
from bot.doors.tasks.xlsx import workbook_of
from corpus.tasks.agenda import Agenda

NAME = "viec-cua-co-quan"
LEFT_OUT = "X-Left-Out"
_CAVEAT = (
    "Danh sách rút từ lời các văn bản còn hiệu lực; hệ thống không biết việc đã xong hay chưa. "
    "Thời hạn tính từ một mốc ghi rõ cách tính; hãy đối chiếu nguyên văn trước khi dùng."
)


@dataclass(frozen=True, slots=True)
class File:
    """What is sent; ``left_out`` tasks have no place in a file of its kind."""

    raw: bytes
    media_type: str
    left_out: int = 0


def _xlsx(agenda: Agenda, query: Query, site: str) -> File:
    day = today().strftime("%d/%m/%Y")
    notes = [
        f"Lập ngày {day}: {len(agenda.entries)} việc.",
        f"Bộ lọc: {query.told() or 'không có'}.",
        _CAVEAT,
    ]
    raw = workbook_of(agenda, notes, site)
    return File(raw, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")


def _csv(agenda: Agenda, _query: Query, site: str) -> File:
    return File(csv_of(agenda, site), "text/csv; charset=utf-8")


def _ics(agenda: Agenda, query: Query, site: str) -> File:
    name = f"Việc của {query.agency}" if query.agency else "Việc của cơ quan"
    made = calendar_of(agenda, name, site)
    return File(made.raw, "text/calendar; charset=utf-8", made.left_out)


FILES: dict[str, Callable[[Agenda, Query, str], File]] = {"xlsx": _xlsx, "csv": _csv, "ics": _ics}
