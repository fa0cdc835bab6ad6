import pytest

from index.fuse import reciprocal_rank_fusion


def test_hand_worked_scores():
    fused = reciprocal_rank_fusion({"x": ["a", "b", "c"], "y": ["b", "d"]}, {"x": 1.0, "y": 2.0})
    assert [item for item, _ in fused] == ["b", "d", "a", "c"]
    scores = dict(fused)
    assert scores["b"] == pytest.approx(1 / 62 + 2 / 61)
    assert scores["d"] == pytest.approx(2 / 62)
    assert scores["a"] == pytest.approx(1 / 61)
    assert scores["c"] == pytest.approx(1 / 63)


def test_ties_keep_the_first_rankings_order():
    assert [i for i, _ in reciprocal_rank_fusion({"x": ["a"], "y": ["b"]}, {})] == ["a", "b"]


def test_nothing_gives_nothing():
    assert reciprocal_rank_fusion({}, {}) == []
