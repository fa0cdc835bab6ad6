"""Every file of a folder is used or named, with the reason."""

import os
import subprocess
import sys

import pytest

from corpus.library import load_library

HEAD = """{issuer}
Số: {number}/KH-UBND
{place}, ngày {day} tháng 5 năm 2025
KẾ HOẠCH
Về chuyển đổi số năm 2025
Căn cứ Luật Giao dịch điện tử và tình hình thực tế của địa phương trong năm vừa qua, ban hành:
1. Sở Nội vụ chủ trì rà soát {task} trước ngày 30/6/2025.
2. Sở Tài chính bố trí kinh phí thực hiện theo quy định hiện hành.
"""


def text(issuer="UBND TỈNH HẢI DƯƠNG", number=12, place="Hải Dương", day=12, task="hồ sơ"):
    return HEAD.format(issuer=issuer, number=number, place=place, day=day, task=task)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "ke-hoach.txt").write_text(text(), encoding="utf-8")
    return tmp_path


def reasons(library):
    return {failure.path.name: failure.reason for failure in library.failures}


def test_files_that_no_loader_reads_are_named(folder):
    broken = {"quét.pdf": b"%PDF-1.7 x", "ảnh.JPG": b"\xff\xd8\xff x"}
    names = ["quét.pdf", "cũ.pages", "số liệu.xlsx", "ảnh.JPG", "gói.zip", "khong-duoi"]
    for name in names:
        (folder / name).write_bytes(broken.get(name, b"x"))
    library = load_library([folder])
    found = reasons(library)
    assert set(found) == set(names)
    assert "cắt cụt hoặc bị hỏng" in found["quét.pdf"]
    assert found["cũ.pages"].endswith("rồi lưu thành .docx.")
    assert "ảnh bị hỏng" in found["ảnh.JPG"] or "make ocr" in found["ảnh.JPG"]
    assert found["gói.zip"].endswith("hãy giải nén rồi để các tệp bên trong vào thư mục.")
    assert found["khong-duoi"].startswith("chưa đọc được tệp không có đuôi: ")
    assert len(library.documents) == 1


def test_what_is_hidden_or_tells_the_source_is_no_file_of_the_corpus(folder):
    (folder / "sources.toml").write_text("", encoding="utf-8")
    (folder / ".DS_Store").write_bytes(b"x")
    (folder / "~$hoach.doc").write_bytes(b"x")
    (folder / ".git").mkdir()
    (folder / ".git" / "index").write_bytes(b"x")
    assert load_library([folder]).failures == ()


def test_files_in_folders_within_are_named_once(folder):
    (folder / "sâu").mkdir()
    (folder / "sâu" / "a.pdf").write_bytes(b"%PDF-1.7 x")
    library = load_library([folder, folder / "sâu"])
    assert [failure.path for failure in library.failures] == [folder / "sâu" / "a.pdf"]


def test_a_text_without_clauses_is_named(folder):
    (folder / "trống.txt").write_text("-----\n=====\n", encoding="utf-8")
    assert "không tách được điều khoản nào" in reasons(load_library([folder]))["trống.txt"]


def test_a_copy_is_used_once_and_named(folder):
    spaced = text().replace("\n", "\r\n").replace("Sở ", "Sở  ")
    (folder / "ke-hoach-ban-sao.txt").write_text(spaced, encoding="utf-8")
    library = load_library([folder])
    assert [document.file for document in library] == ["ke-hoach-ban-sao.txt"]
    assert "trùng nội dung với tệp “ke-hoach-ban-sao.txt”" in reasons(library)["ke-hoach.txt"]
    assert library.remarks == ()


def test_another_wording_of_one_document_is_kept_and_said(folder):
    (folder / "sua.txt").write_text(text(task="hồ sơ, dữ liệu"), encoding="utf-8")
    library = load_library([folder])
    assert [document.id for document in library] == ["ke-hoach", "sua"]
    [remark] = library.remarks
    assert remark.path == folder / "sua.txt"
    assert "cùng số, ngày và cơ quan ban hành với tệp “ke-hoach.txt”" in remark.text
    assert remark.text in library.document("sua").notes
    assert library.failures == ()


def test_versions_of_one_file_name_have_ids_of_their_own(folder):
    (folder / "mới").mkdir()
    (folder / "mới" / "ke-hoach.txt").write_text(text(task="dữ liệu"), encoding="utf-8")
    library = load_library([folder])
    ids = [document.id for document in library]
    assert ids == ["ke-hoach", "ke-hoach-2"]
    for document in library:
        assert all(clause.id.startswith(f"{document.id}.") for clause in document.clauses)
        assert all(library.clause(c.id).document_id == document.id for c in document.clauses)
    assert str(folder / "ke-hoach.txt") in library.remarks[0].text


@pytest.mark.parametrize(
    "other",
    [
        {"issuer": "UBND TỈNH QUẢNG NGÃI", "place": "Quảng Ngãi", "task": "dữ liệu"},
        {"number": 13, "task": "dữ liệu"},
        {"day": 13, "task": "dữ liệu"},
    ],
)
def test_another_issuer_number_or_date_is_another_document(folder, other):
    (folder / "khac.txt").write_text(text(**other), encoding="utf-8")
    library = load_library([folder])
    assert len(library.documents) == 2
    assert library.remarks == ()
    assert library.failures == ()


def run(module, *arguments, **options):
    command = [sys.executable, "-m", module, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, **options)


@pytest.mark.parametrize("command", ["parse", "inspect", "facts"])
def test_the_commands_name_what_is_left_out(folder, command):
    (folder / "quét.pdf").write_bytes(b"%PDF-1.7 x")
    (folder / "sua.txt").write_text(text(task="dữ liệu"), encoding="utf-8")
    done = run("corpus", command, folder)
    assert done.returncode == 1
    assert "quét.pdf: tệp PDF bị cắt cụt hoặc bị hỏng" in done.stderr
    assert f"Lưu ý {folder / 'sua.txt'}: cùng số, ngày" in done.stderr


def test_the_index_names_what_is_left_out(folder):
    (folder / "ke-hoach.txt").unlink()
    (folder / "ke-hoach.pdf").write_bytes(b"%PDF-1.7 x")
    environment = {
        **os.environ,
        "TONGDAI_CORPUS": str(folder),
        "TONGDAI_DATA_DIR": str(folder / "var"),
    }
    done = run("index", "build", env=environment)
    assert done.returncode == 2
    assert "Bỏ qua" in done.stderr
    assert "ke-hoach.pdf: tệp PDF bị cắt cụt hoặc bị hỏng" in done.stderr
