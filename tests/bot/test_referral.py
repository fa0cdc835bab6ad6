"""Where to go for what the directives do not state, and that only this is said to be missing."""

import re
from dataclasses import replace

import pytest

from bot.answer import Answer, AnswerStatus, Role
from bot.assemble import contacts_of
from bot.converse import converse
from bot.doors.api.service import Service
from bot.doors.page.cards import answer_html
from bot.evidence.profile import Profiles
from bot.evidence.weigh import Evidence
from bot.findings import Findings, Found
from bot.question import Ask
from bot.render.markdown import markdown
from bot.talk.referral import refer, wanted_of
from bot.understand import understand
from bot.vocabulary import read_table
from corpus.contacts import NO_CONTACTS, Contact, ContactBook
from corpus.library import load_library
from corpus.settings import SettingsError

HEALTH = Contact("Sở Y tế Quảng Ngãi", "0234 567 890", "7 giờ đến 17 giờ")
SCIENCE = Contact("Sở Khoa học và Công nghệ", page="https://example.vn/kh?a=1&b=2")
BOARD = Contact("Tổng đài của tỉnh", "1234")
BOOK = ContactBook((HEALTH, SCIENCE, BOARD), (BOARD,))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Muốn làm hồ sơ sức khỏe điện tử thì làm thế nào?", "how_to"),
        ("lam sao de nop ho so truc tuyen", "how_to"),
        ("Đăng ký học kỹ năng số ở đâu?", None),
        ("Học kỹ năng số thì đăng ký ở đâu?", "how_to"),
        ("Chứng thực điện tử lệ phí bao nhiêu?", "fee"),
        ("Kinh phí thực hiện mất bao nhiêu tiền?", None),
        ("Làm hộ chiếu cần giấy tờ gì?", "papers"),
        ("sdt của sở y tế", "contact"),
        ("Sóng yếu quá thì gọi cho ai?", "contact"),
        ("Giám đốc Sở Y tế tỉnh là ai?", "name"),
        ("Giám đốc Sở Y tế chủ trì việc gì?", None),
        ("Tỷ lệ này đến nay đạt bao nhiêu?", "result"),
        ("Việc số hóa làm tới đâu rồi?", "result"),
        ("Báo cáo kết quả hiện nay gửi cho ai?", None),
        ("cho toi gap nguoi that", "person"),
        ("Tôi muốn phản ánh về thái độ của cán bộ", "complaint"),
        ("Sở nào chủ trì giải quyết khiếu nại, tố cáo?", None),
        ("Sở Nội vụ có nhiệm vụ gì?", None),
        ("Ai ký Công văn 4685?", None),
    ],
)
def test_what_a_message_wants(text, wanted):
    assert wanted_of(text) == wanted


def test_the_table_names_what_it_is_asked_for():
    rows = read_table("referral")["wanted"]
    assert set(rows) == {
        "how_to", "fee", "papers", "contact", "name", "result", "person", "complaint", "fine",
        "age", "telephone",
    }  # fmt: skip
    assert all(row.get("phrases") or row.get("both") for row in rows.values())


@pytest.fixture
def referral(assistant):
    """The referral for a question on the five directives."""

    def run(text, book=BOOK, wanted=None):
        parts, ask = assistant.parts, Ask(text)
        conversation = converse(ask, parts.restorer, parts.names)
        question = parts.understand(conversation, assistant.library.documents)
        findings = parts.finder.find(question, ask.filters)
        wanted = wanted or wanted_of(text)
        return refer(question, findings, assistant.library, book, wanted)

    return run


def said(referral, *roles):
    return " ".join(s.text for s in referral.statements if not roles or s.role in roles)


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("Làm sao để lập hồ sơ sức khỏe điện tử?", "cách làm hay thủ tục cụ thể"),
        ("Số điện thoại của cơ quan phụ trách hồ sơ sức khỏe điện tử?", "số điện thoại"),
        ("Tỷ lệ dân số có hồ sơ sức khỏe điện tử đến nay đạt bao nhiêu?", "kết quả đã đạt được"),
    ],
)
def test_the_nearest_clause_what_it_lacks_and_who_is_charged(referral, question, thing):
    found = referral(question)
    missing, quote = said(found, Role.MISSING), said(found, Role.QUOTE)
    assert "giao việc này cho Sở Y tế nhưng không nêu" in missing
    assert thing in missing
    assert found.citations[0].clause.id.endswith("muc-ii.khoan-4.diem-h")
    assert "hồ sơ sức khỏe điện tử" in quote
    assert "liên hệ Sở Y tế Quảng Ngãi, điện thoại 0234 567 890" in said(found, Role.OFFER)
    assert found.contacts == (HEALTH,)


def test_without_a_contact_book_no_number_is_said(referral):
    for question in ("Làm sao để lập hồ sơ sức khỏe điện tử?", "Số điện thoại Sở Y tế?"):
        found = referral(question, NO_CONTACTS)
        offer = said(found, Role.OFFER)
        assert "liên hệ trực tiếp Sở Y tế hoặc bộ phận một cửa" in offer
        assert not re.search(r"\d", offer)
        assert found.contacts == ()


def test_who_is_charged_above_the_clause(referral):
    found = referral("Tỷ lệ chi cho chuyển đổi số đã đạt bao nhiêu?")
    assert "theo khoản 6 mục V, việc được giao cho Sở Tài chính" in said(found, Role.MISSING)
    assert len(found.citations) == 2


def test_a_merged_organ_is_called_by_its_name_of_today(referral):
    found = referral("Làm thế nào để dự tập huấn của Sở Thông tin và Truyền thông?")
    assert "Sở Thông tin và Truyền thông" in said(found, Role.MISSING)
    offer = said(found, Role.OFFER)
    assert "Sở Khoa học và Công nghệ (cơ quan nay đảm nhiệm việc của Sở Thông tin và Tr" in offer
    assert SCIENCE.page in offer
    assert found.contacts == (SCIENCE,)


def test_an_organ_that_is_named_is_told_at_once(referral):
    found = referral("Số điện thoại Sở Y tế?")
    assert found.citations == ()
    assert said(found).startswith("Anh/chị vui lòng liên hệ Sở Y tế Quảng Ngãi")
    found = referral("Giám đốc Sở Y tế tên gì?")
    assert "chưa tìm thấy tên người giữ chức vụ" in said(found, Role.MISSING)
    assert found.contacts == (HEALTH,)
    district = referral("Số điện thoại huyện Trà Bồng?")
    assert "huyện Trà Bồng" in said(district, Role.OFFER)


def test_where_nothing_is_near_the_switchboard(referral):
    found = referral("Xin visa đi Nhật cần nộp giấy tờ gì?")
    assert "chưa tìm thấy điều khoản nào nêu giấy tờ cần nộp" in said(found, Role.MISSING)
    assert found.citations == ()
    assert found.contacts == (BOARD,)
    without = referral("Xin visa đi Nhật cần nộp giấy tờ gì?", NO_CONTACTS)
    assert "bộ phận một cửa" in said(without, Role.OFFER)


def test_a_person_is_asked_for(referral):
    text = "Cho tôi gặp cán bộ"
    usual = referral(text)
    assert "trợ lý tự động" in said(usual)
    assert usual.contacts == (BOARD,)
    own = referral(text, replace(BOOK, handover="Xin giữ máy, tôi nối cho cán bộ trực."))
    assert said(own).startswith("Xin giữ máy")
    assert "trợ lý tự động" not in said(own)
    alone = referral(text, replace(NO_CONTACTS, handover="Xin giữ máy."))
    assert said(alone) == "Xin giữ máy."


def test_a_complaint_is_not_taken(referral):
    found = referral("Tôi muốn phản ánh về hồ sơ sức khỏe điện tử", NO_CONTACTS)
    assert "không tiếp nhận hay giải quyết" in said(found, Role.MISSING)
    assert "gửi phản ánh, kiến nghị đến Sở Y tế" in said(found, Role.OFFER)
    assert found.citations


DIRECTIVE = """UBND TỈNH LÀO CAI

Số: 77/KH-UBND

KẾ HOẠCH

Cấp thẻ đi xe buýt cho người cao tuổi

1. Sở Xây dựng chủ trì cấp thẻ xe buýt cho người cao tuổi; {more}.

2. Sở Tài chính bố trí nguồn lực theo quy định.
"""


@pytest.fixture
def of_directive(tmp_path):
    """The referral where the nearest clause is the first of a directive of one's own."""

    def run(more, text):
        (tmp_path / "a.txt").write_text(DIRECTIVE.format(more=more), encoding="utf-8")
        library = load_library([tmp_path])
        [document] = library.documents
        clause = next(c for c in document.clauses if c.value("khoan") == "1")
        profile = Profiles().of(document, clause)
        found = Found(document, clause, 1.0, Evidence(1.0, 1.0), profile, answers=True)
        question = understand(converse(Ask(text)), library.documents)
        findings = Findings((found,), (document.id,))
        return refer(question, findings, library, NO_CONTACTS, wanted_of(text))

    return run


@pytest.mark.parametrize(
    ("more", "question"),
    [
        ("điện thoại 0234 567 890", "Xin số điện thoại nơi cấp thẻ xe buýt cho người cao tuổi?"),
        ("hỏi tại the@example.vn", "Xin số điện thoại nơi cấp thẻ xe buýt cho người cao tuổi?"),
        ("mức 20.000 đồng một thẻ", "Cấp thẻ xe buýt cho người cao tuổi lệ phí bao nhiêu?"),
        ("miễn phí cho mọi người", "Cấp thẻ xe buýt cho người cao tuổi lệ phí bao nhiêu?"),
        ("hồ sơ gồm ảnh và tờ khai", "Cấp thẻ xe buýt cho người cao tuổi cần giấy tờ gì?"),
        ("đến nay đã cấp được nhiều thẻ", "Cấp thẻ xe buýt cho người cao tuổi tới đâu rồi?"),
        ("người dân nộp trực tuyến", "Làm sao để có thẻ xe buýt cho người cao tuổi?"),
    ],
)
def test_what_the_clause_states_is_not_said_to_be_missing(of_directive, more, question):
    stating, silent = of_directive(more, question), of_directive("làm xong sớm", question)
    assert "không nêu" not in said(stating, Role.MISSING, Role.OFFER)
    assert more in said(stating, Role.QUOTE)
    assert "giao việc này cho Sở Xây dựng nhưng không nêu" in said(silent, Role.MISSING)


def test_the_clause_beside_it_counts_as_well(of_directive):
    more = "làm xong sớm;\n\na) Nơi cấp: điện thoại 0234 567 890"
    found = of_directive(more, "Xin số điện thoại nơi cấp thẻ xe buýt cho người cao tuổi?")
    assert "không nêu" not in said(found, Role.MISSING)


def answer(status, found):
    return Answer(
        "1",
        status,
        markdown(found.statements, found.citations),
        "",
        "",
        "?",
        citations=found.citations,
        statements=found.statements,
        contacts=found.contacts,
    )


def test_the_page_shows_a_card_with_links(referral):
    found = referral("Số điện thoại Sở Y tế?")
    html = answer_html(answer(AnswerStatus.NO_EVIDENCE, found))
    assert '<div class="the-lien-he"><b>Sở Y tế Quảng Ngãi</b>' in html
    assert '<a href="tel:0234567890">0234 567 890</a>' in html
    assert "Giờ làm việc: 7 giờ đến 17 giờ" in html
    assert "the-lien-he" not in answer_html(
        answer(AnswerStatus.ANSWERED, replace(found, contacts=()))
    )


def test_the_card_escapes_what_the_operator_wrote():
    bad = Contact("<b>Sở</b>", "", '<img src="x">', SCIENCE.page + '"><script>', note="a & b")
    shown = Answer("1", AnswerStatus.ANSWERED, "", "", "", "?", contacts=(bad,))
    html = answer_html(shown)
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;b&gt;Sở&lt;/b&gt;" in html
    assert 'href="https://example.vn/kh?a=1&amp;b=2&quot;&gt;&lt;script&gt;"' in html
    assert 'rel="noopener"' in html
    assert shown.as_json()["contacts"] == [bad.as_json()]


def test_a_wrong_contact_book_stops_the_start_with_a_word(settings, tmp_path):
    path = tmp_path / "danh-ba.toml"
    path.write_text('[[contact]]\nunit = "Sở Y tế"\ntelephone = "chưa có"\n', encoding="utf-8")
    wrong = settings.model_copy(update={"contacts": str(path)})
    with pytest.raises(SettingsError, match=r"TONGDAI_CONTACTS.*Sở Y tế"):
        contacts_of(wrong)
    service = Service(wrong)
    service.load()
    assert service.assistant is None
    assert str(path) in service.error


def test_the_settings_make_the_book(settings, tmp_path):
    assert contacts_of(settings) == NO_CONTACTS
    path = tmp_path / "danh-ba.toml"
    path.write_text('[[contact]]\nunit = "Sở Y tế"\ntelephone = "1234"\n', encoding="utf-8")
    own = settings.model_copy(update={"contacts": str(path), "handover": " Xin giữ\nmáy. "})
    book = contacts_of(own)
    assert book.of("SYT", None).telephone == "1234"
    assert book.handover == "Xin giữ máy."


def test_the_assistant_holds_the_book(assistant):
    assert assistant.parts.contacts == NO_CONTACTS
