"""How sure it is that a finding answers the question: a logistic curve fitted on the dev set.

Inputs: how near the question is to the corpus as a whole (off-topic questions are far from all
clauses alike) and the finding's fused score. Without diacritics the embedding is noise, and the
coverage stands in for it. In English the coverage tells most: what the glossary cannot translate,
no clause holds.
"""

import math

from bot.evidence.weigh import Evidence
from bot.findings import Found
from bot.question import Understood

# below FAINT nothing in the corpus is near; below ENOUGH no clause bears the question out
FAINT, ENOUGH = 0.05, 0.15
_LEAST_SCORE = 0.86  # a score under this is no match, however near the question's subject
# a clause that says what is asked in its own words is a match though the question is far from the
# corpus as a whole ("học bạ điện tử" among directives on digital government)
_SAID_OWN, _SAID_COSINE, _COVERED, _SAID = 0.65, 0.85, 0.7, 3.0
_LEAST_ENGLISH = 0.65  # the same for English, whose scores are lower
_CITED = 2.0  # the clause cites the very document number that the question names
_LEAST_COVERAGE = 0.08  # an organ alone is no match: some of what is asked of it must be there


def confidence(question: Understood, evidence: Evidence, score: float, nearness: float) -> float:
    """Between 0 and 1; ``nearness`` is the question's mean cosine with all clauses."""
    if question.language == "en":
        weight = 7.0 * evidence.coverage + 6.0 * nearness - 8.44
    elif question.undiacritized:
        weight = 7.2 * score + 1.6 * evidence.coverage - 9.24
    else:
        weight = 185.0 * nearness + 5.2 * score - 156.7
        alike = evidence.own >= _SAID_OWN and evidence.cosine >= _SAID_COSINE
        if alike or evidence.coverage >= _COVERED:
            weight += _SAID
    if question.cites_absent and not evidence.missing_numbers:
        weight += _CITED
    least = {"vi": _LEAST_SCORE, "en": _LEAST_ENGLISH}[question.language]
    if score < least:
        return 0.0
    if question.language == "vi" and question.organs and evidence.coverage < _LEAST_COVERAGE:
        weight -= 3.0
    return 1.0 / (1.0 + math.exp(-weight))


def confidence_of(question: Understood, found: Found, nearness: float) -> float:
    """How sure it is that the finding answers, between 0 and 1: as the reader tells it, else by
    the curve."""
    if found.probability is not None:
        return found.probability
    return confidence(question, found.evidence, found.score, nearness)


def bears_out(question: Understood, found: Found, nearness: float) -> bool:
    """Whether the finding is sure enough and lacks nothing that the question names or asks for."""
    if found.answers is not None:
        return found.answers
    evidence = found.evidence
    claims = question.puts_claim  # what it names is to be judged, no condition
    return (
        found.meets
        and not found.clash
        and (claims or not (evidence.missing_numbers or evidence.missing_organs))
        and confidence(question, evidence, found.score, nearness) >= ENOUGH
    )
