"""Of steps that begin with who takes them the one of the level asked about comes first: "thị xã" is
no "xã", and a commune with a name is a place."""

import pytest

from bot.question import Ask
from tests.bot.over_text import assistant_over

TEXT = """ỦY BAN NHÂN DÂN
TỈNH SÔNG MÂY

Số: 52/2023/QĐ-UBND
Sông Mây, ngày 9 tháng 8 năm 2023

QUYẾT ĐỊNH
Ban hành quy định hỗ trợ đóng thuyền gỗ

Điều 1. Trình tự xét hồ sơ hỗ trợ đóng thuyền
1. Ủy ban nhân dân xã, phường, thị trấn: Tiếp nhận và kiểm tra hồ sơ trong 04 ngày làm việc.
2. Ủy ban nhân dân huyện, thị xã, thành phố: Thẩm định hồ sơ trong 09 ngày làm việc.
3. Ủy ban nhân dân tỉnh: Quyết định hỗ trợ trong 06 ngày làm việc.
Điều 2. Hiệu lực
Quyết định này có hiệu lực từ ngày 20 tháng 8 năm 2023.
"""


@pytest.fixture(scope="module")
def ask(settings, tmp_path_factory):
    assistant = assistant_over(settings, tmp_path_factory, "quyet-dinh-52.md", TEXT)
    return lambda question: assistant.pipeline.invoke(Ask(question))


@pytest.mark.parametrize(
    ("question", "days"),
    [
        ("Hồ sơ hỗ trợ đóng thuyền ở xã giữ bao nhiêu ngày?", "04"),
        ("Hồ sơ hỗ trợ đóng thuyền huyện thẩm định bao nhiêu ngày?", "09"),
        ("Xin hỗ trợ đóng thuyền gỗ, lên tỉnh thì chờ mấy ngày?", "06"),
    ],
)
def test_the_level_that_is_asked_about(ask, question, days):
    answer = ask(question)
    assert answer.status.value == "answered"
    first = answer.citations[0]
    assert f"{days} ngày" in first.quote


def test_all_that_a_level_has_to_do_is_listed(settings, tmp_path_factory):
    text = TEXT.replace(
        "Điều 2. Hiệu lực",
        "Điều 2. Theo dõi sau hỗ trợ\n"
        "1. Ủy ban nhân dân xã, phường có trách nhiệm kiểm tra thuyền mỗi năm một lần.\n"
        "2. Sở Tài chính có trách nhiệm cấp kinh phí.\n"
        "Điều 3. Hiệu lực",
    )
    assistant = assistant_over(settings, tmp_path_factory, "quyet-dinh-52.md", text)
    answer = assistant.pipeline.invoke(Ask("Theo Quyết định 52 thì xã phải làm gì?"))
    quotes = [citation.quote for citation in answer.citations]
    assert len(quotes) == 2
    assert "Tiếp nhận và kiểm tra hồ sơ" in quotes[0]
    assert "kiểm tra thuyền" in quotes[1]
