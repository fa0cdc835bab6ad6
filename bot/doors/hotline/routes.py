"""``POST /api/v1/hotline``: one turn of a call."""

import base64
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import PlainTextResponse, Response

from bot.doors.access.network import network_of
from bot.doors.access.principal import principal_of
from bot.doors.api.prefix import root_of, under_root
from bot.doors.api.problems import told
from bot.doors.api.service import AssistantDep, ServiceDep
from bot.doors.api.unknown import known_query
from bot.doors.hotline.acts import acts
from bot.doors.hotline.hotline import Hotline, Turned
from bot.doors.hotline.multipart import SCHEMA, FormRoute
from bot.doors.hotline.schemas import (
    AudioOut,
    HotlineIn,
    HotlineOut,
    KeyOut,
    OptionOut,
    PartOut,
    TransferOut,
)
from bot.doors.hotline.ssml import ssml
from bot.doors.hotline.summary import sms
from bot.people.principal import Kind
from corpus.settings import Settings

hotline_router = APIRouter(dependencies=[Depends(known_query)], route_class=FormRoute)


async def _hotline(request: Request) -> Hotline:
    hotline: Hotline = request.app.state.hotline
    return hotline


HotlineDep = Annotated[Hotline, Depends(_hotline)]


@hotline_router.post(
    "/api/v1/hotline",
    summary="Một lượt của cuộc gọi",
    response_model=HotlineOut,
    tags=["Điện thoại"],
    responses={
        204: {"description": "Người gọi đã gác máy; không có gì để nói."},
        404: {
            "description": "Không có cuộc gọi này, hoặc là của bên gọi khác; hãy bắt đầu cuộc mới."
        },
        409: {"description": "Mã cuộc gọi đã dùng."},
        410: {"description": "Cuộc gọi đã kết thúc."},
        502: {"description": "Máy chủ nhận dạng tiếng nói không đáp."},
    },
    openapi_extra=SCHEMA,
)
async def hotline(
    body: HotlineIn,
    request: Request,
    _: AssistantDep,
    service: ServiceDep,
    line: HotlineDep,
) -> HotlineOut | Response:
    """Lời đáp cho một lượt: chữ, SSML, và âm thanh nếu xin (`speak`); `action` nói việc tiếp theo.

    Lượt đầu không có `call_id`: người gọi được báo rằng một hệ thống trí tuệ nhân tạo trả lời.
    Nhận JSON, hoặc `multipart/form-data` với tệp `audio`.
    """
    try:
        turned = await line.turn(body, owner_of(request))
    except Exception as error:
        raise told(error, request.url.path) from error
    if turned is None:
        return Response(status_code=204)
    return _out(turned, service.settings, root_of(request.scope))


@hotline_router.get(
    "/api/v1/hotline/{call_id}/transfer",
    summary="Số để chuyển máy của một cuộc gọi",
    tags=["Điện thoại"],
    responses={404: {"description": "Không có cuộc gọi này."}},
    response_class=PlainTextResponse,
)
async def transfer(call_id: str, line: HotlineDep) -> PlainTextResponse:
    """Số điện thoại, hoặc dòng trống khi cuộc gọi không xin gặp người: cho kịch bản tổng đài."""
    wanted = line.calls.transfer_of(call_id)
    return PlainTextResponse(wanted.number if wanted else "")


def owner_of(request: Request) -> str:
    """Who goes on with a call that they began: the key or the person, else the place from where it
    is called."""
    who = principal_of(request)
    if who.kind is not Kind.NOBODY:
        return f"{who.kind} {who.id}"
    return network_of(request.client.host) if request.client else ""


def _out(turned: Turned, settings: Settings, root: str) -> HotlineOut:
    said, spoken = turned.said, turned.spoken
    answer: dict[str, Any] | None = None
    if said.answer:
        answer = under_root(said.answer.as_json(), root)
    return HotlineOut(
        call_id=turned.call_id,
        turn=turned.turn,
        input=turned.input,
        heard=turned.heard,
        text=said.text,
        parts=[PartOut(kind=part.kind.value, text=part.text) for part in said.parts],
        ssml=ssml(said.parts),
        action=said.action.value,
        choices=[
            OptionOut(key=str(number), label=option.label)
            for number, option in enumerate(said.options, start=1)
        ],
        keys=[KeyOut(key=a.key, act=a.name, meaning=a.meaning) for a in acts().values()],
        sms=sms(said.answer, settings.public_url, settings.sms_parts)
        if said.answer and said.answer.answers
        else "",
        transfer=TransferOut(number=said.transfer.number, summary=said.transfer.summary)
        if said.transfer
        else None,
        answer=answer,
        audio=AudioOut(
            rate=spoken.rate,
            seconds=round(spoken.seconds, 2),
            data=base64.b64encode(spoken.wav).decode(),
        )
        if spoken
        else None,
        remarks=list(turned.remarks),
    )
