"""Of what is numbered ("nhóm đối tượng số 2", "vùng III") the one that the question names comes
first: by words alone one is as near as another.
"""

from collections.abc import Sequence

from bot.evidence.numbered import is_numbered_otherwise, is_numbered_so, numbered
from bot.findings import Found
from bot.question import Understood
from bot.read.ranges import exchanged
from bot.understand.scope.mention import without_mentions
from index.passage import headings

_WHOLE = ("phu_luc", "phan", "chuong")


def of_its_number(question: Understood, found: Sequence[Found]) -> list[Found]:
    """The findings, in which a first one that is of another number gives its place to the first of
    its document that is of the number asked about."""
    ordered = list(found)
    asked = without_mentions(question.standalone)
    if not ordered or not numbered(asked) or ordered[0].named:
        return ordered
    own = _said(ordered[0])
    if not is_numbered_otherwise(asked, own) or is_numbered_so(asked, own):
        return ordered
    for place, other in enumerate(ordered[1:], 1):
        same = other.document is ordered[0].document
        if same and not other.profile.form and is_numbered_so(asked, _said(other)):
            ordered[0], ordered[place] = exchanged(ordered[0], other)
            break
    return ordered


def _said(found: Found) -> str:
    """What the clause says and the headings right above it."""
    return "\n".join((*headings(found.document, found.clause)[-2:], found.profile.text))
