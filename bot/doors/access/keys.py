"""Keys of programs and portals, kept as hashes in the database; ``keys.json`` of before is taken
over.

A key is 32 random bytes: nobody can guess it, so that one sha256 keeps it as safe as a slow hash
would, and every request can be checked at no cost. A slow hash is for passwords that people make.
"""

import hashlib
import json
import re
import secrets
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from bot.people.roles import ASK, KEY_SCOPES
from bot.records.audit import AuditLog
from bot.records.database import Database, DatabaseError, open_database
from bot.records.opinions import TAKEN
from bot.records.tables import keys as table

PREFIX = "tda_"  # so that a key is known as one in a file where it was left by mistake
SCOPES = KEY_SCOPES
_FORMAT = 1
_SOMEBODY = "chương trình"
_TOKEN = re.compile(rf"{PREFIX}[A-Za-z0-9_-]{{43}}")


class KeysError(Exception):
    """The keys cannot be used, or what is wanted of them cannot be done."""


@dataclass(frozen=True, slots=True)
class Key:
    """What is kept of a key. ``origins``: the pages that may use it in a browser, none for a
    program; ``rate``: questions a minute of all who use it, 0 for the usual of each address;
    ``ends``: when it stops working; ``replaces``: the id of the key that it took over from."""

    id: str
    name: str
    hash: str
    scopes: tuple[str, ...] = (ASK,)
    origins: tuple[str, ...] = ()
    rate: int = 0
    made: str = ""
    ends: datetime | None = None
    replaces: str = ""

    @property
    def over(self) -> bool:
        """Whether its time is over."""
        return self.ends is not None and self.ends <= datetime.now(UTC)

    def may(self, scope: str) -> bool:
        """Whether it reaches so far."""
        return scope in self.scopes


class KeyBook:
    """The keys of a database (that of the data folder where none is given); a change by another
    process counts from the next request on. ``actor`` of each change is who makes it: it is a row
    of the audit log, in the same transaction."""

    def __init__(self, data_dir: Path, database: Database | None = None) -> None:
        self.path = data_dir / "keys.json"  # as they were kept before
        self._database = database or open_database(data_dir)
        self._audit = AuditLog(self._database, data_dir)
        self._lock = threading.Lock()

    def find(self, token: str) -> Key | None:
        """The key that ``token`` is, unless it was never made, is revoked or over."""
        if not looks_like_key(token):
            return None
        found = self._rows(table.c.hash == _hash(token))
        return found[0] if found and not found[0].over else None

    def all(self) -> list[Key]:
        """The keys, oldest first."""
        return sorted(self._rows(), key=lambda key: (key.made, key.id))

    def add(
        self,
        name: str,
        scopes: Iterable[str] = (ASK,),
        origins: Iterable[str] = (),
        rate: int = 0,
        *,
        ends: datetime | None = None,
        actor: str = _SOMEBODY,
    ) -> tuple[Key, str]:
        """A new key, and the token that is told this once. KeysError where a key for pages, which
        everyone can read, would reach further than to ask."""
        scopes, origins = tuple(scopes), tuple(origins)
        if strange := [scope for scope in scopes if scope not in SCOPES]:
            known = ", ".join(SCOPES)
            raise KeysError(f"Không có quyền “{strange[0]}” cho khóa; chọn trong: {known}.")
        if origins and set(scopes) - {ASK}:
            raise KeysError(f"Khóa dùng trong trình duyệt (--origin) chỉ có được quyền “{ASK}”.")
        one, token = _made(name, scopes, origins, rate, ends)
        self._take_over()
        told = {"name": name, "scopes": scopes, "origins": origins}
        with self._changing(actor, "keys.add", one.id, told) as connection:
            connection.execute(insert(table).values(**_values(one)))
        return one, token

    def rotate(self, key_id: str, overlap: timedelta, *, actor: str = _SOMEBODY) -> tuple[Key, str]:
        """A new key with the rights of an old one, which works on for ``overlap``."""
        old = self._one(key_id)
        if old.over:
            raise KeysError(f"Khóa “{key_id}” đã hết hạn; tạo khóa mới: python -m bot keys add.")
        made, token = _made(old.name, old.scopes, old.origins, old.rate, old.ends)
        new = replace(made, replaces=old.id)
        last = datetime.now(UTC) + overlap
        ends = min(old.ends, last) if old.ends else last
        told = {"replaces": old.id, "name": new.name}
        with self._changing(actor, "keys.rotate", new.id, told) as connection:
            connection.execute(insert(table).values(**_values(new)))
            connection.execute(update(table).where(table.c.id == old.id).values(ends=ends))
        return new, token

    def remove(self, key_id: str, *, actor: str = _SOMEBODY) -> Key:
        """Revoke a key by its id; KeysError where there is none."""
        found = self._one(key_id)
        with self._changing(actor, "keys.remove", key_id, {"name": found.name}) as connection:
            connection.execute(delete(table).where(table.c.id == key_id))
        return found

    @contextmanager
    def _changing(
        self, actor: str, action: str, key_id: str, told: dict[str, Any]
    ) -> Iterator[Connection]:
        """A change with its row of the log: both or neither."""
        with self._told(), self._database.writing() as connection:
            self._database.alone(connection)
            yield connection
            entry = self._audit.write_in(connection, actor, action, key_id, told)
        self._audit.note(entry)

    def _one(self, key_id: str) -> Key:
        found = self._rows(table.c.id == key_id)
        if not found:
            raise KeysError(f"Không có khóa “{key_id}”; xem các khóa: python -m bot keys list.")
        return found[0]

    def _rows(self, *where: Any) -> list[Key]:
        self._take_over()
        with self._told(), self._database.reading() as connection:
            return [_key(row) for row in connection.execute(select(table).where(*where))]

    def _told(self) -> "_Told":
        return _Told()

    def _take_over(self) -> None:
        """Bring the file of before into the database, once; it stays under another name. A broken
        one lets nobody in."""
        if not self.path.is_file():
            return
        with self._lock, self._told():
            if not self.path.is_file():
                return
            with self._database.writing() as connection:
                known = set(connection.execute(select(table.c.id)).scalars())
                for one in self._read():
                    if one.id not in known:
                        connection.execute(insert(table).values(**_values(one)))
            self.path.replace(self.path.with_name(self.path.name + TAKEN))

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


class _Told:
    """A fault of the database as one of the keys."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if isinstance(error, DatabaseError):
            raise KeysError(str(error)) from error


def _made(
    name: str, scopes: tuple[str, ...], origins: tuple[str, ...], rate: int, ends: datetime | None
) -> tuple[Key, str]:
    token = PREFIX + secrets.token_urlsafe(32)
    made = datetime.now(UTC).isoformat(timespec="seconds")
    return Key(secrets.token_hex(4), name, _hash(token), scopes, origins, rate, made, ends), token


def looks_like_key(token: str) -> bool:
    """Whether it has the form of a key of this program."""
    return _TOKEN.fullmatch(token) is not None


def _values(key: Key) -> dict[str, Any]:
    return {**asdict(key), "scopes": list(key.scopes), "origins": list(key.origins)}


def _key(row: Row[Any]) -> Key:
    found = dict(row._mapping)
    key = Key(**found)
    return replace(key, scopes=tuple(found["scopes"]), origins=tuple(found["origins"]))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
