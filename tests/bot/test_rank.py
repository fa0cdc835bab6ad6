"""The order of findings: hand-worked features."""

import math
from dataclasses import replace

import pytest

from bot.evidence.profile import Profiles
from bot.question import Understood
from bot.read.rank import WEIGHTS, Ranker

QUESTION = Understood("", "", "dữ liệu mở của tỉnh", "")


@pytest.fixture
def profile(library):
    document = library.document("002_210b0f43e3af7201.txt")
    return Profiles().of(document, document.clauses[0])


def even(_name, _token):
    return 1.0


def test_pairs_are_the_share_of_adjacent_syllables(profile):
    # of "dữ liệu", "liệu mở", "mở của", "của tỉnh" two stand there; none is of stop words alone
    held = replace(profile, pairs=frozenset({("dữ", "liệu"), ("liệu", "mở"), ("mở", "dữ")}))
    assert Ranker(QUESTION, even).features(1.0, held, True)["pairs"] == pytest.approx(2 / 4)


def test_undiacritized_questions_compare_without_diacritics(profile):
    bare = replace(QUESTION, subject="du lieu mo", undiacritized=True)
    held = replace(profile, pairs=frozenset(), folded_pairs=frozenset({("du", "lieu")}))
    assert Ranker(bare, even).features(1.0, held, True)["pairs"] == pytest.approx(1 / 2)


def test_the_rank_is_the_weighted_sum(profile):
    known = replace(profile, pairs=frozenset(), heads_others=True, length=6)
    wanted = 0.5 + WEIGHTS["heads"] + WEIGHTS["meets"] + WEIGHTS["length"] * math.log(7)
    assert Ranker(QUESTION, even).rank(0.5, known, True) == pytest.approx(wanted)
    assert Ranker(QUESTION, even).rank(0.5, known, False) < wanted
