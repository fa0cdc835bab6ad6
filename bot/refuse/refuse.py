"""When not to answer, and the words for it: always what is missing and what to do next."""

from dataclasses import dataclass

from bot.answer import AnswerStatus, Citation, Role, Statement
from bot.findings import Findings
from corpus.contacts import Contact
from corpus.library import Library

_LOOKED_AT = 10  # of what was found


@dataclass(frozen=True, slots=True)
class Refusal:
    """A status and what is said with it; ``citations`` are the nearest clauses, no answer;
    ``contacts``: the units to turn to."""

    status: AnswerStatus
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...] = ()
    contacts: tuple[Contact, ...] = ()


def _refusal(status: AnswerStatus, text: str) -> Refusal:
    return Refusal(status, (Statement(text, Role.MISSING),))


def refuse_guard(section: str) -> Refusal:
    """For commands, commitments and errands."""
    texts = {
        "commands": (
            AnswerStatus.BLOCKED,
            "Tôi chỉ trả lời câu hỏi về nội dung các văn bản chỉ đạo tra cứu được và không thực "
            "hiện yêu cầu này. Mời anh/chị đặt câu hỏi về văn bản.",
        ),
        "commitments": (
            AnswerStatus.BLOCKED,
            "Tôi không thể cam kết hay phát ngôn thay cơ quan nhà nước; tôi chỉ trích dẫn những gì "
            "văn bản đã ghi. Mời anh/chị hỏi về nội dung văn bản.",
        ),
        "errands": (
            AnswerStatus.OUT_OF_SCOPE,
            "Tôi chỉ trả lời câu hỏi về nội dung các văn bản chỉ đạo, không soạn thảo, sáng tác "
            "hay dịch thuật. Mời anh/chị hỏi về nội dung văn bản.",
        ),
    }
    return _refusal(*texts[section])


def refuse_unverified() -> Refusal:
    """Clauses were found, but nothing said of them passed the verifier."""
    return _refusal(AnswerStatus.NO_EVIDENCE, _NOT_STATED)


def refuse(findings: Findings, library: Library) -> Refusal:
    """The refusal that fits what was found."""
    if findings.foreign and not any(f.near for f in findings.found[:1]):
        provinces = sorted({d.metadata.province for d in library if d.metadata.province})
        return _refusal(
            AnswerStatus.NO_EVIDENCE,
            f"Các văn bản tra cứu được không có văn bản nào của {', '.join(findings.foreign)}; "
            f"hiện chỉ có văn bản của {', '.join(provinces)}.",
        )
    if findings.absent:
        return _refusal(
            AnswerStatus.NO_EVIDENCE,
            "Văn bản được hỏi không có điều khoản này. Anh/chị vui lòng kiểm tra lại số điểm, "
            "khoản, mục.",
        )
    if not findings.found:
        return _refusal(AnswerStatus.OUT_OF_SCOPE, _OUTSIDE)
    if not any(f.near for f in findings.found[:_LOOKED_AT]):
        return _refusal(AnswerStatus.OUT_OF_SCOPE, _OUTSIDE)
    return _refusal(AnswerStatus.NO_EVIDENCE, _NOT_STATED)


_OUTSIDE = (
    "Câu hỏi nằm ngoài phạm vi các văn bản chỉ đạo tra cứu được nên tôi không có căn cứ để "
    "trả lời. Anh/chị vui lòng liên hệ cơ quan chuyên môn hoặc hỏi về nội dung các văn bản này."
)
_NOT_STATED = (
    "Tôi chưa tìm thấy điều khoản nào nêu nội dung này trong các văn bản tra cứu được. Anh/chị có "
    "thể hỏi cụ thể hơn về văn bản, cơ quan hoặc nội dung cần biết."
)
