"""Steps of a rule that stand under neighbours, under headings with ranges, beside what was found;
two sizes asked about at once."""

from dataclasses import replace

import pytest

from bot.converse import read_question
from bot.decide.sizes import choose_for_sizes
from bot.evidence.intervals import find_ranges, find_sizes
from bot.evidence.profile import Profiles
from bot.evidence.weigh import Evidence
from bot.findings import Found
from bot.question import Ask
from bot.read.beside import with_beside
from bot.read.ranges import in_range
from bot.surroundings import Surroundings
from bot.understand.scope.clause_reference import read_clause_reference
from corpus.library import Library
from corpus.structure.parse import parse

TEXT = """ỦY BAN NHÂN DÂN TỈNH LÂM SƠN
Số: 31/2024/QĐ-UBND
Lâm Sơn, ngày 12 tháng 4 năm 2024
QUYẾT ĐỊNH
Về xếp loại bến đò và bồi thường
Điều 1. Xếp loại hằng năm
1. Xuất sắc: bến đạt từ 90 điểm trở lên.
2. Khá: bến đạt từ 70 điểm đến dưới 90 điểm.
3. Yếu: bến đạt dưới 70 điểm.
4. Hạ bậc xếp loại:
a) Bến bị nhắc nhở thì xếp loại cao nhất là khá.
b) Bến bị đình chỉ thì xếp loại cao nhất là yếu.
Điều 2. Tiêu chí
1. Bến đò loại I có một trong các tiêu chí:
a) Có số lượng từ 40 đò ngang neo đậu trở lên;
b) Doanh thu bán vé từ 900 triệu đồng trở lên.
2. Bến đò loại II có một trong các tiêu chí:
a) Có số lượng từ 10 đò đến dưới 40 đò ngang neo đậu;
b) Doanh thu bán vé từ 200 triệu đồng đến dưới 900 triệu đồng.
Điều 3. Bồi thường
1. Bến bị ngập sâu từ 0,5 m đến 1,5 m:
a) Kho cách bờ từ 0,0 m đến 3,0 m được bồi thường 40% đơn giá kho.
b) Kho cách bờ từ trên 3,0 m đến 6,0 m được bồi thường 20% đơn giá kho.
2. Bến bị ngập sâu trên 1,5 m đến 2,5 m:
a) Kho cách bờ từ 0,0 m đến 3,0 m được bồi thường 75% đơn giá kho.
b) Kho cách bờ từ trên 3,0 m đến 6,0 m được bồi thường 55% đơn giá kho.
"""


@pytest.fixture(scope="module")
def document():
    return parse(TEXT, "a.txt")


def _found(document, *starts, probability=0.3):
    profiles = Profiles()
    rows = []
    for place, start in enumerate(starts):
        clause = next(c for c in document.clauses if document.quote(c).startswith(start))
        profile = profiles.of(document, clause)
        one = Found(document, clause, 1.0, Evidence(1.0, 1.0), profile, near=place == 0)
        rows.append(replace(one, probability=probability, answered=0.9 - place / 4, beside=0.6))
    return with_beside(rows, profiles)


def _first(document, question, *starts, probability=0.3):
    asked = read_question(Ask(question), [document])
    return in_range(asked, _found(document, *starts, probability=probability), 0.8)


def test_a_step_under_a_neighbour_takes_the_place_of_one_that_excludes_the_size(document):
    asked = "Bến có 25 đò ngang neo đậu là loại mấy?"
    placed = _first(document, asked, "a) Có số lượng từ 40", "a) Có số lượng từ 10")
    assert "từ 10 đò đến dưới 40 đò" in document.quote(placed[0].clause)


def test_the_step_that_holds_the_size_comes_before_what_speaks_of_no_size(document):
    placed = _first(document, "Bến được 83 điểm thì xếp loại gì?", "a) Bến bị nhắc", "3. Yếu")
    assert document.quote(placed[0].clause).startswith("2. Khá")
    assert placed[0].answers
    assert all(not one.beside for one in placed[1:])


def test_what_the_reader_is_sure_of_stays_first(document):
    question = "Bến được 83 điểm mà bị nhắc nhở thì xếp loại gì?"
    placed = _first(document, question, "a) Bến bị nhắc", "3. Yếu", probability=0.9)
    assert document.quote(placed[0].clause).startswith("a) Bến bị nhắc")


def test_the_heading_above_a_step_excludes_a_size_too(document):
    placed = _first(
        document,
        "Bến ngập sâu 2 m, kho cách bờ 2 m thì được bồi thường mấy phần trăm?",
        "a) Kho cách bờ",
        "2. Bến bị ngập",
    )
    assert "40%" in document.quote(placed[0].clause)  # what is not found is not looked for
    twin = next(c for c in document.clauses if "75%" in document.quote(c))
    found = _found(document, "a) Kho cách bờ")
    found = [*found, replace(found[0], clause=twin, profile=Profiles().of(document, twin))]
    asked = read_question(Ask("Bến ngập sâu 2 m, kho cách bờ 2 m thì được bồi thường?"), [document])
    assert "75%" in document.quote(in_range(asked, found, 0.8)[0].clause)


def test_each_of_two_sizes_has_its_step(document):
    profiles = Profiles()
    around = Surroundings(Library([document]), profiles, lambda word: 1.0)
    first = _found(document, "3. Yếu")[0]
    asked = read_question(Ask("Bến tôi 65 điểm, bến bên cạnh 92 điểm thì xếp loại gì?"), [document])
    choice = choose_for_sizes(asked, first, around)
    assert [document.quote(f.clause)[:2] for f in choice.clauses] == ["3.", "1."]
    alone = read_question(Ask("Bến tôi 65 điểm thì xếp loại gì?"), [document])
    assert choose_for_sizes(alone, first, around) is None


@pytest.mark.parametrize(
    ("step", "inside"),
    [
        ("Mộ đất dưới một (01) năm", "mới chôn chưa tròn năm"),
        ("Mộ đất dưới một (01) năm", "chôn chưa đầy một năm"),
        ("Có đủ 2 năm công tác thực tế trong đội trở xuống", "làm 20 tháng"),
        ("từ đủ 2 năm trở xuống", "làm 1 năm"),
        ("làm việc nhưng không đủ 06 ngày", "làm 3 ngày"),
    ],
)
def test_less_than_an_entire_one_is_a_size(step, inside):
    (size,) = find_sizes(inside)
    assert find_ranges(step).holds(size)


def test_a_word_behind_a_point_is_no_letter_of_one():
    assert not read_clause_reference("được thưởng mấy điểm ở Lâm Sơn")
    assert [s.value for s in read_clause_reference("điểm đ khoản 2")] == ["2", "đ"]
