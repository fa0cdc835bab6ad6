"""Which further clauses answer together with the best one, as the reader tells it: the other thing
asked for, the other document, the other items of a list."""

from collections import Counter
from collections.abc import Sequence

from bot.findings import Found
from bot.surroundings import Surroundings

_HALF = 0.5  # more likely than not; and the share of a list from which it is shown whole
_LONGEST = 24  # items of a list that is shown whole
_MOST = 8  # clauses shown beside the best


def together(found: Sequence[Found]) -> list[Found]:
    """The best finding and those that more likely than not answer as well, best first."""
    top, *others = found
    well = (
        f
        for f in others
        if f.beside >= _HALF
        and (top.outdated or not f.outdated)
        and (top.profile.form or not f.profile.form)  # recipients answer nothing beside a clause
    )
    return [top, *well][: _MOST + 1]


def completed(chosen: Sequence[Found], around: Surroundings) -> list[Found]:
    """The list, whole and in its order, of which ``chosen`` are at least half; empty where they
    stand under no one heading."""
    parents = Counter(f.clause.parent for f in chosen)
    parent, _ = parents.most_common(1)[0]
    if parent is None or parents[parent] < len(chosen):
        return []
    head = around.parent(chosen[0])
    if head is None:
        return []
    children = around.with_children(head)
    held = {f.clause.id for f in chosen}
    whole = len(children) <= _LONGEST and len(held) >= _HALF * len(children)
    kept = children if whole else [f for f in children if f.clause.id in held]
    known = {f.clause.id: f for f in chosen}
    return [known.get(f.clause.id, f) for f in kept]
