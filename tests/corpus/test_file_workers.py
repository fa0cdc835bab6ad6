"""What was read is kept by its bytes; workers within limits; a stopped build goes on."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.document import Place
from corpus.library import load_library
from corpus.load import LoadError, load
from corpus.loaders.base import Loaded
from corpus.loaders.limits import Limits
from corpus.reading import reader as reading
from corpus.reading.cache import Cache, key_of
from corpus.reading.codec import DamagedError, decode, encode
from corpus.reading.reader import Reader

ROOT = Path(__file__).parents[2]


def write_docx(path, *paragraphs):
    package = docx.Document()
    for words in paragraphs:
        package.add_paragraph(words)
    package.save(path)
    return path


@pytest.fixture
def folder(tmp_path):
    inside = tmp_path / "van-ban"
    inside.mkdir()
    for number in range(4):
        write_docx(
            inside / f"kh-{number}.docx", f"Số: {number}/KH-UBND", f"1. Sở Nội vụ làm việc {number}"
        )
    return inside


@pytest.fixture
def reader(tmp_path):
    return Reader(1, Limits(seconds=60), tmp_path / "read")


def files(folder):
    return sorted(folder.iterdir())


spans = st.tuples(st.integers(0, 5), st.integers(0, 5)).map(sorted).map(tuple)
edges = st.floats(0, 1)
places = st.builds(
    lambda span, page, box: Place(*span, page, box),
    spans,
    st.integers(1, 9),
    st.tuples(edges, edges, edges, edges),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.text(min_size=5),
    st.lists(spans).map(tuple),
    st.lists(st.text()).map(tuple),
    st.lists(places).map(tuple),
)
def test_what_is_kept_comes_back(text, noise, notes, at):
    loaded = Loaded(text, noise, notes, noise, at)
    try:
        text.encode()
    except UnicodeEncodeError:
        return  # no loader gives half of a surrogate pair
    assert decode(encode(loaded)) == loaded


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=200))
def test_any_bytes_are_no_entry_or_one(raw):
    with pytest.raises(DamagedError):
        decode(raw)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10_000), st.integers(1, 255))
def test_a_damaged_entry_is_never_another_text(place, change):
    loaded = Loaded("Điều 1. Phạm vi điều chỉnh\n" * 20, ((0, 4),))
    raw = bytearray(encode(loaded))
    raw[place % len(raw)] ^= change
    try:
        told = decode(bytes(raw))
    except DamagedError:
        return
    assert told == loaded


def test_a_file_is_read_once(folder, reader, monkeypatch):
    first = list(reader.read(files(folder)))
    assert [loaded.text for _, loaded in first] == [load(path).text for path in files(folder)]

    def never(*_):
        raise AssertionError("a worker was started")

    monkeypatch.setattr(reading, "Pool", never)
    assert list(reader.read(files(folder))) == first


def test_only_what_changed_is_read_anew(folder, tmp_path, monkeypatch):
    reader = Reader(0, Limits(), tmp_path / "read")
    list(reader.read(files(folder)))
    read: list[str] = []

    def counted(path, cache):
        read.append(path.name)
        return load(path)

    monkeypatch.setattr(reading, "read_file", counted)
    write_docx(folder / "kh-2.docx", "1. Lời khác")
    (folder / "kh-0.docx").rename(folder / "ten-moi.docx")
    texts = {path.name: loaded.text for path, loaded in reader.read(files(folder))}
    assert read == ["kh-2.docx"]
    assert texts["kh-2.docx"].strip() == "1. Lời khác"
    assert "việc 0" in texts["ten-moi.docx"]


def test_a_file_beside_changes_the_key(folder):
    path = folder / "kh-0.docx"
    before = key_of(path)
    (folder / "kh-0.docx.sua.toml").write_text("so = '1'", encoding="utf-8")
    after = key_of(path)
    assert before != after
    (folder / "kh-0.docx.sua.toml").write_text("so = '2'", encoding="utf-8")
    assert key_of(path) not in (before, after)


def test_a_damaged_entry_is_read_anew(folder, tmp_path):
    reader = Reader(0, Limits(), tmp_path / "read")
    first = list(reader.read(files(folder)))
    kept = sorted((tmp_path / "read").glob("*/*.read"))
    assert len(kept) == 4
    kept[0].write_bytes(b"broken")
    kept[1].write_bytes(kept[1].read_bytes()[:-7])
    kept[2].write_bytes(b"")
    assert list(reader.read(files(folder))) == first
    assert all(decode(path.read_bytes()) for path in kept)


def test_old_entries_are_dropped(folder, tmp_path):
    reader = Reader(0, Limits(), tmp_path / "read")
    list(reader.read(files(folder)))
    old = tmp_path / "read" / "ab" / "abc.read"
    old.parent.mkdir(exist_ok=True)
    old.write_bytes(b"x")
    os.utime(old, (0, 0))
    list(reader.read(files(folder)))
    assert not old.exists()
    assert len(list((tmp_path / "read").glob("*/*.read"))) == 4


def test_a_folder_that_may_not_be_written_is_no_stop(folder, tmp_path):
    (tmp_path / "read").write_text("a file stands here", encoding="utf-8")
    reader = Reader(0, Limits(), tmp_path / "read")
    assert all(isinstance(found, Loaded) for _, found in reader.read(files(folder)))


def test_small_texts_need_no_worker(tmp_path, reader, monkeypatch):
    monkeypatch.setattr(reading, "Pool", None)
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text(f"1. Việc {number}", encoding="utf-8")
    found = list(reader.read(sorted(tmp_path.glob("*.txt"))))
    assert [loaded.text for _, loaded in found] == [f"1. Việc {n}" for n in range(5)]


def test_progress_is_told_file_by_file(folder, reader):
    seen = []

    def watch(paths):
        for path in paths:
            seen.append(path)
            yield path

    given_back = [path for path, _ in reader.read(files(folder), watch)]
    assert seen == given_back == files(folder)


STUCK = """
import sys, time
from pathlib import Path
import corpus.load
def load(path):
    name = path.name
    if "cham" in name:
        time.sleep(60)
    if "chet" in name:
        import os; os._exit(11)
    if "to" in name:
        return bytearray(3_000_000_000)
    return real(path)
real = corpus.load.load
import corpus.reading.once as once
once.load = load
from corpus.reading.worker import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def hostile(monkeypatch, tmp_path):
    """Workers whose loader hangs, dies or takes all memory, by the file's name."""
    script = tmp_path / "worker.py"
    script.write_text(STUCK, encoding="utf-8")
    from corpus.reading import pool

    real = subprocess.Popen

    def started(command, **options):
        return real(
            [command[0], str(script), *command[3:]],
            **{**options, "env": {**options["env"], "PYTHONPATH": str(ROOT)}},
        )

    monkeypatch.setattr(pool.subprocess, "Popen", started)


def test_a_worker_that_fails_leaves_the_others_served(folder, tmp_path, hostile):
    for name in ("a-cham", "b-chet", "c-to"):
        write_docx(folder / f"{name}.docx", name)
    reader = Reader(2, Limits(seconds=4, memory_mb=1000), tmp_path / "read")
    begin = time.monotonic()
    found = {path.stem: result for path, result in reader.read(files(folder))}
    assert time.monotonic() - begin < 60
    assert "đọc quá 4 giây" in found["a-cham"].reason
    assert "TONGDAI_READ_SECONDS" in found["a-cham"].reason
    assert "mã 11" in found["b-chet"].reason
    assert "cần quá 1000 MB bộ nhớ" in found["c-to"].reason
    assert all(isinstance(found[f"kh-{n}"], Loaded) for n in range(4))
    again = {path.stem: result for path, result in reader.read(files(folder))}
    assert again["a-cham"].reason == found["a-cham"].reason  # the time is not spent again
    longer = replace(reader, limits=Limits(seconds=5, memory_mb=1000))
    again = {path.stem: result for path, result in longer.read([folder / "a-cham.docx"])}
    assert "đọc quá 5 giây" in again["a-cham"].reason


def children(pid):
    done = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True)
    return [int(word) for word in done.stdout.split()]


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.accept
def test_a_stopped_build_goes_on_where_it_was(folder, tmp_path):
    for number in range(4, 24):
        write_docx(folder / f"kh-{number}.docx", f"1. Sở Nội vụ làm việc {number}")
    kept = tmp_path / "var" / "read"
    environment = {**os.environ, "TONGDAI_DATA_DIR": str(tmp_path / "var"),
                   "TONGDAI_READ_WORKERS": "1"}  # fmt: skip
    command = [sys.executable, "-m", "corpus", "inspect", str(folder)]
    running = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)  # fmt: skip
    until = time.monotonic() + 60
    while len(list(kept.glob("*/*.read"))) < 3 and time.monotonic() < until:
        time.sleep(0.02)
    workers = children(running.pid)
    running.send_signal(signal.SIGKILL)
    running.wait()
    done = len(list(kept.glob("*/*.read")))
    assert 3 <= done < 24
    while any(map(alive, workers)) and time.monotonic() < until:
        time.sleep(0.1)
    assert not any(map(alive, workers))  # a worker ends with its master
    times = {path: path.stat().st_ino for path in kept.glob("*/*.read")}
    again = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True)
    assert again.returncode == 0
    after = {path: path.stat().st_ino for path in kept.glob("*/*.read")}
    assert len(after) == 24
    assert all(after[path] == inode for path, inode in times.items())  # none was read twice


def test_a_library_through_workers_is_the_same(folder, reader):
    plain = load_library([folder])
    assert load_library([folder], reader=reader).documents == plain.documents
    assert load_library([folder], reader=reader).documents == plain.documents


def test_a_file_that_changes_all_the_time_is_refused(folder, tmp_path, monkeypatch):
    from corpus.reading import once

    keys = iter(f"{number:064}" for number in range(9))
    monkeypatch.setattr(once, "key_of", lambda path: next(keys))
    with pytest.raises(LoadError, match="thay đổi trong lúc đọc"):
        once.read_file(folder / "kh-0.docx", Cache(tmp_path / "read"))


def test_a_file_that_vanishes_is_named(folder, reader):
    paths = files(folder)

    def watch(listed):
        for path in listed:
            path.unlink(missing_ok=True)
            yield path

    only = Reader(0, Limits(), None)
    for _, found in only.read(paths, watch):
        assert "không có tệp" in found.reason
