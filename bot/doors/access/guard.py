"""What stands before the API: which pages may call it, who has a key, how often one may ask.

Pure ASGI, before everything that reads a body. Refusals carry the headers that let a page of an
allowed origin read them.
"""

import hmac
from dataclasses import replace

import anyio
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.doors.access.keys import SCOPES, Key, KeyBook, KeysError, looks_like_key
from bot.doors.access.network import network_of
from bot.doors.access.origins import Origins, own_origin
from bot.doors.access.principal import SAFE, become, of_key, principal_in
from bot.doors.access.proxies import is_of_this_machine, own_names
from bot.doors.access.rates import Rates
from bot.doors.access.rights import Rights, rights_of, with_rights
from bot.doors.api.problems import Problem, problem_response
from bot.people.principal import Kind, Principal
from bot.people.roles import ASK, DOCUMENTS, QUESTIONS
from bot.records.caller import called_by, caller
from bot.records.database import database_of
from corpus.settings import Settings

_GUARDED = ("/api/", "/v1/", "/mcp")
# what the pages themselves fetch, and what is signed in its own way
_OPEN = (
    "/api/v1/documents",
    "/api/v1/feedback",
    "/api/v1/answers/",
    "/api/v1/channels/",
)
_ASKED = (
    "/api/v1/ask",
    "/api/v1/search",
    "/api/v1/hotline",
    "/v1/chat/completions",
    "/mcp",
    "/gradio_api/queue/join",  # a question on the page
    "/gradio_api/run/",  # the same, round the queue
)
# what is of administration, with the scope that it needs; a path that is not named needs all
_ADMIN = "/api/v1/admin/"
_SCOPED = {f"{_ADMIN}documents": DOCUMENTS, f"{_ADMIN}questions": QUESTIONS}
# what shows what the caller may see, to everyone or by a rule of its own
_PAGES = ("/documents", "/gioi-thieu", "/metrics", "/viec", "/widget")
_METHODS = "GET, POST, OPTIONS"
_ALLOWED = "Authorization, Content-Type, Accept, X-API-Key"
_PREFLIGHT_SECONDS = "600"
_NO_KEY = "Cần khóa truy cập: gửi `Authorization: Bearer KHÓA`; khóa do người quản trị cấp."
_WRONG_KEY = "Khóa truy cập không đúng hoặc đã bị thu hồi."
_NOT_TO_ASK = "Khóa này không có quyền hỏi; tạo khóa khác có quyền “ask”."
_ELSEWHERE = "Khóa này chỉ dùng được trong trình duyệt, từ các trang đã đăng ký."
_NO_RIGHT = "Cần quyền “{scope}”; hãy nhờ người quản trị cấp quyền hoặc khóa có quyền ấy."
_NO_TOKEN = "Phiên làm việc đã đổi hoặc trang đã cũ: tải lại trang rồi làm lại."
_OFTEN = "Anh/chị hỏi quá nhanh; vui lòng thử lại sau {wait} giây."


class Guard:
    """ASGI middleware over the paths of the API and the page's questions."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self._origins = Origins.of(settings.origins)
        self._keys = KeyBook(settings.data_dir, database_of(settings))
        self._required = settings.keys_required
        self._questions, self._reads = settings.rate_questions, settings.rate_reads
        self._own = own_names(settings)
        self._rates = Rates()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or say why not."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        guarded = path.startswith(_GUARDED)
        if not guarded and not path.startswith((*_ASKED, *_PAGES)):
            with with_rights(Rights()):
                await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origin = headers.get("origin", "")
        if guarded and origin and self._origins.allow(origin):
            send = _readable(send, origin)
        if guarded and scope["method"] == "OPTIONS" and "access-control-request-method" in headers:
            await self._preflight(origin)(scope, receive, send)
            return
        try:
            known = guarded or path.startswith(_PAGES)
            own = own_origin(headers, origin)
            key = await self._key(headers, origin, own) if known else None
            who = of_key(key) if key else principal_in(scope)
            needed = guarded and self._required and not path.startswith(_OPEN)
            if (needed or path.startswith(_ADMIN)) and who.kind is Kind.NOBODY:
                raise Problem(401, _NO_KEY)
            if key and path.startswith(_ASKED) and not key.may(ASK):
                raise Problem(403, _NOT_TO_ASK)
            _allowed(path, who, scope["method"], headers)
            wait = self._wait(path, key, scope)
        except KeysError as error:
            await self._refused(scope, Problem(503, str(error)))(scope, receive, send)
            return
        except Problem as problem:
            await self._refused(scope, problem)(scope, receive, send)
            return
        if wait:
            refused = self._refused(scope, Problem(429, _OFTEN.format(wait=wait)))
            refused.headers["Retry-After"] = str(wait)
            await refused(scope, receive, send)
            return
        if key:
            scope["tongdai.key"] = key.id
            become(scope, who)
            called_by(replace(caller(), key=key.id))
        rights = rights_of(who)
        if rights.internal:  # nothing between here and the official keeps it
            send = _unkept(send)
        with with_rights(rights):
            await self.app(scope, receive, send)

    def _preflight(self, origin: str) -> Response:
        if not self._origins.allow(origin):
            return Response(status_code=403)
        return Response(
            status_code=204,
            headers={
                "Access-Control-Allow-Methods": _METHODS,
                "Access-Control-Allow-Headers": _ALLOWED,
                "Access-Control-Max-Age": _PREFLIGHT_SECONDS,
            },
        )

    async def _key(self, headers: Headers, origin: str, own: bool) -> Key | None:
        """The key that is sent along; what has not the form of one of ours is no key, as programs
        written for others send words of their own."""
        scheme, _, token = headers.get("authorization", "").partition(" ")
        token = headers.get("x-api-key", "") or (token.strip() if scheme == "Bearer" else "")
        if not looks_like_key(token):
            return None
        key = await anyio.to_thread.run_sync(self._keys.find, token)
        if key is None:
            raise Problem(401, _WRONG_KEY)
        if key.origins and not own and origin.lower() not in key.origins:
            raise Problem(403, _ELSEWHERE)
        return key

    def _wait(self, path: str, key: Key | None, scope: Scope) -> int:
        """Seconds after which to come back, 0 for now."""
        asked = path.startswith(_ASKED)
        kind = "asked" if asked else "read"
        if key and key.rate and asked and (wait := self._rates.wait(key.rate, "key", key.id)):
            return wait
        if key and key.rate and not key.origins:  # a program, with a rate of its own
            return 0
        if is_of_this_machine(scope, self._own):  # programs beside this one
            return 0
        address = scope["client"][0] if scope.get("client") else ""
        most = self._questions if asked else self._reads
        return self._rates.wait(most, kind, network_of(address))

    @staticmethod
    def _refused(scope: Scope, problem: Problem) -> Response:
        response = problem_response(Request(scope), problem.status, problem.detail)
        if problem.status == 401:
            response.headers["WWW-Authenticate"] = "Bearer"
        return response


def _allowed(path: str, who: Principal, method: str, headers: Headers) -> None:
    """Problem 403 where what is asked for needs a right that the caller does not have, or a person
    who is signed in changes something without the session's token."""
    if not path.startswith(_ADMIN):
        return
    below = next((p for p in _SCOPED if path == p or path.startswith(f"{p}/")), "")
    wanted = {_SCOPED[below]} if below else set(SCOPES)
    if missing := sorted(one for one in wanted if not who.may(one)):
        raise Problem(403, _NO_RIGHT.format(scope=missing[0]))
    if who.kind is Kind.PERSON and method not in SAFE:
        sent = headers.get("x-csrf-token", "")
        if not who.csrf or not hmac.compare_digest(sent.encode(), who.csrf.encode()):
            raise Problem(403, _NO_TOKEN)


def _unkept(send: Send) -> Send:
    """``send`` whose response no cache may keep."""

    async def told(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message)["Cache-Control"] = "no-store"
        await send(message)

    return told


def _readable(send: Send, origin: str) -> Send:
    """``send`` that lets a page of ``origin`` read the response; no cookies are asked for."""

    async def told(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["Access-Control-Allow-Origin"] = origin
            headers["Access-Control-Expose-Headers"] = "Retry-After"
            headers.add_vary_header("Origin")
        await send(message)

    return told
