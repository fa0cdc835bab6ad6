"""A refusal explained: what does not fit, with the nearest clauses."""

from dataclasses import dataclass, replace

from bot.answer import AnswerStatus, Role, Statement
from bot.question import Understood
from bot.refuse.mismatch import Mismatch
from bot.refuse.missing_clause import MissingClause
from bot.refuse.refuse import Refusal
from bot.refuse.texts import word_mismatch, word_missing_clause
from corpus.document import Clause, Document
from corpus.library import Library

# what a refusal comes to, for those who asked in English
_IN_ENGLISH = {
    AnswerStatus.NO_EVIDENCE: "(I found no clause in the directives at hand that states this.)",
    AnswerStatus.OUT_OF_SCOPE: "(This is outside the directives at hand.)",
    AnswerStatus.CLARIFY: "(Please choose one of these.)",
    AnswerStatus.BLOCKED: "(I only answer questions on what the directives say.)",
}


_NEAR = "(I found no clause that surely answers this; the nearest one is quoted in Vietnamese.)"


@dataclass(frozen=True, slots=True)
class Explained:
    """The refusal as it is said, and the clauses that are nearest, best first."""

    refusal: Refusal
    nearest: tuple[tuple[Document, Clause], ...] = ()


def explain(
    question: Understood,
    refusal: Refusal,
    mismatch: Mismatch | MissingClause | None,
    library: Library,
) -> Explained:
    """The refusal in the words of what does not fit; as it was where that is not known."""
    if mismatch is None:
        return Explained(refusal)
    if isinstance(mismatch, MissingClause):
        notice = word_missing_clause(mismatch)
        parent = (mismatch.parent,) if mismatch.parent else ()
        there = (*mismatch.there[-1:], *mismatch.there[:1]) or parent
        nearest = tuple((mismatch.document, clause) for clause in there)
    else:
        notice = word_mismatch(question, mismatch, library)
        found = mismatch.found if notice else None
        nearest = ((found.document, found.clause),) if found else ()
    if notice:
        refusal = replace(refusal, statements=notice.statements, citations=notice.citations)
    return Explained(refusal, nearest)


def in_english(refusal: Refusal) -> Refusal:
    """The refusal with what it comes to in English."""
    near = refusal.citations and refusal.status is AnswerStatus.NO_EVIDENCE
    aside = Statement(_NEAR if near else _IN_ENGLISH[refusal.status], Role.ASIDE)
    return replace(refusal, statements=(*refusal.statements, aside))
