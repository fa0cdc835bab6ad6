"""``/api/v1/admin/documents``: the desk for programs and for the page, which shows the same.

Who may call is decided by the guard, before anything of a request is read.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, Any

from fastapi import APIRouter, Depends, File, Form, Path, Request, UploadFile
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, Response

from bot.desk.desk import Desk
from bot.desk.preview import Effect, effects, preview, row_of
from bot.doors.access.principal import principal_of
from bot.doors.api.out.responses import Responses
from bot.doors.api.problems import Problem
from bot.doors.api.service import GateDep, ServiceDep
from bot.doors.api.unknown import known_query
from bot.doors.desk.out import (
    DecidedOut,
    DroppedOut,
    EffectsOut,
    EntriesOut,
    PreviewOut,
)
from bot.doors.desk.page import render_effects, render_list, render_preview
from bot.doors.desk.schemas import ChangeIn, Visibility
from bot.people.principal import Kind
from corpus.load import LoadError
from corpus.shelf.entry import FOLDER, Entry, ShelfError, UnknownEntryError

PREFIX = "/api/v1/admin/documents"
_KNOWN = "f-cong-van-4685-ubnd-kgvx-quang-ngai-2022-09-19"
_NOT_THERE: Responses = {404: {"description": "Không có văn bản này trong sổ."}}
_NOT_NOW: Responses = {
    409: {"description": "Chưa làm được việc này với văn bản ấy; `detail` nói vì sao và cách sửa."}
}
_DECIDED: Responses = {200: {"model": DecidedOut}, **_NOT_THERE, **_NOT_NOW}
_PAGE: dict[str, Any] = {
    "text/html": {"schema": {"type": "string", "description": "Cho trang quản trị"}}
}
_ORIGINAL: Responses = {
    200: {
        "description": "Tệp như đã nhận",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    },
    404: {"description": "Không có văn bản này, hoặc không còn tệp gốc."},
}
desk_routes = APIRouter(
    prefix=PREFIX, dependencies=[Depends(known_query)], tags=["Quản trị văn bản"]
)


def _desk(service: ServiceDep) -> Desk:
    service.ready()
    return service.desk


def _by(request: Request) -> str:
    who = principal_of(request)
    return who.name if who.kind is Kind.PERSON else who.id


DeskDep = Annotated[Desk, Depends(_desk)]
By = Annotated[str, Depends(_by)]
EntryId = Annotated[str, Path(description="Mã trong sổ (`id`)", examples=[_KNOWN])]


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


@desk_routes.get(
    "",
    summary="Mọi văn bản và trạng thái",
    responses={200: {"model": EntriesOut, "content": _PAGE}, **_NOT_NOW},
    response_model=None,
)
def entries(request: Request, desk: DeskDep) -> Response:
    """Bản nháp, văn bản đang dùng, đã thay thế, đã thu hồi. Với `Accept: text/html` thì là một
    mảnh trang."""
    with _told():
        rows = [row_of(desk, entry) for entry in desk.entries()]
    if _wants_page(request):
        return HTMLResponse(render_list(rows))
    return JSONResponse({"documents": rows, **_edition(desk)})


@desk_routes.post(
    "",
    summary="Thêm một tệp thành bản nháp",
    status_code=201,
    responses={201: {"model": PreviewOut}, **_NOT_NOW},
    response_model=None,
)
def add(
    desk: DeskDep,
    by: By,
    file: Annotated[UploadFile, File(description="Tệp DOCX, PDF, DOC, ODT, RTF, HTML, TXT, ảnh")],
    visibility: Annotated[
        Visibility, Form(description="`public`: công khai; `internal`: chỉ cán bộ")
    ] = "public",
    replaces: Annotated[
        str, Form(max_length=500, description="Mã văn bản đang dùng mà tệp này là bản mới")
    ] = "",
) -> Response:
    """Đọc tệp và trả bản xem trước. Chưa công bố thì chưa ai tra cứu được. Tệp không đọc được, có
    dấu mật hay trùng nội dung với văn bản đang dùng thì 409, không giữ lại gì."""
    with _told():
        internal = visibility == "internal"
        name = file.filename or ""
        entry = desk.add(name, file.file, by, internal=internal, replaces=replaces.strip())
        return JSONResponse(preview(desk, entry), status_code=201)


@desk_routes.get(
    "/{entry_id}",
    summary="Xem trước một văn bản",
    responses={200: {"model": PreviewOut, "content": _PAGE}, **_NOT_THERE, **_NOT_NOW},
    response_model=None,
)
def one(entry_id: EntryId, request: Request, desk: DeskDep) -> Response:
    """Thông tin, cây điều khoản, tình trạng, chữ chưa chắc, quan hệ, các bản, việc đã làm. Với
    `Accept: text/html` thì là một mảnh trang."""
    with _told():
        found = preview(desk, desk.entry(entry_id))
    return HTMLResponse(render_preview(found)) if _wants_page(request) else JSONResponse(found)


@desk_routes.get(
    "/{entry_id}/effects",
    summary="Câu hỏi mẫu sẽ được trả lời khác đi",
    responses={200: {"model": EffectsOut, "content": _PAGE}, **_NOT_THERE, **_NOT_NOW},
    response_model=None,
)
async def changed_answers(
    entry_id: EntryId, request: Request, desk: DeskDep, gate: GateDep
) -> Response:
    """Các câu hỏi mẫu, trước và sau khi công bố; chỉ kể câu được trả lời khác đi. Mất vài giây."""

    def tried() -> list[Effect]:
        with _told():
            return effects(desk, desk.entry(entry_id))

    found = await gate.run(tried)
    if _wants_page(request):
        return HTMLResponse(render_effects(found))
    rows: list[dict[str, Any]] = [
        {"question": e.question, "before": e.before, "after": e.after} for e in found if e.changed
    ]
    return JSONResponse({"tried": len(found), "changed": rows})


@desk_routes.patch(
    "/{entry_id}",
    summary="Sửa thông tin, ai được xem",
    responses={200: {"model": PreviewOut}, **_NOT_THERE, **_NOT_NOW},
    response_model=None,
)
def mend(entry_id: EntryId, body: ChangeIn, desk: DeskDep, by: By) -> dict[str, Any]:
    """Đặt thông tin đúng thay cho thông tin đọc sai; lời văn bản giữ nguyên như in."""
    with _told():
        internal = body.visibility == "internal" if body.visibility else None
        entry = desk.mend(desk.entry(entry_id), by, body.metadata.given(), internal)
        return preview(desk, entry)


@desk_routes.post(
    "/{entry_id}/publish", summary="Công bố một bản nháp", responses=_DECIDED, response_model=None
)
def publish(entry_id: EntryId, desk: DeskDep, by: By) -> dict[str, Any]:
    """Trả lời khi đã có hiệu lực: câu hỏi kế tiếp dùng bộ văn bản mới. Bản đang dùng của cùng văn
    bản chuyển sang đã thay thế."""
    return _decided(desk, desk.publish, entry_id, by)


@desk_routes.post(
    "/{entry_id}/withdraw", summary="Thu hồi một văn bản", responses=_DECIDED, response_model=None
)
def withdraw(entry_id: EntryId, desk: DeskDep, by: By) -> dict[str, Any]:
    """Từ câu hỏi kế tiếp không dùng văn bản này nữa; dùng lại được."""
    return _decided(desk, desk.withdraw, entry_id, by)


@desk_routes.post(
    "/{entry_id}/restore",
    summary="Dùng lại văn bản đã thu hồi, hoặc bản trước",
    responses=_DECIDED,
    response_model=None,
)
def restore(entry_id: EntryId, desk: DeskDep, by: By) -> dict[str, Any]:
    """Như công bố: bản đang dùng của cùng văn bản chuyển sang đã thay thế."""
    return _decided(desk, desk.publish, entry_id, by)


@desk_routes.delete(
    "/{entry_id}",
    summary="Xóa một bản nháp",
    responses={200: {"model": DroppedOut}, **_NOT_THERE, **_NOT_NOW},
    response_model=None,
)
def drop(entry_id: EntryId, desk: DeskDep, by: By) -> dict[str, str]:
    """Bản nháp và tệp của nó; văn bản đã công bố thì thu hồi, không xóa."""
    with _told():
        desk.drop(desk.entry(entry_id), by)
    return {"status": "dropped", "id": entry_id}


@desk_routes.get(
    "/{entry_id}/file", summary="Tệp gốc", responses=_ORIGINAL, response_class=Response
)
def original(entry_id: EntryId, desk: DeskDep) -> Response:
    """Tệp như đã nhận; trình duyệt lưu lại, không mở thành trang."""
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


def _decided(
    desk: Desk, act: Callable[[Entry, str], Entry], entry_id: str, by: str
) -> dict[str, Any]:
    with _told():
        return {**row_of(desk, act(desk.entry(entry_id), by)), **_edition(desk)}


def _edition(desk: Desk) -> dict[str, Any]:
    edition = desk.edition
    assert edition is not None
    return {"edition": {"name": edition.name, "number": edition.collection.number}}
