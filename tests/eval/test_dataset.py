import json
from pathlib import Path

import pytest

from eval.dataset import DatasetError, leaks, read_questions, split_by_clause

SETS = Path("eval/sets")
GOOD = {
    "id": "x1",
    "kind": "fact",
    "question": "Ai chủ trì?",
    "answerable": True,
    "gold": [
        {"document": "004_f31a72dcb7f9007e.txt", "quote": "Trên 10% hoạt động kiểm tra hành chính"}
    ],
    "must": ["Sở Nội vụ"],
}


def write(tmp_path, *rows):
    path = tmp_path / "set.jsonl"
    path.write_text("\n".join(r if isinstance(r, str) else json.dumps(r) for r in rows), "utf-8")
    return path


def test_a_good_set_resolves_its_gold(library, tmp_path):
    question = read_questions(write(tmp_path, GOOD), library)[0]
    assert question.gold[0].clause_id.endswith("muc-ii.khoan-2.diem-i")


def test_a_quote_over_broken_lines_and_markup_is_found(library, tmp_path):
    gold = {
        "document": "003_8ccf9529dadaa520.txt",
        "quote": "Lấy kết quả thực hiện chuyển đổi số để đánh giá người đứng đầu. Chuyển đổi số",
    }
    question = read_questions(write(tmp_path, {**GOOD, "gold": [gold]}), library)[0]
    assert question.gold[0].clause_id.endswith("diem-2-2")


def test_the_same_words_listed_twice_mean_two_places(library, tmp_path):
    gold = {
        "document": "004_f31a72dcb7f9007e.txt",
        "quote": "không để tình trạng giải quyết hồ sơ chậm, muộn",
    }
    question = read_questions(write(tmp_path, {**GOOD, "gold": [gold, gold]}), library)[0]
    places = [g.clause_id.split("muc-vi.")[1] for g in question.gold]
    assert places == ["khoan-9.gach-1", "khoan-11.gach-1"]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("{", "không phải JSON"),
        (
            {**GOOD, "gold": [{"document": "004_f31a72dcb7f9007e.txt", "quote": "không hề có"}]},
            "không có đoạn",
        ),
        ({**GOOD, "gold": [{"document": "lạ.txt", "quote": "x"}]}, "không có văn bản"),
        ({**GOOD, "gold": []}, "phải có gold"),
        ({**GOOD, "kind": "đố"}, "loại"),
        ({**GOOD, "must": ["("]}, "biểu thức chính quy"),
        ({k: v for k, v in GOOD.items() if k != "question"}, "question"),
        ({**GOOD, "question": " "}, "để trống"),
    ],
)
def test_faults_are_named_with_their_line(library, tmp_path, row, fault):
    with pytest.raises(DatasetError) as caught:
        read_questions(write(tmp_path, GOOD | {"id": "x0"}, row), library)
    assert len(caught.value.faults) == 1
    assert "dòng 2" in caught.value.faults[0]
    assert fault in caught.value.faults[0]


def test_a_duplicate_id_is_a_fault(library, tmp_path):
    with pytest.raises(DatasetError, match="trùng mã “x1”"):
        read_questions(write(tmp_path, GOOD, GOOD), library)


def test_leaks_are_found(library, tmp_path):
    one = read_questions(write(tmp_path, GOOD), library)
    other = {**GOOD, "id": "x2", "question": "Câu khác?"}
    two = read_questions(write(tmp_path, other), library)
    assert "điều khoản" in leaks(one, two)[0]
    three = read_questions(
        write(tmp_path, {**GOOD, "id": "x3", "answerable": False, "gold": [], "kind": "unans"}),
        library,
    )
    assert leaks(one, three) == ["x3: trùng câu hỏi với x1"]


def test_the_committed_sets_are_large_sound_and_do_not_leak(library):
    dev, test = (read_questions(SETS / f"{name}.jsonl", library) for name in ("dev", "test"))
    both = [*dev, *test]
    count = {k: sum(q.kind == k for q in both) for k in {q.kind for q in both}}
    assert len(both) >= 400
    assert len(count) == 12
    assert count["unans"] >= 80
    assert count["inject"] >= 40
    assert count["follow"] >= 40
    assert all(q.reference and q.must for q in both if q.answerable)
    assert len({q.id for q in both}) == len(both)
    assert leaks(dev, test) == []


def test_a_split_shares_no_clause(library):
    dev = read_questions(SETS / "dev.jsonl", library)
    first, second = split_by_clause(dev)
    assert len(first) + len(second) == len(dev)
    assert leaks(first, second) == []
    assert (first, second) == split_by_clause(dev)
