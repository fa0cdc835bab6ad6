"""Stretches of time in questions, and what falls due in them."""

import pytest

from bot.understand.intent.window import read_window


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("từ tháng 3 đến hết tháng 5 năm 2024", "2024-03-01", "2024-05-31"),
        ("tháng 11/2023 đến tháng 02/2024", "2023-11-01", "2024-02-29"),
        ("6 tháng đầu năm 2022 làm gì", "2022-01-01", "2022-06-30"),
        ("ba tháng cuối năm làm gì", "2023-10-01", "2023-12-31"),
        ("nửa cuối năm 2025", "2025-07-01", "2025-12-31"),
        ("quý II có việc gì", "2023-04-01", "2023-06-30"),
        ("trong tháng mười một", "2023-11-01", "2023-11-30"),
        ("tháng 2 có gì", "2023-02-01", "2023-02-28"),
        ("phải xong trước ngày 15/7/2023", None, "2023-07-14"),
    ],
)
def test_a_stretch_of_time_is_read(text, start, end):
    window = read_window(text, 2023)
    assert (window.start, window.end) == (start, end)


@pytest.mark.parametrize(
    "text", ["năm 2023 có những việc gì", "tháng năm 2022", "hằng năm", "13 tháng đầu năm", "không"]
)
def test_whole_years_and_other_text_are_no_stretch(text):
    assert read_window(text, 2023) is None


def test_without_a_year_nothing_is_read():
    assert read_window("quý II có việc gì", None) is None


@pytest.mark.parametrize("month", ["Tám", "Mười", "Mười Một"])
def test_what_falls_due_in_a_month_is_listed(ask, library, month):
    plan = next(d for d in library if d.metadata.symbol == "QĐ-BCĐ")
    heading = next(c for c in plan.clauses if f"Chủ đề Tháng {month}:" in plan.quote(c)[:60])
    answer = ask(
        f"Kế hoạch năm dữ liệu số có những hoạt động nào trong tháng {month.lower()} 2023?"
    )
    wanted = {c.id for c in plan.children(heading)} or {heading.id}
    assert wanted <= {c.clause.id for c in answer.citations}


def test_what_is_due_before_a_day_is_listed_with_its_clause(ask):
    answer = ask("Công văn 4685 yêu cầu những việc nào phải xong trước ngày 31/10/2022?")
    assert any("31/10/2022" in c.document.quote(c.clause) for c in answer.citations)
