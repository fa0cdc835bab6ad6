"""Page furniture of the web: the head of a page above the letterhead."""

import re
from collections.abc import Sequence
from functools import cache

from corpus.structure.block import Block
from corpus.structure.letterhead import is_letterhead
from corpus.vocabulary import formulas, read_table


def mark_furniture(blocks: Sequence[Block]) -> None:
    """Mark a web page's own head before the letterhead."""
    mottos = formulas("motto")
    initials = {motto[:1] for motto in mottos} | {motto[:1].upper() for motto in mottos}
    motto = next(
        (
            index
            for index, block in enumerate(blocks)
            if block.words[:1] in initials and block.words.lower().startswith(mottos)
        ),
        None,
    )
    if motto is None:
        return
    start = motto
    while start > 0 and _above_motto(blocks[start - 1]):
        start -= 1
    if any(is_area(block.words) for block in blocks[:start]):
        for block in blocks[:start]:
            block.noise = True


@cache
def _areas() -> re.Pattern[str]:
    return re.compile("|".join(read_table("page_furniture")["areas"]))


def is_area(words: str) -> bool:
    """Whether a line names an area of a web page ("Thông tin thuộc tính")."""
    return _areas().match(words.lower()) is not None


def _above_motto(block: Block) -> bool:
    return block.rule or block.words.isupper() or is_letterhead(block)
