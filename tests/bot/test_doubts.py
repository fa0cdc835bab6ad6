"""How an answer tells of words that a recognition of characters is not sure of."""

from dataclasses import replace

from bot.answer import Citation, Role, Span, Statement
from bot.compose.doubtful import with_doubts
from bot.doors.page.cards import card_html
from bot.doors.page.document_page import render_document
from bot.render.markdown import markdown
from corpus.citation.validity import Graph
from corpus.document import Place
from corpus.health import inspect
from corpus.structure.parse import parse

TEXT = (
    "ỦY BAN NHÂN DÂN\nTỈNH QUẢNG NGÃI\n\nSố: 753/KH-UBND\n\n"
    "Quảng Ngãi, ngày 23 tháng 6 năm 2026\n\nKẾ HOẠCH\nVề trồng cây xanh\n\n"
    "Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:\n\n"
    "1. Sở Xây dựng trồng 8.500 cây xanh <ven> đường trước ngày 15/11/2026.\n\n"
    "2. Sở Tài chính bố trí kinh phí.\n"
)


def document(*words):
    found = parse(TEXT, "ke-hoach.png")
    spans = tuple(sorted((TEXT.index(w), TEXT.index(w) + len(w)) for w in words))
    return replace(found, doubts=spans, places=(Place(0, len(TEXT), 1, (0, 0, 1, 1)),))


def clause(found):
    return next(c for c in found.clauses if "8.500" in found.quote(c))


def cited(found, *marked):
    quote = found.quote(clause(found))
    spans = tuple((quote.index(w), quote.index(w) + len(w)) for w in marked)
    return Citation(1, found, clause(found), spans)


def lead(found, words, strong=()):
    at = TEXT.index(words)
    return Statement(words, Role.LEAD, (Span(found.id, at, at + len(words)),), (1,), strong)


def test_a_quote_says_which_of_its_words_are_doubted():
    citation = cited(document("Xây", "8.500"), "8.500 cây")
    said = citation.as_json()
    assert [citation.quote[a:b] for a, b in said["doubts"]] == ["Xây", "8.500"]
    assert [citation.quote[a:b] for a, b in said["highlights"]] == [" cây"]


def test_without_doubts_nothing_changes():
    found = document()
    statements = (lead(found, "8.500 cây"),)
    assert with_doubts(statements, (cited(found, "8.500"),)) == statements
    assert cited(found, "8.500").as_json()["doubts"] == []
    assert "chua-chac" not in render_document(found)


def test_a_doubtful_figure_of_the_direct_answer_is_told_and_not_bold():
    found = document("8.500")
    (said, remark) = with_doubts((lead(found, "8.500 cây xanh"),), (cited(found),))
    assert [said.text[a:b] for a, b in said.bold] == [" cây xanh"]
    assert said.as_json()["unsure"] == [[0, 5]]
    assert remark.role is Role.REMARK
    assert "“8.500”" in remark.text
    assert "chưa chắc chắn: hãy đối chiếu với ảnh trang 1" in remark.text
    assert "**8.500" not in markdown((said,), (cited(found),))


def test_a_lead_that_is_all_figure_has_no_bold_at_all():
    found = document("15/11/2026")
    said, _ = with_doubts((lead(found, "15/11/2026"),), (cited(found),))
    assert said.bold == ()
    assert markdown((said,), (cited(found),)) == "15/11/2026 [1]"


def test_doubts_beside_the_answering_words_are_not_told_of_the_answer():
    found = document("15/11/2026", "Xây")
    assert len(with_doubts((lead(found, "8.500 cây"),), (cited(found, "8.500"),))) == 1


def test_a_models_sentence_is_told_by_the_figure_it_repeats():
    found = document("8.500")
    worded = Statement("Sở Xây dựng trồng 8.500 cây.", Role.WORDED, citations=(1,))
    other = Statement("Sở Xây dựng trồng cây.", Role.WORDED, citations=(1,))
    assert len(with_doubts((worded,), (cited(found),))) == 2
    assert len(with_doubts((other,), (cited(found),))) == 1


def test_a_highlighted_figure_of_a_quote_is_told():
    found = document("8.500")
    quote = Statement(found.quote(clause(found)), Role.QUOTE, citations=(1,))
    assert len(with_doubts((quote,), (cited(found, "8.500 cây"),))) == 2
    assert len(with_doubts((quote,), (cited(found, "Sở Xây dựng"),))) == 1


def test_a_documents_own_number_and_day_are_told_once():
    found = document("753/KH-UBND", "23")
    citations = (cited(found), replace(cited(found), marker=2, clause=found.clauses[-1]))
    (_, remark) = with_doubts((lead(found, "8.500 cây"),), citations)
    assert remark.text.startswith("Lưu ý: số ký hiệu và ngày ban hành của Kế hoạch số 753/KH-UBND")


def test_the_page_marks_doubted_words_and_escapes_all():
    found = document("<ven>", "8.500")
    card = card_html(cited(found, "8.500"))
    assert 'title="chữ nhận dạng chưa chắc">&lt;ven&gt;</span>' in card
    assert "<mark>" not in card
    page = render_document(found)
    assert 'title="chữ nhận dạng chưa chắc">8.500</span>' in page
    assert "<ven>" not in page


def test_marks_over_part_of_a_doubted_word_stay_well_formed():
    found = document("Xây")
    assert "<mark>Sở <span" in card_html(cited(found, "Sở Xây dựng"))
    assert "Xây</span> dựng</mark>" in card_html(cited(found, "Sở Xây dựng"))


def test_the_health_report_counts_doubts_and_lists_figures():
    found = document("Xây", "8.500", "753/KH-UBND")
    health = inspect(found, Graph([found]))
    assert health.doubts == 3
    told = [f.message for f in health.findings if f.kind == "doubt"]
    assert told[0].startswith("số ký hiệu đọc từ chữ viết tay hoặc chữ mờ")
    assert any(m.startswith("“8.500”, trang 1, khoản 1") for m in told)
    assert not any("Xây" in m for m in told)
