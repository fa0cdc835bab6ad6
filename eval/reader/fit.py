"""The learned reader's trees fitted on rows: LambdaMART for the order, boosted trees over its
out-of-fold scores for whether the question is answered at all, and their calibration.

Folds are by document: a question is never scored by trees that saw its document's questions.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import lightgbm
import numpy as np

from bot.read.learned.beside import against_first, beside_names
from bot.read.learned.features import QUESTION, Matrix, asked_names, names, spread
from bot.read.learned.first import first_names, led, of_first
from bot.read.learned.model import Curve
from eval.reader.rows import FOLDS, Row

_SHARED: dict[str, Any] = {
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,  # threads that wait for each other are slower where others compute too
    "seed": 7,
    "verbosity": -1,
    "feature_fraction": 0.4,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
}
_ORDER = {
    **_SHARED,
    "objective": "lambdarank",
    "lambdarank_truncation_level": 8,
    "learning_rate": 0.05,
    "num_leaves": 12,
    "min_data_in_leaf": 60,
}
_ANSWERS = {
    **_SHARED,
    "objective": "binary",
    "learning_rate": 0.04,
    "num_leaves": 7,
    "min_data_in_leaf": 30,
    "feature_fraction": 0.25,
}
_BESIDE = {
    **_SHARED,
    "objective": "binary",
    "learning_rate": 0.05,
    "num_leaves": 12,
    "min_data_in_leaf": 40,
    "feature_fraction": 0.6,
}
BESIDE_TREES, BESIDE_DEPTH = 140, 15  # so many of the best are looked at
_COMPLETE = 1.5  # of a list: what a missing item costs beside one too many
_WRONG = 0.75  # what a wrong answer costs beside what a right one gains
_CALLED_FAR = 0.02  # of the answerable questions, so many may be called out of scope
ORDER_TREES, ANSWER_TREES = 220, 150
Weigh = Callable[[Row], float]


@dataclass(frozen=True)
class Fitted:
    """The boosters, the first two with their columns, the curves over the second's raw score, from
    what probability on a question is answered (``enough``), and below what probability of being
    right the first clause is not even near (``faint``)."""

    order: lightgbm.Booster
    answers: lightgbm.Booster
    beside: lightgbm.Booster
    order_columns: tuple[str, ...]
    answers_columns: tuple[str, ...]
    answered: Curve
    right: Curve
    enough: float
    faint: float
    also_list: float
    also: float


def equal(_row: Row) -> float:
    """Every question weighs the same."""
    return 1.0


def fit_order(
    rows: Sequence[Row], columns: Sequence[int], weigh: Weigh = equal, trees: int = ORDER_TREES
) -> lightgbm.Booster:
    """Trees that put right clauses first, fitted on questions that have one."""
    useful = [row for row in rows if row.reachable]
    table = np.concatenate([spread(row.own, row.asked)[:, columns] for row in useful])
    data = lightgbm.Dataset(
        table.astype(np.float32),
        label=np.concatenate([row.right for row in useful]),
        group=[len(row.own) for row in useful],
        weight=np.concatenate([np.full(len(row.own), weigh(row)) for row in useful]),
        feature_name=[names()[i].replace(":", "_") for i in columns],
        free_raw_data=True,
    )
    return lightgbm.train(_ORDER, data, num_boost_round=trees)


def order_scores(booster: lightgbm.Booster, row: Row, columns: Sequence[int]) -> Matrix:
    """The candidates' scores."""
    return np.asarray(booster.predict(spread(row.own, row.asked)[:, columns], num_threads=1))


def out_of_fold(
    rows: Sequence[Row], columns: Sequence[int], weigh: Weigh = equal, trees: int = ORDER_TREES
) -> list[Matrix]:
    """Each row's scores by trees that did not see its fold."""
    scores: list[Matrix] = [np.zeros(0)] * len(rows)
    for fold in range(FOLDS):
        booster = fit_order([r for r in rows if r.fold != fold], columns, weigh, trees)
        for i, row in enumerate(rows):
            if row.fold == fold:
                scores[i] = order_scores(booster, row, columns)
    return scores


def fit_answers(
    rows: Sequence[Row],
    scores: Sequence[Matrix],
    columns: Sequence[int],
    weigh: Weigh = equal,
    trees: int = ANSWER_TREES,
) -> lightgbm.Booster:
    """Trees that say whether the question is answered at all. Fitted on whether the very first
    candidate is right they told it worse (AUROC .83 instead of .90 on dev): what answers stands
    mostly beside it then."""
    table = np.stack([of_first(r.own, r.asked, s) for r, s in zip(rows, scores, strict=True)])
    data = lightgbm.Dataset(
        table[:, columns].astype(np.float32),
        label=[float(row.answerable) for row in rows],
        weight=[weigh(row) for row in rows],
        feature_name=[first_names()[i].replace(":", "_") for i in columns],
    )
    return lightgbm.train(_ANSWERS, data, num_boost_round=trees)


def answer_raw(
    booster: lightgbm.Booster, row: Row, scores: Matrix, columns: Sequence[int]
) -> float:
    """The raw score of the row's first candidate."""
    line = of_first(row.own, row.asked, scores)[columns]
    return float(np.asarray(booster.predict(line[np.newaxis], raw_score=True, num_threads=1))[0])


def beside_table(row: Row, scores: Matrix) -> tuple[Matrix, Matrix]:
    """The features of the candidates next to the best one, and which of them are right."""
    assert row.covered is not None
    next_best = np.argsort(-scores, kind="stable")[1:BESIDE_DEPTH]
    table = against_first(row.own, row.asked, scores, row.clauses, row.covered)
    return table[next_best], row.right[next_best]


def fit_beside(
    rows: Sequence[Row], scores: Sequence[Matrix], weigh: Weigh = equal
) -> lightgbm.Booster:
    """Trees that say which further clauses answer too, fitted on questions that have a right one
    among their candidates."""
    made = [
        (*beside_table(row, own), weigh(row))
        for row, own in zip(rows, scores, strict=True)
        if row.reachable
    ]
    data = lightgbm.Dataset(
        np.concatenate([table for table, _, _ in made]).astype(np.float32),
        label=np.concatenate([right for _, right, _ in made]),
        weight=np.concatenate([np.full(len(right), weight) for _, right, weight in made]),
        feature_name=list(beside_names()),
    )
    return lightgbm.train(_BESIDE, data, num_boost_round=BESIDE_TREES)


def cuts_beside(
    rows: Sequence[Row], scores: Sequence[Matrix], weigh: Weigh = equal
) -> tuple[float, float]:
    """From what probability on a further clause is shown: where a list is asked for, and where it
    is not; on trees that did not see the row's fold. A list that lacks an item is worse than one
    with an item too many; where one thing is asked for it is the other way round."""
    found: dict[bool, list[tuple[Matrix, Matrix]]] = {True: [], False: []}
    lists = len(QUESTION) + asked_names().index("asks_list")
    for fold in range(FOLDS):
        inside = [i for i, row in enumerate(rows) if row.fold != fold]
        booster = fit_beside([rows[i] for i in inside], [scores[i] for i in inside], weigh)
        for row, own in zip(rows, scores, strict=True):
            if row.fold == fold and row.reachable and weigh(row) == 1.0 and first_right(row, own):
                table, right = beside_table(row, own)
                chance = np.asarray(booster.predict(table, num_threads=1))
                found[bool(row.asked[lists])].append((chance, right))
    return _cut(found[True], _COMPLETE), _cut(found[False], 1 / _COMPLETE)


def _cut(found: Sequence[tuple[Matrix, Matrix]], weight: float) -> float:
    """The limit with the best F measure, completeness counting ``weight`` times as much."""
    if not found:
        return 0.5
    chance = np.concatenate([c for c, _ in found])
    right = np.concatenate([r for _, r in found]) > 0
    square = weight * weight
    best, limit = -1.0, 0.5
    for one in np.round(np.arange(0.05, 0.95, 0.01), 2):
        shown = chance >= one
        hits = float((shown & right).sum())
        worth = (1 + square) * hits / max(square * right.sum() + shown.sum(), 1)
        if worth > best:
            best, limit = worth, float(one)
    return limit


def logistic(table: Matrix, truth: Matrix) -> Curve:
    """The curve over rows of ``table`` that makes them probabilities."""
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    model = LogisticRegression(C=100.0).fit(table, truth)
    return Curve(tuple(map(float, model.coef_[0])), float(model.intercept_[0]))


def best_cut(chance: Matrix, first: Matrix, answerable: Matrix) -> float:
    """The probability to answer from: a right answer and a right refusal gain one, a wrong answer
    costs three quarters of that, a needless refusal nothing."""
    limits = np.round(np.arange(0.01, 1.0, 0.01), 2)
    refused = np.logical_not(answerable)
    gain = np.where(first, 1.0, -_WRONG)
    worth = [np.where(chance >= limit, gain, refused).mean() for limit in limits]
    return float(limits[int(np.argmax(worth))])


def fit(
    rows: Sequence[Row],
    weigh: Weigh = equal,
    order: Sequence[int] | None = None,
    answers: Sequence[int] | None = None,
) -> Fitted:
    """Everything, from rows of training corpora alone."""
    order = range(len(names())) if order is None else order
    answers = range(len(first_names())) if answers is None else answers
    scores = out_of_fold(rows, order, weigh)
    raw = np.zeros(len(rows))
    for fold in range(FOLDS):
        inside = [i for i, row in enumerate(rows) if row.fold != fold]
        booster = fit_answers(
            [rows[i] for i in inside], [scores[i] for i in inside], answers, weigh
        )
        for i, row in enumerate(rows):
            if row.fold == fold:
                raw[i] = answer_raw(booster, row, scores[i], answers)
    # limits and curves are for questions of no corpus that has most of them
    many = np.array([weigh(row) == 1.0 for row in rows])
    ahead = np.array([led(of_first(r.own, r.asked, s)) for r, s in zip(rows, scores, strict=True)])
    table = np.concatenate([raw[:, np.newaxis], ahead], axis=1)
    answerable = np.array([row.answerable for row in rows])
    first = np.array([first_right(r, s) for r, s in zip(rows, scores, strict=True)])
    answered = logistic(raw[many, np.newaxis], answerable[many])
    chance = np.array([answered.probability(x) for x in raw])
    right = logistic(table[many], first[many])
    right_chance = np.array([right.probability(*line) for line in table])
    return Fitted(
        fit_order(rows, order, weigh),
        fit_answers(rows, scores, answers, weigh),
        fit_beside(rows, scores, weigh),
        tuple(names()[i] for i in order),
        tuple(first_names()[i] for i in answers),
        answered,
        right,
        best_cut(chance[many], first[many], answerable[many]),
        float(np.round(np.quantile(right_chance[answerable & many], _CALLED_FAR), 2)),
        *cuts_beside(rows, scores, weigh),
    )


def first_right(row: Row, scores: Matrix) -> bool:
    """Whether the candidate with the best score is a right one."""
    return bool(row.right[int(np.argmax(scores))])
