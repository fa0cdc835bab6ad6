"""Backup, restore, check: whole while the server writes, verified, never over what is there."""

import sqlite3
import tarfile
import threading
from contextlib import closing

import pytest

from bot.__main__ import run
from bot.doors.backup.archive import BackupError, back_up, damaged, restore, verify


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "var"
    (folder / "index" / "a").mkdir(parents=True)
    (folder / "models").mkdir()
    (folder / "models" / "large.bin").write_bytes(b"x" * 1000)
    (folder / "keys.json").write_text('{"khóa": 1}', encoding="utf-8")
    (folder / "index" / "a" / "vectors.bin").write_bytes(b"\0\1" * 500)
    with closing(sqlite3.connect(folder / "so.sqlite")) as base:
        base.execute("PRAGMA journal_mode=WAL")
        base.execute("CREATE TABLE t (n INTEGER)")
        base.commit()
    return folder


def rows(folder):
    with closing(sqlite3.connect(folder / "so.sqlite")) as base:
        return base.execute("SELECT count(*), max(n) FROM t").fetchone()


def test_all_comes_back_as_it_was(data, tmp_path):
    held = back_up(data, tmp_path / "b" / "x.tar.gz")
    assert set(held.files) == {"keys.json", "so.sqlite", "index/a/vectors.bin"}
    assert verify(tmp_path / "b" / "x.tar.gz").files == held.files
    restore(tmp_path / "b" / "x.tar.gz", tmp_path / "new")
    for name in ("keys.json", "index/a/vectors.bin"):
        assert (tmp_path / "new" / name).read_bytes() == (data / name).read_bytes()
    assert rows(tmp_path / "new") == (0, None)
    assert oct((tmp_path / "b" / "x.tar.gz").stat().st_mode)[-3:] == "600"


def test_a_copy_made_while_somebody_writes_is_whole(data, tmp_path):
    stop = threading.Event()

    def write():
        with closing(sqlite3.connect(data / "so.sqlite")) as base:
            number = 0
            while not stop.is_set():
                base.executemany("INSERT INTO t VALUES (?)", [(number,), (number,)])
                base.commit()
                number += 1

    thread = threading.Thread(target=write)
    thread.start()
    try:
        for turn in range(5):
            back_up(data, tmp_path / f"{turn}.tar.gz")
    finally:
        stop.set()
        thread.join()
    for turn in range(5):
        restore(tmp_path / f"{turn}.tar.gz", tmp_path / f"r{turn}")
        count, last = rows(tmp_path / f"r{turn}")
        assert count == 2 * ((last if last is not None else -1) + 1)  # never half a transaction


def test_nothing_is_overwritten_unasked(data, tmp_path):
    back_up(data, tmp_path / "x.tar.gz")
    (data / "keys.json").write_text("newer")
    with pytest.raises(BackupError, match="--force"):
        restore(tmp_path / "x.tar.gz", data)
    assert (data / "keys.json").read_text() == "newer"
    with pytest.raises(BackupError, match="đã có tệp"):
        back_up(data, tmp_path / "x.tar.gz")
    _, kept = restore(tmp_path / "x.tar.gz", data, force=True)
    assert "khóa" in (data / "keys.json").read_text(encoding="utf-8")
    assert (kept / "keys.json").read_text() == "newer"
    assert (data / "models" / "large.bin").exists()  # need not be made again


def test_damage_is_found_before_anything_is_touched(data, tmp_path):
    archive = tmp_path / "x.tar.gz"
    back_up(data, archive)
    whole = archive.read_bytes()
    archive.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BackupError, match="hỏng"):
        verify(archive)
    archive.write_bytes(whole)
    with tarfile.open(archive) as tar:
        tar.extractall(tmp_path / "open", filter="data")
    (tmp_path / "open" / "keys.json").write_text('{"khóa": 2}', encoding="utf-8")
    forged = tmp_path / "forged.tar.gz"
    with tarfile.open(forged, "w:gz") as tar:
        for name in ("keys.json", "so.sqlite", "index/a/vectors.bin", "KE-KHAI.json"):
            tar.add(tmp_path / "open" / name, name)
    with pytest.raises(BackupError, match=r"keys\.json.*mã kiểm"):
        restore(forged, data, force=True)
    assert "1" in (data / "keys.json").read_text(encoding="utf-8")
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(".var")]


def test_a_path_out_of_the_folder_is_refused(tmp_path):
    evil = tmp_path / "evil.tar.gz"
    (tmp_path / "a").write_text("x")
    with tarfile.open(evil, "w:gz") as tar:
        tar.add(tmp_path / "a", "../../out")
    with pytest.raises(BackupError):
        restore(evil, tmp_path / "in" / "var")
    assert not (tmp_path / "out").exists()


def test_a_damaged_database_is_told(data):
    assert list(damaged(data)) == []
    raw = bytearray((data / "so.sqlite").read_bytes())
    raw[100:] = b"\xff" * (len(raw) - 100)
    (data / "so.sqlite").write_bytes(raw)
    assert len(list(damaged(data))) == 1


def test_the_commands(data, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("TONGDAI_DATA_DIR", str(data))
    for number in range(2):
        assert run(["backup", str(tmp_path / "kho"), "--keep", "1"]) == 0
        first = tmp_path / "kho" / "tong-dai-ao-20000101-000000.tar.gz"
        if number == 0:
            next((tmp_path / "kho").glob("*.tar.gz")).rename(first)
    (kept,) = (tmp_path / "kho").glob("*.tar.gz")
    assert kept != first
    assert run(["check", str(kept)]) == 0
    assert run(["check"]) == 0
    capsys.readouterr()
    assert run(["restore", str(kept)]) == 2
    assert "--force" in capsys.readouterr().err
