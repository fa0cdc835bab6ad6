"""The HTTP contract's routes; each hands over to the pipeline or the library."""

import json
from collections.abc import AsyncGenerator, AsyncIterator, Generator, Iterator
from contextlib import aclosing
from dataclasses import replace
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Match

from bot.answer import Answer, Started, Statement
from bot.assemble import Assistant
from bot.doors.api.filters import resolve
from bot.doors.api.kept import KINDS, answer_bytes
from bot.doors.api.prefix import root_of, under_root
from bot.doors.api.problems import Problem, problem_body, told
from bot.doors.api.schemas import AskIn, Question
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

router = APIRouter(dependencies=[Depends(known_query)])
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]
_DELTA = 24  # words in one streamed piece
UNBUFFERED = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}


@router.post("/api/v1/ask", summary="Hỏi và nhận câu trả lời có trích dẫn")
async def ask(body: AskIn, request: Request, service: ServiceDep, gate: GateDep) -> Response:
    """Answer as JSON, or as events where the caller accepts ``text/event-stream``."""
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


@router.get("/api/v1/answers/{name}", summary="Câu trả lời dạng tệp DOCX hoặc PDF")
async def answer_file(name: str, service: ServiceDep, gate: GateDep) -> Response:
    """An answer of the last hours as a file ("….docx", "….pdf") to keep with a case's papers."""
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


@router.get("/api/v1/documents", summary="Danh sách văn bản")
def documents(assistant: AssistantDep) -> dict[str, Any]:
    """Every document's metadata, and the files that could not be read."""
    library = assistant.library
    return {
        "documents": [document_json(document) for document in library],
        "failures": [{"file": f.path.name, "reason": f.reason} for f in library.failures],
        "remarks": [{"file": r.path.name, "text": r.text} for r in library.remarks],
    }


@router.get("/api/v1/documents/{document_id}", summary="Một văn bản và cây điều khoản")
def document(
    document_id: str, assistant: AssistantDep, as_of: Annotated[date | None, Query()] = None
) -> dict[str, Any]:
    """Metadata, status on ``as_of`` (default today), references, facts and the clause tree."""
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


@router.get("/api/v1/documents/{document_id}/text", summary="Toàn văn")
def document_text(document_id: str, assistant: AssistantDep) -> PlainTextResponse:
    """The stored text, to which all offsets refer."""
    return PlainTextResponse(_document(assistant.library, document_id).text)


@router.get("/api/v1/clauses/{clause_id:path}", summary="Một điều khoản")
def clause(clause_id: str, request: Request, assistant: AssistantDep) -> dict[str, Any]:
    """One clause with its document, ancestors and children."""
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


@router.get("/api/v1/facts", summary="Việc được giao")
def facts(
    assistant: AssistantDep,
    agency: Annotated[str | None, Query(max_length=200)] = None,
    document: Annotated[str | None, Query(max_length=200)] = None,
    role: Annotated[str | None, Query(max_length=20)] = None,
    due_before: Annotated[date | None, Query()] = None,
) -> dict[str, Any]:
    """Who has which role in which task; ``due_before`` keeps tasks to be done before that day.

    ``agency`` is any written form of an organ's name; an organ of today finds also the tasks of
    those merged into it.
    """
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


@router.get("/api/v1/search", summary="Tìm điều khoản")
async def search(
    q: Annotated[Question, Query()],
    assistant: AssistantDep,
    gate: GateDep,
    k: Annotated[int, Query(ge=1, le=100)] = 10,
) -> dict[str, Any]:
    """Ranked clauses with their scores, before any understanding of the question."""
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


@router.get("/health/live", summary="Tiến trình còn chạy")
async def live() -> dict[str, str]:
    """The process answers; no thread is needed for it."""
    return {"status": "ok"}


@router.get("/health/ready", summary="Sẵn sàng trả lời")
async def ready(service: ServiceDep) -> dict[str, Any]:
    """The index is open and the model warm; 503 with the reason until then."""
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
    }


@router.api_route("/api/{rest:path}", methods=METHODS, include_in_schema=False)
def unknown(request: Request) -> None:
    """Addresses under /api that no route serves: the page mounted at / must not answer them."""
    routes = (*router.routes, *request.app.routes)  # its own, and those of other doors
    other = (r for r in routes if r is not request.scope.get("route"))
    known = any(route.matches(request.scope)[0] is Match.PARTIAL for route in other)
    raise HTTPException(405 if known else 404)


def _document(library: Library, document_id: str) -> Document:
    found = library.document(document_id)
    if found is None:
        raise Problem(404, f"Không có văn bản “{document_id}”.", "document_id")
    return found


def _tree(holder: Document, found: Clause) -> dict[str, Any]:
    children = [_tree(holder, child) for child in holder.children(found)]
    return {**clause_json(holder, found), "children": children}
