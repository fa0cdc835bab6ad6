"""Which of two compared figures is the higher."""

import pytest

from bot.answer import AnswerStatus, Citation, Role, Statement
from bot.compose.higher import with_higher
from bot.draft import Draft
from corpus.structure.parse import parse

PAPER = """ỦY BAN NHÂN DÂN
TỈNH {place}
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: {number}/KH-UBND
{name}, ngày 05 tháng 3 năm 2024
KẾ HOẠCH
Trồng rừng ven biển
1. Tỷ lệ cây sống đạt {share}.
2. Hoàn thành trước ngày {day}.
"""


@pytest.fixture(scope="module")
def two():
    return (
        parse(PAPER.format(place="CÀ MAU", name="Cà Mau", number=31, share="85%", day="15/11/2024"),
              "a.txt"),
        parse(PAPER.format(place="NGHỆ AN", name="Nghệ An", number=77, share="trên 90%",
                           day="30/9/2024"), "b.txt"),
    )  # fmt: skip


def compared(documents, clause, leads):
    citations = tuple(
        Citation(n, d, next(c for c in d.clauses if c.id.endswith(clause)))
        for n, d in enumerate(documents, start=1)
    )
    statements = tuple(
        Statement(text, Role.LEAD, citations=(n,)) for n, text in enumerate(leads, start=1)
    )
    return Draft(AnswerStatus.ANSWERED, statements, "", citations)


def remarks(draft, text):
    return [one for one in with_higher(draft, text).statements if one.role is Role.REMARK]


def test_the_higher_share_is_named_with_both_markers(two):
    (remark,) = remarks(compared(two, "khoan-1", ("85%", "Trên 90%")), "tỉnh nào cao hơn")
    assert remark.text == "Nghệ An cao hơn: 90%, so với 85% của Cà Mau."
    assert set(remark.citations) == {1, 2}


def test_the_earlier_day_is_named(two):
    leads = ("Thời gian: trước ngày 15 tháng 11 năm 2024", "Thời gian: trước ngày 30/9/2024")
    (remark,) = remarks(compared(two, "khoan-2", leads), "bên nào xong sớm hơn")
    assert remark.text.startswith("Nghệ An sớm hơn: ngày 30/9/2024")


def test_like_figures_are_said_to_be_alike(two):
    (remark,) = remarks(compared(two, "khoan-1", ("85%", "85%")), "hai tỉnh khác nhau thế nào")
    assert "như nhau" in remark.text


def test_figures_of_other_units_or_no_comparison_say_nothing(two):
    assert remarks(compared(two, "khoan-1", ("85%", "12 cây")), "tỉnh nào cao hơn") == []
    assert remarks(compared(two, "khoan-1", ("85%", "90%")), "tỷ lệ cây sống là bao nhiêu") == []
