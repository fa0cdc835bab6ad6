"""Files made to do harm, or only broken: refused with the remedy, in bounded time and memory, or
read for what they are, and the good files beside them served."""

import io
import os
import resource
import struct
import time
import zipfile

import docx
import pytest

from corpus.library import DIRECTIVES, load_library
from corpus.load import LoadError, find_unread, load
from corpus.loaders.limits import Limits, set_limits
from corpus.reading.reader import Reader

GOOD = "Số: 5/KH-UBND\nKẾ HOẠCH\n1. Sở Nội vụ chủ trì rà soát thủ tục.\n"


def word(*paragraphs):
    package = docx.Document()
    for words in paragraphs or GOOD.split("\n"):
        package.add_paragraph(words)
    made = io.BytesIO()
    package.save(made)
    return made.getvalue()


def repacked(raw, **changed):
    """A DOCX with some parts replaced (by the part's name with _ for /)."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(raw)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            part = changed.get(entry.filename.replace("/", "_").replace(".", "_"))
            new.writestr(entry.filename, old.read(entry) if part is None else part)
    return made.getvalue()


def bomb(megabytes=70):
    return repacked(word(), word_document_xml=b"<a>" + b" " * (megabytes * 1_000_000) + b"</a>")


def deep_docx(depth=100_000):
    return repacked(word(), word_document_xml=b"<a>" * depth + b"</a>" * depth)


def entities():
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    xml = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY l0 "ha">{lol}]><d>&l11;</d>'
    return repacked(word(), word_document_xml=xml.encode())


def locked_zip():
    raw = bytearray(word())
    place = raw.find(b"PK\x01\x02")
    raw[place + 8] |= 1  # bit 0: encrypted, in the directory
    return bytes(raw)


def ole(*streams):
    """A compound file that has streams of these names, each 4,096 zero bytes long or as given."""
    sector, free, end = 512, 0xFFFFFFFF, 0xFFFFFFFE
    table = [0xFFFFFFFD]
    entries = [("Root Entry", 5, end, 0)]
    bodies = []
    directory = 1 + (len(streams) + 4) // 4
    table += [*range(2, directory), end][: directory - 1]
    table[directory - 1] = end
    for name, body in streams:
        body = body.ljust(4096, b"\x00")
        first = len(table)
        count = len(body) // sector
        table += [*range(first + 1, first + count), end]
        entries.append((name, 2, first, len(body)))
        bodies.append(body)
    raw = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    raw += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    raw += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0)
    raw += struct.pack("<109I", 0, *[free] * 108)
    raw += struct.pack("<128I", *table, *[free] * (128 - len(table)))
    listing = b""
    for number, (name, kind, first, size) in enumerate(entries):
        encoded = (name + "\0").encode("utf-16-le")
        child = 1 if number == 0 else free
        right = number + 1 if 0 < number < len(entries) - 1 else free
        listing += encoded.ljust(64, b"\0") + struct.pack(
            "<HBBIII16sIQQIQ", len(encoded), kind, 1, free, right, child, b"", 0, 0, 0, first, size
        )
    raw += listing.ljust((directory - 1) * sector, b"\0")
    return raw + b"".join(bodies)


def locked_doc():
    """A DOC whose head says that it is encrypted ([MS-DOC] 2.5.2, fEncrypted)."""
    return ole(("WordDocument", b"\xec\xa5\xc1\x00" + b"\0" * 6 + b"\x00\x01"))


CASES = {
    "cat-ngan.docx": (lambda: word()[:-3000], "lưu lại"),
    "khoa.docx": (lambda: ole(("EncryptedPackage", b"")), "mật khẩu"),
    "khoa.doc": (locked_doc, "mật khẩu"),
    "khoa-zip.docx": (locked_zip, "mật khẩu"),
    "bom.docx": (bomb, "nén bung ra"),
    "sau.docx": (deep_docx, "lưu lại"),
    "thuc-the.docx": (entities, "lưu lại"),
    "rong.docx": (lambda: b"", "tệp rỗng"),
    "rong.txt": (lambda: b"", "tệp rỗng"),
    "rong.doc": (lambda: b"", "tệp rỗng"),
    "dai.txt": (lambda: b"a b " * 1_000_000, "triệu ký tự"),
    "dai-tieng.txt": (lambda: "ậ ".encode() * 1_100_000, "triệu ký tự"),
    "bang-tinh.docx": (lambda: ole(("Workbook", b"")), "bảng tính Excel"),
    "anh.docx": (lambda: b"GIF89a" + b"\0" * 50, r"nội dung là tệp \.gif: hãy lưu lại thành \.png"),
    "nen.docx": (lambda: zipped("a.txt"), "hãy giải nén"),
    "may.docx": (lambda: b"MZ\x90\x00" + b"\0" * 90, "chương trình máy tính"),
}


def zipped(name):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(name, "x")
    return made.getvalue()


@pytest.fixture
def small():
    set_limits(Limits(text_mb=1))
    yield
    set_limits(Limits())


@pytest.mark.parametrize("name", list(CASES))
def test_refused_with_the_remedy_soon(tmp_path, small, name):
    make, reason = CASES[name]
    path = tmp_path / name
    path.write_bytes(make())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begin = time.process_time()
    with pytest.raises(LoadError, match=reason):
        load(path)
    assert time.process_time() - begin < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000  # kilobytes


def test_a_file_too_big_is_not_even_opened(tmp_path):
    path = tmp_path / "to.docx"
    with path.open("wb") as file:
        file.truncate(201_000_000)
    begin = time.process_time()
    with pytest.raises(LoadError, match=r"nặng 201 MB.*TONGDAI_READ_FILE_MB"):
        load(path)
    assert time.process_time() - begin < 0.5


@pytest.mark.parametrize("tag", ["div", "table", "b", "ul", "blockquote", "font"])
def test_endless_nesting_of_a_page(tmp_path, tag):
    path = tmp_path / "sau.html"
    path.write_text(f"<p>Điều 1. Phạm vi</p>{f'<{tag}>' * 200_000}x", encoding="utf-8")
    begin = time.process_time()
    with pytest.raises(LoadError, match="lồng nhau quá sâu"):
        load(path)
    assert time.process_time() - begin < 5
    path.write_text(f"<p>Điều 1. Phạm vi</p>{f'<{tag}>' * 4_000}x", encoding="utf-8")
    assert "Điều 1. Phạm vi" in load(path).text
    assert time.process_time() - begin < 10


def test_many_tags_that_end_by_themselves_are_no_nesting(tmp_path):
    path = tmp_path / "dai.html"
    path.write_text("<p>Điều 1. Phạm vi<br><ul><li>x<li>y</ul>" * 6_000, encoding="utf-8")
    assert load(path).text.count("Điều 1") == 6_000


HTML = f"<html><head><title>x</title></head><body><p>{GOOD.replace(chr(10), '</p><p>')}</p></body>"
WEB = (
    "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=cat\n\n--cat\n"
    "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
    f"{HTML}\n--cat\nContent-Type: image/png\n\nxx\n--cat--\n"
)


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("a.doc", word(), "Word (.docx)"),
        ("a.rtf", word(), "Word (.docx)"),
        ("a.docx", GOOD.encode(), "chữ thường"),
        ("a.doc", GOOD.encode("utf-16"), "chữ thường"),
        ("a.doc", HTML.encode(), "trang web (HTML)"),
        ("a.docx", b"\xef\xbb\xbf  " + HTML.encode(), "trang web (HTML)"),
        ("a.txt", HTML.encode(), "trang web (HTML)"),
        ("a.doc", WEB.encode(), "trang web đóng gói"),
        ("a.txt", word(), "Word (.docx)"),
    ],
)
def test_a_wrong_suffix_is_read_for_what_it_is(tmp_path, name, raw, said):
    path = tmp_path / name
    path.write_bytes(raw)
    loaded = load(path)
    assert "1. Sở Nội vụ chủ trì rà soát thủ tục." in loaded.text
    assert said in loaded.notes[0]
    assert "đọc theo nội dung" in loaded.notes[0]


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a.mht", WEB),
        ("a.html", HTML),
        ("a.htm", HTML),
        ("a.md", f"<p>x</p>\n{GOOD}"),
        ("a.txt", GOOD),
        ("a.txt", f'<?xml version="1.0"?>\n{GOOD}'),
        ("a.html", f'<?xml version="1.0"?>\n{HTML}'),
    ],
)
def test_a_right_suffix_needs_no_remark(tmp_path, name, raw):
    path = tmp_path / name
    path.write_text(raw, encoding="utf-8")
    assert load(path).notes == ()


def test_links(tmp_path):
    outside = tmp_path / "ngoai"
    outside.mkdir()
    (outside / "mat.txt").write_text("1. Bí mật của người khác", encoding="utf-8")
    folder = tmp_path / "van-ban"
    folder.mkdir()
    (folder / "tot.txt").write_text(GOOD, encoding="utf-8")
    (folder / "ra.txt").symlink_to(outside / "mat.txt")
    (folder / "ra-thu-muc").symlink_to(outside)
    (folder / "hong.txt").symlink_to(folder / "khong-co.txt")
    (folder / "vong").symlink_to(folder / "vong")
    (folder / "trong-thu-muc").symlink_to(folder)
    os.mkfifo(folder / "ong.txt")
    library = load_library([folder])
    assert [document.file for document in library] == ["tot.txt"]
    reasons = {failure.path.name: failure.reason for failure in library.failures}
    assert set(reasons) == {"ra.txt", "ra-thu-muc", "hong.txt", "vong", "ong.txt"}
    assert "trỏ ra ngoài thư mục" in reasons["ra.txt"]
    assert "trỏ ra ngoài thư mục" in reasons["ra-thu-muc"]
    assert "liên kết hỏng" in reasons["hong.txt"]
    assert "không phải tệp thường" in reasons["ong.txt"]


def test_a_link_inside_the_folder_is_a_file(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "tot.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a" / "tot.txt")
    library = load_library([tmp_path])
    assert len(library.documents) == 1
    assert "trùng nội dung" in library.failures[0].reason
    assert find_unread([tmp_path]) == []


def test_a_file_that_is_no_file(tmp_path):
    pipe = tmp_path / "ong.txt"
    os.mkfifo(pipe)
    with pytest.raises(LoadError, match="không phải tệp thường"):
        load(pipe)


def test_the_good_files_beside_are_served(tmp_path):
    for name, (make, _) in CASES.items():
        if name not in ("dai.txt", "dai-tieng.txt"):
            (tmp_path / name).write_bytes(make())
    for path in DIRECTIVES.glob("*.txt"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "tot.docx").write_bytes(word())
    reader = Reader(2, Limits(seconds=60, memory_mb=1500))
    library = load_library([tmp_path], reader=reader)
    assert len(library.documents) == 6
    assert {failure.path.name for failure in library.failures} == set(CASES) - {
        "dai.txt",
        "dai-tieng.txt",
    }
