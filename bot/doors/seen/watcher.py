"""Every request is counted, timed, logged and traced, by the route as it is written."""

import time

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.doors.seen.logs import log_request
from bot.doors.seen.metrics import Metrics
from bot.doors.seen.tracing import Tracing
from bot.records.caller import caller

NO_ROUTE = "-"  # refused before a route was found, or there is none
_METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))
# what comes all the time and says nothing
_QUIET = ("/health/", "/metrics", "/giao-dien", "/assets", "/static", "/gradio_api/heartbeat")


class Watcher:
    """ASGI middleware, right inside the one that gives requests their number."""

    def __init__(self, app: ASGIApp, metrics: Metrics, tracing: Tracing) -> None:
        self.app, self._metrics, self._tracing = app, metrics, tracing

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status, began = 500, time.perf_counter()  # what ends without a response is a fault

        async def told(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        method = scope["method"] if scope["method"] in _METHODS else "OTHER"
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        who = caller()
        with (
            self._metrics.in_flight.track_inprogress(),
            self._tracing.request(method, Headers(scope=scope)) as span,
        ):
            try:
                await self.app(scope, receive, told)
            finally:
                took = time.perf_counter() - began
                route = route_of(scope)
                self._metrics.requested(route, status, who.door, took)
                log_request(
                    method, route, status, round(took * 1000), quiet=path.startswith(_QUIET)
                )
                span.update(
                    {
                        "http.route": route,
                        "http.response.status_code": status,
                        "tongdai.door": who.door,
                        "tongdai.request_id": who.request_id,
                    }
                )


def route_of(scope: Scope) -> str:
    """The route as it is written; what a mounted application serves by the place of the mount."""
    path = getattr(scope.get("route"), "path", "")
    return str(path) or NO_ROUTE
