"""Questions that go on from an answer."""

from bot.findings import Findings
from bot.question import Understood

_MOST, _LOOKED_AT = 3, 10


def further_questions(question: Understood, findings: Findings) -> tuple[str, ...]:
    """Questions that the nearest clauses answer: the tasks of the organs that lead them."""
    organs: dict[str, None] = {}
    for found in findings.found[:_LOOKED_AT]:
        meta = found.document.metadata
        for organ in found.profile.leaders:
            if organ not in question.organs:
                year = (meta.date or "")[:4]
                organs[f"{organ} có những nhiệm vụ gì theo {meta.kind} năm {year}?"] = None
    return tuple(organs)[:_MOST]
