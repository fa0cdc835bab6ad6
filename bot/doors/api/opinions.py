"""The route that takes what people think of an answer."""

import logging
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request
from pydantic import Field, StringConstraints

from bot.doors.api.problems import Problem
from bot.doors.api.schemas import Body
from bot.doors.api.service import ServiceDep
from bot.doors.api.unknown import known_query
from bot.records.database import DatabaseError

opinions = APIRouter(dependencies=[Depends(known_query)])
_LOG = logging.getLogger(__name__)
_FAILED = "Chưa ghi được góp ý; vui lòng thử lại sau."


class FeedbackIn(Body):
    """Một góp ý."""

    answer_id: Annotated[
        str,
        StringConstraints(pattern=r"^[A-Za-z0-9_-]{8,64}$"),
        Field(description="`answer_id` của câu trả lời", examples=["5f0c2a9b7d1e4c38"]),
    ]
    rating: Annotated[
        Literal["up", "down"], Field(description="`up`: hữu ích; `down`: chưa hữu ích")
    ]
    comment: Annotated[
        str,
        StringConstraints(max_length=2000),
        Field(description="Lời góp ý; số điện thoại, giấy tờ, thư điện tử được che khi lưu"),
    ] = ""


class FeedbackOut(Body):
    """Đã ghi."""

    status: Literal["recorded"] = "recorded"
    answer_id: str


@opinions.post(
    "/api/v1/feedback", status_code=201, summary="Góp ý về một câu trả lời", tags=["Hỏi đáp"]
)
def feedback(body: FeedbackIn, request: Request, service: ServiceDep) -> FeedbackOut:
    """Ghi một đánh giá. Câu trả lời không được lưu, nên mã đúng dạng nào cũng được nhận."""
    key = request.scope.get("tongdai.key", "")
    try:
        service.feedback.add(body.answer_id, body.rating, body.comment, key)
    except (OSError, DatabaseError) as error:
        _LOG.exception("feedback was not kept")
        raise Problem(503, _FAILED) from error
    service.metrics.rated(body.rating)
    return FeedbackOut(answer_id=body.answer_id)
