"""Where parsed documents are kept: by the bytes of their file, its name and the program's version.

An entry is never out of date: whatever would change what is parsed changes its key.
"""

import contextlib
import hashlib
import os
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.document import Document
from corpus.parsed.codec import DamagedError, decode, encode
from corpus.reading.cache import key_of, write_whole

_DAYS = 30  # after which an entry that nobody asked for is dropped
_USED = 86_400  # seconds after which the use of an entry is noted again
_ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Kept:
    """Entries in a folder, each a file; several processes may use it at once. What cannot be
    written or read is as if it were not there."""

    folder: Path

    def key(self, path: Path, file: str, aliases: tuple[str, ...] = ()) -> str | None:
        """The key of the file as it is now, called ``file``; None where it cannot be read."""
        try:
            found = key_of(path)
        except OSError:
            return None
        said = "\0".join([program_version(), found, file, *aliases])
        return hashlib.sha256(said.encode(errors="surrogateescape")).hexdigest()

    def get(self, key: str) -> Document | None:
        """The document; None where it is not kept or is damaged."""
        path = self._path(key)
        try:
            document = decode(path.read_bytes())
            if time.time() - path.stat().st_mtime > _USED:
                os.utime(path)
        except (OSError, DamagedError):
            return None
        return document

    def put(self, key: str, document: Document) -> None:
        """Keep the document; at once whole or not at all."""
        write_whole(self._path(key), encode(document))

    def drop_old(self) -> None:
        """Drop what nobody asked for in a month."""
        oldest = time.time() - _DAYS * 86_400
        for path in self.folder.glob("??/*"):
            with contextlib.suppress(OSError):
                if path.stat().st_mtime < oldest:
                    path.unlink()

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.doc"


@cache
def program_version() -> str:
    """A digest that changes whenever a text might be parsed otherwise than before."""
    digest = hashlib.sha256()
    for pattern in ("**/*.py", "vocabulary/*.toml"):
        for path in sorted(_ROOT.glob(pattern)):
            digest.update(path.relative_to(_ROOT).as_posix().encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
