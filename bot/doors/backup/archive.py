"""A backup: one tar file of the data folder, with a list of what it holds and its checksums.

SQLite files are copied by SQLite's own backup, so that a copy made while the server writes is
whole. What is made again by itself (models, what was read from files) is left out.
"""

import hashlib
import io
import json
import os
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

MANIFEST = "KE-KHAI.json"
_FORM = 1  # of the archive
_MADE_AGAIN = ("models", "read", "tasks")
_BESIDE = ("-wal", "-shm", "-journal", ".part", ".lock")  # SQLite's own, and half written ones
_SQLITE = b"SQLite format 3\0"
_MODE = 0o700  # keys and records are in it
_BLOCK = 1 << 20
_LOCK_SECONDS = 600


class BackupError(Exception):
    """No backup, or none that can be given back; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a backup holds: when it was made, its files with their checksums."""

    made: str
    files: dict[str, str]
    size: int


def back_up(data: Path, to: Path, index: bool = True) -> Held:
    """Write the backup of the folder ``data`` to the file ``to``; BackupError where it cannot."""
    if not data.is_dir():
        raise BackupError(f"không có thư mục dữ liệu {data}; kiểm tra TONGDAI_DATA_DIR.")
    if to.exists():
        raise BackupError(f"đã có tệp {to}; hãy ghi vào tệp khác.")
    to.parent.mkdir(parents=True, exist_ok=True)
    part = to.with_name(f".{to.name}.part")
    sums: dict[str, str] = {}
    size = 0
    try:
        with ExitStack() as held, tarfile.open(part, "w:gz", compresslevel=3) as tar:
            _hold_index(held, data)
            room = Path(held.enter_context(tempfile.TemporaryDirectory(dir=to.parent)))
            for path in _files(data, index):
                name = path.relative_to(data).as_posix()
                copy = _copied(path, room / "copy")
                if copy is None:  # gone since it was listed
                    continue
                sums[name] = digest_of(copy)
                size += copy.stat().st_size
                tar.add(copy, name, recursive=False, filter=_private)
                copy.unlink()
            made = datetime.now().astimezone().isoformat(timespec="seconds")
            _put(tar, json.dumps({"form": _FORM, "made": made, "files": sums}).encode())
        os.chmod(part, 0o600)  # keys and records are in it
        os.replace(part, to)
    finally:
        part.unlink(missing_ok=True)
    return Held(made, sums, size)


def verify(archive: Path) -> Held:
    """What the backup holds, every file checked; BackupError names the first that is wrong."""
    with tempfile.TemporaryDirectory(dir=archive.parent) as room:
        return _unpacked(archive, Path(room))


def restore(archive: Path, data: Path, force: bool = False) -> tuple[Held, Path | None]:
    """Give the backup back into ``data``; where something is there already only with ``force``,
    and then it is kept beside. What is kept is the second value."""
    there = data.is_dir() and any(p.name not in _MADE_AGAIN for p in data.iterdir())
    if there and not force:
        raise BackupError(
            f"{data} đã có dữ liệu; dừng máy chủ rồi thêm --force (dữ liệu cũ được giữ bên cạnh)."
        )
    data.parent.mkdir(parents=True, exist_ok=True)
    room = Path(tempfile.mkdtemp(prefix=f".{data.name}.", dir=data.parent))
    try:
        held = _unpacked(archive, room)
    except BaseException:
        _remove(room)
        raise
    kept: Path | None = None
    if data.exists():
        kept = data.with_name(f"{data.name}.truoc-{datetime.now():%Y%m%d-%H%M%S-%f}")
        os.rename(data, kept)
    os.rename(room, data)
    os.chmod(data, _MODE)
    for name in _MADE_AGAIN if kept else ():
        if (kept / name).exists():  # type: ignore[operator]
            os.rename(kept / name, data / name)  # type: ignore[operator]
    if kept and not any(kept.iterdir()):
        kept.rmdir()
        kept = None
    return held, kept


def damaged(data: Path) -> Iterator[str]:
    """The SQLite files of the folder that are damaged, each with what SQLite says."""
    for path in _files(data, True):
        if _is_sqlite(path) and (wrong := _integrity(path)):
            yield f"{path}: {wrong}"


def digest_of(path: Path) -> str:
    """The file's SHA-256."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _files(data: Path, index: bool) -> Iterator[Path]:
    left_out = _MADE_AGAIN if index else (*_MADE_AGAIN, "index")
    for path in sorted(data.rglob("*")):
        first = path.relative_to(data).parts[0]
        if first in left_out or path.is_symlink() or not path.is_file():
            continue
        if not path.name.endswith(_BESIDE):
            yield path


def _hold_index(held: ExitStack, data: Path) -> None:
    """No build of the index while it is copied."""
    if not (data / "index").is_dir():
        return
    try:
        held.enter_context(FileLock(data / "index" / ".lock", timeout=_LOCK_SECONDS))
    except Timeout:
        raise BackupError("chỉ mục đang được dựng; hãy chờ xong rồi sao lưu lại.") from None


def _copied(path: Path, to: Path) -> Path | None:
    try:
        if not _is_sqlite(path):
            with path.open("rb") as source, to.open("wb") as target:
                while block := source.read(_BLOCK):
                    target.write(block)
            return to
    except FileNotFoundError:
        return None
    with (
        closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as source_base,
        closing(sqlite3.connect(to)) as target_base,
    ):
        source_base.backup(target_base)
    return to


def _is_sqlite(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False


def _integrity(path: Path) -> str:
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as base:
            (said,) = base.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        return str(error)
    return "" if said == "ok" else str(said)


def _private(info: tarfile.TarInfo) -> tarfile.TarInfo:
    info.uid = info.gid = 0
    info.uname = info.gname = ""
    info.mode = 0o640
    return info


def _put(tar: tarfile.TarFile, raw: bytes) -> None:
    info = tarfile.TarInfo(MANIFEST)
    info.size, info.mode = len(raw), 0o640
    tar.addfile(info, io.BytesIO(raw))


def _unpacked(archive: Path, room: Path) -> Held:
    """The backup in the folder ``room``, checked."""
    try:
        with tarfile.open(archive, "r:gz") as tar:
            tar.extractall(room, filter="data")
        listed = room / MANIFEST
        manifest = json.loads(listed.read_text(encoding="utf-8"))
        sums: dict[str, str] = manifest["files"]
        made = str(manifest["made"])
    except FileNotFoundError as error:
        raise BackupError(f"không có {error.filename}: không phải bản sao lưu đủ.") from None
    except (tarfile.TarError, OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise BackupError(f"{archive} hỏng hoặc không phải bản sao lưu: {error}.") from None
    listed.unlink()
    there = {p.relative_to(room).as_posix() for p in room.rglob("*") if p.is_file()}
    if odd := sorted(there ^ set(sums)):
        raise BackupError(f"{archive}: tệp “{odd[0]}” thiếu hoặc thừa so với bản kê khai.")
    for name, wanted in sums.items():
        if digest_of(room / name) != wanted:
            raise BackupError(f"{archive}: tệp “{name}” sai mã kiểm; hãy dùng bản sao lưu khác.")
        if _is_sqlite(room / name) and (wrong := _integrity(room / name)):
            raise BackupError(f"{archive}: cơ sở dữ liệu “{name}” hỏng ({wrong}).")
    return Held(made, sums, sum((room / name).stat().st_size for name in sums))


def _remove(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            path.rmdir()
        else:
            path.unlink()
    folder.rmdir()
