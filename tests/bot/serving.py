"""A real server in a process of its own, for tests that need sockets."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """``python app.py`` with ``TONGDAI_`` + ``variables``, again and again on one data folder."""

    def __init__(self, data_dir, *, stderr: IO[str] | None = None, **variables: str) -> None:
        self._stderr = stderr
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._environment = {
            **os.environ, "TONGDAI_PORT": str(self.port), "TONGDAI_DATA_DIR": str(data_dir),
            **{f"TONGDAI_{name}": value for name, value in variables.items()},
        }  # fmt: skip
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> float:
        """Until it answers; the seconds that it took."""
        began = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "app.py"], env=self._environment, stderr=self._stderr
        )
        while True:
            try:
                urllib.request.urlopen(f"{self.address}/health/ready", timeout=5).close()
                return time.monotonic() - began
            except OSError:
                assert self.process.poll() is None
                assert time.monotonic() < began + 300, "the server did not become ready"
                time.sleep(0.2)

    def kill(self) -> None:
        """SIGKILL: it cannot do anything any more."""
        if self.process:
            self.process.kill()
            self.process.wait(20)
            self.process = None

    def stop(self) -> None:
        """As a system does that shuts down."""
        if self.process:
            self.process.terminate()
            self.process.wait(20)
            self.process = None


@contextmanager
def serving(data_dir, *, stderr: IO[str] | None = None, **variables: str) -> Iterator[str]:
    """``python app.py`` with ``TONGDAI_`` + ``variables``; yields its address when ready."""
    with tempfile.TemporaryDirectory(prefix="tongdai-records-") as kept:
        database = f"sqlite:///{kept}/thu.sqlite"
        server = Server(data_dir, stderr=stderr, **{"DATABASE": database, **variables})
        try:
            server.start()
            yield server.address
        finally:
            server.stop()
