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
    ("clause", "question", "same"),
    [
        ("Nộp hồ sơ trước ngày 5/10.", "Nộp hồ sơ trước ngày 1/2 phải không?", False),
        ("Báo trước 2 giờ khi rời bến.", "Báo trước 14 giờ khi rời bến phải không?", False),
        ("Làm việc 8 giờ/ngày.", "Làm việc 8h/ngày phải không?", True),
        ("Giải quyết trong 24 giờ.", "Giải quyết trong 24h phải không?", True),
        ("Giữ chức vụ mười hai năm.", "Giữ chức vụ 12 năm phải không?", True),
        ("Giữ chức vụ mười hai năm.", "Giữ chức vụ hai năm phải không?", False),
        ("Giữ đất hai mươi lăm năm.", "Giữ đất 25 năm phải không?", True),
        ("Mức hưởng gấp 1,25 lần.", "Mức hưởng bằng 100% phải không?", False),
        ("Nộp gấp 03 bộ hồ sơ.", "Nộp gấp 3 bộ hồ sơ phải không?", True),
        ("Hỗ trợ 5,000 hộ dân.", "Hỗ trợ 5 hộ dân phải không?", False),
        ("Đóng cửa lúc 12 giờ đêm.", "Đóng cửa lúc 12 giờ trưa phải không?", False),
        ("Đóng cửa lúc 24 giờ.", "Đóng cửa lúc 12 giờ đêm phải không?", True),
        ("Chuyển từ công nghệ 2G lên 4G.", "Chuyển từ 2G lên 4G phải không?", True),
        ("Mỗi năm hai triệu đồng.", "Mỗi năm 2 triệu đồng phải không?", True),
    ],
)
def test_what_only_looks_like_an_amount_or_a_time(clause, question, same):
    met = verdict(clause, question) in (Verdict.YES, Verdict.OPEN)
    assert met is same


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("mở cửa lúc 7h30", 450), ("từ 17 giờ ngày 2 tháng 9", 1020), ("10 giờ kém 15 tối", 1305),
        ("2 rưỡi chiều", 870), ("12 giờ trưa", 720), ("11 giờ đêm", 1380), ("1 giờ đêm", 60),
        ("12 giờ đêm", 0), ("lúc 0 giờ kém 5", 1435),
    ],
)  # fmt: skip
def test_times_of_day(text, minutes):
    (time,) = find_times(text)
    assert time.minutes == minutes


@pytest.mark.parametrize(
    "text",
    ["làm thêm 2 giờ", "trong 24 giờ", "8h/ngày", "trước 24 giờ kể từ khi nhận", "7 rưỡi", "từ 2G"],
)
def test_a_duration_is_no_time_of_day(text):
    assert find_times(text) == []
