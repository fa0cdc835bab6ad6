import json

import pytest

from eval.answers import AnswersError, compare_answers, record_answers
from eval.dataset import read_questions

SAME = {"status": "answered", "answer": "A", "answer_id": "1", "timings_ms": {"read": 1.0}}


def write(path, *rows):
    path.write_text("".join(json.dumps({"id": i, "answer": a}) + "\n" for i, a in rows), "utf-8")
    return path


def test_ids_and_fields_that_differ(tmp_path):
    first = write(tmp_path / "a", ("x", SAME), ("y", SAME), ("z", SAME), ("x", SAME))
    second = write(
        tmp_path / "b",
        ("x", {**SAME, "answer_id": "2", "timings_ms": {}, "statements": []}),
        ("y", {**SAME, "answer": "B", "spoken": "B"}),
        ("x", {**SAME, "status": "partial"}),
        ("w", SAME),
    )
    assert compare_answers(first, second) == [
        "y: answer, spoken",
        "z: chỉ có trong a",
        "x#2: status",
        "w: chỉ có trong b",
    ]
    assert compare_answers(first, first) == []


def test_a_broken_file_is_named_with_its_line(tmp_path):
    path = write(tmp_path / "a", ("x", SAME))
    path.write_text(path.read_text("utf-8") + "{\n", "utf-8")
    with pytest.raises(AnswersError, match="dòng 2"):
        compare_answers(path, path)


def test_questions_and_talks_are_recorded(assistant, library, tmp_path):
    row = {
        "id": "q1", "kind": "fact", "question": "Ai ký Chỉ thị 19?", "answerable": False,
        "gold": [],
    }  # fmt: skip
    questions = tmp_path / "set.jsonl"
    questions.write_text(json.dumps(row), "utf-8")
    talks = tmp_path / "talks.jsonl"
    turns = [{"user": "Ai ký Chỉ thị 19?", "status": "answered", "must": []}] * 2
    talks.write_text(json.dumps({"id": "t1", "turns": turns}), "utf-8")
    out = tmp_path / "new" / "answers.jsonl"
    found = read_questions(questions, library)
    count = record_answers(assistant.pipeline, found, [talks], out, progress=False)
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert count == 3
    assert [row["id"] for row in rows] == ["q1", "t1.1", "t1.2"]
    assert rows[0]["answer"]["answer"] == rows[1]["answer"]["answer"]
    assert all(row["answer"]["status"] for row in rows)
