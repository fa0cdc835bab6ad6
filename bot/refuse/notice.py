"""What is said where there is no answer, put together from templates and checked.

What is taken from the question or from the library's own data (names and parts of documents) is
kept apart from what is said of the clause: only the latter is for the verifier to check.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from bot.answer import AnswerStatus, Citation, Role, Span, Statement
from bot.draft import Cites, Draft
from bot.verify import verify
from corpus.document import Clause, Document
from index.passage import clause_text


@dataclass(frozen=True, slots=True)
class Notice:
    """What is said, and the clauses that bear it out."""

    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...] = ()


class Words:
    """Statements put together twice: as shown, and with what the clauses need not hold left out."""

    def __init__(self, texts: Mapping[str, str], offers: Collection[str]) -> None:
        """``texts`` are the templates by name; ``offers`` those that say what can be done."""
        self.cites = Cites()
        self._texts = texts
        self._offers = offers
        self._said: list[Statement] = []
        self._checked: list[Statement] = []

    def add(self, name: str, given: dict[str, str], shown: dict[str, str], *markers: int) -> None:
        """``given`` stems from the question or the library's data, ``shown`` from the clauses."""
        template = self._texts[name]
        role = Role.OFFER if name in self._offers else Role.MISSING
        marks = tuple(dict.fromkeys(markers))
        text = template.format(**given, **shown)
        text = text[:1].upper() + text[1:]
        self._said.append(Statement(text, role, citations=marks))
        checked = template.format(**dict.fromkeys(given, "…"), **shown)
        self._checked.append(Statement(checked, role, citations=marks))

    def notice(self) -> Notice | None:
        """The statements with their citations; None where these do not bear them out."""
        citations = self.cites.all()
        if citations:
            draft = Draft(AnswerStatus.NO_EVIDENCE, tuple(self._checked), "", citations)
            if verify(draft)[1]:
                return None
        return Notice(tuple(self._said), citations)


def with_quote(notice: Notice, document: Document, clause: Clause, marker: int) -> Notice:
    """The notice with the clause's own words, for the reader to judge."""
    span = Span(document.id, clause.start, clause.end)
    quote = Statement(clause_text(document, clause), Role.QUOTE, (span,), (marker,))
    return replace(notice, statements=(*notice.statements, quote))
