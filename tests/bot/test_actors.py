"""Who does what is asked, as the clause's sentence prints it."""

import pytest

from bot.converse import read_question
from bot.question import Ask
from bot.read.actors import actors, named, verbs_asked
from bot.understand.intent.apart import read_apart
from corpus.structure.parse import parse

PAPER = """ỦY BAN NHÂN DÂN
TỈNH CÀ MAU
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 31/QĐ-UBND
Cà Mau, ngày 05 tháng 3 năm 2024
QUYẾT ĐỊNH
Về việc quản lý bến thuyền
1. Ủy ban nhân dân tỉnh trình Hội đồng nhân dân tỉnh quyết định mức thu.
2. Mức hỗ trợ thêm do Ban Chỉ đạo tỉnh quyết định.
3. Ủy ban nhân dân tỉnh phân cấp cho cơ quan nhà nước, đơn vị sự nghiệp công lập và Chủ tịch Ủy ban nhân dân cấp xã thẩm quyền phê duyệt giá.
4. Chủ bến thỏa thuận với hội viên, báo cáo Ủy ban nhân dân phường, xã hoặc Sở Xây dựng theo phân cấp xem xét, chấp thuận.
5. Trường hợp đủ điều kiện thì quyết định trong 05 ngày.
6. Khi mở bến phải lấy ý kiến Công an tỉnh và Sở Tài chính.
"""  # noqa: E501


@pytest.fixture(scope="module")
def paper():
    return parse(PAPER, "a.txt")


def clause(paper, number):
    return next(c for c in paper.clauses if c.id.endswith(f"khoan-{number}"))


def words(paper, number, text):
    question = read_question(Ask(text), [paper])
    return [one.words for one in actors(question, paper, clause(paper, number))]


@pytest.mark.parametrize(
    ("number", "text", "wanted"),
    [
        (1, "Ai quyết định mức thu?", "Hội đồng nhân dân tỉnh"),
        (1, "Cơ quan nào trình mức thu?", "Ủy ban nhân dân tỉnh"),
        (2, "Mức hỗ trợ thêm do ai quyết định?", "Ban Chỉ đạo tỉnh"),
        (3, "Cơ quan nào phê duyệt giá?",
         "cơ quan nhà nước, đơn vị sự nghiệp công lập và Chủ tịch Ủy ban nhân dân cấp xã"),
        (4, "Chủ bến phải xin ý kiến ai?", "Ủy ban nhân dân phường, xã hoặc Sở Xây dựng"),
    ],
)  # fmt: skip
def test_the_names_before_the_verb_are_told_whole(paper, number, text, wanted):
    assert words(paper, number, text) == [wanted]


def test_no_name_no_answer(paper):
    assert words(paper, 5, "Ai quyết định?") == []
    assert words(paper, 1, "Mức thu là bao nhiêu?") == []


def test_another_verb_of_the_same_right_counts_where_the_asked_one_is_not_said(paper):
    question = read_question(Ask("Ai cho phép?"), [paper])
    (verbs,) = verbs_asked(question)
    assert verbs[0] == "cho phép"
    assert "phê duyệt" in verbs


def test_who_is_left_out_is_not_answered_again(paper):
    question = read_question(Ask("Ngoài Công an tỉnh ra thì còn phải hỏi ai nữa?"), [paper])
    assert question.apart == "Công an tỉnh"
    told = named(question, paper, clause(paper, 6), ())
    assert [one.words for one in told] == ["Sở Tài chính"]


@pytest.mark.parametrize("text", ["ngoài ra còn gì nữa", "đầu tư nước ngoài còn gì khác không"])
def test_words_that_leave_out_nothing(text):
    assert read_apart(text) == ("", None)
