"""What the chat page shows and copies, without a browser."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.doors.api.problems import Problem
from bot.doors.page.chat import build_chat
from bot.doors.page.narrow import ALL, Listed, Narrow, counted, filters_of
from bot.doors.page.respond import Behind, Talk
from bot.doors.page.tools import copy_button
from bot.doors.page.typed import typed_html
from bot.question import Turn
from bot.render.plain import plain_text
from corpus.settings import Settings


class Texts(HTMLParser):
    def __init__(self):
        super().__init__()
        self.said, self.tags, self.values = "", [], []

    def handle_data(self, data):
        self.said += data

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.values.extend(v for k, v in attrs if k == "value")
        if tag == "br":
            self.said += "\n"


def read(html):
    parser = Texts()
    parser.feed(html)
    parser.close()
    return parser


@given(st.text(st.characters(exclude_characters="\r", exclude_categories=["Cs"])))
def test_typed_text_reads_back(text):
    found = read(typed_html(text))
    assert found.said == text
    assert set(found.tags) <= {"span", "br"}


@given(st.text(st.characters(exclude_characters="\r", exclude_categories=["Cs"])))
def test_the_copy_button_holds_the_text(text):
    html = copy_button(text)
    assert "\n" not in html
    assert read(html).values == [text]


def test_plain_text_of_an_answer(ask):
    answer = ask("Sở nào chủ trì chỉ tiêu trên 10% kiểm tra hành chính qua môi trường số?")
    said, *_, cited = plain_text(answer).split("\n\n")
    assert said == "Cơ quan chủ trì: Sở Nội vụ [1]"
    assert cited.startswith("[1] Điểm i khoản 2 mục II")
    assert "**" not in plain_text(answer)
    assert "\n> " not in plain_text(answer)


def test_plain_text_of_a_refusal_is_what_is_said(ask):
    answer = ask("Giá vàng hôm nay bao nhiêu?")
    assert plain_text(answer) == answer.answer


def test_the_page_answers_several_at_once():
    page = build_chat(Behind(lambda ask: iter(()), None, list, list, at_once=3))
    assert page._queue.default_concurrency_limit == 3


LISTED = [
    Listed("a", "Kế hoạch A", "Kế hoạch", "Lào Cai"),
    Listed("b", "Công văn B", "Công văn", "Lào Cai"),
    Listed("c", "Kế hoạch C", "Kế hoạch", "Cà Mau"),
]


def test_what_the_reader_narrows_to():
    assert counted(LISTED, Narrow("Lào Cai")) == "Đang tra cứu trong 2 trên 3 văn bản."
    filters = filters_of(LISTED, Narrow("Lào Cai", "Kế hoạch", ALL, "1/7/2023"))
    assert filters.documents == ("a",)
    assert filters.province == "Lào Cai"
    assert filters.as_of == "2023-07-01"
    assert filters_of(LISTED, Narrow()).documents == ()
    with pytest.raises(Problem, match="bỏ bớt mục lọc"):
        filters_of(LISTED, Narrow("Cà Mau", "Công văn"))
    with pytest.raises(Problem, match="Ngày không hợp lệ"):
        filters_of(LISTED, Narrow(day="31/02/2023"))


def test_a_kept_talk_reads_back_and_loses_its_last_question():
    talk = Talk("x", (Turn("user", "một"), Turn("assistant", "1"), Turn("user", "hai")), "s")
    assert Talk.read(talk.as_json()) == talk
    before, asked = talk.without_last()
    assert asked == "hai"
    assert before == Talk("x", talk.turns[:2])
    for broken in (None, {}, {"turns": 3}, {"id": 1, "turns": [["user"]], "state": ""}):
        assert Talk.read(broken) == Talk()


def test_the_setting_of_how_many_at_once():
    assert Settings(_env_file=None).at_once >= 2
    assert Settings(_env_file=None, concurrency=7).at_once == 7
