"""``/viec`` and ``/api/v1/tasks``: the same selection as a page, as JSON and as files."""

from collections import Counter
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi import Query as Asked
from fastapi.responses import HTMLResponse, Response

from bot.doors.api.prefix import root_of, under_root
from bot.doors.api.problems import Problem
from bot.doors.api.service import AssistantDep, GateDep, ServiceDep
from bot.doors.tasks.files import FILES, LEFT_OUT, NAME
from bot.doors.tasks.page import render_tasks
from bot.doors.tasks.query import Query
from bot.doors.tasks.schemas import ListIn, PageIn, TasksIn
from corpus.library import Library
from corpus.tasks.agenda import Agenda, choose, ends_before
from corpus.tasks.as_json import agenda_json
from corpus.tasks.book import TaskBook

_NO_FILE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Tệp",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    },
    404: {"description": "Không có dạng tệp ấy."},
}
tasks = APIRouter(tags=["Việc được giao"])
# nothing but the page itself and this server's style: no script, no frame of others
POLICY = (
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'self'"
)


def agenda_of(library: Library, book: TaskBook, query: Query, before: date | None = None) -> Agenda:
    """The selection; ``before`` keeps what is to be done before that day."""
    agenda = choose(library, book, query.wanted(library))
    if before is None:
        return agenda
    kept = tuple(e for e in agenda.entries if ends_before(e.task, before))
    return replace(agenda, entries=kept, counts=dict(Counter(entry.state for entry in kept)))


@tasks.get("/api/v1/tasks", summary="Việc của cơ quan")
async def listed(
    asked: Annotated[ListIn, Asked()],
    request: Request,
    assistant: AssistantDep,
    service: ServiceDep,
    gate: GateDep,
) -> dict[str, Any]:
    """Who has which role in which task by when, the most pressing first, each with its clause."""
    query = asked.as_query()
    agenda = await gate.run(partial(agenda_of, assistant.library, service.tasks, query))
    body = agenda_json(agenda, asked.offset, asked.limit)
    told: dict[str, Any] = under_root(body, root_of(request.scope))
    return told


@tasks.get(
    "/api/v1/tasks.{suffix}",
    summary="Việc của cơ quan dạng tệp XLSX, CSV hoặc ICS",
    responses=_NO_FILE,
    response_class=Response,
    response_model=None,
)
async def as_file(
    suffix: str,
    asked: Annotated[TasksIn, Asked()],
    request: Request,
    assistant: AssistantDep,
    service: ServiceDep,
    gate: GateDep,
) -> Response:
    """The whole selection; the header X-Left-Out says how many tasks a calendar has no day for."""
    if suffix not in FILES:
        raise Problem(404, "Chỉ có tệp .xlsx, .csv và .ics.", "suffix")
    site = service.settings.public_url or str(request.base_url).rstrip("/")

    query = asked.as_query()

    def made() -> Response:
        agenda = agenda_of(assistant.library, service.tasks, query)
        file = FILES[suffix](agenda, query, site)
        headers = {
            "Content-Disposition": f'attachment; filename="{NAME}.{suffix}"',
            LEFT_OUT: str(file.left_out),
        }
        return Response(file.raw, media_type=file.media_type, headers=headers)

    return await gate.run(made)


@tasks.get("/viec", response_class=HTMLResponse, include_in_schema=False)
async def page(
    asked: Annotated[PageIn, Asked()],
    request: Request,
    assistant: AssistantDep,
    service: ServiceDep,
    gate: GateDep,
) -> HTMLResponse:
    """The list as a page that needs no script."""
    root = root_of(request.scope)
    html, problem = await gate.run(
        partial(render_tasks, assistant.library, service.tasks, asked.as_query(), asked.trang, root)
    )
    status = problem.status if problem else 200
    return HTMLResponse(html, status, headers={"Content-Security-Policy": POLICY})
