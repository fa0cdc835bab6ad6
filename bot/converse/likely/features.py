"""What speaks for each clause that a message of a talk may be after: what it was found by (the
message's own words, the words of the talk), where it stands from the clauses shown, what the
message does.

Every number means the same in any corpus.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from bot.answer import Citation
from bot.converse.follow_up import is_incomplete, points_at_document
from bot.findings import Found
from bot.question import Understood
from bot.read.spans.grammar import kinds_of
from bot.vocabulary import folded_stopwords
from bot.vocabulary.types import question_types
from corpus.document import Clause
from corpus.language.segment import folded_syllables

Matrix = npt.NDArray[np.float64]
ACTS = ("ask", "follow_up", "correct", "doubt", "complain", "how_to", "contact", "show", "continue")
_FAR = 50  # clauses between, from which on farther is all the same
_OWN = (
    "first", "second", "most", "least", "mean", "first_place", "second_place", "first_lead",
    "second_lead", "first_own", "second_own", "first_cosine", "second_cosine", "lacks_organ",
    "lacks_number", "words_in", "words_above",
    "is_first", "is_shown", "of_first", "beside", "under", "above", "steps", "behind", "next",
    "heads", "form", "length", "values", "has_asked_kind",
)  # fmt: skip
_ASKED = (
    "first_best", "second_best", "first_answered", "second_answered", "agree", "elsewhere",
    "elsewhere_answered", "elsewhere_inside", "words", "asks", "incomplete", "points", "organs",
    "numbers", "shown", "documents", "refused", "listed", "candidates",
    *(f"act_{act}" for act in ACTS),
    *(f"asks_{kind}" for kind in question_types()),
)  # fmt: skip
NAMES = (*_OWN, *_ASKED)


@dataclass(frozen=True, slots=True)
class Led:
    """A message of a talk and what it led to.

    ``first``: what its own words found in the documents shown, to ``alone``; ``second``: what the
    words of the talk found there; ``around``: what stands around the clauses ``shown``;
    ``elsewhere``: what it found in all documents, where it may ask of something else; ``chances``
    of its acts; ``outcome`` of the last turn and whether it was ``listed``.
    """

    alone: Understood
    first: Sequence[Found]
    second: Sequence[Found]
    around: Sequence[Found]
    elsewhere: Sequence[Found]
    shown: Sequence[Citation]
    chances: Mapping[str, float] = field(default_factory=dict)
    outcome: str = ""
    listed: bool = False

    def candidates(self) -> list[Found]:
        """Each clause once, those that were found first."""
        return list({f.clause.id: f for f in (*self.around, *self.second, *self.first)}.values())


def rows(led: Led) -> tuple[list[Found], Matrix]:
    """The candidates and their features, shape (candidates, len(NAMES))."""
    found = led.candidates()
    asked = _asked(led, len(found))
    words = set(folded_syllables(led.alone.standalone)) - folded_stopwords()
    table = [[*_own(led, one, words), *asked] for one in found]
    return found, np.array(table, dtype=np.float64).reshape(len(found), len(NAMES))


def _own(led: Led, one: Found, words: set[str]) -> list[float]:
    first, second = _in(led.first, one), _in(led.second, one)
    p1 = first.probability if first else 0.0
    p2 = second.probability if second else 0.0
    evidence = (first or second or one).evidence
    said = set(one.profile.folded.split())
    own = set(folded_syllables(one.profile.text))
    held = kinds_of(one.profile.text)
    return [
        p1, p2, max(p1, p2), min(p1, p2), (p1 + p2) / 2,
        _place(led.first, one), _place(led.second, one),
        p1 - _best_other(led.first, one), p2 - _best_other(led.second, one),
        first.evidence.own if first else evidence.own,
        second.evidence.own if second else evidence.own,
        first.evidence.cosine if first else 0.0, second.evidence.cosine if second else 0.0,
        float(bool(led.alone.organs) and set(led.alone.organs) <= set(evidence.missing_organs)),
        float(bool(evidence.missing_numbers)),
        _share(words, own), _share(words, said),
        *_standing(led, one.clause),
        float(one.profile.heads_others), float(one.profile.form),
        math.log1p(one.profile.length), float(len(held)),
        float(bool(held & set(led.alone.asks))),
    ]  # fmt: skip


def _standing(led: Led, clause: Clause) -> list[float]:
    """Where the clause stands from those shown: is it the first, one of them, of the document of
    the first, beside, under, above one; how far, behind the last, the next one."""
    shown = [c.clause for c in led.shown]
    if not shown:
        return [0.0] * 9
    document = led.shown[0].document
    same = clause.document_id == document.id
    near = [c for c in shown if c.document_id == clause.document_id]
    order = {c.id: i for i, c in enumerate(document.clauses)} if same else {}
    at = order.get(clause.id, 0)
    places = [order[c.id] for c in near if c.id in order]
    steps = min((abs(at - place) for place in places), default=_FAR) if same else _FAR
    return [
        float(clause.id == shown[0].id),
        float(any(clause.id == c.id for c in shown)),
        float(same),
        float(any(clause.parent == c.parent and clause.id != c.id for c in near)),
        float(any(clause.id.startswith(f"{c.id}.") for c in near)),
        float(any(c.id.startswith(f"{clause.id}.") for c in near)),
        math.log1p(min(steps, _FAR)),
        float(bool(places) and at > max(places)),
        float(bool(places) and at == max(places) + 1),
    ]


def _asked(led: Led, count: int) -> list[float]:
    alone = led.alone
    best = led.elsewhere[0] if led.elsewhere else None
    inside = {c.document.id for c in led.shown}
    tops = [found[0] for found in (led.first, led.second) if found]
    text = alone.standalone
    return [
        max((f.probability for f in led.first), default=0.0),
        max((f.probability for f in led.second), default=0.0),
        led.first[0].answered if led.first else 0.0,
        led.second[0].answered if led.second else 0.0,
        float(len(tops) == 2 and tops[0].clause.id == tops[1].clause.id),
        best.probability if best else 0.0,
        best.answered if best else 0.0,
        float(best is not None and best.document.id in inside),
        float(len(set(folded_syllables(text)) - folded_stopwords())),
        float(bool(alone.asks)), float(is_incomplete(text)), float(bool(points_at_document(text))),
        float(len(alone.organs)), float(len(alone.numbers)), float(len(led.shown)),
        float(len(inside)), float(led.outcome not in ("answered", "partial")), float(led.listed),
        float(count),
        *(led.chances.get(act, 0.0) for act in ACTS),
        *(float(kind in alone.asks) for kind in question_types()),
    ]  # fmt: skip


def _in(found: Sequence[Found], one: Found) -> Found | None:
    return next((f for f in found if f.clause.id == one.clause.id), None)


def _place(found: Sequence[Found], one: Found) -> float:
    """One over the place in the order; 0 for what is not there."""
    places = (i for i, f in enumerate(found, start=1) if f.clause.id == one.clause.id)
    return 1 / next(places, math.inf)


def _best_other(found: Sequence[Found], one: Found) -> float:
    return max((f.probability for f in found if f.clause.id != one.clause.id), default=0.0)


def _share(words: set[str], said: set[str]) -> float:
    return len(words & said) / len(words) if words else 0.0
