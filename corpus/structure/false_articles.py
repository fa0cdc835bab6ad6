"""Lines that look like an article's head and are a table's cell ("Điều 5" under "Căn cứ").

Programs that take the text out of a page print a table cell under cell. An article's own head has a
full stop or colon behind its number nearly everywhere; where a document writes its articles so, one
without is believed only in its place in the count.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from corpus.structure.block import Block
from corpus.structure.numbering import Marker, follows, ordinal

_SIGNED = re.compile(r"(?:Điều|ĐIỀU)\s{0,3}\d{1,4}[a-zđ]?\s{0,3}[.:,)/–-]")
_ENOUGH = 2  # articles with a sign, for that to be the document's way


def unmark_cells(lines: Sequence[Block]) -> None:
    """Take the marks off lines that are no article's head."""
    articles = [at for at, line in enumerate(lines) if line.marker and line.marker.level == "dieu"]
    bare = [at for at in articles if not _SIGNED.match(lines[at].words)]
    if not bare:
        return
    signed = [at for at in articles if _SIGNED.match(lines[at].words)]
    if len(signed) >= _ENOUGH:
        false = _out_of_count(lines, articles, set(bare))
    elif not signed and _has_no_neighbour(lines, bare):
        false = [at for at in bare if _within_items(lines, at)]
    else:
        return
    for at in false:
        lines[at].marker = None


def _value(line: Block) -> str:
    return line.marker.value if line.marker else ""


def _out_of_count(lines: Sequence[Block], articles: Sequence[int], bare: set[int]) -> list[int]:
    """The heads without a sign that do not go on from the article before them, or whose number
    the next one with a sign has."""
    false: list[int] = []
    before: str | None = None
    for place, at in enumerate(articles):
        value = _value(lines[at])
        if at not in bare:
            before = value
            continue
        after = next((_value(lines[a]) for a in articles[place + 1 :] if a not in bare), None)
        if follows(value, before) and value != after:
            before = value
        else:
            false.append(at)
    return false


def _has_no_neighbour(lines: Sequence[Block], bare: Sequence[int]) -> bool:
    """Whether no two of the heads count on from each other."""
    values = [ordinal(_value(lines[at])) or 0 for at in bare]
    return len(values) > 1 and not any(b == a + 1 for a, b in pairwise(values))


def _items(lines: Iterable[Block]) -> Iterator[Marker]:
    return (b.marker for b in lines if b.marker and b.marker.level == "khoan")


def _within_items(lines: Sequence[Block], at: int) -> bool:
    """Whether the line stands between an item and the next of its count."""
    above = next(
        (b.marker for b in reversed(lines[:at]) if b.marker and b.marker.level == "khoan"), None
    )
    below = next((b.marker for b in lines[at:] if b.marker and b.marker.level == "khoan"), None)
    return bool(above and below and follows(below.value, above.value))
