"""The best few candidates read once more, each together with the question, and what that is worth
beside the trees' scores.

``fitted/again.json`` is made by ``python -m eval fit-again``: how much a reading weighs in the
order, and the curves over the trees' raw score and the readings.
"""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bot.read.learned.features import Matrix
from bot.read.learned.model import FOLDER, Curve, Judged

AGAIN = "again.json"
DEPTH = 3  # candidates that are read again
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Again:
    """``weight`` of a reading beside the trees' score; from what probability of being right on the
    first is not read again (``sure``); curves over what ``signs`` gives, the first shifted so that
    a question is answered from the same value on as by the trees alone; and below what probability
    of being right a clause is not even near (``faint``)."""

    weight: float
    sure: float
    answered: Curve
    right: Curve
    faint: float

    @classmethod
    def open(cls, folder: Path = FOLDER) -> "Again | None":
        """The fitted one; None where there is none."""
        try:
            row = json.loads((folder / AGAIN).read_text(encoding="utf-8"))
            return cls.of(row)
        except (OSError, ValueError, KeyError):
            _LOG.warning("Không cân lại thứ tự: chưa khớp, chạy `python -m eval fit-again`.")
            return None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Again":
        """Of its JSON."""
        answered, right = (Curve(tuple(row[n]["weights"]), float(row[n]["shift"])) for n in _CURVES)
        weight, sure, faint = (float(row[name]) for name in ("weight", "sure", "faint"))
        return cls(weight, sure, answered, right, faint)

    def order(self, scores: Matrix, read: Mapping[int, float]) -> Matrix:
        """The scores with the readings; what was not read stays behind what was."""
        weighed = scores.copy()
        for place, score in read.items():
            weighed[place] += self.weight * score
        rest = [i for i in range(len(scores)) if i not in read]
        if rest:
            least = min(weighed[i] for i in read)
            # a step behind the last of those that were read
            weighed[rest] -= max(0.0, scores[rest].max() - np.nextafter(least, -np.inf))
        return weighed

    def judge(self, raw: float, ahead: Sequence[float], read: Sequence[float]) -> Judged:
        """What the trees' raw score of the first, how far it is ahead, and the readings of all,
        the first one's first, come to."""
        told = signs(raw, ahead, read)
        return Judged(self.answered.probability(*told), self.right.probability(*told))


_CURVES = ("answered", "right")


def best_places(scores: Matrix) -> list[int]:
    """Which candidates are read again, best first."""
    return [int(i) for i in np.argsort(-scores, kind="stable")[:DEPTH]]


def signs(raw: float, ahead: Sequence[float], read: Sequence[float]) -> tuple[float, ...]:
    """What the curves are over; ``read``: the readings, that of the first one first."""
    first, others = read[0], read[1:]
    return (raw, *ahead, first, max(read), first - max(others, default=first))


def swapped(scores: Matrix, weighed: Matrix) -> Matrix:
    """The old scores in the new order: what was fitted on how far the best is ahead stays so."""
    found = np.empty_like(scores)
    found[np.argsort(-weighed, kind="stable")] = np.sort(scores)[::-1]
    return found
