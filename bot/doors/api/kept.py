"""An answer that was given, as a file to take along."""

import logging
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import Response

from bot.answer import Answer
from bot.doors.api.out.responses import Responses
from bot.doors.api.problems import Problem
from bot.doors.api.service import GateDep, ServiceDep
from bot.render.file import answer_docx
from corpus.loaders.limits import current_limits, set_limits
from corpus.loaders.office.programs import ProgramError, has_program, to_pdf

KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
_LOG = logging.getLogger(__name__)
_SECONDS = 60.0  # for a file of a page or two; the turn is kept from others meanwhile
_NO_PDF = "Máy chủ chưa có LibreOffice để tạo PDF (chạy `make ocr`); hãy tải tệp DOCX."
_FAILED = (
    "LibreOffice trên máy chủ chưa tạo được PDF: hãy tải tệp DOCX, hoặc thử lại sau. Người quản "
    "trị: xem nhật ký, chạy thử `soffice --version`, cài lại bằng `make ocr`."
)
_FILE: Responses = {
    200: {"content": {kind: {"schema": {"type": "string", "format": "binary"}}
                      for kind in KINDS.values()}},
    404: {"description": "Câu trả lời không còn được giữ, hoặc không có loại tệp này."},
    501: {"description": "Máy chủ chưa có LibreOffice để tạo PDF; hãy tải tệp DOCX."},
    503: {"description": "LibreOffice không tạo được PDF (hãy tải tệp DOCX), hoặc máy chủ đang "
                         "bận, đang khởi động; thử lại sau `Retry-After` giây."},
}  # fmt: skip
kept = APIRouter(tags=["Hỏi đáp"])


@kept.get(
    "/api/v1/answers/{name}",
    summary="Câu trả lời dạng tệp DOCX hoặc PDF",
    responses=_FILE,
    response_class=Response,
)
async def answer_file(
    name: Annotated[
        str,
        Path(description="`answer_id` và đuôi tệp", examples=["5f0c2a9b7d1e4c38.docx"]),
    ],
    service: ServiceDep,
    gate: GateDep,
) -> Response:
    """Một câu trả lời gần đây thành tệp để lưu hồ sơ: `….docx`, `….pdf`."""
    answer_id, _, suffix = name.rpartition(".")
    if suffix not in KINDS:
        raise Problem(404, "Chỉ có tệp .docx và .pdf của câu trả lời.", "name")
    found = service.recent(answer_id)
    if found is None:
        raise Problem(404, "Câu trả lời này không còn được giữ; hãy hỏi lại rồi tải.", "name")
    raw = await gate.run(lambda: answer_bytes(*found, suffix))
    return Response(
        raw,
        media_type=KINDS[suffix],
        headers={"Content-Disposition": f'attachment; filename="tra-loi-{answer_id}.{suffix}"'},
    )


def answer_bytes(question: str, answer: Answer, kind: str) -> bytes:
    """The file; Problem 501 where this machine cannot make a PDF, 503 where it failed."""
    raw = answer_docx(question, answer)
    if kind == "docx":
        return raw
    if not has_program("soffice"):
        raise Problem(501, _NO_PDF)
    before = current_limits()
    set_limits(replace(before, seconds=min(before.seconds, _SECONDS)))
    try:
        return to_pdf(raw, ".docx")
    except (ProgramError, OSError) as error:  # OSError: no room for its files
        _LOG.error("no PDF of an answer: %s", error)
        raise Problem(503, _FAILED) from error
    finally:
        set_limits(before)
