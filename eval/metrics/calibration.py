"""Expected calibration error over bins of equal mass (Nixon et al. 2019)."""

from collections.abc import Sequence

_BINS = 10


def calibration_error(
    confidence: Sequence[float], right: Sequence[bool], bins: int = _BINS
) -> float | None:
    """The mean distance of confidence and share of right ones, by bin; None for no answers."""
    order = sorted(zip(confidence, right, strict=True), key=lambda pair: pair[0])
    if not order:
        return None
    bins = min(bins, len(order))
    total = 0.0
    for number in range(bins):
        part = order[number * len(order) // bins : (number + 1) * len(order) // bins]
        said = sum(c for c, _ in part)
        held = sum(r for _, r in part)
        total += abs(said - held)
    return total / len(order)
