"""What the page lets a reader narrow the search to: province, kind, document, day."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.doors.api.problems import Problem
from bot.question import Filters

ALL = "Tất cả"
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


@dataclass(frozen=True, slots=True)
class Listed:
    """A loaded document as the page lists it."""

    id: str
    name: str
    kind: str
    province: str
    internal: bool = False  # for officials only


@dataclass(frozen=True, slots=True)
class Narrow:
    """What was chosen, as shown on the page; ``day`` is typed as people write it."""

    province: str = ALL
    kind: str = ALL
    document: str = ALL
    day: str = ""


def fitting(listed: Iterable[Listed], narrow: Narrow) -> list[Listed]:
    """The documents that the choice leaves."""
    return [
        one
        for one in listed
        if narrow.province in (ALL, one.province)
        and narrow.kind in (ALL, one.kind)
        and narrow.document in (ALL, one.id)
    ]


def filters_of(listed: Iterable[Listed], narrow: Narrow) -> Filters:
    """The choice as the pipeline knows it; Problem 422 for a day that is none, and where no
    document is left."""
    known = list(listed)
    left = fitting(known, narrow)
    if known and not left:
        raise Problem(422, "Không có văn bản nào hợp các mục lọc; hãy bỏ bớt mục lọc.", "filters")
    chosen = narrow.document != ALL or narrow.kind != ALL
    return Filters(
        documents=tuple(one.id for one in left) if chosen else (),
        province=None if narrow.province == ALL else narrow.province,
        as_of=_day(narrow.day),
    )


def counted(listed: Iterable[Listed], narrow: Narrow) -> str:
    """How many documents are searched, as it is said beside the filters."""
    known = list(listed)
    left = fitting(known, narrow)
    if not known:
        return "Đang nạp văn bản…"
    inside = sum(one.internal for one in left)
    also = f", {inside} văn bản nội bộ" if inside else ""
    return f"Đang tra cứu trong {len(left)} trên {len(known)} văn bản{also}."


def _day(text: str) -> str | None:
    text = text.strip()
    if not text:
        return None
    match = _DAY.fullmatch(text)
    try:
        if match:
            return date(int(match[3]), int(match[2]), int(match[1])).isoformat()
        return date.fromisoformat(text).isoformat()
    except ValueError:
        detail = "Ngày không hợp lệ; hãy ghi ngày/tháng/năm, ví dụ 01/07/2023."
        raise Problem(422, detail, "filters.as_of") from None
