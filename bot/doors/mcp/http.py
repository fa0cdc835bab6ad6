"""The MCP server at ``/mcp`` of the HTTP server (streamable HTTP, no sessions to be lost)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

from fastapi import FastAPI
from mcp.server.transport_security import TransportSecuritySettings
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.doors.api.limits import API_LIMIT
from bot.doors.api.prefix import root_of
from bot.doors.api.problems import problem_response
from bot.doors.api.service import Service
from bot.doors.mcp.server import make_server
from corpus.settings import Settings

PATH = "/mcp"
_PATIENCE = 60.0  # seconds that a call waits for the start
_LOCAL = ("127.0.0.1", "localhost", "[::1]")


class Door:
    """ASGI application; ``running`` is to be entered while the HTTP server runs."""

    def __init__(self, service: Service) -> None:
        settings = service.settings
        site = settings.public_url or settings.root_path
        self._server = make_server(service, patience=_PATIENCE, site=lambda: site)
        self._security = security_of(settings)
        self._inner: ASGIApp | None = None

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """The SDK's session manager, a new one each time: it cannot be entered twice."""
        inner = self._server.streamable_http_app(
            streamable_http_path=PATH,
            json_response=True,
            stateless_http=True,
            max_request_body_size=API_LIMIT,
            transport_security=self._security,
        )
        async with self._server.session_manager.run():
            self._inner = inner
            try:
                yield
            finally:
                self._inner = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if self._inner is None:
            response = problem_response(Request(scope), 503, "Máy chủ MCP chưa chạy.")
            await response(scope, receive, send)
            return
        await self._inner({**scope, "path": root_of(scope) + PATH}, receive, send)


def install_mcp(app: FastAPI, service: Service) -> None:
    """Serve ``/mcp``, with the server's own beginning and end."""
    door = Door(service)
    before = app.router.lifespan_context

    @asynccontextmanager
    async def both(of: FastAPI) -> AsyncIterator[Any]:
        async with door.running(), before(of) as state:
            yield state

    app.router.lifespan_context = both
    app.router.routes.extend(Route(path, endpoint=door) for path in (PATH, f"{PATH}/"))


def security_of(settings: Settings) -> TransportSecuritySettings:
    """By which names the server may be called: a page of another site that had its own name point
    here (DNS rebinding) is refused."""
    names = [name.strip() for name in settings.mcp_hosts.split(",") if name.strip()]
    if "*" in names:
        return TransportSecuritySettings(enable_dns_rebinding_protection=False)
    public = urlsplit(settings.public_url)
    hosts = [*_LOCAL, settings.host, *names, *([public.netloc] if public.netloc else [])]
    known = list(dict.fromkeys(h for host in hosts for h in (host, f"{host}:*")))
    origins = [f"{scheme}://{host}" for host in known for scheme in ("http", "https")]
    return TransportSecuritySettings(allowed_hosts=known, allowed_origins=origins)
