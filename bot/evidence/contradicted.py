"""Whether a clause speaks of something else than the question names. What each sign is worth is
fitted (``bot/read/learned``); none of them alone decides."""

import re

from bot.evidence.profile import Profile
from bot.evidence.weigh import Evidence
from bot.question import Understood
from bot.understand.scope.mention import is_of
from corpus.document import Document
from corpus.language.normalize import fold

_YEAR = re.compile(r"(?:19|20)\d\d")
SIGNS = ("signature", "another_document", "another_body", "elsewhere", "another_year")


def contradictions(
    question: Understood, document: Document, profile: Profile, evidence: Evidence
) -> dict[str, bool]:
    """Each of ``SIGNS`` with whether it holds of the clause that ``profile`` is of."""
    return {
        "signature": _signs_only(question, profile),
        "another_document": _another_document(question, document, evidence),
        "another_body": _another_body(question, profile, evidence),
        "elsewhere": _elsewhere(question, document, profile),
        "another_year": _another_year(question, document, evidence),
    }


def _signs_only(question: Understood, profile: Profile) -> bool:
    """Whether a person is asked for, not the signer, and this is a signature."""
    return question.asks_for("person") and profile.form and question.form is None


def _another_document(question: Understood, document: Document, evidence: Evidence) -> bool:
    """Whether a document is named, and this is neither it nor cites it."""
    if question.named:
        return document.id not in question.named
    cited = [n for n in question.numbers if "/" in n or "-" in n]
    return bool(cited) and set(cited) <= set(evidence.missing_numbers)


def _another_body(question: Understood, profile: Profile, evidence: Evidence) -> bool:
    """Whether the clause says whose task it is, and no body that is asked about stands in it, above
    it or as the issuer."""
    if not (question.organs and profile.leaders) or question.puts_claim:
        return False
    return set(question.organs) <= set(evidence.missing_organs)


def _elsewhere(question: Understood, document: Document, profile: Profile) -> bool:
    """Whether another province issued the document, and neither the clause nor what heads it speaks
    of one that is asked about."""
    meta = document.metadata
    if not question.provinces or not meta.province or document.id in question.named:
        return False
    if any(is_of(document, place) for place in question.provinces):
        return False
    return not any(fold(place) in profile.folded for place in question.provinces)


def _another_year(question: Understood, document: Document, evidence: Evidence) -> bool:
    """Whether every year asked about stands neither in the clause nor above it nor in the
    document's date, which is known; in a claim a year is for the judge."""
    years = [n for n in question.numbers if _YEAR.fullmatch(n)]
    if not years or question.puts_claim or question.cites_absent or not document.metadata.date:
        return False
    return set(years) <= set(evidence.missing_numbers)
