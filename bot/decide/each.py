"""A question that asks several things: the clause for each, where one clause does not say them all.

Each thing was sought alone, within one document. What the question as a whole was answered with
stays the answer to those things that it fits about as well as what was found for them alone.
"""

from collections.abc import Sequence

from bot.findings import Choice, Compared, Findings, Found
from bot.read.spans.find import find_spans
from bot.read.spans.wanted import wanted
from bot.retrieve.asked import is_thin

_HALF = 0.5  # of the best one's probability: as good


def choose_each(findings: Findings, chosen: Sequence[Found]) -> Choice | None:
    """The clauses, thing by thing, each with what is asked of it; None where one clause is the
    answer to all, or nothing was found beside what was ``chosen`` for the question as a whole."""
    first = chosen[0] if chosen else None
    thin = [p for p in findings.several if is_thin(p.name)]
    picked: dict[str, tuple[Found, Compared]] = {}
    for part in findings.several:
        found = _best(part, first)
        if first and part in thin and _holds(part, first):
            found = first  # "…, sau mấy ngày?" asks of the same
        if found is not None:
            picked.setdefault(found.clause.id, (found, part))
    if first and first.clause.id not in picked:
        return None
    if len(picked) < 2:
        return None
    clauses = tuple(found for found, _ in picked.values())
    return Choice(clauses, asked={name: part.question for name, (_, part) in picked.items()})


def _holds(part: Compared, found: Found) -> bool:
    """Whether something of a sort that is wanted stands in the clause."""
    kinds = {value.kind for value in find_spans(found.profile.text)}
    return any(kinds & set(want.kinds) for want in wanted(part.name))


def _best(part: Compared, first: Found | None) -> Found | None:
    """What answers the thing: what answers the whole question, where it is about as likely."""
    if not part.found:
        return None
    top = part.found[0]
    if first and not top.named:
        for found in part.found:
            same = found.clause.id == first.clause.id
            if same and found.probability >= _HALF * top.probability:
                return found
    return top if top.named or top.answers else None
