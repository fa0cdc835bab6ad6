"""Percentiles of answer times."""

from collections.abc import Sequence

import numpy as np


def percentiles(milliseconds: Sequence[float]) -> dict[str, float]:
    """The 50th, 90th and 99th percentile, linearly interpolated; empty for no times."""
    if not milliseconds:
        return {}
    values = np.percentile(np.asarray(milliseconds), [50, 90, 99])
    return {name: float(v) for name, v in zip(("p50", "p90", "p99"), values, strict=True)}
