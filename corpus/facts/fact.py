"""The facts of a document: an organ's task, a time for doing, a number to be reached.

Each is kept with the clause that states it, an organ also with the clause that names it.
"""

from dataclasses import dataclass

from corpus.language.dates import Period
from corpus.language.quantities import Target

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Assignment:
    """``organ`` (canonical name) has ``role`` in the task that ``clause_id`` states.

    ``named_in`` is the clause that names the organ, ``at`` where; ``task`` is the span of the
    task's words. Offsets are into the document's text. ``periods`` are the times that the clause,
    or the nearest heading above it, sets.
    """

    document_id: str
    clause_id: str
    organ: str
    role: str
    at: Span
    named_in: str
    task: Span
    periods: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time for doing that ``clause_id`` sets; ``period.at`` is in the document's text."""

    document_id: str
    clause_id: str
    period: Period


@dataclass(frozen=True, slots=True)
class TargetFact:
    """A number to be reached that ``clause_id`` sets; ``target.at`` is in the document's text."""

    document_id: str
    clause_id: str
    target: Target


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts of one document, in the order of its text."""

    assignments: tuple[Assignment, ...]
    deadlines: tuple[Deadline, ...]
    targets: tuple[TargetFact, ...]
