"""Failures in Vietnamese, as tool errors that a model can read and act on."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from mcp.server.mcpserver.exceptions import (
    ResourceError,
    ResourceNotFoundError,
    ToolError,
    UnexpectedToolError,
)
from pydantic import ValidationError

from bot.doors.api.problems import field_of, message_of, told

_NOT_FOUND = 404
_FAILED = "Máy chủ gặp lỗi khi xử lý; hãy thử lại hoặc báo cho người quản trị."


@asynccontextmanager
async def as_tool_errors() -> AsyncIterator[None]:
    """What fails inside is told as the HTTP edge would tell it."""
    try:
        yield
    except Exception as error:
        raise ToolError(told(error, "mcp").detail) from None


@asynccontextmanager
async def as_resource_errors() -> AsyncIterator[None]:
    """The same for resources."""
    try:
        yield
    except Exception as error:
        problem = told(error, "mcp")
        kind = ResourceNotFoundError if problem.status == _NOT_FOUND else ResourceError
        raise kind(problem.detail) from None


def in_vietnamese(error: ToolError, name: str, known: list[str]) -> ToolError:
    """What the SDK says of a call that never reached its tool."""
    if name not in known:
        return ToolError(f"Không có công cụ “{name[:100]}”; đang có: {', '.join(known)}.")
    if isinstance(error.__cause__, ValidationError):
        return ToolError(" ".join(_line(one) for one in error.__cause__.errors()))
    if isinstance(error, UnexpectedToolError):
        return UnexpectedToolError(_FAILED)  # the SDK logs it with its traceback
    return error


def _line(error: Any) -> str:
    return f"Trường “{field_of(error['loc'])}” {message_of(error)}."
