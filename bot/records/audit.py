"""The log of every change by a person or a command, in which a change would be seen.

Each row is sealed with a key of the data folder over its own words and the seal before it: a row
that was changed, taken out or put in breaks the chain. The last seal stands beside the database as
well (``audit-….head``), so that rows cut off at the end are missed. The tables' own triggers refuse
changes; the chain is for those who can get round them.
"""

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock
from sqlalchemy import Connection, insert, select

from bot.records.database import Database
from bot.records.tables import audit

_FIRST = "0" * 64
_PAGE = 1000


@dataclass(frozen=True, slots=True)
class Entry:
    """One change: who did what to what, when."""

    seq: int
    at: str
    actor: str
    action: str
    target: str
    details: str
    previous: str
    seal: str


class AuditLog:
    """The log of a database; its key and its last seal lie in ``data_dir``."""

    def __init__(self, database: Database, data_dir: Path) -> None:
        self._database = database
        which = hashlib.sha256(database.where.encode()).hexdigest()[:8]
        self._key_file, self._head_file = data_dir / "audit.key", data_dir / f"audit-{which}.head"

    def write(self, actor: str, action: str, target: str = "", **details: Any) -> Entry:
        """Add a row; DatabaseError where that fails: what cannot be logged is not to be done."""
        with self._database.writing() as connection:
            entry = self.write_in(connection, actor, action, target, details)
        self.note(entry)
        return entry

    def write_in(
        self,
        connection: Connection,
        actor: str,
        action: str,
        target: str,
        details: Mapping[str, Any],
    ) -> Entry:
        """Add a row in a transaction under way, together with what it tells of; ``note`` it
        afterwards."""
        self._database.alone(connection)
        columns = (audit.c.seq, audit.c.seal)
        last = connection.execute(select(*columns).order_by(audit.c.seq.desc()).limit(1)).first()
        seq, previous = (last.seq + 1, last.seal) if last else (1, _FIRST)
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        told = json.dumps(dict(details), ensure_ascii=False, sort_keys=True)
        row = Entry(seq, at, actor[:120], action[:60], target[:200], told, previous, "")
        sealed = Entry(**{**_fields(row), "seal": self._seal(row)})
        connection.execute(insert(audit).values(**_fields(sealed)))
        return sealed

    def note(self, entry: Entry) -> None:
        """Keep the last seal beside the database, once the row is there for good."""
        with FileLock(f"{self._head_file}.lock", timeout=10):
            if self._head()[0] >= entry.seq:
                return
            _write(self._head_file, f"{entry.seq} {entry.seal}\n")

    def rows(self, newest: int = 0) -> Iterator[Entry]:
        """All rows, oldest first; or only the ``newest`` so many, newest first."""
        with self._database.reading() as connection:
            if newest:
                found = connection.execute(select(audit).order_by(audit.c.seq.desc()).limit(newest))
                yield from (Entry(**row._mapping) for row in found)
                return
            last = -1
            while True:
                after = select(audit).where(audit.c.seq > last).order_by(audit.c.seq).limit(_PAGE)
                page = [Entry(**row._mapping) for row in connection.execute(after)]
                yield from page
                if len(page) < _PAGE:
                    return
                last = page[-1].seq

    def check(self) -> tuple[int, list[str]]:
        """How many rows there are, and what is wrong with them, in Vietnamese."""
        wrong: list[str] = []
        previous, count, last = _FIRST, 0, 0
        seals: dict[int, str] = {}
        head_seq, head_seal = self._head()
        for entry in self.rows():
            count += 1
            if entry.seq != last + 1:
                wrong.append(f"thiếu dòng {last + 1} đến {entry.seq - 1}")
            if entry.previous != previous:
                wrong.append(f"dòng {entry.seq} không nối với dòng trước nó")
            if not hmac.compare_digest(entry.seal, self._seal(entry)):
                wrong.append(f"dòng {entry.seq} đã bị sửa hoặc không do chương trình này ghi")
            if entry.seq == head_seq:
                seals[head_seq] = entry.seal
            previous, last = entry.seal, entry.seq
        if head_seq > last:
            wrong.append(f"các dòng sau dòng {last} đã bị cắt (đã từng có đến dòng {head_seq})")
        elif head_seq and seals.get(head_seq) != head_seal:
            wrong.append(f"dòng {head_seq} khác với dấu đã giữ ngoài cơ sở dữ liệu")
        elif not head_seq and count:
            wrong.append(f"mất tệp {self._head_file}: không biết các dòng cuối có bị cắt không")
        return count, wrong

    def _seal(self, entry: Entry) -> str:
        words = [entry.seq, entry.at, entry.actor, entry.action, entry.target, entry.details]
        body = json.dumps([*words, entry.previous], ensure_ascii=False)
        return hmac.new(self._key(), body.encode(), hashlib.sha256).hexdigest()

    def _key(self) -> bytes:
        if not self._key_file.exists():
            self._key_file.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(f"{self._key_file}.lock", timeout=10):
                if not self._key_file.exists():
                    _write(self._key_file, secrets.token_hex(32))
        return self._key_file.read_bytes()

    def _head(self) -> tuple[int, str]:
        try:
            seq, seal = self._head_file.read_text("ascii").split()
            return int(seq), seal
        except (FileNotFoundError, ValueError):
            return 0, ""


def _fields(entry: Entry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in Entry.__slots__}


def _write(path: Path, content: str) -> None:
    """Whole or not at all, for the eyes of this user alone."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
