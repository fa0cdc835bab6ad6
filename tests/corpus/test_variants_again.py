# ruff: noqa: E501
"""A second round of variants, each of a kind that was mended after the first."""

import pytest
from test_variants_paper import LAST, PROSE, coloured, invisible
from variants import opened, told, words_of, written
from word_files import DELETED, box, p, pack, r, tbl, tc, tr

from corpus.language.legacy_encodings import VNI
from tests.corpus.legacy import surface
from tests.corpus.paper import LEFT, RIGHT, WIDTH, Paper


def words(folder, source, suffix):
    return words_of(written(folder, source, suffix))


NUMBERED = {
    "behind a comma, a name goes on": ("1. Giao Sở Y tế, Sở Nội vụ, Sở Tài chính,\n\n2\n\nSở Xây dựng báo cáo.\n\n2. Công an tỉnh phối hợp với các\n\n3\n\nđơn vị.\n", ["1. Giao Sở Y tế, Sở Nội vụ, Sở Tài chính, Sở Xây dựng báo cáo.", "2. Công an tỉnh phối hợp với các đơn vị."]),
    "page and pages": ("1. Các sở, ngành tiếp tục rà soát, đề xuất\n3/12\ncấp có thẩm quyền xem xét.\n\n2. Sở Nội vụ.\n", ["1. Các sở, ngành tiếp tục rà soát, đề xuất cấp có thẩm quyền xem xét.", "2. Sở Nội vụ."]),
    "long dashes": ("1. Các sở, ngành tiếp tục rà soát, đề xuất\n\n— 14 —\n\ncấp có thẩm quyền xem xét.\n\n2. Sở Nội vụ.\n", ["1. Các sở, ngành tiếp tục rà soát, đề xuất cấp có thẩm quyền xem xét.", "2. Sở Nội vụ."]),
    "in a point": ("1. Giao nhiệm vụ:\n\na) Các sở, ngành tiếp tục rà soát, đề xuất\n\nTrang 7\n\ncấp có thẩm quyền xem xét.\n\nb) Sở Nội vụ.\n", ["1. Giao nhiệm vụ:", "a) Các sở, ngành tiếp tục rà soát, đề xuất cấp có thẩm quyền xem xét.", "b) Sở Nội vụ."]),
    "a figure of the sentence": ("1. Số xã đạt chuẩn nông thôn mới nâng cao là\n\n12\n\nxã, thôn kiểu mẫu.\n\n2. Sở Nội vụ.\n", ["1. Số xã đạt chuẩn nông thôn mới nâng cao là 12 xã, thôn kiểu mẫu.", "2. Sở Nội vụ."]),
    "a day of the sentence": ("1. Báo cáo kết quả thực hiện về Sở trước ngày\n\n15\n\nhằng tháng.\n\n2. Sở Nội vụ.\n", ["1. Báo cáo kết quả thực hiện về Sở trước ngày 15 hằng tháng.", "2. Sở Nội vụ."]),
}  # fmt: skip


@pytest.mark.parametrize("name", NUMBERED)
@pytest.mark.parametrize("suffix", [".txt", ".md", ".docx", ".html"])
def test_page_numbers(tmp_path, name, suffix):
    source, right = NUMBERED[name]
    if suffix == ".docx":
        path = pack(tmp_path / "a.docx", "".join(p(x) for x in source.split("\n") if x))
    elif suffix == ".html":
        path = written(
            tmp_path,
            "<meta charset=utf-8>" + "".join(f"<p>{x}</p>" for x in source.split("\n") if x),
            suffix,
        )
    else:
        path = written(tmp_path, source, suffix)
    assert words_of(path) == right


PAGES = {
    "fields in a row of a form": ('<form><fieldset><legend>Điều 1. Thông tin</legend><div><label>Số hộ</label> <input name=a value="1.204"></div></fieldset></form>', ["Điều 1. Thông tin Số hộ 1.204"]),
    "a radio that is chosen": ("<p>1. Mức: <label><input type=radio name=m> 5%</label> <label><input type=radio name=m checked> 7%</label></p>", ["1. Mức: ☐ 5% ☒ 7%"]),
    "a disabled list": ("<table><tr><th>Xã<th>Cấp<tr><td>An Hải<td><select disabled><option>I</option><option selected>II</option></select></table>", ["An Hải II"]),
    "two entries of a list": ("<p>1. Chọn <select multiple><option selected>xã A<option>xã B<option selected>xã C</select>.</p>", ["1. Chọn xã A, xã C."]),
    "lines in a box": ("<p>1. Ghi chú:</p><textarea rows=3>a) Khám 12 xã.\nb) Tiêm.</textarea>", ["1. Ghi chú:", "a) Khám 12 xã.", "b) Tiêm."]),
    "a caption with a number": ("<p>1. Giao:</p><table><caption><b>Biểu 3</b> (triệu đồng)</caption><tr><th>Xã<th>Vốn<tr><td>An Hải<td>450</table>", ["1. Giao: Biểu 3 (triệu đồng)", "An Hải 450"]),
    "two bodies and a foot": ("<table><tfoot><tr><td>Cộng<td>30</tfoot><thead><tr><th>Xã<th>Hộ</thead><tbody><tr><td>An Hải<td>10</tbody><tbody><tr><td>An Vĩnh<td>20</tbody></table>", ["An Hải 10", "An Vĩnh 20", "Cộng 30"]),
    "kept lines inside a block that is": ("<div class=v><div>1. Sở Y tế:\na) Khám.\nb) Tiêm.</div></div>", ["1. Sở Y tế:", "a) Khám.", "b) Tiêm."]),
    "lines not kept any more": ("<div class=v><p style='white-space:normal'>1. Sở Y tế\ncấp 920 cây.</p></div>", ["1. Sở Y tế cấp 920 cây."]),
    "two classes": ("<p>1. Cấp <span class='a b'>850</span><span class=a>920</span> cây.</p>", ["1. Cấp 920 cây."]),
    "an attribute's value": ("<p>1. Cấp <span data-state='old'>850</span><span data-state=new>920</span> cây.</p>", ["1. Cấp 920 cây."]),
    "see-through by numbers": ("<p>1. Cấp <span style='color:rgba(0, 0, 0, 0)'>850</span>920 cây.</p>", ["1. Cấp 920 cây."]),
    "a page of three columns": ("<table><tr><td width=150><ul><li>Trang 1</ul><td><h3>Kế hoạch</h3><p>1. Cấp 920 cây cho các xã miền núi của huyện, báo cáo trước ngày 30/6.</p><p>2. Sở Nội vụ theo dõi, đôn đốc việc thực hiện.</p><td>Tin khác</table>", ["1. Cấp 920 cây cho các xã miền núi của huyện, báo cáo trước ngày 30/6.", "2. Sở Nội vụ theo dõi, đôn đốc việc thực hiện."]),
    "items without marks": ("<ol style='list-style:none'><li>a) Khám.</li><li>b) Tiêm.</li></ol>", ["a) Khám.", "b) Tiêm."]),
    "escaped twice in a cell": ("<table><tr><th>X&amp;atilde;<th>H&amp;#7897;<tr><td>An H&amp;#7843;i<td>12</table>", ["An Hải 12"]),
}  # fmt: skip
SHEET = "<meta charset=utf-8><style>.v{white-space:pre-line}.a.b{display:none}[data-state=old]{display:none}.x{display:inline!important}</style>"


@pytest.mark.parametrize("name", PAGES)
def test_pages(tmp_path, name):
    source, right = PAGES[name]
    found = [
        w
        for w in words(tmp_path, SHEET + source, ".html")
        if w not in ("Trang 1", "- Trang 1 Kế hoạch", "Tin khác", "Kế hoạch")
    ]
    found = [w.removesuffix(" Tin khác") for w in found]
    assert found == right


MARKED = {
    "aligned bars at one side": ("Xã | Hộ | Ghi chú\n:--|--:|:-:\nAn Hải | 1.204 |\n", ["An Hải 1.204"]),
    "a grid without a head": ("+-----+-----+\n| Xã  | Hộ  |\n+-----+-----+\n| An  | 12  |\n| Hải |     |\n+-----+-----+\n", ["An Hải 12"]),
    "columns without a head": ("1. Giao:\n\n-------- -----\nAn Hải   1.204\nAn Vĩnh  980\n-------- -----\n\n2. Hết.\n", ["1. Giao:", "An Hải 1.204", "An Vĩnh 980", "2. Hết."]),
    "a link by its own words": ("1. Theo [Nghị định 45] cấp 920 cây.\n\n[Nghị định 45]: https://a.vn/45\n", None),
    "two breaks in a cell": ("| Xã | Việc |\n|:--|:--|\n| An Hải | Khám;<br/>Tiêm;<br>Báo cáo |\n", ["An Hải Khám; Tiêm; Báo cáo"]),
    "a break between items": ("1\\. Sở Y tế.<br>2\\. Cấp 920 cây.\n", ["1. Sở Y tế.", "2. Cấp 920 cây."]),
    "centred by a tag": ('<p align="center"><b>KẾ HOẠCH</b></p>\n\n1. <font color="red">Cấp 920 cây</font>.\n', ["1. Cấp 920 cây."]),
    "wavy fences": ("~~~text\n1. Cấp 920 cây.\n~~~\n", ["1. Cấp 920 cây."]),
    "a head with a mark of its own": ("### Điều 4. Kinh phí {#kp}\n\nCấp 920 triệu đồng.\n", ["### Điều 4. Kinh phí Cấp 920 triệu đồng."]),
    "about a figure": ("1. Cấp ~920 cây và ~12 tổ.\n", ["1. Cấp ~920 cây và ~12 tổ."]),
    "a power written with a roof": ("1. Đạt 10^6^ kWh, 5 m^3^/s.\n", ["1. Đạt 10⁶ kWh, 5 m³/s."]),
}  # fmt: skip


@pytest.mark.parametrize("name", MARKED)
def test_marks(tmp_path, name):
    source, right = MARKED[name]
    found = [
        w.strip("| ").replace(" | ", " ").replace(" |", "") for w in words(tmp_path, source, ".md")
    ]
    if right is None:
        assert "cấp 920 cây" in found[0]
        assert "a.vn" not in " ".join(found)
    else:
        assert found == right


FOUR = [
    "Điều 1. Giao Sở Xây dựng thẩm định đồ án quy hoạch.",
    "Điều 2. Kinh phí 1.250 triệu đồng từ ngân sách tỉnh.",
    "Điều 3. Quyết định có hiệu lực từ ngày 01/7/2025.",
]
TEXT = "\r\n".join(FOUR)


def windows(raw):
    return "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in raw)


CODED = {
    "twice, in a letterhead only": (windows("QUYẾT ĐỊNH\r\n".encode()) + TEXT).encode(),
    "twice, one line": (FOUR[0] + "\n" + windows(FOUR[1].encode()) + "\n" + FOUR[2]).encode(),
    "twice, letters taken apart": windows(__import__("unicodedata").normalize("NFD", TEXT).encode()).encode(),
    "twice, in UTF-16": windows(TEXT.encode()).encode("utf-16"),
    "UTF-32 big": b"\x00\x00\xfe\xff" + TEXT.encode("utf-32-be"),
    "twice, with a lost blank": windows(TEXT.encode()).replace("\xa0", " ").encode(),
    "VNI as Unicode beside UTF-8 twice": (windows(FOUR[0].encode()) + "\n" + surface(FOUR[1] + "\n" + FOUR[2], VNI)).encode(),
}  # fmt: skip


@pytest.mark.parametrize("name", CODED)
def test_encodings(tmp_path, name):
    assert words(tmp_path, CODED[name], ".txt") == FOUR


def paper_words(folder, paper):
    return [said for _, said in told(opened(paper.save(folder / "a.pdf"))[1])]


def columns(paper, y, rows, places, size=11, step=17.0):
    for cells in rows:
        for x, cell in zip(places, cells, strict=True):
            paper.text(x, y, cell, size)
        y += step
    return y


def test_a_flat_table_of_five_columns(tmp_path):
    paper = Paper().new_page()
    y = paper.paragraph(100, f"1. {PROSE}")
    y = columns(paper, y + 12, [
        ("TT", "Xã", "Hộ", "Cây", "Hạn"), ("1", "An Hải", "1.204", "920", "30/6"),
        ("2", "An Vĩnh", "980", "12", "15/7"), ("3", "Bình Châu", "77", "1.350", "20/8"),
    ], (85, 120, 250, 330, 430))  # fmt: skip
    paper.paragraph(y + 18, LAST)
    found = paper_words(tmp_path, paper)
    assert found == [
        f"1. {PROSE}",
        "1 An Hải 1.204 920 30/6",
        "2 An Vĩnh 980 12 15/7",
        "3 Bình Châu 77 1.350 20/8",
        LAST,
    ]


def test_a_flat_table_with_cells_of_two_lines(tmp_path):
    paper = Paper().new_page()
    y = paper.paragraph(100, f"1. {PROSE}") + 14
    for number, (a, b, c) in enumerate(
        (
            ("Rà soát thủ tục", "Sở Nội vụ", "Quý I"),
            ("Cấp phép xây dựng", "Sở Xây dựng", "Quý II"),
            ("Thu hồi đất", "Sở Tài chính", "Quý III"),
        ),
        1,
    ):
        paper.text(85, y, str(number), 11)
        paper.text(120, y, a, 11)
        paper.text(120, y + 13, f"theo Điều {number * 4}", 11)
        paper.text(300, y, b, 11)
        paper.text(430, y, c, 11)
        y += 32
    paper.paragraph(y + 18, LAST)
    assert paper_words(tmp_path, paper) == [
        f"1. {PROSE}", "1 Rà soát thủ tục theo Điều 4 Sở Nội vụ Quý I", "2 Cấp phép xây dựng theo Điều 8 Sở Xây dựng Quý II",
        "3 Thu hồi đất theo Điều 12 Sở Tài chính Quý III", LAST,
    ]  # fmt: skip


def test_a_title_over_two_columns(tmp_path):
    paper = Paper().new_page()
    paper.centred(WIDTH / 2, 70, "HƯỚNG DẪN TRỒNG RỪNG", 14, bold=True)
    said = [f"{n}. {PROSE}" for n in range(1, 4)]
    lines = [
        (line, gap)
        for words in said
        for line, gap in [(x, 0) for x in paper.lines(words, 11, 0, 220)]
    ]
    half = (len(lines) + 1) // 2
    for column, part in ((60, lines[:half]), (315, lines[half:])):
        for number, (line, _) in enumerate(part):
            paper.text(column, 110 + 15 * number, line, 11)
    found = [w for w in paper_words(tmp_path, paper) if w[0].isdigit()]
    assert found == said


def test_figures_hidden_under_others(tmp_path):
    paper = Paper().new_page()
    end = paper.text(LEFT, 110, "1. Cấp ")
    invisible(paper, end, 110, "850")
    paper.text(end, 110, "920 cây cho 12 xã miền núi của huyện trước ngày 30/6.")
    y = paper.paragraph(140, LAST)
    coloured(paper, LEFT, y + 6, "3. Bãi bỏ khoản 2.", (252, 252, 252))
    assert paper_words(tmp_path, paper) == [
        "1. Cấp 920 cây cho 12 xã miền núi của huyện trước ngày 30/6.",
        LAST,
    ]


def test_white_words_on_a_dark_band_are_seen(tmp_path):
    import pypdfium2.raw as pdfium

    paper = Paper().new_page()
    shape = pdfium.FPDFPageObj_CreateNewRect(LEFT - 5, paper.height - 118, RIGHT - LEFT, 24)
    pdfium.FPDFPageObj_SetFillColor(shape, 20, 40, 120, 255)
    pdfium.FPDFPath_SetDrawMode(shape, 1, False)
    pdfium.FPDFPage_InsertObject(paper.page, shape)
    coloured(paper, LEFT, 110, "Điều 1. Cấp 920 cây", (255, 255, 255))
    paper.paragraph(150, PROSE)
    assert paper_words(tmp_path, paper) == [f"Điều 1. Cấp 920 cây {PROSE}"]


def test_an_incoming_stamp_over_the_letterhead(tmp_path):
    paper = Paper().new_page()
    paper.text(LEFT, 60, "ỦY BAN NHÂN DÂN TỈNH AN LẠC", 12)
    paper.text(LEFT, 78, "Số: 77/KH-UBND", 12)
    coloured(paper, 200, 84, "ĐẾN Số: 4512", (200, 20, 30), 14)
    coloured(paper, 200, 99, "Ngày: 12/3/2025", (200, 20, 30), 14)
    paper.text(LEFT, 96, "An Lạc, ngày 05 tháng 3 năm 2024", 12)
    paper.text(LEFT, 130, "KẾ HOẠCH", 12)
    y = paper.paragraph(160, f"1. {PROSE}")
    paper.text(LEFT + 36, y + 6, LAST)
    _, document = opened(paper.save(tmp_path / "a.pdf"))
    assert (document.metadata.number, document.metadata.date) == ("77/KH-UBND", "2024-03-05")
    assert [w for _, w in told(document)] == [f"1. {PROSE}", LAST]


DOWN, MORE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
WORD = {
    "a whole row merged with the one above": (tbl(tr("Xã", "Hộ"), tr(tc("An Hải", DOWN), tc("12", DOWN)), tr(tc("", MORE), tc("", MORE)), tr("An Vĩnh", "9")), ["An Hải 12", "An Vĩnh 9"]),
    "a table in a box in a cell": (tbl(tr("Xã", "Việc"), tr("An Hải", tc(p(r("Gồm:") + box(tbl(tr("Khám", "12"), tr("Tiêm", "9"))))))), ["An Hải Gồm: Khám 12 Tiêm 9"]),
    "a deleted item before a table": (p("Một.", 1) + p('<w:del w:id="1" w:author="x"><w:r><w:delText>Hai.</w:delText></w:r></w:del>', 1, more=DELETED) + tbl(tr("Xã", "Hộ"), tr("An Hải", "12")) + p("Ba.", 1), None),
    "letters written by a program": (p("1. C&#7845;p 920 c&acirc;y."), ["1. Cấp 920 cây."]),
    "a slash and minus of other kinds": (p("1. Văn bản 12∕KH−UBND ngày 3⁄6."), ["1. Văn bản 12/KH-UBND ngày 3/6."]),
}  # fmt: skip


@pytest.mark.parametrize("name", WORD)
def test_word_files(tmp_path, name):
    body, right = WORD[name]
    found = words_of(pack(tmp_path / "a.docx", body))
    assert found == (right or ["1. Một.", "An Hải 12", "2. Ba."])
