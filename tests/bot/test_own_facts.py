"""What a person tells of himself, and the case that it chooses."""

from dataclasses import replace

import pytest

from bot.converse import read_question
from bot.converse.facts import read_facts, renewed
from bot.evidence.profile import Profiles
from bot.evidence.weigh import Evidence
from bot.findings import Found
from bot.question import Ask, Fact
from bot.read.cases import of_asker, told_sizes
from corpus.structure.parse import parse

TEXT = """ỦY BAN NHÂN DÂN
TỈNH QUẢNG NGÃI
Số: 15/2025/QĐ-UBND
Quảng Ngãi, ngày 10 tháng 3 năm 2025
QUYẾT ĐỊNH
Về hỗ trợ học nghề
Điều 1. Mức hỗ trợ
Người học nghề được hỗ trợ mỗi tháng như sau:
a) Người ở xã miền núi: 900.000 đồng;
b) Người ở phường: 500.000 đồng.
Điều 2. Sở Nội vụ hướng dẫn thực hiện.
"""


def kinds(text):
    return {fact.kind: fact.words for fact in read_facts(text)}


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("bác là thương binh 45%, bác hỏi chút", "share", "45%"),
        ("Nhà tôi có 6 khẩu", "khẩu", "6 khẩu"),
        ("chỗ mới cách nhà em chừng 15 cây số", "length", "15 cây số"),
        ("Tôi là hộ cận nghèo", "hoàn cảnh", "hộ cận nghèo"),
        ("em ở xã miền núi", "địa bàn", "miền núi"),
        ("nha toi co 6 khau", "khau", "6 khau"),
    ],
)
def test_what_is_told_is_kept_as_told(text, kind, words):
    assert words in kinds(text)[kind]


@pytest.mark.parametrize(
    "text",
    [
        "Thương binh 81% được giảm bao nhiêu?",
        "nếu nhà tôi có 6 khẩu thì sao",
        "Quyết định của tỉnh tôi có 3 điều",
        "còn 45% thì bao nhiêu",
        "Nhà nước hỗ trợ bao nhiêu",
    ],
)
def test_what_is_only_asked_or_supposed_is_not_told(text):
    assert not read_facts(text)


def test_what_is_told_anew_takes_the_place_of_the_like():
    known = (Fact("share", "thương binh 45%"), Fact("khẩu", "nhà 6 khẩu"))
    told = (Fact("share", "thương binh 61%"),)
    assert renewed(known, told) == (known[1], told[0])


@pytest.fixture(scope="module")
def found():
    document = parse(TEXT, "a.txt")
    profiles = Profiles()
    steps = [c for c in document.clauses if c.path[-1].level == "diem"]
    return [
        Found(document, c, 1.0, Evidence(1.0, 1.0), profiles.of(document, c))
        for c in reversed(steps)
    ]


def asked(text, *facts):
    question = read_question(Ask(text), [])
    return replace(question, told=facts)


def test_the_asker_s_case_comes_first(found):
    told = Fact("địa bàn", "miền núi")
    placed = of_asker(asked("mỗi tháng tôi được bao nhiêu", told), found)
    assert "miền núi" in placed[0].profile.text
    other = of_asker(asked("ở phường thì mỗi tháng được bao nhiêu", told), found)
    assert "phường" in other[0].profile.text
    assert of_asker(asked("mỗi tháng được bao nhiêu"), found) == found


def test_a_time_holds_only_for_what_it_was_told_of(found):
    course = Fact("months", "học nghề 3 năm")
    army = Fact("months", "đi bộ đội 3 năm")
    assert told_sizes(asked("tôi được bao nhiêu", course), found[0])
    assert not told_sizes(asked("tôi được bao nhiêu", army), found[0])
    assert not told_sizes(asked("tôi học 2 năm được bao nhiêu", course), found[0])
