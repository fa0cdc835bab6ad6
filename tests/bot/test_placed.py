"""A clause named by its place within the document talked about; what a document or several are
about; a copy of one."""

import pytest

from bot.talk.placed import clause_wanted
from bot.talk.whole import asks_for_copy, asks_of_whole, documents_about
from bot.understand.scope.clause_reference import read_clause_reference
from bot.understand.scope.mention import without_mentions
from bot.understand.scope.scope import read_scope
from corpus.structure.parse import parse

TEXT = """ỦY BAN NHÂN DÂN
TỈNH SÔNG MÂY
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 12/QĐ-UBND
Sông Mây, ngày 5 tháng 6 năm 2025
QUYẾT ĐỊNH
Về bến thuyền
Điều 1. Các bến thuyền:
1. Bến Tây.
2. Bến Đông, gồm:
a) Cầu lớn;
b) Cầu nhỏ.
Điều 2. Quyết định này có hiệu lực từ ngày ký.
"""


@pytest.fixture(scope="module")
def document():
    return parse(TEXT, "a.txt")


@pytest.mark.parametrize(
    ("message", "place"),
    [
        ("khoản 2 Điều 1 gồm những gì, đọc hết a b c d cho tôi nghe", "khoản 2 Điều 1"),
        ("Chỉ có một khoản 1 thôi sao? Tôi cần toàn bộ Điều 1.", "Điều 1"),
        ("tôi nói điều 2 mà, không phải điều 1, tổng đài nghe lộn rồi", "Điều 2"),
        ("điểm b khoản 2 điều 1 ghi gì", "điểm b khoản 2 Điều 1"),
        ("đọc lại nguyên văn Điều 2 giúp em với ạ", "Điều 2"),
    ],
)
def test_a_clause_named_by_its_place_is_shown_whole(document, message, place):
    assert clause_wanted(message, [document]) == f"{place} Quyết định số 12/QĐ-UBND"


def test_numbers_alone_are_those_beside_what_was_shown(document):
    shown = [document.children(c)[1] for c in document.clauses if c.label.startswith("khoản 2 ")]
    wanted = clause_wanted("Sao thiếu điểm a, b vậy bạn?", [document], shown)
    assert wanted == "điểm a, b khoản 2 Điều 1 Quyết định số 12/QĐ-UBND"
    assert [s.value for s in read_clause_reference(wanted)] == ["1", "2", "a|b"]


@pytest.mark.parametrize(
    "message",
    [
        "Điều 1 giao ai sửa bến Tây?",
        "khoản 2 Điều 1 có hiệu lực từ ngày nào",
        "khoản 9 gồm những gì",
        "Cho tôi hỏi về khoản 2 Điều 1. Ai chịu trách nhiệm sửa cầu?",
        "Tôi đọc Điều 1 rồi, cho tôi cái tiếp theo",
        "gồm những gì",
    ],
)
def test_what_asks_more_or_names_no_clause_is_searched(document, message):
    assert clause_wanted(message, [document]) == ""


@pytest.mark.parametrize(
    ("message", "whole"),
    [
        (
            "tôi ở dưới quê làm ruộng, nghe nói có cái chỉ thị 19 gì đó, không biết nó nói cái gì",
            True,
        ),
        ("chỉ thị 19 của Quảng Ngãi quy định gì", True),
        ("không hiểu chỉ thị 19 làm về cái gì", True),
        ("chỉ thị 19 nói gì về dữ liệu dùng chung", False),
        ("Đối với Sở Y tế, chỉ thị 19 yêu cầu gì?", False),
        ("Mức phạt là bao nhiêu, chỉ thị 19 nói gì?", False),
    ],
)
def test_a_question_about_a_document_as_a_whole(library, message, whole):
    assert asks_of_whole(message, read_scope(message, library.documents).spans) is whole


def test_documents_are_asked_for_by_what_they_are_about(library):
    found = documents_about(
        "em là sinh viên, có văn bản nào nói về chuyển đổi số của Quảng Ngãi không", library
    )
    assert len(found) >= 2
    assert {d.metadata.province for d in found} == {"Quảng Ngãi"}
    assert not documents_about("văn bản nào quy định mức phạt chặt cây", library)
    assert not documents_about("chỉ tiêu chuyển đổi số là bao nhiêu", library)


def test_a_copy_is_asked_for_and_a_name_is_no_figure():
    assert asks_for_copy("cho tôi đường dẫn để tải về")
    assert not asks_for_copy("thời gian tải trang là bao lâu")
    assert not asks_for_copy("Nộp hồ sơ có cần bản gốc căn cước không?")
    assert not asks_for_copy("Ứng dụng được tải về ở đâu?")
    assert "79" not in without_mentions("cho tôi bản gốc Quyết định 79 để tôi đọc")


def of(province, kind, day):
    text = TEXT.replace("SÔNG MÂY", province.upper()).replace("Sông Mây", province)
    text = text.replace("ngày 5 tháng 6 năm 2025", f"ngày {day}")
    text = text.replace("QUYẾT ĐỊNH\nVề", f"{kind.upper()}\nVề")
    return parse(text, f"{province}-{kind}.txt")


def test_a_time_alone_names_no_document_of_another_province():
    ours = of("Lào Cai", "Quyết định", "5 tháng 11 năm 2021")
    theirs = of("Bến Tre", "Quy định", "7 tháng 11 năm 2021")
    documents = [ours, theirs]
    asked = "Ở Lào Cai, theo quy định cuối năm 2021 thì bến thuyền mở mấy giờ?"
    assert read_scope(asked, documents).named == (ours.id,)
    asked = "Theo quy định cuối năm 2021 thì bến thuyền mở mấy giờ?"
    assert set(read_scope(asked, documents).named) == {ours.id, theirs.id}
    asked = "Theo quyết định cuối năm 2021 của Bến Tre thì bến thuyền mở mấy giờ?"
    assert ours.id not in read_scope(asked, documents).named
