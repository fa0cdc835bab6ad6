"""Reads a question with clauses, each together with it."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.cross.runtime import ensure_cross, run_on_openvino, run_on_torch
from index.cross.weights import CLAUSE, FITTED, QUESTION, CrossWeights
from index.pieces import BEGIN, END, FILE, PAD, Pieces
from index.runtime import RuntimeUnavailable, batches
from index.tokens import Floats

PROMPTS = ("query: ", "passage: ")
_LETTERS = 12  # of a token at most, so that long texts are not cut into pieces to their end
_COMMAND = "python -m eval fit-cross"
_LOG = logging.getLogger(__name__)
Ids = npt.NDArray[np.int64]
Run = Callable[[Ids, Ids], tuple[Floats, Floats]]


@dataclass(frozen=True, slots=True)
class Told:
    """What reading a question with a text gave.

    ``score``: how well the text answers, above 0 where likelier than nothing does; ``ends``, shape
    (tokens, 4): by token of the text, the log-probabilities that the answering words begin and end
    there, and the sentence that bears them; ``places``: where each token stands in the text.
    """

    score: float
    ends: Floats
    places: tuple[tuple[int, int], ...]


class CrossReader:
    """Reads pairs; safe for threads."""

    def __init__(self, folder: Path, run: Run, nothing: float) -> None:
        """``folder`` holds the model's pieces; ``run`` takes token numbers and mask of a batch;
        ``nothing`` is the score of a question that no clause answers."""
        self._pieces = Pieces(folder / FILE, QUESTION + CLAUSE)
        self._run = run
        self._nothing = nothing
        self._before, self._between = (self._pieces.encode(p)[1:-1] for p in PROMPTS)

    def read(self, question: str, texts: Sequence[str]) -> list[Told]:
        """One for each of ``texts``."""
        own = [i for i, *_ in self._pieces.places(question[: QUESTION * _LETTERS])][:QUESTION]
        head = [BEGIN, *self._before, *own, END, END, *self._between]
        cut = [self._pieces.places(text[: CLAUSE * _LETTERS])[:CLAUSE] for text in texts]
        rows = [[*head, *(i for i, *_ in tokens), END] for tokens in cut]
        found: dict[int, Told] = {}
        for batch in batches([len(row) for row in rows]):
            scores, ends = self._run(*_padded([rows[i] for i in batch]))
            for place, i in enumerate(batch):
                of_text = ends[place, len(head) : len(head) + len(cut[i])]
                places = tuple((start, end) for _, start, end in cut[i])
                score = float(scores[place]) - self._nothing
                found[i] = Told(score, _log_shares(of_text), places)
        return [found[i] for i in range(len(texts))]


def open_cross(folder: Path, fitted: Path = FITTED) -> CrossReader | None:
    """The reader over the bundled model in ``folder``; None, with a warning that says the remedy,
    where what was fitted is missing or was fitted over other additions."""
    try:
        weights = CrossWeights.read(fitted)
    except (OSError, KeyError, ValueError):
        weights = None
    if weights is None or not weights.fits:
        _LOG.warning("Không đọc lại các điều khoản đầu: chưa khớp, chạy `%s`.", _COMMAND)
        return None
    try:
        run = run_on_openvino(ensure_cross(folder, fitted))
    except RuntimeUnavailable as error:
        _LOG.warning("OpenVINO không dùng được (%s); đọc bằng torch, chậm hơn.", error)
        run = run_on_torch(folder, weights)
    return CrossReader(folder, run, float(weights.nothing[0]))


def _padded(rows: Sequence[Sequence[int]]) -> tuple[Ids, Ids]:
    ids = np.full((len(rows), max(map(len, rows))), PAD, dtype=np.int64)
    mask = np.zeros(ids.shape, dtype=np.int64)
    for index, row in enumerate(rows):
        ids[index, : len(row)] = row
        mask[index, : len(row)] = 1
    return ids, mask


def _log_shares(scores: Floats) -> Floats:
    """The logarithm of the softmax over the tokens."""
    if not len(scores):
        return scores
    above = scores - scores.max(axis=0)
    return np.asarray(above - np.log(np.exp(above).sum(axis=0)), dtype=np.float32)
