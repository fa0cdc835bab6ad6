"""The HTTP contract's routes; each hands over to the pipeline or the library."""

import json
from collections.abc import AsyncGenerator, AsyncIterator, Generator, Iterator
from contextlib import aclosing
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Path, Query, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse

from bot.answer import Answer, Started, Statement
from bot.assemble import Assistant
from bot.doors.api.filters import resolve
from bot.doors.api.kept import KINDS, answer_bytes
from bot.doors.api.out.answer import AnswerOut
from bot.doors.api.out.documents import (
    ClauseWholeOut,
    DocumentsOut,
    DocumentWholeOut,
    FactsOut,
    HitsOut,
)
from bot.doors.api.out.responses import NOT_THERE, Responses, of
from bot.doors.api.out.rest import LiveOut, ReadyOut
from bot.doors.api.out.streams import ANSWER_STREAM
from bot.doors.api.prefix import root_of, under_root
from bot.doors.api.problems import Problem, problem_body, told
from bot.doors.api.schemas import AskIn, Day, Question
from bot.doors.api.service import AssistantDep, GateDep, ServiceDep
from bot.doors.api.unknown import known_query
from bot.render.markdown import MarkdownWriter
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

_ASK: Responses = {200: {"model": AnswerOut, "content": {"text/event-stream": ANSWER_STREAM}}}
_FILE: Responses = {
    200: {"content": {kind: {"schema": {"type": "string", "format": "binary"}}
                      for kind in KINDS.values()}},
    404: {"description": "Câu trả lời không còn được giữ, hoặc không có loại tệp này."},
    501: {"description": "Máy chủ chưa có LibreOffice để tạo PDF; hãy tải tệp DOCX."},
}  # fmt: skip
_TEXT: Responses = {
    200: {"content": {"text/plain": {"schema": {"type": "string"}}}}, **NOT_THERE,
}  # fmt: skip
_DocumentId = Annotated[
    str, Path(description="Mã văn bản", examples=["quyet-dinh-03-qd-bcd-quang-ngai-2023-06-07"])
]


router = APIRouter(dependencies=[Depends(known_query)])
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]
_DELTA = 24  # words in one streamed piece
UNBUFFERED = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}


@router.post(
    "/api/v1/ask",
    summary="Hỏi và nhận câu trả lời có trích dẫn",
    tags=["Hỏi đáp"],
    responses=_ASK,
    response_model=None,
)
async def ask(body: AskIn, request: Request, service: ServiceDep, gate: GateDep) -> Response:
    """Cả câu trả lời dưới dạng JSON; với `Accept: text/event-stream` thì theo dòng sự kiện:
    `status`, `citation`, `statement` (từng điều được nói), `delta` (chữ), rồi `done` (cả câu trả
    lời) hoặc `error`."""
    asked = body.as_ask()
    asked = replace(asked, filters=resolve(asked.filters, service.ready().library))
    root = root_of(request.scope)
    if "text/event-stream" in request.headers.get("accept", ""):
        gate.check()
        events = gate.each(_events(service.pieces(asked, 0), root))
        return StreamingResponse(
            _streamed(events, request.url.path), media_type="text/event-stream", headers=UNBUFFERED
        )
    try:
        return await gate.run(
            lambda: JSONResponse(under_root(service.answer(asked, 0).as_json(), root))
        )
    except Exception as error:
        raise told(error, request.url.path) from error


async def _streamed(events: AsyncGenerator[str, None], path: str) -> AsyncIterator[str]:
    """The events; a failure on the way is the last of them, as the headers are sent already."""
    yield _event("status", {"status": "searching"})
    try:
        async with aclosing(events):
            async for event in events:
                yield event
    except Exception as error:
        problem = told(error, path)
        yield _event("error", problem_body(path, problem.status, problem.detail, problem.errors))


def _events(
    pieces: Iterator[Started | Statement | Answer], root: str
) -> Generator[str, None, None]:
    text = None
    for piece in pieces:
        if isinstance(piece, Started):
            text = MarkdownWriter(piece.citations)
            yield _event("status", {"status": piece.status.value})
            for citation in piece.citations:
                yield _event("citation", under_root(citation.as_json(), root))
        elif isinstance(piece, Answer):
            yield _event("done", under_root(piece.as_json(), root))
        elif text:
            yield _event("statement", piece.as_json())
            words = text.add(piece).split(" ")
            for first in range(0, len(words), _DELTA):
                part = " ".join(words[first : first + _DELTA])
                yield _event("delta", {"text": part if first == 0 else f" {part}"})


def _event(name: str, data: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


@router.get(
    "/api/v1/answers/{name}",
    summary="Câu trả lời dạng tệp DOCX hoặc PDF",
    tags=["Hỏi đáp"],
    responses=_FILE,
    response_class=Response,
)
async def answer_file(
    name: Annotated[
        str,
        Path(description="`answer_id` và đuôi tệp", examples=["5f0c2a9b7d1e4c38.docx"]),
    ],
    service: ServiceDep,
    gate: GateDep,
) -> Response:
    """Một câu trả lời gần đây thành tệp để lưu hồ sơ: `….docx`, `….pdf`."""
    answer_id, _, suffix = name.rpartition(".")
    if suffix not in KINDS:
        raise Problem(404, "Chỉ có tệp .docx và .pdf của câu trả lời.", "name")
    found = service.recent(answer_id)
    if found is None:
        raise Problem(404, "Câu trả lời này không còn được giữ; hãy hỏi lại rồi tải.", "name")
    raw = await gate.run(lambda: answer_bytes(*found, suffix))
    return Response(
        raw,
        media_type=KINDS[suffix],
        headers={"Content-Disposition": f'attachment; filename="tra-loi-{answer_id}.{suffix}"'},
    )


@router.get(
    "/api/v1/documents",
    summary="Danh sách văn bản",
    tags=["Văn bản"],
    responses=of(DocumentsOut),
    response_model=None,
)
def documents(assistant: AssistantDep) -> dict[str, Any]:
    """Thông tin của mọi văn bản, và các tệp không đọc được."""
    library = assistant.library
    return {
        "documents": [document_json(document) for document in library],
        "failures": [{"file": f.path.name, "reason": f.reason} for f in library.failures],
        "remarks": [{"file": r.path.name, "text": r.text} for r in library.remarks],
    }


@router.get(
    "/api/v1/documents/{document_id}",
    summary="Một văn bản và cây điều khoản",
    tags=["Văn bản"],
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


@router.get(
    "/api/v1/documents/{document_id}/text",
    summary="Toàn văn",
    tags=["Văn bản"],
    responses=_TEXT,
    response_class=PlainTextResponse,
)
def document_text(document_id: _DocumentId, assistant: AssistantDep) -> PlainTextResponse:
    """Chữ của văn bản; mọi vị trí `start`, `end` đếm theo chữ này."""
    return PlainTextResponse(_document(assistant.library, document_id).text)


@router.get(
    "/api/v1/clauses/{clause_id:path}",
    summary="Một điều khoản",
    tags=["Văn bản"],
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


@router.get(
    "/api/v1/facts",
    summary="Việc được giao",
    tags=["Văn bản"],
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


@router.get(
    "/api/v1/search",
    summary="Tìm điều khoản",
    tags=["Văn bản"],
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


@router.get(
    "/health/live",
    summary="Tiến trình còn chạy",
    tags=["Vận hành"],
    responses=of(LiveOut),
    response_model=None,
)
async def live() -> dict[str, str]:
    """Tiến trình còn đáp; không cần luồng nào khác."""
    return {"status": "ok"}


@router.get(
    "/health/ready",
    summary="Sẵn sàng trả lời",
    tags=["Vận hành"],
    responses=of(ReadyOut, {503: {"description": "Chưa sẵn sàng; `detail` nói vì sao."}}),
    response_model=None,
)
async def ready(service: ServiceDep) -> dict[str, Any]:
    """Chỉ mục đã mở và mô hình đã nạp; trước đó là 503 kèm lý do."""
    library = service.ready().library
    edition = service.edition
    assert edition is not None
    return {
        "status": "ok",
        "edition": {
            "name": edition.name,
            "number": edition.collection.number,
            "made": edition.made,
        },
        "documents": len(library.documents),
        "clauses": sum(len(d.clauses) for d in library),
        "failures": len(library.failures),
        "records": service.recorder.state().as_json(),
    }


@router.api_route("/api/{rest:path}", methods=METHODS, include_in_schema=False)
def unknown() -> None:
    """Addresses under /api that no route serves: the page mounted at / must not answer them."""
    raise HTTPException(404)


def _document(library: Library, document_id: str) -> Document:
    found = library.document(document_id)
    if found is None:
        raise Problem(404, f"Không có văn bản “{document_id}”.", "document_id")
    return found


def _tree(holder: Document, found: Clause) -> dict[str, Any]:
    children = [_tree(holder, child) for child in holder.children(found)]
    return {**clause_json(holder, found), "children": children}
