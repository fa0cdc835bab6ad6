"""Words that officials add: what they change in a question, and that a running server uses them."""

import threading
from weakref import ref

import pytest
from pydantic import SecretStr

from bot.question import Ask, Filters, Turn
from bot.records.audit import AuditLog
from bot.records.words import WordBook, WordsError, checked, words_now
from bot.speak.aloud import read_aloud
from bot.speak.own import saying
from bot.vocabulary.added import NO_WORDS, Added, Word, WordKind

ABBREVIATION, SYNONYM = WordKind.ABBREVIATION, WordKind.SYNONYM
AGENCY = Word(ABBREVIATION, "BTX", "Sở Thông tin và Truyền thông")
BAN = Word(ABBREVIATION, "BAN", "Ban An toàn giao thông")
PAPER = Word(SYNONYM, "sổ giấy chuyển thành bản mềm", "số hóa hồ sơ")
PEOPLE = Word(SYNONYM, "dân", "người dân tỉnh")
WORDS = Added((AGENCY, BAN, PAPER, PEOPLE), 4)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("BTX làm gì?", "Sở Thông tin và Truyền thông làm gì?"),
        ("btx làm gì?", "Sở Thông tin và Truyền thông làm gì?"),
        ("Công văn 12/BTX-VP nói gì?", "Công văn 12/BTX-VP nói gì?"),  # a piece of a number
        ("ban nào họp?", "ban nào họp?"),  # a syllable as well: only in capitals
        ("BAN họp khi nào?", "Ban An toàn giao thông họp khi nào?"),
        ("Sổ giấy chuyển thành bản mềm thế nào?", "Số hóa hồ sơ thế nào?"),
        ("so giay chuyen thanh ban mem the nao", "số hóa hồ sơ the nao"),
        ("dân được gì?", "người dân tỉnh được gì?"),
        ("nông dân được gì?", "nông dân được gì?"),  # a piece of a longer word
        (
            "Sở Thông tin và Truyền thông (BTX) ở đâu?",
            "Sở Thông tin và Truyền thông (BTX) ở đâu?",
        ),
    ],
)
def test_what_people_say_is_read_as_the_documents_write_it(text, read):
    assert WORDS.spelled(text) == read
    assert NO_WORDS.spelled(text) == text


def test_a_short_form_is_sought_where_the_question_says_it_in_full():
    _, wordings = WORDS.read("Sở Thông tin và Truyền thông làm gì?")
    assert wordings == ((AGENCY.means, "BTX"),)
    assert WORDS.read("Mức phí là bao nhiêu?")[1] == ()


# --- in the pipeline


def asked(assistant, question, **more):
    return assistant.pipeline.invoke(Ask(question, **more))


def test_the_next_answer_is_another_and_taking_back_undoes_it(assistant):
    question = "Cơ quan nào lo vụ sổ giấy chuyển thành bản mềm?"
    before = asked(assistant, question)
    assert before.status == "no_evidence"
    taught = assistant.with_words(WORDS)
    after = asked(taught, question)
    assert (after.status, after.short_answer) == ("answered", "Văn phòng UBND tỉnh; Sở TT&TT")
    assert after.standalone_question == "Cơ quan nào lo vụ số hóa hồ sơ?"
    again = asked(taught.with_words(NO_WORDS), question)
    assert again.as_json() | {"timings_ms": 0, "state": 0} == before.as_json() | {
        "timings_ms": 0,
        "state": 0,
    }
    assert asked(assistant, question).status == "no_evidence"  # the one before never changed


def test_typed_without_diacritics_it_is_the_same(assistant):
    taught = assistant.with_words(WORDS)
    answer = asked(taught, "co quan nao lo vu so giay chuyen thanh ban mem")
    assert answer.short_answer == "Văn phòng UBND tỉnh; Sở TT&TT"


def test_a_body_s_short_form_is_the_body(assistant):
    whole = asked(assistant, "Sở Thông tin và Truyền thông có nhiệm vụ gì?")
    short = asked(assistant.with_words(WORDS), "BTX có nhiệm vụ gì?")
    assert [c.clause.id for c in short.citations] == [c.clause.id for c in whole.citations] != []


def test_what_a_short_form_means_is_told(assistant):
    assert asked(assistant, "BTX là viết tắt của từ nào?").status != "answered"
    told = asked(assistant.with_words(WORDS), "BTX là viết tắt của từ nào?")
    assert "Sở Thông tin và Truyền thông" in told.answer


def test_what_is_shared_is_not_made_anew(assistant):
    taught = assistant.with_words(WORDS)
    assert taught.searcher is assistant.searcher
    assert taught.parts.reader is assistant.parts.reader
    assert taught.with_words(WORDS) is taught
    assert taught.with_words(NO_WORDS).parts.all_diacritics is assistant.parts.all_diacritics


def test_a_restorer_learns_without_the_one_before(assistant):
    before = assistant.parts.all_diacritics
    count = before.frequency("khai")
    taught = before.also(["giấy khai bờm", "giấy khai bờm"])
    assert taught.restore("giay khai bom") == "giấy khai bờm"
    assert before.frequency("khai") == count == taught.frequency("khai") - 2
    assert not before.follows("khai", "bờm")
    assert taught.follows("khai", "bờm")


def test_a_message_is_heard_with_the_words(assistant):
    person = Word(SYNONYM, "chú Bảy", "gặp cán bộ")
    message = "Xin chú Bảy"
    assert "person" not in asked(assistant, message).acts
    answer = asked(assistant.with_words(Added((person,), 1)), message)
    assert "person" in answer.acts


# --- aloud

SPOKEN = Added(
    (
        AGENCY, BAN, Word(ABBREVIATION, "ĐA229", "Đề án 229/ĐA-UBND"),
        Word(ABBREVIATION, "bqln", "ban quản lý nhà"), Word(ABBREVIATION, "NHN", "Nhà hát NHN"),
        Word(SYNONYM, "sổ đỏ", "giấy chứng nhận"), Word(ABBREVIATION, "an", "An toàn thực phẩm"),
    ),
    7,
)  # fmt: skip


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("BTX chủ trì, phối hợp BAN.",
         "Sở Thông tin và Truyền thông chủ trì, phối hợp Ban An toàn giao thông."),
        ("BAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ", "Ban chỉ đạo chuyển đổi số"),  # a heading
        ("Ban nào giữ an ninh, sổ đỏ?", "Ban nào giữ an ninh, sổ đỏ?"),
        ("Công văn số 12/BTX-VP nêu rõ",
         "Công văn số mười hai, ký hiệu Sở Thông tin và Truyền thông Văn phòng, nêu rõ"),
        ("Giao BQLN/NHN thực hiện", "Giao ban quản lý nhà hoặc Nhà hát en hát en thực hiện"),
        ("Theo ĐA229.",
         "Theo Đề án số hai trăm hai mươi chín, ký hiệu đề án Ủy ban nhân dân."),
    ],
)  # fmt: skip
def test_short_forms_are_said_in_full(written, said):
    before = read_aloud(written)
    with saying(SPOKEN):
        assert read_aloud(written) == said
        assert read_aloud(said) == said
    assert read_aloud(written) == before  # the words were of that speech alone


def test_an_answer_says_short_forms_of_its_documents_in_full(assistant):
    first = Ask("Giám đốc Sở Xây dựng Quảng Ngãi chủ trì việc gì?")
    earlier = (Turn("user", "Tỷ trọng kinh tế số trong GRDP của Quảng Ngãi là bao nhiêu?"),)
    word_for_word = Ask("đọc nguyên văn", earlier, aloud=True)
    for wished, short, means, letters in (
        (first, "GIS", "hệ thống thông tin địa lý", "giê i ét"),
        (word_for_word, "GRDP", "tổng sản phẩm trên địa bàn", "giê rờ đê pê"),
    ):
        assert letters in assistant.pipeline.invoke(wished).spoken
        taught = assistant.with_words(Added((Word(ABBREVIATION, short, means),), 1))
        spoken = taught.pipeline.invoke(wished).spoken
        assert means in spoken
        assert letters not in spoken


def test_a_caller_hears_them_too(client, monkeypatch):
    service = client.app.state.service
    taught = service.assistant.with_words(Added((Word(ABBREVIATION, "BTX", "Bưu tá xã"),), 1))
    monkeypatch.setattr(service, "_given", taught)
    offered = (ref(taught), ("BTX làm việc gì?",))
    monkeypatch.setattr(client.app.state.hotline, "_first", dict.fromkeys((False, True), offered))
    said = client.post("/api/v1/hotline", json={"keys": "5"}).json()
    assert "Bưu tá xã làm việc gì" in said["text"]


# --- kept in the database


@pytest.fixture
def book(database, tmp_path):
    return WordBook(database, AuditLog(database, tmp_path))


def test_added_taken_back_used_again_and_logged(book, database, tmp_path):
    assert words_now(database) is NO_WORDS
    kept = book.add("người dùng lan", "abbreviation", " BTX ", AGENCY.means, "hay gặp, 0905123456")
    assert (kept.said, kept.active, kept.by) == ("BTX", True, "người dùng lan")
    assert "0905123456" not in kept.note
    first = words_now(database)
    assert first == Added((AGENCY,), 1)
    assert words_now(database, first) is first
    book.set_active("người dùng lan", kept.id, False)
    assert words_now(database, first) == Added((), 2)
    assert [one.active for one in book.all()] == [False]
    book.set_active("người dùng lan", kept.id, True)
    assert words_now(database) == Added((AGENCY,), 3)
    log = AuditLog(database, tmp_path)
    assert [(e.action, e.target) for e in log.rows()] == [
        ("words.add", "BTX"), ("words.take_back", "BTX"), ("words.use", "BTX"),
    ]  # fmt: skip
    assert log.check() == (3, [])


def test_the_same_word_is_not_used_twice(book):
    kept = book.add("lan", "synonym", "sổ đỏ", "giấy chứng nhận quyền sử dụng đất")
    with pytest.raises(WordsError, match="đang được hiểu là"):
        book.add("lan", "synonym", "Sổ đỏ", "quyền sử dụng đất")
    book.set_active("lan", kept.id, False)
    book.add("lan", "synonym", "Sổ đỏ", "quyền sử dụng đất")
    with pytest.raises(WordsError, match="đang được hiểu là"):
        book.set_active("lan", kept.id, True)
    with pytest.raises(WordsError, match="đã thu hồi"):
        book.set_active("lan", kept.id, False)
    with pytest.raises(WordsError, match="tải lại trang"):
        book.set_active("lan", 4242, True)


@pytest.mark.parametrize(
    ("kind", "said", "means", "told"),
    [
        ("khác", "a", "b", "Không có loại"),
        ("synonym", "", "b", "Điền cả hai ô"),
        ("synonym", "x" * 81, "b", "dài nhất"),
        ("synonym", "<b>đất</b>", "đất đai", "bỏ các dấu"),
        ("synonym", "gọi 0905123456", "đất đai", "dữ liệu cá nhân"),
        ("synonym", "Đất đai", "đất đai", "giống nhau"),
        ("synonym", "đất", "1234", "phải có chữ"),
        ("abbreviation", "hai từ", "b c", "một từ liền"),
        ("abbreviation", "A", "an", "một từ liền"),
        ("synonym", "là của", "đất đai", "từ thường dùng"),
    ],
)
def test_what_cannot_be_a_word_is_told(kind, said, means, told):
    with pytest.raises(WordsError, match=told):
        checked(kind, said, means)


def test_two_that_add_at_once_do_not_lose_one(book, database):
    threads = [
        threading.Thread(target=book.add, args=("lan", "abbreviation", f"AB{i}", f"an bình {i}"))
        for i in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    now = words_now(database)
    assert (len(now.words), now.number) == (8, 8)


def test_without_a_database_the_words_stay_as_they_were(settings, tmp_path):
    from bot.desk.desk import Desk

    broken = tmp_path / "khong-phai-thu-muc"
    broken.write_text("")
    desk = Desk(settings.model_copy(update={"database": SecretStr(f"sqlite:///{broken}/x.sqlite")}))
    assert desk._words(WORDS) is WORDS


def test_an_issuer_by_its_short_form(assistant):
    from bot.doors.api.service import _spelled

    filters = Filters(issuer="BTX")
    assert _spelled(filters, assistant.with_words(WORDS)).issuer == AGENCY.means
    assert _spelled(filters, assistant).issuer == "BTX"
