"""What every response and request must keep to: size, and nothing from other hosts."""

from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request
from starlette.responses import Response

from bot.doors.api.problems import problem_response

_MAX_BODY = 1_000_000  # bytes
# the page may load only from this server: a browser that honours it asks nobody else
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self' ws: wss:; media-src 'self' data: blob:; worker-src 'self' blob:; "
    "frame-ancestors *; base-uri 'self'; form-action 'self'"
)


def install_limits(app: FastAPI) -> None:
    """Refuse bodies that are too large and set the content policy."""

    @app.middleware("http")
    async def limit(
        request: Request, call_next: Callable[[Request], Awaitable[Response]]
    ) -> Response:
        length = request.headers.get("content-length", "0")
        if request.url.path.startswith("/api/") and length.isdigit() and int(length) > _MAX_BODY:
            return problem_response(request, 413, f"Nội dung gửi lên quá {_MAX_BODY // 1000} kB.")
        response = await call_next(request)
        response.headers.setdefault("Content-Security-Policy", _POLICY)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "same-origin")
        return response
