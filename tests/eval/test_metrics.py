"""Every expectation is worked out by hand; ir-measures agrees to 1e-9 where it has the metric."""

import math
import random

import ir_measures
import pytest
from ir_measures import RR, nDCG

from eval.metrics.abstention import (
    abstention_precision,
    abstention_recall,
    area_under_risk,
    auroc,
    risk_coverage,
)
from eval.metrics.citation import citation_precision, citation_recall, exactness, top_citation
from eval.metrics.correctness import must_hold, nugget_recall, token_f1
from eval.metrics.faithfulness import faithfulness
from eval.metrics.latency import percentiles
from eval.metrics.ranking import ndcg_at, recall_at, reciprocal_rank, relevance
from eval.record import Span

NONE: frozenset[int] = frozenset()
A, B = frozenset({0}), frozenset({1})


def test_relevance_counts_a_gold_once():
    assert relevance([NONE, A, A, frozenset({0, 1})]) == [0, 1, 0, 1]


def test_recall():
    found = [NONE, A, NONE, B]
    assert recall_at(found, 2, 1, needs_all=True) == 0.0
    assert recall_at(found, 2, 3, needs_all=True) == 0.5
    assert recall_at(found, 2, 4, needs_all=True) == 1.0
    assert recall_at(found, 2, 3, needs_all=False) == 1.0
    assert recall_at([], 2, 3, needs_all=True) == 0.0


def test_reciprocal_rank():
    assert reciprocal_rank([NONE, NONE, A]) == pytest.approx(1 / 3)
    assert reciprocal_rank([NONE]) == 0.0


def test_ndcg():
    # gains at ranks 2 and 4, two golds: (1/log2(3) + 1/log2(5)) / (1 + 1/log2(3))
    expected = (1 / math.log2(3) + 1 / math.log2(5)) / (1 + 1 / math.log2(3))
    assert ndcg_at([NONE, A, NONE, B], 2, 10) == pytest.approx(expected)
    assert ndcg_at([A, B], 2, 10) == pytest.approx(1.0)
    assert ndcg_at([NONE], 1, 10) == 0.0


def test_ranking_agrees_with_ir_measures():
    chance = random.Random(7)
    qrels, run, ours = [], [], {}
    for number in range(200):
        query = str(number)
        golds = chance.sample(range(20), chance.randint(1, 5))
        order = chance.sample(range(20), 15)
        qrels += [ir_measures.Qrel(query, str(g), 1) for g in golds]
        run += [ir_measures.ScoredDoc(query, str(d), 100.0 - i) for i, d in enumerate(order)]
        found = [frozenset([golds.index(d)]) if d in golds else NONE for d in order]
        ours[query] = (
            reciprocal_rank(found),
            ndcg_at(found, len(golds), 10),
            recall_at(found, len(golds), 5, needs_all=True),
        )
    recall5 = ir_measures.R @ 5
    for name, place in ((RR, 0), (nDCG @ 10, 1), (recall5, 2)):
        theirs = {m.query_id: m.value for m in ir_measures.iter_calc([name], qrels, run)}
        assert len(theirs) == 200
        for query, value in theirs.items():
            assert ours[query][place] == pytest.approx(value, abs=1e-9)


def span(start, end, document="d"):
    return Span(document, start, end)


GOLD = [span(10, 20), span(50, 60)]


def test_citation_precision_and_recall():
    cited = [span(0, 30), span(30, 40), span(45, 70)]
    assert citation_precision(cited, GOLD) == pytest.approx(2 / 3)
    assert citation_recall(cited, GOLD, needs_all=True) == 1.0
    assert citation_recall([span(0, 30)], GOLD, needs_all=True) == 0.5
    assert citation_recall([span(0, 30)], GOLD, needs_all=False) == 1.0
    assert citation_precision([], GOLD) is None


def test_a_heading_above_gold_counts_neither_way():
    heading = span(0, 5)
    assert citation_precision([span(8, 25), heading], GOLD, [heading]) == 1.0
    assert citation_precision([heading], GOLD, [heading]) is None
    assert citation_precision([span(8, 25), span(0, 6)], GOLD, [heading]) == 0.5


def test_a_clipped_or_foreign_span_does_not_hold_the_gold():
    assert top_citation([span(10, 19)], GOLD) == 0.0
    assert top_citation([span(0, 99, "other")], GOLD) == 0.0
    assert top_citation([span(50, 60), span(0, 5)], GOLD) == 1.0
    assert top_citation([], GOLD) == 0.0


def test_exactness_is_the_share_of_cited_characters_in_gold_clauses():
    assert exactness([span(0, 40)], GOLD) == pytest.approx(10 / 40)
    assert exactness([span(10, 20)], GOLD) == 1.0
    assert exactness([], GOLD) is None


def test_correctness():
    assert must_hold("Sở Nội vụ, trên 10%", ["sở nội vụ", r"10 ?%"]) == 1.0
    assert must_hold("Sở Nội vụ", ["sở nội vụ", r"10 ?%"]) == 0.0
    assert nugget_recall("Sở Nội vụ", ["sở nội vụ", r"10 ?%"]) == 0.5
    assert nugget_recall("gì cũng được", []) == 1.0


def test_token_f1():
    # 2 of 3 given syllables, 2 of 4 wanted: precision 2/3, recall 1/2
    assert token_f1("Sở Nội chính", "sở nội vụ tỉnh") == pytest.approx(
        2 * (2 / 3) * 0.5 / (2 / 3 + 0.5)
    )
    assert token_f1("a a", "a") == pytest.approx(2 * 0.5 * 1 / 1.5)
    assert token_f1("x", "y") == 0.0
    assert token_f1("", "") == 1.0


def test_abstention():
    refused, answerable = [True, True, False, False], [False, True, False, True]
    assert abstention_precision(refused, answerable) == 0.5
    assert abstention_recall(refused, answerable) == 0.5
    assert abstention_precision([False], [True]) is None
    assert abstention_recall([False], [True]) is None


def test_auroc():
    assert auroc([0.9, 0.5, 0.5, 0.1], [True, True, False, False]) == pytest.approx(3.5 / 4)
    assert auroc([1.0], [True]) is None


def test_risk_coverage():
    points = risk_coverage([0.9, 0.8, 0.8, 0.1], [True, False, True, False])
    assert points == [(0.25, 0.0), (0.75, pytest.approx(1 / 3)), (1.0, 0.5)]
    assert area_under_risk([0.9, 0.8, 0.8, 0.1], [True, False, True, False]) == pytest.approx(
        0.25 * 0 + 0.5 / 3 + 0.25 * 0.5
    )


def test_faithfulness():
    cited = "Trên 10% hoạt động kiểm tra … Sở Nội vụ, trước ngày 31/10/2022"
    assert faithfulness("Sở Nội vụ: 10% [1]", cited, []) == 1.0
    assert faithfulness("Sở Nội vụ: 20%", cited, []) == 0.5
    assert faithfulness("trước ngày 31/10/2023", cited, []) == 0.0
    assert faithfulness("khoản 7: không có gì", cited, ["khoản 7"]) is None


def test_latency():
    assert percentiles([10.0, 20.0, 30.0]) == {"p50": 20.0, "p90": 28.0, "p99": 29.8}
    assert percentiles([]) == {}
