"""One call on the line: what the caller says or presses goes to the hotline, its words are played.

Two tasks: one listens, always; one talks. A voice or a key stops what is playing; whatever ends
the connection ends both, and the hotline is told.
"""

import asyncio
import logging
import uuid
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from bot.doors.audiosocket.ear import Ear, Speech, Utterance
from bot.doors.audiosocket.hotline import HotlineClient, HotlineError, Reply
from bot.doors.audiosocket.player import Player
from bot.doors.audiosocket.protocol import Kind, packed, read_frame

_LOG = logging.getLogger(__name__)
_FIRST_FRAME = 5.0  # seconds in which the switchboard says who calls
_EVENTS = 4  # turns that wait; of more the oldest is dropped
_FAILURES = 2  # turns in a row that may fail
_BYTES_OF_UUID = 16


@dataclass(frozen=True, slots=True)
class Manner:
    """How a line is kept: seconds of ``pause`` that end an utterance, its ``longest``, seconds of
    ``silence`` after which the caller is asked again; ``sorry`` and ``broken`` are played where
    one turn, or the hotline, fails."""

    pause: float
    longest: float
    silence: float
    sorry: bytes = b""
    broken: bytes = b""


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys that were pressed."""

    keys: str


class Line:
    """One connection of a switchboard."""

    def __init__(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        hotline: HotlineClient,
        manner: Manner,
    ) -> None:
        self._reader, self._writer = reader, writer
        self._hotline, self._manner = hotline, manner
        self._player = Player(writer)
        self._ear = Ear(manner.pause, manner.longest)
        self._events: asyncio.Queue[Keys | Utterance] = asyncio.Queue(_EVENTS)
        self._hears = False
        self._call_id = ""

    async def run(self) -> None:
        """The call from its first frame to its end."""
        try:
            async with asyncio.timeout(_FIRST_FRAME):
                first = await read_frame(self._reader)
        except TimeoutError:
            return
        if first is None or first.kind != Kind.UUID or len(first.payload) != _BYTES_OF_UUID:
            self._send(Kind.ERROR)
            return
        self._call_id = str(uuid.UUID(bytes=first.payload))
        works: list[Coroutine[Any, Any, None]] = [self._listen(), self._talk()]
        tasks = [asyncio.create_task(work) for work in works]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                error = task.exception()
                if error and not isinstance(error, ConnectionError):
                    _LOG.error("call %s", self._call_id, exc_info=error)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            self._send(Kind.HANGUP)
            await self._hotline.hang_up(self._call_id)

    async def _listen(self) -> None:
        """Until the caller or the switchboard ends the call."""
        while (frame := await read_frame(self._reader)) is not None:
            if frame.kind in (Kind.HANGUP, Kind.ERROR):
                return
            if frame.kind == Kind.DTMF:
                key = frame.payload[:1].decode("ascii", "replace").upper()
                if key and key in "0123456789*#ABCD":
                    self._heard(Keys(key))
            elif frame.kind == Kind.AUDIO and self._hears:
                for event in self._ear.feed(frame.payload):
                    if isinstance(event, Speech):
                        self._player.stop()
                    else:
                        self._heard(event)

    def _heard(self, event: Keys | Utterance) -> None:
        self._player.stop()
        if self._events.full():
            self._events.get_nowait()
        self._events.put_nowait(event)

    async def _talk(self) -> None:
        """Turn by turn until the hotline ends the call."""
        failures = 0
        try:
            reply = await self._hotline.begin(self._call_id)
        except HotlineError as error:
            await self._break_off(error)
            return
        self._call_id, self._hears = reply.call_id, reply.hears
        samples = reply.samples
        while True:
            if self._events.empty() and not self._ear.speaking:
                await self._player.play(samples)
            if reply.action != "listen":
                return
            event = await self._next()
            try:
                reply = await self._answered(event)
                samples, failures = reply.samples, 0
            except HotlineError as error:
                failures += 1
                if failures > _FAILURES or error.status in (404, 410):
                    await self._break_off(error)
                    return
                _LOG.warning("call %s: %s", self._call_id, error)
                samples = self._manner.sorry

    async def _next(self) -> Keys | Utterance | None:
        """What the caller does next; None for silence, which begins when nobody speaks."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._manner.silence):
                    return await self._events.get()
            if not self._ear.speaking:
                return None

    async def _answered(self, event: Keys | Utterance | None) -> Reply:
        if event is None:
            return await self._hotline.silence(self._call_id)
        if isinstance(event, Keys):
            return await self._hotline.keys(self._call_id, event.keys)
        return await self._hotline.said(self._call_id, event.samples)

    async def _break_off(self, error: HotlineError) -> None:
        _LOG.error("call %s: %s", self._call_id, error)
        await self._player.play(self._manner.broken)

    def _send(self, kind: Kind) -> None:
        if not self._writer.transport.is_closing():
            self._writer.write(packed(kind))
