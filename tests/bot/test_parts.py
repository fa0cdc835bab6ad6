"""Questions on several provinces or documents are split into what is asked of each."""

import pytest

from bot.page.cards import answer_html
from bot.question import Ask
from bot.understand import understand
from bot.understand.parts import split_parts

JANUARY, LETTER, HAI_DUONG, DIRECTIVE, DECISION = (
    "000_c38b67e39500967b.txt", "001_3c09d191f023b9d0.txt", "002_210b0f43e3af7201.txt",
    "003_8ccf9529dadaa520.txt", "004_f31a72dcb7f9007e.txt",
)  # fmt: skip


@pytest.fixture
def split(library):
    def run(question):
        understood = understand(Ask(question), library.documents)
        return split_parts(understood, list(library))

    return run


@pytest.mark.parametrize(
    ("question", "files"),
    [
        ("Hải Dương và Quảng Ngãi giao sở nào lập dữ liệu mở?",
         [{HAI_DUONG}, {JANUARY, LETTER, DIRECTIVE, DECISION}]),
        ("Hai tỉnh nói gì về dịch vụ công?",
         [{HAI_DUONG}, {JANUARY, LETTER, DIRECTIVE, DECISION}]),
        ("Sở Y tế có việc gì ở thông báo tháng 1/2022 và ở kế hoạch năm 2023?",
         [{JANUARY}, {DECISION}]),
        ("Qua các văn bản năm 2022 và 2023, ai lo kinh phí?",
         [{JANUARY, LETTER, DIRECTIVE}, {DECISION}]),
        ("Dữ liệu mở ở Hải Dương và Quảng Ngãi (chỉ thị 2022, kế hoạch 2023) ra sao?",
         [{HAI_DUONG}, {DIRECTIVE}, {DECISION}]),
    ],
)  # fmt: skip
def test_each_part_has_its_documents(split, library, question, files):
    found = [{d.id for d in part.documents} for part in split(question)]
    wanted = [{library.document(file).id for file in group} for group in files]
    assert sorted(found, key=sorted) == sorted(wanted, key=sorted)


@pytest.mark.parametrize(
    "question",
    [
        "Kế hoạch 2023 của Quảng Ngãi giao Sở Y tế việc gì?",
        "Sở Kế hoạch và Đầu tư Quảng Ngãi làm gì?",
        "Theo Công văn 4685, kế hoạch tổ chức Ngày Chuyển đổi số hạn đến đâu?",
        "Giai đoạn 2021 - 2025 Quảng Ngãi làm gì?",
        "Nguồn vượt thu năm 2021 để làm gì trong năm 2022?",
        "Ai lo kinh phí?",
    ],
)
def test_a_question_on_one_thing_is_not_split(split, question):
    assert split(question) == []


def test_words_of_its_own_stay_with_each_part(split):
    parts = {p.name: p.words for p in split(
        "Hải Dương giao sở nào rà soát kinh phí, "
        "còn Quảng Ngãi muốn nâng xếp hạng chuyển đổi số đến đâu?"
    )}  # fmt: skip
    assert len(parts) == 2
    hai_duong, quang_ngai = parts.values()
    assert "kinh phí" in hai_duong
    assert "xếp hạng" not in hai_duong
    assert "xếp hạng" in quang_ngai
    assert "kinh phí" not in quang_ngai


def test_an_answer_cites_both_and_names_what_it_lacks(ask, library):
    both = ask("Hai thông báo kết luận của Quảng Ngãi và Hải Dương do ai ký?")
    cited = {c.document.id for c in both.citations}
    assert cited == {library.document(JANUARY).id, library.document(HAI_DUONG).id}
    one = ask("Hải Dương và Quảng Ngãi giao ai lập Kho dữ liệu phòng chống dịch Covid-19?")
    if one.status.value == "partial":
        assert "không tìm thấy" in one.answer
        assert "Quảng Ngãi" in one.answer


def test_the_page_says_what_is_not_answered(ask):
    answer = ask("Cổng dữ liệu mở ở Hải Dương và ở Quảng Ngãi (2023) do sở nào làm?")
    assert answer.status.value == "partial"
    page = answer_html(answer)
    assert page.endswith(f'<p class="loi-dap">{answer.answer.rsplit(chr(10), 1)[-1]}</p>')
    assert "loi-dap" not in answer_html(ask("Điểm 2.9 Chỉ thị 19-CT/TU quy định gì?"))
