"""The day of a document that holds "kể từ ngày ký": what its letterhead says."""

import re
from collections.abc import Sequence

from bot.evidence.direct import Direct
from bot.question import Understood
from corpus.document import Clause, Document
from index.passage import clause_text

_SINCE_SIGNED = re.compile(
    r"\b(?:từ|sau)\s+(?:ngày\s+)?(?:được\s+)?(?:ký|ban hành)\b", re.IGNORECASE
)
_DAY = re.compile(
    r"ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}|\d{1,2}/\d{1,2}/\d{4}", re.IGNORECASE
)
_DATED = re.compile(r"\d{1,2}\s+tháng\s+\d{1,2}|\d{1,2}/\d{1,2}|\d{4}")


def day_signed(
    question: Understood, document: Document, clause: Clause, told: Sequence[Direct]
) -> tuple[Direct, ...]:
    """The letterhead's day where the clause counts from the signing, the question asks when, and
    no day is ``told`` yet; empty elsewhere and where the letterhead leaves the day out."""
    if not question.asks_for("when") or any(_DATED.search(one.words) for one in told):
        return ()
    if not _SINCE_SIGNED.search(clause_text(document, clause)):
        return ()
    for head in document.clauses:
        if head.value("the_thuc") != "ngay" or head.value("phu_luc") is not None:
            continue
        if found := _DAY.search(document.text, head.start, head.end):
            return (Direct(document, head, *found.span(), "date", "signed"),)
    return ()
