import pytest

from corpus.citation.document_number import find_number
from corpus.citation.mentions import find_mentions
from corpus.citation.named_clause import read_paths
from corpus.citation.references import find_references
from corpus.document import Step
from eval.reading.report import SETS
from eval.reading.score import score_references
from eval.reading.seal import read_rows
from eval.reading.texts import Texts


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Quyết định số 749/QĐ-TTg ngày", "749/QĐ-TTg"),
        ("Nghị định 47/2020/NĐ-CP", "47/2020/NĐ-CP"),
        ("Nghị quyết số 52-NQ/TW ngày", "52-NQ/TW"),
        ("Luật số 134/2025/QH15", "134/2025/QH15"),
        ("số 66.4/2025/NQ-CP đối với", "66.4/2025/NQ-CP"),
        ("Quyết định số 03... /QĐ-BCĐ ngày", "03/QĐ-BCĐ"),
        ("Nghị định số 94 /1998/NĐ-CP", "94/1998/NĐ-CP"),
        ("Công văn số 3158/UBND-TTHC.", "3158/UBND-TTHC"),
        ("Tờ trình số 901/TTr-STTTT", "901/TTr-STTTT"),
    ],
)
def test_numbers(text, printed):
    assert find_number(text).printed == printed


@pytest.mark.parametrize("text", ["24/7", "ngày 08/8/2022", "Covid-19", "47/63", "tỷ lệ 3/4"])
def test_no_numbers(text):
    assert find_number(text) is None


def test_one_number_spelt_twice_has_one_key():
    assert find_number("số 03/QĐ-BCĐ").key == find_number("Số: 3 /QĐ-BCĐ").key


def test_every_numbered_document_in_the_directives_is_found():
    rows = read_rows(SETS / "references-directives.jsonl")
    found, details = score_references(rows, Texts([]))
    assert found.true + found.missed == 61
    assert found.precision >= 0.98
    assert found.recall >= 0.98
    assert {name: share.value for name, share in details.items()} == {
        "kind": 1.0,
        "date": 1.0,
        "issuer": 1.0,
        "clause": 1.0,
    }


def test_a_clause_of_a_cited_annex(library):
    document = library.document("004_f31a72dcb7f9007e.txt")
    named = [r for r in find_references(document) if r.number and r.number.printed == "05/CT-TTg"]
    assert named[0].clause == (Step("phu_luc", "Phụ lục"), Step("muc", "A"), Step("khoan", "9"))
    quote = document.text[named[0].start : named[0].end]
    assert quote.startswith("khoản 9 mục A, Phụ lục Chỉ thị số 05/CT-TTg")


def test_own_clauses_are_resolved(library):
    document = library.document("004_f31a72dcb7f9007e.txt")
    own = [r for r in library.graph.references[document.id] if r.own]
    assert [document.clause(r.target_clause).label.split(" Quyết")[0] for r in own] == ["Điều 4"]


def test_an_issuer_said_once_belongs_to_the_list():
    text = (
        "Quyết định số 749/QĐ-TTg ngày 03/6/2020, Quyết định số 942/QĐ-TTg ngày 15/6/2021 của "
        "Thủ tướng Chính phủ"
    )
    assert [m.issuer for m in find_mentions(text)] == ["Thủ tướng Chính phủ"] * 2


def test_lists_of_places_say_the_outer_levels_once():
    assert read_paths("mục 1, điểm d mục 3 Phần III Điều 1") == [
        (Step("dieu", "1"), Step("phan", "III"), Step("muc", "1")),
        (Step("dieu", "1"), Step("phan", "III"), Step("muc", "3"), Step("diem", "d")),
    ]


@pytest.mark.parametrize(
    ("before", "relation"),
    [
        ("Quyết định này thay thế ", "thay_the"),
        ("Bãi bỏ khoản 2 Điều 5 ", "bai_bo"),
        ("Sửa đổi, bổ sung một số nội dung của ", "sua_doi"),
        ("Ban hành kèm theo ", "kem_theo"),
        ("Căn cứ ", "can_cu"),
        ("Tiếp tục thực hiện ", "thuc_hien"),
        ("Tờ trình nêu ", "nhac_den"),
    ],
)
def test_relations(before, relation):
    from corpus.structure.parse import parse

    text = f"Điều 1. {before}Quyết định số 12/QĐ-UBND ngày 05/01/2023 của UBND tỉnh Quảng Ngãi.\n"
    [reference] = [r for r in find_references(parse(text, "a.txt")) if r.number]
    assert reference.relation == relation
