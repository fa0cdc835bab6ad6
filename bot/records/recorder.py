"""Writes questions down beside the answering: a bounded queue and a thread of its own.

An answer never waits for the database and never fails by it. What the database does not take is
tried again; what the queue does not hold is counted and lost.
"""

import logging
import queue
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.records.database import Database, DatabaseError
from bot.records.questions import Asked, forget_before, write

_LOG = logging.getLogger(__name__)
_WAITING, _AT_ONCE = 2000, 100  # rows
_AGAIN = (1.0, 2.0, 5.0, 15.0, 60.0)  # seconds until the next try
_SWEEP = 3600.0  # seconds from one look for what is too old to the next


@dataclass(frozen=True, slots=True)
class RecorderState:
    """How it stands, for health checks."""

    on: bool
    fault: str = ""
    waiting: int = 0
    lost: int = 0
    faults: int = 0  # tries to write that failed

    def as_json(self) -> dict[str, Any]:
        """As ``/health/ready`` has it."""
        state = "off" if not self.on else "fault" if self.fault else "on"
        told: dict[str, Any] = {"state": state, "waiting": self.waiting, "lost": self.lost}
        return {**told, "reason": self.fault} if self.fault else told


class Recorder:
    """Keeps questions for ``days`` (0: for good); one that is off keeps nothing."""

    def __init__(self, database: Database, *, on: bool = True, days: int = 0) -> None:
        self._database, self._on, self._days = database, on, days
        self._queue: queue.Queue[Asked] = queue.Queue(_WAITING)
        self._lost, self._fault, self._faults = 0, "", 0
        self._busy = 0
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()

    @property
    def on(self) -> bool:
        """Whether questions are kept."""
        return self._on

    def keep(self, row: Asked) -> None:
        """Take a row in, at once; never raises."""
        if not self._on:
            return
        try:
            self._queue.put_nowait(row)
        except queue.Full:
            self._lost += 1
        self.start()

    def start(self) -> None:
        """Begin to write, and to sweep out what is too old."""
        if self._thread is not None or not self._on:
            return
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="records", daemon=True)
                self._thread.start()

    def state(self) -> RecorderState:
        """How it stands."""
        waiting = self._queue.qsize() + self._busy
        return RecorderState(self._on, self._fault, waiting, self._lost, self._faults)

    def flush(self, seconds: float = 5.0) -> bool:
        """Wait until all is written; whether it is."""
        ends = time.monotonic() + seconds
        while self._on and (self._queue.qsize() or self._busy):
            if time.monotonic() > ends:
                return False
            time.sleep(0.01)
        return True

    def stop(self) -> None:
        """Write what is there, then end."""
        self.flush()
        self._stop.set()

    def _run(self) -> None:
        swept = 0.0
        while not self._stop.is_set():
            if self._days and time.monotonic() - swept > _SWEEP:
                swept = time.monotonic()
                self._sweep()
            rows = self._taken()
            if rows:
                self._written(rows)
                self._busy = 0

    def _taken(self) -> list[Asked]:
        try:
            rows = [self._queue.get(timeout=0.5)]
        except queue.Empty:
            return []
        self._busy = 1
        while len(rows) < _AT_ONCE:
            try:
                rows.append(self._queue.get_nowait())
            except queue.Empty:
                break
        self._busy = len(rows)
        return rows

    def _written(self, rows: list[Asked]) -> None:
        """Written, however long that takes; one that can never be written is lost, not all."""
        for tried in range(1_000_000):
            try:
                with self._database.writing() as connection:
                    write(connection, rows)
                self._fault = ""
                return
            except DatabaseError as error:
                if not self._fault:
                    _LOG.error("records: %s", error)
                self._fault = str(error)
                self._faults += 1
            except Exception:
                _LOG.exception("a question could not be written down")
                self._faults += 1
                self._lost += len(rows)
                return
            if self._stop.wait(_AGAIN[min(tried, len(_AGAIN) - 1)]):
                return

    def _sweep(self) -> None:
        try:
            gone = forget_before(self._database, datetime.now(UTC) - timedelta(days=self._days))
        except DatabaseError as error:
            self._fault = str(error)
            return
        if gone:
            _LOG.info("records: %d rows were older than %d days", gone, self._days)
