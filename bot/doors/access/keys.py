"""Keys of programs and portals, kept as hashes in ``keys.json`` of the data folder.

A key is 32 random bytes: nobody can guess it, so that one sha256 keeps it as safe as a slow hash
would, and every request can be checked at no cost. A slow hash is for passwords that people make.
"""

import hashlib
import json
import os
import re
import secrets
import threading
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock

PREFIX = "tda_"  # so that a key is known as one in a file where it was left by mistake
ASK = "ask"
INTERNAL = "documents:internal"  # sees the documents that are for officials only
WRITE = "documents:write"  # brings documents in, publishes and withdraws them; sees all of them
SCOPES = (ASK, INTERNAL, WRITE)
_FORMAT = 1
_TOKEN = re.compile(rf"{PREFIX}[A-Za-z0-9_-]{{43}}")


class KeysError(Exception):
    """The file of keys cannot be used, or what is wanted of it cannot be done."""


@dataclass(frozen=True, slots=True)
class Key:
    """What is kept of a key. ``origins``: the pages that may use it in a browser, none for a
    program; ``rate``: questions a minute of all who use it, 0 for the usual of each address."""

    id: str
    name: str
    hash: str
    scopes: tuple[str, ...] = (ASK,)
    origins: tuple[str, ...] = ()
    rate: int = 0
    made: str = ""


class KeyBook:
    """The keys of a data folder; a change in the file counts from the next request on."""

    def __init__(self, data_dir: Path) -> None:
        self.path = data_dir / "keys.json"
        self._seen: tuple[int, int] | None = None
        self._by_hash: dict[str, Key] = {}
        self._lock = threading.Lock()

    def find(self, token: str) -> Key | None:
        """The key that ``token`` is, unless it was never made or is revoked."""
        with self._lock:
            self._refresh()
            return self._by_hash.get(_hash(token))

    def all(self) -> list[Key]:
        """The keys, oldest first."""
        with self._lock:
            self._refresh()
            return sorted(self._by_hash.values(), key=lambda key: (key.made, key.id))

    def add(
        self, name: str, scopes: Iterable[str] = (ASK,), origins: Iterable[str] = (), rate: int = 0
    ) -> tuple[Key, str]:
        """A new key, and the token that is told this once."""
        scopes, origins = tuple(scopes), tuple(origins)
        if origins and set(scopes) - {ASK}:  # everyone can read the key of a page
            raise KeysError(
                f"Khóa dùng trong trang web (--origin) chỉ được có phạm vi “{ASK}”; hãy tạo khóa "
                "riêng, không kèm --origin, cho việc khác."
            )
        token = PREFIX + secrets.token_urlsafe(32)
        made = datetime.now(UTC).isoformat(timespec="seconds")
        key = Key(secrets.token_hex(4), name, _hash(token), scopes, origins, rate, made)
        with self._writing():
            self._write([*self.all(), key])
        return key, token

    def remove(self, key_id: str) -> Key:
        """Revoke a key by its id; KeysError where there is none."""
        with self._writing():
            keys = self.all()
            found = next((key for key in keys if key.id == key_id), None)
            if found is None:
                raise KeysError(f"Không có khóa “{key_id}”; xem các khóa: python -m bot keys list.")
            self._write([key for key in keys if key.id != key_id])
        return found

    def _writing(self) -> FileLock:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        return FileLock(f"{self.path}.lock", timeout=10)

    def _write(self, keys: list[Key]) -> None:
        """Whole or not at all, and for the eyes of this user alone."""
        body = {"format": _FORMAT, "keys": [asdict(key) for key in keys]}
        part = self.path.with_suffix(".part")
        part.unlink(missing_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump(body, file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        part.replace(self.path)

    def _refresh(self) -> None:
        try:
            found = self.path.stat()
        except FileNotFoundError:
            self._seen, self._by_hash = None, {}
            return
        state = (found.st_mtime_ns, found.st_ino)
        if state != self._seen:
            self._by_hash = {key.hash: key for key in self._read()}
            self._seen = state

    def _read(self) -> list[Key]:
        try:
            body = json.loads(self.path.read_text("utf-8"))
            if body["format"] != _FORMAT:
                raise KeysError(f"Tệp khóa {self.path} thuộc phiên bản khác của chương trình.")
            rows: list[dict[str, Any]] = [
                {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}
                for row in body["keys"]
            ]
            return [Key(**row) for row in rows]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise KeysError(
                f"Tệp khóa {self.path} hỏng: khôi phục từ bản sao, hoặc xóa tệp rồi tạo khóa mới."
            ) from error


def looks_like_key(token: str) -> bool:
    """Whether it has the form of a key of this program."""
    return _TOKEN.fullmatch(token) is not None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
