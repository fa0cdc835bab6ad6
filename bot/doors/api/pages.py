"""Web pages beside the chat: the documents and each one's text."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

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

pages = APIRouter(include_in_schema=False)
_KEEP = {"Cache-Control": "private, max-age=3600"}


@pages.get("/documents", response_class=HTMLResponse)
def documents(request: Request, assistant: AssistantDep) -> HTMLResponse:
    """The list of documents."""
    return HTMLResponse(render_documents(assistant.library, root_of(request.scope)))


@pages.get("/gioi-thieu", response_class=HTMLResponse)
def about(request: Request, assistant: AssistantDep, service: ServiceDep) -> HTMLResponse:
    """What the system is for, how it works, its limits and who is responsible."""
    own = service.settings
    told = About(own.operator, own.handover, own.llm)
    return HTMLResponse(render_about(assistant.library, told, root_of(request.scope)))


@pages.get("/documents/{document_id}", response_class=HTMLResponse)
def document(document_id: str, request: Request, assistant: AssistantDep) -> HTMLResponse:
    """A document's text; the address's fragment names the clause to highlight."""
    found = assistant.library.document(document_id)
    if found is None:
        return HTMLResponse(render_missing(document_id, root_of(request.scope)), status_code=404)
    validity = status_json(assistant.library, found, None)["label"]
    return HTMLResponse(render_document(found, validity, root_of(request.scope)))


@pages.get("/documents/{document_id}/pages/{name}", response_class=Response)
async def page(
    document_id: str, name: str, assistant: AssistantDep, service: ServiceDep, gate: GateDep
) -> Response:
    """The picture of a page ("3.png") of the document's own file."""
    found = assistant.library.document(document_id)
    if found is None:
        raise Problem(404, f"Không có văn bản “{document_id}”.", "document_id")
    picture = await gate.run(lambda: service.pictures.picture(found, name))
    if picture is None:
        raise Problem(404, f"Văn bản “{found.id}” không có ảnh trang “{name}”.", "name")
    return Response(picture, media_type="image/png", headers=_KEEP)
