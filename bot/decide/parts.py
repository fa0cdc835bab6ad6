"""Which of the parts of a comparison are answered: each by its best clause, if the reader is sure.

A part is searched within one province or document, where some clause always comes first. Whether
it says anything on the matter is told by the other parts: where all are asked the same, the one
that does not state it falls far behind the one that does.
"""

from collections.abc import Sequence

from bot.findings import Compared, Found
from bot.vocabulary import folded_stopwords
from corpus.language.segment import folded_syllables

_HALF = 0.5  # of the best part's probability, below which a part falls behind
_MOST_LINES = 12
_NEAREST, _FEWEST = 5, 5  # findings looked at; words by which two clauses may be alike


def choose_parts(parts: Sequence[Compared]) -> list[Found]:
    """The findings that answer a part, part by part; none for a part that is not answered."""
    found = [f for part in parts for f in answer_of(part, parts)]
    return list({f.clause.id: f for f in found}.values())


def answer_of(part: Compared, parts: Sequence[Compared]) -> list[Found]:
    """The findings that answer one of ``parts``, best first."""
    if part.listed:
        return list(part.found[: part.listed])
    if part.organ:
        return [f for f in part.found if f.answers][:1]
    return [] if _falls_behind(part, parts) else _sure(part, parts)


def _sure(part: Compared, parts: Sequence[Compared]) -> list[Found]:
    """The best of a part, and what another of its documents holds as well on the matter."""
    if part.found and part.found[0].named:  # a form part: all its lines
        document = part.found[0].document
        return [f for f in part.found if f.named and f.document is document][:_MOST_LINES]
    sure: list[Found] = []
    # where another part is answered, what fits half as well here answers this one
    same = [p for p in parts if p.question.subject == part.question.subject and p.found]
    best = max((p.found[0].probability for p in same if p.found[0].answers), default=1.0)
    for found in part.found[:1]:
        near = found.probability >= _HALF * best and found.evidence.own >= _HALF
        if not found.answers and near:
            return [found]
    if not any(f.answers for f in part.found[:1]) and (like := _alike(part, parts)):
        return [like]
    for found in part.found:
        if sure and found.beside < _HALF:
            continue
        if found.answers and all(f.document is not found.document for f in sure):
            sure.append(found)
    return sure


def _alike(part: Compared, parts: Sequence[Compared]) -> Found | None:
    """What a part says in the words in which another part that is asked the same answers."""
    for other in parts:
        same = other is not part and other.question.subject == part.question.subject
        top = other.found[0] if same and other.found and other.found[0].answers else None
        if top is None:
            continue
        for found in part.found[:_NEAREST]:
            if _are_alike(found.profile.text, top.profile.text):
                return found
    return None


def _are_alike(one: str, other: str) -> bool:
    """Whether two of three content syllables of the shorter text stand in the other too."""
    first, second = (set(folded_syllables(text)) - folded_stopwords() for text in (one, other))
    fewest = min(len(first), len(second))
    return fewest >= _FEWEST and 3 * len(first & second) >= 2 * fewest


def _falls_behind(part: Compared, parts: Sequence[Compared]) -> bool:
    """Whether another part that is asked the same has a clause that fits it much better."""
    if not part.found or part.found[0].named or _alike(part, parts):
        return False
    same = [p.found[0] for p in parts if p.found and p.question.subject == part.question.subject]
    return part.found[0].probability < _HALF * max(f.probability for f in same)
