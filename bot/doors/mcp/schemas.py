"""What the tools give back, as types: a program reads fields, not prose."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Out(BaseModel):
    """Made from the HTTP contract's own objects; what is not listed is left out."""

    model_config = ConfigDict(extra="ignore")


class DocumentOut(Out):
    """A document as a citation names it."""

    id: str
    name: str
    number: str | None = None
    kind: str | None = None
    issuer: str | None = None
    province: str | None = None
    date: str | None = None
    title: str | None = None
    status: str | None = None


class CitationOut(Out):
    """A clause that bears the answer."""

    marker: int = Field(description="Số trong [1] của câu trả lời")
    clause_id: str
    label: str = Field(description="Cách cán bộ viện dẫn điều khoản")
    document: DocumentOut
    quote: str = Field(description="Nguyên văn điều khoản")
    url: str = Field(description="Địa chỉ mở văn bản tại điều khoản")


class AnswerOut(Out):
    """A verified answer."""

    status: str = Field(
        description="answered, partial, no_evidence (văn bản không nêu), out_of_scope, clarify (hỏi"
        " lại, chọn trong choices), blocked"
    )
    answer: str = Field(description="Câu trả lời, Markdown, có số [1] của trích dẫn")
    short_answer: str = Field(description="Câu trả lời thẳng, nếu có")
    citations: list[CitationOut] = Field(
        description="Trích dẫn, tốt nhất trước; khi không trả lời được: điều khoản gần nhất"
    )
    suggestions: list[str] = Field(description="Câu có thể hỏi tiếp")
    choices: list[str] = Field(description="Các lựa chọn khi trợ lý hỏi lại")
    state: str = Field(description="Gửi lại nguyên vẹn cùng câu hỏi sau của cùng cuộc hội thoại")
    newest: str | None = Field(None, description="Ngày của văn bản mới nhất đang tra cứu")


class ClauseOut(Out):
    """One clause, verbatim."""

    clause_id: str
    label: str
    document: str = Field(description="Mã văn bản")
    text: str = Field(description="Nguyên văn")


class HitOut(ClauseOut):
    """A clause that was found."""

    score: float


class HitsOut(Out):
    """Found clauses, best first."""

    hits: list[HitOut]


class ClauseWholeOut(Out):
    """A clause with what stands above and under it."""

    clause_id: str
    label: str
    text: str = Field(description="Nguyên văn")
    document: DocumentOut
    ancestors: list[ClauseOut] = Field(description="Các đề mục ở trên, ngoài cùng trước")
    children: list[str] = Field(description="Mã các điều khoản con")
    url: str


class ValidityOut(Out):
    """Whether the document holds."""

    state: str
    label: str
    day: str | None = None


class PlaceOut(Out):
    """A clause in the tree."""

    clause_id: str
    label: str
    display: str = Field(description="Lời điều khoản, đã nối dòng cho dễ đọc")
    children: list["PlaceOut"]


class DocumentWholeOut(DocumentOut):
    """A document with its clause tree."""

    signer: str | None = None
    validity: ValidityOut
    tree: list[PlaceOut]


class DocumentsOut(Out):
    """The loaded documents."""

    documents: list[DocumentOut]


class TaskOut(Out):
    """Who has which role in which task, and the clause that says so."""

    organ: str
    role: str
    role_label: str
    task: str
    deadlines: list[dict[str, Any]]
    document: str
    clause_id: str
    label: str


class DueOut(Out):
    """A time for doing, as what it is."""

    kind: str = Field(
        description="ngay, tu_ngay, dinh_ky, tuong_doi (tính từ một mốc), su_kien, thuong_xuyen"
    )
    text: str = Field(description="Nguyên văn thời hạn")
    to: str | None = Field(None, description="Ngày cuối cùng còn đúng hạn")
    every: str | None = Field(None, description="Chu kỳ: tuần, tháng, quý, 6 tháng, năm")
    how: str = Field("", description="Cách tính ra ngày mà lời văn không nêu")


class OwedOut(Out):
    """A task with its state on the day, and the clause that states it."""

    agency: str
    role: str
    role_label: str
    task: str = Field(description="Lời giao việc")
    deadlines: list[DueOut]
    state: str
    state_label: str
    next: str | None = Field(None, description="Ngày gần nhất phải xong")
    targets: list[str] = Field(description="Chỉ tiêu nêu trong điều khoản")
    document: DocumentOut
    clause_id: str
    label: str
    quote: str = Field(description="Nguyên văn điều khoản")
    url: str


class TasksOut(Out):
    """Assigned tasks; ``agency`` are the names under which was looked."""

    agency: list[str] | None
    facts: list[TaskOut] = Field(
        description="Như /api/v1/facts; để trống khi lọc theo tỉnh, trạng thái hay từ ngữ"
    )
    tasks: list[OwedOut] = Field([], description="Việc của văn bản còn hiệu lực, gấp nhất trước")
    total: int = Field(0, description="Số việc khớp; tasks chỉ chứa tối đa limit việc")
    counts: dict[str, int] = Field({}, description="Số việc theo trạng thái")
