"""The HTML around the page: in Vietnamese, and naming nothing of other hosts.

Gradio's own frame says ``lang="en"`` and describes itself to link previews with a picture that
lies elsewhere; whoever reads the page before scripts run (a screen reader, a preview) sees that.
"""

import re

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_PAGES = ("", "/", "/danh-gia/")
_ENGLISH = b'lang="en"'
_PREVIEW = re.compile(rb'<meta\s+(?:property="og:|name="twitter:)[^>]*>\s*')


class Shell:
    """ASGI middleware over the pages' HTML frame."""

    def __init__(self, app: ASGIApp, title: str) -> None:
        self.app = app
        self._title = f'<meta property="og:title" content="{title}">'.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; only the pages' own addresses are looked at."""
        path = scope.get("path", "").removeprefix(scope.get("root_path", ""))
        if scope["type"] != "http" or path not in _PAGES:
            await self.app(scope, receive, send)
            return
        await _Frame(self.app, self._title).serve(scope, receive, send)


class _Frame:
    """One response, held back until it is whole where it is HTML."""

    def __init__(self, app: ASGIApp, title: bytes) -> None:
        self._app, self._title = app, title
        self._start: Message | None = None
        self._body = b""

    async def serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def pass_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                kind = MutableHeaders(scope=message).get("content-type", "")
                coded = MutableHeaders(scope=message).get("content-encoding")
                if kind.startswith("text/html") and not coded:
                    self._start = message
                    return
            elif self._start is not None:
                self._body += message.get("body", b"")
                if not message.get("more_body", False):
                    await self._send(send)
                return
            await send(message)

        await self._app(scope, receive, pass_on)

    async def _send(self, send: Send) -> None:
        assert self._start is not None
        body = _PREVIEW.sub(b"", self._body.replace(_ENGLISH, b'lang="vi"', 1))
        body = body.replace(b"<head>", b"<head>" + self._title, 1)
        MutableHeaders(scope=self._start)["content-length"] = str(len(body))
        await send(self._start)
        await send({"type": "http.response.body", "body": body})
