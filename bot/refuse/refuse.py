"""When not to answer, and the words for it: always what is missing and what to do next."""

from dataclasses import dataclass

from bot.answer import AnswerStatus, Citation
from bot.decide.confidence import FAINT, bears_out, confidence
from bot.decide.parts import choose_parts
from bot.findings import Findings, Found
from bot.question import Understood
from bot.read.claim import Verdict, judge
from bot.understand.intent.yes_no import Claim, read_claim
from corpus.library import Library

_NEAR_RANK, _AS_WELL = 0.4, 0.9  # another document that says it as well
_CLAIM_DEPTH = 4  # so many beside the best are read for the figures of a claim
_LIST_SHARE, _LONGEST_LIST = 0.8, 8  # a list holds what scores nearly as well as the best


@dataclass(frozen=True, slots=True)
class Refusal:
    """A status and what is said with it; ``citations`` are the nearest clauses, no answer.

    ``spoken`` is the text to be read aloud, empty where it is the same.
    """

    status: AnswerStatus
    text: str
    citations: tuple[Citation, ...] = ()
    spoken: str = ""


def choose(question: Understood, findings: Findings) -> list[Found]:
    """The findings that bear the question out, best first; empty where none does."""
    near = findings.nearness
    if findings.listed:
        return list(findings.found[: findings.listed])
    if findings.compared:
        return choose_parts(findings.compared, near)
    sound = [f for f in findings.found if (f.named and f.meets) or bears_out(question, f, near)]
    if not sound:
        return []
    top = sound[0]
    if top.named:
        same = [f for f in sound if f.document is top.document and f.named]
        return same[:1] if question.clause_steps else same[:12]
    if question.asks_for("any_document"):
        return _of_documents(sound)
    if claim := read_claim(question):
        return _settling(claim, sound)
    if question.asks_for("list"):
        return [f for f in sound if f.score >= _LIST_SHARE * top.score][:_LONGEST_LIST]
    return [top]


def _settling(claim: Claim, sound: list[Found]) -> list[Found]:
    """The best finding where it says something of the claim's figures, else a near one that holds
    them; empty where none does."""
    top, *others = sound
    if judge(claim, top.document, top.clause).verdict is not Verdict.ABSENT:
        return [top]
    for found in others[:_CLAIM_DEPTH]:
        held = judge(claim, found.document, found.clause).verdict in (Verdict.YES, Verdict.OPEN)
        if held and found.rank >= top.rank - _NEAR_RANK:
            return [found]
    return []


def _of_documents(sound: list[Found]) -> list[Found]:
    """The best finding and those of other documents that bear the question out as well."""
    best = {f.document.id: f for f in reversed(sound)}
    top = sound[0]
    as_good = [
        f
        for f in best.values()
        if f is top
        or (f.rank >= top.rank - _NEAR_RANK and f.evidence.own >= _AS_WELL * top.evidence.own)
    ]
    return sorted(as_good, key=lambda f: -f.rank)


def refuse_guard(section: str) -> Refusal:
    """For commands, commitments, insults and small talk."""
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
        "insults": (
            AnswerStatus.BLOCKED,
            "Tôi sẵn sàng hỗ trợ khi anh/chị hỏi về nội dung các văn bản chỉ đạo.",
        ),
        "errands": (
            AnswerStatus.OUT_OF_SCOPE,
            "Tôi chỉ trả lời câu hỏi về nội dung các văn bản chỉ đạo, không soạn thảo, sáng tác "
            "hay dịch thuật. Mời anh/chị hỏi về nội dung văn bản.",
        ),
        "greetings": (AnswerStatus.OUT_OF_SCOPE, _ABOUT),
        "thanks": (AnswerStatus.OUT_OF_SCOPE, _WELCOME),
        "abilities": (AnswerStatus.OUT_OF_SCOPE, _ABOUT),
    }
    return Refusal(*texts[section])


_WELCOME = "Không có gì ạ. Anh/chị cần hỏi thêm về các văn bản, tôi sẵn sàng hỗ trợ."
_ABOUT = (
    "Xin chào anh/chị. Tôi là Tổng đài ảo, trả lời câu hỏi về các văn bản chỉ đạo của tỉnh và "
    "trích dẫn nguyên văn điều khoản làm căn cứ. Anh/chị có thể hỏi cơ quan nào chủ trì, thời "
    "hạn, chỉ tiêu, nhiệm vụ của một sở hoặc huyện, hoặc nội dung một điều khoản."
)


def refuse_unverified() -> Refusal:
    """Clauses were found, but nothing said of them passed the verifier."""
    return Refusal(AnswerStatus.NO_EVIDENCE, _NOT_STATED)


def refuse(question: Understood, findings: Findings, library: Library) -> Refusal:
    """The refusal that fits what was found."""
    if findings.foreign:
        provinces = sorted({d.metadata.province for d in library if d.metadata.province})
        return Refusal(
            AnswerStatus.NO_EVIDENCE,
            f"Các văn bản tra cứu được không có văn bản nào của {', '.join(findings.foreign)}; "
            f"hiện chỉ có văn bản của {', '.join(provinces)}.",
        )
    if findings.absent:
        return Refusal(
            AnswerStatus.NO_EVIDENCE,
            "Văn bản được hỏi không có điều khoản này. Anh/chị vui lòng kiểm tra lại số điểm, "
            "khoản, mục.",
        )
    if not findings.found:
        return Refusal(AnswerStatus.OUT_OF_SCOPE, _OUTSIDE)
    near = findings.nearness
    top = max(confidence(question, f.evidence, f.score, near) for f in findings.found[:10])
    if top < FAINT:
        return Refusal(AnswerStatus.OUT_OF_SCOPE, _OUTSIDE)
    return Refusal(AnswerStatus.NO_EVIDENCE, _NOT_STATED)


_OUTSIDE = (
    "Câu hỏi nằm ngoài phạm vi các văn bản chỉ đạo tra cứu được nên tôi không có căn cứ để "
    "trả lời. Anh/chị vui lòng liên hệ cơ quan chuyên môn hoặc hỏi về nội dung các văn bản này."
)
_NOT_STATED = (
    "Tôi chưa tìm thấy điều khoản nào nêu nội dung này trong các văn bản tra cứu được. Anh/chị có "
    "thể hỏi cụ thể hơn về văn bản, cơ quan hoặc nội dung cần biết."
)
