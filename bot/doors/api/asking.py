"""``/api/v1/ask``: the whole answer, or its events as it grows."""

import json
from collections.abc import AsyncGenerator, AsyncIterator, Generator, Iterator
from contextlib import aclosing
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

from bot.answer import Answer, Started, Statement
from bot.doors.api.filters import resolve
from bot.doors.api.out.answer import AnswerOut
from bot.doors.api.out.responses import Responses
from bot.doors.api.out.streams import ANSWER_STREAM
from bot.doors.api.prefix import root_of, under_root
from bot.doors.api.problems import problem_body, told
from bot.doors.api.schemas import AskIn
from bot.doors.api.service import GateDep, ServiceDep
from bot.render.markdown import MarkdownWriter

_ASK: Responses = {200: {"model": AnswerOut, "content": {"text/event-stream": ANSWER_STREAM}}}
_DELTA = 24  # words in one streamed piece
UNBUFFERED = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
asking = APIRouter(tags=["Hỏi đáp"])


@asking.post(
    "/api/v1/ask",
    summary="Hỏi và nhận câu trả lời có trích dẫn",
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
