"""``/docs``: the description for people, by Swagger UI from this server.

Its files come with the package ``fastapi-offline`` (MIT; Swagger UI itself: Apache-2.0), of which
nothing else is used: its page is in English and names no language.
"""

from importlib.resources import files
from pathlib import Path

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.doors.api.prefix import root_of

_ASSETS = "/giao-dien-api"
_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined
)


def install_docs(app: FastAPI) -> None:
    """Serve the page and what it loads."""
    router = APIRouter(tags=["Trang"])

    @router.get("/docs", summary="Trang mô tả các địa chỉ HTTP", response_class=HTMLResponse)
    async def docs(request: Request) -> HTMLResponse:
        """Mô tả này, cho người đọc; dùng được khi không có mạng."""
        page = _TEMPLATES.get_template("docs.html")
        return HTMLResponse(page.render(root=root_of(request.scope), title=app.title))

    app.include_router(router)
    kept = str(files("fastapi_offline") / "static")
    app.mount(_ASSETS, StaticFiles(directory=kept), name="giao-dien-api")
