"""The same amount written otherwise is understood, one that only looks alike is not affirmed: 120
pairs of a clause and a question, written apart (``eval/sets/amounts``)."""

import json
from pathlib import Path

import pytest

from bot.converse import read_question
from bot.question import Ask
from bot.read.claim import Verdict, judge
from bot.understand.intent.yes_no import Claim, read_claim
from corpus.language.clock import find_times
from corpus.structure.parse import parse

PAIRS = [
    json.loads(line)
    for line in Path("eval/sets/amounts/pairs.jsonl").read_text(encoding="utf-8").splitlines()
]


def verdict(clause, asked):
    document = parse(f"1. {clause}", "a.txt")
    question = read_question(Ask(asked), (document,), None)
    claim = read_claim(question) or Claim(asked, tagged=False)
    return judge(claim, document, document.clauses[0]).verdict


def test_there_are_pairs_of_both_kinds():
    assert len(PAIRS) >= 120
    assert sum(not pair["same"] for pair in PAIRS) >= 40


@pytest.mark.parametrize("pair", PAIRS, ids=[pair["id"] for pair in PAIRS])
def test_an_amount_written_otherwise(pair):
    said = verdict(pair["clause"], pair["question"])
    if pair["same"]:
        assert said in (Verdict.YES, Verdict.OPEN)
    else:
        assert said in (Verdict.NO, Verdict.ABSENT)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("mở cửa lúc 7h30", 450), ("từ 17 giờ", 1020), ("10 giờ kém 15 tối", 1305),
        ("2 rưỡi chiều", 870), ("12 giờ trưa", 720), ("11 giờ đêm", 1380), ("1 giờ đêm", 60),
    ],
)  # fmt: skip
def test_times_of_day(text, minutes):
    (time,) = find_times(text)
    assert time.minutes == minutes


@pytest.mark.parametrize("text", ["làm thêm 2 giờ", "trong 24 giờ", "40 giờ mỗi tuần", "7 rưỡi"])
def test_a_duration_is_no_time_of_day(text):
    assert find_times(text) == []
