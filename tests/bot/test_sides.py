"""Several things side by side: the words of each first, under its name."""

import pytest

from bot.answer import AnswerStatus, Citation, Role, Statement
from bot.compose.english import gloss, with_english
from bot.compose.lead import bare_words
from bot.draft import Draft
from bot.talk.compared import compared_documents
from bot.understand.typing.vietnamese import is_english
from corpus.structure.parse import parse

PAPER = """ỦY BAN NHÂN DÂN
TỈNH {place}
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: {number}/KH-UBND
{name}, ngày 05 tháng 3 năm 2024
KẾ HOẠCH
Trồng rừng ven biển
1. Hoàn thành trong 30 ngày làm việc.
"""


@pytest.fixture(scope="module")
def three():
    return tuple(
        parse(PAPER.format(place=name.upper(), name=name, number=number), f"{number}.txt")
        for name, number in (("Cà Mau", 31), ("Cà Mau", 32), ("Nghệ An", 77))
    )


def test_two_provinces_of_a_talk_are_the_newest_document_of_each(three):
    one, other, third = three
    found = compared_documents("hai tỉnh khác nhau thế nào", (one, other), (third,))
    assert found == (one, third)


def test_both_means_what_was_shown_last(three):
    one, other, third = three
    assert compared_documents("cả hai hạn khi nào", (one, other), (third,)) == (one, other)
    assert compared_documents("cả hai hạn khi nào", (one,), (third,)) == ()
    assert compared_documents("hạn khi nào", (one, other), (third,)) == ()


def test_one_sort_of_words_needs_no_name_beside_the_side():
    lead = Statement("Thời gian: 05/3/2024", Role.LEAD, strong=((11, 20),))
    assert bare_words(lead) == ("05/3/2024", ((0, 9),))
    two = Statement(
        "Cơ quan, đơn vị: Sở Y tế; thời hạn: 5 ngày", Role.LEAD, strong=((17, 24), (36, 42))
    )
    assert bare_words(two)[0] == two.text


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("30 ngày làm việc", "30 working days"),
        ("không quá 17 ngày", "no more than 17 days"),
        ("ngày 10 tháng 12 năm 2025", "10 December 2025"),
        ("kể từ ngày ký", "from the date of signing"),
        ("Sở Y tế", "Department of Health"),
        ("190", ""),
    ],
)
def test_printed_words_are_glossed_in_english(words, meant):
    assert gloss(words) == meant


def test_an_english_answer_leads_in_english_and_quotes_vietnamese(three):
    document = three[0]
    clause = next(c for c in document.clauses if c.id.endswith("khoan-1"))
    cited = (Citation(1, document, clause),)
    lead = Statement("Thời hạn: 30 ngày làm việc", Role.LEAD, (), (1,), ((10, 26),))
    quote = Statement("1. Hoàn thành trong 30 ngày làm việc.", Role.QUOTE, (), (1,))
    told = with_english(Draft(AnswerStatus.ANSWERED, (lead, quote), "", cited), ["Nghệ An"])
    first, said, kept, missing = told.statements
    assert first.text == "Time limit: 30 ngày làm việc (30 working days)"
    assert first.text[slice(*first.strong[0])] == "30 ngày làm việc"
    assert said.role is missing.role is Role.ASIDE
    assert kept == quote
    assert "Nghệ An" in missing.text


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Tôi muốn xin phép mở bến, what documents do I need?", True),
        ("where is the office? Trả lời bằng tiếng Việt giúp, bao lâu thì xong?", False),
        ("How many days does it take (cấp giấy phép xây dựng) for our factory?", True),
        ("thu tuc nay mat bao lau", False),
    ],
)
def test_a_message_in_both_languages_is_of_what_asks_last(text, english):
    assert is_english(text, ()) is english
