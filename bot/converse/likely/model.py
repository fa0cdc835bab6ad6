"""The fitted trees that tell which clause a message of a talk is after.

``trees.txt`` is LightGBM's own text, ``about.json`` says how it was made and from what probability
on a clause is shown. Fitted by ``python -m eval fit-follow``.
"""

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np

from bot.converse.likely.features import NAMES, Led, Matrix, rows
from bot.findings import Found
from bot.trees import read_trees

FOLDER = Path(__file__).parent / "fitted"
TREES, ABOUT = "trees.txt", "about.json"
COMMAND = "python -m eval fit-follow --corpus THƯ_MỤC --set TỆP --write"
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Weighed:
    """The candidates with the likeliest first, and how likely it is (0 to 1)."""

    found: tuple[Found, ...]
    chance: float


class Likely:
    """Weighs the candidates of a message, by the mean of how probable both readings make them
    where there are no ``trees``; safe for threads."""

    def __init__(self, trees: str = "", enough: float = 0.5) -> None:
        self._trees = read_trees(trees) if trees else None
        if self._trees and list(self._trees.feature_name()) != list(NAMES):
            raise ValueError("the trees were fitted with other features")
        self.enough = enough

    @classmethod
    def open(cls, folder: Path = FOLDER) -> "Likely":
        """The model in ``folder``; OSError, KeyError or ValueError where it is not one."""
        about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        return cls((folder / TREES).read_text(encoding="utf-8"), float(about["enough"]))

    def weigh(self, led: Led) -> Weighed:
        """The candidates by how probable it is that each is what the message is after."""
        found, table = rows(led)
        if not found:
            return Weighed((), 0.0)
        if self._trees is None:
            return ordered(found, table[:, NAMES.index("mean")])
        return ordered(found, np.asarray(self._trees.predict(table, num_threads=1)))


def ordered(found: Sequence[Found], chances: Matrix) -> Weighed:
    """``found`` by their ``chances``, likeliest first."""
    order = sorted(range(len(found)), key=lambda i: -float(chances[i]))
    ranked = tuple(
        replace(found[i], rank=float(-place), probability=float(chances[i]))
        for place, i in enumerate(order)
    )
    return Weighed(ranked, float(chances[order[0]]))


@cache
def likely() -> Likely:
    """The model that is in use; without one a warning says the remedy."""
    try:
        return Likely.open()
    except (OSError, KeyError, ValueError):
        _LOG.warning("Chưa có mô hình của câu hỏi nối tiếp đã khớp: chạy `%s`.", COMMAND)
        return Likely()
