"""What of Gradio's own server is open to those who use the chat page: its events, with words alone.

Gradio serves far more at the page's addresses than the page asks for: files sent by anyone, files
of this machine, addresses of other hosts fetched for whoever names them. And what an event brings
may be a file or a component where the page only ever sends text; one that is mounted moves such a
file, whatever its path, to where everyone reads it. So what the page needs is listed here, and all
else is refused before Gradio sees it.
"""

import json
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.doors.api.problems import problem_response

# beginnings of the addresses of Gradio's server that the page has no use for
_CLOSED = ("/gradio_api", "/monitoring", "/login", "/logout", "/svelte/")
_EVENTS = ("/gradio_api/queue/join", "/gradio_api/run/predict")
_OPEN = {
    ("GET", "/gradio_api/info"),
    ("GET", "/gradio_api/queue/data"),
    ("GET", "/gradio_api/startup-events"),
    ("GET", "/gradio_api/theme.css"),
    ("POST", "/gradio_api/cancel"),
    ("POST", "/gradio_api/reset"),
    *(("POST", path) for path in _EVENTS),
}
# all that the objects in an event of the page hold: messages, their texts, the talk
_WORDS = {"role", "metadata", "options", "content", "text", "type", "id", "turns", "state"}
_GONE = "Không có địa chỉ này; trang hỏi đáp ở “/”, địa chỉ cho chương trình ở “/docs”."
_ONLY_WORDS = "Trang hỏi đáp chỉ nhận chữ; hãy tải lại trang rồi hỏi lại."


class Inlet:
    """ASGI middleware before the page mounted at "/"; it stands behind what counts a body."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or say that there is nothing here."""
        path = scope.get("path", "").removeprefix(scope.get("root_path", "")).rstrip("/")
        if scope["type"] != "http" or not path.startswith(_CLOSED):
            await self.app(scope, receive, send)
            return
        method = "GET" if scope["method"] == "HEAD" else scope["method"]
        if (method, path) not in _OPEN:
            await problem_response(Request(scope), 404, _GONE)(scope, receive, send)
            return
        if path not in _EVENTS:
            await self.app(scope, receive, send)
            return
        body = _checked(await Request(scope, receive).body())
        if body is None:
            await problem_response(Request(scope), 422, _ONLY_WORDS)(scope, receive, send)
            return
        # what was looked at is what goes on: nothing that another reader could read otherwise
        scope = {**scope, "headers": list(scope["headers"])}
        headers = MutableHeaders(scope=scope)
        headers["Content-Type"], headers["Content-Length"] = "application/json", str(len(body))
        await self.app(scope, _again(body, receive), send)


def _checked(body: bytes) -> bytes | None:
    """The event written anew; None where it is none, or holds more than words."""
    try:
        event = json.loads(body)
        if not isinstance(event, dict) or not _is_words(
            [event.get("data"), event.get("event_data")]
        ):
            return None
        return json.dumps(event, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError):
        return None


def _is_words(value: Any) -> bool:
    left = [value]
    while left:
        one = left.pop()
        if isinstance(one, dict):
            if not _WORDS.issuperset(one) or one.get("type", "text") != "text":
                return False
            left.extend(one.values())
        elif isinstance(one, list):
            left.extend(one)
    return True


def _again(body: bytes, receive: Receive) -> Receive:
    """The body that was read, once more; then what comes after it."""
    told = False

    async def received() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return received
