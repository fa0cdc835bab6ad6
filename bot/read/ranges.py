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
from bot.vocabulary import folded_stopwords
from corpus.language.segment import folded_syllables
from index.passage import clause_text

_LOOKED_AT = 3  # findings that may be shown
_HALF = 0.5  # of being right; of the first one's likelihood of answering
_NEAR = 3  # times as likely the first may be to answer as the nearest step of a rule
_FEWEST = 3  # words by which two steps may be alike


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
        other = _better(question, ordered, place, sizes)
        if other is not None:
            ordered[place], ordered[other] = exchanged(ordered[place], ordered[other])
    if (other := _under_another(ordered, sizes)) is not None:
        ordered[0], ordered[other] = exchanged(ordered[0], ordered[other])
    if (other := _on_ladder(ordered, sizes)) is not None:
        ordered[0], ordered[other] = exchanged(ordered[0], ordered[other])
        ordered[1:] = [replace(one, beside=0.0) for one in ordered[1:]]  # one case is asked about
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
    beside_it = (_ranges(one.profile.text) for one in others if of_one_ladder(first, one))
    return any(r.speaks_of(size) and not r.meets(size) for r in beside_it for size in held)


def _alone(one: Found, first: Found, sizes: Sequence[Size]) -> Found:
    """The finding; not shown beside the first where it is a step that excludes what the first one
    holds."""
    there, own = _ranges(first.profile.text), _ranges(one.profile.text)
    held = [s for s in sizes if there.speaks_of(s) and there.meets(s)]
    if of_one_ladder(one, first) and any(own.speaks_of(s) and not own.meets(s) for s in held):
        return replace(one, beside=0.0)
    return one


def _better(
    question: Understood, found: Sequence[Found], place: int, sizes: Sequence[Size]
) -> int | None:
    """Where the step of the same rule stands that holds all that this one excludes: of several the
    first that says least of what is not asked about ("mộ đất", not "mộ đất, xếp đá")."""
    mine = found[place]
    own = _ranges(mine.profile.text)
    excluded = [size for size in sizes if own.speaks_of(size) and not own.meets(size)]
    if not excluded:
        return None
    met = sum(own.meets(size) for size in sizes)
    said = _words(question.subject)
    holding: list[tuple[int, int]] = []
    for other in range(place + 1, len(found)):
        if not of_one_ladder(mine, found[other]):
            continue
        there = _ranges(found[other].profile.text)
        if all(there.meets(size) for size in excluded) and (
            sum(there.meets(size) for size in sizes) > met
        ):
            holding.append((len(_words(found[other].profile.text) - said), other))
    return min(holding)[1] if holding else None


def _on_ladder(found: Sequence[Found], sizes: Sequence[Size]) -> int | None:
    """Where the step stands that holds a size, of a rule whose other steps exclude it, if what is
    first is not likely and speaks of none of the sizes; or speaks of it as well, but says less of
    what is asked about."""
    first = found[0]
    own = _ranges(first.profile.text)
    spoken = any(own.speaks_of(size) for size in sizes)
    holds = any(own.holds(size) for size in sizes)
    if first.named or (first.probability >= _HALF and not holds) or (spoken and not holds):
        return None
    pool = [(i, f, _ranges(f.profile.text)) for i, f in enumerate(found)]
    pool = [one for one in pool if one[1].document is first.document and not one[1].named]
    for size in sizes:
        out = [f for _, f, ranges in pool if ranges.speaks_of(size) and not ranges.meets(size)]
        for place, step, ranges in pool[1:]:
            family = [f for f in out if of_one_ladder(step, f)]
            if not ranges.holds(size) or not family:
                continue
            if holds:
                near = step.answered >= _HALF * first.answered
                if near and step.evidence.coverage > first.evidence.coverage:
                    return place
            elif _NEAR * max(f.answered for f in (step, *family)) >= first.answered:
                return place
    return None


def _under_another(found: Sequence[Found], sizes: Sequence[Size]) -> int | None:
    """Where a step stands that says the same as the first under a heading that holds a size, where
    that above the first excludes what it speaks of ("cao hơn từ 1,5 m đến 2,5 m: …")."""
    first = found[0]
    own, above = _ranges(first.profile.text), _ranges(_head(first))
    if first.named or any(above.meets(s) for s in sizes) or not any(map(above.speaks_of, sizes)):
        return None
    for place, other in enumerate(found[1:], 1):
        if beside(first, other) or not of_one_ladder(first, other):
            continue
        there, head = _ranges(other.profile.text), _ranges(_head(other))
        as_much = sum(map(there.meets, sizes)) >= sum(map(own.meets, sizes))
        if as_much and any(map(head.holds, sizes)):
            return place
    return None


def _head(found: Found) -> str:
    """The text of the clause above, where that heads it alone or others."""
    above = found.document.ancestors(found.clause)
    return clause_text(found.document, above[-1]) if above else ""


def of_one_ladder(one: Found, other: Found) -> bool:
    """Whether both are steps of one rule: under the same clause, or under neighbours and worded
    alike but for the figures ("loại I: từ 500 cây", "loại II: dưới 500 cây")."""
    if beside(one, other):
        return True
    if _above(_above(one.clause.id)) != _above(_above(other.clause.id)):
        return False
    first, second = _words(one.profile.text), _words(other.profile.text)
    fewest = min(len(first), len(second))
    return fewest >= _FEWEST and 4 * len(first & second) >= 3 * fewest


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
def _words(text: str) -> frozenset[str]:
    """What a step says beside its figures and the words of no weight."""
    return frozenset(w for w in folded_syllables(text) if w.isalpha()) - folded_stopwords()


@lru_cache(4096)
def _ranges(text: str) -> Ranged:
    return find_ranges(text)
