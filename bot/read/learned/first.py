"""What tells whether the candidate that was put first answers: features of the second model."""

import numpy as np

from bot.read.learned.features import QUESTION, Matrix, asked_names, base_names

_FIRST = ("score", "margin", "lead", "deviation", "share", "plain_first")
_DEPTH = 10


def first_names() -> tuple[str, ...]:
    """The names of the columns, in order."""
    asked = (f"q_{name}" for name in (*QUESTION, *asked_names()))
    return (*_FIRST, *base_names(), *(f"{name}:gap" for name in base_names()), *asked)


def led(row: Matrix) -> tuple[float, ...]:
    """How far the best is ahead, of a row of ``of_first``: for whether it is the right one."""
    return tuple(float(row[_FIRST.index(name)]) for name in ("margin", "share", "deviation"))


def of_first(own: Matrix, asked: Matrix, scores: Matrix) -> Matrix:
    """One row: how far the best by ``scores`` is ahead, what it is, what is asked."""
    order = np.argsort(-scores, kind="stable")
    best = int(order[0])
    ahead = scores[order[:_DEPTH]]
    second = ahead[1] if len(ahead) > 1 else ahead[0] - 1.0
    powers = np.exp(scores - scores.max())
    ahead_by = (
        ahead[0],
        ahead[0] - second,
        ahead[0] - ahead.mean(),
        scores.std(),
        powers[best] / powers.sum(),
        float(best == int(np.argmax(own[:, 0]))),
    )
    gaps = own[best] - own.max(axis=0)
    return np.concatenate([ahead_by, own[best], gaps, asked])
