"""Times for doing that a clause sets."""

import re
from functools import lru_cache

from corpus.citation.mentions import find_mentions
from corpus.document import Clause, Document
from corpus.facts.fact import Span
from corpus.facts.wording import column_head
from corpus.language.dates import Period, column_period, find_periods
from corpus.language.normalize import View

_YEAR = re.compile(r"\bnăm\s+(\d{4})\b")


def find_deadlines(
    document: Document, clause: Clause, shown: View, year: int | None
) -> tuple[Period, ...]:
    """The times that the clause sets; ``year`` is the one that a month alone stands in."""
    if clause.cells:
        found = []
        for cell in clause.cells:
            if column_head("thoi_gian").search(cell.head) and cell.start < cell.end:
                period = column_period(document.text[cell.start : cell.end])
                if period:
                    found.append(_moved(period, (cell.start, cell.end)))
        if found:
            return tuple(found)
    masked = _mask(shown.text)
    return tuple(
        _moved(p, shown.source_span(*p.at)) for p in find_periods(masked, year) if p.within is None
    )


def plan_year(document: Document) -> int | None:
    """The year that "Tháng Bảy" means: the title's, else that of issue."""
    for clause in document.clauses:
        if clause.path[-1].level == "phu_luc" or clause.path[-1].value == "trich_yeu":
            years = _YEAR.findall(document.quote(clause))
            if len(set(years)) == 1:
                return int(years[0])
    return int(document.metadata.date[:4]) if document.metadata.date else None


@lru_cache(maxsize=1024)
def _mask(text: str) -> str:
    """``text`` with cited documents blanked out, so that their dates are no deadlines."""
    chars = list(text)
    for mention in find_mentions(text):
        for index in range(mention.start, mention.outer[1]):
            chars[index] = "\u00b7"
    return "".join(chars)


def _moved(period: Period, at: Span) -> Period:
    return Period(period.start, period.end, period.every, at, period.within)
