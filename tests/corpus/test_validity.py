"""A made-up trio (a plan, its amendment, its replacement) and status on days."""

import pytest

from corpus.citation.validity import effect_stated, effective_of, sets_day_itself
from corpus.library import load_library
from corpus.structure.parse import parse

HEAD = """UBND TỈNH QUẢNG NGÃI

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: {number}

Quảng Ngãi, ngày {day} tháng {month} năm {year}

{kind}

{title}

{body}

Nơi nhận:
- Các sở, ban, ngành;

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Nguyễn Văn An
"""

PLAN = HEAD.format(
    number="15/KH-UBND",
    day="10",
    month="01",
    year=2023,
    kind="KẾ HOẠCH",
    title="Chuyển đổi số tỉnh Quảng Ngãi năm 2023",
    body="1. Sở Nội vụ rà soát thủ tục hành chính.\n\n2. Sở Y tế lập hồ sơ sức khỏe điện tử.",
)
AMENDMENT = HEAD.format(
    number="88/QĐ-UBND",
    day="01",
    month="6",
    year=2023,
    kind="QUYẾT ĐỊNH",
    title="Sửa đổi, bổ sung Kế hoạch chuyển đổi số năm 2023",
    body="Điều 1. Sửa đổi, bổ sung Kế hoạch số 15/KH-UBND ngày 10/01/2023 của UBND tỉnh "
    "như sau:\n\n"
    "“2. Sở Y tế hoàn thành hồ sơ sức khỏe điện tử trước ngày 01/12/2023.”\n\n"
    "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.",
)
REPLACEMENT = HEAD.format(
    number="20/KH-UBND",
    day="15",
    month="02",
    year=2024,
    kind="KẾ HOẠCH",
    title="Chuyển đổi số tỉnh Quảng Ngãi năm 2024",
    body="1. Sở Nội vụ tiếp tục rà soát thủ tục hành chính.\n\n"
    "2. Kế hoạch này thay thế Kế hoạch số 15/KH-UBND ngày 10/01/2023 của UBND tỉnh và có hiệu lực "
    "từ ngày 01/3/2024.\n\n"
    "3. Kế hoạch này có hiệu lực từ ngày 01/3/2024.",
)


@pytest.fixture(scope="module")
def trio(tmp_path_factory):
    folder = tmp_path_factory.mktemp("trio")
    for name, text in (("plan", PLAN), ("amendment", AMENDMENT), ("replacement", REPLACEMENT)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    library = load_library([folder])
    assert not library.failures
    return library


@pytest.mark.parametrize(
    ("day", "state", "said_in"),
    [
        ("2022-12-31", "not_issued", None),
        ("2023-03-01", "in_force", None),
        ("2023-07-01", "amended", "amendment"),
        ("2024-02-20", "amended", "amendment"),  # the new plan is issued, not yet in force
        ("2024-03-01", "replaced", "replacement"),
    ],
)
def test_the_plan_on_four_days_and_one_between(trio, day, state, said_in):
    status = trio.graph.status("plan", day)
    assert status.state == state
    if said_in is None:
        assert status.by == ()
    else:
        clause = trio.clause(status.clause_id)
        assert clause.document_id == said_in
        assert "15/KH-UBND" in trio.document(said_in).quote(clause)


def test_the_replacement_itself(trio):
    assert trio.graph.status("replacement", "2024-02-20").state == "not_effective"
    assert trio.graph.status("replacement", "2024-03-02").state == "in_force"


def test_quoted_new_wording_makes_no_clause_of_its_own(trio):
    paths = [[(s.level, s.value) for s in c.path] for c in trio.document("amendment").clauses]
    assert [("dieu", "1"), ("khoan", "2")] not in paths
    assert [("dieu", "1")] in paths


def test_documents_carry_todays_status(trio):
    assert trio.document("plan").status == "replaced"
    assert trio.document("replacement").status == "in_force"


def test_who_cites_whom(trio):
    assert {r.document_id for r in trio.graph.cited_in("plan")} == {"amendment", "replacement"}


def test_a_repealed_clause_does_not_end_the_document(tmp_path):
    (tmp_path / "a.txt").write_text(PLAN, encoding="utf-8")
    body = "Điều 1. Bãi bỏ khoản 2 Kế hoạch số 15/KH-UBND ngày 10/01/2023 của UBND tỉnh."
    other = HEAD.format(
        number="9/QĐ-UBND",
        day="01",
        month="4",
        year=2023,
        kind="QUYẾT ĐỊNH",
        title="Bãi bỏ",
        body=body,
    )
    (tmp_path / "b.txt").write_text(other, encoding="utf-8")
    library = load_library([tmp_path])
    status = library.graph.status("a", "2023-05-01")
    assert status.state == "amended"
    assert status.by[0].partial
    [reference] = library.graph.cited_in("a")
    assert library.clause(reference.target_clause).path[-1].value == "2"


def test_a_plan_of_another_province_is_not_meant(tmp_path):
    (tmp_path / "a.txt").write_text(PLAN, encoding="utf-8")
    other = REPLACEMENT.replace("QUẢNG NGÃI", "HẢI DƯƠNG").replace("Quảng Ngãi", "Hải Dương")
    other = other.replace(" ngày 10/01/2023", "")
    (tmp_path / "b.txt").write_text(other, encoding="utf-8")
    assert load_library([tmp_path]).graph.status("a", "2025-01-01").state == "in_force"


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Quyết định có hiệu lực kể từ ngày ký.", "2023-06-01"),
        ("Quyết định này có hiệu lực sau 10 ngày kể từ ngày ký.", "2023-06-11"),
        (
            "Quyết định này đã được tập thể UBND tỉnh thông qua và có hiệu lực từ ngày 05/7/2023.",
            "2023-07-05",
        ),
        ("Nghị quyết này có hiệu lực thi hành từ ngày được thông qua.", "2023-06-01"),
        ("Quyết định này có hiệu\nlực kể từ ngày 15/8/2023.", "2023-08-15"),
    ],
)
def test_the_first_day_is_counted_from_the_signing_or_named_after_the_vote(words, day):
    text = AMENDMENT.replace("Quyết định này có hiệu lực kể từ ngày ký.", words)
    document = parse(text, "sua-doi.txt")
    first, clause_id = effective_of(document)
    assert first == day
    clause, (start, end) = effect_stated(document)
    assert clause.id == clause_id
    assert " ".join(document.text[start:end].split()).startswith("có hiệu lực")


@pytest.mark.parametrize(
    ("words", "itself"),
    [
        ("Quyết định này có hiệu lực sau 15 ngày, kể từ ngày đăng Công báo.", False),
        ("Quyết định này có hiệu lực theo Quyết định số 12/QĐ-BTC ngày 05/5/2023.", False),
        ("Quyết định này có hiệu lực kể từ ngày ký.", True),
    ],
)
def test_a_day_that_another_paper_sets_is_told_by_its_words(words, itself):
    text = AMENDMENT.replace("Quyết định này có hiệu lực kể từ ngày ký.", words)
    document = parse(text, "sua-doi.txt")
    _, (start, end) = effect_stated(document)
    told = document.text[start:end]
    assert told.startswith("có hiệu lực")
    assert sets_day_itself(told) is itself
