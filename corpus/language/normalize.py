"""Normal forms of text: NFC for storage, folded (no diacritics) for search, a view for people.

The stored text keeps every character of the source. What people read is a ``View``: line breaks
rejoined and markup left out, with the source offset of each of its characters.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# Stars that set off words; not those between two figures ("60*90", "2 * 3") or of a note "(*)".
_STARS = r"(?<![\d(*])(?<!\d )\*+|(?<!\()\*{2,}|\*{2,}(?!\))|\*(?![\d)*])(?! \d)"
EMPHASIS = re.compile(_STARS)
# Inline markup of OCR output: emphasis stars, simple HTML tags, heading marks at a line's start.
MARKUP = re.compile(rf"{_STARS}|</?(?:b|i|u|em|strong)>|(?m:^[^\S\n]*+#{{1,6}}\s+)|<br\s*/?>")
_RUN = re.compile(r"\S+(?: \S+)*|\s+")  # words one blank apart are one stretch


@dataclass(frozen=True, slots=True)
class View:
    """Readable text and, for each character, its offset in the source (same length)."""

    text: str
    offsets: tuple[int, ...]

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The source interval that ``text[start:end]`` was made from (``start < end``)."""
        return self.offsets[start], self.offsets[end - 1] + 1


def nfc(text: str) -> str:
    """The canonical composed form in which documents and questions are kept."""
    return unicodedata.normalize("NFC", text)


class _Folding(dict[int, str]):
    """Code point to its lower-case base letter, worked out when first met."""

    def __missing__(self, code: int) -> str:
        base = unicodedata.normalize("NFD", chr(code).lower()[0])[0]
        self[code] = folded = "d" if base in "đð" else base.lower()[0]
        return folded


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Lower case without diacritics, one character for each character of NFC ``text``."""
    return text.translate(_FOLDING)


def view(text: str, start: int, end: int, paragraphs: Sequence[int] = ()) -> View:
    """The readable form of ``text[start:end]``.

    White space becomes one space, or a newline before each offset in ``paragraphs`` (sorted); a
    tab between table cells becomes " | ".
    """
    first = bisect_right(paragraphs, start)
    breaks = set(paragraphs[first : bisect_left(paragraphs, end, first)])
    markup = [m.span() for m in MARKUP.finditer(text, start, end)]
    parts: list[str] = []
    offsets: list[int] = []
    gap = ""
    for run_start, run_end in _runs(text, start, end, markup, breaks):
        if run_start in breaks:
            gap = "\n"
        run = text[run_start:run_end]
        if run.isspace():
            if gap != "\n":
                gap = " | " if gap == " | " or "\t" in run else " "
            continue
        if gap and parts:
            parts.append(gap)
            offsets.extend([run_start] * len(gap))
        gap = ""
        parts.append(run)
        offsets.extend(range(run_start, run_end))
    return View("".join(parts), tuple(offsets))


def _runs(
    text: str, start: int, end: int, markup: Sequence[tuple[int, int]], breaks: set[int]
) -> Iterator[tuple[int, int]]:
    """Stretches of white space or of words, markup left out, cut at ``breaks``."""
    cuts = sorted({*breaks, *(edge for span in markup for edge in span)})
    left_out = {span[0] for span in markup}
    position = start
    for cut in (*cuts, end):
        if position < cut and position not in left_out:
            for match in _RUN.finditer(text, position, cut):
                yield match.span()
        position = cut


def plain(text: str) -> str:
    """One line without markup, white space collapsed."""
    return " ".join(MARKUP.sub("", text).split())
