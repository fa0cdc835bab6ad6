"""Questions that ask several things of one matter."""

import pytest

from bot.retrieve.asked import split_asked


@pytest.mark.parametrize(
    ("question", "things"),
    [
        (
            "Em vừa đậu kỳ thi đấu thầu bên Bắc Ninh, mấy ngày thì có chứng chỉ và có phải đóng "
            "tiền không?",
            [
                "Em vừa đậu kỳ thi đấu thầu bên Bắc Ninh, mấy ngày thì có chứng chỉ",
                "Em vừa đậu kỳ thi đấu thầu bên Bắc Ninh, có phải đóng tiền không?",
            ],
        ),
        (
            "Nghị quyết này: cơ quan nào làm đầu mối theo dõi, và thực hiện đến hết ngày nào?",
            [
                "Nghị quyết này: cơ quan nào làm đầu mối theo dõi",
                "Nghị quyết này: thực hiện đến hết ngày nào?",
            ],
        ),
        (
            "Hải quan kiểm tra hồ sơ trong bao lâu và kiểm tra hàng trong bao lâu, theo luật mới?",
            [
                "Hải quan kiểm tra hồ sơ trong bao lâu theo luật mới?",
                "kiểm tra hàng trong bao lâu, theo luật mới?",
            ],
        ),
    ],
)
def test_each_thing_keeps_what_all_share(question, things):
    assert split_asked(question) == things


@pytest.mark.parametrize(
    "question",
    [
        "Sở nào chủ trì số hóa hồ sơ và lưu trữ dữ liệu?",
        "Ai làm, và khi nào?",  # one clause may say both
        "Mấy anh chị cho hỏi, hạn nộp báo cáo là ngày nào?",
        "Cơ quan chưa ra giấy tờ gì, giờ xin cấp lại ở đâu?",
        "Đất vườn, ao liền nhà được đền bao nhiêu?",
        "",
    ],
)
def test_one_thing_is_not_cut(question):
    assert split_asked(question) == []


def test_each_thing_has_its_clause(ask):
    answer = ask(
        "Theo Quyết định 03/QĐ-BCĐ năm 2023, sở nào chủ trì chỉ tiêu tỷ trọng thương mại điện tử "
        "trong tổng mức bán lẻ, và Xã Bình An của huyện nào phải đạt chuẩn nông thôn mới?"
    )
    assert len({c.clause.id for c in answer.citations}) >= 2
    assert "Sở Công Thương" in answer.answer
    assert "Bình An" in answer.answer


def test_the_whole_list_of_addressees(ask):
    answer = ask("Công văn 4685 gửi cho những cơ quan nào?")
    assert len(answer.citations) > 1
    starts = [c.clause.start for c in answer.citations]
    assert starts == sorted(starts)
