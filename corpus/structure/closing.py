"""The closing: the last paragraphs of the body that only ask to be carried out."""

import re
from functools import cache

from corpus.document import Part
from corpus.structure.section import Section
from corpus.vocabulary import formulas, kinds

# "Cục Thuế trả lời để … được biết", "Văn phòng Chính phủ trân trọng thông báo"
_ANSWERING = re.compile(
    r"(?!\W*\d)[^.;:]{0,90}\b(?:trả lời|(?:xin |trân trọng )?(?:thông báo|báo cáo|kiến nghị|"
    r"đề nghị)) "
    r"(?:để |tới |đến |quý )[^;]{0,200}\b(?:biết|thực hiện|xem xét|chỉ đạo)\b"
)


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
        bare = before is not None and before.marker is not None and before.marker.level == "dieu"
        if bare or not _is_closing(block.words):
            return
        body[index].part = Part.CLOSING


@cache
def _closing_formulas() -> tuple[str, ...]:
    return tuple(
        formula.format(kind=kind.lower()) for formula in formulas("closing") for kind in kinds()
    )


def _is_closing(words: str) -> bool:
    """A closing formula; the weak ones, common in the body too, only before the "./." mark."""
    lower = words.lower()
    if lower.startswith(_closing_formulas()):
        return True
    if not lower.endswith("./."):
        return _ANSWERING.match(lower) is not None
    return lower.startswith(formulas("closing_weak")) or _ANSWERING.match(lower) is not None
