"""The row of a table that is asked about by its name and by the head of a column: "chứng thực di
chúc phí bao nhiêu".

That a row's name holds what is asked, and nothing more, and that it has a cell for what is wanted
of it, is no matter of likelihood: it goes before the order of the reader, which compares whole
rows, most of which is legal basis and addresses.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.evidence.aspects import Aspect, cells_asked, read_aspects, row_name, said_of_row
from bot.findings import Findings, Found
from bot.question import Understood
from bot.read.spans.wanted import wanted
from bot.read.totals import asks_for_sum, sums_up
from bot.retrieve.asked import things_asked
from corpus.document import Clause, Document
from corpus.language.segment import folded_syllables

_LOOKED_AT = 12  # of the best findings, rows beside which are read as well
_MOST = 400  # rows
_FEWEST = 2  # words of a name
_SURE = 0.5  # more likely than not
_ACT = 3  # words before what is asked, from which on they name another act ("thay đổi, cấp lại")
_MISSED = 6  # words of which one may be another's


def aspects_in(text: str) -> tuple[Aspect, ...]:
    """What ``text`` asks of a row."""
    return read_aspects(text, [(one.way, one.start, one.end) for one in wanted(text)])


def row_asked(question: Understood, findings: Findings) -> Found | None:
    """The one row with the name and the column; None where there is none, or more than one."""
    if question.clause_steps or findings.listed > 1:
        return None
    if findings.found and asks_for_sum(question) and sums_up(findings.found[0]):
        return None
    if _is_elsewhere(findings):
        return None
    asked = [(question.subject, aspects_in(question.subject))]
    if not aspects_in(question.text):  # "còn cấp lại thẻ?" asks what was asked before
        asked.insert(0, (question.text, asked[0][1]))
    for one in asked:
        if row := _row(question, findings, *one):
            return row
    things = [thing.own for thing in things_asked(question.subject)]
    for thing in things:
        row = _row(question, findings, thing, asked[-1][1])
        if row and all(_speaks_of(other, row) for other in things if other != thing):
            return row
    return None


def _is_elsewhere(findings: Findings) -> bool:
    """Whether the reader is sure of a clause that is no row."""
    first = next(iter(findings.found), None)
    return first is not None and not first.clause.cells and first.probability >= _SURE


def _speaks_of(text: str, row: Found) -> bool:
    """Whether ``text`` asks something of the row, and not of another matter."""
    said, _ = said_of_row(text, aspects_in(text))
    return set(said) <= set(folded_syllables(row_name(row.document, row.clause)))


def _row(
    question: Understood, findings: Findings, text: str, aspects: Sequence[Aspect]
) -> Found | None:
    """The one row that ``text`` names, with a cell for ``aspects``: of several the one whose name
    begins with what is asked ("cấp", not "thay đổi, cấp lại"), then the reader's first."""
    said, small = said_of_row(text, aspects_in(text))
    if not aspects or len(said) < _FEWEST:
        return None
    fitting: list[tuple[tuple[int, int, int, bool], int, Found]] = []
    ranks = {found.clause.id: place for place, found in enumerate(findings.found)}
    for found, row in _rows(findings.found):
        if not _is_of(question, found.document):
            continue
        name = folded_syllables(row_name(found.document, row))
        missed = sum(word not in name for word in said)
        if not name or missed > (len(said) >= _MISSED):
            continue
        if not cells_asked(aspects, text, found.document, row):
            continue
        unsaid = sum(word not in name for word in small)
        before = next((place for place, word in enumerate(name) if word in said), 0) // _ACT
        more = bool(set(name) - {*said, *small})
        rank = ranks.get(row.id, len(ranks))
        fitting.append(((missed, unsaid, before, more), rank, replace(found, clause=row)))
    fitting.sort(key=lambda one: one[:2])
    if not fitting or (len(fitting) > 1 and fitting[0][:2] == fitting[1][:2]):
        return None
    return replace(fitting[0][2], answers=True, probability=1.0)


def _is_of(question: Understood, document: Document) -> bool:
    """Whether the document is one of those asked about, where the question says which."""
    if question.named:
        return document.id in question.named
    return not question.provinces or document.metadata.province in question.provinces


def _rows(found: Sequence[Found]) -> list[tuple[Found, Clause]]:
    """The rows among the best findings and those beside them, each once."""
    rows: dict[str, tuple[Found, Clause]] = {}
    for one in found[:_LOOKED_AT]:
        for row in (one.clause, *_beside(one.document, one.clause)):
            if row.cells and len(rows) < _MOST:
                rows.setdefault(row.id, (one, row))
    return list(rows.values())


def _beside(document: Document, clause: Clause) -> Sequence[Clause]:
    parent = document.clause(clause.parent) if clause.cells and clause.parent else None
    return document.children(parent) if parent else ()
