"""Three hundred files of all kinds: a bar that moves, a build killed in the middle and taken up."""

import os
import pty
import re
import signal
import subprocess
import sys
import termios
import threading
import time
from pathlib import Path

import docx
import pytest

from tests.corpus.paper import Paper

ROOT = Path(__file__).parents[2]
FILES = 300
KEPT = ("docx", "html", "pdf", "mht")  # read by workers and kept; small texts are read on the spot
pytestmark = pytest.mark.accept


def make(folder, number):
    """One small directive, of the kind whose turn it is."""
    kind = ("docx", "html", "docx", "pdf", "mht", "txt", "md")[number % 7]
    lines = [f"Số: {number + 1}/KH-UBND", f"1. Sở Nội vụ chủ trì việc thứ {number + 1}."]
    path = folder / f"kh-{number:03}.{kind}"
    page = "".join(f"<p>{line}</p>" for line in lines)
    if kind == "docx":
        package = docx.Document()
        for line in lines:
            package.add_paragraph(line)
        package.save(path)
    elif kind == "pdf":
        paper = Paper().new_page()
        for row, line in enumerate(lines):
            paper.paragraph(100 + 60 * row, line)
        paper.save(path)
    elif kind == "html":
        path.write_text(f"<html><meta charset=utf-8><body>{page}</body></html>", encoding="utf-8")
    elif kind == "mht":
        head = "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n"
        path.write_text(f"{head}<html><body>{page}</body></html>", encoding="utf-8")
    else:
        path.write_text("\n".join(lines), encoding="utf-8")


def started(folder, data):
    """``corpus inspect`` on a terminal, and what it shows there."""
    outer, inner = pty.openpty()
    termios.tcsetwinsize(inner, (24, 100))
    environment = {**os.environ, "TONGDAI_DATA_DIR": str(data), "TONGDAI_READ_WORKERS": "2"}
    command = [sys.executable, "-m", "corpus", "inspect", "--json", str(folder)]
    running = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=inner
    )
    os.close(inner)
    shown: list[bytes] = []
    threading.Thread(target=_drain, args=(outer, shown), daemon=True).start()
    return running, shown


def _drain(terminal, shown):
    try:
        while part := os.read(terminal, 65536):
            shown.append(part)
    except OSError:
        return  # the program has ended


def test_killed_in_the_middle_and_taken_up_again(tmp_path):
    folder, data = tmp_path / "van-ban", tmp_path / "var"
    folder.mkdir()
    for number in range(FILES):
        make(folder, number)
    by_workers = sum(path.suffix[1:] in KEPT for path in folder.iterdir())
    kept = data / "read"
    first, _ = started(folder, data)
    until = time.monotonic() + 300
    while len(list(kept.glob("*/*.read"))) < by_workers // 3 and time.monotonic() < until:
        time.sleep(0.02)
    first.send_signal(signal.SIGKILL)
    first.communicate()
    time.sleep(2)  # a worker that holds a file ends by itself
    half = {path: path.stat().st_ino for path in kept.glob("*/*.read")}
    assert by_workers // 3 <= len(half) < by_workers
    second, shown = started(folder, data)
    out, _ = second.communicate(timeout=300)
    assert second.returncode == 0
    assert out.decode().count("/KH-UBND") >= FILES
    after = {path: path.stat().st_ino for path in kept.glob("*/*.read")}
    assert len(after) == by_workers
    assert all(after[path] == inode for path, inode in half.items())  # none was read twice
    bar = b"".join(shown).decode("utf-8", "replace")
    assert "Đọc văn bản" in bar
    assert re.search(r"\b(\d+)/\1\b", bar)  # of those left to read
