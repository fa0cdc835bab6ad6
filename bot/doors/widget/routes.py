"""What a portal loads: the script, the page for a frame, questions to begin with."""

from pathlib import Path
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.doors.api.out.rest import QuestionsOut
from bot.doors.api.prefix import root_of
from bot.doors.api.service import ServiceDep
from bot.doors.widget.script import widget_script

widget = APIRouter(tags=["Trang"])
# the script and the questions are for every page; who may ask is decided where it is asked
_OPEN = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
_SCRIPT = {**_OPEN, "Cache-Control": "public, max-age=300, must-revalidate"}
_QUESTIONS = {**_OPEN, "Cache-Control": "public, max-age=60"}
_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined
)


@widget.get(
    "/widget.js",
    summary="Mã nhúng cho cổng thông tin",
    response_class=Response,
    responses={
        200: {"content": {"text/javascript": {"schema": {"type": "string"}}}},
        304: {"description": "Bản mà người gọi đang giữ (`If-None-Match`) vẫn đúng."},
    },
)
async def script(request: Request) -> Response:
    """Một tệp dưới 40 kB, không nạp gì từ nơi khác."""
    found = widget_script()
    headers = {**_SCRIPT, "ETag": found.etag}
    had = {tag.strip().removeprefix("W/") for tag in
           request.headers.get("if-none-match", "").split(",")}  # fmt: skip
    if found.etag in had:
        return Response(status_code=304, headers=headers)
    return Response(found.body, media_type="text/javascript", headers=headers)


@widget.get(
    "/widget/questions",
    summary="Các câu hỏi để bắt đầu",
    responses={200: {"model": QuestionsOut}},
    response_model=None,
)
def questions(service: ServiceDep) -> JSONResponse:
    """Câu hỏi gợi ý, soạn từ chính các văn bản đã nạp; trống khi máy chủ đang khởi động."""
    return JSONResponse({"questions": service.first_questions()}, headers=_QUESTIONS)


@widget.get("/nhung", summary="Trang hỏi đáp cho khung nhúng", response_class=HTMLResponse)
async def framed(
    request: Request,
    lang: Annotated[Literal["vi", "en"], Query(description="Ngôn ngữ của khung")] = "vi",
    theme: Annotated[
        Literal["", "light", "dark"], Query(description="Nền; trống: theo máy người xem")
    ] = "",
    tinh: Annotated[str, Query(max_length=200, description="Chỉ hỏi văn bản của tỉnh này")] = "",
) -> HTMLResponse:
    """Khung hỏi đáp đầy cửa sổ, cho cổng chỉ dùng `iframe`."""
    page = _TEMPLATES.get_template("page.html")
    return HTMLResponse(
        page.render(root=root_of(request.scope), lang=lang, theme=theme, province=tinh)
    )
