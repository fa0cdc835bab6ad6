"""Lines broken in mid-sentence, and what only looks like a number at a line's start."""

import pytest

from corpus.citation.validity import Graph
from corpus.health import inspect
from corpus.structure.parse import parse

HEAD = "ỦY BAN NHÂN DÂN TỈNH LÀO CAI\nSố: 4/KH-UBND\nKẾ HOẠCH\nTrồng rừng năm 2024\n\n"
# enough broken lines to show at which width the text is broken
FILL = (
    "Các sở, ban, ngành và Ủy ban nhân dân các xã, phường tiếp tục quán triệt sâu rộng\n"
    "tới toàn thể cán bộ, công chức, viên chức và nhân dân trên địa bàn toàn tỉnh về\n"
    "vai trò của rừng đối với đời sống, sản xuất, phòng hộ đầu nguồn và cảnh quan nơi\n"
    "sinh sống, coi đây là việc làm thường xuyên, lâu dài của cả hệ thống chính trị.\n"
)


def units(text):
    document = parse(text, "a.txt")
    return [
        (".".join(s.value for s in c.path), " ".join(document.quote(c).split()))
        for c in document.clauses
        if c.part == "body"
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Sở Y tế trả lời công văn số", "12/UBND-VX của Ủy ban nhân dân tỉnh."),
        ("Sở Y tế họp vào ngày", "14/10/2025 tại hội trường lớn của tỉnh."),
        ("Thực hiện ý kiến của", "Thủ tướng Chính phủ về trồng rừng."),
        ("Sở Y tế, Sở Nội vụ,", "Sở Tài chính cử cán bộ tham gia."),
        ("Theo báo cáo của Sở Y tế (cơ quan thường trực", "Ban Chỉ đạo), việc chậm so với kỳ."),
        ("Căn cứ Nghị định", "10/2022/NĐ-CP, Sở Tài chính thu phí."),
        ("Việc xử lý thực hiện theo khoản 2", "Điều 5 Nghị định này và văn bản liên quan."),
        ("Trừ tài sản quy định tại các khoản 1, 2 và 3", "Điều 19 Luật Quản lý tài sản công."),
        ("Theo quy định tại Điều 4,", "Điều 8 Quyết định này, Sở Y tế kiểm tra."),
        ("Hồ sơ nộp theo điểm", "a) khoản này, trừ hồ sơ đã nộp qua mạng."),
        ("Các sở rà soát quy trình; báo cáo kết quả hằng tháng; gửi báo cáo về nơi giao;",
         "các xã, phường phối hợp thực hiện."),
        ("Các sở rà soát toàn bộ quy trình; báo cáo kết quả hằng quý;",
         "các xã, phường phối hợp thực hiện."),
    ],
)  # fmt: skip
@pytest.mark.parametrize("head", [HEAD, HEAD.strip() + "\n"])
def test_a_broken_line_goes_on(first, second, head):
    text = f"{head}I. CHUNG\n{FILL}{FILL}{FILL}{first}\n{second}\nII. RIÊNG\n1. Một việc.\n"
    assert any(f"{first} {second}" in words for _, words in units(text))


def test_an_order_after_an_unfinished_line_is_an_article():
    text = "QUYẾT ĐỊNH\nVề rừng\nCăn cứ Luật;\nXét đề nghị của Sở\nQUYẾT ĐỊNH:\n"
    places = [place for place, _ in units(f"{text}Điều 1. Trồng rừng\nĐiều 2. Thi hành.")]
    assert places == ["1", "2"]


@pytest.mark.parametrize("numbers", ["abc", "123"])
@pytest.mark.parametrize("stop", [";", ","])
def test_a_count_inside_a_paragraph(numbers, stop):
    one, two, three = numbers
    text = (
        f"{HEAD}1. Hồ sơ gồm các giấy tờ theo quy định sau đây: ({one}) đơn xin trồng rừng{stop}\n"
        f"({two}) bản đồ lô đất được xã xác nhận{stop} và\n({three}) giấy cam kết.\n2. Nộp phí.\n"
    )
    assert [place for place, _ in units(text)] == ["1", "2"]


def test_a_count_in_mid_sentence_of_broken_lines():
    text = (
        f"{HEAD}I. CHUNG\n{FILL}{FILL}{FILL}Cơ quan thuế xác định giá tính lệ phí khi có trường hợp"
        " phát sinh loại xe mới\n(i) chưa có trong bảng giá, hoặc có biến động từ hai mươi phần"
        " trăm so với bảng\n(ii) giá hiện hành của tỉnh.\nII. RIÊNG\n1. Một.\n"
    )
    assert not any(place.endswith("i") for place, _ in units(text))


def test_a_count_that_is_a_list_stays_one():
    text = f"{HEAD}1. Hồ sơ gồm:\n(a) đơn;\n(b) bản đồ;\n(c) giấy cam kết.\n2. Nộp phí.\n"
    assert [place for place, _ in units(text)] == ["1", "1.a", "1.b", "1.c", "2"]


@pytest.mark.parametrize(
    "heading", ["Điều 1.", "Điều1.", "Điều 1:", "Điều 1 -", "Điều 1 –", "**Điều 1.**", "ĐIỀU 1."]
)
def test_the_first_article_in_its_many_forms(heading):
    text = f"QUYẾT ĐỊNH\nVề rừng\nQUYẾT ĐỊNH:\n{heading} Trồng rừng.\nĐiều 2. Thi hành."
    document = parse(text, "a.txt")
    places = [c.path[-1].value for c in document.clauses if c.path[-1].level == "dieu"]
    assert places == ["1", "2"]


def test_the_first_article_on_the_order_line():
    text = "NGHỊ QUYẾT\nVề rừng\nCăn cứ Luật;\nQUYẾT NGHỊ: Điều 1. Trồng rừng.\nĐiều 2. Thi hành."
    assert [place for place, _ in units(text)] == ["1", "2"]


def test_articles_that_a_letter_quotes_are_not_missing():
    text = (
        "Kính gửi: Công ty A\nSố: 5/CT-CS\n"
        "- Tại Luật có quy định: “Điều 1. Phạm vi; Điều 2. Đối tượng”\n"
        "Điều 3. Hiệu lực thi hành\nLuật có hiệu lực."
    )
    document = parse(text, "a.txt")
    kinds = {f.kind for f in inspect(document, Graph([document])).findings}
    assert "gap" not in kinds


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("Điều 1. Phạm vi điều chỉnh", "1. Quy định này áp dụng cho các xã."),
        ("1. Mục đích", "a) Trồng rừng ven suối."),
        ("2. Về các nền tảng số", "a) Sở Nội vụ rà soát."),
        ("3. Những năm tiếp theo", "- Sở Y tế báo cáo."),
        ("II. TRỒNG RỪNG Ở TỈNH THÁI NGUYÊN", "1. Sở Y tế báo cáo."),
    ],
)
def test_a_heading_takes_no_unit_in(heading, unit):
    found = [words for _, words in units(f"{HEAD}{heading}\n{unit}\n")]
    assert found == [heading, unit]


def test_page_numbers_that_the_loader_found_make_no_figure_one():
    body = f"{HEAD}Điều 1. Mức phí\n1\nTrồng rừng\nĐiều 2. Hiệu lực\n"
    text = f"{body}2\n3\n"
    start = len(body)
    document = parse(text, "a.pdf", noise=((start, start + 1), (start + 2, start + 3)))
    assert "1\nTrồng rừng" in "".join(document.quote(c) for c in document.clauses)
