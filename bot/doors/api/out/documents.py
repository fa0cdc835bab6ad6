"""Documents, clauses and facts over HTTP."""

from typing import Annotated

from pydantic import BaseModel, Field

from bot.doors.api.out.answer import DocumentBriefOut, StepOut
from corpus.document import Part

_Offset = Annotated[int, Field(ge=0, description="Vị trí ký tự trong toàn văn")]
_DocumentId = Annotated[str, Field(description="Mã văn bản")]


class DocumentOut(DocumentBriefOut):
    """Một văn bản, mọi thông tin đã đọc được."""

    superior: Annotated[str | None, Field(description="Cơ quan chủ quản ghi trên cơ quan ban hành")]
    signer: Annotated[str | None, Field(description="Người ký")]
    signer_role: Annotated[str | None, Field(description="Chức vụ người ký")]
    bases: Annotated[list[str], Field(description="Các căn cứ")]
    recipients: Annotated[list[str], Field(description="Nơi nhận")]
    digest: Annotated[str, Field(description="Dấu của nội dung tệp (SHA-256)")]
    characters: int
    clauses: Annotated[int, Field(description="Số điều khoản")]


class FailureOut(BaseModel):
    """Tệp không đọc được và lý do."""

    file: str
    reason: str


class RemarkOut(BaseModel):
    """Điều cần biết về một tệp."""

    file: str
    text: str


class DocumentsOut(BaseModel):
    """Các văn bản đang tra cứu."""

    documents: list[DocumentOut]
    failures: list[FailureOut]
    remarks: list[RemarkOut]


class CellOut(BaseModel):
    """Một ô của dòng bảng, với tên cột."""

    head: str
    text: str
    start: _Offset
    end: _Offset


class _PlacedOut(BaseModel):
    clause_id: str
    path: list[StepOut]
    label: Annotated[str, Field(description="Cách cán bộ viện dẫn")]
    part: Annotated[Part, Field(description="Phần của văn bản (Nghị định 30/2020/NĐ-CP, Điều 8)")]
    text: Annotated[str, Field(description="Nguyên văn, như in")]
    display: Annotated[str, Field(description="Như `text`, đã nối dòng cho dễ đọc")]
    start: _Offset
    end: _Offset
    parent: Annotated[str | None, Field(description="Mã điều khoản cha")]
    cells: list[CellOut]


class ClauseOut(_PlacedOut):
    """Một điều khoản: chỗ đứng, nguyên văn, vị trí."""

    document: _DocumentId


class ClauseTreeOut(ClauseOut):
    """Một điều khoản và những điều khoản nằm trong nó."""

    children: list["ClauseTreeOut"]


class ClauseWholeOut(_PlacedOut):
    """Một điều khoản, văn bản của nó, các đề mục ở trên và mã điều khoản con."""

    document: DocumentOut
    ancestors: Annotated[list[ClauseOut], Field(description="Các đề mục ở trên, ngoài cùng trước")]
    children: Annotated[list[str], Field(description="Mã các điều khoản con")]
    url: Annotated[str, Field(description="Trang văn bản, mở đúng điều khoản")]


class HitOut(ClauseOut):
    """Một điều khoản tìm được."""

    score: float
    sources: Annotated[dict[str, float], Field(description="Điểm của từng cách tìm")]


class HitsOut(BaseModel):
    """Các điều khoản tìm được, gần nhất trước."""

    query: str
    hits: list[HitOut]


class EdgeOut(BaseModel):
    """Văn bản khác tác động tới văn bản này."""

    document: _DocumentId
    relation: Annotated[str, Field(examples=["thay_the"])]
    relation_label: Annotated[str, Field(examples=["thay thế"])]
    clause_id: Annotated[str, Field(description="Điều khoản nêu việc ấy")]
    partial: Annotated[bool, Field(description="Chỉ một phần")]


class ValidityOut(BaseModel):
    """Hiệu lực vào một ngày."""

    state: Annotated[
        str,
        Field(
            description="`in_force`, `amended`, `replaced`, `repealed`, `expired`, `not_issued`, "
            "`not_effective`"
        ),
    ]
    label: Annotated[str, Field(examples=["còn hiệu lực"])]
    day: Annotated[str, Field(examples=["2026-01-01"])]
    clause_id: str | None
    by: list[EdgeOut]


class ReferenceOut(BaseModel):
    """Một chỗ viện dẫn văn bản khác, hoặc điều khoản của chính văn bản."""

    clause_id: str
    start: _Offset
    end: _Offset
    text: Annotated[str, Field(description="Lời viện dẫn, như in")]
    number: str | None
    kind: str | None
    date: str | None
    issuer: str | None
    clause: list[StepOut]
    relation: str
    relation_label: str
    own: Annotated[bool, Field(description="Viện dẫn chính văn bản này")]
    target: Annotated[str | None, Field(description="Mã văn bản được dẫn, nếu có trong kho")]
    target_clause: str | None


class PeriodOut(BaseModel):
    """Thời hạn: một khoảng (để trống đầu nào thì là `null`) hoặc một nhịp."""

    from_: Annotated[str | None, Field(alias="from", examples=["2023-01-01"])]
    to: str | None
    every: Annotated[str | None, Field(examples=["quý"])]
    text: Annotated[str, Field(description="Lời nêu thời hạn")]
    start: _Offset
    end: _Offset


class _StatedOut(BaseModel):
    document: _DocumentId
    clause_id: Annotated[str, Field(description="Điều khoản nêu việc ấy")]
    label: str


class AssignmentOut(_StatedOut):
    """Cơ quan nào có vai trò gì trong việc gì."""

    organ: str
    role: Annotated[str, Field(examples=["chu_tri"])]
    role_label: Annotated[str, Field(examples=["chủ trì"])]
    task: Annotated[str, Field(description="Nội dung việc")]
    task_start: _Offset
    task_end: _Offset
    named_in: Annotated[str, Field(description="Điều khoản gọi tên cơ quan")]
    start: _Offset
    end: _Offset
    deadlines: list[PeriodOut]


class DeadlineOut(_StatedOut):
    """Thời hạn mà một điều khoản đặt ra."""

    deadline: PeriodOut


class TargetOut(_StatedOut):
    """Chỉ tiêu mà một điều khoản đặt ra."""

    value: Annotated[str, Field(description="Số, dấu chấm thập phân", examples=["10"])]
    unit: str
    comparison: str
    of: str
    start: _Offset
    end: _Offset


class FactsOfDocumentOut(BaseModel):
    """Việc, thời hạn, chỉ tiêu của một văn bản."""

    document: _DocumentId
    assignments: list[AssignmentOut]
    deadlines: list[DeadlineOut]
    targets: list[TargetOut]


class DocumentWholeOut(DocumentOut):
    """Một văn bản: thông tin, hiệu lực, viện dẫn, việc được giao, cây điều khoản."""

    validity: ValidityOut
    references: list[ReferenceOut]
    facts: FactsOfDocumentOut
    tree: list[ClauseTreeOut]


class FactsOut(BaseModel):
    """Các việc được giao."""

    agency: Annotated[
        list[str] | None, Field(description="Các tên đã tìm theo; `null` khi không lọc cơ quan")
    ]
    facts: list[AssignmentOut]
