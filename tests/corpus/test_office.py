"""DOC, RTF and ODT made by LibreOffice from a DOCX, and real files in old fonts."""

import subprocess
import zipfile
from pathlib import Path
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Thread

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from legacy import surface

from corpus.language.legacy_encodings import TCVN3, VNI
from corpus.load import LoadError, load
from corpus.loaders.limits import Limits, set_limits
from corpus.loaders.office import word
from corpus.loaders.office.programs import has_program, to_docx
from eval.reading.transcripts import syllable_error

BENCH = Path(__file__).parents[2] / ".." / "shared" / "bench" / "legacy_encodings"
needs_office = pytest.mark.skipif(not has_program("soffice"), reason="no LibreOffice")
needs_antiword = pytest.mark.skipif(not has_program("antiword"), reason="no antiword")
LIST = """
<w:abstractNum {ns} w:abstractNumId="900">
  <w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/>
  </w:lvl></w:abstractNum>"""


def set_font(run, font):
    run.font.name = font
    run._r.rPr.rFonts.set(qn("w:hAnsi"), font)


def sample(folder, encode=lambda words: words, font="Times New Roman"):
    """A DOCX with automatic numbers, a table and tracked changes."""
    package = docx.Document()
    root = package.part.numbering_part.element
    root.insert(0, parse_xml(LIST.format(ns=nsdecls("w"))))
    root.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="901"><w:abstractNumId w:val="900"/></w:num>')
    )

    def paragraph(words, level=None, into=package):
        made = into.add_paragraph()
        set_font(made.add_run(encode(words)), font)
        if level is not None:
            number = OxmlElement("w:numPr")
            for tag, value in (("w:ilvl", level), ("w:numId", 901)):
                child = OxmlElement(tag)
                child.set(qn("w:val"), str(value))
                number.append(child)
            made._p.get_or_add_pPr().append(number)
        return made

    paragraph("Kế hoạch chuyển đổi số của tỉnh trong những năm trước mắt và về sau")
    paragraph("Sở Nội vụ chủ trì rà soát thủ tục", 0)
    paragraph("Trước ngày 30/6/2025", 1)
    paragraph("Sau ngày ấy báo cáo kết quả", 1)
    changed = paragraph("Sở Tài chính bố trí ", 0)
    for tag, words in (("w:del", "một trăm triệu"), ("w:ins", "hai trăm triệu")):
        mark = OxmlElement(tag)
        mark.set(qn("w:id"), "1")
        mark.set(qn("w:author"), "a")
        mark.set(qn("w:date"), "2025-01-01T00:00:00Z")
        run = changed.add_run()
        set_font(run, font)
        text = OxmlElement("w:delText" if tag == "w:del" else "w:t")
        text.text = encode(words)
        run._r.append(text)
        mark.append(run._r)
        changed._p.append(mark)
    table = package.add_table(2, 2)
    for cell, words in zip(
        (cell for row in table.rows for cell in row.cells),
        ("Nhiệm vụ", "Đơn vị", "Số hóa hồ sơ lưu trữ", "Sở Tư pháp"),
        strict=True,
    ):
        paragraph(words, into=cell)
    path = folder / "mau.docx"
    package.save(path)
    return path


def converted(path, suffix, filter=""):
    """What LibreOffice saves the file as."""
    target = f"{suffix}{':' + filter if filter else ''}"
    command = ["soffice", f"-env:UserInstallation=file://{path.parent}/profile", "--headless"]
    command += ["--convert-to", target, "--outdir", path.parent, path]
    subprocess.run(list(map(str, command)), check=True, capture_output=True, timeout=120)
    return path.with_suffix(f".{suffix}")


RIGHT = [
    "3. Sở Nội vụ chủ trì rà soát thủ tục",
    "a) Trước ngày 30/6/2025",
    "b) Sau ngày ấy báo cáo kết quả",
    "4. Sở Tài chính bố trí hai trăm triệu",
]


def lines(text):
    return [line.strip() for line in text.split("\n") if line.strip()]


@needs_office
@pytest.mark.parametrize("suffix", ["doc", "rtf", "odt"])
def test_numbers_tables_and_changes_of_older_formats(tmp_path, suffix):
    path = converted(sample(tmp_path), suffix)
    text = load(path).text
    assert [line for line in lines(text) if line in RIGHT] == RIGHT
    assert "một trăm triệu" not in text
    assert "Số hóa hồ sơ lưu trữ" in text
    assert "Sở Tư pháp" in text


@needs_office
@pytest.mark.parametrize(
    ("suffix", "encoding", "font"), [("doc", TCVN3, ".VnTime"), ("rtf", VNI, "VNI-Times")]
)
def test_old_fonts_in_older_formats(tmp_path, suffix, encoding, font):
    path = converted(sample(tmp_path, lambda words: surface(words, encoding), font), suffix)
    loaded = load(path)
    assert [line for line in lines(loaded.text) if line in RIGHT] == RIGHT
    assert "chuyển sang Unicode" in loaded.notes[0]


@pytest.mark.parametrize(("encoding", "font"), [(TCVN3, ".VnTime"), (VNI, "VNI-Times")])
def test_old_fonts_in_docx(tmp_path, encoding, font):
    loaded = load(sample(tmp_path, lambda words: surface(words, encoding), font))
    assert [line for line in lines(loaded.text) if line in RIGHT] == RIGHT
    assert "hai trăm triệu" in loaded.text
    assert "một trăm" not in loaded.text


def test_an_old_font_with_another_name_is_known_by_its_words(tmp_path):
    loaded = load(sample(tmp_path, lambda words: surface(words, TCVN3), "Unknown ABC"))
    assert RIGHT[0] in lines(loaded.text)


def test_runs_of_one_document_differ(tmp_path):
    package = docx.Document()
    paragraph = package.add_paragraph()
    for words, font in (
        ("ñy ban nh©n d©n", ".VnTimeH"),
        (" số 5 của ", "Arial"),
        ("chÝnh phñ", ".VnTime"),
        (" Ñoäc la", "VNI-Times"),
        ("äp", "VNI-Times"),
    ):
        run = paragraph.add_run(words)
        set_font(run, font)
        run.bold = len(words) > 3
    package.add_paragraph("Chữ thường ở phông mặc định")
    path = tmp_path / "a.docx"
    package.save(path)
    assert lines(load(path).text) == [
        "ỦY BAN NHÂN DÂN số 5 của chính phủ Độc lập",
        "Chữ thường ở phông mặc định",
    ]


def test_soft_hyphens_of_old_fonts_are_letters(tmp_path):
    package = docx.Document()
    run = package.add_paragraph().add_run("Thñ t")
    set_font(run, ".VnTime")
    run._r.append(OxmlElement("w:softHyphen"))
    for words in ("íng ChÝnh phñ", " n"):
        text = OxmlElement("w:t")
        text.text = words
        run._r.append(text)
    path = tmp_path / "a.docx"
    package.save(path)
    assert lines(load(path).text) == ["Thủ tướng Chính phủ n"]


def test_unicode_under_the_name_of_an_old_font_is_kept(tmp_path):
    path = sample(tmp_path, font=".VnTime")
    text = load(path).text
    assert RIGHT[0] in lines(text)
    assert "Sở Tư pháp" in text


def test_fonts_of_styles(tmp_path):
    package = docx.Document()
    package.styles["Normal"].font.name = ".VnTime"
    package.styles["Heading 1"].font.name = ".VnTimeH"
    package.add_paragraph("Quy ®Þnh chung", style="Heading 1")
    package.add_paragraph("C¨n cø LuËt Tæ chøc ChÝnh phñ")
    path = tmp_path / "a.docx"
    package.save(path)
    # the heading's own theme font goes before its style's parent
    assert "Căn cứ Luật Tổ chức Chính phủ" in lines(load(path).text)


def test_without_libreoffice_the_remedy_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(word, "has_program", lambda name: False)
    path = tmp_path / "a.odt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    with pytest.raises(LoadError, match="chạy `make ocr`"):
        load(path)


RTF = (
    r"{\rtf1\ansi{\fonttbl{\f0 .VnTime;}}\f0 C\'a8n c\'f8 LuËt, NghÞ quyÕt cña Quèc héi sè 5."
    r"\par Bé tr\'adëng Bé T\'b5i chÝnh chñ tr× thùc hiÖn quyÕt ®Þnh nµy.\par}"
)


def test_rtf_without_libreoffice(tmp_path, monkeypatch):
    monkeypatch.setattr(word, "has_program", lambda name: False)
    path = tmp_path / "a.rtf"
    path.write_bytes(RTF.encode("latin-1"))
    loaded = load(path)
    assert lines(loaded.text) == [
        "Căn cứ Luật, Nghị quyết của Quốc hội số 5.",
        "Bộ trưởng Bộ Tài chính chủ trì thực hiện quyết định này.",
    ]
    assert any("thiếu số thứ tự" in note for note in loaded.notes)


@needs_antiword
@pytest.mark.skipif(not BENCH.is_dir(), reason="no shared material")
def test_doc_without_libreoffice(monkeypatch):
    monkeypatch.setattr(word, "has_program", lambda name: name != "soffice")
    loaded = load(BENCH / "2004-0328NDCP.doc")
    assert "Bộ trưởng Bộ Tài chính" in loaded.text
    assert any("TCVN3" in note for note in loaded.notes)


@needs_office
@pytest.mark.parametrize("raw", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, b"\x01\x02"])
def test_a_damaged_doc_is_said(tmp_path, raw):
    path = tmp_path / "a.doc"
    path.write_bytes(raw)
    with pytest.raises(LoadError, match=r"lưu thành \.docx|lưu lại tệp"):
        load(path)


@needs_office
def test_a_conversion_has_its_time(tmp_path):
    path = tmp_path / "a.rtf"
    path.write_bytes(RTF.encode("latin-1"))
    set_limits(Limits(seconds=0.05))
    try:
        with pytest.raises(LoadError, match="TONGDAI_READ_SECONDS"):
            load(path)
    finally:
        set_limits(Limits())


@needs_office
def test_nothing_is_fetched_from_other_hosts():
    """An office program that is handed a page would get its style sheets, wherever they lie."""
    asked = []

    class Host(BaseRequestHandler):
        def handle(self):
            asked.append(self.request.recv(200))

    with ThreadingTCPServer(("127.0.0.1", 0), Host) as host:
        Thread(target=host.serve_forever, daemon=True).start()
        site = f"http://127.0.0.1:{host.server_address[1]}"
        page = f'<html><link rel="stylesheet" href="{site}/a.css"><p>Số: 1/QĐ<img src="{site}/b">'
        assert to_docx(page.encode(), ".odt")
        host.shutdown()
    assert asked == []


@needs_office
@pytest.mark.skipif(not BENCH.is_dir(), reason="no shared material")
@pytest.mark.parametrize("name", ["2003-A-15.rtf", "2004-0328NDCP.doc", "2008-23.QD-991-UBND.doc"])
def test_real_documents_in_old_fonts(name):
    path = BENCH / name
    right = path.with_suffix(".truth.txt").read_text(encoding="utf-8")
    # Word prints ten automatic numbers that the transcript leaves out
    assert syllable_error(load(path).text, right) <= 0.01
