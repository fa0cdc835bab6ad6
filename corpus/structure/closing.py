"""The closing: the last paragraphs of the body that only ask to be carried out."""

import re
from functools import cache

from corpus.document import Part
from corpus.structure.block import Block
from corpus.structure.section import Section
from corpus.vocabulary import formulas, kinds

# "Cục Thuế trả lời để … được biết", "Văn phòng Chính phủ trân trọng thông báo"
_ANSWERING = re.compile(
    r"(?!\W*\d)[^.;:]{0,90}\b(?:trả lời|(?:xin |trân trọng )?(?:thông báo|báo cáo|kiến nghị|"
    r"đề nghị)) "
    r"(?:để |tới |đến |quý )[^;]{0,200}\b(?:biết|thực hiện|xem xét|chỉ đạo)\b"
)
# "Bộ Xây dựng đề nghị …", "Chủ tịch Ủy ban nhân dân tỉnh yêu cầu …", "Cục Thuế có ý kiến để …"
_ISSUER_ASKS = re.compile(
    r"(?:thừa lệnh |thừa ủy quyền )?(?:ủy ban|ubnd|chủ tịch|bộ|sở|cục|thuế|văn phòng|ban|chính phủ|"
    r"thủ tướng|hội đồng|thường trực)\b[^.;:]{0,110}?\b(?:yêu cầu|đề nghị|có ý kiến|thông báo|"
    r"trả lời|báo cáo|trân trọng)\b"
)
_ENDS = (".", "./.", ";", "!", "…", ")")
_LIST = ("khoan", "diem", "gach")


def mark_closing(section: Section) -> None:
    """Move the body's last unmarked paragraphs that open with a closing formula to the closing.

    The only words of an article stay with it.
    """
    body = [
        z for z in section.items if z.part is Part.BODY and not z.block.rule and not z.block.noise
    ]
    for index in reversed(range(len(body))):
        block = body[index].block
        if block.marker or block.row or block.heading or block.quoted:
            return
        before = body[index - 1].block if index else None
        if _is_heading(before, block) or not _is_closing(block.words, _after_list(before)):
            return
        body[index].part = Part.CLOSING


def _is_heading(before: Block | None, block: Block) -> bool:
    """Whether the block before is the heading of a unit whose words the block is."""
    if before is None or before.marker is None:
        return False
    if before.marker.level == "dieu":
        return not (before.words.endswith(_ENDS) and " thông qua " in block.words)
    return before.marker.level in _LIST and not before.words.rstrip("*_” ").endswith(_ENDS)


def _after_list(before: Block | None) -> bool:
    """Whether the block before is the last item of a list, said to its end."""
    if before is None or before.marker is None or before.marker.level not in _LIST:
        return False
    return before.words.rstrip("*_” ").endswith((".", "./."))


@cache
def _closing_formulas() -> tuple[str, ...]:
    return tuple(
        formula.format(kind=kind.lower()) for formula in formulas("closing") for kind in kinds()
    )


def _is_closing(words: str, after_list: bool) -> bool:
    """A closing formula; the weak ones, common in the body too, only before the "./." mark or
    after a list that has ended."""
    lower = words.lower()
    if lower.startswith(_closing_formulas()) or _ANSWERING.match(lower):
        return True
    ended = lower.rstrip("*_ ").endswith("./.")
    if (ended or after_list) and lower.startswith(formulas("closing_weak")):
        return True
    return ended and _ISSUER_ASKS.match(lower) is not None
