"""Turns sent as a form with a file: turned into the JSON that the route reads, one schema for both.

``audio`` is the file; every other field is text, ``filters`` JSON.
"""

import base64
import json
import re
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.datastructures import Headers, UploadFile
from starlette.types import Message

from bot.doors.api.problems import Problem

_FLAGS = ("start", "silence", "hangup")
_FIELDS = 12
_RATE = re.compile(r"[0-9]{1,6}")
SCHEMA: dict[str, Any] = {
    "requestBody": {
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "audio": {"type": "string", "format": "binary"},
                        **{
                            name: {"type": "string"}
                            for name in ("call_id", "input", "text", "keys", "speak", "filters")
                        },
                        **{name: {"type": "boolean"} for name in _FLAGS},
                    },
                }
            }
        }
    }
}


class FormRoute(APIRoute):
    """A route that takes ``multipart/form-data`` beside JSON."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler, forms made JSON before it."""
        handler = super().get_route_handler()

        async def handle(request: Request) -> Response:
            if request.headers.get("content-type", "").startswith("multipart/form-data"):
                request = await _as_json(request)
            return await handler(request)

        return handle


async def _as_json(request: Request) -> Request:
    body: dict[str, Any] = {}
    async with request.form(max_files=1, max_fields=_FIELDS) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                body[name] = base64.b64encode(await value.read()).decode()
            else:
                body[name] = _value(name, value)
    sent = json.dumps(body).encode()

    async def receive() -> Message:
        return {"type": "http.request", "body": sent, "more_body": False}

    headers = Headers(scope=request.scope).mutablecopy()
    headers["content-type"] = "application/json"
    headers["content-length"] = str(len(sent))
    return Request({**request.scope, "headers": headers.raw}, receive)


def _value(name: str, text: str) -> Any:
    """A form's text as the JSON value that the field is of."""
    if name in _FLAGS:
        return text.strip().lower() in ("1", "true", "yes", "on")
    if name == "speak":
        return int(text) if _RATE.fullmatch(text.strip()) else text
    if name != "filters":
        return text
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise Problem(422, "Trường “filters” không phải JSON hợp lệ.", name) from None
