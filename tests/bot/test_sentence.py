"""The sentence of a clause, or the cell of a row, that answers: told first, or not at all."""

import pytest

from bot.answer import Role
from bot.assemble import assemble
from bot.compose.compose import compose
from bot.converse import read_question
from bot.evidence.profile import Profiles
from bot.evidence.told import Told
from bot.evidence.weigh import Evidence
from bot.findings import Choice, Findings, Found
from bot.question import Ask
from bot.read.spans.sentence import Teller, pieces_of
from corpus.language.normalize import view
from corpus.settings import Settings
from corpus.structure.parse import parse

TEXT = """ỦY BAN NHÂN DÂN TỈNH LÂM SƠN
Số: 21/2024/QĐ-UBND
Lâm Sơn, ngày 20 tháng 5 năm 2024
QUYẾT ĐỊNH
Về quản lý nhà văn hóa thôn
Điều 1. Phạm vi điều chỉnh
Quyết định này quy định việc quản lý, sử dụng nhà văn hóa thôn trên địa bàn tỉnh Lâm Sơn.
Điều 2. Sử dụng nhà văn hóa
1. Nhà văn hóa thôn mở cửa theo lịch do trưởng thôn niêm yết. Người dân được mượn để làm đám cưới.\
 Người mượn dọn vệ sinh ngay sau khi dùng. Loa đài không được mang ra khỏi khuôn viên nhà văn hóa.\
 Trưởng thôn ghi sổ những lần cho mượn và báo cáo Ủy ban nhân dân xã vào cuối năm.
2. Kinh phí sửa chữa do ngân sách xã bảo đảm.
Điều 3. Trình tự cho thuê mái vòm
| Thứ tự | Nội dung công việc | Người thực hiện | Thời gian |
| --- | --- | --- | --- |
| Bước 1 | Tiếp nhận đơn thuê mái vòm nhà văn hóa | Văn thư | 0,5 ngày |
| Bước 2 | Xem xét lịch, lấy ý kiến trưởng thôn | Công chức văn hóa | 02 ngày |
| Bước 3 | Ký giấy cho thuê mái vòm nhà văn hóa | Chủ tịch xã | 01 ngày |
| Tổng thời gian giải quyết TTHC | Không quá 3,5 ngày làm việc | | |
Điều 4. Thủ tục
| STT | Tên thủ tục | Nơi nhận hồ sơ | Thời hạn giải quyết | Phí, lệ phí |
| --- | --- | --- | --- | --- |
| 1 | Cho mượn nhà văn hóa thôn | Trưởng thôn | 02 ngày làm việc | Không thu |
| 2 | Cho thuê mái vòm nhà văn hóa | Ủy ban nhân dân xã | 05 ngày làm việc | 300.000 đồng/buổi |
"""


@pytest.fixture(scope="module")
def ask(settings, tmp_path_factory):
    folder = tmp_path_factory.mktemp("cau")
    (folder / "quyet-dinh-21.md").write_text(TEXT, encoding="utf-8")
    data = tmp_path_factory.mktemp("du-lieu")
    (data / "models").symlink_to(settings.models_dir)
    own = Settings(_env_file=None, data_dir=data, corpus=str(folder), deadline=0)
    assistant = assemble(own, build=True)
    return lambda question: assistant.pipeline.invoke(Ask(question))


def test_the_sentence_that_answers_comes_before_its_clause(ask):
    answer = ask("Loa đài của nhà văn hóa thôn có được mang ra ngoài khuôn viên không?")
    settled, lead = [one for one in answer.statements if one.role is Role.LEAD]
    assert settled.text == answer.short_answer == "Không"
    assert "không được mang ra khỏi khuôn viên" in lead.text
    assert lead.bold == ()
    quote = next(one for one in answer.statements if one.role is Role.QUOTE)
    assert "Trưởng thôn ghi sổ" in quote.text


def test_a_sentence_is_told_without_the_number_of_its_item():
    document = parse(TEXT, "a.md")
    clause = next(c for c in document.clauses if "mở cửa theo lịch" in document.quote(c))
    end = document.text.index("Người dân được mượn", clause.start)
    found = Found(document, clause, 1.0, Evidence(1.0, 1.0), Profiles().of(document, clause))
    choice = Choice((found,), told={clause.id: Told(clause.start, end, "", 0.9)})
    question = read_question(Ask("Nhà văn hóa thôn mở cửa ra sao?"), [document])
    (lead,) = compose(question, Findings((found,), ()), choice).of(Role.LEAD)
    assert document.quote(clause).startswith("1. ")
    assert lead.text.startswith("“Nhà văn hóa thôn mở cửa")


def test_a_short_clause_is_not_told_twice(ask):
    answer = ask("Kinh phí sửa chữa nhà văn hóa thôn do ngân sách nào bảo đảm?")
    texts = [one.text for one in answer.statements if one.role in (Role.LEAD, Role.QUOTE)]
    assert sum("Kinh phí sửa chữa" in text for text in texts) == 1


def test_a_row_has_its_cells_for_pieces():
    document = parse(TEXT, "a.md")
    row = next(c for c in document.clauses if "Cho mượn nhà văn hóa" in document.quote(c))
    shown = view(document.text, row.start, row.end, document.paragraphs)
    pieces = pieces_of(row, shown)
    assert [shown.text[p.start : p.end] for p in pieces if p.head == "Phí, lệ phí"] == ["Không thu"]


def test_a_piece_ends_with_its_own_line():
    text = "Điều 1. Nhiệm vụ\n1. Trưởng thôn\nPhối hợp dọn vệ sinh nhà văn hóa hằng tuần.\n"
    document = parse(text, "a.md")
    clause = next(c for c in document.clauses if c.path[-1].level == "khoan")
    shown = view(document.text, clause.start, clause.end, document.paragraphs)
    said = [
        document.text[slice(*shown.source_span(p.start, p.end))] for p in pieces_of(clause, shown)
    ]
    assert all(one == one.strip() for one in said)
    assert not any(one.endswith("Trưởng thôn\nP") for one in said)


def test_without_a_fitted_model_nothing_is_told_first(tmp_path, caplog):
    assert Teller.open(tmp_path) is None
    assert "fit-sentence" in caplog.text


def test_how_long_the_whole_takes_is_told_by_the_row_that_sums_up(ask):
    answer = ask("Thuê mái vòm nhà văn hóa mất bao nhiêu ngày?")
    assert "3,5 ngày" in answer.citations[0].quote


def test_a_step_that_is_asked_for_is_not_given_up_for_the_sum(ask):
    answer = ask("Xem xét lịch, lấy ý kiến trưởng thôn khi cho thuê mái vòm mất bao nhiêu ngày?")
    assert "02 ngày" in answer.citations[0].quote
