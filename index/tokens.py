"""Vectors of tokens, for late interaction (Khattab and Zaharia 2020, "ColBERT").

A clause is as near to a question as its best token is to each of the question's. The states of
three layers are projected together to ``WIDTH`` dimensions (``projection.npz``, fitted by ``python
-m eval fit-tokens``) and kept in 8 bits: 64 bytes a token, about 4 KB a clause, memory-mapped.
"""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

LAYERS = (8, 10, 12)
WIDTH = 64
PROJECTION = Path(__file__).parent / "projection.npz"
_SCALE = 127
_VECTORS, _IDS, _STARTS, _COUNTS = "tokens.npy", "ids.npy", "starts.npy", "counts.npy"
Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.int8]
Ids = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text's tokens: their numbers, shape (tokens,), and unit vectors as 1/127th, shape
    (tokens, WIDTH)."""

    ids: Ids
    vectors: Bytes


def pack(ids: Sequence[int], vectors: Floats) -> Tokens:
    """Unit vectors in 8 bits."""
    return Tokens(np.array(ids, dtype=np.int32), np.rint(vectors * _SCALE).astype(np.int8))


def one_each(tokens: Sequence[Tokens] | None, count: int) -> list[Tokens | None]:
    """The tokens of ``count`` texts; None for each where the model gives none."""
    return [None] * count if tokens is None else list(tokens)


@cache
def projection(path: Path = PROJECTION) -> tuple[Floats, Floats]:
    """Weights, shape (layers' dimensions, WIDTH), and bias, shape (WIDTH,)."""
    with np.load(path) as kept:
        return kept["weights"].astype(np.float32), kept["bias"].astype(np.float32)


@cache
def projection_digest(path: Path = PROJECTION) -> str:
    """Changes with the projection."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:8]


class Rarity:
    """Inverse document frequencies of tokens."""

    def __init__(
        self, known: npt.NDArray[np.int64], counts: npt.NDArray[np.int64], size: int
    ) -> None:
        """``known`` are token numbers, ascending, that stand in ``counts`` of ``size`` texts."""
        self.known, self.counts = known, counts
        self._weights = np.log1p((size - counts + 0.5) / (counts + 0.5)).astype(np.float32)
        self._unseen = np.float32(np.log1p((size + 0.5) / 0.5))

    @classmethod
    def of_texts(cls, texts: Sequence[Tokens]) -> "Rarity":
        """Counted in these texts."""
        counted = Counter(int(token) for text in texts for token in np.unique(text.ids))
        known = np.array(sorted(counted), dtype=np.int64)
        counts = np.array([counted[int(token)] for token in known], dtype=np.int64)
        return cls(known, counts, len(texts))

    def of(self, ids: Ids) -> Floats:
        """The tokens' weights, largest for those that no text has."""
        if not len(self.known):
            return np.full(len(ids), self._unseen)
        at = np.minimum(np.searchsorted(self.known, ids), len(self.known) - 1)
        return np.where(self.known[at] == ids, self._weights[at], self._unseen)


class TokenStore:
    """The token vectors of an index's clauses, in their order."""

    def __init__(
        self, vectors: Bytes, ids: Ids, starts: npt.NDArray[np.int64], rarity: "Rarity"
    ) -> None:
        """``starts`` has one more entry than there are clauses."""
        self._vectors, self._ids, self._starts = vectors, ids, starts
        self.size = len(starts) - 1
        self.rarity = rarity

    @classmethod
    def build(cls, clauses: Sequence[Tokens]) -> "TokenStore":
        """In memory, from each clause's tokens."""
        starts = np.zeros(len(clauses) + 1, dtype=np.int64)
        np.cumsum([len(one.ids) for one in clauses], out=starts[1:])
        vectors = [np.zeros((0, WIDTH), dtype=np.int8), *(one.vectors for one in clauses)]
        ids = [np.zeros(0, dtype=np.int32), *(one.ids for one in clauses)]
        rarity = Rarity.of_texts(clauses)
        return cls(np.concatenate(vectors), np.concatenate(ids), starts, rarity)

    def save(self, folder: Path) -> None:
        """Write the files under ``folder``."""
        folder.mkdir(parents=True)
        np.save(folder / _VECTORS, self._vectors)
        np.save(folder / _IDS, self._ids)
        np.save(folder / _STARTS, self._starts)
        np.save(folder / _COUNTS, np.stack([self.rarity.known, self.rarity.counts]))

    @classmethod
    def open(cls, folder: Path) -> "TokenStore":
        """Open what ``save`` wrote; OSError or ValueError where it is damaged."""
        vectors = np.load(folder / _VECTORS, mmap_mode="r")
        ids = np.load(folder / _IDS, mmap_mode="r")
        starts = np.load(folder / _STARTS)
        if not len(vectors) == len(ids) == starts[-1]:
            raise ValueError("token files do not fit together")
        known, counts = np.load(folder / _COUNTS)
        return cls(vectors, ids, starts, Rarity(known, counts, len(starts) - 1))

    def of(self, row: int) -> Tokens:
        """A clause's tokens."""
        own = slice(int(self._starts[row]), int(self._starts[row + 1]))
        return Tokens(self._ids[own], self._vectors[own])
