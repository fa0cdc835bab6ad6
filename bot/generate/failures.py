"""What keeps a model that fails or is busy from costing every question its time limit."""

import threading
import time

from bot.deadline import has_left

_PAUSE, _LONGEST = 30.0, 480.0  # seconds without further tries, doubled with each failure
_LOOK = 0.05  # seconds after which one who waits looks whether anybody still wants the answer


class NoReply(Exception):
    """The model gave no reply, or none that can be read; the message says why, for the log."""


class Breaker:
    """After ``patience`` failures in a row a role is left alone for a while; then one call tries
    it again, and only its success opens it to all."""

    def __init__(self, patience: int = 1, pause: float = _PAUSE) -> None:
        self._patience, self._pause = patience, pause
        self._failures = 0
        self._resume = 0.0
        self._lock = threading.Lock()

    @property
    def is_open(self) -> bool:
        """Whether calls are being kept off just now."""
        with self._lock:
            return self._failures >= self._patience and time.monotonic() < self._resume

    def lets_through(self) -> bool:
        """Whether the role may be called now."""
        with self._lock:
            now = time.monotonic()
            if now < self._resume:
                return False
            if self._failures >= self._patience:
                self._resume = now + self._pause  # for the others, while this one tries
            return True

    def succeeded(self) -> None:
        """A call went well."""
        with self._lock:
            self._failures, self._resume = 0, 0.0

    def failed(self) -> None:
        """A call failed."""
        with self._lock:
            self._failures += 1
            times = self._failures - self._patience
            if times >= 0:
                pause = min(_LONGEST, self._pause * 2 ** min(times, 10))
                self._resume = time.monotonic() + pause


class Turns:
    """``at_once`` calls work together, ``waiting`` more wait; others are told to do without."""

    def __init__(self, at_once: int, waiting: int) -> None:
        self._free = threading.Semaphore(at_once)
        self._room = threading.Semaphore(at_once + waiting)

    def take(self, until: float) -> None:
        """Wait for a turn, till ``until`` (``time.monotonic``); NoReply where there is none."""
        if not self._room.acquire(blocking=False):
            raise NoReply("hàng đợi đã đầy")
        try:
            while not self._free.acquire(timeout=_LOOK):
                if has_left() or time.monotonic() >= until:
                    raise NoReply("chưa tới lượt")
        except BaseException:
            self._room.release()
            raise

    def give_back(self) -> None:
        """The turn is over."""
        self._free.release()
        self._room.release()
