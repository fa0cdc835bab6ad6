"""An index over another one: some documents taken out, others laid on top.

What lies below is on disk and stays as it is; what is on top is small and in memory, where every
vector is compared.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from index.embed import Vectors
from index.tokens import Rarity, Tokens

_SPARE = 400  # results asked for beside those wanted, in place of those taken out
Rows = npt.NDArray[np.int64]


class Store(Protocol):
    """Vectors of clauses, to be searched."""

    def count(self) -> int:
        """How many clauses are stored."""

    def search(
        self, vector: Vectors, k: int, documents: Sequence[str] = (), without: Sequence[str] = ()
    ) -> list[tuple[str, float]]:
        """The ``k`` nearest clauses and their cosines, best first, in ``documents`` if given, in
        none of ``without``."""

    def cosines(self, vector: Vectors, clause_ids: Sequence[str]) -> dict[str, float]:
        """The cosines of ``vector`` with the vectors of these clauses."""

    def close(self) -> None:
        """Release the files."""


class TokenRows(Protocol):
    """The token vectors of an index's clauses, in their order."""

    size: int
    rarity: Rarity

    def of(self, row: int) -> Tokens:
        """A clause's tokens."""


@dataclass(frozen=True)
class LayeredStore:
    """``below`` without the clauses of the documents ``gone`` (``hidden`` of them), and ``fresh``
    vectors of ``clause_ids`` of ``documents`` on top."""

    below: Store
    gone: frozenset[str]
    hidden: int
    clause_ids: tuple[str, ...]
    documents: npt.NDArray[np.object_]
    fresh: Vectors

    def count(self) -> int:
        """How many clauses can be found."""
        return self.below.count() - self.hidden + len(self.clause_ids)

    def search(
        self, vector: Vectors, k: int, documents: Sequence[str] = (), without: Sequence[str] = ()
    ) -> list[tuple[str, float]]:
        """The ``k`` nearest clauses and their cosines, best first."""
        found = [
            *self._below(vector, k, documents, without),
            *self._above(vector, k, documents, without),
        ]
        return sorted(found, key=lambda pair: -pair[1])[:k]

    def cosines(self, vector: Vectors, clause_ids: Sequence[str]) -> dict[str, float]:
        """The cosines of ``vector`` with the vectors of these clauses."""
        own = {name: row for row, name in enumerate(self.clause_ids)}
        found = self.below.cosines(vector, [name for name in clause_ids if name not in own])
        rows = [own[name] for name in clause_ids if name in own]
        values = (self.fresh[rows] @ vector).tolist()
        return {**found, **{self.clause_ids[r]: v for r, v in zip(rows, values, strict=True)}}

    def close(self) -> None:
        """Nothing: what lies below serves others too."""

    def _below(
        self, vector: Vectors, k: int, documents: Sequence[str], without: Sequence[str]
    ) -> list[tuple[str, float]]:
        out = self.gone | set(without)
        wanted = [name for name in documents if name not in out]
        if documents:
            return self.below.search(vector, k, wanted) if wanted else []
        size = self.below.count()
        if not out:
            return self.below.search(vector, min(k, size))
        asked = min(k + min(self.hidden, _SPARE), size)
        found = [p for p in self.below.search(vector, asked) if p[0].split(".", 1)[0] not in out]
        if len(found) >= k or asked == size:
            return found
        return self.below.search(vector, k, (), sorted(out))

    def _above(
        self, vector: Vectors, k: int, documents: Sequence[str], without: Sequence[str]
    ) -> list[tuple[str, float]]:
        if not len(self.clause_ids):
            return []
        cosines = self.fresh @ vector
        allowed = ~np.isin(self.documents, list(without))
        if documents:
            allowed &= np.isin(self.documents, list(documents))
        rows = np.flatnonzero(allowed)
        best = rows[np.argsort(-cosines[rows], kind="stable")[:k]]
        return [(self.clause_ids[row], float(cosines[row])) for row in best.tolist()]


class LayeredTokens:
    """Rows of ``below`` and, for negative ones (-1 the first), of ``fresh``."""

    def __init__(
        self, below: TokenRows, rows: Rows, fresh: Sequence[Tokens], rarity: Rarity
    ) -> None:
        self._below, self._rows, self._fresh = below, rows, tuple(fresh)
        self.size = len(rows)
        self.rarity = rarity

    def of(self, row: int) -> Tokens:
        """A clause's tokens."""
        place = int(self._rows[row])
        return self._below.of(place) if place >= 0 else self._fresh[-1 - place]
