"""Input made to hold the server up: one question or one history cannot."""

import time

import pytest

from bot.question import MAX_QUESTION, Ask, Turn
from bot.understand.intent.yes_no import puts_claim
from bot.understand.scope.anchors import find_anchors
from bot.understand.scope.mention import read_mentions
from corpus.facts.organ_lists import _BETWEEN

QUICK = 1.0  # seconds; the patterns took from 4 s upwards, doubling with each piece


def seconds(call) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


@pytest.mark.parametrize("times", [17, 20, 90])
def test_vocatives_do_not_double_the_time(times: int) -> None:
    text = "Sở Y tế chủ trì, đúng không" + " các anh chị" * times + " x"
    assert seconds(lambda: puts_claim(text)) < QUICK


@pytest.mark.parametrize("named", ["tỉnh Quảng Ngãi ", "thông báo của Hải Dương ", "năm 2022, "])
def test_what_is_named_a_hundred_times_does_not_hold_the_reading_up(library, named) -> None:
    """Each of its places was held against each other, over every clause of the documents."""
    text = (named * 200)[:MAX_QUESTION]
    find_anchors("Sở Nội vụ ở tỉnh Quảng Ngãi", library.documents, each=False)
    assert seconds(lambda: find_anchors(text, library.documents, each=False)) < QUICK


@pytest.mark.parametrize("named", ["công văn ", "thông báo số ", "kế hoạch của UBND tỉnh "])
def test_kinds_named_a_hundred_times_are_read_once(named) -> None:
    """After each of them all issuers of the whole question were looked for."""
    text = (named * 300)[:MAX_QUESTION]
    read_mentions("công văn 4685", ())
    assert seconds(lambda: [read_mentions(text, ()) for _ in range(10)]) < QUICK


def test_vocatives_are_still_cut() -> None:
    assert puts_claim("Sở Y tế chủ trì, đúng không các anh chị ạ?")


def test_brackets_between_organs_do_not_double_the_time() -> None:
    text = "()" * 2000 + "(Sở Tài chính)"
    assert seconds(lambda: _BETWEEN.match(text)) < QUICK
    assert _BETWEEN.fullmatch(" (gọi tắt là A), ")


def test_history_is_bounded() -> None:
    turns = (Turn("user", "1" * 20_000), *(Turn("user", f"câu {i}") for i in range(100)))
    bounded = Ask("hỏi", turns).bounded()
    assert len(bounded.history) == 40
    assert bounded.history[-1] == turns[-1]
    short = Ask("hỏi", turns[:1]).bounded().history[0].content
    assert len(short) == 32
    words = Ask("hỏi", (Turn("user", "từ " * 9_000),)).bounded().history[0].content
    assert len(words) == MAX_QUESTION


def test_an_ordinary_history_stays_as_it_is() -> None:
    ask = Ask("Còn cấp huyện?", (Turn("user", "Chỉ tiêu 100%?"), Turn("assistant", "100% [1]")))
    assert ask.bounded() is ask


def test_a_long_history_of_pointers_is_answered_soon(assistant) -> None:
    ask = Ask("Còn cơ quan đó thì sao?", (Turn("user", "Còn cơ quan đó thì khi nào xong?"),))
    pipeline = assistant.pipeline
    pipeline.invoke(ask)  # what is loaded once does not count
    alone = seconds(lambda: pipeline.invoke(ask))
    hundred = Ask(ask.question, ask.history * 100)
    # at most five earlier questions are answered anew, where it was a hundred
    assert seconds(lambda: pipeline.invoke(hundred)) < 20 * alone + QUICK
