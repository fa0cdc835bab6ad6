"""A call's turn at the HTTP edge."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, StringConstraints, WithJsonSchema, model_validator

from bot.doors.api.out.answer import AnswerOut
from bot.doors.api.out.streams import reference
from bot.doors.api.schemas import Body, FiltersIn
from bot.doors.hotline.call import Input
from bot.question import MAX_QUESTION, Filters

CallId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._:-]{1,64}$")]
_LARGEST = 1_000_000  # characters of a sound in base64; the body's limit is lower

Text = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_QUESTION)
]


class HotlineIn(Body):
    """Một lượt: nhiều nhất một trong `text`, `audio`, `keys`, `silence`, `hangup`; không có gì chỉ
    khi bắt đầu cuộc gọi."""

    call_id: Annotated[
        CallId | None,
        Field(description="Mã cuộc gọi; bỏ trống ở lượt đầu thì máy chủ đặt."),
    ] = None
    start: Annotated[
        bool, Field(description="Bắt đầu cuộc gọi mới bằng “call_id” của bên gọi (ví dụ UUID).")
    ] = False
    input: Annotated[
        Input,
        Field(
            description="Ở lượt đầu: bên gọi gửi chữ (`text`), âm thanh (`audio`) hay chỉ có phím "
            "(`keys`)."
        ),
    ] = "text"
    text: Annotated[Text | None, Field(description="Lời người gọi, đã thành chữ.")] = None
    audio: Annotated[
        Annotated[str, StringConstraints(min_length=1, max_length=_LARGEST)] | None,
        Field(description="Lời người gọi: WAV 8 hoặc 16 kHz, một kênh, 16 bit, dạng base64."),
    ] = None
    keys: Annotated[
        Annotated[str, StringConstraints(pattern=r"^[0-9*#A-D]{1,32}$")] | None,
        Field(description="Phím đã bấm (DTMF); phím cuối được tính."),
    ] = None
    silence: Annotated[bool, Field(description="Người gọi im lặng.")] = False
    hangup: Annotated[bool, Field(description="Người gọi đã gác máy.")] = False
    speak: Annotated[
        Literal[8000, 16000] | None,
        Field(description="Muốn nhận lời đáp bằng âm thanh: tần số lấy mẫu (Hz)."),
    ] = None
    filters: Annotated[FiltersIn, Field(description="Bộ lọc của cả cuộc gọi, ở lượt đầu.")] = (
        FiltersIn()
    )

    @model_validator(mode="after")
    def _one_thing(self) -> "HotlineIn":
        given = [self.text, self.audio, self.keys, self.silence or None, self.hangup or None]
        count = sum(one is not None for one in given)
        if count > 1:
            raise ValueError("chỉ gửi một trong: text, audio, keys, silence, hangup")
        if count == 0 and not self.begins:
            raise ValueError("phải có một trong: text, audio, keys, silence, hangup")
        if self.hangup and self.begins:
            raise ValueError("hangup cần “call_id” của cuộc gọi")
        return self

    @property
    def begins(self) -> bool:
        """Whether a call begins with this turn."""
        return self.call_id is None or self.start

    def as_filters(self) -> Filters:
        """The filters in the pipeline's own form."""
        given = self.filters
        as_of = given.as_of.isoformat() if given.as_of else None
        return Filters(tuple(given.documents), given.issuer, given.province, as_of)


class PartOut(BaseModel):
    """Một điều được nói."""

    kind: str
    text: str


class OptionOut(BaseModel):
    """Một lựa chọn và phím của nó."""

    key: str
    label: str


class KeyOut(BaseModel):
    """Một phím và việc của nó."""

    key: str
    act: str
    meaning: str


class TransferOut(BaseModel):
    """Người gọi xin gặp người."""

    number: Annotated[str, Field(description="Số để chuyển máy; trống khi chưa đặt.")]
    summary: Annotated[str, Field(description="Tóm tắt cuộc gọi cho cán bộ nhận máy.")]


class AudioOut(BaseModel):
    """Lời đáp thành tệp WAV 16 bit, một kênh, có dấu “do máy tạo ra”."""

    format: Literal["wav"] = "wav"
    rate: int
    seconds: float
    data: Annotated[str, Field(description="Tệp WAV dạng base64.")]


class HotlineOut(BaseModel):
    """Lời đáp cho một lượt, và việc tiếp theo của tổng đài."""

    call_id: str
    turn: int
    input: Annotated[Input, Field(description="Cuộc gọi nhận gì: chữ, âm thanh, hay chỉ phím.")]
    heard: Annotated[str, Field(description="Lời hoặc phím đã nhận; âm thanh thì là chữ của nó.")]
    text: Annotated[str, Field(description="Lời đáp, số viết bằng chữ.")]
    parts: list[PartOut]
    ssml: str
    action: Annotated[
        Literal["listen", "transfer", "hangup"],
        Field(description="Đọc xong thì nghe tiếp, chuyển máy, hay gác máy."),
    ]
    choices: Annotated[list[OptionOut], Field(description="Lựa chọn bấm được.")]
    keys: Annotated[list[KeyOut], Field(description="Các phím và ý nghĩa.")]
    sms: Annotated[str, Field(description="Nguồn để nhắn cho người gọi (không dấu).")]
    transfer: TransferOut | None
    answer: Annotated[
        dict[str, Any] | None,
        Field(description="Câu trả lời đầy đủ, như của `/api/v1/ask`."),
        WithJsonSchema({"anyOf": [reference(AnswerOut), {"type": "null"}]}),
    ]
    audio: AudioOut | None
    remarks: Annotated[list[str], Field(description="Điều người vận hành cần biết.")]
