"""How a route says what it answers, for the description of the interface."""

from typing import Any

from pydantic import BaseModel

Responses = dict[int | str, dict[str, Any]]

STARTING: Responses = {503: {"description": "Đang khởi động."}}
NOT_THERE: Responses = {404: {"description": "Không có trong kho."}}


def of(model: type[BaseModel], more: Responses | None = None) -> Responses:
    """What a route answers with; what it returns goes out as it is, the model describes it."""
    return {200: {"model": model}, **(more or {})}
