"""Convex combination of scores (Bruch, Gai and Ingber 2023, "An Analysis of Fusion Functions for
Hybrid Retrieval"): each ranking scaled to 0..1, then a weighted sum.

Ranks alone would forget that one rare word was matched far better than all others.
"""

from collections.abc import Mapping


def convex_combination(
    scores: Mapping[str, Mapping[str, float]], weights: Mapping[str, float]
) -> list[tuple[str, float]]:
    """Ids by their weighted scaled scores, best first; an id missing in a ranking has 0 there.

    The sum of weights is scaled to 1. Ties keep the order in which ids were first seen, so that
    runs repeat exactly.
    """
    total = sum(weights.get(name, 0.0) for name in scores) or 1.0
    fused: dict[str, float] = {}
    for name, found in scores.items():
        if not found:
            continue
        low, high = min(found.values()), max(found.values())
        for item, score in found.items():
            scaled = (score - low) / (high - low) if high > low else 1.0
            fused[item] = fused.get(item, 0.0) + weights.get(name, 0.0) / total * scaled
    return sorted(fused.items(), key=lambda pair: -pair[1])
