"""How long one question may take.

Steps call ``check`` where they loop; work is done in the calling thread, so that nothing goes on
behind an answer that was given up.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_END: ContextVar[float | None] = ContextVar("deadline", default=None)


class OutOfTime(Exception):
    """The time for a question is up before there is anything to show."""


@contextmanager
def until(end: float | None) -> Iterator[None]:
    """``check`` fails from ``end`` on (``time.monotonic``); None: never."""
    token = _END.set(end)
    try:
        yield
    finally:
        _END.reset(token)


def check() -> None:
    """OutOfTime once the time is up."""
    end = _END.get()
    if end is not None and time.monotonic() >= end:
        raise OutOfTime("Câu hỏi cần nhiều thời gian hơn mức cho phép; vui lòng hỏi ngắn gọn hơn.")
