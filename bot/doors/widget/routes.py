"""What a portal loads: the script, the page for a frame, questions to begin with."""

from pathlib import Path
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.doors.api.prefix import root_of
from bot.doors.api.service import ServiceDep
from bot.doors.widget.script import widget_script

widget = APIRouter(include_in_schema=False)
# the script and the questions are for every page; who may ask is decided where it is asked
_OPEN = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
_SCRIPT = {**_OPEN, "Cache-Control": "public, max-age=300, must-revalidate"}
_QUESTIONS = {**_OPEN, "Cache-Control": "public, max-age=60"}
_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined
)


@widget.api_route("/widget.js", methods=["GET", "HEAD"])
async def script(request: Request) -> Response:
    """The widget's script; 304 where the caller has it."""
    found = widget_script()
    headers = {**_SCRIPT, "ETag": found.etag}
    had = {tag.strip().removeprefix("W/") for tag in
           request.headers.get("if-none-match", "").split(",")}  # fmt: skip
    if found.etag in had:
        return Response(status_code=304, headers=headers)
    return Response(found.body, media_type="text/javascript", headers=headers)


@widget.get("/widget/questions")
def questions(service: ServiceDep) -> JSONResponse:
    """Questions to begin with; none while there is no assistant."""
    return JSONResponse({"questions": service.first_questions()}, headers=_QUESTIONS)


@widget.get("/nhung", response_class=HTMLResponse)
async def framed(
    request: Request,
    lang: Literal["vi", "en"] = "vi",
    theme: Literal["", "light", "dark"] = "",
    tinh: Annotated[str, Query(max_length=200)] = "",
) -> HTMLResponse:
    """The widget filling the window, for portals that prefer a frame."""
    page = _TEMPLATES.get_template("page.html")
    return HTMLResponse(
        page.render(root=root_of(request.scope), lang=lang, theme=theme, province=tinh)
    )
