"""DOCX files made with python-docx, with what Word keeps outside the text."""

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from corpus.load import LoadError, load
from corpus.structure.parse import parse

LEVELS = """
<w:abstractNum {ns} w:abstractNumId="{id}">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/>
    <w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>
    <w:lvlText w:val="%3)"/></w:lvl>
  <w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/>
    <w:lvlText w:val="%1.%2.%4"/></w:lvl>
  <w:lvl w:ilvl="4"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>
</w:abstractNum>"""


@pytest.fixture
def package():
    """An empty document with two lists (ids 901, 902) of one definition; 902 starts anew."""
    package = docx.Document()
    root = package.part.numbering_part.element
    root.insert(0, parse_xml(LEVELS.format(ns=nsdecls("w"), id=900)))
    for list_id, override in ((901, ""), (902, '<w:startOverride w:val="1"/>')):
        level = f'<w:lvlOverride w:ilvl="1">{override}</w:lvlOverride>' if override else ""
        root.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{list_id}">'
                f'<w:abstractNumId w:val="900"/>{level}</w:num>'
            )
        )
    return package


def numbered(package, words, level, list_id=901):
    paragraph = package.add_paragraph(words)
    properties = paragraph._p.get_or_add_pPr()
    number = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", level), ("w:numId", list_id)):
        child = OxmlElement(tag)
        child.set(qn("w:val"), str(value))
        number.append(child)
    properties.append(number)
    return paragraph


def text_of(package, tmp_path, name="a.docx"):
    path = tmp_path / name
    package.save(path)
    return load(path).text


def test_words_own_numbering_is_read(package, tmp_path):
    numbered(package, "Mục tiêu", 0)
    numbered(package, "Mục tiêu chung", 1)
    numbered(package, "Mục tiêu cụ thể", 1)
    numbered(package, "Đến năm 2025", 2)
    numbered(package, "Đến năm 2030", 2)
    numbered(package, "Chi tiết", 3)
    numbered(package, "Gạch đầu dòng", 4)
    numbered(package, "Nhiệm vụ", 0)
    numbered(package, "Rà soát", 1)
    lines = text_of(package, tmp_path).split("\n")
    assert [line for line in lines if line] == [
        "I. Mục tiêu",
        "1. Mục tiêu chung",
        "2. Mục tiêu cụ thể",
        "a) Đến năm 2025",
        "b) Đến năm 2030",
        "1.2.1 Chi tiết",
        "- Gạch đầu dòng",
        "II. Nhiệm vụ",
        "1. Rà soát",
    ]


def test_a_list_that_starts_anew(package, tmp_path):
    numbered(package, "Một", 1)
    numbered(package, "Hai", 1)
    package.add_paragraph("Phần khác:")
    numbered(package, "Lại từ đầu", 1, 902)
    assert "1. Lại từ đầu" in text_of(package, tmp_path)


def test_numbers_of_word_become_clauses(package, tmp_path):
    numbered(package, "NHIỆM VỤ", 0)
    numbered(package, "Sở Nội vụ", 1)
    numbered(package, "Rà soát thủ tục hành chính.", 2)
    numbered(package, "Báo cáo kết quả.", 2)
    document = parse(text_of(package, tmp_path), "a.docx")
    paths = [[(s.level, s.value) for s in c.path] for c in document.clauses]
    assert paths[-1] == [("muc", "I"), ("khoan", "1"), ("diem", "b")]


def test_tables_keep_cells_and_merged_ones(package, tmp_path):
    table = package.add_table(rows=4, cols=3)
    rows = [
        ("TT", "Nhiệm vụ", "Cơ quan chủ trì"),
        ("1", "Ban hành danh mục", "Sở Nội vụ"),
        ("2", "Số hóa hồ sơ", ""),
        ("3", "Gộp ô", "Sở Y tế"),
    ]
    for row, words in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    table.cell(1, 2).merge(table.cell(2, 2))
    document = parse(text_of(package, tmp_path), "a.docx")
    cells = {
        c.path[-1].value: {x.head: document.text[x.start : x.end] for x in c.cells}
        for c in document.clauses
        if c.cells
    }
    assert cells["1"] == {
        "TT": "1",
        "Nhiệm vụ": "Ban hành danh mục",
        "Cơ quan chủ trì": "Sở Nội vụ",
    }
    assert cells["2"]["Cơ quan chủ trì"] == "Sở Nội vụ"  # reaches down from the row above
    assert cells["3"]["Cơ quan chủ trì"] == "Sở Y tế"


def test_a_letterhead_table_is_no_table(package, tmp_path):
    table = package.add_table(rows=2, cols=2)
    table.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nTỈNH QUẢNG NGÃI"
    table.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    table.cell(1, 0).text = "Số: 12/KH-UBND"
    table.cell(1, 1).text = "Quảng Ngãi, ngày 05 tháng 3 năm 2024"
    package.add_paragraph("KẾ HOẠCH")
    package.add_paragraph("Triển khai chuyển đổi số năm 2024")
    package.add_paragraph("1. Sở Nội vụ rà soát thủ tục hành chính.")
    meta = parse(text_of(package, tmp_path), "a.docx").metadata
    assert (meta.kind, meta.number, meta.date) == ("Kế hoạch", "12/KH-UBND", "2024-03-05")
    assert meta.issuer == "UBND tỉnh Quảng Ngãi"
    assert meta.title == "Triển khai chuyển đổi số năm 2024"


def test_tracked_changes(package, tmp_path):
    paragraph = package.add_paragraph("Hoàn thành ")
    for tag, words, inner in (("w:ins", "trước ngày 01/6", "w:t"), ("w:del", "sau", "w:delText")):
        change = OxmlElement(tag)
        run = OxmlElement("w:r")
        text = OxmlElement(inner)
        text.text = words
        run.append(text)
        change.append(run)
        paragraph._p.append(change)
    assert "Hoàn thành trước ngày 01/6\n" in text_of(package, tmp_path)


def test_line_breaks_and_tabs(package, tmp_path):
    package.add_paragraph("1.\tSở Nội vụ\nrà soát")
    assert text_of(package, tmp_path).strip() == "1. Sở Nội vụ\nrà soát"


@pytest.mark.parametrize("raw", [b"PK\x03\x04 no zip", b"\x00\x01\x02", b"\xd0\xcf\x11\xe0old"])
def test_what_is_no_docx_is_said(tmp_path, raw):
    path = tmp_path / "a.docx"
    path.write_bytes(raw)
    with pytest.raises(LoadError, match=r"lưu lại dạng \.docx"):
        load(path)
