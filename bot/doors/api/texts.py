"""Documents, clauses, facts and search over HTTP; the MCP door tells the same."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import PlainTextResponse

from bot.assemble import Assistant
from bot.doors.access.rights import current_rights
from bot.doors.api.out.documents import (
    ClauseWholeOut,
    DocumentsOut,
    DocumentWholeOut,
    FactsOut,
    HitsOut,
)
from bot.doors.api.out.responses import NOT_THERE, Responses, of
from bot.doors.api.prefix import root_of
from bot.doors.api.problems import Problem
from bot.doors.api.schemas import Day, Question
from bot.doors.api.service import AssistantDep, GateDep
from corpus.document import Clause, Document
from corpus.export import (
    assignment_json,
    clause_json,
    document_json,
    facts_json,
    reference_json,
    status_json,
)
from corpus.facts.fact import Assignment
from corpus.library import Library
from corpus.organs import canonical, predecessors
from index.retrieve import Query as SearchQuery

_TEXT: Responses = {
    200: {"content": {"text/plain": {"schema": {"type": "string"}}}}, **NOT_THERE,
}  # fmt: skip
_DocumentId = Annotated[
    str, Path(description="Mã văn bản", examples=["quyet-dinh-03-qd-bcd-quang-ngai-2023-06-07"])
]
texts = APIRouter(tags=["Văn bản"])


@texts.get(
    "/api/v1/documents",
    summary="Danh sách văn bản",
    responses=of(DocumentsOut),
    response_model=None,
)
def documents(assistant: AssistantDep) -> dict[str, Any]:
    """Thông tin của mọi văn bản; với cán bộ đã đăng nhập (hoặc khóa xem văn bản nội bộ) thì kèm
    các tệp không đọc được."""
    library = assistant.library
    inside = current_rights().internal  # a file that is not used may be called after what it says
    failures, remarks = (library.failures, library.remarks) if inside else ((), ())
    return {
        "documents": [document_json(document) for document in library],
        "failures": [{"file": f.path.name, "reason": f.reason} for f in failures],
        "remarks": [{"file": r.path.name, "text": r.text} for r in remarks],
    }


@texts.get(
    "/api/v1/documents/{document_id}",
    summary="Một văn bản và cây điều khoản",
    responses=of(DocumentWholeOut, NOT_THERE),
    response_model=None,
)
def document(
    document_id: _DocumentId,
    assistant: AssistantDep,
    as_of: Annotated[Day | None, Query(description="Hiệu lực vào ngày này")] = None,
) -> dict[str, Any]:
    """Thông tin, hiệu lực vào ngày `as_of` (mặc định hôm nay), viện dẫn, việc được giao, cây điều
    khoản."""
    library = assistant.library
    found = _document(library, document_id)
    roots = [clause for clause in found.clauses if clause.parent is None]
    day = as_of.isoformat() if as_of else None
    return {
        **document_json(found),
        "validity": status_json(library, found, day),
        "references": [reference_json(found, r) for r in library.graph.references[found.id]],
        "facts": facts_json(found, library.facts(found.id)),
        "tree": [_tree(found, clause) for clause in roots],
    }


@texts.get(
    "/api/v1/documents/{document_id}/text",
    summary="Toàn văn",
    responses=_TEXT,
    response_class=PlainTextResponse,
)
def document_text(document_id: _DocumentId, assistant: AssistantDep) -> PlainTextResponse:
    """Chữ của văn bản; mọi vị trí `start`, `end` đếm theo chữ này."""
    return PlainTextResponse(_document(assistant.library, document_id).text)


@texts.get(
    "/api/v1/clauses/{clause_id:path}",
    summary="Một điều khoản",
    responses=of(ClauseWholeOut, NOT_THERE),
    response_model=None,
)
def clause(
    clause_id: Annotated[str, Path(description="`clause_id` của trích dẫn")],
    request: Request,
    assistant: AssistantDep,
) -> dict[str, Any]:
    """Một điều khoản, văn bản của nó, các đề mục ở trên và điều khoản con."""
    return clause_body(assistant, clause_id, root_of(request.scope))


def clause_body(assistant: Assistant, clause_id: str, site: str) -> dict[str, Any]:
    """The same, its address under ``site``."""
    found = assistant.library.clause(clause_id)
    if found is None:
        raise Problem(404, f"Không có điều khoản “{clause_id}”.", "clause_id")
    holder = _document(assistant.library, found.document_id)
    return {
        **clause_json(holder, found),
        "document": document_json(holder),
        "ancestors": [clause_json(holder, c) for c in holder.ancestors(found)],
        "children": [c.id for c in holder.children(found)],
        "url": f"{site}/documents/{holder.id}#{found.id}",
    }


@texts.get(
    "/api/v1/facts",
    summary="Việc được giao",
    responses=of(FactsOut, NOT_THERE),
    response_model=None,
)
def facts(
    assistant: AssistantDep,
    agency: Annotated[
        str | None, Query(max_length=200, description="Cơ quan, tên đầy đủ hay viết tắt")
    ] = None,
    document: Annotated[str | None, Query(max_length=200, description="Mã văn bản")] = None,
    role: Annotated[
        str | None, Query(max_length=20, description="Vai trò, ví dụ `chu_tri`, `phoi_hop`")
    ] = None,
    due_before: Annotated[Day | None, Query(description="Phải xong trước ngày này")] = None,
) -> dict[str, Any]:
    """Cơ quan nào có vai trò gì trong việc gì. Hỏi bằng tên cơ quan hiện nay thì có cả việc của
    các cơ quan đã hợp nhất vào đó."""
    library = assistant.library
    holders = [_document(library, document)] if document else list(library)
    wanted = _agencies(agency)
    rows = [
        assignment_json(holder, fact)
        for holder in holders
        for fact in library.facts(holder.id).assignments
        if (wanted is None or fact.organ in wanted)
        and (role is None or fact.role == role)
        and (due_before is None or _due(fact, due_before.isoformat()))
    ]
    return {"agency": sorted(wanted) if wanted else None, "facts": rows}


def _agencies(agency: str | None) -> set[str] | None:
    if not agency or not agency.strip():
        return None
    name = canonical(agency.strip())
    return {name, *predecessors(name)}


def _due(fact: Assignment, day: str) -> bool:
    return any(period.end is not None and period.end < day for period in fact.periods)


@texts.get(
    "/api/v1/search",
    summary="Tìm điều khoản",
    responses=of(HitsOut),
    response_model=None,
)
async def search(
    q: Annotated[Question, Query(description="Từ ngữ cần tìm", examples=["học bạ điện tử"])],
    assistant: AssistantDep,
    gate: GateDep,
    k: Annotated[int, Query(ge=1, le=100, description="Số kết quả")] = 10,
) -> dict[str, Any]:
    """Các điều khoản xếp theo độ gần, chưa xét có trả lời câu hỏi hay không."""
    return {"query": q, "hits": await gate.run(lambda: hits_of(assistant, q, k))}


def hits_of(assistant: Assistant, q: str, k: int) -> list[dict[str, Any]]:
    """The ranked clauses, each with its score."""
    hits = assistant.searcher.search(SearchQuery(assistant.pipeline.restore(q)), k)
    rows = []
    for hit in hits:
        found = assistant.library.clause(hit.clause_id)
        if found is None:
            continue
        holder = _document(assistant.library, found.document_id)
        rows.append({**clause_json(holder, found), "score": hit.score, "sources": hit.sources})
    return rows


def _document(library: Library, document_id: str) -> Document:
    found = library.document(document_id)
    if found is None:
        raise Problem(404, f"Không có văn bản “{document_id}”.", "document_id")
    return found


def _tree(holder: Document, found: Clause) -> dict[str, Any]:
    children = [_tree(holder, child) for child in holder.children(found)]
    return {**clause_json(holder, found), "children": children}
