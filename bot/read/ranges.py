"""A rule in steps says one thing for each range of a size ("từ 10 đến dưới 30 km: 3.600.000 đồng"):
of such steps the one answers that holds the size which the question names.

Words do not tell them apart: the step that happens to name the same figure is the nearest by them.
Over 454 training and dev questions that name a size this moved seven first clauses, each from a
wrong step to the right one. Where a step holds the size and another beside it excludes it, it was
right for 23 of 24 questions, none of them unanswerable, though the words and figures that it lacks
speak against it.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from bot.evidence.intervals import Ranged, Size, find_ranges, find_sizes
from bot.findings import Found
from bot.question import Understood

_LOOKED_AT = 3  # findings that may be shown


def in_range(
    question: Understood, found: Sequence[Found], enough: float, told: Sequence[Size] = ()
) -> list[Found]:
    """The findings, in which a step whose range excludes the size asked about, or ``told`` before,
    gives its place to the one beside it that holds the size; what is first then answers, from
    ``enough`` on."""
    ordered = list(found)
    sizes = (*find_sizes(question.subject), *told)
    if not sizes:
        return ordered
    for place in range(min(_LOOKED_AT, len(ordered))):
        other = _better(ordered, place, sizes)
        if other is not None:
            ordered[place], ordered[other] = exchanged(ordered[place], ordered[other])
    first, *others = ordered
    if first.near and _is_step(first, others, sizes):
        first = replace(first, answered=max(first.answered, enough), answers=True)
    return [first, *(_alone(one, first, sizes) for one in others)]


def _is_step(first: Found, others: Sequence[Found], sizes: Sequence[Size]) -> bool:
    """Whether the first holds a size that one beside it excludes, and excludes none itself."""
    own = _ranges(first.profile.text)
    held = [size for size in sizes if own.holds(size)]
    if not held or any(own.speaks_of(size) and not own.meets(size) for size in sizes):
        return False
    beside_it = (_ranges(one.profile.text) for one in others if beside(first, one))
    return any(r.speaks_of(size) and not r.meets(size) for r in beside_it for size in held)


def _alone(one: Found, first: Found, sizes: Sequence[Size]) -> Found:
    """The finding; not shown beside the first where it is a step that excludes what the first one
    holds."""
    there, own = _ranges(first.profile.text), _ranges(one.profile.text)
    held = [s for s in sizes if there.speaks_of(s) and there.meets(s)]
    if beside(one, first) and any(own.speaks_of(s) and not own.meets(s) for s in held):
        return replace(one, beside=0.0)
    return one


def _better(found: Sequence[Found], place: int, sizes: Sequence[Size]) -> int | None:
    """Where the first step of the same rule stands that holds all that this one excludes."""
    mine = found[place]
    own = _ranges(mine.profile.text)
    excluded = [size for size in sizes if own.speaks_of(size) and not own.meets(size)]
    if not excluded:
        return None
    met = sum(own.meets(size) for size in sizes)
    for other in range(place + 1, len(found)):
        if not beside(mine, found[other]):
            continue
        there = _ranges(found[other].profile.text)
        if all(there.meets(size) for size in excluded) and (
            sum(there.meets(size) for size in sizes) > met
        ):
            return other
    return None


def beside(one: Found, other: Found) -> bool:
    """Whether both stand under the same clause, neither in the other."""
    return _above(one.clause.id) == _above(other.clause.id)


def _above(clause_id: str) -> str:
    return clause_id.rpartition(".")[0]


def exchanged(mine: Found, other: Found) -> tuple[Found, Found]:
    """Both with each other's place and likelihood."""
    return _judged_as(other, mine), _judged_as(mine, other)


def _judged_as(one: Found, other: Found) -> Found:
    return replace(
        one,
        rank=other.rank,
        probability=other.probability,
        answered=other.answered,
        answers=other.answers,
        near=other.near,
        beside=other.beside,
    )


@lru_cache(4096)
def _ranges(text: str) -> Ranged:
    return find_ranges(text)
