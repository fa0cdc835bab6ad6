"""``POST /api/v1/channels/{name}/messages``: a message of a chat channel, signed."""

import asyncio
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import JSONResponse, Response

from bot.doors.api.out.rest import AcceptedOut, ReplyOut
from bot.doors.api.problems import Problem, told
from bot.doors.api.service import Service
from bot.doors.channels.channel import Channel, Message, Reply
from bot.doors.channels.config import Entry
from bot.doors.channels.desk import Desk
from bot.doors.channels.signature import SIGNATURE_HEADER, TIME_HEADER
from bot.doors.channels.webhook import MessageIn, Webhook
from bot.doors.links import site_of

_BODY = {
    "required": True,
    "content": {"application/json": {"schema": MessageIn.model_json_schema()}},
}
_SIGNED = [
    {
        "name": TIME_HEADER,
        "in": "header",
        "required": True,
        "description": "Thời điểm ký, giây Unix",
        "schema": {"type": "string"},
    },
    {
        "name": SIGNATURE_HEADER,
        "in": "header",
        "required": True,
        "description": "`sha256=` và HMAC-SHA256 dạng hex",
        "schema": {"type": "string"},
    },
]


def install_channels(app: FastAPI, service: Service, entries: Mapping[str, Entry]) -> None:
    """Serve the channels of the file, by name."""
    channels: Mapping[str, Channel] = {name: Webhook(entry) for name, entry in entries.items()}
    app.include_router(_router(channels, service))


def _router(channels: Mapping[str, Channel], service: Service) -> APIRouter:
    router, desk = APIRouter(), Desk(service)
    sending: set[asyncio.Task[None]] = set()  # held, or they would be collected

    @router.post(
        "/api/v1/channels/{name}/messages",
        summary="Tin nhắn của một kênh chat, có chữ ký",
        tags=["Kênh chat"],
        response_model=None,
        responses={
            200: {"model": ReplyOut},
            202: {"model": AcceptedOut, "description": "Đã nhận; lời đáp gửi tới kênh sau."},
            404: {"description": "Không có kênh này."},
        },
        openapi_extra={"requestBody": _BODY, "parameters": _SIGNED},
    )
    async def message(name: str, request: Request) -> Response:
        """Một tin vào, lời đáp gọn ra. Tin được ký bằng khóa của kênh: HMAC-SHA256 của
        “thời điểm.nội dung”."""
        channel = channels.get(name)
        if channel is None:
            raise Problem(404, f"Không có kênh “{name[:50]}”; xem tệp TONGDAI_CHANNELS.", "name")
        read = channel.read(request.headers, await request.body())
        service.ready()
        service.not_paused()
        site = site_of(service.settings, request)
        if channel.posts:
            if not desk.known(name, read):
                service.gate.check()
                task = asyncio.create_task(_deliver(channel, name, read, site))
                sending.add(task)
                task.add_done_callback(sending.discard)
            return _json({"message_id": read.id, "accepted": True}, 202)
        try:
            reply = await desk.answer(name, read, site)
        except Exception as error:
            raise told(error, request.url.path) from error
        return _json(reply.as_json(), 200)

    async def _deliver(channel: Channel, name: str, read: Message, site: str) -> None:
        try:
            reply = await desk.answer(name, read, site)
        except Exception as error:
            problem = told(error, name)
            reply = Reply(read.id, read.conversation, "error", problem.detail)
        await channel.send(reply)

    return router


def _json(body: dict[str, Any], status: int) -> JSONResponse:
    return JSONResponse(body, status_code=status)
