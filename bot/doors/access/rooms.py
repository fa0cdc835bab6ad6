"""Whole parts of the server for those who may alone, whatever stands in them."""

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.doors.access.principal import SIGN_IN, principal_in
from bot.doors.api.problems import problem_response
from bot.people.principal import Kind
from bot.people.roles import EVALUATE

# beginnings of paths, each with what is needed: applications of others stand there
_ROOMS = {"/danh-gia": EVALUATE}


class Rooms:
    """ASGI middleware: a browser without a session is sent to sign in, others are refused."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        root = scope.get("root_path", "")
        path = scope.get("path", "").removeprefix(root)
        needed = next((s for begins, s in _ROOMS.items() if path.startswith(begins)), "")
        if not needed or scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        who = principal_in(scope)
        if who.may(needed):
            await self.app(scope, receive, send)
            return
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        await _refusal(Request(scope), who.kind is Kind.NOBODY, root, path)(scope, receive, send)


def _refusal(request: Request, nobody: bool, root: str, path: str) -> Response:
    if nobody and request.method == "GET" and "text/html" in request.headers.get("accept", ""):
        return RedirectResponse(f"{root}{SIGN_IN}?den={quote(path, safe='')}", 303)
    status = 401 if nobody else 403
    return problem_response(
        request, status, "Trang đánh giá chỉ dành cho quản trị viên đã đăng nhập."
    )
