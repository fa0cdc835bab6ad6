"""How many questions are answered at once; the others wait their turn, or are told to come back.

Answering is work of the processor: more threads than cores make nothing faster, and each holds the
interpreter while health checks and other pages wait. The waiting ones hold no thread.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from typing import TypeVar

import anyio

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
        self._queued = 0

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
        try:
            yield
        finally:
            self._slots.release()

    async def run(self, work: Callable[[], T]) -> T:
        """The result of ``work``, done in a thread when its turn comes."""
        async with self.slot():
            return await self._in_thread(work)

    async def each(self, pieces: Iterator[T]) -> AsyncGenerator[T, None]:
        """The pieces one by one, each made in a thread; the turn lasts until the last."""
        end = object()
        async with self.slot():
            while (piece := await self._in_thread(lambda: next(pieces, end))) is not end:
                yield piece  # type: ignore[misc]

    async def _in_thread(self, work: Callable[[], T]) -> T:
        if self._threads is None:
            self._threads = anyio.CapacityLimiter(self.at_once)
        return await anyio.to_thread.run_sync(work, limiter=self._threads)
