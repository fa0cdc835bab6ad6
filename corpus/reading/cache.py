"""What was read, kept by the digest of what it was read from.

A key is made of the file's bytes, its suffix, the files that say how it is to be read and the
version of what reads it: a changed file has another key, so that nothing is ever out of date.
"""

import contextlib
import hashlib
import os
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from corpus.load import companions
from corpus.loaders.base import Loaded
from corpus.reading.codec import DamagedError, decode, encode
from corpus.reading.version import reading_version

_DAYS = 30  # after which an entry that nobody asked for is dropped
_REFUSED_HOURS = 24  # after which a file that took too long is tried again
_SUFFIX = ".read"
_REFUSED = ".refused"
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Cache:
    """Entries in a folder, each a file; several processes may use it at once. What cannot be
    written or read is as if it were not there."""

    folder: Path

    def get(self, key: str) -> Loaded | None:
        """What was read; None where it is not kept or is damaged."""
        path = self._path(key, _SUFFIX)
        try:
            loaded = decode(path.read_bytes())
            os.utime(path)
        except (OSError, DamagedError):
            return None
        return loaded

    def put(self, key: str, loaded: Loaded) -> None:
        """Keep what was read; at once whole or not at all."""
        write_whole(self._path(key, _SUFFIX), encode(loaded))

    def refusal(self, key: str) -> str | None:
        """Why the file was given up within the same limits, None where it was not."""
        path = self._path(key, _REFUSED)
        try:
            recent = time.time() - path.stat().st_mtime < _REFUSED_HOURS * 3600
            return path.read_text(encoding="utf-8") if recent else None
        except (OSError, UnicodeError):
            return None

    def refuse(self, key: str, reason: str) -> None:
        """Keep the reason, so that the time is not spent again."""
        write_whole(self._path(key, _REFUSED), reason.encode())

    def drop_old(self) -> None:
        """Drop what nobody asked for in a month, and what a stopped process left half written."""
        oldest = time.time() - _DAYS * 86_400
        for path in self.folder.glob("??/*"):
            with contextlib.suppress(OSError):
                if path.stat().st_mtime < oldest:
                    path.unlink()

    def _path(self, key: str, suffix: str) -> Path:
        return self.folder / key[:2] / f"{key}{suffix}"


def write_whole(path: Path, raw: bytes) -> None:
    """Write the file, at once whole or not at all; what cannot be written is left out."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(raw)
            os.replace(name, path)
        except OSError:
            os.unlink(name)
            raise
    except OSError:  # a full disk, a folder that may not be written: read anew next time
        return


def key_of(path: Path) -> str:
    """The key of the file as it is now; OSError where it cannot be read."""
    digest = hashlib.sha256(reading_version().encode())
    for part in (path, *companions(path)):
        name = part.suffix.lower() if part is path else part.name.removeprefix(path.stem)
        digest.update(f"\0{name}\0{part.stat().st_size}\0".encode(errors="surrogateescape"))
        with part.open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
    return digest.hexdigest()
