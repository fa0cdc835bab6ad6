"""The printed lines of a text; two columns or two headings on one line are parted."""

import re
from collections.abc import Callable, Iterator

from corpus.language.normalize import plain
from corpus.structure.numbering import read_marker

Span = tuple[int, int]

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
# a unit and the first one under it, opened on one line: "Điều 1. 1. Phạm vi", "2. a) Hồ sơ"
_TWO_UNITS = (
    re.compile(r"\*{0,4}(?:(?:Điều|ĐIỀU)\s{1,3}\d{1,3}[a-zđ]?\s?[.:]|[IVX]{1,5}[.)])\*{0,4}\s{1,3}"
               r"(?=\*{0,4}1[.)]\*{0,4}\s{1,3}\*{0,4}[^\W\d_])"),
    re.compile(r"\*{0,4}\d{1,2}[.)]\*{0,4}\s{1,3}(?=\*{0,4}a[.)]\*{0,4}\s{1,3}\*{0,4}[^\W\d_])"),
)  # fmt: skip
# the recipients behind the last words of the text: "… Quyết định này./. Nơi nhận: - Như Điều 3"
_RECIPIENTS = re.compile(r"(?<=\./\.)\s{1,3}(?=[*_]{0,4}Nơi nhận\b)")
# a line drawn under the name of the issuing body or the motto, printed behind it
_DRAWN = re.compile(r"[ |]{0,3}(?:-{4,}|–{4,}|_{4,}|={4,}|\*{5,}|~{4,})[ |]{0,3}")
LETTERHEAD_LINES = 30
_LONG_LINE = 8  # signs


def line_spans(text: str) -> list[tuple[int, int]]:
    """Where each printed line stands, in order."""
    spans: list[tuple[int, int]] = []
    splits = [split for sign, split in _SPLITS if sign in text]
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
        for split in splits:
            for part in split(text, start, end):
                spans.append(part)
                start = _next(text, part[1])
        spans.append((start, end))
    return spans


def _next(text: str, position: int) -> int:
    """Where the next words begin on a line that is parted."""
    while text[position] in " \u00a0":
        position += 1
    return position


def _before_article(text: str, start: int, end: int) -> Iterator[Span]:
    """The order, where the first article is printed behind it."""
    if order := _ORDER.search(text, start, end):
        if start < order.start():
            yield (start, order.start())
        yield order.span("order")


def _before_recipients(text: str, start: int, end: int) -> Iterator[Span]:
    for behind in _RECIPIENTS.finditer(text, start, end):
        yield (start, behind.start())
        start = behind.end()


def _before_first(text: str, start: int, end: int) -> Iterator[Span]:
    """A unit's number, where the first unit under it opens behind it."""
    for two in _TWO_UNITS:
        outer = two.match(text, start, end)
        if outer and outer.group().count("*") % 4 == 0:
            yield (start, start + len(outer.group().rstrip()))
            start = outer.end()


def _before_heading(text: str, start: int, end: int) -> Iterator[Span]:
    """A heading, where another follows: "**I. … ****1. …**"."""
    for seam in _TWO_HEADINGS.finditer(text, start, end):
        behind = plain(text[seam.end() : min(end, seam.end() + 80)])
        awaited = _AWAITED.fullmatch(text, start, seam.start())  # "**Điều ****2**"
        if not awaited and read_marker(behind):
            yield (start, seam.start() + 2)
            start = seam.start() + 2


# what a text must hold for its lines to be parted so
_SPLITS: tuple[tuple[str, Callable[[str, int, int], Iterator[Span]]], ...] = (
    ("QUYẾT", _before_article),
    ("ơi nhận", _before_recipients),
    ("", _before_first),
    ("****", _before_heading),
)


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
