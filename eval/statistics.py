"""Is A better than B, or was it chance: paired permutation test and bootstrap intervals (scipy).

Smucker, Allan and Carterette 2007 compare such tests for retrieval.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

_RESAMPLES = 5000
_SEED = 20_231


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean with its 95% bootstrap interval (percentile)."""

    mean: float
    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """The mean of B - A over paired questions, its interval, and the two-sided p-value."""

    difference: Interval
    p_value: float
    wins: int
    losses: int

    @property
    def significant(self) -> bool:
        """Whether chance is an unlikely cause (p < 0.05)."""
        return self.p_value < 0.05


def interval(values: Sequence[float]) -> Interval:
    """The mean of ``values``; the interval is the mean itself where they do not vary."""
    data = np.asarray(values, dtype=float)
    mean = float(data.mean())
    if len(data) < 2 or np.ptp(data) == 0:
        return Interval(mean, mean, mean, len(data))
    result = stats.bootstrap(
        (data,), np.mean, n_resamples=_RESAMPLES, method="percentile", rng=_SEED
    )
    low, high = result.confidence_interval
    return Interval(mean, float(low), float(high), len(data))


def compare(first: Sequence[float], second: Sequence[float]) -> Comparison:
    """Paired values of A and B, question by question."""
    a, b = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    difference = b - a
    if not np.any(difference):
        p_value = 1.0
    else:
        p_value = float(
            stats.permutation_test(
                (a, b),
                lambda x, y, axis: np.mean(y - x, axis=axis),
                permutation_type="samples",
                vectorized=True,
                n_resamples=_RESAMPLES,
                rng=_SEED,
            ).pvalue
        )
    wins, losses = int(np.sum(difference > 0)), int(np.sum(difference < 0))
    return Comparison(interval(list(difference)), p_value, wins, losses)
