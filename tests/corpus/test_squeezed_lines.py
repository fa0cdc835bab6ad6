"""What web copies put on one line, or tear apart with marks of emphasis."""

import pytest

from corpus.structure.parse import parse

ARTICLE = "Điều 1. Sắp xếp như sau:\n\n6. Sau khi sắp xếp, xã có 12 thôn.\n\n"


def places(text):
    return [[(s.level, s.value) for s in c.path] for c in parse(text, "a.txt").clauses]


@pytest.mark.parametrize(
    "heading",
    [
        "**Điều ****2****. Hiệu lực thi hành**",
        "**Điều ****2. **Hiệu lực thi hành",
        "**Điều** **2**. Hiệu lực thi hành",
    ],
)
def test_an_article_whose_number_stands_apart_in_emphasis(heading):
    text = ARTICLE + heading + "\n\n1. Nghị quyết này có hiệu lực từ ngày ký.\n"
    assert places(text)[-2:] == [[("dieu", "2")], [("dieu", "2"), ("khoan", "1")]]


def test_two_headings_on_one_line_are_still_parted():
    text = "**I. MỤC TIÊU CHUYỂN ĐỔI SỐ****1. Mục tiêu chung**\n\nTrồng thêm rừng.\n"
    assert places(text)[:2] == [[("muc", "I")], [("muc", "I"), ("khoan", "1")]]


@pytest.mark.parametrize(
    "number", ["299/TTg Hà Nội, ngày 10", "12/QĐ-UBND ngày 5 tháng 6", "64/CP ngày 27-9-1993"]
)
def test_a_document_number_opens_no_clause(number):
    assert not any(p[-1] == ("khoan", number.split("/")[0]) for p in places(f"Việc:\n\n{number}"))


@pytest.mark.parametrize(
    "item", ["3/ Sở Y tế báo cáo.", "3/Sở Y tế báo cáo.", "3/UBND xã báo cáo.", "3/Ý kiến các xã."]
)
def test_a_number_with_a_stroke_opens_one(item):
    assert places(f"1/ Một việc.\n\n2/ Hai việc.\n\n{item}")[-1] == [("khoan", "3")]


@pytest.mark.parametrize(
    "line",
    [
        "KT. CHỦ TỊCH PHÓ CHỦ TỊCH Trần Văn An",
        "K/T THỦ TƯỚNG CHÍNH PHỦ PHÓ THỦ TƯỚNG Tố Hữu",
        "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH (Đã ký) Nguyễn Thị Mười",
    ],
)
def test_a_signature_on_one_line_is_no_part_of_the_last_clause(line):
    text = f"{ARTICLE}a) Các thôn đặt biển tên.\nCác thôn báo cáo xong trong năm.\n{line}\n"
    (signed,) = [c for c in parse(text, "a.txt").clauses if c.path[-1].value == "chu_ky"]
    assert parse(text, "a.txt").text[signed.start : signed.end] == line


def test_an_order_of_a_chairman_is_no_signature():
    text = f"{ARTICLE}Chủ tịch Ủy ban nhân dân tỉnh giao các Sở thi hành.\n"
    assert not any(p[-1][1] == "chu_ky" for p in places(text))
