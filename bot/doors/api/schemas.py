"""Requests at the HTTP edge; answers go out as the contract's own JSON objects."""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from bot.question import MAX_QUESTION, Ask, Filters, Turn

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
MAX_HISTORY = 200  # messages
MAX_CONTENT = 100_000  # characters of a message; an answer may quote whole annexes
MAX_STATE = 40_000  # characters
Question = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_QUESTION)
]


def as_written(value: object) -> object:
    """A day is written as one: pydantic alone would take 0 for the first of January 1970."""
    if isinstance(value, str) and not _DAY.fullmatch(value.strip()):
        raise PydanticCustomError("date_parsing", "date")
    if not isinstance(value, (str, date)):
        raise PydanticCustomError("date_type", "date")
    return value


Day = Annotated[date, BeforeValidator(as_written)]
Name = Annotated[str, StringConstraints(max_length=500)]


class Body(BaseModel):
    """What is sent as JSON: a key that it does not know is an error, not left out unsaid."""

    model_config = ConfigDict(extra="forbid")


class TurnIn(Body):
    """Một tin trước đó của cuộc hội thoại."""

    role: Annotated[Literal["user", "assistant", "system"], Field(description="Ai nói")]
    content: Annotated[str, StringConstraints(max_length=MAX_CONTENT)]


class FiltersIn(Body):
    """Bộ lọc; viết theo cách nào cũng được nhận, giá trị không văn bản nào có thì lỗi 422."""

    documents: Annotated[
        list[Name], Field(max_length=1000, description="Chỉ trong các văn bản này: mã, số, tên tệp")
    ] = []
    issuer: Annotated[Name | None, Field(description="Chỉ văn bản do cơ quan này ban hành")] = None
    province: Annotated[Name | None, Field(description="Chỉ văn bản của tỉnh này")] = None
    as_of: Annotated[Day | None, Field(description="Chỉ văn bản còn hiệu lực vào ngày này")] = None

    def as_filters(self) -> Filters:
        """The pipeline's own form."""
        day = self.as_of.isoformat() if self.as_of else None
        return Filters(tuple(self.documents), self.issuer, self.province, day)


class AskIn(Body):
    """Một câu hỏi."""

    question: Annotated[Question, Field(examples=["Ai ký Công văn 4685?"])]
    history: Annotated[
        list[TurnIn], Field(max_length=MAX_HISTORY, description="Các tin trước, cũ nhất trước")
    ] = []
    filters: FiltersIn = FiltersIn()
    mode: Annotated[
        Literal["auto", "extractive"],
        Field(description="`extractive`: không dùng mô hình ngôn ngữ"),
    ] = "auto"
    state: Annotated[
        str,
        StringConstraints(max_length=MAX_STATE),
        Field(description="`state` của câu trả lời trước, gửi lại nguyên vẹn"),
    ] = ""
    channel: Annotated[
        Literal["text", "voice"], Field(description="`voice`: cuộc gọi, đáp bằng `spoken`")
    ] = "text"

    def as_ask(self) -> Ask:
        """The pipeline's own form."""
        filters = self.filters.as_filters()
        history = tuple(Turn(turn.role, turn.content) for turn in self.history)
        return Ask(self.question, history, filters, self.mode, self.state, self.channel == "voice")
