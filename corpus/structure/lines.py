"""The printed lines of a text; two columns or two headings on one line are parted."""

import re

from corpus.language.normalize import plain
from corpus.structure.numbering import read_marker

_LINE = re.compile(r"\S(?:[^\r\n]*\S)?")
_TWO_HEADINGS = re.compile(r"\*{4}")
# letterhead printed in two columns on one line
_COLUMNS = re.compile(r"\t+|[ \u00a0]{4,}")
_RIGHT_COLUMN = re.compile(
    r"cộng ho[àa] xã hội|độc lập|đảng cộng sản|[^,\d]{1,40}, ngày .*tháng", re.IGNORECASE
)
_LETTERHEAD_LINES = 30


def line_spans(text: str) -> list[tuple[int, int]]:
    """Where each printed line stands, in order."""
    spans: list[tuple[int, int]] = []
    seams = "****" in text
    for match in _LINE.finditer(text):
        start, end = match.span()
        if len(spans) < _LETTERHEAD_LINES and (columns := _columns(text, start, end)):
            spans.extend(columns)
            continue
        if text.find("\t", start, end) >= 0:  # a row whose first cells are empty begins with tabs
            while start > 0 and text[start - 1] in "\t ":
                start -= 1
            while text[start] == " ":
                start += 1
        # two headings printed on one line: "**I. … ****1. …**"
        if seams and text.find("****", start, end) >= 0:
            for seam in _TWO_HEADINGS.finditer(text, start, end):
                if read_marker(plain(text[seam.end() : min(end, seam.end() + 80)])):
                    spans.append((start, seam.start() + 2))
                    start = seam.start() + 2
        spans.append((start, end))
    return spans


def _columns(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The line's parts where it prints issuing body and motto, or number and date, side by side."""
    gaps = list(_COLUMNS.finditer(text, start, end))
    if not gaps or not any(_RIGHT_COLUMN.match(text, g.end(), end) for g in gaps):
        return []
    starts = [start, *(g.end() for g in gaps)]
    ends = [*(g.start() for g in gaps), end]
    return [(s, e) for s, e in zip(starts, ends, strict=True) if s < e]
