"""A new form of numbering and a new organ by data alone, as docs/them-du-lieu.md shows it."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "them-du-lieu.md").read_text(encoding="utf-8")
TEXT = """KẾ HOẠCH

Số hóa hồ sơ năm 2026

1. Các bước thực hiện:

Bước 1: Trung tâm Chuyển đổi số tỉnh chủ trì khảo sát trước ngày 01/3/2026.

Bước 2: TTCĐS phối hợp với Sở Nội vụ số hóa 100% hồ sơ.
"""


def snippet(file: str) -> str:
    """The lines that the guide adds to a data file."""
    match = re.search(rf"```toml\n# {re.escape(file)}\n(.*?)```", GUIDE, re.DOTALL)
    assert match, file
    return match[1]


def run(folder: Path, *command: str) -> list[dict]:
    done = subprocess.run(
        [sys.executable, "-m", "corpus", *command], cwd=folder, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_the_guide_adds_a_form_and_an_organ(tmp_path):
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    before = run(tmp_path, "parse", "a.txt")
    assert not any(c["label"].startswith("bước") for c in before)

    for file in ("numbering.toml", "organs.toml"):
        path = tmp_path / "corpus" / "vocabulary" / file
        path.write_text(f"{path.read_text(encoding='utf-8')}\n{snippet(file)}", encoding="utf-8")
    levels = tmp_path / "corpus" / "vocabulary" / "levels.toml"
    line = snippet("levels.toml")
    levels.write_text(
        levels.read_text(encoding="utf-8").replace("[labels]\n", f"[labels]\n{line}"), "utf-8"
    )

    labels = [c["label"] for c in run(tmp_path, "parse", "a.txt")]
    assert any(label.startswith("bước 2 khoản 1") for label in labels)
    [facts] = run(tmp_path, "facts", "--json", "a.txt")
    found = [(f["organ"], f["role"]) for f in facts["assignments"]]
    assert found == [
        ("Trung tâm Chuyển đổi số tỉnh", "chu_tri"),
        ("Trung tâm Chuyển đổi số tỉnh", "phoi_hop"),
        ("Sở Nội vụ", "phoi_hop"),
    ]
