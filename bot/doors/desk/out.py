"""What the desk answers: entries, previews, effects, decisions."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from bot.doors.api.out.answer import StepOut
from bot.doors.api.out.documents import DocumentOut, ReferenceOut, ValidityOut
from corpus.shelf.entry import State

_Moment = Annotated[str, Field(description="ISO 8601", examples=["2026-03-05T08:30:00+00:00"])]
_EntryId = Annotated[str, Field(description="Mã trong sổ", examples=["f-chi-thi-19-ct-tu"])]
_DocumentId = Annotated[str, Field(description="Mã văn bản")]


class EntryOut(BaseModel):
    """Một tệp trong sổ và quyết định về nó."""

    id: _EntryId
    file: Annotated[str, Field(examples=["Công văn 901.docx"])]
    state: Annotated[
        State,
        Field(
            description="`draft`: nháp; `published`: đang dùng; `replaced`: đã thay thế; "
            "`withdrawn`: đã thu hồi"
        ),
    ]
    state_label: Annotated[str, Field(examples=["nháp"])]
    document_id: _DocumentId
    origin: Annotated[str, Field(description="Từ đâu tới: `folder`, `upload`, `command`, `watch`")]
    visibility: Literal["public", "internal"]
    mended: Annotated[dict[str, str], Field(description="Thông tin người sửa đặt thay chỗ đã đọc")]
    replaces: Annotated[str | None, Field(description="Mã văn bản mà tệp này là bản mới")]
    made: _Moment | Literal[""]
    changed: _Moment | Literal[""]
    by: Annotated[str, Field(description="Ai làm việc gần nhất: mã khóa hoặc tên đăng nhập")]


class RowOut(EntryOut):
    """Một tệp cùng thông tin văn bản, nếu đọc được."""

    name: Annotated[str, Field(examples=["Công văn 901/UBND-KSTT ngày 05/3/2024"])]
    metadata: DocumentOut | None
    problem: Annotated[str | None, Field(description="Vì sao không đọc được tệp")]


class EditionBriefOut(BaseModel):
    """Bản các văn bản đang dùng để trả lời."""

    name: str
    number: Annotated[int, Field(description="Số lần thay đổi văn bản")]


class EntriesOut(BaseModel):
    """Mọi văn bản: nháp, đang dùng, đã thay thế, đã thu hồi."""

    documents: list[RowOut]
    edition: EditionBriefOut


class ValidityPreviewOut(ValidityOut):
    """Hiệu lực hôm nay, kèm điều khoản quy định."""

    said_in: Annotated[str | None, Field(description="Điều khoản quy định hiệu lực")] = None
    quote: Annotated[str | None, Field(description="Lời của điều khoản ấy")] = None


class IntegrityOut(BaseModel):
    """Chữ có bị hỏng không."""

    counted: int
    valid: float
    bare: float
    broken: float
    words: float
    problems: list[str]


class FindingOut(BaseModel):
    """Điều cần người xem lại."""

    kind: Annotated[str, Field(examples=["gap"])]
    kind_label: Annotated[str, Field(examples=["số thứ tự bị nhảy"])]
    message: str
    start: int
    end: int
    clause_id: str | None


class HealthOut(BaseModel):
    """Tình trạng của văn bản đã đọc."""

    document: _DocumentId
    file: str
    name: str
    clauses: Annotated[int, Field(description="Số điều khoản")]
    noise: Annotated[int, Field(description="Số ký tự để ngoài điều khoản")]
    doubts: Annotated[int, Field(description="Số chỗ nhận dạng chưa chắc")]
    integrity: IntegrityOut
    findings: list[FindingOut]


class DoubtOut(BaseModel):
    """Một chỗ nhận dạng chưa chắc."""

    start: int
    end: int
    text: str
    clause_id: str | None


class RelationOut(ReferenceOut):
    """Một viện dẫn giữa văn bản này và văn bản khác đang dùng."""

    way: Annotated[
        Literal["to", "from"],
        Field(description="`to`: văn bản này dẫn văn bản kia; `from`: ngược lại"),
    ]
    document: _DocumentId
    name: str


class ChangeOut(BaseModel):
    """Văn bản khác sẽ đổi hiệu lực khi công bố."""

    document: _DocumentId
    name: str
    before: str
    after: Annotated[str, Field(examples=["replaced"])]
    label: Annotated[str, Field(examples=["đã bị thay thế"])]


class CopyOut(BaseModel):
    """Văn bản đang dùng có cùng nội dung."""

    document: _DocumentId
    name: str


class BranchOut(BaseModel):
    """Một điều khoản trong cây, lời rút gọn."""

    clause_id: str
    path: list[StepOut]
    label: str
    text: str
    children: list["BranchOut"]


class EventOut(BaseModel):
    """Một việc đã làm với tệp này."""

    at: _Moment
    what: Annotated[str, Field(examples=["publish"])]
    by: str


class PreviewOut(RowOut):
    """Tất cả những gì nên xem trước khi công bố."""

    validity: ValidityPreviewOut
    health: HealthOut
    doubts: list[DoubtOut]
    relations: list[RelationOut]
    changes: list[ChangeOut]
    versions: Annotated[list[EntryOut], Field(description="Các bản của cùng văn bản")]
    copy_of: CopyOut | None
    tree: list[BranchOut]
    events: list[EventOut]


class ShortAnswerOut(BaseModel):
    """Một câu trả lời, rút gọn."""

    status: Annotated[str, Field(examples=["answered"])]
    short_answer: str
    citation: Annotated[str | None, Field(description="Điều khoản được dẫn đầu tiên")]


class EffectOut(BaseModel):
    """Một câu hỏi được trả lời khác đi."""

    question: str
    before: ShortAnswerOut
    after: ShortAnswerOut


class EffectsOut(BaseModel):
    """Các câu hỏi mẫu sẽ được trả lời khác đi nếu công bố."""

    tried: Annotated[int, Field(description="Số câu đã thử")]
    changed: list[EffectOut]


class DecidedOut(RowOut):
    """Văn bản sau quyết định, và bản văn bản đang dùng."""

    edition: EditionBriefOut


class DroppedOut(BaseModel):
    """Bản nháp đã xóa."""

    status: Literal["dropped"]
    id: _EntryId
