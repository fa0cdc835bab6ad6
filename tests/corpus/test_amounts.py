"""The same amount in words, with comma, point, unit or scale is one value."""

from decimal import Decimal

import pytest

from corpus.language.amounts import find_amounts, same_writings

PAIRS = [
    ("11.000", "11,000"), ("11.000", "11 nghìn"), ("11.000", "11 ngàn"), ("11.000", "11k"),
    ("1.200.000.000", "1,2 tỷ"), ("1.200.000.000", "1.2 tỉ"),
    ("1.200.000.000", "một tỷ hai trăm triệu"), ("1.200.000.000", "1 tỷ 200 triệu"),
    ("1.200.000.000", "1200 triệu"), ("1.200.000.000", "1.200 triệu"), ("1.500.000", "1,5 triệu"),
    ("1.500.000", "1 triệu rưỡi"), ("1.500.000", "một triệu rưỡi"),
    ("1.500.000", "một triệu năm trăm nghìn"), ("1.500.000", "1 triệu 500 nghìn"),
    ("1.500.000", "1tr5"), ("1.500.000", "1500 nghìn"), ("500.000", "năm trăm nghìn"),
    ("500.000", "năm trăm ngàn"), ("500.000", "500k"), ("500.000", "500 nghìn"),
    ("500.000", "0,5 triệu"), ("500.000", "nửa triệu"), ("50.000", "năm mươi nghìn"),
    ("50.000", "năm chục nghìn"), ("2.500.000.000", "hai tỷ rưỡi"),
    ("2.500.000.000", "2 tỷ rưỡi"), ("2.500.000.000", "2,5 tỷ"),
    ("2.500.000.000", "2 tỷ 500 triệu"), ("120", "một trăm hai mươi"),
    ("121", "một trăm hai mươi mốt"), ("105", "một trăm linh năm"), ("105", "một trăm lẻ năm"),
    ("15", "mười lăm"), ("25", "hai mươi lăm"), ("40", "bốn mươi"), ("44", "bốn mươi tư"),
    ("2,9", "2.9"), ("0,5", "0.5"), ("3.321", "3321"), ("3.500", "3500"),
    ("91.299.000.000.000", "91.299 tỷ"), ("58.349.000.000", "58,349 tỷ"),
    ("10.000.000", "mười triệu"), ("10.000.000", "10 triệu"), ("100.000.000", "một trăm triệu"),
    ("300.000.000", "ba trăm triệu"), ("850.000.000", "850 triệu"),
    ("850.000.000", "tám trăm năm mươi triệu"), ("7.860.000", "Bảy triệu tám trăm sáu mươi ngàn"),
    ("1.000", "một nghìn"), ("1.250", "một nghìn hai trăm năm mươi"), ("2.000.000.000", "2 ty"),
    ("5.000.000", "5 trieu"), ("12.345.678", "12,345,678"), ("30.000.000.000", "Ba mươi tỷ"),
]  # fmt: skip


def value(text):
    (one,) = find_amounts(text)
    return one.value


@pytest.mark.parametrize(("written", "other"), PAIRS)
def test_the_same_amount_is_one_value(written, other):
    assert value(written) == value(other)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("kích thước 60*90 cm", [60, 90]),
        ("đạt 2,9 điểm", [Decimal("2.9")]),
        ("từ 20.000.000 đồng đến 30 triệu đồng", [20_000_000, 30_000_000]),
        ("năm nay ba tôi đi", []),
        ("tư vấn cho hai bên", []),
        ("Quyết định số 12/2024/QĐ-TTg", []),
        ("mức độ 3, mức độ 4 phải đạt tỷ lệ tối thiểu", [3, 4]),
        ("năm 2024 tỷ lệ chi", [2024]),
        ("một tỷ lệ nhất định, hàng triệu người", []),
        ("ngày 15/12/2025", []),
    ],
)
def test_what_is_an_amount(text, values):
    assert [one.value for one in find_amounts(text)] == values


def test_how_else_an_amount_is_written():
    assert same_writings(Decimal(1_200_000_000)) == ("1.200.000.000", "1,2 tỷ")
    assert same_writings(Decimal(11_000)) == ("11.000", "11 nghìn")
    assert same_writings(Decimal(25)) == ()
