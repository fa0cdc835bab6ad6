"""The entries on disk: files first, then one row in SQLite that names them.

A process that is killed at any moment leaves a file that nothing names (dropped later) or an entry
that is whole. Several processes may use the shelf at once (the server, commands): ``number`` tells
one state of it from another.
"""

import contextlib
import hashlib
import json
import os
import re
import secrets
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from corpus.language.normalize import nfc
from corpus.shelf.entry import Entry, Event, ShelfError, State, UnknownEntryError

_BUSY_SECONDS = 30
_BLOCK = 1 << 20
_ORPHAN_SECONDS = 3600  # a file that nothing names for so long belongs to nobody any more
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")
_LONGEST = 150  # characters of a file's name
_TABLES = """
CREATE TABLE IF NOT EXISTS entries (
  id TEXT PRIMARY KEY, file TEXT NOT NULL, digest TEXT NOT NULL, state TEXT NOT NULL,
  document_id TEXT NOT NULL, origin TEXT NOT NULL, internal INTEGER NOT NULL,
  mended TEXT NOT NULL, replaces TEXT NOT NULL, made TEXT NOT NULL, changed TEXT NOT NULL,
  by TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS events (
  number INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, entry TEXT NOT NULL,
  what TEXT NOT NULL, by TEXT NOT NULL
) STRICT;
"""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The shelf under ``folder``; nothing is made there before something is brought in."""

    folder: Path

    @property
    def _database(self) -> Path:
        return self.folder / "so.sqlite3"

    def number(self) -> int:
        """Rises with every change."""
        if not self._database.is_file():
            return 0
        with self._open() as database:
            (found,) = database.execute("SELECT coalesce(max(number), 0) FROM events").fetchone()
        return int(found)

    def entries(self) -> list[Entry]:
        """All entries, oldest first."""
        if not self._database.is_file():
            return []
        with self._open() as database:
            rows = database.execute("SELECT * FROM entries ORDER BY made, rowid").fetchall()
        return [_entry(row) for row in rows]

    def entry(self, entry_id: str) -> Entry:
        """The entry; UnknownEntryError where there is none."""
        found = next((one for one in self.entries() if one.id == entry_id), None)
        if found is None:
            raise UnknownEntryError(f"Không có văn bản “{entry_id[:80]}” trong danh sách.")
        return found

    def events(self, entry_id: str = "") -> list[Event]:
        """What was done, oldest first."""
        if not self._database.is_file():
            return []
        with self._open() as database:
            rows = database.execute(
                "SELECT number, at, entry, what, by FROM events WHERE ? IN ('', entry) "
                "ORDER BY number",
                (entry_id,),
            ).fetchall()
        return [Event(*row) for row in rows]

    def path(self, entry: Entry) -> Path:
        """Where the entry's file lies."""
        return self.folder / "tep" / entry.digest[:2] / f"{entry.digest}{_suffix(entry.file)}"

    def holds(self, path: Path | None) -> bool:
        """Whether a document was read of a file of the shelf."""
        return path is not None and path.is_relative_to(self.folder)

    def bring(self, name: str, content: BinaryIO, most: int, **more: Any) -> Entry:
        """A new draft of a file's bytes (``most`` at most); ``more``: other fields of the entry.
        ShelfError where it is empty or too large."""
        name = clean_name(name)
        landing = self.folder / "tep" / "moi"
        landing.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=landing)
        digest, size = hashlib.sha256(), 0
        try:
            with os.fdopen(handle, "wb") as file:
                while block := content.read(_BLOCK):
                    size += len(block)
                    if size > most:
                        raise ShelfError(f"Tệp nặng quá {most // 1_000_000} MB; hãy tách hoặc nén.")
                    digest.update(block)
                    file.write(block)
                file.flush()
                os.fsync(file.fileno())
            if not size:
                raise ShelfError("Tệp rỗng; hãy kiểm tra lại tệp rồi gửi lại.")
            now = _now()
            entry = Entry(
                secrets.token_hex(6), name, digest.hexdigest(), State.DRAFT, "", "upload",
                made=now, changed=now,
            )  # fmt: skip
            entry = replace(entry, **more)
            path = self.path(entry)
            path.parent.mkdir(parents=True, exist_ok=True)
            os.replace(part, path)
            os.utime(path)
            _sync(path.parent)
        except BaseException:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(part)
            raise
        return self.put([(entry, "add")], entry.by)[0]

    def put(
        self, changes: list[tuple[Entry, str]], by: str, seen: int | None = None
    ) -> list[Entry]:
        """Write entries with what was done to each; all or none. ``seen``: the number on which
        the decision rests, ShelfError where others changed something since."""
        now = _now()
        written = [(replace(entry, changed=now), what) for entry, what in changes]
        with self._writing() as database:
            if seen is not None:
                (number,) = database.execute(
                    "SELECT coalesce(max(number), 0) FROM events"
                ).fetchone()
                if number != seen:
                    raise ShelfError("Danh sách văn bản vừa được người khác thay đổi; hãy thử lại.")
            for entry, what in written:
                database.execute(
                    "INSERT OR REPLACE INTO entries VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", _row(entry)
                )
                self._note(database, entry.id, what, by)
        return [entry for entry, _ in written]

    def drop(self, entry: Entry, by: str) -> None:
        """Take a draft away, its file with it unless another entry has the same."""
        with self._writing() as database:
            database.execute("DELETE FROM entries WHERE id = ?", (entry.id,))
            self._note(database, entry.id, "drop", by)
        if entry.digest and all(other.digest != entry.digest for other in self.entries()):
            self.path(entry).unlink(missing_ok=True)

    def tidy(self) -> None:
        """Drop files that nothing names."""
        oldest = time.time() - _ORPHAN_SECONDS
        named = {entry.digest for entry in self.entries()}
        for path in (self.folder / "tep").glob("*/*"):
            with contextlib.suppress(OSError):
                if path.stem not in named and path.stat().st_mtime < oldest:
                    path.unlink()

    @staticmethod
    def _note(database: sqlite3.Connection, entry_id: str, what: str, by: str) -> None:
        database.execute(
            "INSERT INTO events (at, entry, what, by) VALUES (?,?,?,?)",
            (_now(), entry_id, what, by),
        )

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._database, timeout=_BUSY_SECONDS)) as database:
                database.isolation_level = None
                database.execute("PRAGMA journal_mode = WAL")
                database.execute("PRAGMA synchronous = FULL")
                database.executescript(_TABLES)
                yield database
        except sqlite3.DatabaseError as error:
            raise ShelfError(
                f"Không đọc được sổ văn bản {self._database} ({error}): kiểm tra ổ đĩa, hoặc "
                "khôi phục thư mục van-ban từ bản sao lưu."
            ) from error

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._open() as database:
            database.execute("BEGIN IMMEDIATE")
            try:
                yield database
            except BaseException:
                database.execute("ROLLBACK")
                raise
            database.execute("COMMIT")


def clean_name(name: str) -> str:
    """A file's name without any folder, control character or mark that a path could be made of."""
    last = re.split(r"[/\\]", nfc(name))[-1]
    clean = "".join(c for c in last if c.isprintable() and c not in '<>:"|?*').strip().rstrip(" .")
    stem, dot, suffix = clean.rpartition(".")
    if not dot:
        raise ShelfError("Tên tệp cần có phần mở rộng, ví dụ “Công văn 123.docx”.")
    return f"{stem[:_LONGEST].strip() or 'van-ban'}.{suffix.lower()}"


def _suffix(name: str) -> str:
    found = Path(name).suffix.lower()
    return found if _SUFFIX.fullmatch(found) else ".bin"


def _entry(row: tuple[Any, ...]) -> Entry:
    entry_id, file, digest, state, document_id, origin, internal, mended, *rest = row
    return Entry(
        entry_id, file, digest, State(state), document_id, origin, bool(internal),
        json.loads(mended), *rest,
    )  # fmt: skip


def _row(entry: Entry) -> tuple[Any, ...]:
    return (
        entry.id, entry.file, entry.digest, entry.state.value, entry.document_id, entry.origin,
        int(entry.internal), json.dumps(entry.mended, ensure_ascii=False), entry.replaces,
        entry.made, entry.changed, entry.by,
    )  # fmt: skip


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
