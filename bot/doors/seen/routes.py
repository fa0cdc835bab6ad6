"""``/metrics``: for this machine, for addresses of a setting, for who has the right."""

from ipaddress import ip_network

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response

from bot.doors.access.principal import principal_of
from bot.doors.access.proxies import address_of, is_of_this_machine, own_names
from bot.doors.api.out.responses import Responses
from bot.doors.api.problems import Problem
from bot.doors.api.service import ServiceDep
from bot.doors.seen.metrics import MEDIA_TYPE
from bot.people.principal import Kind
from bot.people.roles import METRICS
from corpus.settings import Settings

seen = APIRouter(tags=["Vận hành"])
_WHO = (
    "Số liệu chỉ đọc được từ chính máy này, từ các địa chỉ trong TONGDAI_METRICS_FROM, hoặc với "
    f"khóa có quyền “{METRICS}” (`python -m bot keys add TÊN --scope {METRICS}`)."
)
_RESPONSES: Responses = {
    200: {"content": {"text/plain": {"schema": {"type": "string"}}}},
    401: {"description": "Gọi từ nơi khác mà không có khóa."},
    403: {"description": "Khóa hoặc người đăng nhập không có quyền xem số liệu."},
    429: {"description": "Đọc quá nhanh; thử lại sau `Retry-After` giây."},
    503: {"description": "Không đọc được các khóa; thử lại sau `Retry-After` giây."},
}


@seen.get(
    "/metrics",
    summary="Số liệu vận hành, dạng Prometheus",
    responses=_RESPONSES,
    response_class=PlainTextResponse,
)
def metrics(request: Request, service: ServiceDep) -> Response:
    """Số đếm và thời gian; không có nội dung câu hỏi, không có địa chỉ người gọi."""
    who = principal_of(request)
    if not who.may(METRICS) and not _near(request, service.settings):
        raise Problem(401 if who.kind is Kind.NOBODY else 403, _WHO)
    return Response(service.metrics.text(), media_type=MEDIA_TYPE)


def _near(request: Request, settings: Settings) -> bool:
    """Whether the caller stands on this machine, or at an allowed address. What came through a
    proxy that is not named in ``TONGDAI_TRUSTED_PROXIES`` is not from this machine, whatever the
    address says; a named one has put the caller's own address in its place."""
    address = address_of(request.client.host if request.client else "")
    if address is None:
        return False
    if address.is_loopback:
        return is_of_this_machine(request.scope, own_names(settings))
    return any(address in ip_network(one) for one in settings.metrics_from.split(",") if one)
