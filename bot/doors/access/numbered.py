"""A number for every request, and by which door it came: told to records, log and caller."""

import re
import secrets
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.records.caller import Caller, called_by, session_digest

_DOORS = {  # by the beginning of the path
    "/api/v1/ask": "api",
    "/api/v1/hotline": "hotline",
    "/api/v1/channels": "channel",
    "/v1/": "openai",
    "/mcp": "mcp",
    "/gradio_api": "page",
}
_NUMBER = re.compile(r"[A-Za-z0-9._-]{8,64}")
_SESSION = re.compile(r"[\x21-\x7e]{8,128}")


class Numbered:
    """ASGI middleware: ``X-Request-ID`` is taken over or given, and goes out with the response;
    ``X-Tongdai-Session`` names the caller's talk."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        sent = headers.get("x-request-id", "")
        number = sent if _NUMBER.fullmatch(sent) else secrets.token_hex(8)
        session = headers.get("x-tongdai-session", "")
        digest = session_digest(session) if _SESSION.fullmatch(session) else ""
        called_by(Caller(door_of(scope, headers), number, digest))
        scope["tongdai.request_id"] = number

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["X-Request-ID"] = number
            await send(message)

        await self.app(scope, receive, told)


def door_of(scope: Scope, headers: Headers) -> str:
    """The door of a request; "widget" for a page of another site that calls the API."""
    path = scope["path"].removeprefix(scope.get("root_path", ""))
    door = next((name for begins, name in _DOORS.items() if path.startswith(begins)), "other")
    origin = urlsplit(headers.get("origin", "")).netloc.lower()
    return "widget" if door == "api" and origin and origin != headers.get("host", "") else door
