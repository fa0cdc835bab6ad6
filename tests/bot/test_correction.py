"""A correction split into what is meant and what is not."""

import pytest

from bot.converse.correction import read_correction, restated


@pytest.mark.parametrize(
    ("message", "meant", "denied"),
    [
        ("Không phải, tôi hỏi giá vé chứ không phải giờ mở cửa", "giá vé", ("giờ mở cửa",)),
        ("sai rồi, hỏi bến phà thôi", "bến phà", ()),
        ("ủa em có hỏi số nhà đâu, em hỏi phí gửi xe", "phí gửi xe", ("số nhà",)),
        ("Dạ không phải ạ, em hỏi vé ngày lễ cơ", "vé ngày lễ", ()),
        ("Hỏi vé trẻ em, không phải vé đoàn.", "vé trẻ em", ("vé đoàn",)),
        ("Nói linh tinh quá! Vé trẻ em bao nhiêu tiền?", "Vé trẻ em bao nhiêu tiền", ()),
        ("à tôi nhớ nhầm, nhà tôi cách 12 km cơ", "nhà tôi cách 12 km", ()),
        ("tôi đi có 12 km thôi chứ đâu tới 40 km", "tôi đi có 12 km", ("40 km",)),
        ("không phải bến phà, tôi hỏi bến thuyền", "bến thuyền", ("bến phà",)),
    ],
)
def test_what_is_meant_and_what_is_not(message, meant, denied):
    found = read_correction(message)
    assert found is not None
    assert (found.meant, found.denied) == (meant, denied)


@pytest.mark.parametrize(
    "message",
    [
        "không phải nộp phí thì cần giấy tờ gì?",
        "sai phạm thì xử lý thế nào",
        "Xã khai thiếu. Phải nộp lại khi nào?",
        "Hộ có đất, không có nhà thì được gì",
        "không phải",
        "",
    ],
)
def test_questions_correct_nothing(message):
    assert read_correction(message) is None


@pytest.mark.parametrize(
    ("message", "before", "anew"),
    [
        (
            "không phải, tôi hỏi ngày lễ chứ không phải ngày thường",
            "Vé ngày thường cho trẻ em bao nhiêu tiền?",
            "Vé ngày lễ cho trẻ em bao nhiêu tiền?",
        ),
        (
            "không, ý tôi là 12 km",
            "Nhà dời đi 40 km được hỗ trợ bao nhiêu?",
            "Nhà dời đi 12 km được hỗ trợ bao nhiêu?",
        ),
        (
            "sai rồi, tôi hỏi vé trẻ em",
            "Vé vào cửa bao nhiêu tiền?",
            "Vé vào cửa bao nhiêu tiền. vé trẻ em",
        ),
    ],
)
def test_the_earlier_question_with_what_is_meant_in_it(message, before, anew):
    assert restated(read_correction(message), before) == anew


def test_a_correction_that_asks_by_itself_stands_alone():
    found = read_correction("Sai rồi. Ban quản lý bến thuyền phải báo cáo cho cơ quan nào?")
    assert restated(found, "Vé trẻ em bao nhiêu?").startswith("Ban quản lý bến thuyền")
    assert "Vé trẻ em" not in restated(found, "Vé trẻ em bao nhiêu?")
