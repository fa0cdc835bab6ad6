"""Recall@k, reciprocal rank and nDCG (Järvelin and Kekäläinen 2002) of retrieved spans."""

import math
from collections.abc import Sequence


def relevance(found: Sequence[frozenset[int]]) -> list[int]:
    """1 for each result that holds a gold item not held by an earlier one, else 0."""
    seen: set[int] = set()
    bits = []
    for golds in found:
        bits.append(int(bool(golds - seen)))
        seen |= golds
    return bits


def recall_at(found: Sequence[frozenset[int]], golds: int, k: int, needs_all: bool) -> float:
    """The share of gold items in the first ``k``; one is enough if not all are needed."""
    held = frozenset().union(*found[:k]) if found[:k] else frozenset()
    if not needs_all:
        return float(bool(held))
    return len(held) / golds


def reciprocal_rank(found: Sequence[frozenset[int]]) -> float:
    """1 / rank of the first result that holds a gold item; 0 where none does."""
    return next((1.0 / rank for rank, golds in enumerate(found, start=1) if golds), 0.0)


def ndcg_at(found: Sequence[frozenset[int]], golds: int, k: int) -> float:
    """Normalised discounted cumulative gain with binary gains, against the ideal order."""
    gain = sum(bit / math.log2(rank + 1) for rank, bit in enumerate(relevance(found)[:k], start=1))
    ideal = sum(1.0 / math.log2(rank + 1) for rank in range(1, min(golds, k) + 1))
    return gain / ideal if ideal else 0.0
