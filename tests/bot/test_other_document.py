"""How documents and levels are named: by number and year, by numbers with a point, by figures
alone; what takes the place of what in a follow-up.
"""

import pytest

from bot.converse.follow_up import complete
from bot.converse.last_asked import last_asked
from bot.converse.ruled_out import without_ruled_out
from bot.evidence.numbered import is_numbered_otherwise, is_numbered_so, numbered
from bot.talk.ends import asks_what_it_ends
from bot.talk.of_form import asks_of_form
from bot.understand.scope.levels import find_levels, levels_of
from bot.understand.scope.mention import read_mentions
from bot.understand.typing.bare import asked_by_name
from bot.understand.typing.places import name_districts


@pytest.mark.parametrize(
    ("text", "digits", "decimal", "months"),
    [
        ("quyết định 12 năm 2012 của tỉnh", 12, "", set()),
        ("nghị quyết 66.4 nói gì", None, "66.4", set()),
        ("thông báo tháng 01/2022", None, "", {1}),
        ("kế hoạch năm 2025", None, "", set()),
    ],
)
def test_a_number_and_a_year(text, digits, decimal, months):
    (mention,) = read_mentions(text, [])
    assert (mention.digits, mention.decimal, mention.months) == (digits, decimal, months)


def test_a_figure_and_a_year_are_a_number_or_a_month():
    (mention,) = read_mentions("quyết định 12/2012", [])
    assert (mention.either, mention.year, mention.digits) == (12, 2012, None)


@pytest.mark.parametrize(
    ("before", "text", "whole"),
    [
        ("quyết định 2740 có mấy thủ tục mới", "Còn 2776 thì sao ạ?",
         "quyết định 2776 có mấy thủ tục mới"),
        ("nghị quyết 87 có hiệu lực khi nào", "nghị quyết 96 thì sao",
         "nghị quyết 96 có hiệu lực khi nào"),
        ("Huyện phải làm gì", "còn xã?", "xã phải làm gì"),
    ],
)  # fmt: skip
def test_what_takes_the_place_of_what(before, text, whole):
    assert complete(text, before) == whole


def test_a_condition_takes_no_place():
    assert not complete("nếu làm sai thì sao", "Sở Tài chính làm gì").startswith("làm sai")


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("xã có trách nhiệm gì", ["commune"]),
        ("UBND các huyện phải làm gì", ["district"]),
        ("xã Tịnh Khê làm gì", []),
        ("thị xã Ba Đồn làm gì", []),
        ("xã hội hóa là gì", []),
        ("hai xã được chọn", []),
    ],
)
def test_levels_that_act(text, levels):
    assert [match.name for match in find_levels(text)] == levels


def test_a_town_is_no_commune():
    assert levels_of("UBND huyện, thị xã, thành phố") == {"district"}


@pytest.mark.parametrize(
    ("text", "put"),
    [
        ("Thời gian?", "thời gian khi nào?"),
        ("ai chủ trì? Lệ phí?", "ai chủ trì? lệ phí bao nhiêu?"),
        ("Thời gian trôi nhanh quá", "Thời gian trôi nhanh quá"),
        ("Lệ phí cấp giấy phép xây dựng là bao nhiêu?",
         "Lệ phí cấp giấy phép xây dựng là bao nhiêu?"),
    ],
)  # fmt: skip
def test_things_asked_for_by_name(text, put):
    assert asked_by_name(text) == put


def test_a_province_is_no_town_of_its_name():
    bodies = ("Thị xã Quảng Trị", "Huyện Cam Lộ")
    assert name_districts("quyết định của Quảng Trị", bodies) == "quyết định của Quảng Trị"
    assert name_districts("ở Cam Lộ", bodies) == "ở huyện Cam Lộ"


def test_what_is_numbered():
    assert numbered("Vùng III và nhóm đối tượng số 2") == {"vung": {3}, "tuong so": {2}}
    assert numbered("ngày 27 tháng 7, 15 người, 30%, điều 5") == {}
    assert is_numbered_otherwise("nhóm 2 được gì", "Nhóm 3: 150.000 đồng")
    assert not is_numbered_otherwise("nhóm 2 được gì", "Nhóm 2, nhóm 3: 150.000 đồng")
    assert is_numbered_so("vùng III thì sao", "Vùng 3")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("thay thế văn bản nào", True),
        ("nó bãi bỏ những quyết định nào", True),
        ("bị văn bản nào thay thế", False),
        ("thay thế thiết bị nào trước", False),
        ("bãi bỏ thủ tục nào về đất đai", False),
    ],
)
def test_what_a_document_ends_is_asked(text, asked):
    assert asks_what_it_ends(text, []) is asked


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("quy định chuyển tiếp ra sao", True),
        ("nguyên tắc thực hiện là gì", True),
        ("nguyên tắc chi trả cho hộ nghèo là gì", False),
        ("ai chủ trì", False),
    ],
)
def test_parts_that_every_document_has(text, asked):
    assert asks_of_form(text) is asked


def test_another_clause_takes_the_place_of_the_one_before():
    whole = complete("điều 18 nói gì", "ở khoản 2 Điều 5 có ghi mức quà (Quyết định số 12)")
    assert "Điều 5" not in whole
    assert "điều 18" in whole


def test_a_size_takes_the_place_of_another():
    before = "dời nhà đi 15km được hỗ trợ mấy tiền"
    assert complete("thế 8 cây số?", before) == "dời nhà đi 8 cây số được hỗ trợ mấy tiền"
    assert "15km" in complete("thế 8 hộ thì sao", before)


def test_a_place_that_is_left_is_not_asked_about():
    kept, ruled_out = without_ruled_out("thôi bỏ Nghệ An. Đồng Nai quyết định 2740 nói gì")
    assert ruled_out == ("Nghệ An",)
    assert kept == "Đồng Nai quyết định 2740 nói gì"
    assert without_ruled_out("quyết định bãi bỏ Nghệ An nào")[1] == ()


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Trong ấy ghi 5,1 kia mà. Thế xã bên cạnh thì sao?", "Thế xã bên cạnh thì sao?"),
        ("Dài dòng quá. À mà ai ký?", "À mà ai ký?"),
        ("Cảm ơn em. Thế lệ phí bao nhiêu?", None),
        ("Nhà tôi ở Lai Châu. Thế được bao nhiêu tiền?", None),
        ("Sai rồi. Thế ai chủ trì?", None),
    ],
)
def test_what_is_said_of_the_answer_is_no_part_of_the_question(text, asked):
    assert last_asked(text) == (asked or text)
