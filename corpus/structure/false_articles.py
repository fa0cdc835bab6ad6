"""Lines that look like an article's head and are a table's cell ("Điều 5" under "Căn cứ").

Programs that take the text out of a page print a table cell under cell. An article's own head has a
full stop or colon behind its number nearly everywhere; where a document writes its articles so, one
without is believed only in its place in the count.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from corpus.structure.block import Block
from corpus.structure.numbering import follows, ordinal

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
        false = _within_items(lines, bare)
    else:
        return
    for at in false:
        lines[at].marker = None


def _value(line: Block) -> str:
    return line.marker.value if line.marker else ""


def _out_of_count(lines: Sequence[Block], articles: Sequence[int], bare: set[int]) -> list[int]:
    """The heads without a sign that do not go on from the article before them, or whose number
    the next one with a sign has."""
    after: dict[int, str] = {}
    coming = ""
    for at in reversed(articles):
        after[at] = coming
        coming = coming if at in bare else _value(lines[at])
    false: list[int] = []
    before: str | None = None
    for at in articles:
        value = _value(lines[at])
        if at not in bare or (follows(value, before) and value != after[at]):
            before = value
        else:
            false.append(at)
    return false


def _has_no_neighbour(lines: Sequence[Block], bare: Sequence[int]) -> bool:
    """Whether no two of the heads count on from each other."""
    values = [ordinal(_value(lines[at])) or 0 for at in bare]
    return len(values) > 1 and not any(b == a + 1 for a, b in pairwise(values))


def _within_items(lines: Sequence[Block], bare: Sequence[int]) -> list[int]:
    """Those of the heads that stand between an item and the next of its count."""
    items = [at for at, b in enumerate(lines) if b.marker and b.marker.level == "khoan"]
    found: list[int] = []
    for at in bare:
        place = bisect_left(items, at)
        if 0 < place < len(items) and follows(
            _value(lines[items[place]]), _value(lines[items[place - 1]])
        ):
            found.append(at)
    return found
