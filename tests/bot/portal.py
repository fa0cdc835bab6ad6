"""A portal of another origin for the widget's tests."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from tests.bot.serving import free_port

# what a portal's own style sheet does to everything on the page
_CSS = (
    "html { font-size: 62.5% } body { font: 1.6rem Georgia; margin: 0 auto; max-width: 80rem }"
    "* { letter-spacing: .02em; line-height: 1 } p, button, a { color: #060; text-transform:"
    "uppercase } div { border-width: 3px } button { border-radius: 0; width: 12rem }"
)
_TEXT = "<p>Thông tin của cổng dịch vụ công.</p>" * 30
_PAGE = """<!doctype html><html lang="vi"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Cổng thông tin</title>
<link rel="icon" href="data:,">{head}</head><body><main><h1>Cổng thông tin tỉnh</h1>
<a href="#x" id="x">Trang chủ</a>{text}</main>{widget}</body></html>"""


def portal(host: str) -> Starlette:
    """Pages that load the widget from ``host``."""

    async def page(request: Request) -> HTMLResponse:
        given = " ".join(f'data-{k}="{v}"' for k, v in request.query_params.items())
        widget = f'<script src="{host}/widget.js" {given}></script>'
        head = f"<style>{_CSS}</style>"
        return HTMLResponse(_PAGE.format(head=head, text=_TEXT, widget=widget))

    async def strict(request: Request) -> HTMLResponse:
        widget = f'<script src="{host}/widget.js"></script>'
        policy = f"default-src 'none'; script-src {host}; connect-src {host}; img-src data:"
        return HTMLResponse(
            _PAGE.format(head="", text=_TEXT, widget=widget),
            headers={"Content-Security-Policy": policy},
        )

    async def frame(request: Request) -> HTMLResponse:
        widget = f'<iframe src="{host}/nhung" title="Hỏi đáp" width="420" height="640"></iframe>'
        return HTMLResponse(_PAGE.format(head="", text="", widget=widget))

    return Starlette(routes=[Route("/", page), Route("/strict", strict), Route("/frame", frame)])


@contextmanager
def running(app: Starlette, port: int | None = None) -> Iterator[str]:
    """``app`` on a port of 127.0.0.1; yields its address."""
    port = port or free_port()
    config = uvicorn.Config(app, port=port, log_level="critical", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    server.force_exit = True
    thread.join(10)
