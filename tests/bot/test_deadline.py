"""The time for a question: partial or out of time, never a refusal for want of evidence."""

import time

import pytest

from bot.answer import AnswerStatus, Role
from bot.clock import Clock
from bot.deadline import OutOfTime, check, is_late, until
from bot.parts import Parts
from bot.pipeline import AnswerPipeline
from bot.question import Ask, Turn

TASKS = "Sở Nội vụ Quảng Ngãi chủ trì việc gì?"
QUESTION = "Sở nào chủ trì chỉ tiêu trên 10% kiểm tra hành chính qua môi trường số?"


def test_check_fails_only_once_the_time_is_up():
    check()
    with until(time.monotonic() + 60):
        check()
    with until(time.monotonic() - 1), pytest.raises(OutOfTime, match="ngắn gọn"):
        check()
    check()


def test_from_half_of_the_time_on_it_is_late():
    assert not Clock(limit=60).run("answer", is_late)
    clock = Clock(limit=0.2)
    time.sleep(0.11)
    assert clock.run("answer", is_late)
    assert not Clock().run("answer", is_late)
    assert not is_late()


def test_a_clock_counts_each_step_and_stops_it():
    clock = Clock(limit=1e-9)
    with pytest.raises(OutOfTime):
        clock.run("retrieve", check)
    assert list(clock.laps) == ["retrieve"]


def test_without_a_limit_nothing_is_cut(assistant):
    pipeline = AnswerPipeline(assistant.library, Parts(assistant.library, assistant.searcher))
    assert pipeline.invoke(Ask(QUESTION)).status is AnswerStatus.ANSWERED


def test_out_of_time_before_there_is_anything_to_show(assistant):
    parts = Parts(assistant.library, assistant.searcher)
    with pytest.raises(OutOfTime):
        AnswerPipeline(assistant.library, parts, limit=1e-6).invoke(Ask(QUESTION))
    with pytest.raises(OutOfTime):  # a list of tasks as well
        AnswerPipeline(assistant.library, parts, limit=1e-6).invoke(Ask(TASKS))


def test_cut_short_after_the_answer_it_is_partial_and_says_so(assistant, monkeypatch):
    def late(*_args):
        raise OutOfTime

    monkeypatch.setattr("bot.meet.with_remarks", late)
    answer = assistant.pipeline.invoke(Ask(QUESTION))
    assert answer.status is AnswerStatus.PARTIAL
    assert answer.statements[-1].role is Role.REMARK
    assert "hết thời gian" in answer.answer
    assert answer.citations


def test_cut_short_while_explaining_a_refusal_stands_as_it_is(assistant, monkeypatch):
    def late(*_args):
        raise OutOfTime

    monkeypatch.setattr("bot.pipeline.next_questions", late)
    answer = assistant.pipeline.invoke(Ask("Khoản 99 Chỉ thị số 19-CT/TU quy định gì?"))
    assert answer.status is AnswerStatus.NO_EVIDENCE
    assert answer.suggestions == ()
    assert answer.answer


def test_a_long_history_of_questions_costs_little_more_than_none(assistant):
    def took(ask):
        best = []
        for _ in range(3):
            start = time.perf_counter()
            assistant.pipeline.invoke(ask)
            best.append(time.perf_counter() - start)
        return min(best)

    pointing = "Công văn đó ký ngày nào?"
    asked = tuple(Turn("user", f"Công văn đó giao việc {i} cho ai?") for i in range(100))
    first = (Turn("user", "Sở Nội vụ chủ trì việc gì theo Công văn 4685?"),)
    assert took(Ask(pointing, asked)) < 12 * took(Ask(pointing, first)) + 0.5
