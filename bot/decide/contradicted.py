"""What may not be said as the answer though it fits: the question names something else than the
clause speaks of, or asks for a sort of thing that stands neither in it nor around it.

The reader weighs the same signs. They are looked at again here, because few questions that teach it
differ from an answerable one by a year or a place alone.
"""

from bot.evidence.contradicted import contradictions
from bot.evidence.contrast import other_member
from bot.findings import Found
from bot.question import Understood
from bot.read.around import is_held_in
from corpus.language.normalize import fold
from index.passage import headings

_WHOLE = ("phu_luc", "phan", "chuong")  # their dates are those of the document
_ANY_SORT = ("what", "how_much", "yes_no", "list")  # say nothing of the sort
_HEADS = ("phi", "thoi han", "thoi gian", "kinh phi", "so tien", "muc thu", "muc ho tro")
_TOLD_BY_FORM = ("contact", "money", "share", "when", "person")


def is_contradicted(question: Understood, found: Found) -> bool:
    """Whether the clause speaks of another document, province, body, year or member of a pair, or
    nothing of the sort that is asked for stands in or around it."""
    if speaks_of_another(question, found):
        return True
    signs = contradictions(question, found.document, found.profile, found.evidence)
    return any(signs.values()) or bool(missing_sort(question, found))


def speaks_of_another(question: Understood, found: Found) -> bool:
    """Whether the clause speaks of another member of a pair, or of another month."""
    above = "\n".join(headings(found.document, found.clause))
    return bool(found.clash and other_member(question, found.profile.text, above))


def missing_sort(question: Understood, found: Found) -> str:
    """The sort of thing asked for of which nothing stands in the clause, under or above it, of
    those that can be told by their form; empty where there is none, or another sort is asked for
    too: that may be the one which the clause tells."""
    if set(question.asks) - {*_TOLD_BY_FORM, *_ANY_SORT} or _has_cell(question, found):
        return ""
    kinds = [kind for kind in _TOLD_BY_FORM if question.asks_for(kind)]
    document, clause = found.document, found.clause
    above = [c for c in document.ancestors(clause) if c.path[-1].level not in _WHOLE]
    own = [clause, *document.children(clause), *above]
    missing = [kind for kind in kinds if not is_held_in(question, kind, document, own)]
    return missing[0] if missing and len(missing) == len(kinds) else ""


def _has_cell(question: Understood, found: Found) -> bool:
    """Whether a row has a cell under the head that the question names ("phí", "thời hạn"),
    whatever stands in it."""
    said = fold(question.standalone)
    heads = " ".join(fold(cell.head) for cell in found.clause.cells)
    return any(word in said and word in heads for word in _HEADS)
