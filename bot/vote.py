"""A vote on which candidates answer, as one more signal beside the reader's own.

A vote is a bounded term, added to a candidate's log-odds and to its rank: what the reader is sure
of it cannot remove, and what the reader thinks far from an answer it cannot make one. The weights
are numbers of ``vote.json``.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from bot.findings import Found

WEIGHTS = Path(__file__).parent / "vote.json"
_LEAST = 1e-6  # of a probability


@dataclass(frozen=True, slots=True)
class Votes:
    """By clause id the words of it that were copied as the answer, "" where none were; the ids that
    were voted upon are ``seen``."""

    answers: Mapping[str, str] = field(default_factory=dict)
    seen: frozenset[str] = frozenset()

    @property
    def none(self) -> bool:
        """Whether the vote is that nothing answers."""
        return bool(self.seen) and not self.answers


@dataclass(frozen=True, slots=True)
class Weights:
    """What is added to the log-odds of a clause that is named with copied words, without any, that
    is not named though others are, and of all where none is."""

    copied: float
    bare: float
    unnamed: float
    none: float


@cache
def weights(path: Path = WEIGHTS) -> Weights:
    """The weights in use."""
    row = json.loads(path.read_text(encoding="utf-8"))
    return Weights(*(float(row[name]) for name in ("copied", "bare", "unnamed", "none")))


def weighed(
    found: Sequence[Found], votes: Votes, enough: float, put: Weights | None = None
) -> list[Found]:
    """The candidates (best first, as the reader judged them) after the vote; ``enough`` is how
    probable it must be that one answers."""
    put = put or weights()
    if not found or not votes.seen or _is_told_otherwise(found[0], enough):
        return list(found)
    answered, right = found[0].answered, found[0].probability
    terms = {f.clause.id: _term(f.clause.id, votes, put) for f in found}
    moved = [replace(f, rank=f.rank + terms[f.clause.id]) for f in found]
    moved.sort(key=lambda f: -f.rank)
    best = moved[0].rank
    # the odds that the question is answered at all move with what is said of the one that is first
    term = terms[moved[0].clause.id]
    answered, right = _shifted(answered, term), _shifted(right, term)
    return [_told(f, math.exp(f.rank - best), answered, right, enough) for f in moved]


def _is_told_otherwise(found: Found, enough: float) -> bool:
    """Whether it answers by another measure than how probable that is (a follow-up that two
    readings lead to): a vote is not weighed against that."""
    return bool(found.answers) and found.answered < enough


def _told(found: Found, behind: float, answered: float, right: float, enough: float) -> Found:
    return replace(
        found,
        answered=answered * behind,
        probability=right * behind,
        answers=found.answers if found.answers is None else answered * behind >= enough,
    )


def _term(clause: str, votes: Votes, put: Weights) -> float:
    if clause not in votes.seen:
        return 0.0
    if votes.none:
        return put.none
    if clause not in votes.answers:
        return put.unnamed
    return put.copied if votes.answers[clause] else put.bare


def _shifted(probability: float, term: float) -> float:
    """The probability with ``term`` added to its log-odds."""
    kept = min(max(probability, _LEAST), 1 - _LEAST)
    return 1 / (1 + (1 - kept) / kept * math.exp(-term))
