"""Yes-or-no questions: how they are asked, what their clause says, and how it is told."""

import pytest

from bot.answer import Role
from bot.assemble import assemble
from bot.compose.compose import compose
from bot.converse import read_question
from bot.evidence.profile import Profiles
from bot.evidence.settled import Settled
from bot.evidence.weigh import Evidence
from bot.findings import Choice, Findings, Found
from bot.question import Ask, Turn
from bot.read.verdict.asked import Form, read_asked
from bot.read.verdict.bounds import is_bound
from bot.read.verdict.model import Settler
from bot.read.verdict.strange import strange_words
from bot.read.verdict.words import find_forces, turned
from corpus.language.segment import syllables
from corpus.settings import Settings
from corpus.structure.parse import parse

TEXT = """ỦY BAN NHÂN DÂN TỈNH LÂM SƠN
Số: 33/2024/QĐ-UBND
Lâm Sơn, ngày 12 tháng 3 năm 2024
QUYẾT ĐỊNH
Về quản lý chợ nông thôn
Điều 1. Phạm vi điều chỉnh
Quyết định này quy định việc quản lý chợ nông thôn trên địa bàn tỉnh Lâm Sơn.
Điều 2. Thuê sạp
1. Người thuê sạp không được sang nhượng sạp cho người khác. Ban quản lý chợ lập sổ theo dõi các\
 sạp cho thuê và niêm yết danh sách tại cổng chợ vào ngày đầu tháng.
2. Hộ nghèo được miễn tiền thuê sạp trong năm đầu nếu có giấy xác nhận của Ủy ban nhân dân xã.\
 Giấy xác nhận nộp một lần khi ký hợp đồng, Ban quản lý chợ lưu cùng hợp đồng thuê sạp.
3. Người thuê sạp phải trang bị bình chữa cháy tại sạp. Bình hỏng được đổi tại công an xã.
4. Thời hạn thuê sạp tối đa là 03 năm.
"""


@pytest.mark.parametrize(
    ("question", "said", "form"),
    [
        ("Có phải nộp bản chính không?", "nộp bản chính", Form.HAVE),
        ("Hộ nghèo có được miễn tiền thuê sạp không ạ?", "Hộ nghèo được miễn tiền thuê sạp",
         Form.HAVE),
        ("Sang lại sạp cho em gái được không?", "Sang lại sạp cho em gái được", Form.MAY),
        ("Hạn thuê là 3 năm phải không?", "Hạn thuê là 3 năm", Form.RIGHT),
        ("Hạn thuê 5 năm, đúng hay sai?", "Hạn thuê 5 năm", Form.RIGHT),
        ("Xã khỏi cần lập sổ hay sao?", "Xã khỏi cần lập sổ", Form.RIGHT),
        ("Có phải báo phụ huynh không, hay tự ý thu?", "báo phụ huynh", Form.HAVE),
        ("Có được sang sạp không ạ, theo Quyết định 33?", "được sang sạp", Form.HAVE),
        ("Sạp đó đã trả tiền chưa?", "Sạp đó đã trả tiền", Form.DONE),
        ("Tôi là hộ nghèo. Vậy có được miễn không?", "Vậy được miễn", Form.HAVE),
    ],
)  # fmt: skip
def test_what_is_put_forward_and_how_it_is_asked(question, said, form):
    asked = read_asked(question)
    assert (asked.said, asked.form) == (said, form)


@pytest.mark.parametrize(
    "question",
    [
        "Ai lập sổ theo dõi?",
        "Nộp ở xã hay ở huyện vậy?",
        "Hạn là bao lâu, có gia hạn không và nộp ở đâu?",
        "Cho hỏi lệ phí thuê sạp",
    ],
)
def test_other_questions_ask_for_no_verdict(question):
    assert read_asked(question) is None


def test_a_denial_reaches_what_follows_it():
    words = syllables("Người thuê sạp không được sang nhượng, phải trả sạp")
    against = dict(zip(words, turned(words, find_forces(words)), strict=True))
    assert against["nhượng"]
    assert not against["trả"]


@pytest.mark.parametrize(
    ("sentence", "bound"),
    [
        ("Hộ nghèo được miễn tiền thuê sạp nếu có giấy xác nhận của xã.", True),
        ("Hộ đã có giấy xác nhận được miễn tiền thuê sạp nếu là hộ nghèo.", False),
        ("Người thuê không được sang sạp, trừ trường hợp người thừa kế.", True),
        ("Người thuê phải trang bị bình chữa cháy.", False),
    ],
)
def test_a_condition_that_the_question_does_not_name_is_seen(sentence, bound):
    assert is_bound(sentence, "Hộ nghèo có được miễn tiền thuê sạp không?") is bound


def composed(settled, question="Hộ nghèo có được miễn tiền thuê sạp không?", number="2"):
    document = parse(TEXT, "33.md")
    clause = next(c for c in document.clauses if c.value("khoan") == number)
    found = Found(document, clause, 1.0, Evidence(1.0, 1.0), Profiles().of(document, clause))
    made = settled(document, clause)
    choice = Choice((found,), settled={clause.id: made} if made else {})
    return compose(read_question(Ask(question), [document]), Findings((found,), ()), choice)


def test_a_yes_that_hangs_on_a_condition_says_where_it_stands():
    def settled(document, clause):
        start = document.text.index("Hộ nghèo được miễn")
        end = document.text.index("\n", start)
        end = document.text.index("xã.", start) + 3
        return Settled(True, "Có", start, end, True, 0.95)

    draft = composed(settled)
    lead, told, *rest = draft.statements
    assert lead.text == "Có, với điều kiện nêu tại khoản 2 Điều 2"
    assert lead.text[slice(*lead.bold[0])] == "Có"
    assert "được miễn tiền thuê sạp" in told.text
    assert rest[0].role is Role.QUOTE
    assert draft.short_answer.startswith("Có, với điều kiện")


def test_a_plain_no_is_told_in_the_words_of_the_question():
    def settled(document, clause):
        start = document.text.index("Người thuê sạp không được")
        return Settled(False, "Không được", start, start + 50, False, 0.95)

    draft = composed(settled, "Sang lại sạp cho người khác được không?", "1")
    assert draft.statements[0].text == "Không được"
    assert draft.short_answer == "Không được"


def test_nothing_is_said_where_it_cannot_be_told():
    draft = composed(lambda document, clause: None)
    assert draft.short_answer == ""


def test_without_the_trees_a_warning_says_the_remedy(tmp_path, caplog):
    assert Settler.open(tmp_path) is None
    assert "fit-verdict" in caplog.text


@pytest.fixture(scope="module")
def ask(settings, tmp_path_factory):
    folder = tmp_path_factory.mktemp("cho")
    (folder / "quyet-dinh-33.md").write_text(TEXT, encoding="utf-8")
    data = tmp_path_factory.mktemp("du-lieu")
    (data / "models").symlink_to(settings.models_dir)
    own = Settings(_env_file=None, data_dir=data, corpus=str(folder), deadline=0)
    assistant = assemble(own, build=True)
    return lambda question, *before: assistant.pipeline.invoke(
        Ask(question, tuple(Turn("user", text) for text in before))
    )


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Người thuê sạp có phải trang bị bình chữa cháy không?", "Có"),
        ("nguoi thue sap co phai trang bi binh chua chay ko", "Có"),
        ("Tôi thuê sạp rồi sang nhượng sạp cho người khác được không?", "Không được"),
        ("Người thuê sạp được sang nhượng sạp cho người khác, đúng không?", "Không đúng"),
        ("Thời hạn thuê sạp tối đa là 5 năm phải không?", "Không đúng, văn bản nêu: 03 năm"),
        ("Hộ nghèo có được miễn tiền thuê sạp năm đầu không ạ?",
         "Có, với điều kiện nêu tại khoản 2 Điều 2"),
    ],
)  # fmt: skip
def test_questions_get_the_word_that_they_ask_for(ask, question, said):
    answer = ask(question)
    assert answer.short_answer == said
    assert answer.spoken.startswith(said.split(",")[0])


def test_a_follow_up_gets_it_too(ask):
    answer = ask("thế có phải trang bị bình chữa cháy k?", "Người thuê sạp phải làm gì?")
    assert answer.short_answer == "Có"


def test_a_word_that_only_shares_a_syllable_is_not_said():
    document = parse(TEXT, "quyet-dinh-33.txt")
    clause = next(c for c in document.clauses if "sang nhượng" in document.quote(c))
    assert strange_words("trường học được sang nhượng", document, clause) == ["trường học"]
    assert strange_words("sang nhượng cho người khác", document, clause) == []
