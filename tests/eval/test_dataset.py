import json
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.library import DIRECTIVES
from eval.dataset import (
    DatasetError,
    leaks,
    leaks_among,
    read_questions,
    read_set,
    split_by_clause,
)

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


MORE = {
    **GOOD,
    "kind": "reverse",
    "answers": ["Trên 10% hoạt động kiểm tra", "hành chính"],
    "why": "",
}


def test_the_fields_of_other_sets_are_read(library, tmp_path):
    near = {**GOOD, "id": "x2", "kind": "unans", "answerable": False, "gold": [], "near": True,
            "why": "chỉ nêu tỷ lệ"}  # fmt: skip
    one, two = read_questions(write(tmp_path, MORE, near), library)
    assert one.answers == ("Trên 10% hoạt động kiểm tra", "hành chính")
    assert (one.near, two.near, two.why) == (False, True, "chỉ nêu tỷ lệ")


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"answers": ["20% hoạt động kiểm tra"]}, "answers “20%"),
        ({"answers": "Trên 10%"}, "“answers” sai kiểu"),
        ({"answers": [1]}, "danh sách chuỗi"),
        ({"near": "có"}, "“near” sai kiểu"),
        ({"near": True}, "near chỉ dành cho"),
    ],
)
def test_faults_of_those_fields(library, tmp_path, change, fault):
    found = read_set(write(tmp_path, {**MORE, **change}), library)
    assert len(found.faults) == 1
    assert fault in found.faults[0]


def test_words_that_stand_twice_are_gold_twice(library, tmp_path):
    quote = "không để tình trạng giải quyết hồ sơ chậm, muộn"
    gold = {"document": "004_f31a72dcb7f9007e.txt", "quote": quote}
    question = read_questions(write(tmp_path, {**GOOD, "gold": [gold]}), library)[0]
    places = [p.clause_id.split("muc-vi.")[1] for p in question.gold[0].places]
    assert places == ["khoan-9.gach-1", "khoan-11.gach-1"]
    both = read_questions(write(tmp_path, {**GOOD, "gold": [gold, gold]}), library)[0]
    assert [len(g.places) for g in both.gold] == [1, 1]


def test_a_set_is_read_as_far_as_it_can_be(library, tmp_path):
    wrong = {**GOOD, "id": "x2", "gold": [*GOOD["gold"], {**GOOD["gold"][0], "quote": "lạ hoắc"}]}
    found = read_set(write(tmp_path, GOOD, wrong, "{", {**GOOD, "id": "x4", "kind": "đố"}), library)
    assert [q.id for q in found.questions] == ["x1", "x2"]
    assert [len(q.gold) for q in found.questions] == [1, 1]
    assert [fault.split(":")[0] for fault in found.faults] == ["dòng 2", "dòng 3", "dòng 4"]
    assert not found.foreign


def test_validation_tells_all_faults_and_skips_foreign_sets(library, tmp_path):
    bad = write(tmp_path, {**GOOD, "gold": [{**GOOD["gold"][0], "quote": "lạ hoắc"}]})
    foreign = tmp_path / "foreign.jsonl"
    gold = [{"document": "xa.txt", "quote": "x"}]
    foreign.write_text(json.dumps({**GOOD, "id": "x9", "gold": gold}), "utf-8")
    command = [sys.executable, "-m", "eval", "validate", bad, foreign, SETS / "dev-cross.jsonl"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 1
    assert "set.jsonl có 1 lỗi" in done.stderr
    assert "foreign.jsonl: bỏ qua" in done.stdout
    assert "dev-cross.jsonl: 30 câu, hợp lệ" in done.stdout
    command[4:] = [foreign, "--corpus", DIRECTIVES]
    assert "bỏ qua" in subprocess.run(command, capture_output=True, text=True).stdout


def test_many_sets_are_compared_in_one_pass(library, tmp_path):
    one = read_questions(write(tmp_path, GOOD), library)[0]
    sets = [[replace(one, id=f"s{i}-{j}", question=f"Câu {i}, {j}?", gold=()) for j in range(300)]
            for i in range(60)]  # fmt: skip
    start = time.perf_counter()
    assert leaks_among([*sets, [one], [replace(sets[7][5], id="z")]]) == [
        (61, 7, "z: trùng câu hỏi với s7-5")
    ]
    assert time.perf_counter() - start < 5


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
