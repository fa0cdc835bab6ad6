"""Which clause a message of a talk is after: where clauses stand from what was shown, and what the
fitted trees make of it."""

import numpy as np
import pytest

from bot.answer import Citation
from bot.converse import read_question
from bot.converse.likely.features import NAMES, Led, rows
from bot.converse.likely.model import Likely, likely, ordered
from bot.evidence.profile import Profiles
from bot.evidence.weigh import Evidence
from bot.findings import Found
from bot.question import Ask
from corpus.structure.parse import parse

TEXT = """ỦY BAN NHÂN DÂN
TỈNH SÔNG MÂY
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 12/QĐ-UBND
Sông Mây, ngày 5 tháng 6 năm 2025
QUYẾT ĐỊNH
Về bến thuyền
Điều 1. Các bến thuyền:
1. Bến Tây mở từ tháng 3.
2. Bến Đông mở từ tháng 5.
3. Bến Nam chưa mở.
Điều 2. Quyết định này có hiệu lực từ ngày ký.
"""


@pytest.fixture(scope="module")
def document():
    return parse(TEXT, "a.txt")


@pytest.fixture(scope="module")
def found(document):
    """A finding of the clause at a place, with a probability."""

    def make(place, probability=0.0):
        clause = next(c for c in document.clauses if c.id.endswith(place))
        profile = Profiles().of(document, clause)
        evidence = Evidence(0.5, 0.5)
        return Found(document, clause, 1.0, evidence, profile, probability=probability)

    return make


@pytest.fixture(scope="module")
def asked(document):
    return read_question(Ask("còn bến Đông?"), [document])


@pytest.fixture
def led(document, found, asked):
    shown = found("dieu-1.khoan-1")
    return Led(
        asked,
        [found("dieu-1.khoan-2", 0.4), found("dieu-2", 0.1)],
        [found("dieu-1.khoan-1", 0.6), found("dieu-1.khoan-2", 0.3)],
        [found("dieu-1"), found("dieu-1.khoan-3")],
        (),
        [Citation(1, document, shown.clause)],
        {"follow_up": 0.9},
        "answered",
    )


def column(table, candidates, name):
    return {
        c.clause.id.split(".", 1)[1]: float(v)
        for c, v in zip(candidates, table[:, NAMES.index(name)], strict=True)
    }


def test_every_candidate_has_a_row_of_all_features(led):
    candidates, table = rows(led)
    assert len({c.clause.id for c in candidates}) == len(candidates) == 5
    assert table.shape == (5, len(NAMES))
    assert np.isfinite(table).all()


def test_where_a_clause_stands_from_what_was_shown(led):
    candidates, table = rows(led)
    assert column(table, candidates, "is_first")["dieu-1.khoan-1"] == 1
    beside = column(table, candidates, "beside")
    assert {name for name, value in beside.items() if value} == {"dieu-1.khoan-2", "dieu-1.khoan-3"}
    after = column(table, candidates, "next")
    assert {name for name, value in after.items() if value} == {"dieu-1.khoan-2"}
    assert column(table, candidates, "above")["dieu-1"] == 1


def test_what_both_readings_found_counts_for_both(led):
    candidates, table = rows(led)
    assert column(table, candidates, "mean")["dieu-1.khoan-2"] == pytest.approx(0.35)
    assert column(table, candidates, "second_place")["dieu-1.khoan-2"] == 0.5
    assert column(table, candidates, "first")["dieu-1.khoan-1"] == 0


def test_the_sibling_that_is_named_is_likelier_than_what_was_shown(led):
    weighed = likely().weigh(led)
    assert weighed.found[0].clause.id.endswith("dieu-1.khoan-2")
    assert weighed.chance == weighed.found[0].probability >= weighed.found[1].probability


def test_without_trees_the_mean_of_both_readings_orders(led):
    assert Likely().weigh(led).found[0].clause.id.endswith("dieu-1.khoan-2")


def test_trees_of_other_features_are_refused(tmp_path):
    (tmp_path / "about.json").write_text('{"enough": 0.3}', encoding="utf-8")
    (tmp_path / "trees.txt").write_text("no trees", encoding="utf-8")
    with pytest.raises(ValueError, match=r"\w"):
        Likely.open(tmp_path)


def test_ordering_keeps_all(found):
    ranked = ordered([found("dieu-2"), found("dieu-1")], np.array([0.2, 0.7]))
    assert [f.probability for f in ranked.found] == [0.7, 0.2]
    assert ranked.chance == 0.7


def test_nothing_found_is_nothing_likely(asked):
    assert likely().weigh(Led(asked, (), (), (), (), ())).chance == 0
