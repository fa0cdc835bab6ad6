"""What is read of a chat completion's request; the many fields for models are let pass.

A quote is verbatim or nothing: lengths, temperatures and penalties have no meaning here, and what
a ``system`` message or a tool would have the assistant do is not obeyed.
"""

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, WithJsonSchema

from bot.doors.api.problems import Problem
from bot.doors.api.schemas import MAX_STATE, FiltersIn
from bot.question import MAX_QUESTION, Ask, Turn

_MOST_MESSAGES = 5000
_NO_QUESTION = "“messages” cần có một tin nhắn của người hỏi (role “user”) có chữ."
_TOO_LONG = f"Câu hỏi dài quá {MAX_QUESTION} ký tự; hãy rút gọn."
_NOT_TEXT = "Trợ lý chỉ đọc chữ: hãy bỏ hình ảnh, âm thanh và tệp, gửi nội dung bằng chữ."
_NO_CONTENT = "phải là chuỗi ký tự hoặc danh sách các phần có “type”."
_ONE_ANSWER = "Chỉ có một câu trả lời cho một câu hỏi: đặt “n” là 1 hoặc bỏ trường này."
_BROKEN = "Có ký tự không phải Unicode (nửa cặp surrogate); hãy gửi chữ UTF-8."
_HALF = re.compile(r"[\ud800-\udfff]")
_PLAIN = "Câu trả lời là chữ (Markdown): bỏ “response_format” hoặc đặt “text”."

Content = Annotated[
    Any,
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "object"}}]}),
]


class Lenient(BaseModel):
    """As OpenAI-compatible servers do, fields that are not known are let pass."""

    model_config = ConfigDict(extra="ignore")


class MessageIn(Lenient):
    """Một tin của cuộc hội thoại."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: Content = None


class StreamOptions(Lenient):
    """Cách truyền dần."""

    include_usage: bool | None = None


class ResponseFormat(Lenient):
    """Dạng câu trả lời; chỉ nhận `text`."""

    type: str = "text"


class ChatIn(Lenient):
    """Một yêu cầu chat completions; `sources`, `filters`, `state`, `mode` là trường riêng."""

    model: Annotated[str, StringConstraints(max_length=500), Field(examples=["tong-dai-ao"])]
    messages: Annotated[list[MessageIn], Field(min_length=1, max_length=_MOST_MESSAGES)]
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    n: int | None = None
    response_format: ResponseFormat | None = None
    sources: bool | None = None
    filters: FiltersIn = FiltersIn()
    state: Annotated[str, StringConstraints(max_length=MAX_STATE)] = ""
    mode: Literal["auto", "extractive"] = "auto"

    @property
    def counts_usage(self) -> bool:
        """Whether the last streamed chunk is to tell the usage."""
        return bool(self.stream_options and self.stream_options.include_usage)

    @property
    def words(self) -> int:
        """Words of all messages."""
        return sum(len(_text(m.content).split()) for m in self.messages)

    def check(self) -> None:
        """Problem 400 for what an answer cannot be."""
        if self.n not in (None, 1):
            raise Problem(400, _ONE_ANSWER, "n")
        for place, message in enumerate(self.messages):
            if _HALF.search(_text(message.content)):
                raise Problem(400, _BROKEN, f"messages.{place}.content")
        if self.response_format and self.response_format.type != "text":
            raise Problem(400, _PLAIN, "response_format")

    def last_said(self) -> tuple[int, str]:
        """Where the last message of the user stands, and its text; Problem 400 where there is
        none or it is not text alone."""
        for place in range(len(self.messages) - 1, -1, -1):
            message = self.messages[place]
            if message.role != "user":
                continue
            _check_content(message.content, f"messages.{place}.content")
            if text := _text(message.content).strip():
                return place, text
            break
        raise Problem(400, _NO_QUESTION, "messages")

    def as_ask(self) -> Ask:
        """The pipeline's own form: the last message of the user, after what was said before."""
        place, question = self.last_said()
        if len(question) > MAX_QUESTION:
            raise Problem(400, _TOO_LONG, f"messages.{place}.content")
        earlier = [m for m in self.messages[:place] if m.role in ("user", "assistant")]
        history = tuple(Turn(m.role, text) for m in earlier if (text := _text(m.content)))
        return Ask(question, history, self.filters.as_filters(), self.mode, self.state)


def _text(content: Any) -> str:
    """The text of a message's content, its parts joined."""
    if isinstance(content, str):
        return content
    if not isinstance(content, list):
        return ""
    parts = [p.get("text") for p in content if isinstance(p, dict) and p.get("type") == "text"]
    return "\n".join(part for part in parts if isinstance(part, str))


def _check_content(content: Any, field: str) -> None:
    if isinstance(content, str):
        return
    if not isinstance(content, list) or not all(isinstance(p, dict) for p in content):
        raise Problem(400, f"Trường “{field}” {_NO_CONTENT}", field)
    for part in content:
        if part.get("type") != "text" or not isinstance(part.get("text"), str):
            raise Problem(400, _NOT_TEXT, field)
