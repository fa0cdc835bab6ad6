"""Whether the process runs, and whether it answers."""

from typing import Any

from fastapi import APIRouter

from bot.doors.api.out.responses import of
from bot.doors.api.out.rest import LiveOut, ReadyOut
from bot.doors.api.service import ServiceDep

health = APIRouter(tags=["Vận hành"])


@health.get(
    "/health/live",
    summary="Tiến trình còn chạy",
    responses=of(LiveOut),
    response_model=None,
)
async def live() -> dict[str, str]:
    """Tiến trình còn đáp; không cần luồng nào khác."""
    return {"status": "ok"}


@health.get(
    "/health/ready",
    summary="Sẵn sàng trả lời",
    responses=of(ReadyOut, {503: {"description": "Chưa sẵn sàng; `detail` nói vì sao."}}),
    response_model=None,
)
async def ready(service: ServiceDep) -> dict[str, Any]:
    """Chỉ mục đã mở và mô hình đã nạp; trước đó là 503 kèm lý do."""
    library = service.ready().library
    edition = service.edition
    assert edition is not None
    return {
        "status": "ok",
        "edition": {
            "name": edition.name,
            "number": edition.collection.number,
            "made": edition.made,
        },
        "documents": len(library.documents),
        "clauses": sum(len(d.clauses) for d in library),
        "failures": len(library.failures),
        "records": service.recorder.state().as_json(),
    }
