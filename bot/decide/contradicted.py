"""Whether a clause speaks of something else than the question names: however well it fits, it is no
answer. These are checks on what would be said, not on what is found."""

import re

from bot.findings import Found
from bot.question import Understood
from bot.read.around import lacks
from bot.understand.scope.mention import is_of
from corpus.language.normalize import fold

_YEAR = re.compile(r"(?:19|20)\d\d")


def is_contradicted(question: Understood, found: Found) -> bool:
    """Whether the clause names another member of a pair ("tiểu học", not "trung học"), stands in
    another document than the one named or in a directive of another province, gives the task to
    another body, says nothing of the year asked about, or holds nothing of the sort that is
    asked for, nor does any around it."""
    return (
        bool(found.clash)
        or _signs_only(question, found)
        or _another_document(question, found)
        or _elsewhere(question, found)
        or _another_body(question, found)
        or _another_year(question, found)
        or (not found.meets and bool(lacks(question, found.document, found.clause)))
    )


def _signs_only(question: Understood, found: Found) -> bool:
    """Whether a person is asked for, not the signer, and this is a signature."""
    return question.asks_for("person") and found.profile.form and question.form is None


def _another_document(question: Understood, found: Found) -> bool:
    """Whether a document is named, and this is neither it nor cites it."""
    if question.named:
        return found.document.id not in question.named
    cited = [n for n in question.numbers if "/" in n or "-" in n]
    return bool(cited) and set(cited) <= set(found.evidence.missing_numbers)


def _another_body(question: Understood, found: Found) -> bool:
    """Whether the clause says whose task it is, and no body that is asked about stands in it, above
    it or as the issuer."""
    if not (question.organs and found.profile.leaders) or question.puts_claim:
        return False
    return set(question.organs) <= set(found.evidence.missing_organs)


def _elsewhere(question: Understood, found: Found) -> bool:
    """Whether another province issued the document, and neither the clause nor what heads it speaks
    of one that is asked about."""
    meta = found.document.metadata
    if not question.provinces or not meta.province or found.document.id in question.named:
        return False
    if any(is_of(found.document, place) for place in question.provinces):
        return False
    return not any(fold(place) in found.profile.folded for place in question.provinces)


def _another_year(question: Understood, found: Found) -> bool:
    """Whether every year asked about stands neither in the clause nor above it nor in the
    document's date; in a claim a year is for the judge."""
    years = [n for n in question.numbers if _YEAR.fullmatch(n)]
    if not years or question.puts_claim or question.cites_absent:
        return False
    return set(years) <= set(found.evidence.missing_numbers)
