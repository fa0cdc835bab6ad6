"""Failures as OpenAI's clients read them: ``{"error": {"message", "type", "param", "code"}}``.

The clients make their exceptions from the HTTP status, and show ``message``: it is Vietnamese.
"""

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI

from bot.doors.api.problems import Told
from bot.doors.openai.out import ChunkOut, OpenAIErrorOut

PATH = "/v1/"
MODEL_FIELD = "model"
# type and code by status, as OpenAI's own server gives them
_KINDS = {
    HTTPStatus.UNAUTHORIZED: ("authentication_error", "invalid_api_key"),
    HTTPStatus.FORBIDDEN: ("permission_error", None),
    HTTPStatus.TOO_MANY_REQUESTS: ("rate_limit_error", "rate_limit_exceeded"),
    HTTPStatus.SERVICE_UNAVAILABLE: ("server_error", "service_unavailable"),
}
_CALLERS_FAULT = ("invalid_request_error", None)
_SERVERS_FAULT = ("server_error", None)


def error_body(
    status: int, detail: str, errors: list[dict[str, str]] | None = None
) -> dict[str, Any]:
    """The error object; ``param`` is the first field at fault."""
    default = _SERVERS_FAULT if status >= HTTPStatus.INTERNAL_SERVER_ERROR else _CALLERS_FAULT
    kind, code = _KINDS.get(HTTPStatus(status), default)
    param = errors[0]["field"] if errors else None
    if status == HTTPStatus.NOT_FOUND and param == MODEL_FIELD:
        code = "model_not_found"
    return {"error": {"message": detail, "type": kind, "param": param, "code": code}}


def _form(status: int, detail: str, errors: list[dict[str, str]] | None) -> Told:
    """422 is 400 there: OpenAI's server has no other status for a wrong request."""
    if status == HTTPStatus.UNPROCESSABLE_ENTITY:
        status = HTTPStatus.BAD_REQUEST
    return Told(status, error_body(status, detail, errors), "application/json")


def install_openai_errors(app: FastAPI) -> None:
    """Every failure under ``/v1/`` in OpenAI's form, whoever of the application tells it."""
    app.state.problem_models = {PATH: (OpenAIErrorOut, ChunkOut)}
    app.state.problem_forms = {**getattr(app.state, "problem_forms", {}), PATH: _form}
