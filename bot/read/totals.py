"""A table of steps ends in a row that sums them up; who asks how long the whole takes, or what it
costs, and names no step, is answered by that row.

Each step says much the same as the others, so that words find one of them.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.findings import Found
from bot.question import Understood
from bot.read.ranges import beside, exchanged
from bot.read.spans.wanted import wanted
from bot.vocabulary import folded_stopwords
from corpus.language.segment import folded_syllables
from corpus.structure.cells import is_total
from corpus.vocabulary import formulas
from index.passage import headings

_SUMS = frozenset(["duration", "money", "count", "number"])
_TELLING = 3  # words of a sum's name from which on others may follow
_LOOKED_AT = 3  # findings that may be shown


def total_first(question: Understood, found: Sequence[Found]) -> list[Found]:
    """The findings, in which a step's row gives its place to the row that sums it up, where a sum
    is asked for and nothing points to that step; the steps are not shown beside it."""
    ordered = list(found)
    if not asks_for_sum(question):
        return ordered
    said = set(folded_syllables(question.subject)) - folded_stopwords()
    for place in range(min(_LOOKED_AT, len(ordered))):
        mine = ordered[place]
        if not mine.clause.cells or sums_up(mine):
            continue
        for other in range(place + 1, len(ordered)):
            total = ordered[other]
            if not beside(mine, total) or not sums_up(total):
                continue
            if not _is_meant(mine, ordered, said):
                ordered[place], ordered[other] = exchanged(mine, total)
                break
    first, *others = ordered
    if not sums_up(first):
        return ordered
    return [first, *(replace(o, beside=0.0) if beside(o, first) else o for o in others)]


def asks_for_sum(question: Understood) -> bool:
    """Whether it is asked how long, how many or how much."""
    return any(_SUMS & set(want.kinds[:1]) for want in wanted(question.subject))


def sums_up(found: Found) -> bool:
    """Whether the row's first filled cell names a sum."""
    document, clause = found.document, found.clause
    cells = (document.text[c.start : c.end].strip(" *|_") for c in clause.cells)
    first = next((cell for cell in cells if cell), "").lower()
    # "tổng thời gian giải quyết TTHC", but not "Tổng cục Thuế" or "tổng hợp"
    named = tuple(f"{total} " for total in formulas("totals") if len(total.split()) >= _TELLING)
    return is_total(first) or first.startswith(named)


def _is_meant(step: Found, found: Sequence[Found], said: set[str]) -> bool:
    """Whether the question says something of the step that neither what heads it nor another row
    beside it says."""
    texts = [*headings(step.document, step.clause)]
    texts += [one.profile.text for one in found if one is not step and beside(step, one)]
    general = set(folded_syllables(" ".join(texts)))
    return bool((said & set(folded_syllables(step.profile.text))) - general)
