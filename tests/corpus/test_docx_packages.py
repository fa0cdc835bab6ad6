"""The file around the document: damaged, odd, locked and hostile ones."""

import time
import zipfile

import pytest
from word_files import MAIN, NAMES, document, lines, p, pack, r, read, relation

from corpus.load import LoadError, load
from corpus.loaders.docx import load_docx

DECLARED = '<?xml version="1.0"?>'
BODY = p("Sở Văn hóa xây kho sách.", 1) + p("Sở Tài chính bố trí 850 triệu đồng.", 1)
PRINTED = ["1. Sở Văn hóa xây kho sách.", "2. Sở Tài chính bố trí 850 triệu đồng."]


@pytest.mark.parametrize(
    "relations",
    [
        relation("rId9", "image", "NULL"),
        relation("rId9", "image", ""),
        relation("rId9", "hyperlink", "http://a.vn/không có", "External"),
        relation("rId9", "footnotes", "missing.xml"),
        relation("rId9", "header", "../../out.xml"),
        '<Relationship Id="rId9"/>',
    ],
)
def test_relationships_to_nowhere(tmp_path, relations):
    assert lines(tmp_path, BODY, relations=relations) == PRINTED


@pytest.mark.parametrize("suffix", [".docx", ".docm", ".dotx", ".dotm", ".DOCM"])
def test_suffixes(tmp_path, suffix):
    path = pack(tmp_path / f"a{suffix}", BODY)
    assert [line for line in load(path).text.split("\n") if line] == PRINTED


@pytest.mark.parametrize(
    "kind",
    [
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
        "application/xml",
        "",
    ],
)
def test_content_types(tmp_path, kind):
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>'
    )
    parts = {"[Content_Types].xml": types, "word/vbaProject.bin": b"Sub AutoOpen()"}
    loaded = read(tmp_path, BODY, parts=parts)
    assert [line for line in loaded.text.split("\n") if line] == PRINTED
    assert "tệp có macro; macro không được chạy" in loaded.notes


@pytest.mark.parametrize(
    "left",
    [
        ("styles",), ("styles", "numbering"),
    ],
)  # fmt: skip
def test_missing_parts(tmp_path, left):
    loaded = read(tmp_path, BODY, **dict.fromkeys(left))
    assert "Sở Tài chính bố trí 850 triệu đồng." in loaded.text
    assert any("styles.xml" in note for note in loaded.notes)


@pytest.mark.parametrize("part", ["word/styles.xml", "word/numbering.xml"])
def test_a_damaged_part_beside_the_document(tmp_path, part):
    loaded = read(tmp_path, BODY, parts={part: b"<broken"})
    assert "Sở Tài chính" in loaded.text
    assert any(part.rpartition("/")[2] in note for note in loaded.notes)


def rezip(source, target, rename):
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            if renamed := rename(name):
                new.writestr(renamed, old.read(name))
    return target


@pytest.mark.parametrize(
    "rename",
    [
        str.upper,
        lambda name: name.replace("/", "\\"),
        lambda name: f"/{name}",
        lambda name: "" if name == "[Content_Types].xml" else name,
        lambda name: "" if name == "_rels/.rels" else name,
        lambda name: "" if name in ("_rels/.rels", "[Content_Types].xml") else name,
    ],
)
def test_odd_names_in_the_archive(tmp_path, rename):
    path = rezip(pack(tmp_path / "a.docx", BODY), tmp_path / "b.docx", rename)
    assert [line for line in load(path).text.split("\n") if line] == PRINTED


def strict(xml):
    base = "http://purl.oclc.org/ooxml/"
    for old, new in (
        (NAMES["w"], f"{base}wordprocessingml/main"),
        (NAMES["r"], f"{base}officeDocument/relationships"),
        (NAMES["m"], f"{base}officeDocument/math"),
        (NAMES["a"], f"{base}drawingml/main"),
    ):
        xml = xml.replace(old, new)
    return xml


def test_the_strict_form(tmp_path):
    source = pack(tmp_path / "a.docx", BODY + p(r("<ẩn>", "<w:vanish/>") + r("Hiện")))
    target = tmp_path / "b.docx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, strict(old.read(name).decode()))
    assert [line for line in load(target).text.split("\n") if line] == [*PRINTED, "Hiện"]


@pytest.mark.parametrize("suffix", [".xml", ".docx"])
def test_one_flat_document(tmp_path, suffix):
    with zipfile.ZipFile(pack(tmp_path / "a.docx", BODY)) as archive:
        parts = "".join(
            f'<pkg:part pkg:name="/{name}" pkg:contentType="{MAIN}"><pkg:xmlData>'
            f"{archive.read(name).decode().removeprefix(DECLARED)}"
            "</pkg:xmlData></pkg:part>"
            for name in archive.namelist()
            if name != "[Content_Types].xml"
        )
    path = tmp_path / f"b{suffix}"
    uri = "http://schemas.microsoft.com/office/2006/xmlPackage"
    path.write_text(f'<?xml version="1.0"?><pkg:package xmlns:pkg="{uri}">{parts}</pkg:package>')
    assert [line for line in load(path).text.split("\n") if line] == PRINTED


def name_of(words):
    return words.encode("utf-16-le")


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (OLE + name_of("EncryptedPackage"), "đặt mật khẩu"),
        (OLE + name_of("WordDocument"), r"Word đời cũ \(.doc\) mang đuôi mới"),
        (OLE, "bị hỏng"),
        (b"{\\rtf1 abc}", "tệp RTF"),
        (b"%PDF-1.7", "tệp PDF"),
        (b"<!DOCTYPE html><p>abc", "trang HTML"),
        (b"<?xml version='1.0'?><a/>", "không phải văn bản Word"),
        (b"PK\x03\x04 no zip", "bị hỏng"),
        (b"", "bị hỏng"),
    ],
)
def test_files_that_are_something_else(tmp_path, raw, reason):
    path = tmp_path / "a.docx"
    path.write_bytes(raw)
    with pytest.raises(LoadError, match=reason):
        load_docx(path)


def other(tmp_path, files):
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"xl/workbook.xml": "<a/>"}, "Excel"),
        ({"mimetype": "application/vnd.oasis.opendocument.text"}, "OpenDocument"),
        ({"a.txt": "abc"}, "bị hỏng"),
        ({"word/document.xml": "<w:document"}, "hỏng"),
        ({"word/document.xml": "<a/>"}, "bị hỏng"),
    ],
)
def test_archives_that_are_something_else(tmp_path, files, reason):
    with pytest.raises(LoadError, match=reason):
        load_docx(other(tmp_path, files))


def bomb(tmp_path):
    return pack(tmp_path / "a.docx", BODY, parts={"word/media/a.bin": bytes(40 << 20)})


def packed_document(tmp_path):
    return pack(tmp_path / "a.docx", document(p(r("a" * (20 << 20)))))


def deep(tmp_path):
    return pack(tmp_path / "a.docx", p("<w:smartTag>" * 5000 + "</w:smartTag>" * 5000))


def deep_tables(tmp_path):
    return pack(tmp_path / "a.docx", "<w:tbl><w:tr><w:tc>" * 300 + "</w:tc></w:tr></w:tbl>" * 300)


def entities(tmp_path):
    names = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 10))
    xml = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e0 "lol">{names}]>'
    return pack(tmp_path / "a.docx", xml + document(p("&e9;")).removeprefix(DECLARED))


def outside(tmp_path):
    xml = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    return pack(tmp_path / "a.docx", xml + document(p("&e;")).removeprefix(DECLARED))


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (bomb, "lớn bất thường"),
        (packed_document, "lớn bất thường"),
        (deep, "lồng nhau quá sâu"),
        (deep_tables, "lồng nhau quá sâu"),
        (entities, "thực thể XML"),
        (outside, "thực thể XML"),
    ],
)
def test_hostile_files_are_refused_quickly(tmp_path, make, reason):
    path = make(tmp_path)
    start = time.thread_time()
    with pytest.raises(LoadError, match=reason):
        load(path)
    assert time.thread_time() - start < 5


def test_as_deep_as_is_read(tmp_path):
    """The depth that the parser allows is no depth that the reader stumbles at."""
    inner = "<w:smartTag>" * 240 + r("sâu") + "</w:smartTag>" * 240
    assert lines(tmp_path, p(inner)) == ["sâu"]


def test_time_grows_with_the_length_only(tmp_path):
    """Fields never closed, marks of paragraphs deleted, styles in a long chain."""
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    gone = '<w:rPr><w:del w:id="1"/></w:rPr>'
    body = p(field * 3000 + r("a")) + "".join(p("b", more=gone) for _ in range(3000)) + p("c")
    chain = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{i}"><w:name w:val="s{i}"/>'
        f'<w:basedOn w:val="s{i + 1}"/></w:style>'
        for i in range(3000)
    )
    body += "".join(p("d", style=f"s{i}") for i in range(3000))
    start = time.thread_time()
    assert "b" * 3000 + "c" in read(tmp_path, body, styles=chain).text
    assert time.thread_time() - start < 10
