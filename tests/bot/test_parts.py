"""Questions on several provinces or documents are split into what is asked of each."""

import pytest

from bot.converse import read_question
from bot.doors.page.cards import answer_html
from bot.question import Ask
from bot.retrieve.parts import split_organs, split_parts

JANUARY, LETTER, HAI_DUONG, DIRECTIVE, DECISION = (
    "000_c38b67e39500967b.txt", "001_3c09d191f023b9d0.txt", "002_210b0f43e3af7201.txt",
    "003_8ccf9529dadaa520.txt", "004_f31a72dcb7f9007e.txt",
)  # fmt: skip


@pytest.fixture
def split(library):
    def run(question):
        understood = read_question(Ask(question), library.documents)
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
    answer = ask(
        "Theo kế hoạch 2023 và thông báo của Hải Dương, VNeID phải phục vụ lưu trú ra sao?"
    )
    assert answer.status.value == "partial"
    page = answer_html(answer)
    assert page.endswith(f'<p class="loi-dap">{answer.answer.rsplit(chr(10), 1)[-1]}</p>')
    assert "loi-dap" not in answer_html(ask("Điểm 2.9 Chỉ thị 19-CT/TU quy định gì?"))


def words_of(parts):
    return [part.words for part in parts]


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        ("“Ngày hội thể thao” của Hải Dương với hội chợ nông sản ở Quảng Ngãi: nơi nào giao ai?",
         "Ngày hội thể thao", "hội chợ nông sản"),
        ("Trình Quy chế phối hợp ở Hải Dương hay trình Kế hoạch tuyển sinh ở Quảng Ngãi, hạn nào "
         "sớm hơn?", "Quy chế phối hợp", "Kế hoạch tuyển sinh"),
        ("Thông báo tháng 1/2022 giao tổ chức hội thảo ra sao; công văn 4685 yêu cầu tập huấn gì?",
         "hội thảo", "tập huấn"),
        ("Hải Dương giao rà soát kinh phí và lập dự toán, Quảng Ngãi muốn nâng xếp hạng đến đâu?",
         "lập dự toán", "xếp hạng"),
    ],
)  # fmt: skip
def test_words_before_or_after_a_name_are_its_own(split, question, first, second):
    one, other = words_of(split(question))
    assert first in one
    assert first not in other
    assert second in other
    assert second not in one


@pytest.mark.parametrize(
    ("question", "shared"),
    [
        ("Trình Quy chế phối hợp ở Hải Dương hay trình Kế hoạch tuyển sinh ở Quảng Ngãi: cơ quan "
         "nào chủ trì?", "cơ quan nào chủ trì"),
        ("Trồng rừng: Hải Dương giao sở nào chủ trì, Quảng Ngãi đặt chỉ tiêu bao nhiêu?",
         "Trồng rừng"),
        ("Về trồng rừng phòng hộ, Hải Dương giao sở nào chủ trì, Quảng Ngãi đặt chỉ tiêu nào?",
         "trồng rừng phòng hộ"),
        ("Hải Dương lập kho dữ liệu cho bệnh viện thế nào, còn Quảng Ngãi thì sao?",
         "kho dữ liệu cho bệnh viện"),
    ],
)  # fmt: skip
def test_a_common_lead_or_tail_is_asked_of_each(split, question, shared):
    words = words_of(split(question))
    assert len(words) == 2
    assert all(shared in own for own in words)


def test_words_that_only_compare_are_not_looked_for(split):
    for question in (
        "Dữ liệu mở ở Hải Dương so với Quảng Ngãi khác nhau ở điểm nào?",
        "Dữ liệu mở trong Chỉ thị 19 và trong công văn 4685 có giống nhau không?",
    ):
        for own in words_of(split(question)):
            assert not {"so", "khác", "giống", "nhau"} & set(own.split())


@pytest.mark.parametrize(
    ("question", "files"),
    [
        ("Dữ liệu mở: thông báo 1/2022 nêu gì, công văn 9/2022 nêu gì?", [{JANUARY}, {LETTER}]),
        ("Dữ liệu mở trong chỉ thị 5/2022 và kế hoạch năm dữ liệu số?", [{DIRECTIVE}, {DECISION}]),
        ("Dữ liệu mở của Hải Dương cuối 2021 so với Quảng Ngãi giữa 2022?",
         [{HAI_DUONG}, {DIRECTIVE}]),
        ("Công văn 4685 giao ai lập dữ liệu mở, chỉ tiêu năm 2023 về dữ liệu mở là bao nhiêu?",
         [{LETTER}, {DECISION}]),
        ("Kho dữ liệu ở Quảng Ngãi và Hải Dương do ai lập theo hai thông báo?",
         [{JANUARY}, {HAI_DUONG}]),
        ("Thông báo kết luận họp Ban Chỉ đạo tháng 1/2022 và công văn 4685 nói gì về dữ liệu mở?",
         [{JANUARY}, {LETTER}]),
    ],
)  # fmt: skip
def test_months_titles_and_years_name_documents(split, library, question, files):
    found = [{d.id for d in part.documents} for part in split(question)]
    assert found == [{library.document(file).id for file in group} for group in files]


@pytest.mark.parametrize(
    "question",
    [
        "Theo Công văn 4685, năm 2023 các sở phải làm gì?",
        "Hạn trình Quy chế làm việc hay Kế hoạch trồng rừng ở Quảng Ngãi sớm hơn?",
        "Quyết định 19/2021/QĐ-UBND được thông báo của Hải Dương nhắc tới để làm gì?",
    ],
)
def test_years_and_kinds_beside_one_document_name_no_other(split, question):
    assert split(question) == []


def test_a_date_in_brackets_is_no_condition(ask):
    found = ask(
        "Phiên họp lần thứ ba của Ủy ban Quốc gia về chuyển đổi số (8/8/2022) được nhắc ở công văn "
        "4685 và kế hoạch năm dữ liệu số thế nào?"
    )
    assert found.status.value == "answered"
    assert len({c.document.id for c in found.citations}) == 2


@pytest.mark.parametrize(
    "question",
    [
        "Chỉ thị 19-CT/TU và kế hoạch 2023 của Quảng Ngãi, bản nào mới hơn?",
        "Giữa chỉ thị 19 và quyết định 03/QĐ-BCĐ thì văn bản nào được ban hành trước?",
        "chi thi 19 va quyet dinh 03, cai nao ra sau?",
    ],
)
def test_which_document_is_newer_is_told_by_their_dates(ask, library, question):
    found = ask(question)
    assert {c.clause.value("the_thuc") for c in found.citations} == {"ngay"}
    files = [library.document(f).id for f in (DIRECTIVE, DECISION)]
    assert sorted(c.document.id for c in found.citations) == sorted(files)
    assert any("03/QĐ-BCĐ" in r and "ban hành sau" in r for r in found.remarks)


def test_an_organ_that_is_only_pointed_at_is_carried_on(split):
    parts = split("Công văn 4685 giao Công an tỉnh việc gì, kế hoạch 2023 thì họ còn việc gì?")
    assert "Công an tỉnh" in parts[1].words


def test_a_half_that_is_not_stated_is_told_and_one_that_is_stated_is_not(ask):
    half = ask("Theo kế hoạch 2023 và thông báo của Hải Dương, VNeID phải phục vụ lưu trú ra sao?")
    assert half.status.value == "partial"
    assert "Hải Dương" in half.remarks[-1]
    assert {c.document.metadata.province for c in half.citations} == {"Quảng Ngãi"}
    both = ask("Mục tiêu xếp hạng chuyển đổi số ở thông báo 1/2022 và Chỉ thị 19 khác nhau không?")
    assert both.status.value == "answered"
    assert len({c.document.id for c in both.citations}) == 2
    neither = ask("Công văn 4685 và kế hoạch 2023 giao ai xây sân vận động?")
    assert neither.status.value in ("no_evidence", "out_of_scope")


def test_each_part_is_answered_by_what_it_asks(ask):
    found = ask(
        "Thông báo tháng 1/2022 giao tổ chức mấy hội thảo về chuyển đổi số, còn công văn 4685 yêu "
        "cầu kế hoạch Ngày Chuyển đổi số xong trước ngày nào?"
    )
    assert "02 hội thảo" in found.short_answer
    assert "31/10/2022" in found.short_answer


def test_several_organs_are_answered_one_by_one(ask):
    found = ask("Huyện Sơn Hà và huyện Mộ Đức có xã nào đạt chuẩn nông thôn mới về thông tin?")
    text = " ".join(c.quote for c in found.citations)
    assert "Sơn Kỳ" in text
    assert "Đức Thạnh" in text


@pytest.mark.parametrize(
    ("question", "organs"),
    [
        ("Sở Y tế lập kho dữ liệu nào, còn Sở Tư pháp cung cấp dịch vụ gì?",
         ["Sở Y tế", "Sở Tư pháp"]),
        ("Giám đốc Sở Y tế và Giám đốc Sở Tư pháp chỉ đạo việc gì?", ["Sở Y tế", "Sở Tư pháp"]),
        ("Sở Y tế có phải phối hợp với Sở Tư pháp không?", []),
        ("Viettel phủ sóng thôn nào của huyện Ba Tơ?", []),
    ],
)  # fmt: skip
def test_organs_named_beside_each_other_are_parts(library, question, organs):
    understood = read_question(Ask(question), library.documents)
    parts = split_organs(understood, list(library))
    assert [part.organ for part in parts] == organs
    for part in parts:
        assert all(other not in part.words for other in organs if other != part.organ)


def test_recipients_of_two_documents_are_all_shown(ask):
    found = ask("Nơi nhận của công văn 4685 và của Chỉ thị 19-CT/TU khác nhau thế nào?")
    text = " ".join(c.quote for c in found.citations)
    assert "Bộ Thông tin và Truyền thông" in text
    assert "Ban Bí thư" in text
