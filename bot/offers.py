"""Questions that are offered to be asked next: only such as are answered when they are."""

from collections.abc import Iterable
from itertools import islice

from bot.deadline import check
from bot.decide.choose import choose
from bot.findings import Found
from bot.parts import Parts
from bot.question import Ask, Filters, Understood
from bot.suggest.suggestion import Suggestion
from corpus.library import Library
from corpus.memory import Memory

MOST_OFFERED = 3  # questions
_TRIED = 2  # for each one that is offered at most
_REMEMBERED = 4096


class Offers:
    """Finds out which questions are answered, and remembers it."""

    def __init__(self, library: Library, parts: Parts) -> None:
        self._library = library
        self._parts = parts
        # what answers a question, and whether that took a search
        self._known: Memory[tuple[str, Filters], tuple[tuple[str, ...], bool]] = Memory(_REMEMBERED)

    def first(
        self,
        candidates: Iterable[Suggestion],
        filters: Filters,
        most: int = MOST_OFFERED,
        searches: int | None = None,
    ) -> tuple[str, ...]:
        """The first ``most`` of the candidates that are answered within the caller's filters, by
        the clauses that are to answer them.

        What a question names outright is looked up; of others no more than ``searches`` (None: all)
        are tried, each of which takes as long as an answer does.
        """
        offered: list[str] = []
        left = most * _TRIED if searches is None else searches
        for one in islice(candidates, most * _TRIED):
            check()
            if len(offered) == most:
                break
            known = self._known.get((one.text, filters))
            if known is None:
                question = self._read(one)
                found = choose(question, self._parts.finder.look_up(question, filters))
                searched = not found
                if searched:
                    if not left:
                        continue
                    found = choose(question, self._parts.finder.find(question, filters))
                known = self._answering(question, found, one), searched
                self._known.put((one.text, filters), known)
            chosen, searched = known
            if searched:  # remembered or not: the same question is offered the same
                if not left:
                    continue
                left -= 1
            if one.is_met(chosen):
                offered.append(one.text)
        return tuple(offered)

    def _read(self, asked: Suggestion) -> Understood:
        parts = self._parts
        return parts.understand(parts.converse(Ask(asked.text)), self._library.documents)

    def _answering(
        self, question: Understood, found: list[Found], asked: Suggestion
    ) -> tuple[str, ...]:
        """The clauses that answer; directly, where the question is to be answered so."""
        if question.guard:
            return ()
        if asked.direct:
            words = self._parts.reader.words(question, found)
            found = [one for one in found if words.get(one.clause.id)]
        return tuple(one.clause.id for one in found)
