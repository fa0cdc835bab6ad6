"""What a term means: asked for, explained in the documents' words, or said not to be."""

import pytest

from bot.answer import AnswerStatus, Role
from bot.talk.terms import explain_term, term_of, unexplained
from bot.verify import verify
from corpus.library import Library
from corpus.structure.parse import parse

REGULATION = """ỦY BAN NHÂN DÂN
TỈNH MẪU
Số: 11/2024/QĐ-UBND
Mẫu, ngày 05 tháng 3 năm 2024
QUYẾT ĐỊNH
Ban hành Quy định về kho dữ liệu

Điều 1. Phạm vi điều chỉnh
Quyết định này quy định về hệ thống thông tin báo cáo (HTTTBC) và kho dữ liệu của tỉnh.

Điều 2. Giải thích từ ngữ
Trong Quyết định này, các từ ngữ dưới đây được hiểu như sau:
1. Kho dữ liệu là nơi lưu trữ tập trung dữ liệu của các sở, ngành.
2. Nhóm người dùng đặc biệt bao gồm:
a) Người cao tuổi;
b) Người khuyết tật.

Điều 3. Trách nhiệm
1. Sở Tư pháp rà soát kho dữ liệu và báo cáo tỷ lệ 12/18 đơn vị đã kết nối.
2. Phiên giao dịch số được tổ chức hằng quý.
"""


@pytest.fixture(scope="module")
def made() -> Library:
    return Library((parse(REGULATION, "quy-dinh-mau.txt"),))


@pytest.mark.parametrize(
    ("message", "term"),
    [
        ("DTI nghĩa là gì?", "DTI"),
        ("47/63 là sao?", "47/63"),
        ("cơ sở dữ liệu dùng chung là gì", "cơ sở dữ liệu dùng chung"),
        ("VBQPPL viết tắt của từ nào", "VBQPPL"),
        ("“một cửa liên thông” tức là sao ạ", "một cửa liên thông"),
        ("what does LGSP stand for", "LGSP"),
        ("co so du lieu dung chung la gi", "co so du lieu dung chung"),
        ("Dạ cho em hỏi DTI là viết tắt của từ gì vậy ạ?", "DTI"),
        ("DTI trong Công văn 4685 nghĩa là gì", "DTI"),
        ("thế nào là dữ liệu mở?", "dữ liệu mở"),
        ("giải thích giúp tôi con số 47/63", "47/63"),
        ("Cảm ơn. Thế NDXP là gì?", "NDXP"),
        ("An ninh mạng là gì", "An ninh mạng"),  # no word of politeness in it
        ("thế giới phẳng là gì", "thế giới phẳng"),
        ("KT. CHỦ TỊCH nghĩa là gì", "KT. CHỦ TỊCH"),
    ],
)
def test_the_term_is_read(message, term):
    assert term_of(message) == term


@pytest.mark.parametrize(
    "message",
    [
        "Nhiệm vụ của Sở Y tế là gì?",
        "hạn chót là gì?",
        "thế là sao",
        "điều đó nghĩa là gì",
        "khoản 2 là gì",
        "Quyết định 03 nghĩa là gì",
        "giải thích rõ hơn",
        "Sở Nội vụ phải làm gì",
        "Cơ quan chủ trì là gì",
        "Tỷ lệ tối thiểu của cấp huyện là bao nhiêu?",
    ],
)
def test_other_questions_have_none(message):
    assert term_of(message) is None


def test_the_documents_own_words_for_an_abbreviation(library):
    draft = explain_term("DTI", library, ())
    lead, quote = draft.statements
    assert (lead.role, quote.role) == (Role.LEAD, Role.QUOTE)
    assert lead.text == "“DTI” là viết tắt của “Bộ chỉ số đánh giá chuyển đổi số”."
    cited = draft.citations[0]
    assert "(DTI)" in cited.quote
    start, end = cited.highlights[0]
    assert cited.quote[start:end].endswith("DTI")
    assert draft.status is AnswerStatus.ANSWERED
    assert explain_term("dti", library, ()).statements == draft.statements


def test_what_is_shown_or_named_goes_first(library):
    holders = {}
    for document in library:
        for clause in document.clauses:
            if "(CNTT)" in document.quote(clause) or "(DTI)" in document.quote(clause):
                holders.setdefault(document.id, clause)
    assert holders
    for document_id, clause in holders.items():
        short = "CNTT" if "(CNTT)" in library.document(document_id).quote(clause) else "DTI"
        for draft in (
            explain_term(short, library, (clause,)),
            explain_term(short, library, (), (document_id,)),
        ):
            assert draft.citations[0].document.id == document_id


def test_a_defined_term_is_quoted_whole(made):
    draft = explain_term("kho dữ liệu", made, ())
    (quote,) = draft.statements
    assert quote.role is Role.QUOTE
    assert quote.text == "1. Kho dữ liệu là nơi lưu trữ tập trung dữ liệu của các sở, ngành."
    assert explain_term("kho du lieu", made, ()).statements == draft.statements


def test_what_a_definition_lists_comes_with_it(made):
    draft = explain_term("nhóm người dùng đặc biệt", made, ())
    assert [one.role for one in draft.statements] == [Role.QUOTE, Role.ITEM, Role.ITEM]
    assert "Người khuyết tật" in draft.statements[-1].text


def test_a_common_abbreviation_is_said_to_be_no_words_of_the_documents(library):
    draft = explain_term("VBQPPL", library, ())
    (remark,) = draft.statements
    assert remark.role is Role.REMARK
    assert "“văn bản quy phạm pháp luật”" in remark.text
    assert "không phải lời giải thích của văn bản" in remark.text
    assert draft.citations == remark.citations == ()
    assert "“Sở Thông tin và Truyền thông”" in explain_term("STTTT", library, ()).statements[0].text


def test_a_figure_is_explained_by_its_sentence(made):
    (document,) = made
    shown = [c for c in document.clauses if "12/18" in document.quote(c)]
    draft = explain_term("12/18", made, shown)
    lead, quote = draft.statements
    assert lead.text == "“12/18” nằm trong câu sau:"
    assert "tỷ lệ 12/18 đơn vị đã kết nối" in quote.text
    assert explain_term("2/18", made, shown) is None  # no piece of another figure
    assert explain_term("12/18", made, ()) is None  # of no clause that was shown


def test_a_phrase_in_use_is_no_definition(made):
    (document,) = made
    shown = [c for c in document.clauses if "Phiên giao dịch" in document.quote(c)]
    draft = explain_term("phiên giao dịch số", made, shown)
    assert draft.status is AnswerStatus.PARTIAL
    assert draft.statements[0].role is Role.MISSING
    assert draft.statements[1].text.endswith("Phiên giao dịch số được tổ chức hằng quý")


def test_what_is_not_explained_is_said_with_where_it_stands(library):
    assert explain_term("trợ lý ảo", library, ()) is None
    refusal = unexplained("trợ lý ảo", library, ())
    assert refusal.status is AnswerStatus.NO_EVIDENCE
    assert refusal.statements[0].text == "Các văn bản tra cứu được không giải thích “trợ lý ảo”."
    assert 1 <= len(refusal.citations) <= 2
    assert all("trợ lý ảo" in citation.quote.lower() for citation in refusal.citations)
    assert refusal.statements[1].citations == tuple(c.marker for c in refusal.citations)
    unknown = unexplained("chuỗi khối lượng tử 99", library, ())
    assert len(unknown.statements) == 1
    assert unknown.citations == ()


@pytest.mark.parametrize("term", ["DTI", "CNTT", "TTHC", "UBND", "Ban Chỉ đạo", "GRDP", "47/63"])
def test_everything_said_is_borne_out(term, library):
    shown = [c for d in library for c in d.clauses if term in d.quote(c)][:2]
    draft = explain_term(term, library, shown)
    if draft is not None:
        cited = [one for one in draft.statements if one.role is not Role.REMARK]
        assert all(one.citations for one in cited)
        assert all(verdict.passed for verdict in draft.verdicts)
        failing = verify(draft)[1]
        assert failing == [] or all(one.role is Role.REMARK for one in draft.statements)


def test_odd_terms_do_no_harm(library):
    for term in ("", "(", "[a-z]+", "İ", "“”", "?" * 50):
        assert explain_term(term, library, ()) is None
        assert unexplained(term, library, ()).statements
