"""How long one question may take, and whether anybody still waits for its answer.

Steps call ``check`` where they loop; work is done in the calling thread, so that nothing goes on
behind an answer that was given up.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_END: ContextVar[float | None] = ContextVar("deadline", default=None)
_LATE: ContextVar[float | None] = ContextVar("late", default=None)
_LEFT: ContextVar[threading.Event | None] = ContextVar("left", default=None)


class OutOfTime(Exception):
    """The time for a question is up before there is anything to show."""


class Left(Exception):
    """Nobody waits for the answer any more."""


@contextmanager
def watching(left: threading.Event) -> Iterator[None]:
    """``check`` fails once ``left`` is set."""
    token = _LEFT.set(left)
    try:
        yield
    finally:
        _LEFT.reset(token)


def has_left() -> bool:
    """Whether nobody waits for the answer any more."""
    left = _LEFT.get()
    return left is not None and left.is_set()


@contextmanager
def until(end: float | None, late: float | None = None) -> Iterator[None]:
    """``check`` fails from ``end`` on, ``is_late`` holds from ``late`` on (``time.monotonic``);
    None: never."""
    token, before = _END.set(end), _LATE.set(late)
    try:
        yield
    finally:
        _END.reset(token)
        _LATE.reset(before)


def is_late() -> bool:
    """Whether so much of the time is gone that what can be left out is left out."""
    late = _LATE.get()
    return late is not None and time.monotonic() >= late


def check() -> None:
    """OutOfTime once the time is up, Left once nobody waits."""
    if has_left():
        raise Left
    end = _END.get()
    if end is not None and time.monotonic() >= end:
        raise OutOfTime("Câu hỏi cần nhiều thời gian hơn mức cho phép; vui lòng hỏi ngắn gọn hơn.")
