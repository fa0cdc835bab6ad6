"""Answers as a telephone hotline reads them; the expected words were written out by hand."""

import re
import statistics
from dataclasses import replace
from pathlib import Path

import pytest

from bot.answer import AnswerStatus, Citation, Role, Statement
from bot.draft import Draft
from bot.question import Ask, Turn, Understood
from bot.speak.aloud import read_aloud
from bot.speak.direct import lead_sentence
from bot.speak.excerpt import clause_words
from bot.speak.numbers import called, number, roman, whole
from bot.speak.pieces import LONGEST, begun, offer, within
from bot.speak.source import known_provinces, short_name
from bot.speak.spoken import (
    spoken_answer,
    spoken_refusal,
    spoken_source,
    spoken_verbatim,
    utterances,
)
from eval.dataset import read_questions

SETS = (Path("eval/sets/dev.jsonl"), Path("eval/sets/dev-b.jsonl"))
OFFER = "Anh chị nói 'tiếp' để nghe thêm."
NOTICE = "Theo Thông báo năm hai không hai hai của Ủy ban nhân dân tỉnh."
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
        ("NGÀY 21/3/2016", "Ngày hai mươi mốt tháng ba năm hai nghìn không trăm mười sáu"),
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
        ("Công ty TNHH MTV", "Công ty trách nhiệm hữu hạn một thành viên"),
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


def test_years_as_they_are_called_out():
    assert [called(year) for year in ("2021", "2025", "2014", "2010", "2005", "1998")] == [
        "hai không hai mốt", "hai không hai lăm", "hai không mười bốn", "hai không mười",
        "hai không không năm", "một chín chín tám",
    ]  # fmt: skip


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


def quote(marker):
    return Statement("…", Role.QUOTE, citations=(marker,))


def words(text):
    return re.findall(r"\w+", text.lower())


def holds(pieces, text):
    """Whether the pieces, read in turn without their offers, hold all of the text's words."""
    read = words(" ".join(piece.removesuffix(OFFER) for piece in pieces))
    wanted = words(text)
    return any(read[at : at + len(wanted)] == wanted for at in range(len(read)))


# sources


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({}, "Công văn bốn sáu tám lăm năm hai không hai hai của Ủy ban nhân dân tỉnh"),
        (
            {"issuer": "UBND huyện Sơn Hà, tỉnh Quảng Ngãi"},
            "Công văn bốn sáu tám lăm năm hai không hai hai của Ủy ban nhân dân huyện Sơn Hà",
        ),
        (
            {"issuer": "Trường Đại học Quảng Ngãi"},
            "Công văn bốn sáu tám lăm năm hai không hai hai của Trường Đại học Quảng Ngãi",
        ),
        (
            {"kind": "Quyết định", "number": "03/QĐ-BCĐ", "issuer": "Trưởng Ban Chỉ đạo tỉnh"},
            "Quyết định không ba năm hai không hai hai của Ban Chỉ đạo tỉnh",
        ),
        # its own year goes before the letterhead's, a day without number is no more than its year
        (
            {"kind": "Nghị quyết", "number": "5/2021/NQ-HĐND", "issuer": "HĐND tỉnh Quảng Ngãi"},
            "Nghị quyết năm năm hai không hai mốt của Hội đồng nhân dân tỉnh",
        ),
        ({"number": None}, "Công văn năm hai không hai hai của Ủy ban nhân dân tỉnh"),
        ({"number": None, "date": None, "issuer": None}, "Công văn không ghi số"),
        # "năm" would be heard as the year
        (
            {"number": "1505/UBND"},
            "Công văn một nghìn năm trăm linh năm năm hai không hai hai của Ủy ban nhân dân tỉnh",
        ),
    ],
)
def test_a_document_is_named_short(library, changed, name):
    document = cite(library, "- Các sở, ban, ngành, đơn vị trực thuộc tỉnh").document
    assert short_name(replace(document, metadata=replace(document.metadata, **changed))) == name


def test_the_province_is_said_where_it_is_not_known(library):
    citation = cite(library, "4. Về giải quyết thủ tục hành chính")
    draft = Draft(AnswerStatus.ANSWERED, (lead("50%", 1),), "50%", (citation,))
    assert "tỉnh Hải Dương" not in spoken_answer(draft)
    assert "tỉnh Hải Dương" not in spoken_answer(draft, {"Hải Dương"})
    assert "của Ủy ban nhân dân tỉnh Hải Dương." in spoken_answer(draft, {"Quảng Ngãi"})


def test_a_known_province_is_asked_about_or_the_librarys_own(library):
    question = Understood("", "", "", "")
    assert known_provinces(question, library) == {"Quảng Ngãi"}  # four documents of five
    asked = replace(question, provinces=("Hải Dương",))
    assert known_provinces(asked, library) == {"Quảng Ngãi", "Hải Dương"}
    theirs = next(d for d in library if d.metadata.province == "Hải Dương")
    named = replace(question, named=(theirs.id,))
    assert known_provinces(named, library) == {"Quảng Ngãi", "Hải Dương"}


def test_the_full_source_names_a_document_once(library):
    document = cite(library, "- Các sở, ban, ngành, đơn vị trực thuộc tỉnh").document
    recipients = [c for c in document.clauses if "Kính gửi" in c.label and c.parent]
    citations = tuple(Citation(i, document, c) for i, c in enumerate(recipients, start=1))
    source = spoken_source(citations)
    assert source.count("Công văn số bốn nghìn sáu trăm tám mươi lăm, ký hiệu") == 1
    assert len(source.split()) <= LONGEST
    one = spoken_source(citations[:1])
    assert one == read_aloud(f"Theo {citations[0].clause.label}") + "."
    assert spoken_source(()) == ""


def test_of_many_sources_the_rest_is_counted(library):
    citations = tuple(
        Citation(i, document, document.clauses[-1]) for i, document in enumerate(library, start=1)
    )
    source = spoken_source(citations)
    assert len(source.split()) <= LONGEST
    assert source.endswith("điều khoản khác.")


# direct answers


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Cơ quan, đơn vị: Sở Y tế; thời hạn: trước ngày 15/12/2025",
            "Đó là Sở Y tế, thời hạn là trước ngày mười lăm tháng mười hai năm hai nghìn không "
            "trăm hai mươi lăm",
        ),
        ("Tỷ lệ: Trên 70%", "Tỷ lệ là trên bảy mươi phần trăm"),
        ("Định kỳ: hằng quý", "Định kỳ hằng quý"),
        ("Đặng Văn Minh", "Đặng Văn Minh"),
        ("02 hội thảo", "Hai hội thảo"),
        ("Không đúng, văn bản nêu: 30%", "Không đúng, văn bản nêu, ba mươi phần trăm"),
    ],
)
def test_a_direct_answer_is_a_sentence(text, said):
    assert read_aloud(lead_sentence(text)) == said


def test_a_direct_answer_is_said_with_its_source(library):
    citation = cite(library, "b) Khẩn trương hoàn thiện")
    answer = (lead("Thời gian: trước ngày 15/02/2022", 1),)
    draft = Draft(AnswerStatus.ANSWERED, answer, "trước ngày 15/02/2022", (citation,))
    assert spoken_answer(draft) == (
        "Thời gian là trước ngày mười lăm tháng hai năm hai nghìn không trăm hai mươi hai. "
        f"{NOTICE} {OFFER}"
    )


def test_a_short_place_is_said_a_long_one_is_not(library):
    near = cite(library, "4. Về giải quyết thủ tục hành chính")
    draft = Draft(AnswerStatus.ANSWERED, (lead("50%", 1),), "50%", (near,))
    assert "Theo khoản bốn Thông báo năm" in spoken_answer(draft)
    dash = cite(library, "- 100% trường Trung học phổ thông")
    draft = replace(draft, citations=(dash,))
    assert "Theo Quyết định không ba năm hai không hai ba của Ban chỉ đạo" in spoken_answer(draft)


def test_a_document_that_answers_is_said_in_full(library):
    citation = cite(library, "4. Về giải quyết thủ tục hành chính")
    answer = (lead("Văn bản: Quyết định số 19/2021/QĐ-UBND", 1),)
    draft = Draft(AnswerStatus.ANSWERED, answer, "Quyết định số 19/2021/QĐ-UBND", (citation,))
    assert spoken_answer(draft).startswith(
        "Văn bản là quyết định số mười chín năm hai nghìn không trăm hai mươi mốt, ký hiệu quyết "
        "định Ủy ban nhân dân. Theo"
    )


def test_answers_of_other_documents_are_said_with_theirs(library):
    first = cite(library, "b) Khẩn trương hoàn thiện")
    second = cite(library, "3. Ban Tuyên giáo Tỉnh ủy", marker=2)
    answer = (lead("Sở A", 1), lead("Đặng Văn Minh", 2))
    spoken = spoken_answer(
        Draft(AnswerStatus.ANSWERED, answer, "Sở A; Đặng Văn Minh", (first, second))
    )
    assert spoken == (
        f"Sở a. {NOTICE} Còn theo Chỉ thị mười chín năm hai không hai hai của Ban Thường vụ Tỉnh "
        f"ủy, Đặng Văn Minh. {OFFER}"
    )


# clauses and lists


def test_a_short_clause_is_read_whole_without_its_number(library):
    citation = cite(library, "- 100% trường Trung học phổ thông")
    spoken = spoken_answer(Draft(AnswerStatus.ANSWERED, (), "", (citation,)))
    assert spoken == (
        "Một trăm phần trăm trường Trung học phổ thông sử dụng sổ điểm điện tử, hai mươi phần "
        "trăm trường Trung học phổ thông sử dụng học bạ điện tử. Theo Quyết định không ba năm hai "
        "không hai ba của Ban chỉ đạo Chuyển đổi số tỉnh."
    )


def test_of_a_long_clause_the_highlighted_sentence_is_said(library):
    citation = cite(library, "4. Về giải quyết thủ tục hành chính")
    start = citation.quote.index("50%")
    citation = replace(citation, highlights=((start, start + 3),))
    spoken = spoken_answer(Draft(AnswerStatus.ANSWERED, (), "50%", (citation,)))
    assert spoken.startswith("Năm mươi phần trăm. Theo khoản bốn Thông báo năm hai không hai mốt")
    draft = Draft(AnswerStatus.ANSWERED, (), "50%; 30%", (citation,))
    spoken = spoken_answer(draft)
    assert spoken.startswith("Năm mươi phần trăm Bộ phận Một cửa cấp huyện và ba mươi phần trăm")
    assert spoken.endswith(OFFER)
    rest = utterances((), (citation,), "50%; 30%")[1:]
    assert holds(rest, read_aloud(clause_words(citation)))


def test_a_short_list_is_said_whole_and_names_its_document_once(library):
    document = cite(library, "- Các sở, ban, ngành, đơn vị trực thuộc tỉnh").document
    recipients = [c for c in document.clauses if "Kính gửi" in c.label and c.parent]
    citations = tuple(Citation(i, document, c) for i, c in enumerate(recipients, start=1))
    spoken = spoken_answer(Draft(AnswerStatus.ANSWERED, (), "", citations))
    assert spoken == (
        "Có năm nội dung, theo Công văn bốn sáu tám lăm năm hai không hai hai của Ủy ban nhân dân "
        "tỉnh. Thứ nhất, các sở, ban, ngành, đơn vị trực thuộc tỉnh. Thứ hai, hội đoàn thể tỉnh. "
        "Thứ ba, Ủy ban nhân dân các huyện, thị xã, thành phố. Thứ tư, Báo Quảng Ngãi. Thứ năm, "
        "Đài Phát thanh và Truyền hình tỉnh."
    )
    doubled = spoken_answer(Draft(AnswerStatus.ANSWERED, (), "", citations * 2))
    assert "Có mười nội dung" in doubled
    assert doubled.endswith(OFFER)
    said = utterances((), citations * 2, "")
    assert all(said[0].count(f"Thứ {n}") + said[1].count(f"Thứ {n}") for n in ("nhất", "ba"))
    assert "Thứ mười, Đài Phát thanh và Truyền hình tỉnh." in said[-1]


def test_a_heading_is_read_before_what_stands_under_it(library):
    document = cite(library, "b) Khẩn trương hoàn thiện").document
    parent = cite(library, "b) Khẩn trương hoàn thiện").clause.parent
    clauses = [document.clause(parent), *document.children(document.clause(parent))]
    citations = tuple(Citation(i, document, c) for i, c in enumerate(clauses, start=1))
    said = utterances((), citations, "")
    assert said[0].startswith("Có năm nội dung, theo khoản ba mục hai Thông báo năm")
    for citation in citations:
        assert holds(said, read_aloud(clause_words(citation)).rstrip("."))


# what is left


def everything(library):
    """Clauses of all kinds, each for itself and in lists."""
    for document in library:
        for at in range(0, len(document.clauses), 7):
            chosen = document.clauses[at : at + (1 if at % 2 else 3)]
            yield tuple(Citation(i, document, c) for i, c in enumerate(chosen, start=1))


def test_all_of_a_clause_is_read_in_pieces_of_at_most_80_words(library):
    for citations in everything(library):
        quotes = tuple(quote(c.marker) for c in citations)
        answered = utterances((lead("Sở Y tế", 1), *quotes), citations, "Sở Y tế")
        for pieces in (utterances(quotes, citations, ""), answered):
            assert all(len(piece.split()) <= LONGEST for piece in pieces), pieces
            assert all(piece.endswith(OFFER) for piece in pieces[:-1])
            assert not pieces[-1].endswith(OFFER)
            for citation in citations:
                text = read_aloud(clause_words(citation))
                assert holds(pieces if len(pieces) == 1 else [" ".join(_bare(pieces))], text) or (
                    holds(pieces[1:], text)
                ), (pieces, text)


def _bare(pieces):
    """The pieces without offers, the first without its source."""
    first = re.sub(r" Theo (?:(?!\. ).)*\.$", "", pieces[0].removesuffix(OFFER).strip())
    return [first, *(piece.removesuffix(OFFER) for piece in pieces[1:])]


def test_a_clause_is_read_word_for_word(library):
    for citations in everything(library):
        pieces = spoken_verbatim(citations)
        assert all(len(piece.split()) <= LONGEST for piece in pieces)
        assert all(piece.endswith(OFFER) for piece in pieces[:-1])
    citation = cite(library, "4. Về giải quyết thủ tục hành chính")
    pieces = spoken_verbatim((citation,))
    assert len(pieces) > 1
    assert pieces[0].startswith("Bốn, Về giải quyết thủ tục hành chính trên môi trường điện tử, Tổ")
    assert holds(pieces, read_aloud(citation.quote))
    other = cite(library, "- 100% trường Trung học phổ thông", marker=2)
    assert "Theo Quyết định không ba năm hai không hai ba" in " ".join(
        spoken_verbatim((citation, other))
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        # whole sentences, a list's members, the main clause
        ("Sở A làm việc này xong. Sở B làm việc kia.", "Sở A làm việc này xong."),
        (
            "Cơ quan tổng hợp kết quả của tháng này; cơ quan khác báo cáo.",
            "Cơ quan tổng hợp kết quả của tháng này;",
        ),
        (
            "Văn phòng tiếp tục nâng cao chất lượng hoạt động Cổng thông tin của tỉnh, đảm bảo cập "
            "nhật đầy đủ.",
            "Văn phòng tiếp tục nâng cao chất lượng hoạt động Cổng thông tin của tỉnh.",
        ),
        # before a new clause, never in an enumeration
        (
            "Sở Y tế chủ trì, phối hợp với các sở, ban, ngành rà soát các văn bản đã ban hành và "
            "tham mưu Ủy ban nhân dân tỉnh sửa đổi cho phù hợp với tình hình của địa phương mình",
            "Sở Y tế chủ trì, phối hợp với các sở, ban, ngành rà soát các văn bản đã ban hành",
        ),
        (
            "Cả tỉnh có các trạm ở mức độ ba, mức độ bốn và mức độ năm được kiểm tra lại trong quý "
            "ba của các năm hai nghìn không trăm hai mươi hai và hai nghìn không trăm hai mươi ba",
            "Cả tỉnh có các trạm ở mức độ ba, mức độ bốn và mức độ năm được kiểm tra lại trong quý "
            "ba",
        ),
    ],
)
def test_a_text_is_broken_off_at_a_border(text, said):
    first, rest = begun(text, 10, 24)
    assert first == said
    assert words(f"{first} {rest}") == words(text)


def test_no_figure_is_broken():
    text = "giá trị là hai nghìn không trăm hai mươi hai đồng mỗi hộ"
    ends = {begun(text, 1, longest)[0].split()[-1] for longest in range(4, 11)}
    assert ends <= {"trị", "là", "hộ"}


def test_what_fits_is_not_cut():
    assert within("Một câu.") == "Một câu."
    assert within(" ".join(["từ"] * 60) + ". " + " ".join(["chữ"] * 60), 10).split()[-1] == "từ."


# remarks and refusals


def test_a_partial_answer_says_what_is_missing(library):
    citation = cite(library, "- 100% trường Trung học phổ thông")
    missing = "Tôi không tìm thấy nội dung này trong các văn bản của Hải Dương."
    said = (lead("100%", 1), Statement(missing, Role.MISSING))
    draft = Draft(AnswerStatus.PARTIAL, said, "100%", (citation,))
    assert f"{missing} {OFFER}" in spoken_answer(draft)
    aside = replace(draft, statements=(said[0], Statement("(The directives …)", Role.ASIDE)))
    assert "directives" not in spoken_answer(aside)


def test_what_no_longer_holds_is_heard_at_once(library):
    citation = cite(library, "4. Về giải quyết thủ tục hành chính")
    old = replace(citation.document, status="replaced")
    citation = Citation(1, old, citation.clause)
    remark = Statement(f"Lưu ý: {old.name} đã bị thay thế.", Role.REMARK)
    newest = Statement(f"Trong các văn bản nêu trên, {old.name} được ban hành sau.", Role.REMARK)
    said = utterances((quote(1), remark, newest), (citation,), "")
    note = "Lưu ý, Thông báo năm hai không hai mốt của Ủy ban nhân dân tỉnh đã bị thay thế."
    assert note in said[0]
    assert len(said[0].split()) <= LONGEST
    assert "được ban hành sau" in " ".join(said)


def test_a_refusal_names_the_nearest_clause_and_offers_it(library):
    citation = cite(library, "- 100% trường Trung học phổ thông")
    near = "Tôi chưa tìm thấy điều khoản nào nêu đúng điều được hỏi; điều khoản gần nhất là {}."
    statements = (Statement(near.format(citation.clause.label), Role.MISSING), quote(1))
    said = utterances(statements, (citation,), "")
    assert said[0] == (
        "Tôi chưa tìm thấy điều khoản nào nêu đúng điều được hỏi; điều khoản gần nhất thuộc Quyết "
        f"định không ba năm hai không hai ba của Ban chỉ đạo Chuyển đổi số tỉnh. {OFFER}"
    )
    assert said[0] == spoken_refusal(statements, (citation,))
    assert holds(said[1:], read_aloud(clause_words(citation)))
    asked = (*statements, Statement("Anh/chị có thể hỏi Sở Y tế.", Role.OFFER))
    assert utterances(asked, (citation,), "")[-1].endswith("Anh chị có thể hỏi Sở Y tế.")


def test_a_refusal_keeps_the_place_that_has_no_such_clause(library):
    citation = cite(library, "- 100% trường Trung học phổ thông")
    label = citation.clause.label
    said = spoken_refusal([Statement(f"{label[:1].upper()}{label[1:]} không chia điểm.",
                                     Role.MISSING)], (citation,))  # fmt: skip
    assert said.startswith("Gạch đầu dòng thứ hai khoản mười lăm mục năm Kế hoạch ban hành kèm")


def test_documents_that_are_not_cited_are_said_short(library):
    text = "Tôi chưa tìm thấy nội dung này trong Công văn số 4685/UBND-KGVX ngày 19/9/2022 của X."
    assert spoken_refusal([Statement(text, Role.MISSING)]) == (
        "Tôi chưa tìm thấy nội dung này trong Công văn bốn sáu tám lăm năm hai không hai hai của "
        "ích xì."
    )


# the dev questions


@pytest.mark.accept
def test_spoken_answers_to_dev_questions(assistant):
    """All are words, none is longer than a caller follows, half of them are short."""
    lengths, kinds = [], set()
    for path in SETS:
        rows = list(read_questions(path, assistant.library))
        for question in rows[:: len(rows) // 30][:30]:
            kinds.add(question.kind)
            history = tuple(Turn("user", text) for text in question.history)
            answer = assistant.pipeline.invoke(Ask(question.question, history))
            spoken = answer.spoken.removesuffix(OFFER).strip()
            assert SPOKEN.fullmatch(spoken), answer.spoken
            capitals = [w for w in re.findall(r"\w+", spoken) if len(w) > 1 and w.isupper()]
            assert not capitals, answer.spoken
            assert "trên trang" not in answer.spoken
            if answer.answers:
                assert "heo " in answer.spoken
            said = utterances(answer.statements, answer.citations, answer.short_answer)
            others = (*said[1:], *spoken_verbatim(answer.citations))
            for piece in (answer.spoken, *others, spoken_source(answer.citations)):
                assert len(piece.split()) <= LONGEST, piece
            lengths.append(len(answer.spoken.split()))
    assert len(kinds) >= 6
    assert len(lengths) >= 60
    assert statistics.median(lengths) <= 45


def test_the_offer_is_data():
    assert offer() == OFFER
