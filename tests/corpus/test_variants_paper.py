"""PDF pages of many makers: what is printed on the paper, in the order in which it is read."""

import ctypes

import pypdfium2.raw as pdfium
import pytest
from variants import opened, told

from tests.corpus.paper import HEIGHT, LEFT, RIGHT, WIDTH, Paper

PROSE = (
    "Sở Nông nghiệp và Môi trường chủ trì, phối hợp với Ủy ban nhân dân các xã miền núi cấp phát "
    "920 cây giống cho các hộ dân có đất trồng rừng trên địa bàn, báo cáo kết quả thực hiện trước "
    "ngày 30 tháng 6 hằng năm."
)
LAST = "2. Sở Nội vụ theo dõi việc thực hiện."


def seen(folder, paper):
    return [words for _, words in told(opened(paper.save(folder / "a.pdf"))[1])]


def halves(paper, first=760.0):
    """A paragraph whose lines stand on two pages; returns where the second page's go on."""
    lines = paper.lines(f"1. {PROSE}")
    y = first
    for number, line in enumerate(lines[:2]):
        paper.text(LEFT + (36 if number == 0 else 0), y, line)
        y += 18
    return lines[2:]


def go_on(paper, lines, y=110.0):
    for line in lines:
        paper.text(LEFT, y, line)
        y += 18
    paper.text(LEFT + 36, y + 6, LAST)


def foot(paper, page, words="{}"):
    paper.centred(WIDTH / 2, 815, words.format(page), 11)


def crown(paper, page, words="{}"):
    paper.centred(WIDTH / 2, 40, words.format(page), 11)


FEET = {
    "a number at the foot": (foot, "{}"),
    "a number at the head": (crown, "{}"),
    "between dashes": (foot, "- {} -"),
    "of how many": (foot, "Trang {}/7"),
    "with the document's number": (foot, "Kế hoạch 12/KH-UBND trang {}"),
}


@pytest.mark.parametrize("name", FEET)
@pytest.mark.parametrize("pages", [2, 4])
def test_page_numbers_between_two_halves(tmp_path, name, pages):
    put, words = FEET[name]
    paper = Paper().new_page()
    paper.paragraph(120, "Căn cứ tình hình thực tế, Ủy ban nhân dân tỉnh yêu cầu các cơ quan:")
    rest = halves(paper)
    put(paper, 5, words)
    paper.new_page()
    go_on(paper, rest)
    put(paper, 6, words)
    for page in range(7, 5 + pages):
        paper.new_page()
        paper.paragraph(120, f"{page - 4}. {PROSE}")
        put(paper, page, words)
    found = [w for w in seen(tmp_path, paper) if w[0].isdigit()]
    assert found[:2] == [f"1. {PROSE}", LAST]


def test_a_head_of_two_lines_on_every_page(tmp_path):
    paper = Paper()
    said = []
    for page in range(1, 4):
        paper.new_page()
        paper.centred(WIDTH / 2, 34, "CỔNG THÔNG TIN ĐIỆN TỬ TỈNH AN LẠC", 10)
        paper.text(LEFT, 48, f"In ngày 12/3/2025 lúc 9:4{page}", 9)
        said.append(f"{page}. {PROSE}")
        paper.paragraph(110, said[-1])
    assert seen(tmp_path, paper) == said


def invisible(paper, x, y, words, mode=3, size=13):
    loaded, _ = paper._font(False)
    shape = pdfium.FPDFPageObj_CreateTextObj(paper.pdf, loaded, size)
    coded = (words + "\0").encode("utf-16-le")
    pdfium.FPDFText_SetText(shape, ctypes.cast(coded, ctypes.POINTER(ctypes.c_ushort)))
    pdfium.FPDFTextObj_SetTextRenderMode(shape, mode)
    pdfium.FPDFPageObj_Transform(shape, 1, 0, 0, 1, x, paper.height - y)
    pdfium.FPDFPage_InsertObject(paper.page, shape)


def coloured(paper, x, y, words, rgb, size=13):
    loaded, _ = paper._font(False)
    shape = pdfium.FPDFPageObj_CreateTextObj(paper.pdf, loaded, size)
    coded = (words + "\0").encode("utf-16-le")
    pdfium.FPDFText_SetText(shape, ctypes.cast(coded, ctypes.POINTER(ctypes.c_ushort)))
    pdfium.FPDFPageObj_SetFillColor(shape, *rgb, 255)
    pdfium.FPDFPageObj_Transform(shape, 1, 0, 0, 1, x, paper.height - y)
    pdfium.FPDFPage_InsertObject(paper.page, shape)


def test_words_that_are_printed_with_no_ink(tmp_path):
    paper = Paper().new_page()
    y = paper.paragraph(110, f"1. {PROSE}")
    invisible(paper, LEFT, y + 8, "Cấp thêm 850 cây cho xã An Hải.")
    paper.text(LEFT + 36, y + 30, LAST)
    assert seen(tmp_path, paper) == [f"1. {PROSE}", LAST]


def test_words_outside_the_page(tmp_path):
    paper = Paper().new_page()
    paper.text(LEFT, -40, "Bản nháp 850 cây")
    paper.text(WIDTH + 30, 300, "Ghi chú 99")
    y = paper.paragraph(110, f"1. {PROSE}")
    paper.text(LEFT + 36, y + 30, LAST)
    assert seen(tmp_path, paper) == [f"1. {PROSE}", LAST]


def test_white_words_are_printed_on_white_paper(tmp_path):
    paper = Paper().new_page()
    y = paper.paragraph(110, f"1. {PROSE}")
    coloured(paper, LEFT, y + 8, "850 cây bí mật", (255, 255, 255))
    paper.text(LEFT + 36, y + 30, LAST)
    assert seen(tmp_path, paper) == [f"1. {PROSE}", LAST]


COLUMNS = (85, 120, 300, 400, 538)


def flat(paper, y, rows, columns=(85, 120, 330, 450), size=11, leading=16.0):
    """A table without rules; returns where what follows may stand."""
    for cells in rows:
        deep = 1
        for x, cell in zip(columns, cells, strict=True):
            parts = cell.split("\n")
            deep = max(deep, len(parts))
            for number, part in enumerate(parts):
                paper.text(x, y + number * leading, part, size)
        y += deep * leading + 4
    return y


def test_a_flat_table_whose_cells_name_articles(tmp_path):
    paper = Paper().new_page()
    y = paper.paragraph(100, "Điều 1. Phân công thực hiện các nội dung của Nghị định như bảng sau:")
    y = flat(paper, y + 10, [
        ("TT", "Nội dung", "Căn cứ", "Thời hạn"),
        ("1", "Rà soát thủ tục", "Điều 5", "Quý I"),
        ("2", "Cấp phép xây dựng", "Điều 9", "Quý II"),
        ("3", "Thu hồi đất", "Điều 12", "Quý III"),
    ])  # fmt: skip
    y = paper.paragraph(y + 20, "Điều 2. Sở Nội vụ theo dõi việc thực hiện Quyết định này.")
    _, document = opened(paper.save(tmp_path / "a.pdf"))
    articles = [c.path[-1].value for c in document.clauses if c.path[-1].level == "dieu"]
    assert articles == ["1", "2"]


def test_a_flat_table_with_articles_in_its_first_column(tmp_path):
    paper = Paper().new_page()
    y = paper.paragraph(100, "1. Bảng so sánh các quy định được sửa đổi, bổ sung như sau:")
    y = flat(paper, y + 10, [
        ("Quy định cũ", "Quy định mới", "Lý do"),
        ("Điều 5", "Điều 7", "Cấp phép xây dựng\nnhanh hơn"),
        ("Điều 9", "Điều 11", "Theo luật mới"),
        ("Điều 12", "Bãi bỏ", "Không còn phù hợp"),
    ], columns=(85, 210, 360))  # fmt: skip
    paper.paragraph(y + 20, LAST)
    _, document = opened(paper.save(tmp_path / "a.pdf"))
    assert [c.path[-1].value for c in document.clauses if c.path[-1].level == "dieu"] == []
    assert [c.path[-1].value for c in document.clauses if c.path[-1].level == "khoan"] == ["1", "2"]


def row(paper, y, cells, columns=COLUMNS, size=11):
    for x, words in zip(columns, cells, strict=False):
        if words:
            paper.text(x + 3, y + 14, words, size)


def cells_of(document):
    return [
        tuple(document.text[c.start : c.end] for c in clause.cells)
        for clause in document.clauses
        if clause.cells
    ]


def test_an_agency_that_reaches_down_in_the_middle(tmp_path):
    paper = Paper().new_page()
    y = paper.paragraph(100, "1. Phân công nhiệm vụ:") + 10
    rows = [y, y + 20, y + 40, y + 60, y + 80]
    paper.grid(COLUMNS, rows, without={(1, 2), (2, 2)})
    row(paper, rows[0], ("TT", "Việc", "Cơ quan", "Hạn"))
    row(paper, rows[1], ("1", "Khám", "", "Quý I"))
    row(paper, rows[2], ("2", "Tiêm", "Sở Y tế", "Quý II"))
    row(paper, rows[3], ("3", "Báo cáo", "", "Quý III"))
    paper.paragraph(y + 120, LAST)
    _, document = opened(paper.save(tmp_path / "a.pdf"))
    assert cells_of(document) == [
        ("1", "Khám", "Sở Y tế", "Quý I"), ("2", "Tiêm", "Sở Y tế", "Quý II"),
        ("3", "Báo cáo", "Sở Y tế", "Quý III"),
    ]  # fmt: skip


def test_two_heads_over_each_other(tmp_path):
    paper = Paper().new_page()
    y = paper.paragraph(100, "1. Chỉ tiêu giao:") + 10
    xs, ys = (85, 120, 300, 380, 460), [y, y + 20, y + 40, y + 60, y + 80]
    for x in (85, 120, 300, 460):
        paper.rule(x, ys[0], x, ys[-1])
    paper.rule(380, ys[1], 380, ys[-1])
    for n, at in enumerate(ys):
        paper.rule(85 if n != 1 else 300, at, 460, at)
    paper.text(88, y + 24, "TT", 11)
    paper.text(123, y + 24, "Xã", 11)
    paper.text(310, y + 14, "Số hộ được giao", 11)
    paper.text(303, y + 34, "2024", 11)
    paper.text(383, y + 34, "2025", 11)
    row(paper, ys[2], ("1", "An Hải", "120", "135"), xs)
    row(paper, ys[3], ("2", "An Vĩnh", "98", "101"), xs)
    _, document = opened(paper.save(tmp_path / "a.pdf"))
    assert cells_of(document)[-2:] == [("1", "An Hải", "120", "135"), ("2", "An Vĩnh", "98", "101")]
    heads = [c.head for c in document.clauses[-1].cells]
    assert heads[2] != heads[3]
    assert "2024" in heads[2]
    assert "2025" in heads[3]


def test_contents_with_leaders(tmp_path):
    paper = Paper().new_page()
    paper.centred(WIDTH / 2, 80, "MỤC LỤC", 14, bold=True)
    for number, (words, page) in enumerate((("Điều 1. Phạm vi", 2), ("Điều 2. Kinh phí", 3))):
        y = 110 + 20 * number
        end = paper.text(LEFT, y, words)
        dots = "." * int((RIGHT - 20 - end) / paper.width("."))
        paper.text(end, y, dots)
        paper.text(RIGHT - 10, y, str(page))
    paper.new_page()
    paper.paragraph(100, "Điều 1. Phạm vi")
    paper.paragraph(125, "Áp dụng cho 12 xã.")
    paper.paragraph(150, "Điều 2. Kinh phí")
    paper.paragraph(175, "Cấp 920 triệu đồng.")
    found = [w for w in seen(tmp_path, paper) if w.startswith("Điều")]
    assert found == ["Điều 1. Phạm vi Áp dụng cho 12 xã.", "Điều 2. Kinh phí Cấp 920 triệu đồng."]


def test_two_columns_of_text(tmp_path):
    paper = Paper().new_page()
    said = [f"{n}. {PROSE}" for n in range(1, 5)]
    for column, start in ((60, 0), (310, 2)):
        y = 100.0
        for words in said[start : start + 2]:
            for line in paper.lines(words, 11, 0, 225):
                paper.text(column, y, line, 11)
                y += 15
            y += 8
    assert seen(tmp_path, paper) == said


def test_an_annex_that_lies_on_its_side(tmp_path):
    paper = Paper().new_page()
    y = paper.paragraph(110, f"1. {PROSE}")
    paper.text(LEFT + 36, y + 6, LAST)
    paper.centred(430, y + 60, "TM. ỦY BAN NHÂN DÂN", 12, bold=True)
    paper.centred(430, y + 76, "CHỦ TỊCH", 12, bold=True)
    paper.centred(430, y + 150, "Trần Văn An", 12, bold=True)
    paper.new_page(HEIGHT, WIDTH)
    paper.centred(HEIGHT / 2, 60, "PHỤ LỤC", 13, bold=True)
    paper.text(100, 100, "1. Xã An Hải: 120 hộ.")
    paper.text(100, 130, "2. Xã An Vĩnh: 98 hộ.")
    found = seen(tmp_path, paper)
    assert found[:2] == [f"1. {PROSE}", LAST]
    assert found[-2:] == [
        "1. Xã An Hải: 120 hộ.",
        "2. Xã An Vĩnh: 98 hộ.",
    ]


def test_a_word_printed_large_behind_the_text(tmp_path):
    paper = Paper().new_page()
    for n, word in enumerate(("BẢN", "SAO")):
        coloured(paper, 120 + 200 * n, 420, word, (225, 225, 225), 90)
    y = 110.0
    said = []
    for number in range(1, 8):
        said.append(f"{number}. {PROSE}")
        y = paper.paragraph(y, said[-1]) + 6
    assert seen(tmp_path, paper) == said


def test_a_red_stamp_beside_figures(tmp_path):
    paper = Paper().new_page()
    y = paper.paragraph(110, f"1. {PROSE}")
    coloured(paper, 430, y - 30, "ĐÃ THU 99", (220, 20, 20), 18)
    paper.text(LEFT + 36, y + 6, LAST)
    found = " ".join(seen(tmp_path, paper))
    assert f"1. {PROSE}" in found
    assert LAST in found


def test_words_set_letter_by_letter(tmp_path):
    paper = Paper().new_page()
    x = LEFT
    for word in ["1.", "Cấp", "1.250", "cây", "cho", "12", "xã", "miền", "núi."]:
        for letter in word:
            x = paper.text(x, 110, letter)
        x += 4.5
    paper.text(LEFT, 140, LAST)
    assert seen(tmp_path, paper) == ["1. Cấp 1.250 cây cho 12 xã miền núi.", LAST]


def test_lines_set_from_last_to_first(tmp_path):
    paper = Paper().new_page()
    lines = paper.lines(f"1. {PROSE}")
    paper.text(LEFT + 36, 110 + 18 * len(lines) + 6, LAST)
    for number, line in reversed(list(enumerate(lines))):
        paper.text(LEFT + (36 if number == 0 else 0), 110 + 18 * number, line)
    assert seen(tmp_path, paper) == [f"1. {PROSE}", LAST]


def test_words_printed_twice_for_bold(tmp_path):
    paper = Paper().new_page()
    for shift in (0, 0.3):
        paper.text(LEFT + shift, 110, "1. Cấp 1.250 cây cho 12 xã.")
    paper.text(LEFT, 140, LAST)
    assert seen(tmp_path, paper) == ["1. Cấp 1.250 cây cho 12 xã.", LAST]


def test_a_cut_page(tmp_path):
    paper = Paper().new_page()
    paper.text(20, 20, "Dấu cắt 77", 8)
    y = paper.paragraph(150, f"1. {PROSE}")
    paper.text(LEFT + 36, y + 6, LAST)
    paper.page.set_cropbox(40, 40, WIDTH - 40, HEIGHT - 40)
    assert seen(tmp_path, paper) == [f"1. {PROSE}", LAST]


@pytest.mark.parametrize("turn", [90, 270])
def test_a_head_printed_upwards_in_a_table(tmp_path, turn):
    paper = Paper().new_page()
    y = paper.paragraph(100, "1. Chỉ tiêu giao:") + 10
    rows = [y, y + 70, y + 90, y + 110]
    paper.grid((85, 120, 300, 400), rows)
    paper.text(88, y + 40, "TT", 11)
    paper.text(123, y + 40, "Xã", 11)
    paper.text(350, y + (60 if turn == 90 else 10), "Số hộ", 11, turn=turn)
    row(paper, rows[1], ("1", "An Hải", "120"), (85, 120, 300))
    row(paper, rows[2], ("2", "An Vĩnh", "98"), (85, 120, 300))
    _, document = opened(paper.save(tmp_path / "a.pdf"))
    assert cells_of(document)[-2:] == [("1", "An Hải", "120"), ("2", "An Vĩnh", "98")]
