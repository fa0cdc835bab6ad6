"""What the pages and the API about questions share: what is looked at, with what, by whom."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Literal

from fastapi import Depends, Query, Request
from pydantic import StringConstraints

from bot.assemble import Assistant
from bot.doors.access.principal import needs
from bot.doors.api.problems import Problem
from bot.doors.api.service import Service, ServiceDep
from bot.inquiry.inquiry import Inquiry, InquiryError, Wanted
from bot.people.principal import Principal
from bot.people.roles import QUESTIONS, QUESTIONS_WORK
from bot.records.words import WordsError

_LOG = logging.getLogger(__name__)
Reader = Annotated[Principal, needs(QUESTIONS)]
Worker = Annotated[Principal, needs(QUESTIONS_WORK)]
Key = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
ReasonName = Literal["", "refused", "no_evidence", "out_of_scope", "disliked", "blocked", "failed"]
StateName = Literal["", "all", "open", "elsewhere", "done", "ignored"]
Days = Annotated[int, Query(ge=1, le=3660)]
Weeks = Annotated[int, Query(ge=1, le=104)]
Name = Annotated[str, Query(max_length=100)]
WEEKS = 12
GONE = (
    "Không còn câu hỏi này trong khoảng thời gian đang xem: có thể đã quá hạn lưu hoặc đã xóa; "
    "chọn khoảng dài hơn."
)


def wanted_of(
    days: Days = 90,
    reason: ReasonName = "",
    state: StateName = "open",
    province: Name = "",
    matter: Name = "",
) -> Wanted:
    """Which questions a request is about."""
    return Wanted(days, reason, "" if state == "all" else state, province, matter)


def _inquiry(request: Request) -> Inquiry:
    inquiry: Inquiry = request.app.state.inquiry
    return inquiry


def _public(service: ServiceDep) -> Assistant:
    """What answers everyone: by that it is judged what people get."""
    own = service.ready()
    edition = service.edition
    return edition.public if edition else own


WantedDep = Annotated[Wanted, Depends(wanted_of)]
InquiryDep = Annotated[Inquiry, Depends(_inquiry)]
PublicDep = Annotated[Assistant, Depends(_public)]


def apply_words(service: Service) -> None:
    """Let the next question be read with the words as they are now. Where that fails, the look that
    is taken once a second does it."""
    if service.desk.edition is None:
        return
    try:
        service.desk.refresh()
    except Exception:
        _LOG.exception("the officials' words were not taken up at once")


@contextmanager
def told() -> Iterator[None]:
    """What cannot be done as a problem that says why."""
    try:
        yield
    except (InquiryError, WordsError) as error:
        raise Problem(422, str(error)) from error
