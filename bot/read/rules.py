"""The reader by rules: a linear ranker, and whether a clause holds the sort of thing asked for."""

from collections.abc import Sequence
from dataclasses import replace

from bot.deadline import check
from bot.evidence.contrast import clash
from bot.evidence.direct import Direct
from bot.evidence.weigh import Rarity
from bot.findings import Found
from bot.question import Understood
from bot.read.checks import answers_what_is_asked
from bot.read.doers import doers
from bot.read.extract import direct_answer
from bot.read.rank import Ranker
from bot.steps import ALL, Steps
from corpus.document import Clause, Document
from corpus.library import Library
from index.passage import headings

_JUDGED = 12  # so many of the best are read for what is asked
_AHEAD = 8  # and until these have been
_OUTDATED = 0.25  # taken from the rank of what stands in a document that no longer holds
_UNMET = -0.15


class RuleReader:
    """``bot.interfaces.Reader`` by rules."""

    plain = False

    def __init__(self, library: Library, rarity: Rarity, steps: Steps = ALL) -> None:
        self._library = library
        self._rarity = rarity
        self._steps = steps

    def read(self, question: Understood, candidates: Sequence[Found]) -> list[Found]:
        """The candidates, best first; those ahead have been read for what is asked."""
        found = list(candidates)
        ranker = Ranker(question, self._rarity)

        def rank(f: Found) -> float:
            if not self._steps.ranked:
                return f.score
            return ranker.rank(f.score, f.profile, f.meets) - (_OUTDATED if f.outdated else 0.0)

        read: set[str] = set()
        unread = found[:_JUDGED]
        while unread:
            check()
            read.update(f.clause.id for f in unread)
            ids = {f.clause.id for f in unread}
            found = [self._judged(question, f) if f.clause.id in ids else f for f in found]
            found = sorted((replace(f, rank=rank(f)) for f in found), key=lambda f: -f.rank)
            unread = [f for f in found[:_AHEAD] if f.clause.id not in read]
        return found

    def answers(self, question: Understood, document: Document, clause: Clause) -> bool:
        """Whether the clause holds the sort of thing that is asked for."""
        return answers_what_is_asked(question, document, clause)

    def words(self, question: Understood, found: Found) -> tuple[Direct, ...]:
        """The direct answer; none where the whole clause is the answer."""
        document, clause = found.document, found.clause
        directs = direct_answer(question, document, clause)
        if not directs:
            assignments = self._library.facts(document.id).assignments
            directs = doers(question, document, clause, assignments)
        return tuple(directs)

    def _judged(self, question: Understood, found: Found) -> Found:
        """The finding with it noted whether it holds the sort of thing that is asked for."""
        meets = not self._steps.asked or self.answers(question, found.document, found.clause)
        above = headings(found.document, found.clause)
        return replace(
            found,
            meets=meets,
            score=found.score + (0.0 if meets else _UNMET),
            clash=clash(question, found.profile.text, "\n".join(above)),
        )
