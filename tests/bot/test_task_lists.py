"""Lists of tasks: whose, in which role, until when, with what product; and what follows on one."""

from types import SimpleNamespace

import pytest

from bot.answer import Role
from bot.converse import converse
from bot.converse.state import NEW
from bot.of_documents import OfDocuments
from bot.of_tasks import Listed, OfTasks
from bot.question import Ask, Filters, Turn
from bot.refuse.refuse import Refusal
from bot.talk.after import Came, after
from bot.understand import understand
from bot.understand.intent.task_wish import JOIN, LEAD, OWN, read_wish
from bot.verify import unsupported
from corpus.library import Library
from corpus.names import names_of
from corpus.structure.parse import parse
from corpus.tasks.book import TaskBook

PLAN = """ỦY BAN NHÂN DÂN
TỈNH LÀO CAI

Số: 77/KH-UBND
Lào Cai, ngày 09 tháng 3 năm 2026

KẾ HOẠCH
Phát triển chợ phiên vùng cao

I. NHIỆM VỤ

1. Rà soát quy hoạch các chợ phiên.

Đơn vị chủ trì tham mưu thực hiện: Sở Công Thương.

Đơn vị phối hợp: Sở Tài chính; các cơ quan liên quan.

Thời gian thực hiện: Trước ngày 30/6/2026.

Sản phẩm: Quyết định của Chủ tịch UBND tỉnh.

2. Bố trí vốn sửa chữa chợ.

Đơn vị chủ trì: Sở Tài chính.

Đơn vị phối hợp: Sở Công Thương.

Thời gian thực hiện: Quý IV/2026.

Sản phẩm: Báo cáo.

3. Kiểm tra vệ sinh chợ.

Đơn vị chủ trì: Sở Y tế.

Đơn vị phối hợp: Sở Công Thương.

Thời gian thực hiện: Thường xuyên.

4. Quảng bá chợ phiên.

Đơn vị chủ trì: Sở Công Thương.

Thời gian thực hiện: Hằng năm.

II. TỔ CHỨC THỰC HIỆN

1. Các sở, ngành triển khai kế hoạch này.
"""
SURVEY, FUNDS, HYGIENE, SHOW = (
    "Rà soát quy hoạch", "Bố trí vốn", "Kiểm tra vệ sinh", "Quảng bá chợ",
)  # fmt: skip


class Talk:
    """A talk about the plan, lists alone."""

    def __init__(self, plan=PLAN):
        self.library = Library([parse(plan, "cho-phien.txt")])
        parts = SimpleNamespace(understand=understand)
        documents = OfDocuments(self.library)
        self.tasks = OfTasks(self.library, parts, documents, TaskBook())
        self.names = names_of(self.library.documents)
        self.state, self.history = NEW, []

    def say(self, message, acts=()):
        ask = Ask(message, tuple(self.history))
        conversation = converse(ask, None, self.names, self.state)
        told = self.tasks.tell(conversation, self.state, acts, Filters())
        self.history += [Turn("user", message), Turn("assistant", "…")]
        if told:
            said = told.said
            came = Came(said.status, said.statements, said.citations, told.topic, tasks=told.tasks)
            self.state = after(self.state, message, came)
        return told.said if told else None


@pytest.fixture
def talk():
    return Talk()


def listed(said):
    """Which of the plan's tasks are told, in their order."""
    points = [one.text for one in said.statements if one.role is Role.POINT]
    return [next(t for t in (SURVEY, FUNDS, HYGIENE, SHOW) if t in text) for text in points]


@pytest.mark.parametrize(
    ("message", "wanted"),
    [
        ("liệt kê việc Sở Công Thương chủ trì trong kế hoạch 77 Lào Cai", [SURVEY, SHOW]),
        ("kế hoạch 77 giao Sở Tài chính những gì", [FUNDS]),
        ("Sở Công Thương phối hợp những việc gì trong kế hoạch 77", [FUNDS, HYGIENE]),
        ("kế hoạch 77: việc nào phải xong trước 01/7/2026, ai làm", [SURVEY]),
        ("kế hoạch 77: những việc nào trong quý IV", [FUNDS]),
        ("kế hoạch 77 có những việc nào làm thường xuyên", [HYGIENE]),
        ("kế hoạch 77 có việc nào hằng năm", [SHOW]),
        ("việc nào trong kế hoạch 77 có sản phẩm là quyết định", [SURVEY]),
        ("ke hoach 77 lao cai so y te chu tri nhung viec gi", [HYGIENE]),
    ],
)
def test_the_tasks_that_are_asked_for_are_listed_and_no_others(talk, message, wanted):
    assert listed(talk.say(message)) == wanted


def test_each_task_is_told_with_who_when_and_what_comes_of_it_and_cited(talk):
    said = talk.say("liệt kê việc Sở Công Thương chủ trì trong kế hoạch 77, kèm thời hạn")
    first = next(one for one in said.statements if one.role is Role.POINT)
    for words in ("chủ trì: Sở Công Thương", "Trước ngày 30/6/2026", "Quyết định của Chủ tịch"):
        assert words in first.text
    assert first.citations
    assert "có hai việc Sở Công Thương chủ trì" in said.statements[0].text
    assert any("phối hợp trong hai việc khác" in one.text for one in said.statements)


@pytest.mark.parametrize(
    "message",
    [
        "ai chủ trì việc rà soát quy hoạch các chợ phiên",
        "khi nào Sở Tài chính phải bố trí vốn sửa chữa chợ",
        "kế hoạch 77 do ai ký",
        "Sở Tài chính làm gì để bố trí vốn sửa chữa",
    ],
)
def test_a_question_that_wants_one_clause_is_no_list(talk, message):
    assert talk.say(message) is None


def test_no_task_falls_due_then(talk):
    said = talk.say("kế hoạch 77: việc nào phải xong trước 01/2/2026")
    assert isinstance(said, Refusal)
    assert "không có việc" in said.statements[0].text


def test_a_list_is_narrowed_widened_and_turned_to_another(talk):
    talk.say("kế hoạch 77 giao Sở Công Thương những việc gì")
    assert listed(talk.say("chỉ lấy việc có hạn trước 01/7/2026 thôi")) == [SURVEY]
    talk.say("kế hoạch 77 giao Sở Công Thương những việc gì")
    assert listed(talk.say("thế còn việc phối hợp?")) == [FUNDS, HYGIENE]
    assert listed(talk.say("còn Sở Tài chính?")) == [SURVEY]


def test_who_says_that_it_is_not_whole_gets_the_rest_or_is_told_that_there_is_none(talk):
    talk.say("liệt kê việc Sở Tài chính chủ trì trong kế hoạch 77")
    more = talk.say("thiếu rồi, còn các dòng khác của Sở Tài chính đâu?")
    assert listed(more) == [SURVEY]
    talk.say("kế hoạch 77 có những việc nào làm thường xuyên")
    again = talk.say("còn việc nào nữa không")
    assert listed(again) == [HYGIENE]
    assert "không còn việc nào khác" in again.statements[0].text


def test_a_long_list_goes_on_with_the_next_page(talk, monkeypatch):
    monkeypatch.setattr("bot.talk.task_list._MOST_ROWS", 1)
    first = talk.say("liệt kê việc Sở Công Thương chủ trì trong kế hoạch 77")
    assert listed(first) == [SURVEY]
    assert any("Còn một việc nữa" in one.text for one in first.statements)
    assert listed(talk.say("tiếp")) == [SHOW]
    assert talk.say("tiếp").statements[0].text.startswith("Danh sách trên đã đủ")


def test_a_body_read_out_of_the_title_is_none():
    plan = PLAN.replace("Phát triển chợ phiên", "Nâng cao năng lực cán bộ xây dựng chợ phiên")
    talk = Talk(plan)
    said = talk.say("kế hoạch 77 năng lực cán bộ xây dựng: việc nào xong trước 01/7/2026")
    assert listed(said) == [SURVEY]


@pytest.mark.parametrize(
    "message",
    ["kế hoạch 77: việc nào xong trước 1/7/2026", "kế hoạch 77 giao Sở Công Thương những gì"],
)
def test_every_figure_of_a_list_stands_in_its_clauses(talk, message):
    said = talk.say(message)
    text = " ".join(one.text for one in said.statements)
    assert unsupported(text, said.citations) == []


def test_another_matter_after_a_list_is_searched_for(talk):
    talk.say("liệt kê việc Sở Công Thương chủ trì trong kế hoạch 77")
    assert talk.say("thiếu việc sửa chữa điện nước, ai làm đến khi nào") is None


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("việc Sở A chủ trì", LEAD),
        ("những việc nào, cơ quan chủ trì từng việc", ""),
        ("lập bảng: việc – phối hợp – thời gian", ""),
        ("chỉ việc chủ trì thôi, không lấy phối hợp", LEAD),
        ("không lấy việc phối hợp", OWN),
        ("Bộ Ngoại giao chủ trì những việc gì", LEAD),
        ("ai chủ trì, ai phối hợp, sản phẩm là gì", ""),
        ("những việc phối hợp của Sở Tư pháp", JOIN),
    ],
)
def test_a_role_that_heads_a_column_does_not_narrow(text, role):
    assert read_wish(text, (), 2026).role == role


def test_what_was_listed_goes_with_the_talk():
    wish = read_wish("việc Sở Tài chính chủ trì trước 30/6", (), 2026)
    one = Listed(("a", "b"), wish, 5)
    assert Listed.of(one.as_text()) == one
    assert Listed.of("") is None
    assert Listed.of("[1, 2") is None
