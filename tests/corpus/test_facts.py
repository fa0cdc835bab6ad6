import pytest

from corpus.facts.find import find_facts
from corpus.organs import canonical, find_bodies, predecessors, successor
from corpus.structure.parse import parse
from eval.reading.report import SETS
from eval.reading.score import Found, score_facts
from eval.reading.seal import read_rows
from eval.reading.texts import Texts


def facts_of(text):
    facts = find_facts(parse(text, "a.txt"))
    return [(f.organ, f.role) for f in facts.assignments], facts


def test_hand_written_facts_of_the_five_directives():
    rows = read_rows(SETS / "facts-directives.jsonl")
    covered = read_rows(SETS / "facts-directives-covered.jsonl")
    total = Found()
    for part in score_facts(rows, covered, Texts([])).values():
        total = total + part
    assert len(rows) >= 150
    assert total.precision >= 0.95
    assert total.recall >= 0.90


@pytest.mark.parametrize(
    ("text", "assignments"),
    [
        (
            "1. Sở Nội vụ chủ trì, phối hợp với Sở Tài chính, Công an tỉnh rà soát.",
            [
                ("Sở Nội vụ", "chu_tri"),
                ("Sở Tài chính", "phoi_hop"),
                ("Công an tỉnh", "phoi_hop"),
            ],
        ),
        (
            "1. Giám đốc Sở Y tế\n\nTham mưu UBND tỉnh ban hành kế hoạch.",
            [("Sở Y tế", "tham_muu")],
        ),
        (
            "1. Giao sở TT&TT chủ trì:\n\n- Kết nối.\n\n- Phối hợp với STC bố trí kinh phí.",
            [
                ("Sở Thông tin và Truyền thông", "chu_tri"),
                ("Sở Thông tin và Truyền thông", "phoi_hop"),
                ("Sở Tài chính", "phoi_hop"),
            ],
        ),
        (
            "1. Tập huấn.\n\n- Cơ quan chủ trì: Sở Nội vụ.\n\n- Cơ quan phối hợp: Sở Y tế.",
            [("Sở Nội vụ", "chu_tri"), ("Sở Y tế", "phoi_hop")],
        ),
        (
            "1. Các đơn vị gửi Sở Nội vụ tổng hợp trước ngày 01/6/2023.",
            [("Sở Nội vụ", "duoc_giao")],
        ),
        ("1. Người đứng đầu chịu trách nhiệm, báo cáo UBND tỉnh.", []),
    ],
)
def test_who_does_what(text, assignments):
    assert facts_of(text)[0] == assignments


def test_reports_assign_nothing():
    report = "I. ĐÁNH GIÁ CHUNG\n\n1. Sở Nội vụ đã hoàn thành 100% hồ sơ."
    text = f"{report}\n\nII. NHIỆM VỤ\n\n1. Sở Nội vụ rà soát."
    found, facts = facts_of(text)
    assert found == [("Sở Nội vụ", "duoc_giao")]
    assert facts.targets == ()


def test_dates_of_cited_documents_are_no_deadlines():
    text = (
        "1. Sở Nội vụ thực hiện Kế hoạch số 5/KH-UBND ngày 01/02/2023, xong trước ngày 01/6/2023."
    )
    _, facts = facts_of(text)
    assert [d.period.end for d in facts.deadlines] == ["2023-05-31"]
    assert facts.assignments[0].periods == (facts.deadlines[0].period,)


def test_a_heading_sets_the_time_for_what_stands_under_it():
    text = "1. Trong tháng 7/2023:\n\na) Sở Nội vụ rà soát.\n\nb) Sở Y tế báo cáo."
    _, facts = facts_of(text)
    assert [f.periods[0].end for f in facts.assignments] == ["2023-07-31"] * 2


def test_offsets_stand_in_the_text(library):
    for document in library:
        facts = library.facts(document.id)
        assert facts.assignments
        for fact in facts.assignments:
            words = document.text[fact.at[0] : fact.at[1]]
            assert any(fact.organ == body.name for body in find_bodies(" ".join(words.split())))
            assert document.clause(fact.named_in).start <= fact.at[0]
            assert fact.task[0] < fact.task[1]
        for target in facts.targets:
            start, end = target.target.at
            assert document.text[start:end].strip()


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("STTTT", "Sở Thông tin và Truyền thông"),
        ("sở TT & TT", "Sở Thông tin và Truyền thông"),
        ("Chánh Văn phòng UBND tỉnh", "Văn phòng UBND tỉnh"),
        ("BXD", "Bộ Xây dựng"),
        ("UBND các huyện, thị xã, thành phố", "UBND cấp huyện"),
        ("Một cơ quan lạ", "Một cơ quan lạ"),
    ],
)
def test_canonical_names(written, name):
    assert canonical(written) == name


def test_ministries_in_a_list():
    names = [m.name for m in find_bodies("Các Bộ: Quốc phòng, Công an chủ động chỉ đạo")]
    assert names == ["Bộ Quốc phòng", "Bộ Công an"]


def test_names_that_the_data_does_not_list():
    names = [m.name for m in find_bodies("Cục Viễn thông và Sở Quy hoạch - Kiến trúc chủ trì")]
    assert names == ["Cục Viễn thông", "Sở Quy hoạch - Kiến trúc"]


def test_reorganizations():
    assert successor("Sở Thông tin và Truyền thông") == "Sở Khoa học và Công nghệ"
    assert successor("Sở Thông tin và Truyền thông", "2024-12-31") == "Sở Thông tin và Truyền thông"
    assert predecessors("Sở Tài chính") == ("Sở Kế hoạch và Đầu tư",)
    assert successor("Sở Y tế") == "Sở Y tế"
