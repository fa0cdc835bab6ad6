import numpy as np
import pytest

from index.lexical import LexicalIndex

TEXTS = ["Sở Nội vụ chủ trì", "Sở Y tế phối hợp", "thủ tục hành chính trực tuyến"]


@pytest.fixture(scope="module")
def lexical():
    return LexicalIndex.build(TEXTS)


def test_words_need_diacritics_and_folded_does_not(lexical):
    assert int(np.argmax(lexical.scores("words", "nội vụ"))) == 0
    assert not lexical.scores("words", "noi vu").any()
    assert int(np.argmax(lexical.scores("folded", "noi vu"))) == 0


def test_unknown_words_score_nothing(lexical):
    assert lexical.scores("words", "xyz").tolist() == [0.0, 0.0, 0.0]


def test_rarity_falls_with_frequency(lexical):
    so, noi, unseen = (lexical.rarity("folded", t) for t in ("so", "noi", "khongco"))
    assert so < noi < unseen
    assert lexical.rarity("words", "thủ_tục") < lexical.rarity("words", "nghĩa_vụ")


def test_saved_and_opened_it_scores_the_same(lexical, tmp_path):
    lexical.save(tmp_path)
    opened = LexicalIndex.open(tmp_path)
    assert opened.size == 3
    for name in ("words", "folded"):
        assert np.allclose(opened.scores(name, "hành chính"), lexical.scores(name, "hành chính"))
    assert opened.rarity("folded", "noi") == lexical.rarity("folded", "noi")
