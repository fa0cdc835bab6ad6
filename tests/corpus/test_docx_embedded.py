"""What stands in other parts of the package: chunks, notes, running heads."""

import email.message

import pytest
from word_files import DECIMAL, LETTERHEAD, NS, lines, p, pack, r, read, relation

from corpus.structure.parse import parse

HTML = "<html><body><p>2. Sở Tài chính bố trí 850 triệu đồng.</p></body></html>"
CHUNK = '<w:altChunk r:id="rIdChunk"/>'
TEXT = "2. Sở Tài chính bố trí 850 triệu đồng."


def types(name, kind):
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/{name}" ContentType="{kind}"/></Types>'
    )


def archive():
    message = email.message.EmailMessage()
    message.set_content(HTML, subtype="html", charset="utf-8", cte="quoted-printable")
    return message.as_bytes()


@pytest.mark.parametrize(
    ("name", "kind", "content"),
    [
        ("c.html", "text/html", HTML),
        ("c.xhtml", "application/xhtml+xml", HTML),
        ("c.mht", "message/rfc822", archive()),
        ("c.txt", "text/plain", TEXT),
    ],
)
def test_chunks_are_read_in_their_place(tmp_path, name, kind, content):
    loaded = read(
        tmp_path,
        p("Một", 1) + CHUNK + p("Hai", 1),
        relations=relation("rIdChunk", "aFChunk", name),
        parts={f"word/{name}": content, "[Content_Types].xml": types(name, kind)},
    )
    found = [line for line in loaded.text.split("\n") if line]
    assert found == ["1. Một", TEXT, "2. Hai"]
    assert "1 phần nhúng (altChunk), đọc ở đúng chỗ" in loaded.notes


def test_a_word_file_in_a_word_file(tmp_path):
    inner = pack(tmp_path / "inner.docx", p("Trong", 1), numbering=DECIMAL).read_bytes()
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    found = lines(
        tmp_path,
        p("Một", 1) + CHUNK + p("Hai", 1),
        relations=relation("rIdChunk", "aFChunk", "c.docx"),
        parts={"word/c.docx": inner, "[Content_Types].xml": types("c.docx", word)},
    )
    assert found == ["1. Một", "1. Trong", "2. Hai"]


@pytest.mark.parametrize(
    ("name", "content", "mode", "named"),
    [
        ("c.bin", b"\x00\x01", "", "c.bin"),
        ("http://a.vn/c.html", None, "External", "c.html"),
        ("missing.html", None, "", "missing.html"),
        ("c.docx", b"PK broken", "", ".docx"),
    ],
)
def test_chunks_that_are_not_read_are_named(tmp_path, name, content, mode, named):
    loaded = read(
        tmp_path,
        p("Một", 1) + CHUNK + p("Hai", 1),
        relations=relation("rIdChunk", "aFChunk", name, mode),
        parts={f"word/{name}": content} if content else {},
    )
    assert [line for line in loaded.text.split("\n") if line] == ["1. Một", "2. Hai"]
    assert f"1 phần nhúng (altChunk) không đọc được ({named})" in loaded.notes


def test_a_chunk_in_a_cell(tmp_path):
    table = f"<w:tbl><w:tr><w:tc>{p('a')}</w:tc><w:tc>{CHUNK}</w:tc></w:tr></w:tbl>"
    found = lines(
        tmp_path,
        table,
        relations=relation("rIdChunk", "aFChunk", "c.html"),
        parts={"word/c.html": HTML},
    )
    assert found == [f"a\t{TEXT}"]


def test_subdocuments_are_named(tmp_path):
    loaded = read(tmp_path, p(r("Một") + '<w:subDoc r:id="rIdS"/>'))
    assert any("văn bản con nằm ngoài tệp" in note for note in loaded.notes)


def test_notes_that_are_referred_to(tmp_path):
    def note(key, words, more=""):
        return f'<w:footnote w:id="{key}"{more}>{p(words)}</w:footnote>'

    notes = (
        note(0, "—", ' w:type="separator"')
        + note(2, "Thứ hai")
        + note(3, "Thứ nhất")
        + note(4, "Đã xóa")
    )
    gone = '<w:del w:id="1"><w:r><w:footnoteReference w:id="4"/></w:r></w:del>'
    loaded = read(
        tmp_path,
        p(r("a") + '<w:r><w:footnoteReference w:id="3"/></w:r>' + gone)
        + p(r("b") + '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        relations=relation("rIdF", "footnotes", "footnotes.xml"),
        parts={"word/footnotes.xml": f"<w:footnotes {NS}>{notes}</w:footnotes>"},
    )
    noise = "".join(loaded.text[s:e] for s, e in loaded.noise)
    assert [line for line in noise.split("\n") if line] == ["[1] Thứ nhất", "[2] Thứ hai"]
    assert "có 2 chú thích cuối trang, giữ ở cuối văn bản" in loaded.notes


def head_of(tmp_path, head, body, kind="first"):
    section = f'<w:sectPr><w:headerReference w:type="{kind}" r:id="rIdH"/></w:sectPr>'
    return read(
        tmp_path,
        "".join(p(words) for words in body) + section,
        relations=relation("rIdH", "header", "header1.xml"),
        parts={"word/header1.xml": f"<w:hdr {NS}>{''.join(p(w) for w in head)}</w:hdr>"},
    )


@pytest.mark.parametrize("kind", ["first", "default"])
def test_a_number_that_stands_only_in_the_running_head(tmp_path, kind):
    loaded = head_of(
        tmp_path, [LETTERHEAD[1], LETTERHEAD[2]], [LETTERHEAD[0], *LETTERHEAD[3:], "1. Việc."], kind
    )
    meta = parse(loaded.text, "a.docx").metadata
    assert (meta.number, meta.date) == ("77/KH-UBND", "2024-03-05")
    assert any(note.startswith("số hoặc ngày chỉ có ở đầu trang") for note in loaded.notes)


@pytest.mark.parametrize("head", [["Công báo số 5"], ["DỰ THẢO"], ["Số: 99/CB-UBND"]])
def test_running_heads_are_left_out(tmp_path, head):
    loaded = head_of(tmp_path, head, [*LETTERHEAD, "1. Việc."])
    assert head[0] not in loaded.text
    assert loaded.notes == ()
