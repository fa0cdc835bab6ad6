"""``/api/v1/admin/documents``: the desk for programs and for the page, which shows the same.

Who may call is decided by the guard, before anything of a request is read.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, File, Form, Request, UploadFile
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, Response

from bot.desk.desk import Desk
from bot.desk.preview import effects, preview, row_of
from bot.doors.api.problems import Problem
from bot.doors.api.service import ServiceDep
from bot.doors.api.unknown import known_query
from bot.doors.desk.page import render_effects, render_list, render_preview
from bot.doors.desk.schemas import ChangeIn, Visibility
from corpus.load import LoadError
from corpus.shelf.entry import FOLDER, ShelfError, UnknownEntryError

PREFIX = "/api/v1/admin/documents"
# its schemas are those of the page: docs/van-ban.md says what goes in and out
desk_routes = APIRouter(prefix=PREFIX, dependencies=[Depends(known_query)], include_in_schema=False)


def _desk(service: ServiceDep) -> Desk:
    service.ready()
    return service.desk


def _by(request: Request) -> str:
    return str(request.scope.get("tongdai.key", ""))


DeskDep = Annotated[Desk, Depends(_desk)]
By = Annotated[str, Depends(_by)]
Does = Literal["publish", "withdraw", "restore"]


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except UnknownEntryError as error:
        raise Problem(404, str(error), "entry_id") from error
    except ShelfError as error:
        raise Problem(409, str(error)) from error
    except LoadError as error:
        raise Problem(422, f"Không đọc được tệp: {error.reason}", "file") from error


@desk_routes.get("", summary="Mọi văn bản và trạng thái")
def entries(request: Request, desk: DeskDep) -> Response:
    """Drafts, documents in use, replaced and withdrawn ones."""
    with _told():
        rows = [row_of(desk, entry) for entry in desk.entries()]
    if _wants_page(request):
        return HTMLResponse(render_list(rows))
    return JSONResponse({"documents": rows, **_edition(desk)})


@desk_routes.post("", summary="Thêm một tệp thành bản nháp", status_code=201)
def add(
    desk: DeskDep,
    by: By,
    file: Annotated[UploadFile, File(description="Tệp DOCX, PDF, DOC, ODT, RTF, HTML, TXT, ảnh")],
    visibility: Annotated[Visibility, Form()] = "public",
    replaces: Annotated[str, Form(max_length=500)] = "",
) -> Response:
    """Read the file; what is answered is the preview. Nothing is used before it is published."""
    with _told():
        internal = visibility == "internal"
        name = file.filename or ""
        entry = desk.add(name, file.file, by, internal=internal, replaces=replaces.strip())
        return JSONResponse(preview(desk, entry), status_code=201)


@desk_routes.get("/{entry_id}", summary="Xem trước một văn bản")
def one(entry_id: str, request: Request, desk: DeskDep) -> Response:
    """Metadata, clause tree, health, doubtful words, relations, versions."""
    with _told():
        found = preview(desk, desk.entry(entry_id))
    return HTMLResponse(render_preview(found)) if _wants_page(request) else JSONResponse(found)


@desk_routes.get("/{entry_id}/effects", summary="Câu hỏi mẫu sẽ được trả lời khác đi")
def changed_answers(entry_id: str, request: Request, desk: DeskDep) -> Response:
    """Sample questions, before and after the document is published."""
    with _told():
        found = effects(desk, desk.entry(entry_id))
    if _wants_page(request):
        return HTMLResponse(render_effects(found))
    rows: list[dict[str, Any]] = [
        {"question": e.question, "before": e.before, "after": e.after} for e in found if e.changed
    ]
    return JSONResponse({"tried": len(found), "changed": rows})


@desk_routes.patch("/{entry_id}", summary="Sửa thông tin, ai được xem")
def mend(entry_id: str, body: ChangeIn, desk: DeskDep, by: By) -> dict[str, Any]:
    """Metadata in place of what was read; the text itself stays as printed."""
    with _told():
        internal = body.visibility == "internal" if body.visibility else None
        entry = desk.mend(desk.entry(entry_id), by, body.metadata.given(), internal)
        return preview(desk, entry)


@desk_routes.post("/{entry_id}/{does}", summary="Công bố, thu hồi, dùng lại")
def decide(entry_id: str, does: Does, desk: DeskDep, by: By) -> dict[str, Any]:
    """Answered when it holds: the next question is answered from the new edition."""
    with _told():
        act = desk.withdraw if does == "withdraw" else desk.publish
        return {**row_of(desk, act(desk.entry(entry_id), by)), **_edition(desk)}


@desk_routes.delete("/{entry_id}", summary="Xóa một bản nháp")
def drop(entry_id: str, desk: DeskDep, by: By) -> dict[str, str]:
    """A draft and its file."""
    with _told():
        desk.drop(desk.entry(entry_id), by)
    return {"status": "dropped", "id": entry_id}


@desk_routes.get("/{entry_id}/file", summary="Tệp gốc")
def original(entry_id: str, desk: DeskDep) -> Response:
    """The file as it came; a browser saves it and never shows it as a page."""
    with _told():
        entry = desk.entry(entry_id)
        path = desk.document(entry).source if entry.origin == FOLDER else desk.shelf.path(entry)
        if path is None or not path.is_file():
            raise Problem(404, "Không còn tệp gốc của văn bản này.", "entry_id")
    return FileResponse(
        path,
        filename=entry.file,
        media_type="application/octet-stream",
        headers={"Content-Security-Policy": "sandbox; default-src 'none'"},
    )


def _wants_page(request: Request) -> bool:
    return request.headers.get("accept", "").startswith("text/html")


def _edition(desk: Desk) -> dict[str, Any]:
    edition = desk.edition
    assert edition is not None
    return {"edition": {"name": edition.name, "number": edition.collection.number}}
