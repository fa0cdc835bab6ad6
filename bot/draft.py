"""An answer before it is shown: its statements and the citations that bear them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.answer import AnswerStatus, Citation, Role, Statement, Verdict
from corpus.document import Clause, Document


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer in the making: statements with the citations that bear them.

    ``compares``: it sets documents side by side; ``figures`` are the direct answers of each, by
    document id.
    """

    status: AnswerStatus
    statements: tuple[Statement, ...]
    short_answer: str
    citations: tuple[Citation, ...]
    verdicts: tuple[Verdict, ...] = ()
    compares: bool = False
    figures: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, *roles: Role) -> tuple[Statement, ...]:
        """The statements with one of ``roles``."""
        return tuple(one for one in self.statements if one.role in roles)


class Cites:
    """Numbers the clauses that are cited, in the order in which they are first used."""

    def __init__(self) -> None:
        self._clauses: dict[str, tuple[Document, Clause]] = {}
        self._highlights: dict[str, list[tuple[int, int]]] = {}

    def mark(self, document: Document, clause: Clause, span: tuple[int, int] | None = None) -> int:
        """The clause's marker; ``span`` (document offsets) is highlighted in its quote."""
        self._clauses.setdefault(clause.id, (document, clause))
        spans = self._highlights.setdefault(clause.id, [])
        if span and clause.start <= span[0] < span[1] <= clause.end:
            spans.append((span[0] - clause.start, span[1] - clause.start))
        return list(self._clauses).index(clause.id) + 1

    def all(self) -> tuple[Citation, ...]:
        """The citations, by marker."""
        return tuple(
            Citation(i, document, clause, tuple(sorted(set(self._highlights[clause.id]))))
            for i, (document, clause) in enumerate(self._clauses.values(), start=1)
        )
