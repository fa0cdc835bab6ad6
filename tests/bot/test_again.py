"""The best few candidates read once more: what moves, what stays, and when nothing is read."""

import json

import numpy as np
import pytest

from bot.read.learned.again import AGAIN, DEPTH, Again, best_places, signs, swapped
from bot.read.learned.model import FOLDER, Curve

NONE = Curve((), 0.0)


@pytest.fixture
def again():
    return Again(1.0, 0.9, NONE, NONE, 0.1)


def test_a_reading_moves_what_was_read(again):
    scores = np.array([3.0, 2.5, 1.0])
    assert np.argmax(again.order(scores, {0: -1.0, 1: 2.0})) == 1


def test_what_was_not_read_stays_behind_what_was(again):
    scores = np.array([3.0, 2.9, 2.8, 0.5])
    weighed = again.order(scores, {0: -9.0, 1: -8.0})
    assert max(weighed[2:]) < min(weighed[:2])
    assert weighed[2] > weighed[3]


def test_all_that_there_is_may_be_read(again):
    assert list(again.order(np.array([1.0, 2.0]), {0: 0.5, 1: 0.0})) == [1.5, 2.0]


def test_the_best_few_are_read_best_first():
    scores = np.array([0.1, 0.9, 0.5, 0.7, 0.3, 0.2, 0.8])
    assert best_places(scores) == [1, 6, 3, 2, 4][:DEPTH]


def test_old_scores_come_in_the_new_order():
    moved = swapped(np.array([3.0, 2.0, 1.0]), np.array([0.0, 5.0, 1.0]))
    assert list(moved) == [1.0, 3.0, 2.0]


def test_signs_are_of_the_first_and_of_those_beside_it():
    assert signs(0.5, (1.0,), (2.0, 3.0, 1.0)) == (0.5, 1.0, 2.0, 3.0, -1.0)
    assert signs(0.5, (1.0,), (2.0,)) == (0.5, 1.0, 2.0, 2.0, 0.0)


def test_the_fitted_one_opens_and_a_missing_one_is_told(tmp_path, caplog):
    fitted = Again.open()
    assert fitted is not None
    assert fitted.weight > 0
    row = json.loads((FOLDER / AGAIN).read_text(encoding="utf-8"))
    assert Again.of(row) == fitted
    assert Again.open(tmp_path) is None
    assert "eval fit-again" in caplog.text
