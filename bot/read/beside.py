"""What stands beside the best findings in the text, where it was not found itself: the step of a
rule that holds the size asked about may share no word with the question, nor may a row of sums.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.evidence.profile import Profiles
from bot.findings import Found

_LOOKED_AT = 6  # findings whose neighbours are looked at
_MOST = 60  # clauses under one


def with_beside(found: Sequence[Found], profiles: Profiles) -> list[Found]:
    """The findings, with those that stand under the same clause as the best few behind them."""
    known = {one.clause.id for one in found}
    added: list[Found] = []
    for one in found[:_LOOKED_AT]:
        above = one.document.ancestors(one.clause)
        siblings = one.document.children(above[-1]) if above else []
        for clause in siblings if len(siblings) <= _MOST else []:
            if clause.id not in known:
                known.add(clause.id)
                profile = profiles.of(one.document, clause)
                added.append(
                    replace(
                        one, clause=clause, profile=profile, named=False, probability=0.0,
                        answered=0.0, beside=0.0, answers=False, near=False,
                    )
                )  # fmt: skip
    return [*found, *added]
