"""The description of the HTTP interface (OpenAPI): what FastAPI reads off the routes, and what
stands before every route: keys, rates, sizes, methods, unknown names.

Each refusal of that kind is one row of ``_REFUSALS``; a route declares only its own statuses.
"""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from bot.doors.api.out.rest import ProblemOut
from bot.doors.api.out.streams import EVENTS, REF, reference

_DESCRIPTION = """
Hỏi đáp văn bản chỉ đạo, trích dẫn nguyên văn điều khoản. Điều mà văn bản không nêu thì nói là
không nêu: bị từ chối vẫn là một kết quả (mã 200, xem `status`).

Lỗi theo RFC 9457 (`application/problem+json`), bằng tiếng Việt, nêu cách sửa và trường sai; dưới
`/v1/` thì theo dạng của OpenAI. `429` và `503` kèm `Retry-After` (giây), `405` kèm `Allow`. Mọi
địa chỉ nhận `GET` đều nhận `HEAD`.

Khóa truy cập (nếu máy chủ đòi): `Authorization: Bearer KHÓA` hoặc `X-API-Key: KHÓA`. Máy chủ MCP ở
`/mcp` có cách mô tả riêng của nó.
"""
_TAGS = {
    "Hỏi đáp": "Hỏi, nhận câu trả lời có trích dẫn, góp ý",
    "Văn bản": "Văn bản, điều khoản, việc được giao, tìm kiếm",
    "Việc được giao": "Việc của cơ quan, hạn, tệp mang về",
    "OpenAI": "Theo dạng của OpenAI, cho chương trình viết sẵn",
    "Điện thoại": "Từng lượt của một cuộc gọi",
    "Kênh chat": "Tin nhắn có chữ ký của Zalo, Telegram và các kênh khác",
    "Trang": "Trang cho người đọc, mã nhúng cho cổng thông tin",
    "Quản trị văn bản": "Thêm, sửa thông tin, công bố, thu hồi văn bản khi máy chủ đang chạy",
    "Vận hành": "Máy chủ còn chạy, đã sẵn sàng chưa",
}
_REFUSALS = {
    400: "Nội dung gửi lên không đọc được (không phải JSON hợp lệ, hoặc sai dạng).",
    401: "Cần khóa truy cập, hoặc khóa (chữ ký) không đúng.",
    403: "Khóa này chỉ dùng được từ các trang đã đăng ký.",
    404: "Không có địa chỉ, văn bản, điều khoản hay tệp này.",
    405: "Địa chỉ này không nhận phương thức đã dùng; `Allow` kể các phương thức nhận được.",
    413: "Nội dung gửi lên quá lớn.",
    422: "Một trường sai; `errors` nêu trường nào và cách sửa.",
    429: "Hỏi quá nhanh; thử lại sau `Retry-After` giây.",
    503: "Đang khởi động, đang bận hoặc tạm dừng; thử lại sau `Retry-After` giây.",
}
_RETRY = {
    "Retry-After": {
        "description": "Số giây nên đợi",
        "required": True,
        "schema": {"type": "integer", "minimum": 1},
    }
}
_HEADERS = {
    405: {
        "Allow": {
            "description": "Các phương thức nhận được",
            "required": True,
            "schema": {"type": "string"},
        }
    },
    429: _RETRY,
    503: _RETRY,
}
_KEYS = {
    "KhoaBearer": {
        "type": "http",
        "scheme": "bearer",
        "description": "Khóa do người quản trị cấp (`python -m bot keys add`)",
    },
    "KhoaRieng": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
}

_ADMIN = "/api/v1/admin/"  # nothing of it without a key


def install_description(app: FastAPI) -> None:
    """Serve the whole description at ``/openapi.json``. A door with a form of its own for failures
    names its models by the beginning of its path (``app.state.problem_models``: the failure's
    first)."""

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _described(app)
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]


def _described(app: FastAPI) -> dict[str, Any]:
    found = get_openapi(
        title=app.title,
        version=app.version,
        description=_DESCRIPTION,
        routes=app.routes,
        tags=[{"name": name, "description": text} for name, text in _TAGS.items()],
    )
    forms: dict[str, tuple[type[BaseModel], ...]] = getattr(app.state, "problem_models", {})
    models = [*EVENTS.values(), *(model for row in forms.values() for model in row)]
    _, own = models_json_schema([(model, "serialization") for model in models], ref_template=REF)
    parts = found["components"]
    parts["schemas"] = {**own["$defs"], **parts["schemas"]}
    parts["securitySchemes"] = _KEYS
    for name in ("HTTPValidationError", "ValidationError"):  # FastAPI's own form; ours is another
        parts["schemas"].pop(name, None)
    for path, operations in found["paths"].items():
        for operation in operations.values():
            form = next((row[0] for begins, row in forms.items() if path.startswith(begins)), None)
            _complete(path, operation, form)
    return found


def _complete(path: str, operation: dict[str, Any], form: type[BaseModel] | None) -> None:
    """The statuses that the route itself does not tell, each with its form."""
    responses: dict[str, Any] = operation["responses"]
    if "422" in responses and "/components/schemas/HTTPValidationError" in str(responses["422"]):
        del responses["422"]
    for refused in _before(path, operation):
        responses.setdefault(str(refused), {"description": _REFUSALS[refused]})
    media = "application/json" if form else "application/problem+json"
    for status, response in responses.items():
        if int(status) < 400:
            continue
        response.setdefault("content", {media: {"schema": reference(form or ProblemOut)}})
        if headers := _HEADERS.get(int(status)):
            response.setdefault("headers", headers)
    operation["responses"] = dict(sorted(responses.items()))
    if path.startswith(("/api/", "/v1/", "/metrics")):
        own: list[dict[str, list[str]]] = [{name: []} for name in _KEYS]
        operation["security"] = own if path.startswith(_ADMIN) else [{}, *own]


def _before(path: str, operation: dict[str, Any]) -> Iterator[int]:
    """What the guard, the limits and the reading of the request may answer."""
    yield 405
    guarded, openai = path.startswith(("/api/", "/v1/")), path.startswith("/v1/")
    if guarded:
        yield from (401, 403, 429, 503)
    if "requestBody" in operation:
        yield from (400, 413)
    in_query = any(p["in"] == "query" for p in operation.get("parameters", ()))
    if not openai and (path.startswith("/api/") or in_query or "requestBody" in operation):
        yield 422
