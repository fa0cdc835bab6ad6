"""What was fitted so that the bundled model reads a question and a clause together, in one file.

Additions of low rank (Hu et al. 2021) to its layers, over those of ``projection.npz``, and two
heads: how well the clause answers, and where its answering words and the sentence that bears them
begin and end. Made by ``python -m eval fit-cross``.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from index.additions import add_pairs, read_pairs, write_pairs
from index.tokens import Floats, projection_digest

FITTED = Path(__file__).parent / "fitted.npz"
ENDS = ("answer_start", "answer_end", "sentence_start", "sentence_end")
QUESTION, CLAUSE = 48, 144  # tokens that are read of each
_HEADS = ("score_weights", "score_bias", "span_weights", "span_bias", "nothing")


@dataclass(frozen=True)
class CrossWeights:
    """``pairs`` as in ``index.additions``. The score is ``score_weights``, shape (2 * dimension,),
    over the first token's state and the mean of all, and ``score_bias``; ``nothing`` is the score
    of "no clause answers". ``span_weights``, shape (dimension, 4), and ``span_bias`` give each
    token's ``ENDS``. ``projection`` is the digest of what it was fitted over."""

    pairs: Mapping[str, tuple[Floats, Floats]]
    score_weights: Floats
    score_bias: Floats
    span_weights: Floats
    span_bias: Floats
    nothing: Floats
    projection: str

    @classmethod
    def read(cls, path: Path = FITTED) -> "CrossWeights":
        """What ``save`` wrote; OSError, KeyError, ValueError where it is none."""
        with np.load(path) as kept:
            heads = {name: kept[name].astype(np.float32) for name in _HEADS}
            return cls(read_pairs(kept), **heads, projection=str(kept["projection"]))

    def save(self, path: Path = FITTED) -> None:
        """In half precision."""
        heads: dict[str, Any] = {name: getattr(self, name) for name in _HEADS}
        np.savez(path, **heads, **write_pairs(self.pairs), projection=np.array(self.projection))

    @property
    def fits(self) -> bool:
        """Whether it was fitted over the additions in use."""
        return self.projection == projection_digest()

    def add_to(self, model: Any) -> None:
        """Add them to the weights of a ``BertModel`` that holds those of ``projection.npz``."""
        add_pairs(model, self.pairs)


@cache
def cross_digest(path: Path = FITTED) -> str:
    """Changes with what was fitted."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:8]
