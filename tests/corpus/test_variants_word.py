# ruff: noqa: E501
"""Word files as people and programs leave them: what stands on the printed page, and only that."""

import pytest
from variants import opened, told, words_of
from word_files import (
    DELETED,
    NS,
    box,
    field,
    p,
    pack,
    r,
    relation,
    tbl,
    tc,
    tr,
)  # fmt: skip


def seen(folder, body, **parts):
    return words_of(pack(folder / "a.docx", body, **parts))


def cut(words):
    return f'<w:del w:id="1" w:author="x"><w:r><w:delText xml:space="preserve">{words}</w:delText></w:r></w:del>'


def put(words):
    return f'<w:ins w:id="2" w:author="x">{r(words)}</w:ins>'


def level(at, text, form="decimal", more="", start=1):
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/>{more}</w:lvl>'
    )


def lists(*levels, nums='<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'):
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{nums}'


def restarted(number, at=1, where=0):
    return (
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="{where}">'
        f'<w:startOverride w:val="{at}"/></w:lvlOverride></w:num>'
    )


ARTICLES = (
    level(0, "Điều %1.", more='<w:pStyle w:val="Dieu"/>')
    + level(1, "%2.", more='<w:pStyle w:val="Khoan"/>')
    + level(2, "%3)", "lowerLetter", '<w:pStyle w:val="Diem"/>')
)


def style(name, more="", based=""):
    on = f'<w:basedOn w:val="{based}"/>' if based else ""
    return f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/>{on}<w:pPr>{more}</w:pPr></w:style>'


BY_STYLE = (
    style("Dieu", '<w:numPr><w:numId w:val="1"/></w:numPr>')
    + style("Khoan", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>')
    + style("Diem", '<w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr>')
    + style("KhoanThut", '<w:ind w:left="720"/>', "Khoan")
)

NUMBERS = {
    "articles by heading styles": (
        p("Phạm vi", style="Dieu") + p("Cấp xã.", style="Khoan") + p("Thôn.", style="Diem")
        + p("Tổ dân phố.", style="Diem") + p("Cấp tỉnh.", style="KhoanThut")
        + p("Hiệu lực", style="Dieu") + p("Từ ngày ký.", style="Khoan"),
        {"numbering": lists(ARTICLES), "styles": BY_STYLE},
        ["Điều 1. Phạm vi", "1. Cấp xã.", "a) Thôn.", "b) Tổ dân phố.", "2. Cấp tỉnh.",
         "Điều 2. Hiệu lực", "1. Từ ngày ký."],
    ),
    "chapters above articles that count on": (
        p("QUY ĐỊNH CHUNG", 1) + p("Phạm vi", 1, 1) + p("Đối tượng", 1, 1)
        + p("TỔ CHỨC THỰC HIỆN", 1) + p("Trách nhiệm", 1, 1),
        {"numbering": lists(
            level(0, "Chương %1.", "upperRoman"),
            level(1, "Điều %2.", more='<w:lvlRestart w:val="0"/>'))},
        ["Chương I. QUY ĐỊNH CHUNG", "Điều 1. Phạm vi", "Điều 2. Đối tượng",
         "Chương II. TỔ CHỨC THỰC HIỆN", "Điều 3. Trách nhiệm"],
    ),
    "a list that another instance starts anew": (
        p("Điều 1. Cấp xã") + p("Rà soát.", 1) + p("Báo cáo.", 1)
        + p("Điều 2. Cấp tỉnh") + p("Thẩm định.", 2) + p("Phê duyệt.", 2),
        {"numbering": lists(level(0, "%1."), nums='<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>' + restarted(2))},
        ["Điều 1. Cấp xã", "1. Rà soát.", "2. Báo cáo.", "Điều 2. Cấp tỉnh", "1. Thẩm định.",
         "2. Phê duyệt."],
    ),
    "a list that goes on behind a table and a plain paragraph": (
        p("Rà soát.", 1) + p("Danh sách kèm theo như sau:") + tbl(tr("TT", "Xã"), tr("1", "An Hải"))
        + p("Báo cáo.", 1),
        {},
        ["1. Rà soát. Danh sách kèm theo như sau:", "1 An Hải", "2. Báo cáo."],
    ),
    "a list that begins at seven": (
        p("Sở Y tế.", 1) + p("Sở Nội vụ.", 1), {"numbering": lists(level(0, "%1.", start=7))},
        ["7. Sở Y tế.", "8. Sở Nội vụ."],
    ),
    "a number with its level above": (
        p("Mục tiêu", 1) + p("Đến năm 2027.", 1, 1) + p("Đến năm 2030.", 1, 1) + p("Giải pháp", 1)
        + p("Về vốn.", 1, 1),
        {"numbering": lists(level(0, "%1."), level(1, "%1.%2."))},
        ["1. Mục tiêu", "1.1. Đến năm 2027.", "1.2. Đến năm 2030.", "2. Giải pháp", "2.1. Về vốn."],
    ),
    "roman heads whose items count in arabic": (
        p("MỤC TIÊU", 1) + p("Chung.", 1, 1) + p("Riêng.", 1, 1) + p("GIẢI PHÁP", 1) + p("Vốn.", 1, 1),
        {"numbering": lists(level(0, "%1.", "upperRoman"), level(1, "%2."))},
        ["I. MỤC TIÊU", "1. Chung.", "2. Riêng.", "II. GIẢI PHÁP", "1. Vốn."],
    ),
    "numbers in the first cells of a table": (
        tbl(tr("TT", "Đơn vị", "Số hộ"), tr(tc(p("", 1)), "Xã An Hải", "1.204"),
            tr(tc(p("", 1)), "Xã An Vĩnh", "980")),
        {"numbering": lists(level(0, "%1"))},
        ["1 Xã An Hải 1.204", "2 Xã An Vĩnh 980"],
    ),
    "typed numbers beside automatic ones": (
        p("1. Sở Y tế.") + p("Khám.", 1, 1) + p("Tiêm.", 1, 1) + p("2. Sở Nội vụ."),
        {},
        ["1. Sở Y tế.", "a) Khám.", "b) Tiêm.", "2. Sở Nội vụ."],
    ),
    "a number inside a link and a control": (
        p('<w:sdt><w:sdtContent>' + r("Sở Y tế.") + "</w:sdtContent></w:sdt>", 1)
        + p(f'<w:hyperlink r:id="rIdX">{r("Sở Nội vụ.")}</w:hyperlink>', 1),
        {}, ["1. Sở Y tế.", "2. Sở Nội vụ."],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", NUMBERS)
def test_automatic_numbers(tmp_path, name):
    body, parts, right = NUMBERS[name]
    assert seen(tmp_path, body, **parts) == right


MOVED = '<w:{0}RangeStart w:id="5" w:name="m"/>{1}<w:{0}RangeEnd w:id="5"/>'
CHANGES = {
    "an item deleted in a cell": (
        tbl(tr("Đơn vị", "Việc"),
            tr("Sở Y tế", tc(p("Khám.", 1) + p(cut("Tiêm."), 1, more=DELETED) + p("Báo cáo.", 1)))),
        ["Sở Y tế 1. Khám. 2. Báo cáo."],
    ),
    "a row put in and one taken out": (
        tbl(tr("TT", "Xã", "Hộ"), tr("1", "An Hải", "120", properties='<w:del w:id="1" w:author="x"/>'),
            tr("1", "An Vĩnh", "98", properties='<w:ins w:id="2" w:author="x"/>')),
        ["1 An Vĩnh 98"],
    ),
    "figures changed inside a cell": (
        tbl(tr("TT", "Xã", "Hộ"), tr("1", "An Hải", tc(f"<w:p>{cut('1.200')}{put('1.350')}</w:p>"))),
        ["1 An Hải 1.350"],
    ),
    "three paragraphs whose marks are deleted": (
        p("Sở Y tế", 1, more=DELETED) + p(" phối hợp", 1, more=DELETED)
        + p(" với Sở Nội vụ.", 1) + p("Công an tỉnh.", 1),
        ["1. Sở Y tế phối hợp với Sở Nội vụ.", "2. Công an tỉnh."],
    ),
    "an item moved to the end": (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:moveFrom w:id="4" w:author="x"/></w:rPr></w:pPr><w:moveFromRangeStart w:id="5" w:name="m"/><w:moveFrom w:id="6" w:author="x">{r("Sở Y tế.")}</w:moveFrom><w:moveFromRangeEnd w:id="5"/></w:p>'
        + p("Sở Nội vụ.", 1)
        + f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:moveTo w:id="7" w:author="x"/></w:rPr></w:pPr><w:moveToRangeStart w:id="8" w:name="m"/><w:moveTo w:id="9" w:author="x">{r("Sở Y tế.")}</w:moveTo><w:moveToRangeEnd w:id="8"/></w:p>',
        ["1. Sở Nội vụ.", "2. Sở Y tế."],
    ),
    "a whole table deleted between two items": (
        p("Sở Y tế.", 1)
        + tbl(*(tr(tc(p(cut("99"), more=DELETED)), properties='<w:del w:id="1" w:author="x"/>') for _ in range(2)))
        + p("Sở Nội vụ.", 1),
        ["1. Sở Y tế.", "2. Sở Nội vụ."],
    ),
    "a field deleted with its instruction": (
        p(r("Cấp ") + '<w:del w:id="1" w:author="x">' + field(" = 5*5 ", r("25")).replace("w:t ", "w:delText ").replace("</w:t>", "</w:delText>").replace("w:instrText", "w:delInstrText") + "</w:del>" + put("30") + r(" cây."), 1),
        ["1. Cấp 30 cây."],
    ),
    "a number changed in the middle of a word": (
        p(r("Cấp 1.") + cut("2") + put("3") + r("50 cây."), 1), ["1. Cấp 1.350 cây."],
    ),
    "a paragraph put between two": (
        p("Sở Y tế.", 1) + p(put("Sở Nội vụ."), 1, more='<w:rPr><w:ins w:id="3" w:author="x"/></w:rPr>')
        + p("Công an tỉnh.", 1),
        ["1. Sở Y tế.", "2. Sở Nội vụ.", "3. Công an tỉnh."],
    ),
    "a number given to a paragraph later": (
        p("Sở Y tế.", 1, more='<w:pPrChange w:id="1" w:author="x"><w:pPr/></w:pPrChange>') + p("Sở Nội vụ.", 1),
        ["1. Sở Y tế.", "2. Sở Nội vụ."],
    ),
    "a number taken from a paragraph later": (
        p("Sở Y tế.", 1)
        + '<w:p><w:pPr><w:pPrChange w:id="1" w:author="x"><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange></w:pPr>' + r("Cấp đủ vốn.") + "</w:p>"
        + p("Sở Nội vụ.", 1),
        ["1. Sở Y tế. Cấp đủ vốn.", "2. Sở Nội vụ."],
    ),
    "words in a box changed": (
        p(r("Sở Y tế.") + box(p(cut("Hạn 15/3") + put("Hạn 20/3"))), 1) + p("Sở Nội vụ.", 1),
        ["1. Sở Y tế. Hạn 20/3", "2. Sở Nội vụ."],
    ),
    "words inserted and deleted again": (
        p(r("Cấp ") + '<w:ins w:id="3" w:author="x"><w:del w:id="4" w:author="y"><w:r><w:delText>850</w:delText></w:r></w:del></w:ins>' + r("920 cây."), 1),
        ["1. Cấp 920 cây."],
    ),
    "the last paragraph of a cell deleted": (
        tbl(tr("Xã", "Hộ"), tr("An Hải", tc(p("120", more=DELETED) + p(cut("hộ nghèo"))))),
        ["An Hải 120"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_tracked_changes(tmp_path, name):
    body, right = CHANGES[name]
    assert seen(tmp_path, body) == right


def test_changes_in_a_footnote(tmp_path):
    notes = f'<w:footnotes {NS}><w:footnote w:id="2"><w:p>{r("Theo báo cáo ")}{cut("850")}{put("920")}</w:p></w:footnote></w:footnotes>'
    body = p(r("Cấp 12 cây") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + r("."), 1)
    path = pack(tmp_path / "a.docx", body, parts={"word/footnotes.xml": notes},
                relations=relation("rIdF", "footnotes", "footnotes.xml"))  # fmt: skip
    loaded, document = opened(path)
    assert told(document) == [("1", "1. Cấp 12 cây.")]
    assert "Theo báo cáo 920" in loaded.text
    assert "850" not in loaded.text


def test_changes_in_the_running_head(tmp_path):
    head = f"<w:hdr {NS}>{p(r('Số: ') + cut('12') + put('15') + r('/QĐ-UBND'))}</w:hdr>"
    body = (
        p("ỦY BAN NHÂN DÂN TỈNH AN LẠC") + p("An Lạc, ngày 05 tháng 3 năm 2024") + p("QUYẾT ĐỊNH")
        + p("Về việc cấp cây giống") + p("Điều 1. Cấp 920 cây.")
        + '<w:sectPr><w:headerReference w:type="first" r:id="rIdH"/><w:titlePg/></w:sectPr>'
    )  # fmt: skip
    path = pack(tmp_path / "a.docx", body, parts={"word/header1.xml": head},
                relations=relation("rIdH", "header", "header1.xml"))  # fmt: skip
    assert opened(path)[1].metadata.number == "15/QĐ-UBND"


DOWN, MORE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
MERGED = {
    "the agency in the last column": (
        tbl(tr("TT", "Việc", "Cơ quan"), tr("1", "Khám", tc("Sở Y tế", DOWN)),
            tr("2", "Tiêm", tc("", MORE)), tr("3", "Báo cáo", tc("", MORE)),
            tr("4", "Thu", tc("Sở Tài chính"))),
        ["1 Khám Sở Y tế", "2 Tiêm Sở Y tế", "3 Báo cáo Sở Y tế", "4 Thu Sở Tài chính"],
    ),
    "two columns reaching down differently": (
        tbl(tr("Sở", "Phòng", "Việc"),
            tr(tc("Sở Y tế", DOWN), tc("Phòng A", DOWN), "Khám"),
            tr(tc("", MORE), tc("", MORE), "Tiêm"), tr(tc("", MORE), tc("Phòng B"), "Thu")),
        ["Sở Y tế Phòng A Khám", "Sở Y tế Phòng A Tiêm", "Sở Y tế Phòng B Thu"],
    ),
    "a block merged both ways": (
        tbl(tr("Xã", "Năm 2024", "Năm 2025", "Ghi chú"),
            tr("An Hải", tc("Chưa giao", '<w:gridSpan w:val="2"/>' + DOWN), "Đợt 1"),
            tr("An Vĩnh", tc("", '<w:gridSpan w:val="2"/>' + MORE), "Đợt 2"),
            tr("An Bình", "30", "40", "Đợt 3")),
        ["An Hải Chưa giao Đợt 1", "An Vĩnh Chưa giao Đợt 2",
         "An Bình 30 40 Đợt 3"],
    ),
    "a running number and its agency merged together": (
        tbl(tr("TT", "Sở", "Việc"), tr(tc("1", DOWN), tc("Sở Y tế", DOWN), "Khám"),
            tr(tc("", MORE), tc("", MORE), "Tiêm"), tr("2", "Sở Nội vụ", "Rà soát")),
        ["1 Sở Y tế Khám", "Sở Y tế Tiêm", "2 Sở Nội vụ Rà soát"],
    ),
    "a group's name over the whole width": (
        tbl(tr("TT", "Xã", "Hộ"), tr(tc("I. Miền núi", '<w:gridSpan w:val="3"/>')),
            tr("1", "An Hải", "12"), tr(tc("II. Ven biển", '<w:gridSpan w:val="3"/>')),
            tr("1", "An Vĩnh", "14")),
        ["I. Miền núi", "1 An Hải 12", "II. Ven biển", "1 An Vĩnh 14"],
    ),
    "a row that begins a column later": (
        tbl(tr("Sở", "Việc", "Hạn"), tr(tc("Sở Y tế", DOWN), "Khám", "Quý I"),
            tr(tc("", MORE), "Tiêm", "Quý II"),
            tr("Thu", "Quý III", properties='<w:gridBefore w:val="1"/>')),
        ["Sở Y tế Khám Quý I", "Sở Y tế Tiêm Quý II", "Thu Quý III"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MERGED)
def test_merged_cells(tmp_path, name):
    body, right = MERGED[name]
    assert seen(tmp_path, body) == right


def vml(inner):
    return f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"


def group(*boxes):
    inside = "".join(
        f"<wps:wsp><wps:txbx><w:txbxContent>{b}</w:txbxContent></wps:txbx></wps:wsp>" for b in boxes
    )
    return (
        '<w:r><w:drawing><wp:anchor><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup">'
        f'<wpg:wgp xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup">{inside}</wpg:wgp>'
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
    )


def sdt(content, properties=""):
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


HELD = {
    "a table in an old program's box": (
        p(r("Chỉ tiêu:") + vml(tbl(tr("TT", "Xã"), tr("1", "An Hải 30%"))), 1) + p("Sở Nội vụ.", 1),
        ["1. Chỉ tiêu:", "1 An Hải 30%", "2. Sở Nội vụ."],
    ),
    "two boxes of a group": (
        p(r("Sơ đồ:") + group(p("Bước 1: nộp đơn."), p("Bước 2: thẩm định 15 ngày.")), 1) + p("Sở Nội vụ.", 1),
        ["1. Sơ đồ: Bước 1: nộp đơn. Bước 2: thẩm định 15 ngày.", "2. Sở Nội vụ."],
    ),
    "rows in controls that repeat": (
        tbl(tr("TT", "Xã"), sdt(sdt(tr("1", "An Hải")) + sdt(tr("2", "An Vĩnh")))),
        ["1 An Hải", "2 An Vĩnh"],
    ),
    "a chosen entry, a day and a ticked box": (
        p(r("Mức ") + sdt(r("ưu tiên"), "<w:dropDownList/>") + r(", hạn ") + sdt(r("20/3/2025"), "<w:date/>")
          + r(" ") + sdt(r("☒"), "<w14:checkbox/>") + r(" có."), 1),
        ["1. Mức ưu tiên, hạn 20/3/2025 ☒ có."],
    ),
    "cells wrapped in markup of its own": (
        tbl(tr("TT", "Xã"), '<w:tr><w:customXml w:element="x">' + tc("1") + tc("An Hải") + "</w:customXml></w:tr>"),
        ["1 An Hải"],
    ),
    "a sum over a range": (
        p(r("Tổng là ") + "<m:oMath><m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr><m:sub><m:r><m:t>i=1</m:t></m:r></m:sub><m:sup><m:r><m:t>12</m:t></m:r></m:sup><m:e><m:sSub><m:e><m:r><m:t>C</m:t></m:r></m:e><m:sub><m:r><m:t>i</m:t></m:r></m:sub></m:sSub></m:e></m:nary></m:oMath>" + r("."), 1) + p("Sở Nội vụ.", 1),
        None,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HELD)
def test_what_other_things_hold(tmp_path, name):
    body, right = HELD[name]
    found = seen(tmp_path, body)
    if right is None:
        assert "12" in found[0]
        assert "∑" in found[0]
        assert found[1] == "2. Sở Nội vụ."
    else:
        assert found == right


def test_a_chunk_in_rtf(tmp_path):
    rtf = "{\\rtf1\\ansi\\ansicpg1252 2. C\\u7845?p 920 c\\u226?y.\\par}"
    body = p("1. Sở Y tế.") + '<w:altChunk r:id="rIdC"/>' + p("3. Sở Nội vụ.")
    path = pack(tmp_path / "a.docx", body, parts={"word/chunk.rtf": rtf},
                relations=relation("rIdC", "aFChunk", "chunk.rtf"))  # fmt: skip
    assert words_of(path) == ["1. Sở Y tế.", "2. Cấp 920 cây.", "3. Sở Nội vụ."]


HIDE = "<w:vanish/>"
HIDDEN = {
    "by a character style": (
        p(r("Cấp 920 cây", "") + r("(850 cũ)", '<w:rStyle w:val="An"/>') + r("."), 1),
        {"styles": '<w:style w:type="character" w:styleId="An"><w:name w:val="An"/><w:rPr><w:vanish/></w:rPr></w:style>'},
        ["1. Cấp 920 cây."],
    ),
    "a row": (
        tbl(tr("TT", "Xã"), tr("1", "An Hải", properties="<w:hidden/>"), tr("1", "An Vĩnh")),
        {}, ["1 An Vĩnh"],
    ),
    "in a box": (p(r("Cấp 920 cây.") + box(p(r("850", HIDE) + r("Đợt 2"))), 1), {}, ["1. Cấp 920 cây. Đợt 2"]),
    "a whole paragraph with its mark": (
        p("Sở Y tế.", 1) + p(r("Bỏ: 850 cây.", HIDE), 1, more=f"<w:rPr>{HIDE}</w:rPr>") + p("Sở Nội vụ.", 1),
        {}, ["1. Sở Y tế.", "2. Sở Nội vụ."],
    ),
    "in half of a number": (p(r("Cấp 1.") + r("25", HIDE) + r("350 cây."), 1), {}, ["1. Cấp 1.350 cây."]),
    "only on the web": (p(r("Cấp ") + r("920", "<w:webHidden/>") + r(" cây."), 1), {}, ["1. Cấp 920 cây."]),
    "shown again in a hidden style": (
        p(r("Cấp 920 cây.", '<w:vanish w:val="false"/>'), 1, style="An"),
        {"styles": '<w:style w:type="paragraph" w:styleId="An"><w:name w:val="An"/><w:rPr><w:vanish/></w:rPr></w:style>'},
        ["1. Cấp 920 cây."],
    ),
    "a heading that runs into its text": (
        p(r("Kinh phí.") , 1, more='<w:rPr><w:vanish/><w:specVanish/></w:rPr>') + p(" Cấp 920 triệu đồng.") + p("Sở Nội vụ.", 1),
        {}, ["1. Kinh phí. Cấp 920 triệu đồng.", "2. Sở Nội vụ."],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HIDDEN)
def test_hidden_words(tmp_path, name):
    body, parts, right = HIDDEN[name]
    assert seen(tmp_path, body, **parts) == right


UP = '<w:vertAlign w:val="superscript"/>'
RAISED = {
    "behind a comma": (p(r("Cấp 1.250") + r("3", UP) + r(" cây, 40,") + r("2", UP) + r(" hộ."), 1), ["1. Cấp 1.250 cây, 40, hộ."]),
    "by its place": (p(r("Cấp 1.250") + r("2", '<w:position w:val="8"/><w:sz w:val="16"/>') + r(" cây."), 1), ["1. Cấp 1.250 cây."]),
    "behind a year": (p(r("Đến năm 2025") + r("4", UP) + r(" đạt 90%.") , 1), ["1. Đến năm 2025 đạt 90%."]),
    "in brackets": (p(r("Cấp 1.250") + r("(5)", UP) + r(" cây."), 1), ["1. Cấp 1.250 cây."]),
    "a unit's power": (p(r("Giao 120 m") + r("2", UP) + r(" đất, 35 km") + r("2", UP) + r("."), 1), ["1. Giao 120 m² đất, 35 km²."]),
    "a formula's foot": (p(r("Giảm 12% CO") + r("2", '<w:vertAlign w:val="subscript"/>') + r("."), 1), ["1. Giảm 12% CO₂."]),
    "a power of ten": (p(r("Đạt 5 x 10") + r("6", UP) + r(" kWh."), 1), ["1. Đạt 5 x 10⁶ kWh."]),
    "in a cell": (tbl(tr("Xã", "Hộ"), tr("An Hải", tc(p(r("1.204") + r("1", UP))))), ["An Hải 1.204"]),
}  # fmt: skip


@pytest.mark.parametrize("name", RAISED)
def test_raised_marks(tmp_path, name):
    body, right = RAISED[name]
    assert seen(tmp_path, body) == right


def toc(words, page):
    return p(r(words) + "<w:r><w:tab/></w:r>" + field(" PAGEREF _T1 \\h ", r(page)), style="TOC1")


CONTENTS = {
    "in a control": (
        sdt(p("MỤC LỤC") + toc("Điều 1. Phạm vi", "2") + toc("Điều 2. Kinh phí", "3"),
            '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'), None),
    "typed with tabs": (p("MỤC LỤC") + p("Điều 1. Phạm vi\t2") + p("Điều 2. Kinh phí\t3"), None),
    "typed with dots": (
        p("Mục lục") + p("Điều 1. Phạm vi " + "." * 40 + " 2") + p("Điều 2. Kinh phí " + "." * 38 + " 3"), None),
    "in a table": (
        p("MỤC LỤC") + tbl(tr("Điều 1. Phạm vi", "2"), tr("Điều 2. Kinh phí", "3")), None),
    "with leaders of another sign": (
        p("MỤC LỤC") + p("Điều 1. Phạm vi " + "…" * 15 + "2") + p("Điều 2. Kinh phí " + "…" * 14 + "3"), None),
}  # fmt: skip


@pytest.mark.parametrize("name", CONTENTS)
def test_a_table_of_contents(tmp_path, name):
    body = CONTENTS[name][0]
    articles = (
        p("Điều 1. Phạm vi")
        + p("Áp dụng cho 12 xã.")
        + p("Điều 2. Kinh phí")
        + p("Cấp 920 triệu đồng.")
    )
    found = [w for w in seen(tmp_path, body + articles) if w.startswith("Điều")]
    assert found == ["Điều 1. Phạm vi Áp dụng cho 12 xã.", "Điều 2. Kinh phí Cấp 920 triệu đồng."]


FIELDS = {
    "a sum that was counted": (p(r("Tổng ") + field(" =SUM(ABOVE) ", r("1.350")) + r(" cây."), 1), ["1. Tổng 1.350 cây."]),
    "a reference to another item": (p(r("Theo khoản ") + field(" REF _R1 \\r \\h ", r("3")) + r(" Điều 5."), 1), ["1. Theo khoản 3 Điều 5."]),
    "a field in a field": (p(field(' IF ', r("")) + field(" IF " , field(" MERGEFIELD X ", r("7")) + r(" tổ")) + r(" hỗ trợ."), 1), ["1. 7 tổ hỗ trợ."]),
    "a number by a sequence": (p(r("Xem bảng ") + field(" SEQ Bang ", r("4")) + r(" về chỉ tiêu giao."), 1), ["1. Xem bảng 4 về chỉ tiêu giao."]),
    "a non-breaking hyphen and blank": (p('<w:r><w:t>Văn bản số 12</w:t><w:noBreakHyphen/><w:t>CV/TU, 1\u00a0250 cây.</w:t></w:r>', 1), ["1. Văn bản số 12-CV/TU, 1 250 cây."]),
    "a soft hyphen in a number": (p('<w:r><w:t>Cấp 1.2</w:t><w:softHyphen/><w:t>50 cây.</w:t></w:r>', 1), ["1. Cấp 1.250 cây."]),
    "a line broken by hand": (p('<w:r><w:t>Sở Y tế</w:t><w:br/><w:t>cấp 920 cây.</w:t></w:r>', 1), ["1. Sở Y tế cấp 920 cây."]),
    "items on lines broken by hand": (p('<w:r><w:t>1. Sở Y tế.</w:t><w:br/><w:t>2. Sở Nội vụ.</w:t></w:r>'), ["1. Sở Y tế.", "2. Sở Nội vụ."]),
}  # fmt: skip


@pytest.mark.parametrize("name", FIELDS)
def test_fields_and_signs(tmp_path, name):
    body, right = FIELDS[name]
    assert seen(tmp_path, body) == right
