"""Answers that say just what was asked: each thing, the cell of a row, few words, one of two."""

import pytest

from bot.answer import AnswerStatus, Role
from bot.assemble import assemble
from bot.evidence.aspects import labelled, read_aspects
from bot.evidence.options import decided, read_options
from bot.question import Ask, Turn
from bot.read.spans.candidates import SpanIn, as_direct
from bot.read.spans.grammar import find_values
from bot.retrieve.asked import things_asked
from bot.understand.intent.brief import asked_beside, wants_brevity
from corpus.settings import Settings
from corpus.structure.parse import parse

TEXT = """ỦY BAN NHÂN DÂN TỈNH LÂM SƠN
Số: 35/2024/QĐ-UBND
Lâm Sơn, ngày 12 tháng 8 năm 2024
QUYẾT ĐỊNH
Về quản lý bể bơi cộng đồng
Điều 1. Phạm vi điều chỉnh
Quyết định này quy định việc quản lý, sử dụng bể bơi cộng đồng trên địa bàn tỉnh Lâm Sơn.
Điều 2. Cứu hộ tại bể bơi
1. Mỗi bể bơi có 03 nhân viên cứu hộ. Trạm y tế xã kiểm tra sức khỏe nhân viên cứu hộ trước mùa\
 hè. Nhân viên cứu hộ mặc áo vàng trong giờ làm việc.
2. Lương nhân viên cứu hộ do ngân sách xã chi trả. Áo phao do ngân sách tỉnh mua sắm.
Điều 3. Kiểm tra nước bể bơi
1. Lấy mẫu nước
a) Đơn vị chủ trì: Trung tâm Kiểm soát bệnh tật.
b) Thời gian thực hiện: Tuần đầu hằng tháng.
2. Thay nước bể bơi
a) Đơn vị chủ trì: Ban quản lý bể bơi.
b) Thời gian thực hiện: Mỗi quý hai lần.
Điều 4. Thủ tục
| STT | Tên thủ tục | Thời hạn giải quyết | Địa điểm thực hiện | Phí, lệ phí | Căn cứ pháp lý |
| --- | --- | --- | --- | --- | --- |
| 1 | Cấp thẻ bơi cộng đồng | 03 ngày làm việc | Bộ phận một cửa xã | 20.000 đồng/thẻ | Luật A |
| 2 | Cấp lại thẻ bơi cộng đồng | 01 ngày làm việc | Ban quản lý bể bơi | Không | Luật A |
| 3 | Công nhận đội cứu hộ tình nguyện | 10 ngày làm việc | Ủy ban nhân dân xã | Không | Luật B |
"""


@pytest.fixture(scope="module")
def talk(settings, tmp_path_factory):
    folder = tmp_path_factory.mktemp("be-boi")
    (folder / "quyet-dinh-35.md").write_text(TEXT, encoding="utf-8")
    data = tmp_path_factory.mktemp("du-lieu")
    (data / "models").symlink_to(settings.models_dir)
    own = Settings(_env_file=None, data_dir=data, corpus=str(folder), deadline=0)
    assistant = assemble(own, build=True)

    def say(*messages):
        history, state, answer = [], "", None
        for message in messages:
            answer = assistant.pipeline.invoke(Ask(message, tuple(history), state=state))
            history += [Turn("user", message), Turn("assistant", answer.answer)]
            state = answer.state
        return answer

    return say


def leads(answer):
    return [one.text for one in answer.statements if one.role is Role.LEAD]


def roles(answer):
    return [one.role for one in answer.statements]


def test_the_cell_that_is_asked_for_stands_before_its_row(talk):
    answer = talk("Cấp thẻ bơi cộng đồng thu phí bao nhiêu?")
    assert leads(answer) == ["Phí, lệ phí: 20.000 đồng/thẻ"]
    assert Role.QUOTE in roles(answer)
    assert answer.short_answer == "Phí, lệ phí: 20.000 đồng/thẻ"


def test_a_fee_of_nothing_is_an_answer(talk):
    assert leads(talk("Cấp lại thẻ bơi cộng đồng lệ phí bao nhiêu?")) == ["Phí, lệ phí: Không"]


def test_each_of_two_columns_is_told(talk):
    answer = talk("Công nhận đội cứu hộ tình nguyện nộp ở đâu và mất mấy ngày?")
    assert leads(answer) == [
        "Địa điểm thực hiện: Ủy ban nhân dân xã",
        "Thời hạn giải quyết: 10 ngày làm việc",
    ]
    assert len(answer.citations) == 1


def test_another_row_is_asked_the_same(talk):
    answer = talk("Cấp thẻ bơi cộng đồng phí bao nhiêu?", "còn công nhận đội cứu hộ tình nguyện?")
    assert leads(answer) == ["Phí, lệ phí: Không"]


def test_few_words_of_a_row_are_its_cell(talk):
    answer = talk("Cấp thẻ bơi cộng đồng mất mấy ngày?", "dài quá, gọn lại giúp tôi")
    assert leads(answer) == ["Thời hạn giải quyết: 03 ngày làm việc"]
    assert Role.QUOTE not in roles(answer)


def test_a_question_for_few_words_gets_them_with_their_source(talk):
    answer = talk("Lương nhân viên cứu hộ do ngân sách nào chi trả? Trả lời ngắn gọn thôi.")
    assert Role.QUOTE not in roles(answer)
    assert len(leads(answer)) == 1
    assert "Điều 2" in answer.answer
    assert "ngân sách xã" in leads(answer)[0]


def test_what_is_not_stated_of_two_things_is_said(talk):
    answer = talk("Cấp thẻ bơi cộng đồng phí bao nhiêu, hồ sơ mấy bộ?")
    assert leads(answer) == ["Phí, lệ phí: 20.000 đồng/thẻ"]
    assert answer.status is AnswerStatus.PARTIAL
    (missing,) = (one.text for one in answer.statements if one.role is Role.MISSING)
    assert "hồ sơ mấy bộ" in missing


def test_one_of_two_that_are_named_is_told_in_bold(talk):
    answer = talk("Lương nhân viên cứu hộ do ngân sách xã hay ngân sách tỉnh chi trả?")
    lead = next(one for one in answer.statements if one.role is Role.LEAD)
    assert [lead.text[a:b] for a, b in lead.bold] == ["ngân sách xã"]


def test_what_is_asked_of_a_matter_is_told_under_its_own_labels(talk):
    answer = talk("Lấy mẫu nước bể bơi thì đơn vị nào chủ trì, thời gian thực hiện ra sao?")
    assert any("Trung tâm Kiểm soát bệnh tật" in text for text in leads(answer))
    assert any("Tuần đầu hằng tháng" in text for text in leads(answer))
    assert not any("quý" in text for text in leads(answer))


@pytest.mark.parametrize(
    ("question", "sentence", "words"),
    [
        ("nộp cho phường hay cho huyện?", "Gửi phường nơi có bể bơi.", "phường"),
        ("nop cho phuong hay cho huyen", "Gửi phường nơi có bể bơi.", "phường"),
        ("do cấp xã hay cấp huyện duyệt", "Cấp huyện phê duyệt danh sách.", "Cấp huyện"),
        ("phải thỏa thuận hay tự ý thu", "Mức thu do hai bên thỏa thuận.", "thỏa thuận"),
    ],
)
def test_the_one_that_stands_there_alone_decides(question, sentence, words):
    document = parse(f"Điều 1. Việc\n1. {sentence}\n", "a.md")
    clause = next(c for c in document.clauses if c.path[-1].level == "khoan")
    told = decided(read_options(question), document, clause)
    assert document.text[slice(*told.strong[0])] == words


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("do cấp xã hay cấp huyện duyệt", "Cấp xã trình cấp huyện phê duyệt."),
        ("thu sáng hay chiều", "Không thu buổi sáng."),
        ("hộ 85% thì miễn hay giảm", "Giảm cho hộ có 45% trở xuống."),
    ],
)
def test_where_both_or_none_is_affirmed_nothing_is_decided(question, sentence):
    document = parse(f"Điều 1. Việc\n1. {sentence}\n", "a.md")
    clause = next(c for c in document.clauses if c.path[-1].level == "khoan")
    assert decided(read_options(question), document, clause) is None


@pytest.mark.parametrize("question", ["có được hay không", "thu phí hay sao", "ai làm"])
def test_a_question_of_no_two_things_has_no_options(question):
    assert read_options(question) is None


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        ("dài quá, tóm lại mấy nghìn một trang thôi", "mấy nghìn một trang"),
        ("Có phải nộp không? Trả lời ngắn gọn có hay không thôi.", "Có phải nộp không?"),
        ("gọn một câu giúp tôi", ""),
        ("trả lời ngắn gọn nhé", ""),
    ],
)
def test_what_is_asked_beside_a_wish_for_few_words(message, asked):
    assert wants_brevity(message)
    assert asked_beside(message) == asked


def test_who_wants_no_few_words_is_not_cut_short():
    assert not wants_brevity("thẻ bơi có thời hạn bao lâu")


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("phí + nộp ở đâu", [("fee",), ("where", "manner")]),
        ("còn thời hạn?", [("days",)]),
        ("ai chủ trì, ai phối hợp, sản phẩm là gì", [("who",), ("partner",), ("product",)]),
        ("học phí năm nay tăng không", []),
    ],
)
def test_the_columns_that_a_question_asks_for(question, names):
    assert [one.names for one in read_aspects(question)] == names


def test_a_label_tells_what_stands_behind_it():
    document = parse(TEXT, "a.md")
    clause = next(c for c in document.clauses if "Tuần đầu" in document.quote(c))
    told = labelled(read_aspects("thời gian thực hiện"), document, clause)
    assert document.text[told.start : told.end].startswith("Tuần đầu hằng tháng")
    assert labelled(read_aspects("lệ phí"), document, clause) is None


@pytest.mark.parametrize(
    ("question", "things"),
    [
        ("nộp ở đâu và mất mấy ngày", ["nộp ở đâu", "mất mấy ngày"]),
        ("mấy bộ hồ sơ, nộp cho ai", ["mấy bộ hồ sơ", "nộp cho ai"]),
        ("mấy ngày xong, gia hạn đc ko", ["mấy ngày xong", "gia hạn đc ko"]),
        ("Mấy việc này, ai làm", []),
    ],
)
def test_things_without_a_matter_of_their_own_are_told_apart(question, things):
    assert [one.own for one in things_asked(question)] == things


def test_a_number_broken_by_a_line_is_a_whole_name():
    text = "thay thế Quyết định số 2194/QĐ- UBND ngày 01"
    (value,) = (v for v in find_values(text) if v.kind == "document")
    assert text[value.start : value.end] == "Quyết định số 2194/QĐ- UBND"


def test_words_that_answer_are_never_cut_in_a_figure():
    document = parse("Điều 1. Mức\n1. Hỗ trợ 1.250.000 đồng mỗi thẻ.\n", "a.md")
    clause = next(c for c in document.clauses if c.path[-1].level == "khoan")
    start = document.text.index("1.250")
    span = SpanIn(clause, start, start + 3, "money", "1.2", 0)
    assert as_direct(document, span, "money").words == "1.250.000"
