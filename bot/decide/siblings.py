"""What a list question means where the reader found several clauses under one heading."""

import math
from collections.abc import Sequence

from bot.findings import Found

# a clause counts beside the best where it is at least half as probable, a heading as what is meant
# where it holds at least half of what was found beside the best
_HALF = 0.5


def heads_list(found: Sequence[Found]) -> bool:
    """Whether the best finding is one of several under its heading that answer together."""
    top, *others = found
    if top.answers is None or not top.clause.parent or not others:
        return False
    weights = [math.exp(one.rank - top.rank) for one in others]
    same = [
        weight
        for one, weight in zip(others, weights, strict=True)
        if one.clause.parent == top.clause.parent
    ]
    return max(same, default=0.0) >= _HALF and sum(same) >= _HALF * sum(weights)
