"""A refusal explained: what does not fit, the nearest clause, and what can be asked instead."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.answer import AnswerStatus
from bot.findings import Findings
from bot.question import Ask, Filters, Understood
from bot.refuse.mismatch import find_mismatch
from bot.refuse.missing_clause import MissingClause
from bot.refuse.next_steps import suggest
from bot.refuse.refuse import Refusal, choose
from bot.refuse.texts import Notice, word_mismatch, word_missing_clause
from bot.retrieve.find import Finder
from corpus.document import Clause, Document
from corpus.library import Library

Understand = Callable[[Ask], Understood]
Pairs = tuple[tuple[Document, Clause], ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """The refusal as it is said, and the questions that go with it."""

    refusal: Refusal
    suggestions: tuple[str, ...] = ()


class Explainer:
    """Explains refusals of questions that are in scope; all others stay as they are."""

    def __init__(self, library: Library, finder: Finder, understand: Understand) -> None:
        self._library = library
        self._finder = finder
        self._understand = understand
        self._answered: dict[tuple[str, Filters], bool] = {}

    def explain(
        self, ask: Ask, question: Understood, refusal: Refusal, findings: Findings | None
    ) -> Explained:
        """What is said for a question that is refused for want of evidence."""
        if findings is None or refusal.status is not AnswerStatus.NO_EVIDENCE:
            return Explained(refusal)
        notice, nearest = self._notice(question, findings, ask.filters)
        if notice:
            refusal = replace(
                refusal, text=notice.text, spoken=notice.spoken, citations=notice.citations
            )
        suggestions = suggest(
            question,
            nearest,
            findings.found,
            self._library,
            lambda text: self._answers(text, ask.filters),
        )
        return Explained(refusal, suggestions)

    def _notice(
        self, question: Understood, findings: Findings, filters: Filters
    ) -> tuple[Notice | None, Pairs]:
        """The words for what does not fit, and the clauses that are nearest."""
        mismatch = find_mismatch(question, findings, self._finder, self._library, filters)
        if mismatch is None:
            return None, ()
        if isinstance(mismatch, MissingClause):
            parent = (mismatch.parent,) if mismatch.parent else ()
            there = (*mismatch.there[-1:], *mismatch.there[:1]) or parent
            nearest = tuple((mismatch.document, clause) for clause in there)
            return word_missing_clause(mismatch), nearest
        found = mismatch.found
        notice = word_mismatch(question, mismatch, self._library)
        return notice, ((found.document, found.clause),) if found and notice else ()

    def _answers(self, text: str, filters: Filters) -> bool:
        """Whether the question ``text`` is answered within the caller's filters."""
        key = (text, filters)
        if key not in self._answered:
            question = self._understand(Ask(text, filters=filters))
            found = None if question.guard else self._finder.find(question, filters)
            self._answered[key] = bool(found and choose(question, found))
        return self._answered[key]
