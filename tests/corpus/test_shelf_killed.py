"""A process killed at any moment loses nothing that it confirmed and leaves nothing half."""

import hashlib
import random
import subprocess
import sys
import time

import pytest

from corpus.shelf.entry import State
from corpus.shelf.store import Shelf

WRITER = """
import io, sys
from pathlib import Path
from dataclasses import replace
from corpus.shelf.entry import State
from corpus.shelf.store import Shelf
shelf = Shelf(Path(sys.argv[1]))
for number in range(10_000):
    raw = f"{sys.argv[2]} {number} ".encode() * 5000
    entry = shelf.bring(f"{number}.txt", io.BytesIO(raw), 10_000_000, document_id=f"d{number}")
    print("drafted", entry.id, flush=True)
    before = [e for e in shelf.entries() if e.state is State.PUBLISHED][-1:]
    changes = [(replace(e, state=State.REPLACED), "replaced") for e in before]
    shelf.put([*changes, (replace(entry, state=State.PUBLISHED), "publish")], "x")
    print("published", entry.id, flush=True)
    if number % 3 == 2:
        gone = shelf.bring("gone.txt", io.BytesIO(raw + b"gone"), 10_000_000)
        shelf.drop(gone, "x")
"""


def kill_once(folder, number):
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder), str(number)], stdout=subprocess.PIPE, text=True
    )
    first = process.stdout.readline()  # it works: from here on any moment
    time.sleep(random.Random(number).uniform(0.0, 0.4))
    process.kill()
    said = [first, *process.stdout.read().splitlines(keepends=True)]
    process.wait(20)
    return [line.split() for line in said if line.endswith("\n")]


def check(folder, confirmed):
    shelf = Shelf(folder)
    entries = {entry.id: entry for entry in shelf.entries()}
    for what, entry_id in confirmed:
        assert entry_id in entries
        assert what == "drafted" or entries[entry_id].state in (State.PUBLISHED, State.REPLACED)
    assert sum(entry.state is State.PUBLISHED for entry in entries.values()) <= 1
    for entry in entries.values():
        raw = shelf.path(entry).read_bytes()
        assert hashlib.sha256(raw).hexdigest() == entry.digest
    numbers = [event.number for event in shelf.events()]
    assert numbers == sorted(set(numbers))


def killed(folder, times):
    confirmed = []
    for number in range(times):
        confirmed += kill_once(folder, number)
        check(folder, confirmed)
    assert len(confirmed) >= times


def test_killed_three_times(tmp_path):
    killed(tmp_path, 3)


@pytest.mark.accept
def test_killed_fifty_times(tmp_path):
    killed(tmp_path, 50)
