"""What an answer said, for the questions that point back at it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.answer import Citation, Role, Statement


@dataclass(frozen=True, slots=True)
class Told:
    """``lead``: the direct answer that it opens with, ``source``: the label of the clause or the
    name of the document that it quotes first, ``words``: all that it shows, labels included."""

    lead: str = ""
    source: str = ""
    words: str = ""


NOTHING = Told()


def told_by(statements: Sequence[Statement], citations: Iterable[Citation]) -> Told:
    """What a conversation keeps of an answer."""
    by_marker = {citation.marker: citation for citation in citations}
    lead = next((one.text for one in statements if one.role is Role.LEAD), "")
    source = ""
    words: list[str] = []
    for statement in statements:
        if statement.role in (Role.QUOTE, Role.ITEM):
            citation = by_marker[statement.citations[0]]
            listed = statement.role is Role.ITEM
            source = source or (citation.document.name if listed else citation.clause.label)
            words.append(citation.clause.label)
        words.append(statement.text)
    if not source and lead and by_marker:  # told without a quote
        source = next(iter(by_marker.values())).clause.label
    return Told(lead, source, "\n".join(words))
