"""The faithfulness check catches every sort of fault, and real answers have none.

Faulty answers are made by hand from real ones; a sample of real answers stands for the full run
(``python -m eval faithful``, in ``make bench``).
"""

import copy
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from eval.claims import claims, stands
from eval.commands.questions import sample
from eval.dataset import read_questions
from eval.faithful import Checker, check_all
from eval.generated import FAMILIES, generate, matter_words
from eval.systems import Ours

DEADLINE = "Sở TT&TT Quảng Ngãi phải trình Quy chế hoạt động của Ban Chỉ đạo trước ngày nào?"
ROW = "Cơ quan nào chủ trì chỉ tiêu thuê bao di động dùng điện thoại thông minh trên 80%?"
TASKS = "Sở Tài chính có những nhiệm vụ gì theo Quyết định 03/QĐ-BCĐ?"


@pytest.fixture(scope="module")
def checker(library):
    return Checker(library)


@pytest.fixture
def answered(ask):
    """A fresh answer object to ``question``, to be spoilt."""

    def get(question=DEADLINE):
        return copy.deepcopy(ask(question).as_json())

    return get


@pytest.fixture
def kinds(checker):
    def run(body, asked=DEADLINE):
        return {fault.split(":")[0] for fault in checker.faults(body, asked)}

    return run


def swap(body, old, new, count=1):
    assert old in body["answer"]
    body["answer"] = body["answer"].replace(old, new, count)
    return body


def test_the_answers_that_are_spoilt_are_sound(answered, kinds):
    body = answered()
    assert body["short_answer"] == "trước ngày 15/02/2022"
    assert not kinds(body)
    assert " — " in answered(ROW)["answer"]
    assert not kinds(answered(ROW), ROW)
    assert answered(TASKS)["answer"].count("“") > 2
    assert not kinds(answered(TASKS), TASKS)


# The quotes


def test_a_changed_digit_in_a_quote(answered, kinds):
    body = answered()
    head, quote = body["answer"].split("\n> ", 1)
    body["answer"] = head + "\n> " + quote.replace("15/02/2022", "16/02/2022")
    assert kinds(body) == {"lời trích"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Khẩn trương hoàn thiện", "Khẩn trương xem xét"),  # another word
        ("Khẩn trương hoàn thiện", "hoàn thiện khẩn trương"),  # another order
        ("năm 2022;", "năm 2022, không"),  # a word put in
    ],
)
def test_other_words_in_a_quote(answered, kinds, old, new):
    assert kinds(swap(answered(), old, new)) == {"lời trích"}


def test_a_contiguous_piece_is_no_fault(answered, kinds):
    body = answered()
    head, _ = body["answer"].split("\n> ", 1)
    body["answer"] = head + "\n> hoàn thành các nhiệm vụ này trước ngày 15/02/2022"
    assert not kinds(body)
    body["answer"] = head + "\n> hoàn thành   các nhiệm vụ\n> này trước ngày 15/02/2022"
    assert not kinds(body)


def test_a_piece_that_cuts_a_word_or_figure(answered, kinds):
    body = answered()
    head, _ = body["answer"].split("\n> ", 1)
    for cut in ("trước ngày 15/02/20", "5/02/2022", "oàn thành các nhiệm vụ này"):
        body["answer"] = f"{head}\n> {cut}"
        assert kinds(body) == {"lời trích"}, cut


def test_a_quote_of_another_clause(answered, kinds, library):
    body = answered()
    head, _ = body["answer"].split("\n> ", 1)
    document = library.document(body["citations"][0]["document"]["id"])
    other = next(
        c for c in document.clauses
        if c.id != body["citations"][0]["clause_id"] and c.end - c.start > 100 and not c.cells
    )  # fmt: skip
    body["answer"] = f"{head}\n> {document.quote(other)}"
    assert kinds(body) == {"lời trích"}


def test_a_quote_under_the_wrong_marker(answered, kinds):
    body = answered(TASKS)
    lines = body["answer"].split("\n")
    at = next(i for i, line in enumerate(lines) if line.startswith("- "))
    lines[at] = lines[at].replace("[1]", "[2]")
    assert "lời trích" in kinds({**body, "answer": "\n".join(lines)}, TASKS)


def test_an_inline_quote(answered, kinds):
    body = answered(TASKS)
    changed = re.sub(r"“(\S+ \S+)", r"“\1 không", body["answer"], count=1)
    assert kinds({**body, "answer": changed}, TASKS) == {"lời trích"}


def test_an_inline_quote_that_is_not_closed(answered, kinds):
    body = answered()
    assert kinds(body | {"answer": body["answer"] + "\n\n“Phải nộp phí [1]"}) == {"lời trích"}


def test_cells_of_a_row_are_checked_one_by_one(answered, kinds):
    sound = answered(ROW)
    row = next(line for line in sound["answer"].split("\n") if line.startswith(">"))
    label, task, organ = row.removeprefix("> ").split(" — ")
    for spoilt in (
        f"{label} — {task} — Cơ quan chủ trì: Sở Y tế",
        f"{label} — {task.replace('80%', '90%')} — {organ}",
        f"{label} — {organ} — {task}",  # another order
        f"{label} — Cơ quan chủ trì: {task.split(': ')[1]} — {organ}",  # under another head
    ):
        body = swap(copy.deepcopy(sound), row, f"> {spoilt}")
        assert kinds(body, ROW) == {"lời trích"}, spoilt
    assert not kinds(swap(sound, row, f"> {task}"), ROW)


# What is said outside quotes


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Sở Ngoại vụ chủ trì [1].", "cơ quan"),
        ("Cục Viễn thông Lào Cai phối hợp [1].", "cơ quan"),
        ("Xem Thông tư 12/2029/TT-BTTTT [1].", "số ký hiệu"),
        ("Xem Kế hoạch số 119/KH-BCĐ [1].", "số ký hiệu"),
        ("Hạn là 16/02/2022 [1].", "ngày tháng"),
        ("Hạn là tháng 3 năm 2022 [1].", "ngày tháng"),
        ("Xong trong Quý III [1].", "ngày tháng"),
        ("Phải đạt 95% [1].", "tỷ lệ"),
        ("Có 1.234 hồ sơ [1].", "số liệu"),
        ("Áp dụng ở Thanh Hóa [1].", "địa phương"),
        ("Theo khoản 9 [1].", "vị trí"),
    ],
)
def test_statements_without_ground(answered, kinds, said, kind):
    body = answered()
    assert kind in kinds(body | {"answer": f"{body['answer']}\n\n{said}"})


def test_statements_with_ground(answered, kinds):
    body = answered()
    said = (
        "Sở TT&TT (mục II, khoản 3) trình ở Quảng Ngãi trước ngày 15 tháng 02 năm 2022 [1], "
        "theo thông báo tháng 01/2022."
    )
    assert not kinds(body | {"answer": f"{body['answer']}\n\n{said}"})


def test_a_swapped_organ_in_the_direct_answer(answered, kinds):
    body = answered(ROW)
    organ = body["short_answer"]
    assert organ in ("Sở TT&TT", "Sở Thông tin và Truyền thông")
    body = swap(body, f"**{organ}**", "**Sở Nội vụ**")
    assert kinds(body, ROW) == {"cơ quan"}
    assert kinds(answered(ROW) | {"short_answer": "Sở Nội vụ"}, ROW) >= {"cơ quan", "trả lời thẳng"}


def test_a_direct_answer_in_words_of_its_own(answered, kinds):
    assert kinds(answered() | {"short_answer": "giữa tháng Hai"}) == {"trả lời thẳng"}
    loose = {"short_answer": "giữa tháng Hai", "model": "openai:x"}
    assert not kinds(answered() | loose)


def test_a_wrong_label(answered, kinds):
    assert kinds(swap(answered(), "điểm b khoản 3", "điểm b khoản 8")) == {"vị trí"}


def test_spoken(answered, kinds):
    body = answered()
    assert kinds(body | {"spoken": f"{body['spoken']} Hỏi Sở Du lịch."}) == {"cơ quan"}
    assert kinds(body | {"spoken": f"{body['spoken']} Trước 25/02/2022."}) == {"ngày tháng"}


# Markers and citations


def test_a_marker_without_citation(answered, kinds):
    assert "dấu dẫn" in kinds(swap(answered(), "[1]", "[7]"))


def test_two_citations_of_one_marker(answered, kinds):
    body = answered(TASKS)
    body["citations"][1]["marker"] = 1
    assert "dấu dẫn" in kinds(body, TASKS)


def test_an_answer_without_citations(answered, kinds):
    assert "trích dẫn" in kinds(answered() | {"citations": [], "answer": "Có."})


@pytest.mark.parametrize(
    "spoil",
    [
        lambda c: c.update(clause_id="khong-co"),
        lambda c: c.update(quote=c["quote"].replace("15/02/2022", "15/02/2023")),
        lambda c: c.update(quote=c["quote"][:-20]),
        lambda c: c.update(start=c["start"] + 3, quote=c["quote"][3:]),
        lambda c: c.update(label=c["label"].replace("khoản 3", "khoản 2")),
        lambda c: c["document"].update(number="99/TB-UBND"),
        lambda c: c.update(display=c["display"].replace("hoàn thiện", "hoàn thành")),
        lambda c: c.update(highlights=[[0, 99_999]]),
    ],
)
def test_a_citation_that_does_not_resolve(answered, kinds, spoil):
    body = answered()
    spoil(body["citations"][0])
    assert "trích dẫn" in kinds(body)


# Refusals


def test_refusals_name_only_what_was_asked_or_is_there(checker, ask):
    asked = "Ở Cà Mau thì ai chủ trì chuyển đổi số năm 2022?"
    body = ask(asked).as_json()
    assert body["status"] == "no_evidence"
    assert "Cà Mau" in body["answer"]
    assert not checker.faults(body, asked)
    for said in ("Ở Bạc Liêu thì có.", "Xem 12/TB-UBND.", "Hạn là 2029.", "Hỏi Sở Du lịch.", "[9]"):
        assert checker.faults({**body, "answer": f"{body['answer']} {said}"}, asked), said
    assert not checker.faults({**body, "answer": "Không có gì về Cà Mau năm 2022."}, asked)


def test_what_a_partial_answer_says_is_missing(answered, kinds):
    rest = "Phần còn lại của câu hỏi ({}): không tìm thấy."
    body = answered() | {"status": "partial"}
    asked = f"{DEADLINE} Còn ở Cà Mau năm 2030?"
    sound = body | {"answer": f"{body['answer']}\n\n{rest.format('Cà Mau 2030')}"}
    assert not kinds(sound, asked)
    wrong = body | {"answer": f"{body['answer']}\n\n{rest.format('Bạc Liêu 2031')}"}
    assert kinds(wrong, asked) == {"phần chưa trả lời"}


# What a text states


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ngày 07/6/2023", "7 tháng 6 năm 2023"),
        ("tháng 02/2022", "tháng 2 năm 2022"),
        ("Quý 1", "quý I"),
        ("8,5 %", "8.5%"),
        ("94 /1998/NĐ-CP", "94/1998/NĐ-CP"),
        ("Sở TT&TT", "Sở Thông tin và Truyền thông"),
    ],
)
def test_two_spellings_state_the_same(one, other):
    assert [(c.kind, c.key) for c in claims(one)] == [(c.kind, c.key) for c in claims(other)] != []


def test_a_full_stop_ends_a_document_number():
    assert [c.words for c in claims("03/QĐ-BCĐ. Theo đó")] == ["03/QĐ-BCĐ"]


def test_stands_cuts_nothing():
    assert stands("10%", "trên 10% hồ sơ")
    assert not stands("10", "trên 10% hồ sơ")
    assert not stands("0%", "trên 10% hồ sơ")
    assert not stands("10", "trên 10,5 điểm")
    assert not stands("số", "cơ sốt")


# Generated questions


def test_the_same_seed_gives_the_same_questions(library):
    first, again, other = (generate(library, 200, seed) for seed in (1, 1, 2))
    assert first == again
    assert {q.question for q in first} != {q.question for q in other}


def test_generated_questions_are_many_and_varied(library):
    questions = generate(library, 2000)
    assert len({(q.history, q.question) for q in questions}) == len(questions) == 2000
    families = Counter(q.kind.split("/")[0] for q in questions)
    forms = Counter(q.kind.split("/")[1] for q in questions)
    assert set(families) == set(FAMILIES)
    assert len(families) >= 10
    assert min(families.values()) > 60
    assert len(forms) == 9
    assert min(forms.values()) > 60
    assert max(len(q.question) for q in questions) < 2000


def test_a_matter_is_said_without_its_number_and_organ():
    assert matter_words(
        "a) Sở Tài chính chủ trì cân đối kinh phí hằng năm; báo cáo UBND tỉnh."
    ) == ("cân đối kinh phí hằng năm")
    assert matter_words("2. Sở Y tế") == ""


# The run


@pytest.mark.accept
def test_a_sample_of_real_answers_has_no_fault(assistant, library):
    questions = sample(read_questions(Path("eval/sets/dev.jsonl"), library), 40)
    questions += generate(library, 60)
    text, faulty = check_all(questions, Ours(assistant).answer, library)
    assert faulty == 0, text
    assert len(questions) == 100
    assert int(re.search(r"answered (\d+)", text)[1]) > 40


def test_the_report_counts_and_shows_faulty_answers(assistant, library):
    def spoilt(question):
        body = Ours(assistant).answer(question)
        return body | {"answer": body["answer"] + "\n\nTheo 77/2029/TT-BYT."}

    text, faulty = check_all(generate(library, 12), spoilt, library)
    assert faulty == 12
    assert "số ký hiệu: " in text
    assert text.count("LỖI") >= 10
    assert text.count("77/2029/TT-BYT.") == 10


def test_the_command_needs_questions():
    done = subprocess.run(
        [sys.executable, "-m", "eval", "faithful"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "--generated" in done.stderr
