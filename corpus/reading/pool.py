"""Workers that read files side by side, each a process of its own with its own group.

A worker that takes too long is ended with every program it started; one that dies is replaced.
Processes are started anew, never forked off a process that has threads, and never load the main
program, only what reads files.
"""

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType

from corpus.loaders.base import Loaded, LoadError
from corpus.loaders.limits import Limits
from corpus.reading.cache import Cache
from corpus.reading.codec import decode
from corpus.reading.worker import HELLO, OVER, READ, SIZE_BYTES

_ROOT = Path(__file__).parents[2]
_FILES = 200  # that a worker reads before it is replaced, so that nothing it leaks adds up
_START_SECONDS = 120
_BLOCK = 1 << 20


class OverLimit(LoadError):
    """A file was given up because it passed a limit of time or memory."""


class Pool:
    """``workers`` processes within ``limits``; use as a context."""

    def __init__(self, workers: int, limits: Limits, cache: Cache | None) -> None:
        self._scratch = tempfile.TemporaryDirectory(prefix="tong-dai-", ignore_cleanup_errors=True)
        folder = "" if cache is None else str(cache.folder.absolute())
        cores = max(1, len(os.sched_getaffinity(0)) // workers)
        arguments = [json.dumps(asdict(limits)), folder, self._scratch.name]
        self._all = [_Worker(arguments, limits, cores) for _ in range(workers)]
        self._idle: SimpleQueue[_Worker] = SimpleQueue()
        for worker in self._all:
            self._idle.put(worker)
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="read")

    def __enter__(self) -> "Pool":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._all:
            worker.close()
        self._threads.shutdown(wait=True)
        self._scratch.cleanup()

    def read(self, path: Path) -> Future[Loaded]:
        """The file's reading to come; its error is a LoadError."""
        return self._threads.submit(self._read, path)

    def _read(self, path: Path) -> Loaded:
        worker = self._idle.get()
        try:
            return worker.read(path)
        finally:
            self._idle.put(worker)


class _WorkerFailed(Exception):
    """A worker came to its end over a file; ``fresh``: it was the worker's first."""

    def __init__(self, error: LoadError, fresh: bool) -> None:
        super().__init__(error.reason)
        self.error = error
        self.fresh = fresh


class _Worker:
    """One process, started when it is first needed and whenever the one before has ended."""

    def __init__(self, arguments: list[str], limits: Limits, cores: int) -> None:
        self._command = [sys.executable, "-m", "corpus.reading.worker", *arguments]
        self._limits = limits
        self._threads = str(cores)
        self._process: subprocess.Popen[bytes] | None = None
        self._left = 0
        self._closed = False

    def read(self, path: Path) -> Loaded:
        """What the file holds; LoadError, OverLimit where a limit was passed.

        A worker that read other files before may have failed for what they left in its memory:
        then a fresh one tries once more.
        """
        try:
            return self._read(path)
        except _WorkerFailed as failed:
            if failed.fresh:
                raise failed.error from failed
        try:
            return self._read(path)
        except _WorkerFailed as failed:
            raise failed.error from failed

    def _read(self, path: Path) -> Loaded:
        fresh = self._process is None or self._left == 0
        process = self._ready()
        try:
            if fresh:  # its start is none of the file's time
                self._take(process, len(HELLO), time.monotonic() + _START_SECONDS)
            answer = self._asked(process, path)
        except TimeoutError as error:
            self._end()
            raise OverLimit(path, _overtime(self._limits.seconds)) from error
        except OSError as error:
            code = self._end(wait=1.0)
            raise _WorkerFailed(LoadError(path, _died(code)), fresh) from error
        sign, body = answer[:1], answer[1:]
        if sign == READ:
            return decode(body)
        if sign == OVER:
            self._end()
            raise _WorkerFailed(OverLimit(path, body.decode()), fresh)
        raise LoadError(path, body.decode())

    def _asked(self, process: subprocess.Popen[bytes], path: Path) -> bytes:
        """The answer for the file; TimeoutError, OSError where the process has ended."""
        assert process.stdin
        until = time.monotonic() + self._limits.seconds
        process.stdin.write(json.dumps({"path": str(path.absolute())}).encode() + b"\n")
        process.stdin.flush()
        size = int.from_bytes(self._take(process, SIZE_BYTES, until), "big")
        return self._take(process, size, until)

    def close(self) -> None:
        """End the process for good."""
        self._closed = True
        self._end()

    def _ready(self) -> subprocess.Popen[bytes]:
        if self._closed:
            raise InterruptedError
        if self._process is None or self._left == 0:
            self._end()
            self._left = _FILES
            # S603: no shell; the command is this program's own
            self._process = subprocess.Popen(  # noqa: S603
                self._command,
                cwd=_ROOT,
                env={**os.environ, "OMP_NUM_THREADS": self._threads},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        self._left -= 1
        return self._process

    def _take(self, process: subprocess.Popen[bytes], size: int, until: float) -> bytes:
        """The next ``size`` bytes that it writes."""
        assert process.stdout
        handle = process.stdout.fileno()
        found = bytearray()
        while len(found) < size:
            left = until - time.monotonic()
            if left <= 0 or not select.select([handle], [], [], left)[0]:
                raise TimeoutError
            block = os.read(handle, min(_BLOCK, size - len(found)))
            if not block:
                raise BrokenPipeError
            found += block
        return bytes(found)

    def _end(self, wait: float = 0.0) -> int:
        """End the process and all it started; its exit status, its own where it ends by itself
        within ``wait`` seconds."""
        process, self._process = self._process, None
        if process is None:
            return 0
        if wait:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(wait)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        code = process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()
        return code


def _overtime(seconds: float) -> str:
    return (
        f"đọc quá {seconds:g} giây nên đã dừng; hãy tách tệp nhỏ hơn, hoặc tăng "
        "TONGDAI_READ_SECONDS."
    )


def _died(code: int) -> str:
    return (
        f"tệp làm dừng chương trình đọc (mã {code}): tệp hỏng, hoặc cần quá nhiều bộ nhớ; hãy mở "
        "bằng Word rồi lưu lại, hoặc tăng TONGDAI_READ_MEMORY_MB."
    )
