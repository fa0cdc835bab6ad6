"""The parameters of a request for tasks; an empty one, as a form sends it, is none."""

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bot.doors.tasks.query import MOST_DAYS, Query
from corpus.tasks.agenda import COMING

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOST = 1000  # tasks of one reply
_Text = Annotated[str, Field(max_length=300)]


def _or(default: object) -> BeforeValidator:
    def given(value: Any) -> Any:
        return default if isinstance(value, str) and not value.strip() else value

    return BeforeValidator(given)


def _written(value: Any) -> Any:
    if isinstance(value, str) and not _DAY.fullmatch(value):
        raise ValueError("Ngày viết dạng YYYY-MM-DD.")
    return value


_Day = Annotated[date, BeforeValidator(_written)]  # no count of seconds


class TasksIn(BaseModel):
    """Which tasks."""

    model_config = ConfigDict(extra="ignore")

    agency: Annotated[_Text, Field(description="Cơ quan, tên đầy đủ hay viết tắt")] = ""
    shared: Annotated[
        bool | Literal[""], Field(description="Kể cả việc giao chung cho nhóm cơ quan")
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
        _Day | Literal[""] | None, Field(description="Tính đến ngày này (mặc định hôm nay)")
    ] = None

    def as_query(self) -> Query:
        """The selection's own form."""
        given = {name: getattr(self, name) for name in TasksIn.model_fields}
        return Query(**{**given, "day": self.day or None, "shared": bool(self.shared)})


class ListIn(TasksIn):
    """Which tasks, and how many of them."""

    limit: Annotated[int, Field(ge=1, le=_MOST)] = 200
    offset: Annotated[int, Field(ge=0)] = 0


class PageIn(TasksIn):
    """Which tasks, on which page."""

    trang: Annotated[int, _or(1), Field(ge=1, le=100_000)] = 1
