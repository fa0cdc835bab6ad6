"""The order of findings: a linear ranker over what a clause shares with the question.

A pairwise logistic regression (Joachims 2002, "Optimizing Search Engines using Clickthrough Data",
with a logistic loss) fitted on the dev questions; ``python -m eval fit`` fits it again. The fused
score stays what confidence is read from; this only decides which clause comes first.
"""

import itertools
import math
from collections.abc import Mapping

from bot.evidence.profile import Profile
from bot.evidence.weigh import Rarity
from bot.question import Understood
from bot.vocabulary import folded_stopwords, stopwords
from corpus.language.segment import folded_syllables, syllables

# relative to the fused score, whose weight is 1
WEIGHTS: Mapping[str, float] = {
    "score": 1.0,
    "pairs": 0.58,
    "heads": -0.28,
    "meets": 0.24,
    "organs": 0.22,
    "length": -0.024,
}
Pair = tuple[str, str]


class Ranker:
    """The features of one question's findings, and their weighted sum."""

    def __init__(self, question: Understood, rarity: Rarity) -> None:
        self._organs = set(question.organs)
        self._folded = question.undiacritized
        split, stop = (
            (folded_syllables, folded_stopwords()) if self._folded else (syllables, stopwords())
        )
        name = "folded" if self._folded else "words"
        said = split(question.subject)
        self._pairs = {
            pair: rarity(name, pair[0]) + rarity(name, pair[1])
            for pair in itertools.pairwise(said)
            if not (pair[0] in stop and pair[1] in stop)
        }
        self._total = sum(self._pairs.values()) or 1.0

    def features(self, score: float, profile: Profile, meets: bool) -> dict[str, float]:
        """By name: the score; the share of the question's adjacent syllables, weighted by rarity,
        that stand side by side in the clause or its headings; whether it only heads others, holds
        the sort of thing asked for, names an organ of the question; its length (log syllables)."""
        held = profile.folded_pairs if self._folded else profile.pairs
        met = sum(weight for pair, weight in self._pairs.items() if pair in held)
        return {
            "score": score,
            "pairs": met / self._total,
            "heads": float(profile.heads_others),
            "meets": float(meets),
            "organs": float(bool(self._organs & profile.organs)),
            "length": math.log1p(profile.length),
        }

    def rank(self, score: float, profile: Profile, meets: bool) -> float:
        """What findings are ordered by, largest first."""
        found = self.features(score, profile, meets)
        return sum(WEIGHTS[name] * value for name, value in found.items())
