import json
import subprocess
import sys

import pytest

from corpus.library import DIRECTIVES


def run(*arguments):
    command = [sys.executable, "-m", "corpus", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True)


@pytest.fixture
def broken(tmp_path):
    """A folder of one good file, one damaged and one whose letters make no words."""
    good = sorted(DIRECTIVES.glob("*.txt"))[1]
    (tmp_path / "tot.txt").write_bytes(good.read_bytes())
    (tmp_path / "hong.docx").write_bytes(b"\x00no docx")
    words = " ".join(sorted(good.read_text(encoding="utf-8").split()))
    (tmp_path / "sai.txt").write_text(words, encoding="utf-8")
    return tmp_path


def test_facts_as_json(broken):
    done = run("facts", "--json", broken)
    assert done.returncode == 1
    [row] = [json.loads(line) for line in done.stdout.splitlines()]
    first = next(f for f in row["assignments"] if f["role"] == "chu_tri")
    assert first["organ"] == "Sở Thông tin và Truyền thông"
    assert first["role_label"] == "chủ trì"
    assert first["label"].startswith("gạch đầu dòng thứ 1 khoản 1 Công văn số 4685/UBND-KGVX")
    assert any(d["deadline"]["to"] == "2022-10-30" for d in row["deadlines"])
    assert any(t["value"] == "30" and t["comparison"] == ">=" for t in row["targets"])
    assert "hong.docx" in done.stderr
    assert "sai.txt" in done.stderr


def test_facts_to_read(broken):
    out = run("facts", broken).stdout
    assert "Sở Thông tin và Truyền thông: chủ trì" in out
    assert "thời hạn: trước ngày 31/10/2022 (đến hết 30/10/2022)" in out
    assert "chỉ tiêu: tối thiểu 30 %" in out


def test_inspect_reads_even_what_would_be_refused(broken):
    done = run("inspect", "--json", broken)
    rows = {r["file"]: r for r in map(json.loads, done.stdout.splitlines())}
    assert set(rows) == {"tot.txt", "sai.txt"}
    assert rows["tot.txt"]["integrity"]["problems"] == []
    assert rows["sai.txt"]["integrity"]["problems"]
    assert rows["tot.txt"]["status"]["state"] == "in_force"
    assert {r["number"] for r in rows["tot.txt"]["references"]} >= {"253/TB-VPCP", "04/KH-BCĐ"}
    shown = run("inspect", broken).stdout
    assert "Hiệu lực: còn hiệu lực" in shown
    assert "văn bản này sẽ không được nạp" in shown


def test_parse_as_a_tree(broken):
    out = run("parse", "--tree", broken / "tot.txt").stdout
    assert "  [khoan 1] 1. Sở Thông tin và Truyền thông" in out
    assert "    [gach 1] - Chủ trì, phối hợp" in out


def test_help_is_vietnamese():
    out = run("inspect", "--help").stdout
    assert "cách dùng:" in out
    assert "viện dẫn" in out
