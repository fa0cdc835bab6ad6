"""Who calls and may they do it: the one way in which doors ask.

``principal_of(request)`` tells who calls (a person by the session's cookie, a program by its key,
or nobody); ``needs(SCOPE)`` is the dependency of a route that not everyone may use. A person's
request that changes something must bring the session's token: in a form as ``csrf``
(``csrf_of(request)``), in JSON as the header ``X-CSRF-Token``.
"""

import hmac
from collections.abc import Callable, Coroutine
from typing import Any, Final
from urllib.parse import quote

from fastapi import Depends, Request
from starlette.types import Scope

from bot.doors.access.keys import Key
from bot.doors.api.prefix import root_of
from bot.doors.api.problems import Problem
from bot.people.principal import NOBODY, Kind, Principal
from bot.people.roles import ROLE_NAMES, ROLES, SCOPES

SAFE: Final = ("GET", "HEAD", "OPTIONS")
SIGN_IN = "/dang-nhap"
_SLOT = "tongdai.principal"
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_WHO = (
    "Cần đăng nhập tại {sign_in}, hoặc gửi khóa có quyền “{scope}” (`Authorization: Bearer KHÓA`)."
)
_NOT_ALLOWED = "Cần quyền “{scope}” ({told}); người có quyền ấy: {roles}."
_NO_TOKEN = "Phiên làm việc đã đổi hoặc trang đã cũ: tải lại trang rồi làm lại."


class SignInFirst(Exception):
    """A page for those who are signed in: the browser goes to sign in, then comes back."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


def become(scope: Scope, principal: Principal) -> None:
    """From here on the request is this one's."""
    scope[_SLOT] = principal


def principal_in(scope: Scope) -> Principal:
    """Whose request it is."""
    found = scope.get(_SLOT, NOBODY)
    assert isinstance(found, Principal)
    return found


def principal_of(request: Request) -> Principal:
    """Whose request it is."""
    return principal_in(request.scope)


def csrf_of(request: Request) -> str:
    """What a form of this person must hold as ``csrf``."""
    return principal_of(request).csrf


def of_key(key: Key) -> Principal:
    """A program."""
    return Principal(Kind.KEY, key.id, key.name, scopes=frozenset(key.scopes))


def needs(scope: str) -> Any:
    """A route's dependency: its value is the ``Principal``; 401 without one (a page: to sign in),
    403 for one who may not, or whose request lacks the session's token."""
    return Depends(_needed(scope))


def _needed(scope: str) -> Callable[[Request], Coroutine[Any, Any, Principal]]:
    async def needed(request: Request) -> Principal:
        who = principal_of(request)
        if who.kind is Kind.NOBODY:
            raise _unknown(request, scope)
        if not who.may(scope):
            roles = " hoặc ".join(ROLE_NAMES[role] for role, may in ROLES.items() if scope in may)
            told = SCOPES.get(scope, scope)
            raise Problem(403, _NOT_ALLOWED.format(scope=scope, told=told, roles=roles))
        await same_session(request)
        return who

    return needed


async def same_session(request: Request) -> None:
    """Problem 403 where a person's request that changes something lacks the session's token."""
    who = principal_of(request)
    if who.kind is not Kind.PERSON or request.method in SAFE:
        return
    sent = request.headers.get("x-csrf-token", "")
    if not sent and request.headers.get("content-type", "").startswith(_FORMS):
        sent = str((await request.form()).get("csrf", ""))
    if not who.csrf or not hmac.compare_digest(sent.encode(), who.csrf.encode()):
        raise Problem(403, _NO_TOKEN)


def _unknown(request: Request, scope: str) -> Exception:
    root = root_of(request.scope)
    path = request.url.path.removeprefix(root)
    page = not path.startswith(("/api/", "/v1/", "/mcp", "/metrics"))
    if page and request.method in SAFE:
        back = path + (f"?{request.url.query}" if request.url.query else "")
        return SignInFirst(f"{root}{SIGN_IN}?den={quote(back, safe='')}")
    return Problem(401, _WHO.format(sign_in=root + SIGN_IN, scope=scope))
