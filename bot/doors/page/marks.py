"""Words of a document as HTML, those that answer and those that are doubted marked."""

from collections.abc import Iterable, Sequence
from html import escape

from corpus.language.normalize import View

Spans = Sequence[tuple[int, int]]

_MARK = ("<mark>", "</mark>")
_DOUBT = ('<span class="chua-chac" title="chữ nhận dạng chưa chắc">', "</span>")


def marked(shown: View, answering: Spans, doubted: Spans) -> str:
    """The text with what stems from ``answering`` inside ``<mark>`` and from ``doubted`` under a
    dotted line; both are offsets into the document. Line ends become ``<br>``."""
    if not answering and not doubted:
        return escape(shown.text).replace("\n", "<br>")
    pieces: list[str] = []
    open_now: tuple[bool, bool] = (False, False)
    for char, offset in zip(shown.text, shown.offsets, strict=True):
        wanted = (_holds(answering, offset), _holds(doubted, offset))
        if char == "\n":  # no sign reaches over a line's end
            wanted = (False, False)
        if wanted != open_now:
            pieces.append(_change(open_now, wanted))
            open_now = wanted
        pieces.append("<br>" if char == "\n" else escape(char))
    pieces.append(_change(open_now, (False, False)))
    return "".join(pieces)


def _change(before: tuple[bool, bool], after: tuple[bool, bool]) -> str:
    """Tags closed, inner first, and opened, outer first; an outer one that holds on stays open."""
    stays = before[0] and after[0]
    closed = (_DOUBT[1] if before[1] else "") + (_MARK[1] if before[0] and not stays else "")
    opened = (_MARK[0] if after[0] and not stays else "") + (_DOUBT[0] if after[1] else "")
    return closed + opened


def _holds(spans: Iterable[tuple[int, int]], offset: int) -> bool:
    return any(start <= offset < end for start, end in spans)
