"""The fitted trees: what orders candidates, whether the first one answers, what answers beside it.

``order.txt``, ``answers.txt`` and ``beside.txt`` are LightGBM's own text (Ke et al. 2017,
"LightGBM"; Burges 2010, "From RankNet to LambdaRank to LambdaMART"), ``about.json`` says how they
were made and from which columns. Fitted by ``python -m eval fit-reader``.
"""

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bot.read.learned.beside import against_first
from bot.read.learned.covered import Covered
from bot.read.learned.features import Matrix, names, spread
from bot.read.learned.first import first_names, led, of_first
from bot.trees import read_trees

FOLDER = Path(__file__).parent / "fitted"
ORDER, ANSWERS, BESIDE = "order.txt", "answers.txt", "beside.txt"
ABOUT = "about.json"
COMMAND = "python -m eval fit-reader --corpus THƯ_MỤC --write"
_HALF = 0.5
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Curve:
    """A logistic curve over a few numbers (over one raw score: Platt 1999)."""

    weights: tuple[float, ...]
    shift: float

    def probability(self, *values: float) -> float:
        """Between 0 and 1."""
        total = sum(w * v for w, v in zip(self.weights, values, strict=True)) + self.shift
        return float(1 / (1 + np.exp(-total)))


@dataclass(frozen=True, slots=True)
class Judged:
    """How probable it is that the question is answered by anything, and that the candidate with
    the best score is right."""

    answered: float
    right: float


class Model:
    """Scores of candidates, and what is probable of the best one; safe for threads."""

    def __init__(self, order: str, answers: str, beside: str, about: dict[str, Any]) -> None:
        self._order = read_trees(order)
        self._answers = read_trees(answers)
        self._beside = read_trees(beside)
        self.about = about
        self._answered, self._right = _curve(about["answered"]), _curve(about["right"])
        self.enough, self.faint = float(about["enough"]), float(about["faint"])
        # from what probability on a further clause is shown, of a list and elsewhere
        self._also = {
            True: float(about.get("also_list", _HALF)),
            False: float(about.get("also", _HALF)),
        }
        self._columns = _places(names(), about["order_columns"])
        self._first = _places(first_names(), about["answers_columns"])

    @classmethod
    def open(cls, embedding: str, folder: Path = FOLDER, reranker: str = "") -> "Model | None":
        """The model in ``folder``; None, with a warning that says the remedy, where it is missing
        or was fitted with another embedding model or other features. A ``reranker`` that it was not
        fitted with counts for nothing, which a warning says."""
        try:
            about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
            order = (folder / ORDER).read_text(encoding="utf-8")
            answers = (folder / ANSWERS).read_text(encoding="utf-8")
            beside = (folder / BESIDE).read_text(encoding="utf-8")
        except (OSError, ValueError):
            _warn("chưa có mô hình đọc đã khớp")
            return None
        if about["embedding"] != embedding:
            _warn(f"mô hình đọc được khớp với mô hình nhúng “{about['embedding']}”")
            return None
        if reranker != about.get("reranker", ""):
            _LOG.warning(
                "Mô hình đọc được khớp với mô hình xếp hạng “%s”, cấu hình là “%s”: điểm ấy chưa "
                "được dùng; chạy `%s`.",
                about.get("reranker", ""),
                reranker,
                COMMAND,
            )
        try:
            return cls(order, answers, beside, about)
        except (KeyError, ValueError):
            _warn("mô hình đọc không khớp với bộ đặc trưng hiện tại hoặc bị hỏng")
            return None

    def scores(self, own: Matrix, asked: Matrix) -> Matrix:
        """A score for each candidate, best largest; shape (candidates,)."""
        columns = spread(own, asked)[:, self._columns]
        return np.asarray(self._order.predict(columns, num_threads=1))

    def raw(self, own: Matrix, asked: Matrix, scores: Matrix) -> tuple[float, tuple[float, ...]]:
        """The second trees' raw score of the candidate that is first by ``scores``, and how far it
        is ahead."""
        row = of_first(own, asked, scores)
        found = self._answers.predict(row[self._first][np.newaxis], raw_score=True, num_threads=1)
        return float(np.asarray(found)[0]), led(row)

    def judge(self, own: Matrix, asked: Matrix, scores: Matrix) -> Judged:
        """What the candidates and their scores come to."""
        raw, ahead = self.raw(own, asked, scores)
        return Judged(self._answered.probability(raw), self._right.probability(raw, *ahead))

    def beside(
        self,
        own: Matrix,
        asked: Matrix,
        scores: Matrix,
        ids: Sequence[str],
        covered: Covered,
        several: bool = False,
    ) -> Matrix:
        """How probable it is that each candidate answers too, if the best one does, so put that it
        is shown from a half on; ``several``: a list is asked for."""
        table = against_first(own, asked, scores, ids, covered)
        chance = np.asarray(self._beside.predict(table, num_threads=1))
        cut = self._also[several]
        yes, no = chance * (1 - cut), (1 - chance) * cut
        return np.asarray(yes / (yes + no))


def _curve(row: dict[str, Any]) -> Curve:
    return Curve(tuple(row["weights"]), float(row["shift"]))


def _places(known: tuple[str, ...], wanted: list[str]) -> list[int]:
    """Where the wanted columns stand; ValueError for one that is not known."""
    at = {name: i for i, name in enumerate(known)}
    missing = [name for name in wanted if name not in at]
    if missing:
        raise ValueError(f"unknown columns {missing}")
    return [at[name] for name in wanted]


def _warn(reason: str) -> None:
    _LOG.warning("Xếp thứ tự bằng tổng điểm tìm kiếm vì %s: chạy `%s`.", reason, COMMAND)
