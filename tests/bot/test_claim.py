"""Yes-or-no questions: what is affirmed, what is contradicted, what is left to the clause."""

import json
import os
import re
from pathlib import Path

import pytest

from bot.evidence.figures import find_periods
from bot.question import Ask
from bot.understand.intent.yes_no import puts_claim
from eval.metrics.verdict import verdict_of


@pytest.mark.parametrize(
    "text",
    [
        "Có phải hạn là 31/10/2022 không ạ?",
        "Sở Y tế chủ trì việc này, đúng không?",
        "Hạn chót là tháng 3 à?",
        "Tỉnh có thu phí không?",
        "Trung tâm dữ liệu xây xong chưa?",
        "Tôi nghe nói là 20%, tôi hiểu vậy có đúng không?",
        "Is it true that the deadline is in March?",
    ],
)
def test_claims_are_told(text):
    assert puts_claim(text)


@pytest.mark.parametrize(
    "text",
    [
        "Sở nào chủ trì việc này?",
        "Hạn chót là khi nào nhỉ?",
        "Tỉnh có bao nhiêu xã không có sóng?",
        "Quy chế hoạt động",
        "Nên mua hay là đi thuê hả anh?",
        "Việc này do ai làm à?",
    ],
)
def test_other_questions_are_none(text):
    assert not puts_claim(text)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("báo cáo hằng tháng", ["1"]),
        ("định kỳ 06 tháng và hàng năm", ["6", "12"]),
        ("kết xuất báo cáo theo Quý trong năm", ["3"]),
        ("theo tháng 9/2022", []),
    ],
)
def test_periods_are_read_as_months(text, months):
    assert [period.value for period in find_periods(text)] == months


def test_a_claim_that_the_clause_holds_is_affirmed(ask):
    answer = ask(
        "Hải Dương hỗ trợ hộ sản xuất nông nghiệp lên sàn thương mại điện tử, theo hướng mỗi hộ là"
        " một gian hàng số, đúng không?"
    )
    assert answer.short_answer == "Đúng"
    assert answer.answer.startswith("**Đúng** [1]")


def test_another_figure_is_told_from_the_clause(ask):
    answer = ask("Tuần lễ Chuyển đổi số tỉnh Quảng Ngãi được tổ chức vào tháng 10, đúng không?")
    assert answer.short_answer == "Không đúng, văn bản nêu: Tháng Chín"
    start, end = answer.citations[0].highlights[0]
    assert answer.citations[0].quote[start:end] == "Tháng Chín"


def test_another_body_is_told_from_the_clause(ask):
    answer = ask("Thôn Cà ở Trà Bồng là Viettel phải phủ sóng di động, đúng không?")
    assert answer.short_answer == "Không đúng, văn bản nêu: Viễn thông Quảng Ngãi"


def test_what_the_clause_gives_no_figure_for_is_shown_without_a_verdict(ask):
    answer = ask("Có phải khóa tập huấn quản trị dữ liệu ở Quảng Ngãi kéo dài 12 ngày không?")
    assert answer.citations
    assert answer.short_answer == ""
    assert not re.search(r"\b(?:Đúng|Không đúng|Có)\b", answer.answer.split("\n")[0])


def lines(name):
    return [json.loads(line) for line in Path(name).read_text(encoding="utf-8").splitlines()]


def test_nothing_false_is_affirmed_and_nothing_true_denied(assistant):
    """Eighty yes-or-no questions by someone who had not seen the program: 30 true, 30 false, 20
    that the directives do not settle; and 160 statements, half of them subtle lies, as questions;
    a seventh of all unless ``make accept`` asks for the whole."""
    asked = [
        (row["question"], row["expect"])
        for row in lines("eval/sets/dev-c.jsonl")
        if "expect" in row
    ]
    asked += [
        (f"{row['sentence'].rstrip('.')}, đúng không?", "yes" if row["true"] else "no")
        for row in lines("eval/sets/claims.jsonl")
    ]
    assert len(asked) == 240
    asked = asked if os.environ.get("ACCEPT") else asked[::7]
    wrong, concluded = [], 0
    for question, expected in asked:
        said = verdict_of(assistant.pipeline.invoke(Ask(question)).short_answer)
        concluded += bool(said)
        if said and said != expected:
            wrong.append((said, question))
    assert concluded >= 35 * len(asked) / 240
    assert len(wrong) <= max(1, 0.08 * concluded), wrong  # what the verdicts' cuts allow
