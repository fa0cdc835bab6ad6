"""Chat completions and models as they go out, for the description of the interface."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from bot.answer import AnswerStatus
from bot.doors.api.out.answer import CitationOut
from bot.doors.api.out.streams import json_text, reference


class ModelOut(BaseModel):
    """Mô hình duy nhất: `tong-dai-ao`."""

    id: str
    object: Literal["model"]
    created: int
    owned_by: str


class ModelsOut(BaseModel):
    """Các mô hình hỏi được."""

    object: Literal["list"]
    data: list[ModelOut]


class MessageOut(BaseModel):
    """Câu trả lời, Markdown có số `[1]`; trích dẫn là dữ liệu bên cạnh."""

    role: Literal["assistant"]
    content: str
    refusal: None
    citations: list[CitationOut]
    status: AnswerStatus
    suggestions: list[str]
    choices: list[str]
    state: Annotated[str, Field(description="Gửi lại nguyên vẹn cùng câu hỏi sau")]
    answer_id: Annotated[str, Field(description="Không có khi tin nhắn không phải câu hỏi")] = ""


class ChoiceOut(BaseModel):
    """Luôn có đúng một."""

    index: int
    message: MessageOut
    logprobs: None
    finish_reason: Literal["stop"]


class UsageOut(BaseModel):
    """Số từ (không phải token)."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class CompletionOut(BaseModel):
    """Câu trả lời theo dạng của OpenAI."""

    id: str
    object: Literal["chat.completion"]
    created: int
    model: str
    choices: list[ChoiceOut]
    usage: UsageOut


class ChunkDeltaOut(BaseModel):
    """Một mẩu chữ; mẩu cuối mang trích dẫn và trạng thái."""

    role: Literal["assistant"] = "assistant"
    content: str = ""
    citations: list[CitationOut] = []
    status: AnswerStatus | None = None
    suggestions: list[str] = []
    choices: list[str] = []
    state: str = ""
    answer_id: str = ""


class ChunkChoiceOut(BaseModel):
    """Luôn có đúng một, trừ mẩu đếm từ."""

    index: int
    delta: ChunkDeltaOut
    logprobs: None
    finish_reason: Literal["stop"] | None


class ChunkOut(BaseModel):
    """Một mẩu của câu trả lời truyền dần."""

    id: str
    object: Literal["chat.completion.chunk"]
    created: int
    model: str
    choices: list[ChunkChoiceOut]
    usage: UsageOut | None = None


class OpenAIFailureOut(BaseModel):
    """Nội dung lỗi theo dạng của OpenAI."""

    message: Annotated[str, Field(examples=["Không có mô hình “gpt”; hãy dùng “tong-dai-ao”."])]
    type: Annotated[str, Field(examples=["invalid_request_error"])]
    param: str | None
    code: str | None


class OpenAIErrorOut(BaseModel):
    """Lỗi theo dạng của OpenAI."""

    error: OpenAIFailureOut


# the stream: chunks, an error, and the word that ends it
CHUNKS: dict[str, Any] = {
    "itemSchema": {
        "type": "object",
        "required": ["data"],
        "properties": {
            "data": {
                "anyOf": [
                    json_text({"anyOf": [reference(ChunkOut), reference(OpenAIErrorOut)]}),
                    {"const": "[DONE]"},
                ]
            }
        },
    }
}
