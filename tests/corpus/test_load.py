import hashlib
import os
import subprocess
import sys
import tomllib

import pytest

from corpus.library import DIRECTIVES, load_library
from corpus.load import LoadError, load


def test_the_five_directives_are_verbatim(library):
    rows = tomllib.loads((DIRECTIVES / "sources.toml").read_text(encoding="utf-8"))["directive"]
    assert len(rows) == 5
    for row in rows:
        raw = (DIRECTIVES / row["file"]).read_bytes()
        assert hashlib.sha256(raw).hexdigest() == row["sha256"]
        assert library.document(row["source"]).text == raw.decode("utf-8")


@pytest.mark.parametrize(
    ("name", "raw", "reason"),
    [
        ("a.txt", b"Th\xf4ng b\xe1o", "không phải văn bản UTF-8"),
        ("b.txt", b"", "tệp rỗng"),
        ("c.txt", b"  \n ", "tệp rỗng"),
        ("d.txt", b"abc\x00def", "tệp nhị phân"),
        ("e.xyz", b"abc", "chưa đọc được tệp .xyz: hãy chuyển sang .docx"),
        ("g.PDF", b"%PDF-1.7", "cắt cụt hoặc bị hỏng; hãy tải lại bản đầy đủ"),
        ("h.pages", b"abc", "rồi lưu thành .docx"),
        ("khong-duoi", b"abc", "tệp không có đuôi"),
    ],
)
def test_bad_files_name_the_remedy(tmp_path, name, raw, reason):
    path = tmp_path / name
    path.write_bytes(raw)
    with pytest.raises(LoadError, match=reason):
        load(path)


def test_a_missing_file(tmp_path):
    with pytest.raises(LoadError, match="không có tệp"):
        load(tmp_path / "không-có.txt")


def test_utf16_with_a_mark_is_read(tmp_path):
    path = tmp_path / "u.txt"
    path.write_bytes("Số: 1/TB-UBND".encode("utf-16"))
    assert load(path).text == "Số: 1/TB-UBND"


def test_one_broken_file_does_not_stop_the_others(tmp_path):
    good = next(iter(sorted(DIRECTIVES.glob("*.txt"))))
    (tmp_path / "good.txt").write_bytes(good.read_bytes())
    (tmp_path / "bad.txt").write_bytes(b"\xff\xfe\xff")
    (tmp_path / "worse.txt").write_bytes(b"\x80\x81")
    library = load_library([tmp_path])
    assert [d.file for d in library] == ["good.txt"]
    assert {f.path.name for f in library.failures} == {"bad.txt", "worse.txt"}


def test_two_files_of_one_name_do_not_hide_each_other(tmp_path):
    for folder, text in (("x", "THÔNG BÁO một"), ("y", "THÔNG BÁO hai")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "tb.txt").write_text(text, encoding="utf-8")
    library = load_library([tmp_path])
    assert len(library.documents) == 1
    assert "trùng mã văn bản" in library.failures[0].reason


def run_corpus(*arguments):
    command = [sys.executable, "-m", "corpus", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env={**os.environ})


def test_the_command_prints_a_clause_a_line_and_says_what_failed(tmp_path):
    bad = tmp_path / "hỏng.txt"
    bad.write_bytes(b"\x80")
    done = run_corpus("parse", str(DIRECTIVES), str(bad))
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) > 300
    assert "hỏng.txt" in done.stderr
    assert "UTF-8" in done.stderr


def test_the_command_speaks_vietnamese():
    done = run_corpus("parse")
    assert done.returncode == 2
    assert "thiếu tham số" in done.stderr
    assert "error" not in done.stderr
