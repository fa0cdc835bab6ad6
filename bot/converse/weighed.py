"""A follow-up read in two ways, by its own words and by those of what the talk is about: what both
lead to is likelier than what one does."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from bot.findings import Found

FITTED = Path(__file__).parent / "fitted.json"


@dataclass(frozen=True, slots=True)
class Weighed:
    """The findings with the likeliest first, and how likely it is (0 to 1)."""

    found: tuple[Found, ...]
    chance: float


def weigh_both(first: Sequence[Found], second: Sequence[Found]) -> Weighed:
    """The findings of both readings, each clause once, by the mean of how probable it is to be the
    right one."""
    chances: dict[str, float] = {}
    best: dict[str, Found] = {}
    for one in (*first, *second):
        name = one.clause.id
        chances[name] = chances.get(name, 0.0) + one.probability / 2
        if name not in best or one.probability > best[name].probability:
            best[name] = one
    order = sorted(best, key=lambda name: -chances[name])
    ranked = tuple(
        replace(best[name], rank=float(-place), probability=chances[name])
        for place, name in enumerate(order)
    )
    return Weighed(ranked, chances[order[0]] if order else 0.0)


@cache
def enough() -> float:
    """How likely the likeliest must be to be shown (``python -m eval fit-follow``)."""
    return float(json.loads(FITTED.read_text(encoding="utf-8"))["enough"])
