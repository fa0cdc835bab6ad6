"""A PostgreSQL server of the tests' own: real, private, on a socket in a temporary folder."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

REMEDY = "PostgreSQL chưa cài: apt-get install -y --no-install-recommends postgresql"


def program(name: str) -> str | None:
    """Where the program is; Debian keeps it out of the path."""
    versions = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    return shutil.which(name) or next((str(path) for path in versions), None)


@contextmanager
def cluster() -> Iterator[str]:
    """The address of a fresh server, without the database's name."""
    folder = Path(tempfile.mkdtemp(prefix="tongdai-pg-"))
    try:
        # the server refuses to run as root; who may not change the user runs it as themselves
        user = "postgres" if os.geteuid() == 0 else None
        if user:
            os.chown(folder, pwd.getpwnam(user).pw_uid, pwd.getpwnam(user).pw_gid)
        data = folder / "data"
        options = ("-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-locale", "--no-sync")
        _run(user, folder, program("initdb"), "-D", data, *options)
        quick = f"-c listen_addresses='' -k {folder} -c fsync=off -c max_connections=300"
        started = ("-D", data, "-w", "-o", quick, "-l", folder / "log")
        _run(user, folder, program("pg_ctl"), *started, "start")
        try:
            yield f"postgresql://postgres@/{{name}}?host={folder}"
        finally:
            _run(user, folder, program("pg_ctl"), "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(user, folder, *command) -> None:
    subprocess.run(
        [str(part) for part in command], user=user, cwd=folder, check=True, timeout=120,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env={**os.environ, "LC_ALL": "C"},
    )  # fmt: skip
