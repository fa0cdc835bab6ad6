"""What looks like tasks and gives none: tables of procedures and fees, a procedure's sections."""

import re
from functools import cache

from corpus.document import Clause, Document
from corpus.facts.wording import column_head
from corpus.language.normalize import view
from corpus.tasks.labels import LEADS
from corpus.vocabulary import read_table

_HEADING = 120  # characters of a heading that are looked at


def gives_none(document: Document, clause: Clause) -> bool:
    """Whether the clause is a row of such a table, or stands in such a section."""
    heads = [cell.head for cell in clause.cells]
    if any(map(_pattern("columns").search, heads)) and not any(map(_leads().search, heads)):
        return True
    return any(
        _pattern("headings").match(_line(document, one))
        for one in (*document.ancestors(clause), clause)
        if not one.cells
    )


def _line(document: Document, clause: Clause) -> str:
    end = min(clause.end, clause.start + _HEADING)
    return view(document.text, clause.start, end, document.paragraphs).text.split("\n")[0]


def _leads() -> re.Pattern[str]:
    return column_head(LEADS)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(str(read_table("tasks")["not_tasks"][name]), re.I)
