"""Clause trees against marks written by hand from reading the five texts (marks.jsonl).

Whoever wrote the marks saw the texts and the rules of the tree, not the program.
"""

import json
from collections import Counter
from pathlib import Path

import pytest

from corpus.language.normalize import MARKUP, view
from corpus.structure.label import place_label

MARKS = [
    json.loads(line)
    for line in (Path(__file__).parent / "marks.jsonl").read_text(encoding="utf-8").splitlines()
]


def one_line(text: str) -> tuple[str, list[int]]:
    """The text as the marks quote it (no markup, single spaces), with source offsets."""
    markup = {i for m in MARKUP.finditer(text) for i in range(m.start(), m.end())}
    chars, offsets = [], []
    for index, char in enumerate(text):
        if index in markup or (char.isspace() and chars[-1:] == [" "]):
            continue
        chars.append(" " if char.isspace() else char)
        offsets.append(index)
    return "".join(chars), offsets


def clause_at(document, words):
    text, offsets = one_line(document.text)
    assert text.count(words) == 1, words
    start = offsets[text.index(words)]
    return next(c for c in document.clauses if c.start <= start < c.end)


def test_there_are_enough_marks_for_every_directive():
    files = Counter(mark["file"] for mark in MARKS)
    assert len(MARKS) >= 150
    assert len(files) == 5
    assert min(files.values()) >= 30


@pytest.mark.parametrize("mark", MARKS, ids=lambda m: f"{m['file'][:3]}:{m['words'][:40]}")
def test_mark(library, mark):
    document = library.document(mark["file"])
    clause = clause_at(document, mark["words"])
    assert [[s.level, s.value] for s in clause.path] == mark["path"]
    if "label" in mark:
        assert place_label(clause.path, clause.part) == mark["label"]
    shown = view(document.text, clause.start, clause.end).text.replace(" | ", " ")
    assert " ".join(shown.split()).endswith(mark["text_end"])
    cells = {cell.head: document.text[cell.start : cell.end] for cell in clause.cells}
    for head, words in mark.get("cells", {}).items():
        assert cells.get(head, "") == words  # a trailing empty cell is only white space


def test_every_table_row_has_its_lead_agency(library):
    document = library.document("004_f31a72dcb7f9007e.txt")
    rows = [c for c in document.clauses if c.cells and c.path[-1].level in ("diem", "dong")]
    assert len(rows) == 39
    for row in rows:
        lead = next(c for c in row.cells if c.head == "Cơ quan chủ trì")
        assert document.text[lead.start : lead.end].strip()


def test_unlettered_rows_belong_to_the_letter_above(library):
    document = library.document("004_f31a72dcb7f9007e.txt")
    rows = [c for c in document.clauses if c.path[-1].level == "dong"]
    letters = [(c.value("khoan"), c.value("diem"), c.path[-1].value) for c in rows]
    assert letters == [("2", "c", "2"), ("2", "d", "2"), ("2", "e", "2"), ("3", "đ", "2")]


def test_label_names_the_document_and_the_attached_plan(library):
    document = library.document("004_f31a72dcb7f9007e.txt")
    clause = clause_at(document, "Trên 10% hoạt động kiểm tra hành chính định kỳ")
    assert clause.label == (
        "điểm i khoản 2 mục II Kế hoạch ban hành kèm theo Quyết định số 03/QĐ-BCĐ ngày 07/6/2023 "
        "của Trưởng Ban chỉ đạo Chuyển đổi số tỉnh Quảng Ngãi"
    )


def test_a_blank_number_and_day_are_said_not_invented(library):
    document = library.document("000_c38b67e39500967b.txt")
    assert document.name == "Thông báo số …/TB-UBND ngày …/01/2022 của UBND tỉnh Quảng Ngãi"
