"""Yes-or-no questions: whether a question puts a claim, and the claim without its asking words.

"Có phải X không ạ?", "X, đúng không?", "X à?", "X có Y không?", "X đã Y chưa?", "Is it true …?"
"""

import re
from dataclasses import dataclass

from bot.question import Understood

# words that ask for more than yes or no
_WH = re.compile(
    r"\b(?:nào|gì|ai|bao nhiêu|bao giờ|bao lâu|đâu|sao|hay là|mô|chi|nhiêu|thứ mấy|hạng mấy|là mấy"
    r"|có mấy|mấy phần|how|which|who|what|when|where)\b|mấy\s*%",
    re.IGNORECASE,
)
_ADDRESS = (
    r"(?:ạ|nhỉ|hả|vậy|thế|nha|nhé|nè|đó|đấy|em|anh|chị|ad|bạn|bác|cô|chú|ơi"
    r"|mọi người|(?:các|mấy|quý)\s+(?:anh chị|anh|chị|bác|cô chú|bạn|ông bà))"
)
# possessive: "các anh chị" can be read in two ways, which would double the work each time
_END = rf"(?:[\s,]++(?>{_ADDRESS})){{0,12}}+[\s?.!…]*$"
_NOT = r"(?:không|ko|hông|hong|k|chưa)"
_TAG = re.compile(
    r"(?<![\s,;:.–-])[\s,;:.–-]*+(?:(?:tôi|em|mình|tui|cháu|bà con)\s+"
    r"(?:hiểu|nghĩ|nghe|nói|nhớ)\s++)?(?:như\s++)?(?:vậy|thế)?\s*+(?:thì\s++)?(?:có\s++|là\s++)?"
    r"(?:đúng|dung|phải|phai|chính xác)"
    rf"(?:\s+(?:vậy|thế|như vậy|như thế|rồi))?\s+{_NOT}{_END}",
    re.IGNORECASE,
)
_PARTICLE = re.compile(
    rf"(?<![\s,])[\s,]++(?:à|a|hả|ha|hử|ư|chăng|chứ|chớ|phỏng|nhỉ){_END}", re.IGNORECASE
)
_OPENING = re.compile(
    r"^(?:.{0,40}?\b(?:cho\s++(?:(?:tôi|em|mình|tui|cháu)\s*+)?hỏi|hỏi)[\s,:]+)?"
    r"(?:có\s+phải(?:\s+là)?|có\s+đúng(?:\s+là)?|phải\s+chăng|liệu(?:\s+rằng)?"
    r"|is\s+it\s+(?:true|correct|right)\s+that)\s+",
    re.IGNORECASE,
)
_ENDING = re.compile(rf"(?<![\s,])[\s,]++(?:hay\s+)?{_NOT}{_END}", re.IGNORECASE)
_HAVE = re.compile(r"\b(?:có|đã)\s+(?!thể\b)", re.IGNORECASE)
_ENGLISH = re.compile(r"^(?:is|are|does|do|did|was|were|must|should|has|have|can)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Claim:
    """What a yes-or-no question puts forward; ``tagged``: it is asked whether it is right, so that
    the answer is "đúng", not "có"."""

    statement: str
    tagged: bool


def puts_claim(text: str) -> bool:
    """Whether ``text`` asks for yes or no and for nothing else."""
    return _cut(text) is not None


def read_claim(question: Understood) -> Claim | None:
    """The claim of a yes-or-no question, without the words that name documents and provinces."""
    if not question.puts_claim:
        return None
    return _cut(question.subject)


def _cut(text: str) -> Claim | None:
    text = " ".join(text.split())
    if tag := _TAG.search(text):
        return Claim(_opened(text[: tag.start()]), True)
    if opening := _OPENING.match(text):
        rest = text[opening.end() :]
        ending = _ENDING.search(rest)
        return Claim(rest[: ending.start()] if ending else rest.rstrip("?! ."), True)
    if _WH.search(text):
        return None
    if ending := _ENDING.search(text):
        body = text[: ending.start()]
        have = _HAVE.search(body)
        if have:
            return Claim(f"{body[: have.start()]}{body[have.end() :]}", False)
        return (
            Claim(body, False) if ending.group().lower().lstrip(" ,").startswith("chưa") else None
        )
    if particle := _PARTICLE.search(text):
        return Claim(_opened(text[: particle.start()]), True)
    if _ENGLISH.match(text) and text.rstrip().endswith("?"):
        return Claim(text.rstrip("?! ."), True)
    return None


def _opened(text: str) -> str:
    opening = _OPENING.match(text)
    return text[opening.end() :] if opening else text


_YES_NO = re.compile(
    r"\b(?:có|phải|được|cần|còn|đã|bị)\b[^?.!]{2,80}\b(?:không|chưa)\b\s{0,2}"
    r"(?:(?:ạ|vậy|nhỉ|hả|ta|nè|đây)\b\s{0,2})?(?:[?.,;!]|$)"
    r"|(?<=\w )hay\s{1,2}(?:là\s)?\w[^?]{0,60}\?",
    re.IGNORECASE,
)


def wants_yes_or_no(text: str) -> bool:
    """Whether ``text`` asks for yes or no, or for one of two."""
    return bool(_YES_NO.search(text))
