"""A yes-or-no question: what it puts forward, and how it asks, which says how it is answered.

Wider than what the search takes for a claim (``bot.understand.intent.yes_no``): "… được không",
"đã … chưa", "… hay sao", "… đúng hay sai" too, and the last sentence of several.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from corpus.language.normalize import nfc


class Form(StrEnum):
    """How it is asked: whether something is so, is right, may be done, is done already."""

    HAVE = "have"
    RIGHT = "right"
    MAY = "may"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Asked:
    """``said``: what is put forward, without the words that ask; ``form``; ``text``: all of the
    question, what is told before it included."""

    said: str
    form: Form
    text: str


# asks for more than yes or no; "nào cũng" asks nothing, nor does what follows "có" or "không"
_WH = re.compile(
    r"\b(?:(?:khi|lúc|ngày|nơi|bên|chỗ) nào"
    r"|(?P<any>nào|gì|ai|đâu)(?!\s+(?:cũng|đó|khác|mà)\b)|bao nhiêu|bao giờ|bao lâu|nhiêu"
    r"|thế nào|ra sao|làm sao|tại sao|vì sao|sao lại"
    r"|mấy\s+(?:người|ngày|tháng|năm|lần|giờ|tuổi|bản|loại|bộ|đồng|phần|tiền)"
    r"|thứ mấy|hạng mấy|là mấy|có mấy|kiểu gì)\b|mấy\s*%",
    re.IGNORECASE,
)
_SOME = re.compile(r"\b(?:không|chưa|chẳng|chả|có|đừng)\b[^,.;?]{0,30}$", re.IGNORECASE)
_OR = re.compile(r"\bhay(?:\s+là)?\s+(?!không\b|chưa\b|sao\b|sai\b|ko\b)\w", re.IGNORECASE)
# two things are asked: "có tăng không, có được hỗ trợ …", "phải ký với có bị giới hạn …"
_TWICE = re.compile(
    r"\b(?:có|được|phải)\b[^,.?]{2,80}\b(?:không|chưa)\b(?:\s+(?:ạ|vậy|nhỉ))?\s*[,;]"
    r"|\b(?:và|với|hay)\s+có\s+(?:phải|được|bị|cần|thể)\b",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?<!hiện)(?<!đang)(?<!sẵn)\scó$")  # "… có không": whether there is any
_NOT = r"(?:không|ko|kg|hông|hong|hổng|hok|k|chăng)"
_POLITE = (
    r"(?:ạ|ah|nhỉ|hả|vậy|thế|nha|nhé|nè|đó|đấy|ta|em|anh|chị|ad|admin|bạn|bác|cô|chú|ơi|shop"
    r"|cán bộ|mọi người|bà con|cả nhà|mn|tổng đài|quý vị"
    r"|(?:các|mấy|quý)\s+(?:anh chị|anh|chị|bác|cô chú|bạn|ông bà|cán bộ))"
)
_END = rf"(?:[\s,]++(?>{_POLITE})){{0,6}}+[\s?.!…]*$"
_HEARD = (
    r"(?:(?:tôi|em|mình|tui|cháu|bà con|con)\s+(?:hiểu|nghĩ|nghe|nói|nhớ|biết)\s++)?"
    r"(?:như\s++)?(?:vậy|thế)?\s*+(?:thì\s++)?(?:có\s++|là\s++)?"
)
_RIGHT = re.compile(
    rf"(?<![\s,;:.–-])[\s,;:.–-]*+{_HEARD}"
    r"(?:(?:đúng|phải|chính xác|chuẩn)"
    rf"(?:\s+(?:vậy|thế|như vậy|như thế|rồi|luật|quy định))?\s+{_NOT}"
    rf"|(?:đúng|phải)\s+(?:chứ|chưa|hôn|hem|hả|hay\s+sai|hay\s+{_NOT})|có\s+phải)"
    rf"{_END}",
    re.IGNORECASE,
)
_PARTICLE = re.compile(
    rf"(?<![\s,])[\s,]++(?:à|a|hả|ha|hử|ư|chứ|chớ|phỏng|nhỉ|hay\s+sao){_END}", re.IGNORECASE
)
_MAY = re.compile(
    rf"(?<![\s,])[\s,]++(?:có\s+)?(?:được|đc|dc|đươc)\s+(?:hay\s+)?(?:{_NOT}|chưa){_END}",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^(?:có\s+phải(?:\s+là)?|có\s+đúng(?:\s+là)?|phải\s+chăng|liệu(?:\s+rằng)?)\s+", re.IGNORECASE
)
_HAVE = re.compile(rf"(?<![\s,])[\s,]++(?:hay\s+)?{_NOT}{_END}", re.IGNORECASE)
_DONE = re.compile(rf"(?<![\s,])[\s,]++(?:hay\s+)?chưa{_END}", re.IGNORECASE)
_YES = re.compile(r"\bcó\s+(?!thể\b|quyền\b|trách nhiệm\b|hiệu lực\b)", re.IGNORECASE)
# what names the source, or the other choice, behind the question
_SOURCE = re.compile(
    r"(?:(?<!\s)\s*+\([^()]{0,80}\)|,\s+nếu có"
    r"|(?:(?<=không)|(?<=chưa)|(?<=ko))(?:\s++ạ)?(?:\s*+,)?\s++"
    r"(?:(?:theo|trong|tại)\s[^,?]{3,90}|hay\s+(?!không|chưa|sao|sai)[^,?]{2,60}))(?=[\s?.!]*$)",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"(?<=[?!.;])\s+")
_TOGETHER = 20  # letters: a shorter sentence before is no sentence of its own


def read_asked(text: str) -> Asked | None:
    """The yes-or-no question that ``text`` ends with; None where it asks for anything else."""
    text = " ".join(nfc(text).split())
    told = _SENTENCES.split(text)
    while len(told) > 1 and len(told[-1]) < _TOGETHER and not told[-2].endswith("?"):
        told[-2:] = [" ".join(told[-2:])]
    for place in range(len(told) - 1, max(-1, len(told) - 3), -1):
        found = _read(told[place])
        if found and not any(one.endswith("?") for one in told[:place]):
            return Asked(*found, text)
        if found or told[place].endswith("?") or _WH.search(told[place]):
            return None  # several things are asked, or the last is something else
    return None


def _read(text: str) -> tuple[str, Form] | None:
    text = _SOURCE.sub("", text)
    if match := _RIGHT.search(text):
        return _opened(text[: match.start()]), Form.RIGHT
    for pattern, form in ((_MAY, Form.MAY), (_DONE, Form.DONE), (_HAVE, Form.HAVE)):
        match = pattern.search(text)
        if match is None:
            continue
        said = text[: match.start()]
        if _asks_more(said):
            return None
        opened = _opened(said)
        if opened != said and form is Form.HAVE:
            return opened, Form.RIGHT if _names(said) else Form.HAVE
        if marks := list(_YES.finditer(said)):
            said = said[: marks[-1].start()] + said[marks[-1].end() :]
        return (f"{said} được" if form is Form.MAY else said), form
    if match := _PARTICLE.search(text):
        said = _opened(text[: match.start()])
        return None if _asks_more(said) else (said, Form.RIGHT)
    if (opened := _opened(text)) != text and text.endswith("?"):
        return opened.rstrip("?! ."), Form.RIGHT
    return None


def _asks_more(said: str) -> bool:
    if len(said) < 2 or _OR.search(said) or _TWICE.search(said) or _BARE.search(said):
        return True
    return any(not (m["any"] and _SOME.search(said[: m.start()])) for m in _WH.finditer(said))


def _opened(text: str) -> str:
    opening = _OPENING.match(text)
    return text[opening.end() :] if opening else text


def _names(text: str) -> bool:
    """Whether it opens with "có đúng là", "phải chăng"."""
    return bool(re.match(r"(?:có\s+đúng|phải\s+chăng|có\s+phải\s+là)", text, re.IGNORECASE))
