"""Answers as a telephone hotline reads them; the expected words were written out by hand."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot.answer import AnswerStatus, Citation, Role, Statement
from bot.draft import Draft
from bot.question import Ask, Turn
from bot.speak.aloud import read_aloud
from bot.speak.numbers import number, roman, whole
from bot.speak.spoken import spoken_answer
from eval.dataset import read_questions

DEV = Path("eval/sets/dev.jsonl")
SPOKEN = re.compile(r"[^\W\d_]+(?:[ .,;?]+[^\W\d_]+)*[.?]")


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        # numbers
        ("hơn 11.000 tài khoản", "Hơn mười một nghìn tài khoản"),
        ("3,05 điểm", "Ba phẩy không năm điểm"),
        ("0,5% tổng chi", "Không phẩy năm phần trăm tổng chi"),
        ("1.234,5 tỷ đồng", "Một nghìn hai trăm ba mươi bốn phẩy năm tỷ đồng"),
        ("85 xã, 21 thôn", "Tám mươi lăm xã, hai mươi mốt thôn"),
        ("xếp hạng 47/63", "Xếp hạng bốn mươi bảy trên sáu mươi ba"),
        ("mức độ 3, 4", "Mức độ ba, bốn"),
        ("mức độ 3,4", "Mức độ ba, bốn"),
        ("phiên bản 2.0", "Phiên bản hai chấm không"),
        ("tổ chức 02 hội thảo trong 06 tháng", "Tổ chức hai hội thảo trong sáu tháng"),
        ("Đề án 06", "Đề án không sáu"),
        ("điện thoại: 0255.3822", "Điện thoại, không hai năm năm ba tám hai hai"),
        ("15 - 20%", "Mười lăm đến hai mươi phần trăm"),
        ("01 lần/tháng", "Một lần mỗi tháng"),
        ("lần thứ 1, lần thứ 4, lần thứ 5", "Lần thứ nhất, lần thứ tư, lần thứ năm"),
        # dates and periods
        (
            "trước ngày 15/02/2022",
            "Trước ngày mười lăm tháng hai năm hai nghìn không trăm hai mươi hai",
        ),
        ("Ngày 7 tháng 4", "Ngày bảy tháng tư"),
        ("hoàn thành tháng 4/2023", "Hoàn thành tháng tư năm hai nghìn không trăm hai mươi ba"),
        ("Quý IV/2022", "Quý bốn năm hai nghìn không trăm hai mươi hai"),
        (
            "giai đoạn 2021 -2025",
            "Giai đoạn hai nghìn không trăm hai mươi mốt đến hai nghìn không trăm hai mươi lăm",
        ),
        ("họp lúc 8h30", "Họp lúc tám giờ ba mươi"),
        # clauses
        ("điểm đ khoản 3 mục II", "Điểm đê khoản ba mục hai"),
        ("các điểm a, b và c khoản 1 Điều 5", "Các điểm a, bê và xê khoản một Điều năm"),
        ("điểm 2.7 khoản 2 Phần IV", "Điểm hai chấm bảy khoản hai Phần bốn"),
        ("Đại hội XIII; Chương V", "Đại hội mười ba; Chương năm"),
        ("Quý I và Quý II", "Quý một và Quý hai"),
        # document numbers
        ("Quyết định số 03/QĐ-BCĐ", "Quyết định số không ba, ký hiệu quyết định Ban Chỉ đạo."),
        ("Chỉ thị 19-CT/TU", "Chỉ thị số mười chín, ký hiệu chỉ thị Tỉnh ủy."),
        (
            "Công văn số 4685/UBND-KGVX ngày 19/9",
            "Công văn số bốn nghìn sáu trăm tám mươi lăm, ký hiệu Ủy ban nhân dân khoa giáo văn "
            "xã, ngày mười chín tháng chín",
        ),
        (
            "Nghị định số 47/2020/NĐ-CP",
            "Nghị định số bốn mươi bảy năm hai nghìn không trăm hai mươi, ký hiệu nghị định Chính "
            "phủ.",
        ),
        (
            "Luật số 20/2023/QH15",
            "Luật số hai mươi năm hai nghìn không trăm hai mươi ba, ký hiệu Quốc hội khóa mười "
            "lăm.",
        ),
        (
            "Thông báo số …/TB-UBND ngày …/01/2022 của UBND tỉnh Quảng Ngãi",
            "Thông báo tháng một năm hai nghìn không trăm hai mươi hai của Ủy ban nhân dân tỉnh "
            "Quảng Ngãi",
        ),
        (
            "Thông báo số …/TB-UBND ngày 31/12/2021",
            "Thông báo ngày ba mươi mốt tháng mười hai năm hai nghìn không trăm hai mươi mốt",
        ),
        # abbreviations, names, capitals
        (
            "Sở GD&ĐT; Sở LĐ-TBXH",
            "Sở Giáo dục và Đào tạo; Sở Lao động Thương binh và Xã hội",
        ),
        ("TTHC, CSDL", "Thủ tục hành chính, cơ sở dữ liệu"),
        ("Tập đoàn FPT, VNPT, Viettel", "Tập đoàn ép pê tê, vê en pê tê, Viettel"),
        ("trí tuệ nhân tạo (AI) và 5G", "Trí tuệ nhân tạo, a i, và năm giê"),
        ("PHÂN CÔNG THÀNH VIÊN TẠI UBND TỈNH", "Phân công thành viên tại Ủy ban nhân dân tỉnh"),
        (
            "Chủ tịch UBND tỉnh - Trưởng Ban chỉ đạo phát triển kinh tế - xã hội",
            "Chủ tịch Ủy ban nhân dân tỉnh, Trưởng Ban chỉ đạo phát triển kinh tế xã hội",
        ),
        ("phòng, chống dịch Covid-19", "Phòng, chống dịch Covid mười chín"),
        # marks
        (
            "> **Sở Y tế** “chủ trì” [1], xem https://a.vn/b?c=1 … thực hiện./.",
            "Sở Y tế chủ trì, xem thực hiện.",
        ),
        ("Anh/chị hỏi gì?", "Anh chị hỏi gì?"),
    ],
)
def test_read_aloud(written, spoken):
    assert read_aloud(written) == spoken


def test_reading_twice_changes_nothing():
    spoken = read_aloud("Theo điểm c khoản 3 mục II Kế hoạch số 271-KH/TU ngày 27/3/2020")
    assert read_aloud(spoken) == spoken


def test_numbers():
    assert [whole(n) for n in ("0", "65", "105", "2005")] == [
        "không", "sáu mươi lăm", "một trăm linh năm", "hai nghìn không trăm linh năm",
    ]  # fmt: skip
    assert whole("1.500.000.000.000") == "một nghìn năm trăm tỷ"
    assert number("8,25") == "tám phẩy hai năm"
    assert [roman(n) for n in ("I", "IV", "IX", "XIV", "XX")] == [1, 4, 9, 14, 20]


def cite(library, beginning, marker=1):
    """The clause whose readable text begins so."""
    for document in library:
        for clause in document.clauses:
            citation = Citation(marker, document, clause)
            if citation.as_json()["display"].startswith(beginning):
                return citation
    raise AssertionError(beginning)


def lead(text, marker):
    return Statement(text, Role.LEAD, citations=(marker,))


def test_a_direct_answer_is_said_with_its_source(library):
    citation = cite(library, "b) Khẩn trương hoàn thiện")
    answer = (lead("Trước ngày 15/02/2022", 1),)
    draft = Draft(AnswerStatus.ANSWERED, answer, "trước ngày 15/02/2022", (citation,))
    assert spoken_answer(draft) == (
        "Trước ngày mười lăm tháng hai năm hai nghìn không trăm hai mươi hai. Theo điểm bê khoản "
        "ba mục hai Thông báo tháng một năm hai nghìn không trăm hai mươi hai của Ủy ban nhân dân "
        "tỉnh Quảng Ngãi."
    )


def test_answers_of_other_documents_are_said_with_theirs(library):
    first = cite(library, "b) Khẩn trương hoàn thiện")
    second = cite(library, "3. Ban Tuyên giáo Tỉnh ủy", marker=2)
    answer = (lead("Sở A", 1), lead("Ban B", 2))
    spoken = spoken_answer(Draft(AnswerStatus.ANSWERED, answer, "Sở A; Ban B", (first, second)))
    assert spoken.startswith("Sở a. Theo điểm bê khoản ba mục hai Thông báo")
    assert spoken.endswith(
        "Còn theo Chỉ thị số mười chín, ký hiệu chỉ thị Tỉnh ủy, ngày mười tám tháng năm năm hai "
        "nghìn không trăm hai mươi hai của Ban Thường vụ Tỉnh ủy Quảng Ngãi, Ban bê."
    )


def test_a_short_clause_is_read_whole_without_its_number(library):
    citation = cite(library, "- 100% trường Trung học phổ thông")
    spoken = spoken_answer(Draft(AnswerStatus.ANSWERED, (), "", (citation,)))
    assert spoken.startswith(
        "Một trăm phần trăm trường Trung học phổ thông sử dụng sổ điểm điện tử, hai mươi phần "
        "trăm trường Trung học phổ thông sử dụng học bạ điện tử. Theo gạch đầu dòng thứ hai "
        "khoản mười lăm mục năm Kế hoạch ban hành kèm theo Quyết định số không ba,"
    )


def test_of_a_long_clause_the_highlighted_sentence_is_said(library):
    citation = cite(library, "4. Về giải quyết thủ tục hành chính")
    start = citation.quote.index("50%")
    citation = replace(citation, highlights=((start, start + 3),))
    spoken = spoken_answer(Draft(AnswerStatus.ANSWERED, (), "50%", (citation,)))
    assert spoken.startswith("Năm mươi phần trăm. Theo khoản bốn Thông báo ngày ba mươi mốt")
    spoken = spoken_answer(Draft(AnswerStatus.ANSWERED, (), "50%; 30%", (citation,)))
    assert spoken.startswith("Năm mươi phần trăm Bộ phận Một cửa cấp huyện và ba mươi phần trăm")


def test_a_list_names_its_document_once_and_says_what_is_left(library):
    document = cite(library, "- Các sở, ban, ngành, đơn vị trực thuộc tỉnh").document
    recipients = [c for c in document.clauses if "Kính gửi" in c.label and c.parent]
    citations = tuple(Citation(i, document, c) for i, c in enumerate(recipients, start=1))
    spoken = spoken_answer(Draft(AnswerStatus.ANSWERED, (), "", citations))
    assert spoken.count("Công văn") == 1
    assert spoken.endswith(
        "có năm nội dung. Thứ nhất, các sở, ban, ngành, đơn vị trực thuộc tỉnh; thứ hai, hội đoàn "
        "thể tỉnh; thứ ba, Ủy ban nhân dân các huyện, thị xã, thành phố; thứ tư, Báo Quảng Ngãi; "
        "thứ năm, Đài Phát thanh và Truyền hình tỉnh."
    )
    doubled = spoken_answer(Draft(AnswerStatus.ANSWERED, (), "", citations + citations[:2]))
    assert "có bảy nội dung" in doubled
    assert doubled.endswith("Còn hai nội dung nữa, mời anh chị xem trên trang.")


def test_a_partial_answer_says_what_is_missing(library):
    citation = cite(library, "- 100% trường Trung học phổ thông")
    missing = "Tôi không tìm thấy nội dung này trong các văn bản của Hải Dương."
    said = (lead("100%", 1), Statement(missing, Role.MISSING))
    draft = Draft(AnswerStatus.PARTIAL, said, "100%", (citation,))
    assert spoken_answer(draft).endswith(missing)
    aside = replace(draft, statements=(said[0], Statement("(The directives …)", Role.ASIDE)))
    assert spoken_answer(aside).endswith("tỉnh Quảng Ngãi.")


def test_answers_of_dev_questions_are_all_words(assistant):
    rows = list(read_questions(DEV, assistant.library))
    sample = rows[:: len(rows) // 40][:40]
    assert len({question.kind for question in sample}) >= 6
    for question in sample:
        history = tuple(Turn("user", text) for text in question.history)
        answer = assistant.pipeline.invoke(Ask(question.question, history))
        assert SPOKEN.fullmatch(answer.spoken), answer.spoken
        capitals = [w for w in re.findall(r"\w+", answer.spoken) if len(w) > 1 and w.isupper()]
        assert not capitals, answer.spoken
        assert len(answer.spoken.split()) <= 140, answer.spoken
        if answer.status in (AnswerStatus.ANSWERED, AnswerStatus.PARTIAL):
            assert "heo " in answer.spoken
