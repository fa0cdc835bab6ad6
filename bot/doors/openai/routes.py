"""``POST /v1/chat/completions`` and ``GET /v1/models``, over the same pipeline as all doors."""

import time
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

from bot.doors.api.asking import UNBUFFERED
from bot.doors.api.filters import resolve
from bot.doors.api.prefix import root_of
from bot.doors.api.problems import Problem, told
from bot.doors.api.routes import METHODS
from bot.doors.api.service import GateDep, Service, ServiceDep
from bot.doors.links import site_of
from bot.doors.openai.completion import (
    MODEL,
    Wanted,
    chunks,
    completion,
    event,
    first_chunk,
    task_chunks,
    task_completion,
)
from bot.doors.openai.errors import MODEL_FIELD, error_body
from bot.doors.openai.out import CHUNKS, CompletionOut, ModelOut, ModelsOut
from bot.doors.openai.schemas import ChatIn
from bot.doors.openai.tasks import reply_to_task

router = APIRouter(tags=["OpenAI"])
_STARTED = int(time.time())


@router.get("/v1/models", summary="Mô hình có thể hỏi", response_model=ModelsOut)
async def models() -> dict[str, Any]:
    """Mô hình duy nhất, kể cả khi máy chủ đang khởi động."""
    return {"object": "list", "data": [_model()]}


@router.get(
    "/v1/models/{model_id:path}",
    summary="Một mô hình",
    response_model=ModelOut,
    responses={404: {"description": "Không có mô hình này."}},
)
async def model(model_id: Annotated[str, Path(examples=[MODEL])]) -> dict[str, Any]:
    """Mô hình `tong-dai-ao`."""
    _check_model(model_id)
    return _model()


@router.post(
    "/v1/chat/completions",
    summary="Hỏi theo dạng chat completions",
    response_model=None,
    responses={
        200: {"model": CompletionOut, "content": {"text/event-stream": CHUNKS}},
        404: {"description": "Không có mô hình này; hãy dùng `tong-dai-ao`."},
    },
)
async def chat(body: ChatIn, request: Request, service: ServiceDep, gate: GateDep) -> Response:
    """Câu trả lời, cả một lần hoặc truyền dần (`stream`), trích dẫn nằm trên tin nhắn (khi truyền
    dần: trên `delta` của mẩu cuối). Tin nhắn cuối của người dùng là câu hỏi; tin `system`, công cụ
    và các trường như `temperature` được nhận mà không có tác dụng."""
    _check_model(body.model)
    body.check()
    wanted = _wanted(body, request, service)
    _, said = body.last_said()
    if (reply := reply_to_task(said)) is not None:
        if body.stream:
            return _stream(_all([first_chunk(wanted), *task_chunks(reply, wanted)]))
        return JSONResponse(task_completion(reply, wanted))
    asked = body.as_ask()
    asked = replace(asked, filters=resolve(asked.filters, service.ready().library))
    service.not_paused()
    if body.stream:
        gate.check()
        made = gate.each(chunks(service.pieces(asked, 0), wanted))
        return _stream(_streamed(made, wanted, request.url.path))
    try:
        return await gate.run(lambda: JSONResponse(completion(service.answer(asked, 0), wanted)))
    except Exception as error:
        raise told(error, request.url.path) from error


@router.api_route("/v1/{rest:path}", methods=METHODS, include_in_schema=False)
def unknown() -> None:
    """Addresses under /v1 that no route serves: the page mounted at / must not answer them."""
    raise HTTPException(404)


def _wanted(body: ChatIn, request: Request, service: Service) -> Wanted:
    settings = service.settings
    sources = settings.openai_sources if body.sources is None else body.sources
    site, root = site_of(settings, request), root_of(request.scope)
    return Wanted(sources, site, root, body.words, body.counts_usage)


def _check_model(name: str) -> None:
    if name != MODEL:
        raise Problem(404, f"Không có mô hình “{name[:100]}”; hãy dùng “{MODEL}”.", MODEL_FIELD)


def _model() -> dict[str, Any]:
    return {"id": MODEL, "object": "model", "created": _STARTED, "owned_by": MODEL}


def _stream(events: AsyncIterator[str]) -> StreamingResponse:
    return StreamingResponse(events, media_type="text/event-stream", headers=UNBUFFERED)


async def _all(events: list[str]) -> AsyncIterator[str]:
    for one in events:
        yield one


async def _streamed(
    made: AsyncGenerator[str, None], wanted: Wanted, path: str
) -> AsyncIterator[str]:
    """The chunks; a failure on the way is told as the clients look for it, in an event."""
    yield first_chunk(wanted)
    try:
        async with aclosing(made):
            async for one in made:
                yield one
    except Exception as error:
        problem = told(error, path)
        yield event(error_body(problem.status, problem.detail, problem.errors))
