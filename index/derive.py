"""An index of other documents than the one on disk was built of, in a moment.

Documents that the build does not have are laid on top from their leaves; those that are not wanted
are taken out. Nothing on disk changes, and the index that it is derived from goes on serving.
"""

import itertools
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from corpus.document import Document
from index.build import Index, IndexStateError
from index.counts import Counts
from index.layers import LayeredStore, LayeredTokens, TokenRows
from index.leaf import Leaf, Leaves
from index.lexical import LexicalIndex
from index.manifest import digests
from index.tokens import Rarity, Tokens


def derive(base: Index, documents: Sequence[Document], leaves: Leaves) -> Index:
    """The index of ``documents``, ``base`` itself where it is that already."""
    wanted = digests(documents)
    kept = [d for d in base.manifest.documents if base.manifest.documents[d] == wanted.get(d)]
    fresh = [document for document in documents if document.id not in set(kept)]
    if not fresh and len(kept) == len(base.manifest.documents):
        return base
    return _Derivation(base, kept, fresh, [leaves.of(d) for d in fresh]).index(wanted)


class _Derivation:
    """``kept`` are ids, ``fresh`` documents with their ``leaves``."""

    def __init__(
        self, base: Index, kept: list[str], fresh: list[Document], leaves: list[Leaf]
    ) -> None:
        self.base, self.kept, self.fresh, self.leaves = base, kept, fresh, leaves
        owners = np.array([name.split(".", 1)[0] for name in base.clause_ids], dtype=object)
        alive = np.isin(owners, kept)
        self.rows = np.flatnonzero(alive)  # of the base, that stay
        self.hidden = np.flatnonzero(~alive)
        self.gone = frozenset(base.manifest.documents) - frozenset(kept)

    def index(self, wanted: dict[str, str]) -> Index:
        own = tuple(clause.id for document in self.fresh for clause in document.clauses)
        ids = (*(self.base.clause_ids[row] for row in self.rows.tolist()), *own)
        if not ids:
            raise IndexStateError("Không có điều khoản nào: cần ít nhất một văn bản đang dùng.")
        names = [*self.kept, *(document.id for document in self.fresh)]
        manifest = replace(
            self.base.manifest,
            documents={name: wanted[name] for name in names},
            clauses=len(ids),
        )
        vectors = [leaf.vectors for leaf in self.leaves]
        empty = np.zeros((0, self.base.manifest.dimension), dtype=np.float32)
        above = np.concatenate([empty, *vectors]).astype(np.float32)
        owners = [d.id for d in self.fresh for _ in d.clauses]
        store = LayeredStore(
            self.base.store, self.gone, len(self.hidden), own, np.array(owners, object), above
        )
        sums = self.base.centre.astype(np.float64) * len(self.base.clause_ids)
        sums += above.sum(axis=0, dtype=np.float64)
        if len(self.hidden):
            sums -= self.base.vectors()[self.hidden].sum(axis=0, dtype=np.float64)
        centre = (sums / len(ids)).astype(np.float32)
        return Index(manifest, store, self._lexical(), ids, centre, self._tokens())

    def _lexical(self) -> LexicalIndex:
        below = self.base.counts()
        return LexicalIndex.of_counts(
            {
                name: Counts.joined(
                    [below[name].only(self.rows), *(leaf.counts[name] for leaf in self.leaves)]
                )
                for name in below
            }
        )

    def _tokens(self) -> LayeredTokens | None:
        below = self.base.tokens
        if below is None or any(leaf.tokens is None for leaf in self.leaves):
            return None
        first = len(self.base.clause_ids)
        lines = {name: first + i for i, name in enumerate(self.base.manifest.documents)}
        clauses = [one for leaf in self.leaves for one in (leaf.tokens or ())[:-1]]
        heads = [(leaf.tokens or ())[-1] for leaf in self.leaves]
        fresh = [*clauses, *heads]
        places = -1 - np.arange(len(fresh), dtype=np.int64)
        rows = np.concatenate(
            [
                self.rows,
                places[: len(clauses)],
                np.array([lines[name] for name in self.kept], dtype=np.int64),
                places[len(clauses) :],
            ]
        )
        gone = [*self.hidden.tolist(), *(lines[name] for name in sorted(self.gone))]
        return LayeredTokens(below, rows, fresh, _rarity(below, gone, fresh, len(rows)))


def _rarity(below: TokenRows, gone: Sequence[int], fresh: Sequence[Tokens], size: int) -> Rarity:
    """That of what lies below, without ``gone`` and with ``fresh`` texts."""
    known: dict[int, int] = dict(
        zip(below.rarity.known.tolist(), below.rarity.counts.tolist(), strict=True)
    )
    taken = ((below.of(row), -1) for row in gone)
    for one, step in itertools.chain(taken, ((one, 1) for one in fresh)):
        for token in np.unique(one.ids).tolist():
            known[token] = known.get(token, 0) + step
    kept = sorted(token for token, count in known.items() if count > 0)
    counts = np.array([known[token] for token in kept], dtype=np.int64)
    return Rarity(np.array(kept, dtype=np.int64), counts, size)
