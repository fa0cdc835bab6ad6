"""A vote moves a candidate by a bounded term: figures worked out by hand."""

import math
from types import SimpleNamespace

import pytest

from bot.evidence.weigh import Evidence
from bot.findings import Found
from bot.vote import Votes, Weights, weighed, weights

PUT = Weights(copied=2.0, bare=0.5, unnamed=-0.5, none=-1.0)
ENOUGH = 0.75


def found(name, rank, answered):
    clause = SimpleNamespace(id=name)
    return Found(
        None, clause, 0.0, Evidence(0.0, 0.0), None, rank=rank, probability=answered,
        answered=answered, answers=answered >= ENOUGH,
    )  # fmt: skip


def votes(*named, seen=("a", "b", "c"), words="lời"):
    return Votes(dict.fromkeys(named, words), frozenset(seen))


def test_a_copied_vote_adds_its_weight_to_the_odds():
    top = weighed([found("a", 3.0, 0.6)], votes("a", seen="a"), ENOUGH, PUT)[0]
    odds = 0.6 / 0.4 * math.exp(2)
    assert top.answered == pytest.approx(odds / (1 + odds))
    assert top.answers


def test_a_vote_cannot_make_an_answer_of_what_is_far_from_one():
    top = weighed([found("a", 3.0, 0.05)], votes("a", seen="a"), ENOUGH, PUT)[0]
    assert not top.answers


def test_a_vote_for_none_cannot_take_away_what_is_sure():
    top = weighed([found("a", 3.0, 0.95)], votes(seen="a"), ENOUGH, PUT)[0]
    assert top.answers
    assert top.answered == pytest.approx(19 / math.e / (1 + 19 / math.e))


def test_a_near_candidate_overtakes_and_a_far_one_does_not():
    near = weighed([found("a", 3.0, 0.8), found("b", 1.0, 0.1)], votes("b"), ENOUGH, PUT)
    assert [f.clause.id for f in near] == ["b", "a"]  # 1 + 2 > 3 - 0.5
    far = weighed([found("a", 5.0, 0.8), found("b", 1.0, 0.1)], votes("b"), ENOUGH, PUT)
    assert [f.clause.id for f in far] == ["a", "b"]


def test_without_copied_words_a_vote_is_worth_less():
    rows = [found("a", 3.0, 0.8), found("b", 1.5, 0.1)]
    assert [f.clause.id for f in weighed(rows, votes("b", words=""), ENOUGH, PUT)] == ["a", "b"]


def test_what_was_not_seen_stays_and_no_vote_changes_nothing():
    rows = [found("a", 3.0, 0.8), found("z", 2.9, 0.7)]
    assert weighed(rows, Votes(), ENOUGH, PUT) == rows
    moved = weighed(rows, votes("b"), ENOUGH, PUT)
    assert moved[0].clause.id == "z"  # "a" was seen and not named: 2.5


def test_the_weights_are_bounded_and_of_the_right_sign():
    put = weights()
    assert 0 <= put.bare <= put.copied <= 3
    assert -3 <= put.none <= put.unnamed <= 0
