"""All documents of a folder beside five: how long a start takes, adding one; how much memory.

``TEST_CORPUS`` names the folder and ``TEST_CORPUS_DATA`` a data folder whose index is built of it
(``TONGDAI_CORPUS=… TONGDAI_DATA_DIR=… python -m index build``, minutes of work, once).
"""

import io
import json
import os
import re
import sys
import time
from pathlib import Path

import httpx
import pytest

from bot.doors.access.keys import KeyBook
from bot.people.roles import ASK
from bot.people.roles import DOCUMENTS as WRITE
from bot.records.database import database_of
from corpus.settings import Settings
from tests.bot.desk_files import as_docx, letter, place_for
from tests.bot.serving import Server

DESK = "/api/v1/admin/documents"
BEES = "Sở Nông nghiệp và Môi trường hỗ trợ mỗi hộ nuôi ong bao nhiêu đàn ong giống?"
CORPUS, DATA = os.environ.get("TEST_CORPUS", ""), os.environ.get("TEST_CORPUS_DATA", "")
LATER = 2.0  # seconds that a start with all of them may take more
TRIES = 3
pytestmark = [
    pytest.mark.accept,
    pytest.mark.skipif(not (CORPUS and DATA), reason="TEST_CORPUS, TEST_CORPUS_DATA are not set"),
]


def measured(folder, settings, **variables):
    """A server over a copy of the index: its starts, and one document added and withdrawn."""
    data = place_for(folder / "var", settings)
    for kept in ("parsed", "read"):  # what was parsed before is at hand, as at any second start
        if (settings.data_dir / kept).is_dir():
            (data / kept).symlink_to((settings.data_dir / kept).resolve())
    database = f"sqlite:///{folder}/thu.sqlite"
    own = Settings(_env_file=None, data_dir=data, database=database)
    key = KeyBook(data, database_of(own)).add("văn thư", [ASK, WRITE])[1]
    server = Server(data, DATABASE=database, DEADLINE="0", **variables)
    found = {"start": [], "upload": [], "publish": [], "withdraw": []}
    try:
        for _ in range(TRIES):
            server.stop()
            found["start"].append(round(server.start(), 1))
        with httpx.Client(base_url=server.address, timeout=300) as client:
            client.headers["X-API-Key"] = key
            found["documents"] = len(client.get("/api/v1/documents").json()["documents"])
            for number in range(TRIES):
                _one(client, number, found)
        told = Path(f"/proc/{server.process.pid}/status").read_text()
        found["memory_mb"] = int(re.search(r"VmRSS:\s+(\d+) kB", told)[1]) // 1000
    finally:
        server.stop()
    return found


def _one(client, number, found):
    raw = io.BytesIO(as_docx(letter(f"9{number}1/UBND-KSTT", f"{number + 5} đàn ong")))
    began = time.monotonic()
    made = client.post(DESK, files={"file": (f"Công văn {number}.docx", raw)}).json()
    found["upload"].append(round(time.monotonic() - began, 2))
    for does, shown in (("publish", True), ("withdraw", False)):
        began = time.monotonic()
        assert client.post(f"{DESK}/{made['id']}/{does}").status_code == 200
        found[does].append(round(time.monotonic() - began, 2))
        answer = client.post("/api/v1/ask", json={"question": BEES}).json()
        assert (f"{number + 5} đàn ong" in json.dumps(answer, ensure_ascii=False)) is shown


def test_all_beside_five(settings, assistant, tmp_path):
    five = measured(tmp_path / "five", settings)
    everything = Settings(_env_file=None, data_dir=Path(DATA))
    every = measured(tmp_path / "all", everything, CORPUS=CORPUS)
    sys.stdout.write(json.dumps({"five": five, "all": every}) + "\n")
    assert every["documents"] > five["documents"]
    assert min(every["start"]) <= min(five["start"]) + LATER
    assert max(every["publish"]) < 5
