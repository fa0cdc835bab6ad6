"""One call of a model: pieces of text as they come, cut off where nobody waits for them.

Calls run in one event loop of their own, so that giving one up closes its connection at once: the
server stops writing, and the next question has its turn.
"""

import asyncio
import logging
import queue
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from functools import cache
from typing import Any

from langchain_core.messages import BaseMessage

from bot.deadline import has_left
from bot.generate.failures import NoReply, Turns
from bot.generate.llm import Llm

_LOG = logging.getLogger(__name__)
_LOOK = 0.05  # seconds after which one who waits looks whether anybody still wants the answer
_STARTING = threading.Lock()
_TRIES = 5  # more of one call, each without something that the model refused
# what a body may hold, and words by which a refusal names it; then what takes its place
_FORMAT = ("response_format", "json_schema", "json_object", "grammar", "schema")
_LADDER: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("temperature", ("temperature",)),
    ("stream_options", ("stream_options", "include_usage")),
    ("max_tokens", ("max_tokens", "max_completion_tokens")),
    ("json_schema", _FORMAT),
    ("json_object", _FORMAT),
)
_REFUSED = (400, 404, 415, 422, 500, 501)  # HTTP: what a server says to a field it does not know


@dataclass(frozen=True, slots=True)
class Want:
    """What a call asks for: at most ``tokens``, and ``schema`` (JSON schema) where JSON is."""

    tokens: int
    schema: Mapping[str, Any] | None = None


class Door:
    """A model with its queue and with what it was found to refuse."""

    def __init__(self, llm: Llm) -> None:
        self.llm = llm
        self.turns = Turns(llm.at_once, llm.waiting)
        self.refused: set[str] = set()
        self.last: Reply | None = None

    def ask(self, messages: Sequence[BaseMessage], want: Want, until: float) -> "Reply":
        """A reply that has time till ``until`` (``time.monotonic``), its wait for a turn in it."""
        start = time.monotonic()
        self.turns.take(until)
        reply = Reply(self, messages, want, until)
        self.last = reply
        reply.took = (time.monotonic() - start) * 1000
        return reply

    @property
    def form(self) -> str:
        """How JSON is asked for: "json_schema", "json_object" or "prompt"."""
        forms = ("json_schema", "json_object")
        taken = (f for f in forms if self.llm.takes_body and f not in self.refused)
        return next(taken, "prompt")

    def options(self, want: Want) -> dict[str, Any]:
        """What goes along with a call's messages."""
        if not self.llm.takes_body:
            return {}
        body: dict[str, Any] = {"max_tokens": want.tokens, "temperature": 0}
        if "max_tokens" in self.refused:
            body["max_completion_tokens"] = body.pop("max_tokens")
        if "temperature" in self.refused:
            del body["temperature"]
        if "stream_options" not in self.refused:
            body["stream_options"] = {"include_usage": True}
        if want.schema is not None and self.form == "json_schema":
            named = {"name": "tra_loi", "schema": dict(want.schema), "strict": True}
            body["response_format"] = {"type": "json_schema", "json_schema": named}
        elif want.schema is not None and self.form == "json_object":
            body["response_format"] = {"type": "json_object"}
        return {"extra_body": {**body, **self.llm.body}}

    def left_out(self, error: Exception, want: Want) -> str:
        """What is left out from now on because of a refusal; empty where it refuses nothing that a
        call could do without."""
        status = getattr(error, "status_code", None)
        if not self.llm.takes_body or status not in _REFUSED:
            return ""
        said = str(error).lower()
        used = [name for name, _ in _LADDER if name not in self.refused]
        if want.schema is None:
            used = [name for name in used if name not in _FORMAT]
        named = [n for n, words in _LADDER if n in used and any(w in said for w in words)]
        if status >= 500 and not named:  # out of order, rather than refusing
            return ""
        unsaid = sorted(used, key=lambda name: name not in _FORMAT)
        dropped = next(iter(named or unsaid), "")
        if dropped:
            self.refused.add(dropped)
        return dropped

    def take_back(self, dropped: Sequence[str]) -> None:
        """Send again what was left out in vain: something else was wrong."""
        self.refused.difference_update(dropped)


class Reply:
    """Pieces of one reply; ``close`` ends the call at the server too, and gives its turn back.

    ``tokens_in`` and ``tokens_out`` as the server counts them, 0 where it does not say yet;
    ``first`` and ``took``: milliseconds to the first piece and in all, ``took`` without what its
    reader did in between; ``until``: how long it is waited for (``time.monotonic``).
    """

    def __init__(
        self, door: Door, messages: Sequence[BaseMessage], want: Want, until: float
    ) -> None:
        self.tokens_in = self.tokens_out = 0
        self.first = self.took = 0.0
        self.until = until
        self._door = door
        self._told = (0.0, 0, 0)
        self._count = 0
        self._start = time.monotonic()
        self._pieces: queue.Queue[str | Exception | None] = queue.Queue()
        self._closed = False
        self._future = asyncio.run_coroutine_threadsafe(self._read(messages, want), _loop())

    def __iter__(self) -> Iterator[str]:
        """The pieces; NoReply where the model fails, is too slow, or nobody waits any more."""
        while (piece := self._next()) is not None:
            yield piece

    def _next(self) -> str | None:
        start = time.monotonic()
        try:
            while True:
                left = self.until - time.monotonic()
                if left <= 0:
                    raise NoReply("quá thời gian")
                if has_left():
                    raise NoReply("người hỏi đã rời đi")
                try:
                    piece = self._pieces.get(timeout=min(_LOOK, left))
                    break
                except queue.Empty:
                    continue
        finally:
            self.took += (time.monotonic() - start) * 1000
        if isinstance(piece, Exception):
            raise NoReply(_kind_of(piece)) from piece
        self._count += piece is not None
        if piece and not self.first:
            self.first = (time.monotonic() - self._start) * 1000
        return piece

    def since(self) -> tuple[float, int, int]:
        """Milliseconds taken, tokens in and out, since this was last asked."""
        written = self.tokens_out or self._count  # of a server that does not count: its pieces
        now, told = (self.took, self.tokens_in, written), self._told
        self._told = now
        return now[0] - told[0], now[1] - told[1], now[2] - told[2]

    def close(self) -> None:
        """End the call; what was not read is lost."""
        if not self._closed:
            self._closed = True
            self._future.cancel()
            self._door.turns.give_back()

    async def _read(self, messages: Sequence[BaseMessage], want: Want) -> None:
        dropped: list[str] = []
        try:
            while not await self._tried(messages, want, dropped):
                pass
        except Exception as error:  # every provider has its own errors
            self._door.take_back(dropped)
            self._pieces.put(error)
        else:
            if dropped:
                _LOG.info("Mô hình %s không nhận %s.", self._door.llm.name, ", ".join(dropped))
        finally:
            self._pieces.put(None)

    async def _tried(self, messages: Sequence[BaseMessage], want: Want, dropped: list[str]) -> bool:
        """Whether the call went through; else it is tried again without what was refused."""
        try:
            await self._stream(messages, want)
        except Exception as error:
            began = bool(self.first) or not self._pieces.empty()
            left_out = "" if began or len(dropped) == _TRIES else self._door.left_out(error, want)
            if not left_out:
                raise
            dropped.append(left_out)
            return False
        return True

    async def _stream(self, messages: Sequence[BaseMessage], want: Want) -> None:
        stream: Any = self._door.llm.model.astream(list(messages), **self._door.options(want))
        async with aclosing(stream):
            async for chunk in stream:
                usage = getattr(chunk, "usage_metadata", None)
                if usage:
                    self.tokens_in = int(usage.get("input_tokens") or self.tokens_in)
                    self.tokens_out = int(usage.get("output_tokens") or self.tokens_out)
                if text := str(chunk.text):
                    self._pieces.put(text)


def _kind_of(error: Exception) -> str:
    """The sort of failure; its message may hold what was asked."""
    status = getattr(error, "status_code", None)
    return f"{type(error).__name__}{f' {status}' if status else ''}"


@cache
def _started() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="llm", daemon=True).start()
    return loop


def _loop() -> asyncio.AbstractEventLoop:
    """The one loop of all calls."""
    with _STARTING:
        return _started()
