"""What the loaded documents teach, in the understanding of a question."""

import pytest

from bot.converse import read_question
from bot.question import Ask
from bot.understand.scope.topic import topic_spans
from corpus.structure.parse import parse

TEXT = """UBND TỈNH LÀO CAI

Số: {number}/KH-UBND

KẾ HOẠCH
Phòng, chống thiên tai năm 2024

1. Sở Y tế vận hành trạm thông tin cứu nạn (TTTCN) tại huyện Bát Xát.

2. Giao Báo Lào Cai đưa tin về TTTCN.
"""


@pytest.fixture(scope="module")
def documents():
    return tuple(parse(TEXT.format(number=n), f"ke-hoach-{n}.txt") for n in (15, 16))


@pytest.fixture(scope="module")
def read(documents):
    return lambda text: read_question(Ask(text), documents)


def test_a_district_the_documents_name_is_read_however_it_is_typed(read):
    for typed in ("Bát Xát làm gì?", "huyện bát xát làm gì", "What must Bat Xat district do?"):
        assert read(typed).organs == ("Huyện Bát Xát",), typed


def test_a_body_of_a_place_that_none_names_is_a_stranger(read):
    understood = read("Huyện Mường Khương làm gì?")
    assert understood.organs == ()
    assert understood.strangers == ("Huyện Mường Khương",)


def test_short_and_full_names_are_searched_both_ways(read):
    full = "trạm thông tin cứu nạn"
    asked = read("Ai vận hành TTTCN?")
    assert asked.search_text == f"Ai vận hành TTTCN? ({full})"
    assert asked.meanings == (("TTTCN", full),)
    asked = read(f"Ai vận hành {full}?")
    assert asked.search_text == f"Ai vận hành {full}? (TTTCN)"
    assert asked.meanings == ((full, "TTTCN"),)


def test_what_all_titles_say_narrows_no_list(documents, read):
    text = "Sở Y tế có nhiệm vụ gì về phòng, chống thiên tai?"
    ((start, end),) = topic_spans(text, documents)
    assert text[start:end] == "phòng, chống thiên tai"
    assert "thiên tai" not in read(text).subject
    assert "thiên tai" in read(text).search_text
