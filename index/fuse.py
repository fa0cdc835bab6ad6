"""Weighted reciprocal rank fusion (Cormack, Clarke and Büttcher 2009)."""

from collections.abc import Mapping, Sequence

RANK_CONSTANT = 60


def reciprocal_rank_fusion(
    rankings: Mapping[str, Sequence[str]],
    weights: Mapping[str, float],
    constant: int = RANK_CONSTANT,
) -> list[tuple[str, float]]:
    """Ids by the sum over rankings of weight / (constant + rank), best first, ranks from 1.

    Ties keep the order of the first ranking that names them, so that runs repeat exactly.
    """
    totals: dict[str, float] = {}
    for name, ids in rankings.items():
        for rank, item in enumerate(ids, start=1):
            totals[item] = totals.get(item, 0.0) + weights.get(name, 1.0) / (constant + rank)
    return sorted(totals.items(), key=lambda pair: -pair[1])
