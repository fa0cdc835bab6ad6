"""A block: one paragraph, heading, list item or table row of the source."""

import re
from dataclasses import dataclass

from corpus.language.normalize import EMPHASIS, plain
from corpus.structure.numbering import Marker, read_marker
from corpus.structure.rows import Row

_RULE = re.compile(r"[\s*_=~·.\-–—|:\x00-\x1f]+")  # a separator line, no letters or digits
_NEEDS_PLAIN = re.compile(r"[*<#\t\u00a0\r\n]|  ")


@dataclass(slots=True)
class Block:
    """A stretch of the source, ``text[start:end]``, with its words on one line.

    ``row`` is set for a table row. ``rule`` is a line without words, a page number or a bar.
    ``noise`` is page furniture that the loader or ``zones`` found. ``gap`` says that an empty
    line stands before it.
    """

    start: int
    end: int
    words: str
    marker: Marker | None
    heading: bool
    row: Row | None
    rule: bool
    last_line: str
    gap: bool = False
    open_emphasis: bool = False
    quoted: bool = False
    noise: bool = False

    @property
    def body(self) -> str:
        """The words after the marker."""
        return self.words[self.marker.length :].strip() if self.marker else self.words


def read_block(text: str, item: tuple[int, int] | Row) -> Block:
    """The block of one printed line or table row."""
    if isinstance(item, Row):
        words = plain(" ".join(text[s:e] for s, e in item.cells))
        return Block(item.start, item.end, words, None, False, item, False, words)
    start, end = item
    raw = text[start:end]
    if not _NEEDS_PLAIN.search(raw):
        if not raw[0].isalnum() and _RULE.fullmatch(raw):
            return Block(start, end, raw, None, False, None, True, raw)
        return Block(start, end, raw, read_marker(raw), False, None, False, raw)
    if _RULE.fullmatch(raw):
        return Block(start, end, plain(raw), None, False, None, True, "")
    bullet = raw.startswith("* ") and _leaves_open(raw)
    words = plain("- " + raw[2:] if bullet else raw)
    heading = raw.startswith("#")
    block = Block(start, end, words, read_marker(words), heading, None, False, words)
    block.open_emphasis = not bullet and _leaves_open(raw)
    return block


def _leaves_open(raw: str) -> bool:
    """Whether emphasis is still open at the line's end.

    A star opens or closes slanted letters, two bold ones, three both, four nothing: one stretch
    of bold ends there and the next begins.
    """
    runs = [len(stars) for stars in EMPHASIS.findall(raw)] if "*" in raw else []
    return sum(runs) % 2 == 1 or sum(run // 2 for run in runs) % 2 == 1
