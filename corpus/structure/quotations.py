"""Blocks quoted as new wording of another document."""

import re
from collections.abc import Sequence

from corpus.structure.block import Block
from corpus.structure.numbering import read_marker

_QUOTES_OPEN, _QUOTES_CLOSE = '“"«', '”"»'
_QUOTED_END = re.compile(r"[”\"»]\s*+[.;,)]*+(?:\s*+/\.)?$")
_LONGEST_QUOTATION = 400  # blocks


def mark_quotations(blocks: Sequence[Block]) -> None:
    """Blocks quoted as new wording (“Điều 5. …”) make no levels of their own.

    A quotation begins with a block that opens with a quotation mark before a marker, and ends
    with the first block that closes it; one that is never closed is none.
    """
    index = 0
    while index < len(blocks):
        opening = blocks[index].words[:1]
        if opening and opening in _QUOTES_OPEN and read_marker(blocks[index].words[1:].lstrip()):
            closing = _quotation_end(blocks, index, opening)
            if closing is not None:
                for block in blocks[index : closing + 1]:
                    block.quoted = True
                index = closing
        index += 1


def _quotation_end(blocks: Sequence[Block], index: int, opening: str) -> int | None:
    close = _QUOTES_CLOSE[_QUOTES_OPEN.index(opening)]
    for at in range(index, min(index + _LONGEST_QUOTATION, len(blocks))):
        words = blocks[at].words
        if at > index and words[:1] == opening and opening != close:
            return None
        ends = _QUOTED_END.search(words)
        if ends and close in ends.group() and (at > index or len(words) > 2):
            return at
    return None
