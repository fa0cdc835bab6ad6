"""Which of the parts of a comparison are answered: each by its best clause, if that is sure enough.

A part is searched within one province or document, where some clause always comes first. Whether
it says anything on the matter is told by the other parts: where all are asked the same, the one
that does not state it falls far behind the one that does.
"""

from collections.abc import Sequence

from bot.decide.confidence import ENOUGH, bears_out, confidence
from bot.findings import Compared, Found
from bot.vocabulary.types import types_with

_NEAR = 0.05  # ranks and coverage nearer than this count as equal
# measured on 29 pairs of which one half or none is stated, and on the dev questions that compare:
# of the best part's rank, halves that are stated keep .81 or more, most that are not .78 or less
_RANK_KEPT, _OWN_KEPT = 0.78, 0.8
_LEAST_SCORE, _LEAST_OWN = 0.97, 0.3  # below both a clause is merely the nearest of its document
_PLAIN_SCORE, _PLAIN_OWN = 1.2, 0.75  # from both a clause is sure however the question is worded
_ALONE_OWN = 0.6  # what a part that alone is answered must hold of the question
_MOST_LINES = 12


def choose_parts(parts: Sequence[Compared], nearness: float) -> list[Found]:
    """The findings that answer a part, part by part; none for a part that is not answered."""
    found = [f for part in parts for f in answer_of(part, parts, nearness)]
    return list({f.clause.id: f for f in found}.values())


def answer_of(part: Compared, parts: Sequence[Compared], nearness: float) -> list[Found]:
    """The findings that answer one of ``parts``, best first."""
    if part.listed:
        return list(part.found[: part.listed])
    if part.organ:
        return [f for f in part.found if bears_out(part.question, f, part.nearness)][:1]
    sure = [] if _falls_behind(part, parts) else _sure(part, nearness)
    if not sure or sure[0].named or sure[0].evidence.own >= _ALONE_OWN:
        return sure
    same = [p for p in parts if p is not part and p.question.subject == part.question.subject]
    alone = any(_falls_behind(p, parts) or not _sure(p, nearness) for p in same)
    return [] if alone else sure


def _sure(part: Compared, nearness: float) -> list[Found]:
    """The best of a part, and what another of its documents holds as well on the matter."""
    if part.found and part.found[0].named:  # a form part: all its lines
        document = part.found[0].document
        return [f for f in part.found if f.named and f.document is document][:_MOST_LINES]
    sure: list[Found] = []
    near = max(part.nearness, nearness)
    for found in _meeting_first(part):
        if any(f.document is found.document for f in sure):
            continue
        if sure and (
            found.rank < sure[0].rank - _NEAR or found.evidence.own < sure[0].evidence.own - _NEAR
        ):
            break
        if _is_sure(part, found, near):
            sure.append(found)
    return sure


def _meeting_first(part: Compared) -> Sequence[Found]:
    """The findings; where the first lacks the sort of thing that is asked for, from the first not
    far behind it that holds one."""
    if not part.found or part.found[0].meets or part.found[0].answers is not None:
        return part.found
    least = _RANK_KEPT * part.found[0].rank
    at = next((i for i, f in enumerate(part.found) if f.meets and f.rank >= least), 0)
    return part.found[at:]


def _is_sure(part: Compared, found: Found, nearness: float) -> bool:
    if found.answers is not None:
        return found.answers
    question, own = part.question, found.evidence.own
    if not found.meets and question.asks_for(*types_with("held")):
        return False
    held = found.meets and question.asks_for(*types_with("telling"))
    if found.score < _LEAST_SCORE and own < _LEAST_OWN and not held:
        return False
    plain = found.score >= _PLAIN_SCORE and own >= _PLAIN_OWN
    return plain or confidence(question, found.evidence, found.score, nearness) >= ENOUGH


def _falls_behind(part: Compared, parts: Sequence[Compared]) -> bool:
    """Whether another part that is asked the same has a clause that fits it much better."""
    if not part.found or part.found[0].named:
        return False
    own = part.found[0]
    same = [p.found[0] for p in parts if p.found and p.question.subject == part.question.subject]
    if own.probability is not None:
        return own.probability < 0.5 * max(f.probability or 0.0 for f in same)
    rank = max(f.rank for f in same)
    held = max(f.evidence.own for f in same)
    return own.rank < _RANK_KEPT * rank and own.evidence.own < _OWN_KEPT * held
