"""The server under a path of another site ("/tong-dai"), behind a proxy that strips it or not."""

from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send


class Prefix:
    """ASGI middleware: every request's path and ``root_path`` as ASGI has them, prefix included."""

    def __init__(self, app: ASGIApp, root: str) -> None:
        self.app, self.root = app, root

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] in ("http", "websocket"):
            scope = {**scope, "root_path": self.root}
            path = scope["path"]
            if path != self.root and not path.startswith(f"{self.root}/"):
                scope["path"] = self.root + path
                if scope.get("raw_path") is not None:
                    scope["raw_path"] = self.root.encode() + scope["raw_path"]
        await self.app(scope, receive, send)


def root_of(scope: Scope) -> str:
    """The path under which the server stands, without a slash at the end."""
    return str(scope.get("root_path", "")).rstrip("/")


def under_root(value: Any, root: str) -> Any:
    """``value`` (JSON) with ``root`` before every address of this server in a ``url`` field."""
    if not root:
        return value
    if isinstance(value, list):
        return [under_root(item, root) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: root + item
        if key == "url" and isinstance(item, str) and item.startswith("/")
        else under_root(item, root)
        for key, item in value.items()
    }


def links_under_root(html: str, root: str) -> str:
    """``html`` with ``root`` before the addresses of its links to this server."""
    return html.replace('href="/', f'href="{root}/') if root else html
