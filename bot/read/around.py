"""What stands beside, above and under a clause: before it is said that something is not stated."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.evidence.aspects import Aspect, cells_asked
from bot.question import Understood
from bot.read.checks import answers_what_is_asked
from bot.read.spans.grammar import kinds_of
from corpus.document import Clause, Document
from corpus.locality import UPPER
from index.passage import clause_text

# by question type, the values of which any one keeps it from being said that the thing is missing
_VALUES = {
    "when": frozenset(["date", "recurring", "month", "year", "event", "duration", "time"]),
    "money": frozenset(["money", "number", "count"]),
    "share": frozenset(["share"]),
    "contact": frozenset(["contact"]),
    "which_document": frozenset(["document", "standard", "clause"]),
    "how_much": frozenset(["count", "share", "money", "number", "duration", "document", "code"]),
}
# as people are named where no title stands before them, in lists and tables
_NAMED = re.compile(rf"(?:\b[{UPPER}][^\W\d_{UPPER}]+[ \u00a0]){{2,3}}[{UPPER}][^\W\d_{UPPER}]+\b")
# the columns that tell of it, whatever stands in them ("Không")
_COLUMNS = {
    "money": (Aspect(("fee", "amount"), 0, 0),),
    "when": (Aspect(("days",), 0, 0),),
}
_MOST = 40  # clauses around that are read


def around(document: Document, clause: Clause) -> list[Clause]:
    """The clause's parent, those under the same one, and its children."""
    parent = document.clause(clause.parent) if clause.parent else None
    beside = [parent, *document.children(parent)] if parent is not None else []
    return [*document.children(clause), *beside]


def is_held(question: Understood, kind: str, document: Document, clause: Clause) -> bool:
    """Whether the clause or one around it holds the sort of thing ``kind``, or may."""
    return is_held_in(question, kind, document, [clause, *around(document, clause)[:_MOST]])


def is_held_in(
    question: Understood, kind: str, document: Document, clauses: Sequence[Clause]
) -> bool:
    """Whether one of ``clauses`` holds the sort of thing ``kind``, or may."""
    asked = replace(question, asks=(kind,))
    values = _VALUES.get(kind, frozenset())
    return any(
        answers_what_is_asked(asked, document, one)
        or bool(values & kinds_of(clause_text(document, one)))
        or bool(cells_asked(_COLUMNS.get(kind, ()), "", document, one))
        or (kind == "person" and bool(_NAMED.search(clause_text(document, one))))
        for one in clauses
    )
