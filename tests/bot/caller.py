"""A switchboard that speaks AudioSocket, for tests: calls, what they hear and how late.

``python -m tests.bot.caller PORT --calls 10`` makes calls at once in a process of its own, so that
what is measured is the line and not the test, and prints a report as JSON.
"""

import argparse
import asyncio
import json
import random
import struct
import sys
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass, field

FRAME, SECONDS = 320, 0.02
HANGUP, UUID, DTMF, AUDIO = 0x00, 0x01, 0x03, 0x10
_HEADER = struct.Struct(">BH")
_GAP = 0.25  # seconds without a frame after which another utterance begins
_BREAK = 0.04  # the same after the caller has interrupted, once


def voice(seconds: float) -> bytes:
    """Something that is louder than the line."""
    count = int(seconds / SECONDS)
    wave = [8000 if (i // 9) % 2 else -8000 for i in range(FRAME // 2)]
    return struct.pack(f"<{len(wave)}h", *wave) * count


@dataclass
class Utterance:
    """Frames that were heard without a gap, with their times of arrival."""

    times: list[float] = field(default_factory=list)
    samples: bytearray = field(default_factory=bytearray)

    @property
    def seconds(self) -> float:
        return len(self.samples) / 16000

    def lateness(self) -> list[float]:
        """Seconds by which each frame came later than its time, the earliest being in time."""
        offsets = [at - n * SECONDS for n, at in enumerate(self.times)]
        return [offset - min(offsets) for offset in offsets]


class Caller:
    """One call."""

    def __init__(self, port: int, call_id: uuid.UUID | None = None) -> None:
        self.port, self.call_id = port, call_id or uuid.uuid4()
        self.heard: list[Utterance] = []
        self.ended = asyncio.Event()
        self.hung_up = False
        self._interrupted = False
        self._say: list[bytes] = []
        self._tasks: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> "Caller":
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self.port)
        self._send(UUID, self.call_id.bytes)
        self._tasks = [asyncio.create_task(self._receive()), asyncio.create_task(self._speak())]
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._writer.close()
        with suppress(ConnectionError):
            await self._writer.wait_closed()

    @property
    def seconds(self) -> float:
        """How much was heard so far."""
        return sum(utterance.seconds for utterance in self.heard)

    def press(self, key: str) -> None:
        self._interrupted = True
        self._send(DTMF, key.encode())

    def hang_up(self) -> None:
        self._send(HANGUP)

    def say(self, seconds: float) -> None:
        self._interrupted = True
        sound = voice(seconds)
        self._say.extend(sound[i : i + FRAME] for i in range(0, len(sound), FRAME))

    async def quiet(self, longest: float = 60.0) -> None:
        """Until something was heard and then nothing more is."""
        begun, count = time.monotonic(), len(self.heard)
        while time.monotonic() - begun < longest and not self.ended.is_set():
            await asyncio.sleep(0.02)
            last = self.heard[-1] if len(self.heard) > count else None
            if last and time.monotonic() - last.times[-1] > _GAP + 0.05:
                return

    async def hearing(self, longest: float = 60.0) -> None:
        """Until something new is heard."""
        begun, count = time.monotonic(), len(self.heard)
        while time.monotonic() - begun < longest and not self.ended.is_set():
            if len(self.heard) > count:
                return
            await asyncio.sleep(0.01)

    def _send(self, kind: int, payload: bytes = b"") -> None:
        self._writer.write(_HEADER.pack(kind, len(payload)) + payload)

    async def _receive(self) -> None:
        try:
            while True:
                kind, length = _HEADER.unpack(await self._reader.readexactly(3))
                payload = await self._reader.readexactly(length)
                now = time.monotonic()
                if kind == HANGUP:
                    self.hung_up = True
                if kind != AUDIO:
                    continue
                gap = now - self.heard[-1].times[-1] if self.heard else _GAP + 1
                if gap > (_BREAK if self._interrupted else _GAP):
                    self.heard.append(Utterance())
                    self._interrupted = False
                self.heard[-1].times.append(now)
                self.heard[-1].samples += payload
        except (asyncio.IncompleteReadError, ConnectionError):
            self.ended.set()

    async def _speak(self) -> None:
        """Sound all the time, as a switchboard sends it."""
        begun = time.monotonic()
        with suppress(ConnectionError):
            for number in range(10**6):
                await asyncio.sleep(max(0.0, begun + number * SECONDS - time.monotonic()))
                self._send(AUDIO, self._say.pop(0) if self._say else bytes(FRAME))
                await self._writer.drain()


async def _call(port: int, number: int, seconds: float, speaks: bool) -> Caller:
    """A call that presses keys, speaks into what is said, and hangs up at some moment."""
    chance = random.Random(number)
    end = time.monotonic() + seconds
    async with Caller(port) as caller:
        while time.monotonic() < end and not caller.ended.is_set():
            await caller.hearing(10.0)
            await asyncio.sleep(chance.uniform(1.0, 5.0))  # interrupted
            if speaks and chance.random() < 0.5:
                caller.say(1.0)
            else:
                caller.press(chance.choice("5123456*"))
        if chance.random() < 0.5:
            caller.hang_up()
        return caller


async def _all(port: int, calls: int, seconds: float, speaks: bool) -> dict[str, object]:
    made = [_call(port, n, seconds, speaks) for n in range(calls)]
    callers = await asyncio.gather(*made)
    late = sorted(x for c in callers for u in c.heard for x in u.lateness())
    return {
        "frames": len(late),
        "p50_ms": round(late[len(late) // 2] * 1000, 1) if late else None,
        "p99_ms": round(late[int(len(late) * 0.99)] * 1000, 1) if late else None,
        "max_ms": round(late[-1] * 1000, 1) if late else None,
        "utterances": [len(c.heard) for c in callers],
        "silent": sum(not any(u.samples) for c in callers for u in c.heard),
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("port", type=int)
    parser.add_argument("--calls", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--speaks", action="store_true")
    o = parser.parse_args()
    sys.stdout.write(json.dumps(asyncio.run(_all(o.port, o.calls, o.seconds, o.speaks))) + "\n")


if __name__ == "__main__":
    main()
