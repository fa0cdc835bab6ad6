"""Time that steps take, and the time that is left for them."""

import time
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from bot.deadline import until

P = ParamSpec("P")
T = TypeVar("T")


class Clock:
    """Milliseconds by step (``laps``); ``limit`` in seconds from now for all that ``run`` runs,
    0 for none."""

    def __init__(self, limit: float = 0.0) -> None:
        self.laps: dict[str, float] = {}
        self._limit = limit
        self._end = time.monotonic() + limit if limit else None

    def wait(self, step: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """``step`` that has a time limit of its own: it takes nothing from what others have."""
        start = time.monotonic()
        try:
            return step(*args, **kwargs)
        finally:
            if self._end is not None:
                self._end += time.monotonic() - start

    def add(self, name: str, amount: float) -> None:
        """``amount`` more under ``name``."""
        self.laps[name] = self.laps.get(name, 0.0) + amount

    def run(self, name: str, step: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """``step`` under the name of its kind; OutOfTime where it is cut short."""
        start = time.perf_counter()
        try:
            with until(self._end, self._end and self._end - self._limit / 2):
                return step(*args, **kwargs)
        finally:
            self.add(name, (time.perf_counter() - start) * 1000)
