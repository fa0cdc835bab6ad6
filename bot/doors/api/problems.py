"""Failures as RFC 9457 problem details in Vietnamese, naming the field and the remedy."""

import logging
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any, NamedTuple

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from bot.converse.seal import WrongState
from bot.deadline import OutOfTime
from bot.doors.api.unknown import UNKNOWN, unknown_name

_LOG = logging.getLogger(__name__)
_TITLES = {
    400: "Yêu cầu không đúng định dạng",
    401: "Chưa xác thực được người gọi",
    403: "Không được phép",
    404: "Không tìm thấy",
    405: "Phương thức không được hỗ trợ",
    409: "Trùng với điều đã có",
    410: "Không còn nữa",
    413: "Yêu cầu quá lớn",
    415: "Kiểu nội dung không được hỗ trợ",
    422: "Dữ liệu gửi lên không hợp lệ",
    429: "Quá nhiều yêu cầu",
    500: "Lỗi bên trong máy chủ",
    501: "Máy chủ này chưa làm được",
    502: "Máy chủ bên cạnh không trả lời",
    503: "Dịch vụ chưa sẵn sàng",
}
_MESSAGES = {
    "missing": "thiếu trường này",
    "string_type": "phải là chuỗi ký tự",
    "string_too_short": "không được để trống",
    "string_too_long": "dài quá {max_length} ký tự; hãy rút gọn",
    "too_long": "có quá nhiều phần tử (tối đa {max_length})",
    "list_type": "phải là danh sách",
    "dict_type": "phải là đối tượng JSON",
    "model_attributes_type": "phải là đối tượng JSON",
    "model_type": "phải là đối tượng JSON",
    "int_parsing": "phải là số nguyên",
    "int_type": "phải là số nguyên",
    "greater_than_equal": "phải từ {ge} trở lên",
    "less_than_equal": "tối đa là {le}",
    "literal_error": "chỉ nhận một trong: {expected}",
    "string_pattern_mismatch": "không đúng dạng cần có",
    "date_from_datetime_parsing": "phải là ngày dạng NĂM-THÁNG-NGÀY, ví dụ 2023-06-07",
    "date_parsing": "phải là ngày dạng NĂM-THÁNG-NGÀY, ví dụ 2023-06-07",
    "date_type": "phải là ngày dạng NĂM-THÁNG-NGÀY, ví dụ 2023-06-07",
    "value_error": "{error}",
}


class Problem(Exception):
    """A failure to be told to the caller; ``field`` names the part of the request at fault."""

    def __init__(self, status: int, detail: str, field: str | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.field = field

    @property
    def errors(self) -> list[dict[str, str]] | None:
        """The field at fault as the problem object lists it."""
        return [{"field": self.field, "message": self.detail}] if self.field else None


# failures that the caller can do something about, by class: whoever adds a class adds a row here
_KNOWN: dict[type[BaseException], tuple[int, str]] = {
    OutOfTime: (
        503,
        "Câu hỏi này cần nhiều thời gian hơn mức cho phép; hãy hỏi ngắn hơn hoặc thử lại sau.",
    ),
}
_FAILED = "Máy chủ gặp lỗi khi xử lý; hãy thử lại hoặc báo cho người quản trị."


def as_problem(error: BaseException) -> Problem:
    """What the caller is told of ``error``: its row, its base class's row, or a plain 500."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, WrongState):
        return Problem(422, str(error), "state")
    for kind in type(error).__mro__:
        if row := _KNOWN.get(kind):
            return Problem(*row)
    return Problem(500, _FAILED)


def told(error: Exception, place: str) -> Problem:
    """``as_problem``, and what was not foreseen goes to the log with its traceback."""
    problem = as_problem(error)
    if problem.status == HTTPStatus.INTERNAL_SERVER_ERROR:
        _LOG.error("unhandled failure at %s", place, exc_info=error)
    return problem


def problem_body(
    path: str, status: int, detail: str, errors: list[dict[str, str]] | None = None
) -> dict[str, Any]:
    """The problem object; ``errors`` names the fields at fault."""
    title = _TITLES.get(status) or HTTPStatus(status).phrase
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": path,
    }
    if errors:
        body["errors"] = errors
    return body


class Told(NamedTuple):
    """A failure as it goes out."""

    status: int
    body: dict[str, Any]
    media_type: str


# how a status, its detail and the fields at fault are told by a door with a form of its own
Form = Callable[[int, str, list[dict[str, str]] | None], Told]
# the same as a page for people, with what pydantic found; None where no person is before it
AsPage = Callable[[Request, int, str, Sequence[Any]], Response | None]


def problem_response(
    request: Request,
    status: int,
    detail: str,
    errors: list[dict[str, str]] | None = None,
    found: Sequence[Any] = (),
) -> Response:
    """An ``application/problem+json`` response, one in the form of the door that was called
    (``app.state.problem_forms``, by the beginning of the path), or a page where a person opened one
    (``app.state.problem_page``); ``found`` is what pydantic found wrong."""
    if as_page := _as_page(request):
        page = as_page(request, status, detail, found)
        if page is not None:
            return page
    path = request.url.path.removeprefix(str(request.scope.get("root_path", "")))
    form = next((form for begins, form in _forms(request).items() if path.startswith(begins)), None)
    if form:
        told_as = form(status, detail, errors)
    else:
        body = problem_body(request.url.path, status, detail, errors)
        told_as = Told(status, body, "application/problem+json")
    headers = {"Retry-After": "10"} if status == HTTPStatus.SERVICE_UNAVAILABLE else None
    return JSONResponse(
        told_as.body, status_code=told_as.status, media_type=told_as.media_type, headers=headers
    )


def _as_page(request: Request) -> AsPage | None:
    app = request.scope.get("app")
    return getattr(app.state, "problem_page", None) if app is not None else None


def _forms(request: Request) -> Mapping[str, Form]:
    app = request.scope.get("app")
    return getattr(app.state, "problem_forms", {}) if app is not None else {}


def install_problem_handlers(app: FastAPI) -> None:
    """Make every failure of ``app`` a problem response."""

    @app.exception_handler(Problem)
    async def on_problem(request: Request, error: Problem) -> Response:
        return problem_response(request, error.status, error.detail, error.errors)

    @app.exception_handler(RequestValidationError)
    async def on_invalid(request: Request, error: RequestValidationError) -> Response:
        found = error.errors()
        if any(e["type"] == "json_invalid" for e in found):
            return problem_response(request, 400, "Nội dung gửi lên không phải JSON hợp lệ.")
        errors, said = [], []
        for e in found:
            field, strange = field_of(e["loc"]), e["type"] == UNKNOWN
            message = unknown_name(request, e) if strange else message_of(e)
            errors.append({"field": field, "message": message})
            said.append(message if strange else f"Trường “{field}” {message}.")
        return problem_response(request, 422, " ".join(said), errors, found)

    @app.exception_handler(HTTPException)
    async def on_http(request: Request, error: HTTPException) -> Response:
        details = {
            404: "Không có địa chỉ này.",
            405: "Địa chỉ này không nhận phương thức đã dùng.",
        }
        detail = details.get(error.status_code, str(error.detail))
        response = problem_response(request, error.status_code, detail)
        response.headers.update(error.headers or {})  # "Allow" and the like
        return response

    @app.exception_handler(Exception)
    async def on_failure(request: Request, error: Exception) -> Response:
        problem = told(error, request.url.path)
        response = problem_response(request, problem.status, problem.detail)
        if number := request.scope.get("tongdai.request_id"):  # what gives it is passed by
            response.headers["X-Request-ID"] = number
        return response


def field_of(location: tuple[int | str, ...]) -> str:
    """Where a validation failed, as the caller wrote it: "history.0.role"."""
    parts = [str(part) for part in location if part not in ("body", "query", "path")]
    return ".".join(parts) or "body"


def message_of(error: Any) -> str:
    """What pydantic found wrong, in Vietnamese."""
    template = _MESSAGES.get(error["type"], "có giá trị không hợp lệ")
    context = {k: str(v).replace(" or ", " hoặc ") for k, v in (error.get("ctx") or {}).items()}
    try:
        return template.format(**context)
    except KeyError:
        return "có giá trị không hợp lệ"
