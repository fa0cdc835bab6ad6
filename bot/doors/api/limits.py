"""What every request and response must keep to: size, and nothing from other hosts.

Pure ASGI: the body is counted as it is read, whatever the caller says of its length, and nothing
of it is kept here.
"""

import anyio
from fastapi import FastAPI, Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.doors.api.problems import problem_response

# bytes; the page's own requests carry the conversation shown so far
API_LIMIT, PAGE_LIMIT = 1_000_000, 10_000_000
UPLOADS = "/api/v1/admin/documents"  # where files come in, of the size that may be read
_AROUND = 1_000_000  # bytes of a form beside its file
# a caller that is still sending reads the refusal only after that: so much and so long is
# thrown away
_DRAINED, _DRAIN_SECONDS = 16_000_000, 5.0
# the page may load only from this server: a browser that honours it asks nobody else
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self' ws: wss:; media-src 'self' data: blob:; worker-src 'self' blob:; "
    "base-uri 'self'; form-action 'self'; "
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


class _BodyTooLarge(Exception):
    """Ends the reading of a body; the caller has been answered."""


class Limits:
    """ASGI middleware: 413 for a body that is too large, the content policy on all responses."""

    def __init__(self, app: ASGIApp, ancestors: str, upload: int) -> None:
        self.app = app
        self._upload = upload
        self._headers = {"Content-Security-Policy": _POLICY + ancestors, **_HEADERS}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        exchange = _Exchange(self.app, scope, receive, send, self._headers)
        if exchange.path == UPLOADS and scope["method"] == "POST":
            exchange.limit = self._upload
        await exchange.run()


class _Exchange:
    """One request and its response."""

    def __init__(
        self, app: ASGIApp, scope: Scope, receive: Receive, send: Send, headers: dict[str, str]
    ) -> None:
        self.app, self.scope, self._receive, self._send = app, scope, receive, send
        self._headers = headers
        self.path = path = scope["path"].removeprefix(scope.get("root_path", ""))
        self.limit = API_LIMIT if path.startswith(("/api/", "/v1/", "/mcp")) else PAGE_LIMIT
        self.read = 0
        self.more = True  # to be received
        self.started = False
        self.refused = False

    async def run(self) -> None:
        length = Headers(scope=self.scope).get("content-length", "0")
        if length.isdigit() and int(length) > self.limit:
            await self._refuse()
            return
        try:
            await self.app(self.scope, self.receive, self.send)
        except Exception:
            if not self.refused:
                raise

    async def receive(self) -> Message:
        if self.refused:
            raise _BodyTooLarge
        message = await self._receive()
        self._count(message)
        if self.read > self.limit:
            await self._refuse()
            raise _BodyTooLarge
        return message

    async def send(self, message: Message) -> None:
        if self.refused:  # what the application makes of the broken body
            return
        if message["type"] == "http.response.start":
            self.started = True
            headers = MutableHeaders(scope=message)
            for name, value in self._headers.items():
                headers.setdefault(name, value)
        await self._send(message)

    def _count(self, message: Message) -> None:
        if message["type"] == "http.request":
            self.read += len(message.get("body", b""))
            self.more = message.get("more_body", False)
        else:
            self.more = False

    async def _refuse(self) -> None:
        """Answer 413, or break off where a response has begun; then drop what still comes."""
        if self.started:
            self.refused = True
            raise _BodyTooLarge
        detail = f"Nội dung gửi lên quá {self.limit // 1000} kB."
        response = problem_response(Request(self.scope), 413, detail)
        response.headers["Connection"] = "close"
        await self.send(
            {"type": "http.response.start", "status": 413, "headers": response.raw_headers}
        )
        self.refused = True
        await self._send(
            {"type": "http.response.body", "body": bytes(response.body), "more_body": True}
        )
        with anyio.move_on_after(_DRAIN_SECONDS):
            while self.more and self.read < _DRAINED:
                self._count(await self._receive())
        await self._send({"type": "http.response.body", "body": b"", "more_body": False})


def install_limits(
    app: FastAPI, ancestors: str = "frame-ancestors 'self'", upload: int = PAGE_LIMIT
) -> None:
    """Refuse bodies that are too large and set the content policy; ``ancestors`` says which pages
    may show this server inside, ``upload`` the bytes of a file that comes in."""
    app.add_middleware(Limits, ancestors=ancestors, upload=upload + _AROUND)
