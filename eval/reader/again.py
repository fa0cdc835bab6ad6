"""What a reading of the best few together with the question is worth beside the trees' scores,
fitted on training questions whose documents the reading was not tuned on, and which the trees did
not see either (out of fold).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.read.learned.again import Again, signs, swapped
from bot.read.learned.features import Matrix
from bot.read.learned.first import led, of_first
from bot.read.learned.model import Curve
from eval.reader.fit import Weigh, best_cut, equal, logistic
from eval.reader.rows import Row

_WEIGHTS = tuple(np.round(np.arange(0.0, 2.01, 0.05), 2).tolist())
_SURE = 0.8  # of being right, for the first not to be read again
Raw = Callable[[Row, Matrix], float]
_CALLED_FAR = 0.02  # of the answerable questions, so many may be called out of scope


@dataclass(frozen=True)
class Reread:
    """A row with the trees' scores of its candidates, and the readings by place."""

    row: Row
    scores: Matrix
    read: Mapping[int, float]


def first_of(one: Reread, weight: float) -> int:
    """Which candidate is first when a reading weighs ``weight``."""
    return int(np.argmax(_weighed(one, weight)))


def _weighed(one: Reread, weight: float) -> Matrix:
    zero = Curve((), 0.0)
    return Again(weight, 1.0, zero, zero, 0.0).order(one.scores, one.read)


def right_first(rows: Sequence[Reread], weight: float) -> float:
    """The share of questions with a right candidate that have one first."""
    reachable = [one for one in rows if one.row.reachable]
    return float(np.mean([one.row.right[first_of(one, weight)] > 0 for one in reachable]))


def best_weight(rows: Sequence[Reread]) -> float:
    """The middle of the weights that do within half a point of the best."""
    shares = [right_first(rows, weight) for weight in _WEIGHTS]
    good = [w for w, s in zip(_WEIGHTS, shares, strict=True) if s >= max(shares) - 0.005]
    return float(good[len(good) // 2])


def told_of(one: Reread, weight: float, raw: Raw) -> tuple[float, ...]:
    """The curves' values of a row; ``raw`` gives the second trees' raw score of a row by scores."""
    weighed = _weighed(one, weight)
    moved = swapped(one.scores, weighed)
    first = int(np.argmax(weighed))
    readings = [one.read[first], *(v for i, v in one.read.items() if i != first)]
    ahead = led(of_first(one.row.own, one.row.asked, moved))
    return signs(raw(one.row, moved), ahead, readings)


def fit_again(rows: Sequence[Reread], raw: Raw, enough: float, weigh: Weigh = equal) -> Again:
    """All of it; ``enough`` is from what value on the trees alone answer. It is reckoned over
    questions that count whole."""
    weight = best_weight(rows)
    table = np.array([told_of(one, weight, raw) for one in rows])
    answerable = np.array([one.row.answerable for one in rows])
    first = np.array([bool(one.row.right[first_of(one, weight)]) for one in rows])
    many = np.array([weigh(one.row) == 1.0 for one in rows])
    answered, right = logistic(table[many], answerable[many]), logistic(table[many], first[many])
    chance = np.array([answered.probability(*line) for line in table])
    cut = best_cut(chance[many], first[many], answerable[many])
    shift = float(np.log(enough / (1 - enough)) - np.log(cut / (1 - cut)))
    answered = Curve(answered.weights, answered.shift + shift)
    sound = np.array([right.probability(*line) for line in table])
    faint = float(np.round(np.quantile(sound[answerable & many], _CALLED_FAR), 2))
    return Again(weight, _SURE, answered, right, faint)
