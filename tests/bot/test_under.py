"""A question for what a lead-in lists ("cần điều kiện gì") gets the list whole, with what its items
lead in to; what asks for one thing does not."""

import pytest

from bot.answer import Role
from bot.question import Ask
from tests.bot.over_text import assistant_over

TEXT = """ỦY BAN NHÂN DÂN
TỈNH SÔNG MÂY

Số: 41/2024/QĐ-UBND
Sông Mây, ngày 3 tháng 5 năm 2024

QUYẾT ĐỊNH
Ban hành quy định về bến thuyền chở khách

Điều 1. Điều kiện hoạt động
1. Bến thuyền trước khi đón khách phải có đủ các điều kiện sau:
a) Cầu tàu rộng ít nhất 2 m và có lan can;
b) Cách cửa cống ít nhất 150 m;
c) Có phao cứu sinh cho mỗi chỗ ngồi.
2. Chủ bến có các quyền và nghĩa vụ sau đây:
a) Thu tiền vé theo bảng giá niêm yết;
b) Từ chối chở người say rượu.
Điều 2. Những việc bị nghiêm cấm
1. Chở quá số người ghi trên vé.
2. Đón khách khi có gió từ cấp 6, trong các trường hợp:
a) Ban đêm;
b) Có mưa dông.
Điều 3. Hiệu lực thi hành
Quyết định này có hiệu lực từ ngày 20 tháng 5 năm 2024.
"""


@pytest.fixture(scope="module")
def ask(settings, tmp_path_factory):
    assistant = assistant_over(settings, tmp_path_factory, "quyet-dinh-41.md", TEXT)
    return lambda question: assistant.pipeline.invoke(Ask(question))


def places(answer):
    return [c.clause.label.split(" Quyết định")[0].lower() for c in answer.citations]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Mở bến thuyền chở khách cần điều kiện gì?", 3),
        ("Chủ bến thuyền có quyền gì?", 2),
        ("Bến thuyền bị cấm những gì?", 4),
    ],
)
def test_all_of_a_list_is_told(ask, question, told):
    answer = ask(question)
    assert len(answer.citations) == told
    assert all(one.role is Role.ITEM for one in answer.statements)


def test_one_thing_is_told_alone(ask):
    answer = ask("Bến thuyền phải cách cửa cống bao nhiêu mét?")
    assert places(answer)[0] == "điểm b khoản 1 điều 1"
    assert "150 m" in answer.answer
    assert sum(one.role is Role.QUOTE for one in answer.statements) == 1
