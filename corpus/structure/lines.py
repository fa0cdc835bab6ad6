"""The printed lines of a text; two columns or two headings on one line are parted."""

import re

from corpus.language.normalize import plain
from corpus.structure.numbering import read_marker

_LINE = re.compile(r"\S(?:[^\r\n]*\S)?")
_AWAITED = re.compile(r"[\s*]*(?:điều|khoản|điểm|mục|chương|phần|phụ lục)[\s*]*", re.IGNORECASE)
_TWO_HEADINGS = re.compile(r"\*{4}")
# letterhead printed in two columns on one line
_COLUMNS = re.compile(r"\t+|[ \u00a0]{4,}")
_RIGHT_COLUMN = re.compile(
    r"cộng h(?:òa|oà|oa) xã hội|độc lập|đảng cộng sản|[^,\d]{1,40}, ngày .*tháng", re.IGNORECASE
)
# number and date printed side by side with one blank between them
_NUMBER_AND_DATE = re.compile(
    r"(?:Số|SỐ|số)\s{0,3}:?[^,\n]{0,40}[/-][^\s,]{2,40}(?P<gap>\s{1,3})"
    r"[A-ZĐ][^\W\d]{0,9}(?:(?: [-–])? [^\W\d]{1,9}){0,4}, ngày .{0,12}tháng"
)
# the order and the first article printed on one line
_ORDER = re.compile(
    r"(?P<order>\*{0,4}QUYẾT (?:ĐỊNH|NGHỊ)\s?:?\*{0,4}:?)\s{1,3}"
    r"(?=\*{0,4}(?:Điều|ĐIỀU) 1\s?[.:])"
)
# a line drawn under the name of the issuing body or the motto, printed behind it
_DRAWN = re.compile(r"[ |]{0,3}(?:-{4,}|–{4,}|_{4,}|={4,}|\*{5,}|~{4,})[ |]{0,3}")
LETTERHEAD_LINES = 30
_LONG_LINE = 8  # signs


def line_spans(text: str) -> list[tuple[int, int]]:
    """Where each printed line stands, in order."""
    spans: list[tuple[int, int]] = []
    seams = "****" in text
    ordering = "QUYẾT" in text
    for match in _LINE.finditer(text):
        start, end = match.span()
        if len(spans) < LETTERHEAD_LINES and (columns := _columns(text, start, end)):
            spans.extend(columns)
            continue
        if text.find("\t", start, end) >= 0:  # a row whose first cells are empty begins with tabs
            while start > 0 and text[start - 1] in "\t ":
                start -= 1
            while text[start] == " ":
                start += 1
        order = _ORDER.search(text, start, end) if ordering else None
        if order:
            if start < order.start():
                spans.append((start, order.start()))
            spans.append(order.span("order"))
            start = order.end()
        # two headings printed on one line: "**I. … ****1. …**"
        if seams and text.find("****", start, end) >= 0:
            for seam in _TWO_HEADINGS.finditer(text, start, end):
                behind = plain(text[seam.end() : min(end, seam.end() + 80)])
                awaited = _AWAITED.fullmatch(text, start, seam.start())  # "**Điều ****2**"
                if not awaited and read_marker(behind):
                    spans.append((start, seam.start() + 2))
                    start = seam.start() + 2
        spans.append((start, end))
    return spans


def _columns(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The line's parts where it prints issuing body and motto, or number and date, side by side."""
    dated = _NUMBER_AND_DATE.match(text, start, end) if text[start] in "Ss" else None
    if dated:
        return [(start, dated.start("gap")), (dated.end("gap"), end)]
    gaps = list(_COLUMNS.finditer(text, start, end))
    if not gaps or not any(_RIGHT_COLUMN.match(text, g.end(), end) for g in gaps):
        return []
    starts = [start, *(g.end() for g in gaps)]
    ends = [*(g.start() for g in gaps), end]
    return [(s, e) for s, e in zip(starts, ends, strict=True) if s < e]


def without_drawn(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a letterhead's line and the lines drawn between them; another line whole."""
    drawn = [m.span() for m in _DRAWN.finditer(text, start, end)]
    starts, ends = [start, *(e for _, e in drawn)], [*(s for s, _ in drawn), end]
    words = [(s, e) for s, e in zip(starts, ends, strict=True) if s < e]
    if not drawn or not words:
        return [(start, end)]
    last = drawn[-1]
    if len(drawn) == 1 and last[1] == end and last[1] - last[0] >= _LONG_LINE:
        return [*words, last]  # under a title
    for s, e in words:
        piece = text[s:e].strip("* ")
        if piece and not piece.isupper() and not _RIGHT_COLUMN.match(piece):
            return [(start, end)]
    return sorted([*words, *drawn])
