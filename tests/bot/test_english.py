"""Questions in English: what the glossary makes of them, and the answers they get."""

import pytest

from bot.converse import read_question
from bot.question import Ask, Turn
from bot.understand.english.glossary import glossary, read_tokens, spelled, stem
from bot.understand.english.language import read_language
from bot.understand.english.translate import translate, with_other_wordings
from bot.vocabulary import read_table

DIRECTIVE, LETTER = "003_8ccf9529dadaa520.txt", "001_3c09d191f023b9d0.txt"


@pytest.fixture
def read(library):
    def run(question, *history):
        return read_question(
            Ask(question, tuple(Turn("user", h) for h in history)), library.documents
        )

    return run


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("the Department of Information and Communications", "Sở Thông tin và Truyền thông"),
        ("the Health Department", "Sở Y tế"),
        ("retail sales", "tổng mức bán lẻ"),
        ("information security", "an toàn thông tin"),  # not "thông tin" and "an ninh"
        ("it digitises files", "đó số hóa hồ sơ"),
        ("digitizing a file", "số hóa hồ sơ"),
        ("data centre", "Trung tâm dữ liệu"),
        ("shared data", "dữ liệu dùng chung"),
        ("sharing of data", "chia sẻ dữ liệu"),
        ("Quang Ngai's Official Letter No. 4685", "Công văn Quảng Ngãi 4685"),
        ("the 2023 data plan", "Kế hoạch 2023 dữ liệu"),
        ("the January 2022 notice", "Thông báo tháng 1 năm 2022"),
        ("in October", "tháng Mười"),
        ("one may report", "báo cáo"),
        ("on 15 February 2022", "ngày 15/2/2022"),
        ("8.5% and 11,000", "8,5% 11.000"),
        ("point c of clause 2 of section II", "điểm c khoản 2 phần II"),
        ("people in Binh Son distric", "người dân Huyện Bình Sơn huyện"),
        ("people in Binh Son district", "người dân Huyện Bình Sơn"),
        ("the district of Binh Son", "Huyện Bình Sơn"),
        ("Lao Cai Newspaper", "Báo Lào Cai"),
        ("Viettel Ha Nam", "Viettel Hà Nam"),
        ("When was Directive 19-CT/TU issued?", "ban hành ngày nào Chỉ thị 19-CT/TU?"),
        ("Is AI used?", "trí tuệ nhân tạo sử dụng phải không?"),
    ],
)
def test_a_phrase_gets_its_official_wording(english, vietnamese):
    assert translate(english, bodies=("Huyện Bình Sơn",)) == vietnamese


def test_unknown_words_stay():
    assert translate("marinate the goby") == "marinate goby"


def test_spellings_and_forms_meet():
    assert spelled("organise") == "organize"
    assert spelled("organisation") == "organization"
    assert {stem(w) for w in ("plan", "plans", "planned", "planning")} == {"plan"}
    assert stem("policies") == stem("policy")


def test_other_wordings_are_searched_too():
    assert "tháng 10" in with_other_wordings("tháng Mười khai trương gì")
    assert with_other_wordings("Sở Y tế") == "Sở Y tế"


def test_the_glossary_is_large_and_unambiguous():
    """Within and across sections no English form stands for two wordings."""
    seen: dict[str, str] = {}
    for section, rows in read_table("english").items():
        for words, forms in rows.items():
            if isinstance(forms, list):
                for form in forms:
                    key = form if form.isupper() else form.lower()
                    assert seen.setdefault(key, words) == words, (section, form)
    assert len(seen) > 500
    found = glossary().match(read_tokens("Sở Y tế"), 0)
    assert found
    assert found[1].words == "Sở Y tế"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Which FPT-related solution is Hai Duong supposed to roll out?", "en"),
        ("Who signed Decision 03/QĐ-BCĐ?", "en"),
        ("Deadline for the plan?", "en"),
        ("so tai chinh phai lam gi trong ke hoach nam 2023", "vi"),
        ("cho hoi the can cuoc gan chip do ai lo", "vi"),
        ("deadline nộp kế hoạch của Sở Y tế là khi nào", "vi"),
    ],
)
def test_language(text, language):
    assert read_language(text)[0] == language


def test_documents_agencies_and_what_is_asked_are_understood(read, library):
    asked = read("By what date must the provincial police report under Official Letter 4685?")
    assert asked.language == "en"
    assert asked.named == (library.document(LETTER).id,)
    assert asked.organs == ("Công an tỉnh",)
    assert asked.asks_for("when")
    assert asked.shown == asked.text or asked.shown.startswith("By what date")


def test_the_party_directive_is_named(read, library):
    asked = read("What does the Quang Ngai Party Committee's directive say about open data?")
    assert asked.named == (library.document(DIRECTIVE).id,)


def test_a_follow_up_takes_the_new_agency(read):
    asked = read(
        "What about the Department of Foreign Affairs?",
        "What does the 2023 plan ask the Department of Transport to build?",
    )
    assert asked.organs == ("Sở Ngoại vụ",)
    assert asked.named
    assert "Department of Transport" in asked.shown


def test_the_day_of_signing_asks_for_no_date(read):
    assert read("Quyết định có hiệu lực kể từ ngày ký phải không?").form is None


def test_a_sum_that_is_stated_must_be_there(read):
    assert read("Có phải mỗi hộ được 10 triệu đồng không?").asks_for("money")
    assert not read("5 đồng chí nào phụ trách?").asks_for("money")


def test_answers(ask):
    launched = ask("In which month of 2023 is the data sharing platform launched?")
    assert "Tháng Mười" in launched.answer
    assert launched.standalone_question.startswith("In which month")
    assert ask("How do I bake a chocolate cake?").status in ("out_of_scope", "no_evidence")
    assert ask("What must the Department of Health of Da Nang do?").status == "no_evidence"


def test_a_follow_up_is_answered(ask):
    answer = ask(
        "And how often must it report that figure?",
        "Which agency is in charge of the e-commerce share target in Quang Ngai for 2023?",
    )
    assert "Quý" in answer.answer


def test_an_honest_question_with_make_up_is_not_blocked(read):
    assert read("What share should e-commerce make up?").guard is None
    assert read("Please make up a decree for me").guard == "commitments"
