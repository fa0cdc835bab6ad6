"""Questions as people type them: short forms, dialect, slips, missing diacritics."""

import pytest

from bot.converse import read_question
from bot.question import Ask
from bot.understand.typing.normal import normalise
from bot.understand.typing.rewrite import Rewriter
from bot.vocabulary import names, phrases, read_table, talk
from corpus.language.diacritics import Restorer
from corpus.language.normalize import fold


@pytest.fixture(scope="module")
def restorer(library):
    return Restorer([*(d.text for d in library), *phrases(), names(), talk()])


@pytest.fixture(scope="module")
def normal(restorer):
    return lambda text: normalise(text, restorer)[0]


@pytest.fixture(scope="module")
def read(library, restorer):
    return lambda text: read_question(Ask(text), library.documents, restorer)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Sở mô lo vụ ni rứa?", "Sở nào lo vụ này vậy?"),
        ("Xã phải mần chi rứa hè?", "Xã phải làm gì vậy nhỉ?"),
        ("Răng chậm rứa?", "Sao chậm vậy?"),
        ("Ổng ở bển hông?", "Ông ấy ở bên đó không?"),
        ("Tụi tui nộp ở mô?", "Chúng tôi nộp ở đâu?"),
        ("Ai lo vụ đó dzậy?", "Ai lo vụ đó vậy?"),
    ],
)
def test_dialect_is_read_as_common_speech(normal, typed, meant):
    assert normal(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Mô hình nào được thí điểm ở quy mô cấp huyện?",
        "Chi nhánh ngân hàng nào chi ngân sách cho việc này?",
        "Sở Tài chính phải bố trí mức chi bao nhiêu?",
        "Khám răng miệng ở đâu?",
        "Bố trí từ nguồn chi nào?",
        "Các biểu mẫu, chỉ tiêu nào được ban hành?",
        "Vá lỗ hổng bảo mật do ai làm?",
        "Chánh Văn phòng UBND tỉnh được giao việc gì?",
        "Quyết định 03/QĐ-BCĐ và Chỉ thị 19-CT/TU nói gì về TT&TT, GD&ĐT?",
        "Viettel phủ sóng thôn Đăk Pao khi nào, khai báo qua VNeID ra sao?",
    ],
)
def test_official_words_stand(normal, text):
    assert normal(text) == text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("cq nào chủ trì, bn %?", "cơ quan nào chủ trì, bao nhiêu %?"),
        ("CQ nào làm?", "cơ quan nào làm?"),
        ("CT19 giao đv nào?", "chỉ thị 19 giao đơn vị nào?"),
        ("Theo QĐ 03 và TB tháng 1/2022", "Theo quyết định 03 và thông báo tháng 1/2022"),
        ("có hạn k ạ", "có hạn không ạ"),
        ("nộp 50 k", "nộp 50 k"),
        ("xong chưa, làm ntn", "xong chưa, làm như thế nào"),
        ("GĐ 2021-2025", "giai đoạn 2021-2025"),
        ("GĐ sở nào", "giám đốc sở nào"),
    ],
)
def test_short_forms_are_spelled_out_in_their_context(normal, typed, meant):
    assert normal(typed) == meant


def test_what_is_asked_is_read_in_any_typing(read, library):
    asked = read("Ban TG TU QNg được giao gì trong CT 19, cq mô phối hợp?")
    assert asked.organs == ("Ban Tuyên giáo Tỉnh ủy",)
    assert asked.provinces == ("Quảng Ngãi",)
    assert len(asked.named) == 1
    assert asked.asks_for("who")
    assert asked.text == "Ban TG TU QNg được giao gì trong CT 19, cq mô phối hợp?"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("cq nao chu tri vc nay", "cơ quan nào chủ trì việc này"),
        ("bn % nguoi lon phai co tai khoan", "bao nhiêu % người lớn phải có tài khoản"),
        ("ben nao lo, do ai ky", "bên nào lo, do ai ký"),
        ("da lam chua", "đã làm chưa"),
        ("SO NAO CHU TRI VIEC NAY", "sở nào chủ trì việc này"),
        ("may huyen phai lam", "mấy huyện phải làm"),
        ("chuyen đổi so", "chuyển đổi số"),
    ],
)
def test_diacritics_come_back(normal, typed, meant):
    assert normal(typed) == meant


@pytest.mark.parametrize(
    ("typed", "province"),
    [
        ("STTTT QN làm gì?", "Quảng Ngãi"),
        ("Ở HD thì sở nào lo?", "Hải Dương"),
        ("KH của QNgãi nói gì?", "Quảng Ngãi"),
        ("Q.Ngãi giao ai?", "Quảng Ngãi"),
        ("Sở Khoa học và Công nghệ làm gì?", None),
        ("HD số 5 nói gì?", None),
        ("Mã nhân viên QN-0012 là gì?", None),
    ],
)
def test_initials_name_a_province_of_the_corpus(read, typed, province):
    assert read(typed).provinces == ((province,) if province else ())


def test_names_get_their_capitals_back(read):
    asked = read("so noi vu va huyen tra bong cua quang ngai lam gi o phan VI")
    assert asked.standalone == "Sở Nội vụ và Huyện Trà Bồng của Quảng Ngãi làm gì ở phần VI"


def test_the_issuer_of_a_document_is_not_asked_about(read):
    asked = read("Chỉ thị 19 của Ban Thường vụ Tỉnh ủy giao MTTQ việc gì?")
    assert asked.organs == ("Mặt trận Tổ quốc Việt Nam",)
    assert len(asked.named) == 1


def test_without_a_restorer_short_forms_stay_without_diacritics():
    assert normalise("cq nao chu tri vc nay", None)[0] == "co quan nao chu tri viec nay"


def test_every_row_of_the_tables_can_be_reached():
    """A row with neighbours that its own plain form hides would never be used."""
    for name in ("dialect", "shorthand"):
        table = read_table(name)
        rewriter = Rewriter(table)
        for section in ("plain", "lower"):
            for say, mean in table.get(section, {}).items():
                found = rewriter.rewrite(f"x {say} y")
                assert found == f"x {mean} y" or any(r["say"] == say for r in table["rows"]), say


def test_people_s_questions_without_diacritics_are_nearly_read(restorer):
    """Sentences that the model has not read."""
    right = [
        "Cơ quan nào chịu trách nhiệm thẩm định hồ sơ xin hỗ trợ?",
        "Người dân nộp hồ sơ qua mạng thì được giảm bao nhiêu phần trăm lệ phí?",
        "Trường học nào phải dùng học bạ điện tử từ năm nay?",
        "Bà con muốn bán hàng trên mạng thì hỏi sở nào?",
        "Huyện miền núi có được bố trí thêm kinh phí không?",
        "Đài truyền hình phải mở chuyên mục gì?",
    ]
    pairs = [
        pair
        for text in right
        for pair in zip(text.split(), restorer.restore(fold(text)).split(), strict=True)
    ]
    wrong = [(a, b) for a, b in pairs if a.lower() != b.lower()]
    assert len(wrong) <= 0.06 * len(pairs), wrong
