"""The thread of a talk over two small documents: corrections, what was told before, new matters,
what is stated nowhere, anger and thanks."""

import pytest

from bot.answer import AnswerStatus
from bot.assemble import assemble
from bot.question import Ask, Turn
from corpus.settings import Settings
from tests.bot.test_led_in import HEAD, MARKETS

SCHOOLS = HEAD.format(
    place="QUẢNG NGÃI", name="Quảng Ngãi", number=43, day="15",
    title="Quy định hỗ trợ học nghề và tiền thuê nhà cho người lao động",
) + """Điều 1. Hỗ trợ học nghề
Người lao động học nghề được hỗ trợ mỗi tháng theo nơi cư trú:
a) Người ở xã miền núi: 900.000 đồng/tháng;
b) Người ở phường: 500.000 đồng/tháng.
Điều 2. Hỗ trợ tiền thuê nhà
Người lao động đi làm xa được hỗ trợ tiền thuê nhà theo khoảng cách:
a) Cách nhà dưới 10 km: 200.000 đồng/tháng;
b) Cách nhà từ 10 km đến dưới 30 km: 350.000 đồng/tháng;
c) Cách nhà từ 30 km trở lên: 600.000 đồng/tháng.
Điều 3. Kinh phí
Kinh phí hỗ trợ do ngân sách tỉnh bảo đảm, Sở Tài chính bố trí hằng năm.
Điều 4. Giám sát
Ban Văn hóa - Xã hội Hội đồng nhân dân tỉnh giám sát việc thực hiện Quyết định này.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
"""  # fmt: skip
FIRST = "Người lao động học nghề ở phường được hỗ trợ mỗi tháng bao nhiêu tiền?"


@pytest.fixture(scope="module")
def talk(settings, tmp_path_factory):
    folder = tmp_path_factory.mktemp("nho")
    (folder / "hoc-nghe.txt").write_text(SCHOOLS, encoding="utf-8")
    (folder / "cho-dem.txt").write_text(MARKETS, encoding="utf-8")
    data = tmp_path_factory.mktemp("du-lieu")
    (data / "models").symlink_to(settings.models_dir)
    own = Settings(_env_file=None, data_dir=data, corpus=str(folder), deadline=0)
    pipeline = assemble(own, build=True).pipeline

    def say(*messages):
        history, state, answer = (), "", None
        for message in messages:
            answer = pipeline.invoke(Ask(message, history, state=state))
            history = (*history, Turn("user", message), Turn("assistant", answer.answer))
            state = answer.state
        return answer

    return say


def first(answer):
    return answer.citations[0].clause.id.partition(".")[2] if answer.citations else ""


def test_what_is_denied_is_left_out_and_what_is_meant_asked(talk):
    answer = talk(FIRST, "không phải, tôi hỏi người ở xã miền núi chứ không phải phường")
    assert first(answer) == "dieu-1.diem-a"
    assert "Xin lỗi" in answer.answer


def test_a_size_told_before_chooses_the_step(talk):
    answer = talk(
        "Tôi đi làm cách nhà 15 cây số, kinh phí hỗ trợ do đâu bảo đảm?",
        "vậy tiền thuê nhà tôi được hỗ trợ mỗi tháng bao nhiêu?",
    )
    assert first(answer) == "dieu-2.diem-b"


def test_a_place_told_before_chooses_the_case(talk):
    answer = talk(
        "Em ở xã miền núi, sở nào bố trí kinh phí hỗ trợ?",
        "thế em học nghề thì mỗi tháng được bao nhiêu?",
    )
    assert first(answer) == "dieu-1.diem-a"


def test_another_matter_leaves_the_document(talk):
    answer = talk(FIRST, "dạ em hiểu rồi. còn chợ đêm thì mở cửa từ mấy giờ tới mấy giờ ạ")
    assert answer.citations[0].document.metadata.number == "42/2025/QĐ-UBND"


def test_who_oversees_is_asked_of_the_document_talked_about(talk):
    assert first(talk(FIRST, "ai giám sát việc thực hiện?")) == "dieu-4"


@pytest.mark.parametrize(
    ("message", "thing"),
    [
        ("khai sai thì bị phạt bao nhiêu tiền?", "mức xử phạt"),
        ("phải đủ mấy tuổi?", "độ tuổi"),
        ("cho xin số hotline", "số điện thoại"),
    ],
)
def test_what_the_document_states_nowhere_is_said_so(talk, message, thing):
    answer = talk(FIRST, message)
    assert answer.status is AnswerStatus.NO_EVIDENCE
    assert "không nêu" in answer.answer
    assert thing in answer.answer
    assert not answer.citations


def test_anger_without_a_question_is_understood_and_led_on(talk):
    answer = talk(
        FIRST, "Bực lắm rồi, tiền hỗ trợ học nghề năm nào cũng về chậm, làm ăn kiểu gì vậy?"
    )
    assert "hiểu" in answer.answer
    assert "tiếp công dân" in answer.answer


def test_thanks_with_a_question_get_both(talk):
    answer = talk(FIRST, "cảm ơn em nhé, thế kinh phí hỗ trợ do đâu bảo đảm?")
    assert answer.answer.startswith("Không có gì")
    assert first(answer) == "dieu-3"


def test_the_same_words_do_not_come_again_without_a_word(talk):
    answer = talk(FIRST, FIRST)
    assert first(answer) == "dieu-1.diem-b"
    assert "vừa nêu" in answer.answer
