"""Ranges of sizes: read, compared with the size that a question names, and steps told apart."""

from decimal import Decimal

import pytest

from bot.assemble import assemble
from bot.converse import read_question
from bot.evidence.intervals import find_ranges, find_sizes
from bot.evidence.profile import Profiles
from bot.evidence.weigh import Evidence
from bot.findings import Found
from bot.question import Ask
from bot.read.beside import with_beside
from bot.read.claim import Verdict, judge
from bot.read.ranges import in_range
from bot.understand.intent.yes_no import Claim
from corpus.settings import Settings
from corpus.structure.parse import parse


@pytest.mark.parametrize(
    ("step", "inside", "outside"),
    [
        ("Từ 8 km đến dưới 20 km: 2.400.000 đồng/hộ", "cách 12 cây số", "cách 20 km"),
        ("trên 10 đến 25 tỷ đồng thu 40 triệu", "công trình 18 tỷ đồng", "công trình 10 tỷ đồng"),
        ("Suy giảm từ 31% đến 50% được giảm 60%", "tôi bị 42%", "tôi bị 51%"),
        ("từ 70 tuổi trở lên", "mẹ tôi 70 tuổi", "mẹ tôi 69 tuổi"),
        ("Mộ chôn trên năm (05) năm", "mộ chôn hơn 5 năm", "mộ chôn 3 năm"),
        ("dưới hai (02) năm", "làm được 20 tháng", "làm được 2 năm"),
        ("không quá 3 ha", "nhà có 1,5 héc ta", "nhà có 4 ha"),
        ("Trên 5.000 m2 đến 10.000 m2", "thửa 0,7 ha", "thửa 12.000 m2"),
        ("trước thời hạn từ 10 đến dưới 25 ngày", "sớm 15 ngày", "sớm 25 ngày"),
    ],
)
def test_a_size_lies_in_the_range_or_not(step, inside, outside):
    ranges = find_ranges(step)
    (within,), (beyond,) = find_sizes(inside), find_sizes(outside)
    assert ranges.speaks_of(within)
    assert ranges.meets(within)
    assert ranges.speaks_of(beyond)
    assert not ranges.meets(beyond)


def test_what_a_step_gives_is_no_range():
    ranges = find_ranges("Từ 31% đến 50% được giảm 60% tiền thuê")
    assert [(one.low, one.high) for one in ranges.intervals] == [(Decimal(31), Decimal(50))]
    assert [point.value for point in ranges.points] == [Decimal(60)]


@pytest.mark.parametrize("text", ["Chỉ thị 31 năm 2012", "Quyết định 20/2021", "ngày 15/3/2024"])
def test_numbers_of_documents_and_days_are_no_sizes(text):
    assert not find_sizes(text)


TEXT = """ỦY BAN NHÂN DÂN TỈNH LÂM SƠN
Số: 14/2024/QĐ-UBND
Lâm Sơn, ngày 12 tháng 4 năm 2024
QUYẾT ĐỊNH
Về mức hỗ trợ di dời nhà ở khi Nhà nước thu hồi đất
Điều 1. Phạm vi
Quyết định này quy định mức hỗ trợ di dời nhà ở trên địa bàn tỉnh.
Điều 2. Mức hỗ trợ di dời
1. Hộ gia đình phải di dời đến nơi ở mới được hỗ trợ như sau:
a) Cách nơi ở cũ dưới 8 km: 1.500.000 đồng/hộ;
b) Cách nơi ở cũ từ 8 km đến dưới 20 km: 2.400.000 đồng/hộ;
c) Cách nơi ở cũ từ 20 km đến dưới 45 km: 3.900.000 đồng/hộ;
d) Cách nơi ở cũ từ 45 km trở lên: 5.200.000 đồng/hộ.
2. Hộ thuê nhà không được hỗ trợ theo khoản 1 Điều này.
Điều 3. Tổ chức thực hiện
Sở Tài chính hướng dẫn thanh toán kinh phí hỗ trợ.
"""


@pytest.fixture(scope="module")
def ask(settings, tmp_path_factory):
    folder = tmp_path_factory.mktemp("bac")
    (folder / "quyet-dinh-14.txt").write_text(TEXT, encoding="utf-8")
    data = tmp_path_factory.mktemp("du-lieu")
    (data / "models").symlink_to(settings.models_dir)
    own = Settings(_env_file=None, data_dir=data, corpus=str(folder), deadline=0)
    assistant = assemble(own, build=True)
    return lambda question: assistant.pipeline.invoke(Ask(question))


@pytest.mark.parametrize(
    ("far", "point"), [("12 km", "b"), ("20 cây số", "c"), ("60 km", "d"), ("6 km", "a")]
)
def test_the_step_that_holds_the_size_answers(ask, far, point):
    answer = ask(f"Nhà tôi phải dời đi cách chỗ cũ {far} thì được hỗ trợ bao nhiêu tiền?")
    assert answer.answers
    assert answer.citations[0].clause.label.lower().startswith(f"điểm {point} khoản 1")


def test_a_claim_within_a_range_is_not_called_wrong(ask):
    answer = ask("Nhà dời cách chỗ cũ 12 km thì được hỗ trợ 2.400.000 đồng, đúng không?")
    assert "Không đúng" not in answer.answer
    assert answer.citations[0].clause.label.lower().startswith("điểm b khoản 1")


def test_a_step_of_another_case_neither_affirms_nor_contradicts():
    document = parse(TEXT, "a.txt")
    step = next(c for c in document.clauses if "từ 45 km" in document.quote(c))
    claim = Claim("nhà dời cách chỗ cũ 12 km được hỗ trợ 2.400.000 đồng/hộ", True)
    assert judge(claim, document, step).verdict is Verdict.OPEN


def test_a_step_that_was_not_found_itself_takes_its_place():
    document = parse(TEXT, "a.txt")
    profiles = Profiles()
    far = next(c for c in document.clauses if "từ 45 km" in document.quote(c))
    found = Found(document, far, 1.0, Evidence(1.0, 1.0), profiles.of(document, far), near=True)
    question = read_question(Ask("Dời nhà cách 30 km thì được hỗ trợ bao nhiêu?"), [document])
    placed = in_range(question, with_beside([found], profiles), 0.8)
    assert "từ 20 km đến dưới 45 km" in document.quote(placed[0].clause)
    assert placed[0].answers
