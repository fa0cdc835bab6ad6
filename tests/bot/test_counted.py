"""How many of a sort a document lists: counted where the list is whole, and no other is meant."""

from dataclasses import replace

import pytest

from bot.answer import AnswerStatus, Role, Statement
from bot.converse import read_question
from bot.draft import Cites, Draft
from bot.evidence.profile import Profiles
from bot.evidence.weigh import Evidence
from bot.findings import Found
from bot.question import Ask
from bot.retrieve.counted import counted_items
from bot.talk.part import with_count
from bot.understand.intent.counted import counted_word, read_counted
from corpus.structure.parse import parse

TEXT = """ỦY BAN NHÂN DÂN TỈNH LÂM SƠN
Số: 52/2024/QĐ-UBND
Lâm Sơn, ngày 12 tháng 4 năm 2024
QUYẾT ĐỊNH
Về việc tặng quà cho thợ đò
Điều 1. Đối tượng tặng quà
1. Nhóm thợ số 1: thợ lái đò ngang.
2. Nhóm thợ số 2: thợ lái đò dọc.
3. Nhóm thợ số 3: thợ sửa máy.
Điều 2. Thời gian tặng quà
Quà được trao hai lần.
1. Nhóm thợ số 1, 2: vào ngày Tết Nguyên đán.
2. Nhóm thợ số 3: vào ngày hội bến.
Điều 3. Danh mục thủ tục cấp bến
| STT | Tên thủ tục | Thời hạn |
|---|---|---|
| 1 | Cấp thẻ lái đò | 05 ngày |
| 2 | Đổi thẻ lái đò | 03 ngày |
Điều 4. Danh mục thủ tục cấp tỉnh
| STT | Tên thủ tục | Thời hạn |
|---|---|---|
| 1 | Cấp phép mở bến | 15 ngày |
| 2 | Gia hạn bến | 10 ngày |
| 3 | Đóng bến | 07 ngày |
Điều 5. Danh mục bến đóng (12 TTHC)
| STT | Tên thủ tục | Thời hạn |
|---|---|---|
| 1 | Rao bến | 15 ngày |
| 2 | Bán bến | 10 ngày |
"""


@pytest.fixture(scope="module")
def document():
    return parse(TEXT, "a.txt")


def _counted(document, question, **first):
    clause = document.clauses[-1]
    one = Found(document, clause, 1.0, Evidence(1.0, 1.0), Profiles().of(document, clause))
    asked = read_question(Ask(question), [document])
    return [document.quote(c) for _, c in counted_items(asked, [replace(one, **first)])]


def test_the_clauses_under_the_heading_that_is_meant_are_counted(document):
    items = _counted(document, "Có mấy nhóm thợ được tặng quà?")
    assert [text[:17] for text in items] == [f"{n}. Nhóm thợ số {n}:" for n in (1, 2, 3)]


def test_the_rows_of_a_table_are_counted_by_the_head_of_their_column(document):
    assert len(_counted(document, "Danh mục cấp bến có bao nhiêu thủ tục?")) == 2
    assert len(_counted(document, "Danh mục cấp tỉnh có bao nhiêu thủ tục?")) == 3


@pytest.mark.parametrize(
    "question",
    [
        "Có bao nhiêu thủ tục?",  # of which list is not said
        "Danh mục cấp tỉnh có bao nhiêu thủ tục làm trực tuyến?",
        "Có mấy nhóm thợ sửa chữa tàu biển được tặng quà?",
        "Được tặng quà cần tối thiểu mấy nhóm thợ?",
        "Danh mục bến đóng có bao nhiêu thủ tục?",  # another number is told
        "Thợ lái đò được tặng quà mấy lần?",
        "Đóng bến chờ bao nhiêu ngày?",
    ],
)
def test_nothing_is_counted_where_more_is_asked_or_it_is_not_clear_what(document, question):
    assert not _counted(document, question)


def test_the_number_is_told_before_the_list(document):
    cites = Cites()
    clauses = [c for c in document.clauses if "Nhóm thợ số" in document.quote(c)][:3]
    marks = [(document.quote(c), (cites.mark(document, c),)) for c in clauses]
    items = [Statement(text, Role.ITEM, citations=mark) for text, mark in marks]
    draft = Draft(AnswerStatus.ANSWERED, tuple(items), "", cites.all())
    told = with_count(draft, "Có mấy nhóm thợ được tặng quà?")
    assert told.statements[0].text == "Có 3 nhóm thợ:"
    short = replace(draft, statements=draft.statements[:2])
    assert with_count(short, "Có mấy nhóm thợ được tặng quà?") == short  # not all of them


def test_what_a_list_is_not_of_is_not_counted(document):
    cites = Cites()
    clauses = [c for c in document.clauses if "Nhóm thợ số" in document.quote(c)][:3]
    marks = [(document.quote(c), (cites.mark(document, c),)) for c in clauses]
    items = tuple(Statement(text, Role.ITEM, citations=mark) for text, mark in marks)
    draft = Draft(AnswerStatus.ANSWERED, items, "", cites.all())
    assert with_count(draft, "Có mấy bến đò được tặng quà?") == draft
    assert with_count(draft, "Phải đủ mấy điều kiện để được tặng quà?") == draft


def test_what_is_counted_ends_before_a_word_of_no_weight():
    assert read_counted("có mấy nhóm thợ được tặng quà") == ("nhóm", "thợ")
    assert counted_word("Có Mấy Nhóm thợ được tặng quà") == "Nhóm thợ"
    assert not read_counted("mất bao nhiêu ngày")
