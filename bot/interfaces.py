"""What the parts that can be chosen by setting must do; ``bot.parts`` lists those there are."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.draft import Draft
from bot.evidence.direct import Direct
from bot.evidence.settled import Settled
from bot.evidence.told import Told
from bot.findings import Choice, Findings, Found
from bot.question import Conversation, Understood
from bot.vote import Votes
from corpus.document import Clause, Document


class Understander(Protocol):
    """A question that can be read alone to what is understood of it."""

    def __call__(self, conversation: Conversation, documents: Sequence[Document], /) -> Understood:
        """What it means, read against the corpus's documents."""
        ...


class Reader(Protocol):
    """What candidates are worth: it is given those of the plain sum of all rankings, of every
    document, with their raw scores, and tells of each whether it ``answers``."""

    def read(self, question: Understood, candidates: Sequence[Found]) -> list[Found]:
        """The candidates, best first, with ``rank``, ``probability``, ``answers``, ``near``,
        ``beside``, ``meets`` and ``clash`` as ``bot.findings.Found`` has them.
        """
        ...

    def after_vote(self, found: Sequence[Found], votes: Votes) -> list[Found]:
        """What ``read`` gave, weighed once more with somebody's votes: a bounded term each."""
        ...

    def answers(self, question: Understood, document: Document, clause: Clause) -> bool:
        """Whether the clause holds the sort of thing that is asked for."""
        ...

    def words(
        self, question: Understood, clauses: Sequence[Found], least: float | None = None
    ) -> Mapping[str, tuple[Direct, ...]]:
        """By clause id the words that answer, each thing asked for by one clause; none where the
        whole clause does. ``least``: from what probability on they will do, where that is asked
        of less than of those in bold."""
        ...

    def told(self, question: Understood, clause: Found, least: float | None = None) -> Told | None:
        """The sentence or cell of a clause that answers; None where it is not sure or there is
        but one. ``least``: from what probability on it will do, where that is asked of less."""
        ...

    def settled(self, question: Understood, clause: Found) -> Settled | None:
        """What a clause says to a yes-or-no question; None where it is not sure, or another
        question is asked."""
        ...


class Composer(Protocol):
    """A choice of clauses to an answer that is yet to be verified."""

    def __call__(self, question: Understood, findings: Findings, choice: Choice, /) -> Draft:
        """The statements with their citations."""
        ...
