"""Provinces before and after 1/7/2025 (Nghị quyết 202/2025/QH15)."""

import pytest

from corpus.provinces import merged_on, predecessors_of, speaks_for, today, with_rank
from corpus.vocabulary import provinces, read_table

# the eleven that Điều 1 khoản 24 leaves as they are
UNCHANGED = {
    "Hà Nội", "Huế", "Lai Châu", "Điện Biên", "Sơn La", "Lạng Sơn", "Quảng Ninh", "Thanh Hóa",
    "Nghệ An", "Hà Tĩnh", "Cao Bằng",
}  # fmt: skip
CITIES = {"Hà Nội", "Huế", "Hải Phòng", "Đà Nẵng", "Cần Thơ", "Thành phố Hồ Chí Minh"}


def test_63_units_become_34():
    before = set(provinces()) - {"Huế"}  # until 2024 the province of Thừa Thiên Huế
    after = {today(name) for name in before}
    assert (len(before), len(after)) == (63, 34)
    assert {n for n in after if set(predecessors_of(n)) <= {"Thừa Thiên Huế"}} == UNCHANGED
    assert {name for name in after if provinces()[name].get("city")} == CITIES
    assert set(read_table("provinces")["short"].values()) <= set(provinces())


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Tuyên Quang", ("Hà Giang",)),
        ("Phú Thọ", ("Hòa Bình", "Vĩnh Phúc")),
        ("Lâm Đồng", ("Bình Thuận", "Đắk Nông")),
        ("Cần Thơ", ("Hậu Giang", "Sóc Trăng")),
        ("Thành phố Hồ Chí Minh", ("Bà Rịa - Vũng Tàu", "Bình Dương")),
        ("An Giang", ("Kiên Giang",)),
    ],
)
def test_what_a_unit_of_today_was_made_of(name, parts):
    assert tuple(sorted(predecessors_of(name))) == parts


@pytest.mark.parametrize(
    ("issuer", "day", "place", "its"),
    [
        ("Bắc Giang", "2023-05-01", "Bắc Ninh", True),  # of a province that is part of it today
        ("Bắc Ninh", "2025-08-01", "Bắc Giang", True),  # since the merger it governs there
        ("Bắc Ninh", "2023-05-01", "Bắc Giang", False),
        ("Bình Định", "2023-05-01", "Bắc Giang", False),
        ("Hà Nam", None, "Hà Nam", True),
        (None, None, "Hà Nam", False),
    ],
)
def test_whose_a_directive_is(issuer, day, place, its):
    assert speaks_for(issuer, day, place) is its


def test_when_and_how_a_unit_is_called():
    assert merged_on("Thừa Thiên Huế") == "2025-01-01"
    assert merged_on("Yên Bái") == "2025-07-01"
    assert merged_on("Lào Cai") is None
    assert [with_rank(n) for n in ("Huế", "Thành phố Hồ Chí Minh", "Lào Cai")] == [
        "thành phố Huế",
        "Thành phố Hồ Chí Minh",
        "tỉnh Lào Cai",
    ]
