"""Which of several cases is that of the person who asks: what he told of himself before chooses
among clauses or rows that stand beside each other, where the question itself does not.

This is reckoning, not likelihood: a finding gives its place only to one under the same clause, and
only where its own words exclude what was told (another range, another member of a class) and those
of the other hold it.
"""

import re
from collections.abc import Sequence

from bot.evidence.cases import class_members
from bot.evidence.intervals import Size, find_sizes
from bot.findings import Found
from bot.question import Fact, Understood
from bot.read.ranges import beside, exchanged
from bot.vocabulary import folded_stopwords
from corpus.language.segment import folded_syllables

_LOOKED_AT = 3  # findings that may be shown
_TIMES = ("months", "days", "weeks", "minutes", "time")  # told of one thing, asked of another


def told_sizes(question: Understood, first: Found) -> tuple[Size, ...]:
    """The sizes that the person told before, of quantities that the question names none of; a time
    only where the ``first`` finding speaks of what it was told of."""
    own = {size.quantity for size in find_sizes(question.subject)}
    return tuple(
        size
        for fact in question.told
        for size in find_sizes(fact.words)
        if size.quantity not in own and (size.quantity not in _TIMES or _is_of(fact, first))
    )


def _is_of(fact: Fact, found: Found) -> bool:
    """Whether the clause, what heads it or its document says what the fact was told of."""
    before = re.split(r"\d", fact.words, maxsplit=1)[0]
    words = set(folded_syllables(before)) - folded_stopwords()
    return bool(words) and words <= set(folded_syllables(found.profile.folded))


def told_members(question: Understood) -> dict[str, str]:
    """Of each class the member that the person told before, where the question names none."""
    own = class_members(question.standalone)
    classes = {f.kind: f.words for f in question.told if class_members(f.words).get(f.kind)}
    return {name: member for name, member in classes.items() if name not in own}


def of_asker(question: Understood, found: Sequence[Found]) -> list[Found]:
    """The findings, in which one that is of another case gives its place to the one beside it that
    is of the asker's."""
    ordered = list(found)
    told = told_members(question)
    if not told:
        return ordered
    for place in range(min(_LOOKED_AT, len(ordered))):
        mine = ordered[place]
        for other in range(place + 1, len(ordered)):
            if beside(mine, ordered[other]) and _fits_better(told, mine, ordered[other]):
                ordered[place], ordered[other] = exchanged(mine, ordered[other])
                break
    return ordered


def _fits_better(told: dict[str, str], mine: Found, other: Found) -> bool:
    """Whether a class decides between the two: the one names other members only, the other the
    told one alone."""
    own, there = class_members(mine.profile.text), class_members(other.profile.text)
    return any(
        name in own and member not in own[name] and there.get(name) == (member,)
        for name, member in told.items()
    )
