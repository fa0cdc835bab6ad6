"""How many questions are answered at once; the others wait their turn, or are told to come back.

Answering is work of the processor: more threads than cores make nothing faster, and each holds the
interpreter while health checks and other pages wait. The waiting ones hold no thread.
"""

import asyncio
import threading
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Generator
from contextlib import asynccontextmanager, suppress
from typing import TypeVar

import anyio

from bot.deadline import watching
from bot.doors.api.problems import Problem

_BUSY = "Đang có quá nhiều câu hỏi cùng lúc; vui lòng thử lại sau ít giây."
T = TypeVar("T")


class Gate:
    """First come, first served; ``waiting`` questions may queue, each for ``patience`` seconds."""

    def __init__(self, at_once: int, waiting: int = 256, patience: float = 60.0) -> None:
        self.at_once = at_once
        self._most, self._patience = waiting, patience
        self._slots = asyncio.Semaphore(at_once)
        self._threads: anyio.CapacityLimiter | None = None  # made inside the event loop
        self._queued = self._working = 0

    @property
    def waiting(self) -> int:
        """How many questions wait for their turn."""
        return self._queued

    @property
    def working(self) -> int:
        """How many are being answered."""
        return self._working

    def check(self) -> None:
        """Problem 503 where the queue is full."""
        if self._queued >= self._most:
            raise Problem(503, _BUSY)

    @asynccontextmanager
    async def slot(self) -> AsyncIterator[None]:
        """A turn; Problem 503 where it does not come in time."""
        self.check()
        self._queued += 1
        try:
            async with asyncio.timeout(self._patience):
                await self._slots.acquire()
        except TimeoutError:
            raise Problem(503, _BUSY) from None
        finally:
            self._queued -= 1
        self._working += 1
        try:
            yield
        finally:
            self._working -= 1
            self._slots.release()

    async def run(self, work: Callable[[], T]) -> T:
        """The result of ``work``, done in a thread when its turn comes."""
        async with self.slot():
            return await self._in_thread(work)

    async def each(self, pieces: Generator[T, None, None]) -> AsyncGenerator[T, None]:
        """The pieces one by one, each made in a thread; the turn lasts until the last.

        Where the caller leaves, the thread is not waited for: it is told, and the piece that it is
        at is the last.
        """
        end, left = object(), threading.Event()

        def step() -> T | object:
            with watching(left):
                piece = next(pieces, end)
                if left.is_set():  # nobody else can close what this thread was running
                    pieces.close()
                return piece

        try:
            async with self.slot():
                while (piece := await self._in_thread(step, abandoned=True)) is not end:
                    yield piece  # type: ignore[misc]
        finally:
            left.set()
            with suppress(ValueError):  # still running: it closes itself
                pieces.close()

    async def _in_thread(self, work: Callable[[], T], *, abandoned: bool = False) -> T:
        if self._threads is None:
            self._threads = anyio.CapacityLimiter(self.at_once)
        return await anyio.to_thread.run_sync(
            work, limiter=self._threads, abandon_on_cancel=abandoned
        )
