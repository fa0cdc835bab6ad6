import pytest

from index.fuse import convex_combination


def test_hand_worked_scores():
    scores = {"x": {"a": 4.0, "b": 3.0, "c": 2.0}, "y": {"b": 0.9, "d": 0.5}}
    fused = convex_combination(scores, {"x": 1.0, "y": 3.0})
    # x scaled: a 1, b 1/2, c 0; y scaled: b 1, d 0; weights 1/4 and 3/4
    assert [item for item, _ in fused] == ["b", "a", "c", "d"]
    assert dict(fused) == pytest.approx({"b": 0.125 + 0.75, "a": 0.25, "c": 0.0, "d": 0.0})


def test_a_lone_or_equal_score_counts_as_full():
    assert convex_combination({"x": {"a": 0.3}}, {"x": 2.0}) == [("a", 1.0)]


def test_ties_keep_the_first_rankings_order():
    fused = convex_combination({"x": {"a": 1.0}, "y": {"b": 1.0}}, {"x": 1.0, "y": 1.0})
    assert [item for item, _ in fused] == ["a", "b"]


def test_nothing_gives_nothing():
    assert convex_combination({}, {}) == []
    assert convex_combination({"x": {}}, {"x": 1.0}) == []
