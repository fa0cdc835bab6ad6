"""How likely two questions ask the same: by the nearness of their embeddings and by the words that
they share, rare ones counting more. What each is worth is fitted (``likeness.json``)."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.vocabulary import folded_stopwords
from index.lexical import TOKENIZERS

Matrix = npt.NDArray[np.float64]
FITTED = Path(__file__).parent / "likeness.json"
_FOLDED = "folded"


@dataclass(frozen=True, slots=True)
class Weights:
    """Of the log-odds that two questions ask the same; a group's questions are like each other by
    ``cut`` on average."""

    cosine: float
    words: float
    bias: float
    cut: float

    def chances(self, cosines: Matrix, words: Matrix) -> Matrix:
        """How likely each pair asks the same."""
        odds = self.cosine * cosines + self.words * words + self.bias
        chances: Matrix = 1.0 / (1.0 + np.exp(-odds))
        return chances


@cache
def read_weights() -> Weights:
    """As they were fitted."""
    row = json.loads(FITTED.read_text(encoding="utf-8"))
    return Weights(row["cosine"], row["words"], row["bias"], row["cut"])


def cosines_of(vectors: npt.NDArray[np.float32]) -> Matrix:
    """Of all pairs of unit vectors."""
    wide = vectors.astype(np.float64)
    found: Matrix = wide @ wide.T
    return found


def shared_words(texts: Sequence[str], rarity: Callable[[str, str], float]) -> Matrix:
    """Of all pairs of questions: the share of their words that both have, weighted by rarity."""
    stop = folded_stopwords()
    rows = [{t for t in TOKENIZERS[_FOLDED](text) if t not in stop} for text in texts]
    known = {token: place for place, token in enumerate(sorted(set().union(*rows)))}
    if not known:
        return np.eye(len(texts))
    held = np.zeros((len(texts), len(known)))
    for place, row in enumerate(rows):
        held[place, [known[token] for token in row]] = 1.0
    worth = np.array([rarity(_FOLDED, token) for token in known])
    both = (held * worth) @ held.T
    each = held @ worth
    either = each[:, None] + each[None, :] - both
    found: Matrix = np.divide(both, either, out=np.zeros_like(both), where=either > 0)
    return found


def grouped(chances: Matrix, cut: float) -> list[list[int]]:
    """The places of the questions in groups: each, in turn, joins the group that it is likest to on
    average, or begins one. Those that come first begin."""
    count = len(chances)
    sums, sizes = np.zeros((count, 0)), np.zeros(0)
    groups: list[list[int]] = []
    for place in range(count):
        best = int(np.argmax(sums[place] / sizes)) if groups else -1
        if best < 0 or sums[place, best] / sizes[best] < cut:
            groups.append([])
            sums, sizes = np.column_stack([sums, np.zeros(count)]), np.append(sizes, 0.0)
            best = len(groups) - 1
        groups[best].append(place)
        sums[:, best] += chances[:, place]
        sizes[best] += 1
    return groups
