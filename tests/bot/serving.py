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


@contextmanager
def serving(data_dir, *, stderr: IO[str] | None = None, **variables: str) -> Iterator[str]:
    """``python app.py`` with ``TONGDAI_`` + ``variables``; yields its address when ready."""
    port = free_port()
    kept = tempfile.TemporaryDirectory(prefix="tongdai-records-")
    environment = {
        **os.environ, "TONGDAI_PORT": str(port), "TONGDAI_DATA_DIR": str(data_dir),
        "TONGDAI_DATABASE": f"sqlite:///{kept.name}/thu.sqlite",
        **{f"TONGDAI_{name}": value for name, value in variables.items()},
    }  # fmt: skip
    process = subprocess.Popen([sys.executable, "app.py"], env=environment, stderr=stderr)
    address = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + 300
    try:
        while True:
            try:
                urllib.request.urlopen(f"{address}/health/ready", timeout=5).close()
                break
            except OSError:
                assert process.poll() is None
                assert time.monotonic() < deadline, "the server did not become ready"
                time.sleep(0.5)
        yield address
    finally:
        process.terminate()
        process.wait(20)
        kept.cleanup()
