from corpus.library import Library
from corpus.structure.parse import parse
from eval.quotes import holds, occurrences, places, squeeze

TEXT = """ỦY BAN NHÂN DÂN TỈNH A
Số: 1/KH-UBND

KẾ HOẠCH
Về việc thử

1. Sở Nội vụ chủ trì.
2. Sở Tài chính phối hợp.
3. Sở Nội vụ chủ trì.
| 1 | Lệ phí | 5.000 đồng |
"""


def make():
    return parse(TEXT, "thu.txt")


def test_the_same_words_are_found_at_every_place():
    document = make()
    found = occurrences(document, "Sở Nội vụ  CHỦ trì")
    assert [document.text[a:b] for a, b in found] == ["Sở Nội vụ chủ trì"] * 2
    assert {p.clause_id.rsplit(".", 1)[-1] for a, b in found for p in places(document, a, b)} == {
        "khoan-1",
        "khoan-3",
    }


def test_a_quote_over_two_clauses_stands_in_both():
    document = make()
    start, end = occurrences(document, "chủ trì. 2. Sở Tài chính")[0]
    parts = places(document, start, end)
    assert [p.clause_id.rsplit(".", 1)[-1] for p in parts] == ["khoan-1", "khoan-2"]
    assert squeeze(document.text[parts[0].start : parts[0].end]) == "chủtrì."
    for place in parts:
        clause = Library((document,)).clause(place.clause_id)
        assert clause.start <= place.start < place.end <= clause.end


def test_bars_between_cells_may_be_left_out():
    document = make()
    assert len(occurrences(document, "Lệ phí 5.000 đồng")) == 1
    assert occurrences(document, "Lệ phí 6.000 đồng") == []
    assert occurrences(document, " ") == []


def test_answering_words_are_compared_alike():
    document = make()
    assert holds(document, "lệ phí 5.000 đồng")
    assert not holds(document, "lệ phí 50.000 đồng")


def test_words_outside_every_clause_have_a_place_without_one():
    document = make()
    covered = [(c.start, c.end) for c in document.clauses]
    gap = next(i for i in range(len(TEXT)) if not any(a <= i < b for a, b in covered))
    assert places(document, gap, gap + 1)[0].clause_id == ""
