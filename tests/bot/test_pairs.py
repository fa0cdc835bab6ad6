"""Two things of one matter that a question sets side by side."""

import pytest

from bot.retrieve.pairs import split_pair
from bot.retrieve.parts import asking, contrasts


def names(text):
    return [thing.name for thing in split_pair(text, contrasts(text))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("mức đóng ở vùng cao với vùng thấp chênh bao nhiêu", ["vùng cao", "vùng thấp"]),
        ("cấp mới và cấp lại, loại nào lâu hơn?", ["cấp mới", "cấp lại"]),
        ("tỷ lệ thu gom năm 2024 so với 2028 tăng bao nhiêu", ["2024", "2028"]),
        ("nộp qua mạng thì mấy ngày, so với nộp trực tiếp thì mấy ngày?",
         ["nộp qua mạng", "nộp trực tiếp"]),
        ("thuong huy chuong vang so voi bac chenh bao nhieu", ["vang", "bac"]),
    ],
)  # fmt: skip
def test_the_two_are_told_apart(text, wanted):
    assert names(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Quyết định 12 và Quyết định 15 khác nhau gì",
        "Sở Y tế và Sở Tài chính, bên nào nhiều việc hơn",
        "Cà Mau và Bạc Liêu khác nhau thế nào",
        "hồ sơ gồm những gì",
    ],
)
def test_documents_bodies_and_places_are_no_things(text):
    assert names(text) == []


def test_each_is_asked_alone_without_the_words_that_compare():
    text = "mức phạt cá nhân với tổ chức bên nào cao hơn"
    assert [thing.words for thing in split_pair(text, contrasts(text))] == [
        "mức phạt cá nhân", "mức phạt tổ chức",
    ]  # fmt: skip


def test_a_part_that_asks_nothing_asks_for_what_is_compared():
    assert asking("tiền công thợ chính", ("how_much",)) == "tiền công thợ chính là bao nhiêu?"
    assert asking("cấp lại mấy ngày?", ("how_long",)) == "cấp lại mấy ngày?"
