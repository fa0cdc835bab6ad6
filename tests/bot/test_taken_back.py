"""What a message takes back: acts that it says it did not do, answers that it calls wrong."""

import pytest

from bot.converse.taken_back import complains, corrects, without_denied, without_told


@pytest.mark.parametrize(
    ("message", "left"),
    [
        ("em có hỏi số nhà đâu, em hỏi phí gửi xe", "em hỏi phí gửi xe"),
        ("Tui đâu có khiếu nại gì. Cho hỏi chợ mở lúc nào", "Cho hỏi chợ mở lúc nào"),
        ("Tôi không hỏi cách nộp. Hạn nộp là ngày nào?", "Hạn nộp là ngày nào?"),
        ("tui hỏi giá vé, chớ tui có hỏi bản đồ chi mô", "tui hỏi giá vé"),
        ("toi khong hoi xe may, toi hoi xe dap", "toi hoi xe dap"),
    ],
)
def test_what_the_person_did_not_do_is_left_out(message, left):
    assert without_denied(message).strip(" ,.") == left.strip(" ,.")


@pytest.mark.parametrize(
    "message",
    [
        "Tôi muốn khiếu nại thì gửi ở đâu",
        "dân không khiếu nại thì có được giải quyết không",
        "cho tôi hỏi ở đâu bán vé",
        "Ai chịu trách nhiệm nếu không hỏi ý kiến dân?",
        "em có hỏi đâu",
    ],
)
def test_what_is_asked_stays(message):
    assert without_denied(message) == message


def test_a_sentence_that_tells_the_last_answer_is_left_out():
    assert without_told("Đó là giá vé ngày thường. Còn ngày lễ thì sao?") == "Còn ngày lễ thì sao?"
    wrong = "Sai rồi, đó là việc của huyện. Xã phải lập mấy bộ?"
    assert without_told(wrong) == "Xã phải lập mấy bộ?"
    for whole in ("đó là gì vậy", "Đây là lần đầu tôi hỏi", "Cái đó ai làm"):
        assert without_told(whole) == whole


@pytest.mark.parametrize(
    "message",
    [
        "Không phải, tôi hỏi giá vé ngày lễ",
        "Sai. Hỏi nơi bán vé.",
        "Không. Giá vé trẻ em bao nhiêu?",
        "k phải cái đó, e hỏi vé trẻ em",
        "Dạ không phải ạ, em hỏi vé ngày lễ",
        "Không phải bến Lào Cai, tôi đang nói bến ở Huế",
        "Ý tôi là vé ngày lễ",
        "Tôi đang hỏi bến thuyền ở Huế cơ mà",
        "No, I asked about the fee",
    ],
)
def test_corrections(message):
    assert corrects(message)


@pytest.mark.parametrize(
    "message",
    [
        "Không có hạn à",
        "sai phạm thì xử lý thế nào",
        "cho em hỏi vé ở bến đó",
        "nhầm lẫn khi khai thì sửa ở đâu",
        "Những việc không phải xin phép là gì",
        "Không phải nộp phí thì cần giấy tờ gì?",
        "không đúng hạn thì bị phạt gì",
        "No. 12/QĐ-UBND what does it require?",
    ],
)
def test_questions_are_no_corrections(message):
    assert not corrects(message)


def test_only_words_of_discontent_make_a_complaint():
    assert complains("trả lời lung tung quá")
    assert not complains("nhà tôi mất vé thì đền mấy đồng một cái")
