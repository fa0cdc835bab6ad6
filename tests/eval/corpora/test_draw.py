from collections import Counter

import pytest

from eval.corpora.draw import draw, home_documents, linked
from eval.dataset import Question


def question(name, near=False, why="", text="Ai chủ trì?"):
    return Question(
        name, "unans" if near else "fact", text, (), not near, (), (), near=near, why=why
    )


HOMES = {f"q{i}": (f"d{i % 23:02d}",) for i in range(60)} | {"two": ("d03", "d04", "d05")}
OTHERS = [f"e{i:02d}" for i in range(40)]


@pytest.mark.parametrize("seed", range(12))
def test_every_question_is_asked_once_with_its_documents(seed):
    corpora = draw(HOMES, OTHERS, (4, 6), seed)
    asked = Counter(q for c in corpora for q in c.questions)
    assert asked == Counter(dict.fromkeys(HOMES, 1))
    held = Counter(f for c in corpora for f in c.files)
    assert all(held[f] == 1 for names in HOMES.values() for f in names)
    for corpus in corpora:
        assert 4 <= len(corpus.files) <= 6
        assert all(set(HOMES[q]) <= set(corpus.files) for q in corpus.questions)


def test_a_seed_draws_the_same_and_another_seed_differs():
    assert draw(HOMES, OTHERS, (4, 6), 7) == draw(dict(HOMES), list(OTHERS), (4, 6), 7)
    assert draw(HOMES, OTHERS, (4, 6), 7) != draw(HOMES, OTHERS, (4, 6), 8)


def test_a_question_over_many_documents_has_a_corpus_as_large():
    corpora = draw({"q": tuple("abcdefg")}, [], (2, 3), 1)
    assert [c.files for c in corpora] == [tuple("abcdefg")]


def test_questions_link_documents():
    assert linked([("a", "b"), ("c",), ("b", "d"), ("e", "e")]) == [("a", "b", "d"), ("c",), ("e",)]


def test_a_near_miss_goes_where_its_words_stand():
    named = {"g1": ["quyetdinh_99_tinh-a.txt"], "g2": ["kehoach_12_tinh-b.txt"]}
    texts = {
        "quyetdinh_99_tinh-a.txt": "Lệ phí trước bạ ô tô và xe máy.",
        "kehoach_12_tinh-b.txt": "Trồng rừng ngập mặn ven biển.",
    }
    asked = [
        question("g1"),
        question("g2"),
        question("n1", near=True, text="Rừng ngập mặn trồng cây gì?"),
        question("n2", near=True, text="Mức thu ra sao?", why="Quyết định 99 không nêu mức"),
        Question("far", "unans", "Giá vé tàu?", (), False, (), ()),
    ]
    homes = home_documents(asked, named, texts, 1)
    assert homes["g1"] == ("quyetdinh_99_tinh-a.txt",)
    assert homes["n1"] == ("kehoach_12_tinh-b.txt",)
    assert homes["n2"] == ("quyetdinh_99_tinh-a.txt",)
    assert homes["far"][0] in texts
    assert homes == home_documents(asked, named, texts, 1)
