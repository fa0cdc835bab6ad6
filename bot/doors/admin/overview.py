"""The overview with the off-switch, and the log of changes."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from bot.doors.access.principal import needs
from bot.doors.admin.office import OfficeDep
from bot.doors.admin.pages import go, page
from bot.doors.switch import notice_of, pause, resume
from bot.people.principal import Principal
from bot.people.roles import ASK, AUDIT, SWITCH

overview = APIRouter(include_in_schema=False)
_SHOWN = 200  # rows of the log


@overview.get("/quan-tri")
def shown(request: Request, office: OfficeDep, who: Annotated[Principal, needs(ASK)]) -> Response:
    """How it stands."""
    service: Any = getattr(request.app.state, "service", None)
    assistant = service.assistant if service else None
    return page(
        request,
        "quan-tri.html",
        notice=notice_of(office.settings.pause_file),
        may_switch=who.may(SWITCH),
        documents=len(assistant.library.documents) if assistant else 0,
        reason="" if assistant or service is None else service.error,
        records=service.recorder.state().as_json() if service else None,
        days=office.settings.records_days,
    )


@overview.post("/quan-tri/tam-dung")
def stop(
    request: Request,
    office: OfficeDep,
    who: Annotated[Principal, needs(SWITCH)],
    ly_do: Annotated[str, Form(max_length=300)] = "",
) -> Response:
    """Stop all answering."""
    pause(
        office.settings.pause_file,
        " ".join(ly_do.split()),
        lambda notice: office.audit.write(who.actor, "switch.off", notice=notice),
    )
    return go(request, "/quan-tri")


@overview.post("/quan-tri/mo-lai")
def start(
    request: Request, office: OfficeDep, who: Annotated[Principal, needs(SWITCH)]
) -> Response:
    """Answer again."""
    resume(office.settings.pause_file, lambda: office.audit.write(who.actor, "switch.on"))
    return go(request, "/quan-tri")


@overview.get("/quan-tri/nhat-ky", dependencies=[needs(AUDIT)])
def log(request: Request, office: OfficeDep) -> Response:
    """The newest rows, and whether the whole is untouched."""
    count, wrong = office.audit.check()
    rows = list(office.audit.rows(newest=_SHOWN))
    return page(request, "nhat-ky.html", rows=rows, count=count, wrong=wrong)
