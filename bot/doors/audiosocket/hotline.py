"""The HTTP hotline as a line asks it: a turn goes there, words come back as sound."""

import asyncio
import base64
import json
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import httpx

from bot.doors.audiosocket.protocol import RATE
from bot.doors.hotline.sound.wav import Sound, WrongWav, read_wav, write_wav

_CONNECT, _ANSWER = 5.0, 90.0  # seconds


class HotlineError(Exception):
    """A turn was not answered; ``status`` of the answer, 0 where there was none."""

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Reply:
    """What is to be played and done; ``hears``: whether sound may be sent."""

    call_id: str
    action: str
    samples: bytes
    hears: bool


class HotlineClient:
    """The hotline at ``address``; ``key`` is sent along where one is set."""

    def __init__(self, address: str, key: str, calls: int) -> None:
        self.address = address
        self._client = httpx.AsyncClient(
            base_url=address,
            headers={"Authorization": f"Bearer {key}"} if key else {},
            timeout=httpx.Timeout(_ANSWER, connect=_CONNECT),
            limits=httpx.Limits(max_connections=2 * calls),
            trust_env=False,
        )

    async def begin(self, call_id: str) -> Reply:
        """A new call by the switchboard's own id, by another where that was used before."""
        body = {"call_id": call_id, "start": True, "input": "audio"}
        try:
            return await self._turn(body)
        except HotlineError as error:
            if error.status != httpx.codes.CONFLICT:
                raise
        return await self._turn({"input": "audio"})

    async def keys(self, call_id: str, keys: str) -> Reply:
        """Keys were pressed."""
        return await self._turn({"call_id": call_id, "keys": keys})

    async def silence(self, call_id: str) -> Reply:
        """Nothing was heard."""
        return await self._turn({"call_id": call_id, "silence": True})

    async def said(self, call_id: str, samples: bytes) -> Reply:
        """Something was said."""
        audio = base64.b64encode(write_wav(Sound(RATE, samples))).decode()
        return await self._turn({"call_id": call_id, "audio": audio})

    async def hang_up(self, call_id: str) -> None:
        """The caller is gone."""
        body = {"call_id": call_id, "hangup": True}
        with suppress(httpx.HTTPError):  # the hotline ends it after a while of silence
            await self._client.post("/api/v1/hotline", json=body, timeout=_CONNECT)

    async def close(self) -> None:
        """Close its connections."""
        await self._client.aclose()

    async def _turn(self, body: dict[str, Any]) -> Reply:
        try:
            response = await self._client.post("/api/v1/hotline", json={**body, "speak": RATE})
        except httpx.HTTPError as error:
            raise HotlineError(f"{self.address} không trả lời ({type(error).__name__})") from error
        if response.status_code != httpx.codes.OK:
            raise HotlineError(_detail(response), response.status_code)
        return await asyncio.to_thread(_reply, response.content)


def _reply(content: bytes) -> Reply:
    """The answer read: some hundred kilobytes, not work for the loop that paces sound."""
    try:
        body = json.loads(content)
        if body["audio"] is None:
            raise HotlineError("; ".join(body["remarks"]) or "lời đáp không có âm thanh")
        sound = read_wav(base64.b64decode(body["audio"]["data"]))
        hears = body["input"] == "audio"
        return Reply(body["call_id"], body["action"], sound.samples, hears)
    except (KeyError, TypeError, ValueError, WrongWav) as error:
        raise HotlineError("lời đáp không đọc được") from error


def _detail(response: httpx.Response) -> str:
    try:
        return str(response.json()["detail"])
    except (ValueError, KeyError, TypeError):
        return f"lỗi {response.status_code}"
