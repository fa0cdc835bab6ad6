"""Questions on another member of a class than the clause speaks of, and on what it does not say."""

import pytest

from bot.answer import AnswerStatus
from bot.converse import read_question
from bot.evidence.contrast import other_member
from bot.question import Ask


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Trường trung học cơ sở ở Quảng Ngãi dùng học bạ điện tử bao nhiêu phần trăm?",
         "trung học cơ sở"),
        ("Bệnh viện tuyến tỉnh ở Quảng Ngãi liên thông hồ sơ chuyển tuyến bao nhiêu phần trăm?",
         "Bệnh viện tuyến tỉnh"),
        ("Bao nhiêu phần trăm đoàn viên ở Quảng Ngãi dùng Sổ tay điện tử?", "đoàn viên"),
    ],
)  # fmt: skip
def test_the_other_member_is_refused_and_named(ask, question, said):
    answer = ask(question)
    assert answer.status is AnswerStatus.NO_EVIDENCE
    assert f"không nêu “{said}”" in answer.answer
    assert answer.citations


@pytest.mark.parametrize(
    "question",
    [
        "Trường trung học phổ thông ở Quảng Ngãi dùng học bạ điện tử bao nhiêu phần trăm?",
        "Bệnh viện tuyến huyện ở Quảng Ngãi liên thông hồ sơ chuyển tuyến bao nhiêu phần trăm?",
        "Thủ tục phải nộp phí ở Quảng Ngãi năm 2023 được thanh toán trực tuyến bao nhiêu %?",
    ],
)
def test_the_member_that_the_clause_speaks_of_is_answered(ask, question):
    assert ask(question).status is AnswerStatus.ANSWERED


@pytest.mark.parametrize(
    "question",
    [
        "Giám đốc Sở Thông tin và Truyền thông Quảng Ngãi tên là gì?",
        "Chủ tịch UBND tỉnh Hải Dương chủ trì cuộc họp ngày 17/12/2021 họ tên là gì?",
        "Cho tôi xin số điện thoại của Sở Nội vụ Quảng Ngãi.",
    ],
)
def test_a_name_or_number_that_stands_nowhere_is_refused(ask, question):
    assert ask(question).status is not AnswerStatus.ANSWERED


def test_a_name_that_stands_there_is_given(ask):
    answer = ask("Người ký Quyết định 03/QĐ-BCĐ họ tên là gì?")
    assert answer.status is AnswerStatus.ANSWERED
    assert "Đặng Văn Minh" in answer.answer


def test_what_stands_under_another_month_does_not_answer(ask):
    answer = ask("Tháng 11 năm 2023 Quảng Ngãi khai trương gì?")
    assert answer.status is AnswerStatus.NO_EVIDENCE or "Kho dữ liệu số" in answer.answer
    answer = ask("Quảng Ngãi khai trương gì trong tháng 10 năm 2023?")
    assert "Kho dữ liệu số" not in answer.answer


@pytest.mark.parametrize(
    ("school", "other"), [("cấp 2", ""), ("tiểu học", ""), ("THPT", ""), ("đại học", "đại học")]
)
def test_a_range_of_members_holds_those_between(school, other):
    question = read_question(Ask(f"Mở quán gần trường {school} thì phải cách bao xa?"), [])
    rule = "Cách cổng trường học (từ mẫu giáo đến phổ thông trung học) tối thiểu 150 m."
    assert other_member(question, rule, "") == other
