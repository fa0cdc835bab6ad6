"""Follow-ups over one invented document: levels of government, several things at once, what is
numbered, what the document replaces, and what it does not say.
"""

import pytest

from bot.answer import Role
from bot.question import Ask, Turn
from tests.bot.over_text import assistant_over

TEXT = (
    """ỦY BAN NHÂN DÂN
TỈNH SÔNG MÂY

Số: 71/2024/QĐ-UBND
Sông Mây, ngày 12 tháng 3 năm 2024

QUYẾT ĐỊNH
Ban hành quy định hỗ trợ giữ nghề dệt chiếu

Điều 1. Nhóm được hỗ trợ
1. Nhóm số 1:
a) Nghệ nhân đã được phong tặng danh hiệu.
b) Thợ dệt trên 60 tuổi còn đứng khung.
2. Nhóm số 2:
a) Người học nghề dưới 25 tuổi.
b) Hộ trồng cói làm nguyên liệu.
Điều 2. Giao trách nhiệm
1. Sở Công Thương chủ trì thẩm định hồ sơ dệt chiếu, xong trước ngày 15 tháng 6 hằng năm.
2. Ủy ban nhân dân huyện, thị xã có trách nhiệm tổng hợp danh sách hộ dệt chiếu gửi Sở.
3. Ủy ban nhân dân xã, phường có trách nhiệm lập danh sách hộ dệt chiếu và niêm yết 05 ngày.
Điều 3. Hiệu lực thi hành
"""
    "Quyết định này có hiệu lực thi hành kể từ ngày 25 tháng 3 năm 2024 và thay thế Quyết định số "
    "08/2015/QĐ-UBND ngày 02 tháng 4 năm 2015, Quyết định số 33/2019/QĐ-UBND ngày 17 tháng 9 năm "
    "2019 của Ủy ban nhân dân tỉnh.\n"
)


@pytest.fixture(scope="module")
def talk(settings, tmp_path_factory):
    """The answers of a talk, one to each message."""
    pipeline = assistant_over(settings, tmp_path_factory, "quyet-dinh-71.md", TEXT).pipeline

    def run(*messages):
        history, state, answers = [], "", []
        for message in messages:
            answers.append(pipeline.invoke(Ask(message, tuple(history), state=state)))
            history += [Turn("user", message), Turn("assistant", answers[-1].answer)]
            state = answers[-1].state
        return answers

    return run


def _leads(answer):
    return [one.text for one in answer.statements if one.role is Role.LEAD]


def test_a_level_of_government_takes_the_place_of_another(talk):
    first, second = talk("Huyện có trách nhiệm gì trong việc hỗ trợ dệt chiếu?", "còn xã thì sao")
    assert [c.clause.path[-1].value for c in first.citations] == ["2"]
    assert [c.clause.path[-1].value for c in second.citations] == ["3"]
    assert "xã" in second.standalone_question


def test_two_things_asked_after_an_answer_are_both_told(talk):
    *_, answer = talk(
        "Quyết định 71 nói về gì?", "ai chủ trì thẩm định hồ sơ? có hiệu lực khi nào?"
    )
    quotes = " ".join(c.quote for c in answer.citations)
    assert "Sở Công Thương chủ trì" in quotes
    assert "25 tháng 3 năm 2024" in quotes


def test_of_numbered_groups_the_one_asked_about(talk):
    (answer,) = talk("Nhóm số 2 được hỗ trợ giữ nghề dệt chiếu gồm những ai?")
    quotes = " ".join(c.quote for c in answer.citations)
    assert "Người học nghề" in quotes
    assert "Hộ trồng cói" in quotes
    assert "Nghệ nhân" not in quotes


@pytest.mark.parametrize(
    "question", ["nó thay thế những văn bản nào", "quyết định này bãi bỏ bao nhiêu văn bản"]
)
def test_all_that_a_document_replaces_is_told(talk, question):
    *_, answer = talk("Quyết định 71 nói về gì?", question)
    assert _leads(answer) == [
        "Quyết định số 08/2015/QĐ-UBND",
        "Quyết định số 33/2019/QĐ-UBND",
    ]


def test_from_when_on_it_holds_and_what_it_replaces(talk):
    *_, answer = talk("Quyết định 71 nói về gì?", "có hiệu lực khi nào, thay thế văn bản nào?")
    leads = _leads(answer)
    assert leads[0] == "Có hiệu lực thi hành kể từ ngày 25 tháng 3 năm 2024"
    assert leads[1:] == ["Quyết định số 08/2015/QĐ-UBND", "Quyết định số 33/2019/QĐ-UBND"]
    assert len({c.clause.id for c in answer.citations}) == len(answer.citations)


def test_a_part_that_the_document_lacks_is_not_made_up(talk):
    *_, answer = talk("Quyết định 71 nói về gì?", "quy định chuyển tiếp ra sao")
    assert answer.status.value == "no_evidence"
    assert "71/2024/QĐ-UBND" in answer.answer


def test_a_telephone_number_is_not_made_up(talk):
    *_, answer = talk(
        "Ai thẩm định hồ sơ hỗ trợ dệt chiếu?", "cho xin số điện thoại Sở Công Thương"
    )
    assert answer.status.value == "no_evidence"
    assert "số điện thoại" in answer.answer


def test_a_document_that_is_not_at_hand_is_said_to_be_missing(talk):
    *_, answer = talk("Ai thẩm định hồ sơ hỗ trợ dệt chiếu?", "quyết định 999 của tỉnh nói về gì")
    assert answer.status.value == "no_evidence"
    assert "không có quyết định 999" in answer.answer
    assert not answer.citations


def test_who_carries_something_out_is_no_wish_for_a_person(talk):
    *_, answer = talk("Quyết định 71 nói về gì?", "ai gửi danh sách cho sở")
    assert "trợ lý tự động" not in answer.answer
