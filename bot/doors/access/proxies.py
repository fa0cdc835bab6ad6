"""Proxies between callers and this server: whose word about the caller's address is believed.

A proxy on this machine is believed as long as nothing else is set: without that all visitors would
be this machine itself, whom no rate counts, and whose wrong passwords would be everyone's. Whoever
comes through a proxy that is not believed is counted by the proxy's address, never left uncounted;
the log says once which setting is missing.
"""

import logging
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any, cast
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from corpus.settings import Settings

_LOG = logging.getLogger(__name__)
# sent by proxies: what has one of them was not called by a program beside this one
FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
_LOCAL = ("127.0.0.1", "localhost", "[::1]")
_UNNAMED = (
    "Có yêu cầu đến qua máy trung gian %s chưa được tin: mọi người hỏi sau máy ấy bị đếm chung một "
    "địa chỉ. Nếu đó là máy của anh/chị (Caddy, nginx), đặt TONGDAI_TRUSTED_PROXIES gồm địa chỉ ấy "
    "rồi khởi động lại; nếu không thì bỏ qua."
)
_SILENT = (
    "Có yêu cầu đến qua một máy trung gian trên máy này mà không kèm X-Forwarded-For: mọi người "
    "hỏi bị đếm chung một địa chỉ. Cấu hình máy ấy gửi X-Forwarded-For (mẫu ở thư mục deploy/), "
    "và đặt TONGDAI_PUBLIC_URL là địa chỉ mà mọi người mở."
)
_NO_ADDRESS = (
    "Chưa đặt TONGDAI_PUBLIC_URL: liên kết mời cán bộ mang địa chỉ của chính máy chủ, các liên kết "
    "gửi đi mang địa chỉ mà người gọi đã gọi. Đặt biến này là địa chỉ mà mọi người mở, ví dụ "
    "https://hoidap.example.gov.vn, rồi khởi động lại."
)
_ONLY_HERE = (
    "TONGDAI_TRUSTED_PROXIES chỉ gồm máy này ({trusted}): nếu đứng sau máy trung gian ở máy khác, "
    "đặt biến này gồm địa chỉ của máy ấy; nếu không thì mọi người hỏi sau nó bị đếm chung."
)


class Proxies:
    """ASGI middleware before all others: the caller's own address, where a believed proxy tells
    it."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        named = [one for one in settings.trusted_proxies.split(",") if one]
        # as a socket that serves both kinds of addresses tells an IPv4 one
        mapped = [f"::ffff:{one}" for one in named if "." in one and "/" not in one]
        trusted = [*named, *mapped]
        inner = cast(Any, app)  # uvicorn has names of its own for the same
        self._known = ProxyHeadersMiddleware(inner, trusted_hosts=trusted) if named else None
        self._own = own_names(settings)
        self._told = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http" and not self._told:
            self._look(scope)
        await (self._known or self._app)(scope, receive, send)  # type: ignore[arg-type]

    def _look(self, scope: Scope) -> None:
        headers = Headers(scope=scope)
        peer = scope["client"][0] if scope.get("client") else ""
        if "x-forwarded-for" in headers:
            if self._known is None or peer not in self._known.trusted_hosts:
                self._told = True
                _LOG.warning(_UNNAMED, peer)
        elif is_loopback(peer) and not called_as_own(scope, self._own):
            self._told = True
            _LOG.warning(_SILENT)


def own_names(settings: Settings) -> frozenset[str]:
    """The names by which this server is called without a proxy between, in lower case."""
    others = (name.strip() for name in settings.mcp_hosts.split(","))
    return frozenset(one.lower() for one in (*_LOCAL, settings.host, *others) if one and one != "*")


def is_of_this_machine(scope: Scope, own: frozenset[str]) -> bool:
    """Whether a program on this machine called, with nothing between; ``own``: ``own_names``."""
    address = scope["client"][0] if scope.get("client") else ""
    headers = Headers(scope=scope)
    through = any(name in headers for name in FORWARDED)
    return is_loopback(address) and not through and called_as_own(scope, own)


def is_loopback(text: str) -> bool:
    """Whether it is an address of this machine, however it is written."""
    address = address_of(text)
    return address is not None and address.is_loopback


def address_of(text: str) -> IPv4Address | IPv6Address | None:
    """The address, an IPv4 one also where it is written as IPv6; None for what is none."""
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def called_as_own(scope: Scope, own: frozenset[str]) -> bool:
    """Whether the caller called this server by a name of its own, or by the address at which the
    call came in."""
    name = _host(Headers(scope=scope))
    server = str(scope["server"][0]) if scope.get("server") else ""
    return not name or name in own or name in (server, f"[{server}]")


def _host(headers: Headers) -> str:
    """The name in ``Host``, without the port."""
    try:
        parts = urlsplit(f"//{headers.get('host', '').lower()}")
        name = parts.hostname or ""
    except ValueError:
        return "?"
    return f"[{name}]" if ":" in name else name


def warnings_of(settings: Settings) -> list[str]:
    """What whoever starts the server should set, as far as the settings alone tell."""
    if is_loopback(settings.host) or settings.host == "localhost":
        return []
    found = [] if settings.public_url else [_NO_ADDRESS]
    named = [one for one in settings.trusted_proxies.split(",") if one]
    if all(is_loopback(one) for one in named):
        found.append(_ONLY_HERE.format(trusted=", ".join(named) or "không tin máy nào"))
    return found
