"""What a document's form holds beside its content comes behind it: a signature answers only who
signed, a ground ("Căn cứ …") only on what the document is based, and who did what before it.
"""

import re
from collections.abc import Sequence

from bot.findings import Found
from bot.question import Understood
from bot.read.ranges import exchanged
from corpus.language.normalize import fold

_GROUND = re.compile(r"\W*(?:Căn cứ|Theo đề nghị|Xét đề nghị|Xét Tờ trình)\b")
_OF_GROUNDS = re.compile(
    r"\b(?:can cu|co so phap ly|dua (?:tren|vao)|theo (?:luat|nghi|thong|quyet)|de nghi|to trinh"
    r"|tham muu|xet)\b"
)
_LOOKED_AT = 5  # findings


def content_first(question: Understood, found: Sequence[Found]) -> list[Found]:
    """The findings, in which a signature or a ground that was not asked for gives its place to the
    nearest of its document that is neither."""
    ordered = list(found)
    if not ordered or ordered[0].named or question.form or not _is_beside(question, ordered[0]):
        return ordered
    for place, other in enumerate(ordered[1:_LOOKED_AT], 1):
        same = other.document is ordered[0].document
        if same and not other.profile.form and not _is_beside(question, other):
            ordered[0], ordered[place] = exchanged(ordered[0], other)
            break
    return ordered


def _is_beside(question: Understood, found: Found) -> bool:
    if found.clause.value("the_thuc") == "chu_ky":
        return True
    asked = _OF_GROUNDS.search(fold(question.text)) or question.asks_for("which_document", "who")
    return not asked and bool(_GROUND.match(found.profile.text))
