"""Which methods an address takes: HEAD wherever GET is, and 405 with ``Allow`` for the others.

The page mounted at / serves whatever no route does, and would answer such a call with its own 404.
"""

import re
from collections.abc import Iterator

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.requests import Request
from starlette.routing import compile_path
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.doors.api.prefix import root_of
from bot.doors.api.problems import problem_response

_REST = "{rest:path}"  # routes that only say that there is no such address


class Methods:
    """ASGI middleware, nearest to the routes."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._table: list[tuple[re.Pattern[str], set[str]]] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        allowed = self._allowed(scope) if scope["type"] == "http" else set()
        method = scope.get("method")
        if not allowed or method in allowed:
            await self.app(scope, receive, send)
        elif method == "HEAD" and "GET" in allowed:
            inner = {**scope, "method": "GET"}
            try:
                await self.app(inner, receive, _without_body(send))
            finally:
                scope["route"] = inner.get("route")
        else:
            detail = "Địa chỉ này không nhận phương thức đã dùng."
            refused = problem_response(Request(scope), 405, detail)
            both = allowed | ({"HEAD"} if "GET" in allowed else set())
            refused.headers["Allow"] = ", ".join(sorted(both))
            await refused(scope, receive, send)

    def _allowed(self, scope: Scope) -> set[str]:
        """The methods of all routes of the address; none where no route knows it."""
        if self._table is None:
            self._table = list(_routes(scope["app"]))
        path = scope["path"].removeprefix(root_of(scope)) or "/"
        return set().union(*(methods for pattern, methods in self._table if pattern.match(path)))


def _routes(app: FastAPI) -> Iterator[tuple[re.Pattern[str], set[str]]]:
    for route in iter_route_contexts(app.routes):
        path, methods = route.path, route.methods
        if path and methods and not path.endswith(_REST):
            yield compile_path(path)[0], set(methods)


def _without_body(send: Send) -> Send:
    async def headers_only(message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return headers_only
