"""Turns of a talk that are no questions to search for, and those that hang on what was shown."""

import pytest

from bot.answer import AnswerStatus, Role
from bot.question import Ask, Turn
from bot.talk.anew import item_wanted
from bot.talk.clarify import chosen
from bot.talk.words import address_of

TASKS = "Theo Công văn số 4685/UBND-KGVX, Văn phòng UBND tỉnh được giao nhiệm vụ gì?"
CLAUSE = "Khoản 1 Công văn số 4685/UBND-KGVX quy định gì?"
MET = (AnswerStatus.ANSWERED, AnswerStatus.PARTIAL)


@pytest.fixture
def talk(assistant):
    """The answers to messages said one after the other, each with the state of the last."""

    def say(*messages):
        history, answers, state = (), [], ""
        for message in messages:
            answer = assistant.pipeline.invoke(Ask(message, history, state=state))
            history = (*history, Turn("user", message), Turn("assistant", answer.answer))
            state = answer.state
            answers.append(answer)
        return answers

    return say


def clauses(answer):
    return [citation.clause.id for citation in answer.citations]


@pytest.mark.parametrize(
    "message", ["nhắc lại giúp tôi", "Cho tôi xem nguyên văn", "dài quá, nói ngắn thôi"]
)
def test_the_last_answer_anew_cites_what_it_cited(talk, message):
    first, second = talk(CLAUSE, message)
    assert second.status in MET
    assert clauses(second) == clauses(first)
    quotes = " ".join(c.quote for c in first.citations)
    for one in second.statements:
        if one.role in (Role.LEAD, Role.POINT):
            assert one.citations
            assert " ".join(one.text.lower().split())[:40] in " ".join(quotes.lower().split())


def test_short_is_shorter(talk):
    first, second = talk(TASKS, "tóm gọn lại thôi em ơi, dài quá")
    assert len(second.answer) < len(first.answer)


def test_next_and_previous_clause(talk):
    first, after, back = talk(CLAUSE, "điều khoản tiếp theo là gì?", "xem lại khoản trước đó")
    assert clauses(after) != clauses(first)
    assert after.citations[0].clause.start > first.citations[0].clause.start
    assert back.citations[0].clause.start < after.citations[0].clause.start


def test_an_item_of_a_list_by_its_place(talk):
    first, second = talk(TASKS, "ý thứ hai là gì?")
    assert len(first.citations) > 1
    assert clauses(second) == clauses(first)[1:2]


@pytest.mark.parametrize("message", ["bạn chắc chứ?", "có đúng không vậy?"])
def test_doubt_is_met_with_the_words_that_bear_the_answer(talk, message):
    first, second = talk(CLAUSE, message)
    assert second.status in MET
    assert clauses(second) == clauses(first)
    assert any(one.role in (Role.QUOTE, Role.ITEM) for one in second.statements)


def test_a_figure_that_the_clause_lacks_is_said_not_to_stand_there(talk):
    _, second = talk(CLAUSE, "tôi nghe nói là 87% cơ mà, bạn chắc chưa?")
    assert "87%" in second.answer
    assert "không nêu" in second.answer


def test_nothing_to_do_anew_where_nothing_was_shown(talk):
    (only,) = talk("nhắc lại giúp tôi")
    assert only.status is AnswerStatus.OUT_OF_SCOPE
    assert not only.citations


def test_a_denied_province_is_left_out(talk):
    _, second = talk(
        "Ban Chỉ đạo chuyển đổi số tỉnh Hải Dương có nhiệm vụ gì?",
        "không phải Hải Dương, tôi hỏi Quảng Ngãi cơ",
    )
    assert all(c.document.metadata.province != "Hải Dương" for c in second.citations)


def test_a_document_is_summed_up(talk):
    (only,) = talk("Tóm tắt giúp tôi Công văn số 4685/UBND-KGVX")
    assert only.status in MET
    assert {c.document.metadata.number for c in only.citations} == {"4685/UBND-KGVX"}
    assert len(only.citations) > 1


def test_a_person_is_asked_for(talk):
    _, second = talk(CLAUSE, "cho tôi gặp nhân viên trực tổng đài")
    assert second.status is AnswerStatus.OUT_OF_SCOPE
    assert "4685" in second.answer  # what was asked, to be said again


@pytest.mark.parametrize(
    "message",
    ["cảm ơn em nhiều nhé", "Xin chào", "tạm biệt nha", "em là người hay máy vậy?", "đồ ngu"],
)
def test_a_few_words_are_never_blocked_nor_searched(talk, message):
    (only,) = talk(message)
    assert only.status is AnswerStatus.OUT_OF_SCOPE
    assert not only.citations


def test_a_refusal_is_met_with_where_to_go(talk):
    (only,) = talk("Lệ phí thực hiện dịch vụ công trực tuyến ở Quảng Ngãi là bao nhiêu tiền?")
    assert only.status is AnswerStatus.NO_EVIDENCE
    assert "không nêu" in only.answer or "chưa tìm thấy" in only.answer


@pytest.mark.parametrize(
    ("message", "form"),
    [
        ("Chào cháu, bác hỏi chút", "bác"),
        ("em muốn biết ai ký", "em"),
        ("con xin hỏi", "em"),
        ("chi can biet thoi han", "chị"),
        ("Ai chủ trì?", ""),
        ("anh Hiền ký văn bản nào", ""),
    ],
)
def test_how_a_person_is_spoken_to(message, form):
    assert address_of(message) == form


def test_the_address_is_kept_and_used(talk):
    answers = talk("Chào cháu, bác hỏi: giá vé máy bay đi Hà Nội bao nhiêu?", "cảm ơn nhé")
    assert "Bác " in answers[1].answer or " bác " in answers[1].answer
    assert "anh/chị" not in answers[1].answer


@pytest.mark.parametrize(
    ("message", "number"),
    [("ý thứ hai", 2), ("cai dau tien", 1), ("việc cuối cùng", -1), ("mục 3", None), ("hai", None)],
)
def test_which_item_is_meant(message, number):
    assert item_wanted(message) == number


@pytest.mark.parametrize(
    ("message", "choice"),
    [
        ("Hải Dương nhé", "Hải Dương"),
        ("quang ngai", "Quảng Ngãi"),
        ("2", "Hải Dương"),
        ("cái đầu tiên", "Quảng Ngãi"),
        ("cả Quảng Ngãi và Hải Dương", None),
        ("thôi", None),
        ("7", None),
    ],
)
def test_which_choice_is_meant(message, choice):
    assert chosen(message, ("Quảng Ngãi", "Hải Dương")) == choice


def test_a_document_that_was_named_stays_talked_of_though_nothing_was_found(talk):
    _, second = talk(
        "Theo Công văn số 4685/UBND-KGVX, ai nuôi voi ở thảo cầm viên?", "văn bản ấy do ai ký?"
    )
    assert second.status in MET
    assert {c.document.metadata.number for c in second.citations} == {"4685/UBND-KGVX"}


def test_a_doubt_that_names_another_place_is_looked_up_there(talk):
    _, second = talk(
        "Quảng Ngãi đặt chỉ tiêu hồ sơ trực tuyến bao nhiêu phần trăm?",
        "Sao lại không có Hải Dương? Thông báo của Hải Dương có nêu hồ sơ trực tuyến mà.",
    )
    assert second.citations
    assert {c.document.metadata.province for c in second.citations} == {"Hải Dương"}


def test_whether_a_document_holds_is_told_with_what_is_not_known(talk):
    first, second = talk(CLAUSE, "văn bản này năm nay còn hiệu lực không vậy")
    assert second.status in MET
    assert {c.document.id for c in second.citations} == {first.citations[0].document.id}
    assert "chỉ biết các văn bản đã nạp" in second.answer


def test_the_parts_of_a_clause_are_counted_in_a_talk(talk):
    _, second = talk(CLAUSE, "Mục II Thông báo kết luận của Quảng Ngãi có mấy khoản?")
    items = [one for one in second.statements if one.role is Role.ITEM]
    assert f"có {len(items)} khoản" in second.answer


def test_an_act_that_is_denied_is_not_met_again(talk):
    _, second = talk(CLAUSE, "tôi có khiếu nại gì đâu, tôi hỏi Văn phòng UBND tỉnh phải làm gì cơ")
    assert second.status in MET
    assert "tiếp công dân" not in second.answer
    assert "Xin lỗi" in second.answer
