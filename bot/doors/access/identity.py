"""Whose browser it is: the session's cookie, looked up before anything else is decided."""

import anyio
from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.doors.access.origins import own_origin
from bot.doors.access.principal import SAFE, become
from bot.people.sessions import Sessions
from bot.records.database import DatabaseError

COOKIE = "tongdai_phien"
# what everyone loads, the same for all
_SAME_FOR_ALL = ("/giao-dien/", "/widget", "/health/", "/assets/", "/static/")


class Identity:
    """ASGI middleware: the request of a person who is signed in is that person's.

    A page of another site that makes a browser send a request is nobody, whatever cookie the
    browser added: what only reads is read as by anyone, what would change something is refused by
    what guards it.
    """

    def __init__(self, app: ASGIApp, sessions: Sessions) -> None:
        self.app, self._sessions = app, sessions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http":
            token = session_cookie(scope)
            if token and not is_foreign(scope):
                try:
                    found = await anyio.to_thread.run_sync(self._sessions.principal, token)
                except DatabaseError:
                    found = None  # nobody, as far as one can tell
                if found is not None:
                    become(scope, found)
        await self.app(scope, receive, send)


def session_cookie(scope: Scope) -> str:
    """The cookie's value, "" where it is not of use."""
    path = scope["path"].removeprefix(scope.get("root_path", ""))
    sent = Headers(scope=scope).get("cookie", "")
    if COOKIE not in sent or path.startswith(_SAME_FOR_ALL):
        return ""
    return cookie_parser(sent).get(COOKIE, "")


def is_foreign(scope: Scope) -> bool:
    """Whether a page of another site had the request sent."""
    if scope["method"] in SAFE:
        return False
    headers = Headers(scope=scope)
    origin, site = headers.get("origin", ""), headers.get("sec-fetch-site", "")
    if origin and not own_origin(headers, origin):
        return True
    return site not in ("", "same-origin", "none")
