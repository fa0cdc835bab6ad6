"""The two cookies: of a session, and of the form with which one signs in."""

import hmac
import secrets

from fastapi import Request, Response

from bot.doors.access.identity import COOKIE, session_cookie
from bot.doors.access.origins import own_origin
from bot.doors.api.prefix import root_of
from bot.doors.api.problems import Problem
from corpus.settings import Settings

_BEFORE = "tongdai_truoc"
_BEGUN = "tongdai_oidc"
_BEGUN_SECONDS = 600
_STALE = "Trang đăng nhập đã cũ hoặc trình duyệt chặn cookie: tải lại trang rồi thử lại."


def session_of(request: Request) -> str:
    """The session's cookie, "" for none."""
    return session_cookie(request.scope)


def keep_session(request: Request, response: Response, token: str, settings: Settings) -> None:
    """Hand the session's cookie over; out of reach of scripts, over HTTPS alone where that is how
    the server is called."""
    response.set_cookie(
        COOKIE, token, path=_path(request), secure=_secure(request, settings), httponly=True,
        samesite="lax", max_age=settings.session_hours * 3600,
    )  # fmt: skip


def drop_session(request: Request, response: Response, settings: Settings) -> None:
    """Take it back."""
    response.delete_cookie(
        COOKIE, path=_path(request), secure=_secure(request, settings), httponly=True,
        samesite="lax",
    )  # fmt: skip


def form_token(request: Request) -> str:
    """What the form of someone who is not signed in holds: the value of its cookie, or a new one
    that ``keep_form_token`` sets."""
    return request.cookies.get(_BEFORE, "") or secrets.token_urlsafe(24)


def keep_form_token(
    request: Request, response: Response, token: str, settings: Settings
) -> Response:
    """The cookie beside the form."""
    response.set_cookie(
        _BEFORE, token, path=_path(request), secure=_secure(request, settings), httponly=True,
        samesite="strict",
    )  # fmt: skip
    return response


def begun_of(request: Request) -> str:
    """The cookie of a sign-in at the identity provider, "" for none."""
    return request.cookies.get(_BEGUN, "")


def keep_begun(request: Request, response: Response, token: str, settings: Settings) -> None:
    """The cookie of a sign-in under way: it comes back from the provider's page, so not strict."""
    response.set_cookie(
        _BEGUN, token, path=_path(request), secure=_secure(request, settings), httponly=True,
        samesite="lax", max_age=_BEGUN_SECONDS,
    )  # fmt: skip


def drop_begun(request: Request, response: Response, settings: Settings) -> None:
    """Take it back."""
    response.delete_cookie(
        _BEGUN, path=_path(request), secure=_secure(request, settings), httponly=True,
        samesite="lax",
    )  # fmt: skip


def same_form(request: Request, sent: str) -> None:
    """Problem 403 where the form is not one that this browser got from here."""
    origin = request.headers.get("origin", "")
    if origin and origin != "null" and not own_origin(request.headers, origin):
        raise Problem(403, _STALE)
    kept = request.cookies.get(_BEFORE, "")
    if not kept or not hmac.compare_digest(kept.encode(), sent.encode()):
        raise Problem(403, _STALE)


def _path(request: Request) -> str:
    return root_of(request.scope) or "/"


def _secure(request: Request, settings: Settings) -> bool:
    return request.url.scheme == "https" or settings.public_url.startswith("https:")
