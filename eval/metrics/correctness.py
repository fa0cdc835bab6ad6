"""Is the answer right: required expressions, nuggets (Lin and Demner-Fushman 2006), token F1."""

import re
from collections import Counter
from collections.abc import Sequence

from corpus.language.normalize import nfc
from corpus.language.segment import syllables


def must_hold(answer: str, must: Sequence[str]) -> float:
    """1 if every expression is found in the answer, letter case ignored."""
    text = nfc(answer)
    return float(all(re.search(pattern, text, re.IGNORECASE) for pattern in must))


def nugget_recall(answer: str, must: Sequence[str]) -> float:
    """The share of the expressions that the answer holds; 1 where none is required."""
    if not must:
        return 1.0
    text = nfc(answer)
    return sum(bool(re.search(p, text, re.IGNORECASE)) for p in must) / len(must)


def token_f1(answer: str, reference: str) -> float:
    """Harmonic mean of syllable precision and recall (Rajpurkar et al. 2016), counts respected."""
    given, wanted = Counter(syllables(nfc(answer))), Counter(syllables(nfc(reference)))
    common = sum((given & wanted).values())
    if not common:
        return float(not given and not wanted)
    precision, recall = common / sum(given.values()), common / sum(wanted.values())
    return 2 * precision * recall / (precision + recall)
