"""Who does what a clause states, where its words alone do not open with the one in charge: from the
assignments that were read of it, and from its document's signature."""

import re
from collections.abc import Iterable

from bot.evidence.direct import Direct
from bot.question import Understood
from bot.read.extract import best_sentence
from corpus.document import Clause, Document
from corpus.facts.fact import Assignment
from corpus.language.normalize import view

_MOST = 3  # of more than so many it is not one that is asked for
_PARTNER = re.compile(
    r"(?:phối hợp|cùng|chung|bắt tay)\s+(?:với\s+)?(?:ai|(?:cơ quan|đơn vị|sở|bên|đoàn thể|tổ chức"
    r"|doanh nghiệp|tập đoàn|ngành)(?:\s+\w+){0,2}?\s+nào)\b",
    re.IGNORECASE,
)
# who receives, approves or is taken as something is not who does it
_OTHERS = re.compile(
    r"(?:báo cáo|gửi|trình|nộp|xin ý kiến|lấy|theo yêu cầu của|có)\s+(?:cho\s+|lên\s+)?"
    r"(?:ai|cơ quan nào|cấp nào)\b|\b(?:phê )?duyệt\b|doanh nghiệp (?:\w+ ){0,2}nào",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"\bai (?:là )?(?:người )?(?:đã )?(?:ký|kí)\b|\bngười (?:ký|kí)\b", re.IGNORECASE
)
_LEAD = re.compile(r"\bchủ trì\b", re.IGNORECASE)


def doers(
    question: Understood, document: Document, clause: Clause, assignments: Iterable[Assignment]
) -> list[Direct]:
    """The bodies that the clause charges, or that take part where those are asked for; the person
    who signed where the clause is a signature. Empty where that is not asked or not told."""
    if not question.asks_for("who") and not _PARTNER.search(question.standalone):
        return []
    if clause.value("the_thuc") == "chu_ky":
        return list(signer(question, document, clause))
    asked = question.standalone
    if _OTHERS.search(asked):
        return []
    partner = bool(_PARTNER.search(asked)) and not _LEAD.search(asked)
    start, end = best_sentence(question, document, clause)
    fitting = [
        one
        for one in assignments
        if one.clause_id == clause.id
        and one.organ not in question.organs
        and (one.role == "phoi_hop") == partner
        and (one.named_in != clause.id or start <= one.at[0] < end)
    ]
    leading = [one for one in fitting if one.role == "chu_tri"]
    found: dict[str, Direct] = {}
    for one in leading or fitting:
        if holder := document.clause(one.named_in):
            found.setdefault(one.organ, Direct(document, holder, *one.at, "body", "who"))
    return list(found.values()) if len(found) <= _MOST else []


def signer(question: Understood, document: Document, clause: Clause) -> tuple[Direct, ...]:
    """The name under the document, as printed, where the clause is a signature and it is asked who
    signed; empty elsewhere."""
    name = document.metadata.signer
    asked = question.asks_for("who") or _SIGNED.search(question.standalone)
    if clause.value("the_thuc") != "chu_ky" or not asked or not name:
        return ()
    shown = view(document.text, clause.start, clause.end)
    at = shown.text.find(name)
    if at < 0:
        return ()
    span = shown.source_span(at, at + len(name))
    return (Direct(document, clause, *span, "person", "who"),)
