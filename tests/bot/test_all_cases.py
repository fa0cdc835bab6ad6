"""Each case of a rule is told where each is asked about, and one where one is."""

import pytest

from bot.converse import read_question
from bot.decide.cases import all_cases
from bot.evidence.profile import Profiles
from bot.evidence.weigh import Evidence
from bot.findings import Found
from bot.question import Ask
from bot.surroundings import Surroundings
from corpus.library import Library
from corpus.structure.parse import parse

TEXT = """ỦY BAN NHÂN DÂN TỈNH LÂM SƠN
Số: 61/2024/QĐ-UBND
Lâm Sơn, ngày 12 tháng 4 năm 2024
QUYẾT ĐỊNH
Về giảm tiền thuê bến
Điều 1. Mức giảm
1. Giảm 80% tiền thuê bến cho thợ đò nghèo.
2. Giảm 60% tiền thuê bến cho thợ đò cao tuổi.
3. Giảm 40% tiền thuê bến cho thợ đò mới vào nghề.
Điều 2. Thời hạn xem xét hồ sơ
1. Trạm quản lý bến: kiểm tra hồ sơ trong 05 ngày làm việc.
2. Phòng Giao thông: thẩm định hồ sơ trong 07 ngày làm việc.
3. Kho bạc: chuyển tiền trong 02 ngày làm việc.
Điều 3. Trách nhiệm
1. Trạm quản lý bến giữ sổ.
2. Thợ đò nộp đơn.
3. Người dân góp ý.
"""


@pytest.fixture(scope="module")
def document():
    return parse(TEXT, "a.txt")


@pytest.mark.parametrize(
    ("question", "start", "count"),
    [
        ("Giảm tiền thuê bến theo mấy mức, mỗi mức cho ai?", "2. Giảm 60%", 3),
        ("Hồ sơ giảm tiền thuê bến mỗi nơi giữ bao nhiêu ngày?", "1. Trạm quản lý bến: kiểm", 3),
        ("Thợ đò cao tuổi được giảm bao nhiêu phần trăm?", "2. Giảm 60%", 0),
        ("Mỗi năm thợ đò cao tuổi được giảm bao nhiêu phần trăm?", "2. Giảm 60%", 0),
        ("Mỗi nơi giữ hồ sơ bao nhiêu ngày?", "2. Thợ đò nộp đơn", 0),
    ],
)
def test_all_cases_are_told_where_each_is_asked_about(document, question, start, count):
    profiles = Profiles()
    clause = next(c for c in document.clauses if document.quote(c).startswith(start))
    found = Found(document, clause, 1.0, Evidence(1.0, 1.0), profiles.of(document, clause))
    around = Surroundings(Library([document]), profiles, lambda word: 1.0)
    asked = read_question(Ask(question), [document])
    cases = all_cases(asked, found, around)
    assert len(cases) == count
    assert not cases or {f.clause.parent for f in cases} == {clause.parent}
