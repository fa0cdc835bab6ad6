"""Failures, health, and what the widget and channels read."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field


class FieldErrorOut(BaseModel):
    """Một trường sai."""

    field: Annotated[str, Field(examples=["filters.province"])]
    message: str


class ProblemOut(BaseModel):
    """Lỗi theo RFC 9457, bằng tiếng Việt, nêu cách sửa và trường sai."""

    type: Annotated[str, Field(examples=["about:blank"])]
    title: Annotated[str, Field(examples=["Dữ liệu gửi lên không hợp lệ"])]
    status: Annotated[int, Field(examples=[422])]
    detail: Annotated[str, Field(examples=["Trường “question” không được để trống."])]
    instance: Annotated[str, Field(examples=["/api/v1/ask"])]
    errors: list[FieldErrorOut] = []


class LiveOut(BaseModel):
    """Tiến trình còn chạy."""

    status: Literal["ok"]


class EditionOut(BaseModel):
    """Bản các văn bản đang dùng để trả lời."""

    name: str
    number: Annotated[int, Field(description="Số lần thay đổi văn bản")]
    made: Annotated[str, Field(description="Lúc bắt đầu dùng, ISO 8601")]


class RecordsOut(BaseModel):
    """Việc ghi lại câu hỏi."""

    state: Annotated[Literal["on", "off", "fault"], Field(description="fault: không ghi được")]
    waiting: Annotated[int, Field(description="Số dòng chờ ghi")]
    lost: Annotated[int, Field(description="Số dòng đã mất")]
    reason: Annotated[str | None, Field(description="Vì sao không ghi được")] = None


class ReadyOut(LiveOut):
    """Sẵn sàng trả lời."""

    edition: EditionOut
    records: RecordsOut

    documents: int
    clauses: int
    failures: Annotated[int, Field(description="Số tệp không đọc được")]


class QuestionsOut(BaseModel):
    """Các câu hỏi để bắt đầu; trống khi máy chủ đang khởi động."""

    questions: list[str]


class LinkOut(BaseModel):
    """Một điều khoản làm nguồn."""

    clause_id: str
    title: str
    url: str


class ReplyOut(BaseModel):
    """Lời đáp cho một tin nhắn của kênh chat."""

    message_id: str
    conversation_id: str
    status: str
    text: Annotated[str, Field(description="Chữ thường, đứng riêng được")]
    links: list[LinkOut]
    options: Annotated[list[str], Field(description="Lựa chọn, trả lời bằng số thứ tự")]


class AcceptedOut(BaseModel):
    """Tin đã nhận; lời đáp được gửi tới địa chỉ của kênh."""

    message_id: str
    accepted: Literal[True]
