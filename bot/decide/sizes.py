"""A question that names two sizes of one quantity ("65 %, chú tôi 50 %") is answered by two steps
of a rule, each of which holds one of them.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.evidence.intervals import Size, find_ranges, find_sizes
from bot.findings import Choice, Found
from bot.question import Understood
from bot.surroundings import Surroundings


def choose_for_sizes(question: Understood, first: Found, around: Surroundings) -> Choice | None:
    """The step that holds each of the sizes, in the order in which these are named; None where the
    ``first`` holds none or all, or no single step beside it holds another."""
    own = find_ranges(first.profile.text)
    sizes = find_sizes(question.subject)
    held = [size for size in sizes if own.holds(size)]
    if not held or first.named:
        return None
    of_one = [size for size in sizes if size.quantity == held[0].quantity]
    head = around.parent(first) if any(not own.meets(size) for size in of_one) else None
    if head is None:
        return None
    beside = around.with_children(head)
    steps: dict[str, Found] = {}
    for size in of_one:
        step = first if own.holds(size) else _holder(size, first, beside)
        if step is None:
            return None
        steps[step.clause.id] = step
    asked = dict.fromkeys(steps, question)
    return Choice(tuple(steps.values()), asked=asked)


def _holder(size: Size, first: Found, beside: Sequence[Found]) -> Found | None:
    """The one step beside the ``first`` that holds the size; None where there are more."""
    holding = [f for f in beside if find_ranges(f.profile.text).holds(size)]
    if len(holding) != 1 or holding[0].clause.id == first.clause.id:
        return None
    return replace(holding[0], answers=first.answers, probability=first.probability)
