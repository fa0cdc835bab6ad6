"""Web pages beside the chat: the documents and each one's text."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from bot.doors.api.out.responses import STARTING, Responses
from bot.doors.api.prefix import root_of
from bot.doors.api.problems import Problem
from bot.doors.api.service import AssistantDep, GateDep, ServiceDep
from bot.doors.page.document_page import (
    About,
    render_about,
    render_document,
    render_documents,
    render_missing,
)
from corpus.export import status_json

pages = APIRouter(tags=["Trang"])
_MISSING: Responses = {
    404: {
        "description": "Không có văn bản này; trang nói rõ.",
        "content": {"text/html": {"schema": {"type": "string"}}},
    }
}
_PICTURE: Responses = {
    200: {"content": {"image/png": {"schema": {"type": "string", "format": "binary"}}}},
    404: {"description": "Không có văn bản hay trang này."},
}
_KEEP = {"Cache-Control": "private, max-age=3600"}


@pages.get(
    "/documents",
    summary="Trang các văn bản",
    response_class=HTMLResponse,
    responses=STARTING,
)
def documents(request: Request, assistant: AssistantDep) -> HTMLResponse:
    """Danh sách văn bản, cho người đọc."""
    return HTMLResponse(render_documents(assistant.library, root_of(request.scope)))


@pages.get(
    "/gioi-thieu",
    summary="Trang giới thiệu",
    response_class=HTMLResponse,
    responses=STARTING,
)
def about(request: Request, assistant: AssistantDep, service: ServiceDep) -> HTMLResponse:
    """Hệ thống dùng để làm gì, hoạt động thế nào, giới hạn, ai chịu trách nhiệm."""
    own = service.settings
    told = About(own.operator, own.handover, own.llm)
    return HTMLResponse(render_about(assistant.library, told, root_of(request.scope)))


@pages.get(
    "/documents/{document_id}",
    summary="Trang một văn bản",
    response_class=HTMLResponse,
    responses={**_MISSING, **STARTING},
)
def document(document_id: str, request: Request, assistant: AssistantDep) -> HTMLResponse:
    """Toàn văn; phần sau dấu `#` của địa chỉ là điều khoản được đánh dấu."""
    found = assistant.library.document(document_id)
    if found is None:
        return HTMLResponse(render_missing(document_id, root_of(request.scope)), status_code=404)
    validity = status_json(assistant.library, found, None)["label"]
    return HTMLResponse(render_document(found, validity, root_of(request.scope)))


@pages.get(
    "/documents/{document_id}/pages/{name}",
    summary="Ảnh một trang giấy",
    response_class=Response,
    responses={**_PICTURE, **STARTING},
)
async def page(
    document_id: str, name: str, assistant: AssistantDep, service: ServiceDep, gate: GateDep
) -> Response:
    """Ảnh trang (ví dụ `3.png`) của tệp nguồn: bản quét hoặc PDF."""
    found = assistant.library.document(document_id)
    if found is None:
        raise Problem(404, f"Không có văn bản “{document_id}”.", "document_id")
    picture = await gate.run(lambda: service.pictures.picture(found, name))
    if picture is None:
        raise Problem(404, f"Văn bản “{found.id}” không có ảnh trang “{name}”.", "name")
    return Response(picture, media_type="image/png", headers=_KEEP)
