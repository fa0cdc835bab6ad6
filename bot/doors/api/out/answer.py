"""The answer object of the HTTP contract."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from bot.answer import AnswerStatus, Role

Span2 = Annotated[
    list[int],
    Field(min_length=2, max_length=2, description="Đoạn [đầu, cuối), đếm theo ký tự Unicode"),
]
_STATUS = (
    "`answered`: trả lời được; `partial`: được một phần; `no_evidence`: trong phạm vi nhưng văn bản"
    " không nêu; `out_of_scope`: ngoài phạm vi; `clarify`: hỏi lại, xem `choices`; `blocked`: không"
    " phục vụ. Bị từ chối vẫn là một kết quả, mã 200."
)


class StepOut(BaseModel):
    """Một bậc trong chỗ đứng của điều khoản."""

    level: Annotated[
        str,
        Field(
            description="`phu_luc`, `phan`, `chuong`, `muc`, `dieu`, `khoan`, `diem`, `gach`, "
            "`dong`, `doan`, `the_thuc`"
        ),
    ]
    value: Annotated[str, Field(examples=["II"])]


class DocumentBriefOut(BaseModel):
    """Văn bản, như trích dẫn gọi tên; `null` ở chỗ văn bản để trống."""

    id: Annotated[str, Field(description="Mã văn bản")]
    number: Annotated[str | None, Field(description="Số ký hiệu", examples=["12/KH-UBND"])]
    symbol: Annotated[
        str | None, Field(description="Phần ký hiệu, có cả khi số để trống", examples=["QĐ-BCĐ"])
    ]
    kind: Annotated[str | None, Field(description="Loại văn bản", examples=["Quyết định"])]
    issuer: Annotated[str | None, Field(description="Cơ quan ban hành")]
    province: Annotated[str | None, Field(examples=["Hà Tĩnh"])]
    date: Annotated[
        str | None,
        Field(
            description="Ngày ban hành, NĂM-THÁNG-NGÀY; thiếu ngày thì NĂM-THÁNG",
            examples=["2023-06-07"],
        ),
    ]
    title: Annotated[str | None, Field(description="Trích yếu")]
    file: Annotated[str, Field(description="Tên tệp nguồn")]
    name: Annotated[str, Field(description="Tên đầy đủ để gọi văn bản")]
    status: Annotated[
        str, Field(description="Hiệu lực: `in_force`, `amended`, `replaced`, `repealed`, …")
    ]


class CitationOut(BaseModel):
    """Một điều khoản làm căn cứ."""

    marker: Annotated[int, Field(description="Số trong `[1]` của câu trả lời", ge=1)]
    clause_id: str
    label: Annotated[
        str,
        Field(
            description="Cách cán bộ viện dẫn",
            examples=["điểm i khoản 2 mục II Kế hoạch kèm theo Quyết định số 12/QĐ-UBND"],
        ),
    ]
    path: Annotated[list[StepOut], Field(description="Chỗ đứng, bậc ngoài cùng trước")]
    document: DocumentBriefOut
    quote: Annotated[str, Field(description="Nguyên văn điều khoản, như in")]
    context: Annotated[list[str], Field(description="Các đề mục ở trên, nguyên văn")]
    display: Annotated[str, Field(description="Như `quote`, đã nối dòng cho dễ đọc")]
    start: Annotated[int, Field(description="Vị trí trong toàn văn", ge=0)]
    end: Annotated[int, Field(ge=0)]
    highlights: Annotated[list[Span2], Field(description="Những chữ trả lời, trong `quote`")]
    doubts: Annotated[
        list[Span2], Field(description="Những chữ nhận dạng chưa chắc, trong `quote`")
    ]
    url: Annotated[str, Field(description="Trang văn bản, mở đúng điều khoản")]


class SpanOut(BaseModel):
    """Chỗ trong một văn bản."""

    document: Annotated[str, Field(description="Mã văn bản")]
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]


class StatementOut(BaseModel):
    """Một điều được nói, với căn cứ của nó."""

    role: Annotated[Role, Field(description="Vai trò của điều ấy trong câu trả lời")]
    text: Annotated[str, Field(description="Chữ thường, không Markdown")]
    spans: Annotated[list[SpanOut], Field(description="Chỗ của những chữ ấy trong văn bản")]
    markers: Annotated[list[int], Field(description="Các trích dẫn làm căn cứ")]
    strong: Annotated[list[Span2], Field(description="Những chữ trả lời thẳng, trong `text`")]
    unsure: Annotated[list[Span2], Field(description="Những chữ dựa vào nhận dạng chưa chắc")]


class ContactOut(BaseModel):
    """Đơn vị nên liên hệ, theo danh bạ của máy chủ."""

    unit: str
    telephone: str
    hours: str
    page: str
    address: str
    province: str | None
    note: str


class RetrievedOut(BaseModel):
    """Một điều khoản đã được xét đến."""

    clause_id: str
    document: Annotated[str, Field(description="Mã văn bản")]
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]
    score: float


class VerdictOut(BaseModel):
    """Kết quả kiểm chứng một câu."""

    text: str
    markers: list[int]
    passed: bool
    reasons: Annotated[list[str], Field(description="Vì sao không đạt")]


class AnswerOut(BaseModel):
    """Câu trả lời đã kiểm chứng, cùng trích dẫn; mọi cửa đều trả đúng đối tượng này."""

    answer_id: str
    status: Annotated[AnswerStatus, Field(description=_STATUS)]
    answer: Annotated[str, Field(description="Markdown, số `[1]` chỉ trích dẫn")]
    short_answer: Annotated[str, Field(description="Câu trả lời thẳng, trống nếu không có")]
    spoken: Annotated[str, Field(description="Lời để đọc lên: số, ngày, viết tắt bằng chữ")]
    standalone_question: Annotated[str, Field(description="Câu hỏi đã hiểu, đứng riêng được")]
    statements: list[StatementOut]
    citations: Annotated[
        list[CitationOut],
        Field(description="Tốt nhất trước; khi không trả lời được: điều khoản gần nhất"),
    ]
    contacts: list[ContactOut]
    remarks: Annotated[list[str], Field(description="Điều cần biết thêm: hiệu lực, văn bản mới")]
    suggestions: Annotated[list[str], Field(description="Câu có thể hỏi tiếp")]
    choices: Annotated[list[str], Field(description="Lựa chọn khi trợ lý hỏi lại (`clarify`)")]
    acts: Annotated[list[str], Field(description="Tin nhắn làm gì: hỏi, hỏi tiếp, ngờ, …")]
    state: Annotated[
        str, Field(description="Chuỗi niêm phong; gửi lại nguyên vẹn cùng câu hỏi sau")
    ]
    model: Annotated[str, Field(description="`extractive`, hoặc tên mô hình ngôn ngữ đã góp lời")]
    timings_ms: Annotated[dict[str, float], Field(description="Thời gian từng bước, mili giây")]
    retrieved: Annotated[list[RetrievedOut], Field(description="Các điều khoản đã xét")]
    evidence: Annotated[dict[str, float], Field(description="Các số đo để chọn và từ chối")]
    verdicts: list[VerdictOut]
    newest: Annotated[str | None, Field(description="Ngày của văn bản mới nhất đang tra cứu")]
    llm: Annotated[
        dict[str, int],
        Field(description="Số câu mô hình viết và số câu được hiện; chỉ có khi đã hỏi mô hình"),
    ] = {}


class StatusOut(BaseModel):
    """Sự kiện `status`."""

    status: Literal["searching"] | AnswerStatus


class DeltaOut(BaseModel):
    """Sự kiện `delta`: nối lại thành `answer`."""

    text: str
