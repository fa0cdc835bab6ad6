"""Which of several brackets a stated quantity lies in."""

from decimal import Decimal

import pytest

from bot.evidence.brackets import Stated, brackets, fits, stated

DISTANCES = (
    "Hỗ trợ 2.500.000,0 đồng/hộ, nếu khoảng cách di chuyển dưới 10 km;",
    "Hỗ trợ 3.600.000,0 đồng/hộ nếu khoảng cách di chuyển từ 10 đến dưới 30km;",
    "Hỗ trợ 5.000.000,0 đồng/hộ nếu khoảng cách di chuyển từ 30 đến dưới 50km;",
    "Hỗ trợ 6.000.000,0 đồng/hộ nếu khoảng cách di chuyển từ 50 km trở lên.",
)


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("dọn đi cách 20 cây số", 1),
        ("cách chỗ cũ 9,5 km", 0),
        ("cách nơi cũ 30 km", 2),
        ("cách 50.000 m", 3),
    ],
)
def test_one_of_four_holds_the_distance(question, right):
    said = stated(question)
    assert [fits(said, text)[0] for text in DISTANCES] == [i == right for i in range(4)]
    assert [fits(said, text)[1] for text in DISTANCES] == [i != right for i in range(4)]


@pytest.mark.parametrize(
    ("text", "size", "held"),
    [
        ("Xe sản xuất từ năm 2017 đến hết năm 2021", 2018, True),
        ("Xe sản xuất từ năm 2017 đến hết năm 2021", 2022, False),
        ("Xe sản xuất trước năm 1999", 1999, False),
        ("Xe sản xuất từ năm 2022", 2024, True),
    ],
)
def test_years(text, size, held):
    assert fits([Stated("year", Decimal(size))], text) == (held, not held)


def test_less_than_one_year_lies_under_one_year():
    said = stated("mộ chôn chưa đầy một năm")
    assert fits(said, "Mộ đất dưới một (01) năm") == (True, False)
    assert fits(said, "Mộ đất từ một (01) đến dưới ba (03) năm") == (False, True)


def test_a_limit_is_no_bracket():
    assert brackets("trong thời hạn không quá 15 ngày làm việc") == ()
    assert fits(stated("chờ 20 ngày"), "trong thời hạn không quá 15 ngày") == (False, False)


def test_other_units_say_nothing():
    assert fits(stated("nhà có 6 khẩu"), DISTANCES[1]) == (False, False)
