"""The parameters of a request for tasks; an empty one, as a form sends it, is none."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
)

from bot.doors.tasks.query import FIRST_YEAR, LAST_YEAR, MOST_DAYS, Query
from corpus.tasks.agenda import COMING

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOST = 1000  # tasks of one reply
# on one line: it stands in names of calendars and in notes of sheets
_Text = Annotated[str, Field(max_length=300), AfterValidator(lambda text: " ".join(text.split()))]


def _or(default: object) -> BeforeValidator:
    def given(value: Any) -> Any:
        return default if isinstance(value, str) and not value.strip() else value

    return BeforeValidator(given)


def _written(value: Any) -> Any:
    if isinstance(value, str):
        if not value.strip():
            return None
        if not _DAY.fullmatch(value):  # no count of seconds
            raise ValueError("Viết ngày dạng NĂM-THÁNG-NGÀY, ví dụ 2026-03-05.")
        if not FIRST_YEAR <= int(value[:4]) <= LAST_YEAR:
            raise ValueError(f"Chọn ngày từ năm {FIRST_YEAR} đến năm {LAST_YEAR}.")
    return value


def _or_empty(schema: dict[str, Any]) -> WithJsonSchema:
    """As described: an empty value, as a form sends it, is taken too."""
    return WithJsonSchema({"anyOf": [schema, {"const": ""}]})


class TasksIn(BaseModel):
    """Which tasks."""

    model_config = ConfigDict(extra="ignore")

    agency: Annotated[_Text, Field(description="Cơ quan, tên đầy đủ hay viết tắt")] = ""
    shared: Annotated[
        bool,
        _or(False),
        _or_empty({"type": "boolean"}),
        Field(description="Kể cả việc giao chung cho nhóm cơ quan"),
    ] = False
    province: _Text = ""
    document: Annotated[_Text, Field(description="Mã hoặc số ký hiệu văn bản")] = ""
    role: Annotated[str, Field(max_length=100)] = ""
    state: Annotated[str, Field(max_length=100)] = ""
    within: Annotated[
        int, _or(COMING), Field(ge=0, le=MOST_DAYS, description="Sắp đến hạn: trong N ngày")
    ] = COMING
    text: _Text = ""
    day: Annotated[
        date | None,
        BeforeValidator(_written),
        _or_empty({"type": "string", "format": "date"}),
        Field(description="Tính đến ngày này (mặc định hôm nay)"),
    ] = None

    def as_query(self) -> Query:
        """The selection's own form."""
        return Query(**{name: getattr(self, name) for name in TasksIn.model_fields})


class ListIn(TasksIn):
    """Which tasks, and how many of them."""

    limit: Annotated[int, Field(ge=1, le=_MOST)] = 200
    offset: Annotated[int, Field(ge=0)] = 0


class PageIn(TasksIn):
    """Which tasks, on which page."""

    trang: Annotated[int, _or(1), Field(ge=1, le=100_000)] = 1
