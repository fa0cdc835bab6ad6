"""Printed lines to blocks: a block is one paragraph, heading, list item or table row.

OCR and the web break lines in mid-sentence and pages in mid-paragraph. A line is joined to the
one before it when that one is unfinished; the stored text is not touched, a block only spans more
of it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from statistics import median

from corpus.structure.block import Block, read_block
from corpus.structure.broken_names import breaks_name
from corpus.structure.contents import mark_contents
from corpus.structure.false_articles import unmark_cells
from corpus.structure.lines import LETTERHEAD_LINES, line_spans, without_drawn
from corpus.structure.numbering import Marker, follows, read_marker
from corpus.structure.quotations import mark_quotations
from corpus.structure.rows import Row
from corpus.structure.tables import read_lines
from corpus.vocabulary import read_table

_PAGE_NUMBER = re.compile(r"(?:[Tt]rang\s++)?[-–]?\s*+(\d{1,4})\s*+(?:[-–]\s*+)?(?:/\s*+\d{1,4})?")
_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n|\r\n[^\S\n]*\r\n|\r[^\S\r\n]*\r(?!\n)")
_TERMINAL = (".", ":", "!", "?", "…")
_FIXED_STARTS = re.compile(
    r"(?i:nơi nhận|kính gửi|v/v|số\s*:)"
    r"|Căn cứ\b|Theo đề nghị\b|Xét đề nghị\b"
    r"|(?:BỘ|CỤC|SỞ|TỔNG CỤC|VĂN PHÒNG|TRUNG TÂM|CHI CỤC|PHÒNG|BAN|ĐẢNG|TRƯỜNG|VỤ|VIỆN)\b"
    r"|(?:CỘNG H(?:ÒA|OÀ)|HỘI ĐỒNG NHÂN DÂN|(?:ỦY|UỶ) BAN|CHÍNH PHỦ|THỦ TƯỚNG|CHỦ TỊCH|QUỐC HỘI)\b"
    r"|(?:KHÓA|KHOÁ) [IVX]+\b"
)
# words that a heading in capitals does not end with
_GOES_ON = re.compile(
    r"\b(?:CỦA|VÀ|GIỮA|VỀ|MỘT|TẠI|VỚI|DO|THEO|CHO|TỪ|ĐẾN|BỞI|CÁC|HOẶC|THUỘC|TRONG|PHÓ"
    r"|(?<!THÁI )(?<!TÂY )NGUYÊN|,|-|–)$"
)
# words that no paragraph ends with: the line goes on
_INSIDE = re.compile(
    r"(?:^|[\s(])(?:của|và|các|những|về|tại|với|cho|(?<!tiếp )theo|từ|đến|do|để|là|bởi|hoặc|thuộc|"
    r"trong|trên|vào|căn cứ|ngày|tháng|(?:một|định|quyết|thông tư|thị|văn|hoạch|luật|mẫu|lục) số"
    r"|(?:đã|chưa|đang|sẽ|phải|không) được|đã|đang|sẽ|nhằm|cùng"
    r"|điều|khoản|điểm|một|mọi|bộ trưởng|giám đốc|chủ tịch|phó chủ tịch)$",
    re.IGNORECASE,
)
# a reference that goes on: "… khoản 2" before "Điều 5 …"; "Mục đích", "điều chỉnh" are none
_VALUE = r"(?:\d[\w.]{0,4}|[a-zđ]\d?|[ivx]{1,5})"
_REFERS = re.compile(
    rf"(?:khoản|điểm|mục|tiết|điều)\s{{1,3}}{_VALUE}(?:(?:,| và| hoặc) {_VALUE}){{0,6}},?$",
    re.IGNORECASE,
)
_REFERRED = re.compile(r"(?:Điều|Khoản|khoản) \d")
# the word of a unit, alone on its line: its number stands on the next
_UNIT_WORD = re.compile(
    r"(?:Điều|ĐIỀU|Chương|CHƯƠNG|Mục|MỤC|(?:Tiểu|TIỂU) (?:mục|Mục|MỤC)"
    r"|(?:Phần|PHẦN)(?: (?:thứ|Thứ|THỨ))?)"
)
_ANNEX_WORD = re.compile(r"Phụ lục|PHỤ LỤC|Mẫu số|MẪU SỐ|Phụ lục số|PHỤ LỤC SỐ")
_ANNEX_NUMBER = re.compile(r"\d{1,2}|[IVXLC]{1,6}|[A-Z]")
_REFERENCE = 48  # characters at a line's end in which one is looked for
_IN_BRACKETS = 65  # the rank of "(a)", "(1)", "(i)"
_BRACKETED = re.compile(r"\(([a-zđ]|\d{1,2}|[ivx]{2,4})\)")
_LONGEST_UNIT = 12  # characters of a unit's word
_PARAGRAPH = 3000  # characters of a paragraph in which a count is looked for
_DOCUMENT_NUMBER = re.compile(r"\d{1,5}/(?:\d{4}/)?[A-ZĐ]")
_NUMBER_FOLLOWS = re.compile(r"(?:luật\s+)?số\s*:?", re.IGNORECASE)


def split_blocks(text: str, noise: Sequence[tuple[int, int]] = ()) -> list[Block]:
    """The blocks of ``text`` in order; together they hold every character but white space.

    ``noise`` are stretches that the loader knows to be page furniture (menus, pop-ups).
    """
    lines = [read_block(text, item) for item in _printed(text)]
    _mark_noise(lines, noise)
    mark_contents(lines)
    _mark_page_numbers(lines)
    unmark_cells(lines)
    _mark_gaps(text, lines)
    layout = _Layout.of(lines)
    blocks: list[Block] = []
    seen: dict[int, str] = {}
    for line in lines:
        if line.marker and line.marker.run and not _in_run(line.marker, seen):
            line.marker = None
        if blocks and _continues(blocks[-1], line, layout, seen):
            _join(blocks[-1], line)
            line = blocks[-1]
        else:
            blocks.append(line)
        if line.marker and seen.get(line.marker.rank) != line.marker.value:
            seen = {r: v for r, v in seen.items() if r < line.marker.rank}
            seen[line.marker.rank] = line.marker.value
    mark_quotations(blocks)
    return blocks


def _printed(text: str) -> Iterator[tuple[int, int] | Row]:
    """The printed lines and rows; those of a letterhead without the lines drawn behind them."""
    for count, item in enumerate(read_lines(text, line_spans(text))):
        if count < LETTERHEAD_LINES and not isinstance(item, Row):
            yield from without_drawn(text, *item)
        else:
            yield item


@dataclass(frozen=True, slots=True)
class _Layout:
    """How the source is printed: the width at which lines are broken (None: they are not), and
    whether empty lines stand between paragraphs only."""

    width: int | None
    gaps_part: bool

    @classmethod
    def of(cls, lines: Sequence[Block]) -> "_Layout":
        long = [b for b in lines if len(b.words) >= 45 and not b.row]
        if len(long) < 8:
            return cls(None, False)
        broken = sum(not b.words.endswith((*_TERMINAL, ";", ",")) for b in long)
        if broken / len(long) < 0.4:
            return cls(None, False)
        printed = [b for b in lines if not b.row and not b.rule]
        gaps = sum(b.gap for b in printed) / len(printed)
        return cls(int(median(len(b.words) for b in long)), 0.02 < gaps < 0.7)


@cache
def _furniture() -> re.Pattern[str]:
    return re.compile("|".join(read_table("page_furniture")["lines"]), re.IGNORECASE)


def _mark_noise(lines: Sequence[Block], noise: Sequence[tuple[int, int]]) -> None:
    """Mark the lines that the loader or their own words show to be page furniture."""
    furniture = _furniture()
    for line in lines:
        if furniture.match(line.words) and not line.row:
            line.noise, line.marker = True, None
    if not noise:
        return
    stretches = iter(sorted(noise))
    current = next(stretches, None)
    for line in lines:
        while current and current[1] <= line.start:
            current = next(stretches, None)
        line.noise = line.noise or (current is not None and current[0] <= line.start)


def _mark_page_numbers(lines: Sequence[Block]) -> None:
    """Numbers alone on their lines that count up through the document are page numbers."""
    candidates = []
    for line in lines:
        if len(line.words) <= 14 and not (line.row or line.rule or line.noise):
            match = _PAGE_NUMBER.fullmatch(line.words)
            if match:
                candidates.append((int(match[1]), line))
    pages: list[tuple[int, Block]] = []
    for number, line in candidates:
        if not pages or pages[-1][0] < number <= pages[-1][0] + 3:
            pages.append((number, line))
    if len(pages) >= 2 and pages[0][0] <= 3:
        for _, line in pages:
            line.rule, line.marker = True, None


def _mark_gaps(text: str, lines: Sequence[Block]) -> None:
    for before, line in pairwise(lines):
        between = text[before.end : line.start]
        if between not in ("\n", "\r\n"):
            line.gap = _EMPTY_LINE.search(between) is not None


def _in_run(marker: Marker, seen: dict[int, str]) -> bool:
    before = seen.get(marker.rank)
    return follows(marker.value, before) or (before is not None and follows(marker.value, None))


def _continues(last: Block, line: Block, layout: _Layout, seen: dict[int, str]) -> bool:
    if last.rule or line.rule or last.row or line.row or last.noise != line.noise:
        return False
    if last.open_emphasis and not line.gap:
        return True
    if not line.words or not last.words:
        return False
    if _is_number_of(last, line):
        return True
    if last.heading or line.heading:
        return False
    unfinished = not last.last_line.endswith((*_TERMINAL, ";"))
    if line.marker:
        stray = unfinished and _is_stray(line, last, layout.width, seen)
        return stray or _counts_inside(line, last)
    return _goes_on(last, line, layout)


def _is_number_of(last: Block, line: Block) -> bool:
    """Whether the line begins with the number of the unit whose word the block is ("Điều" / "1.
    Phạm vi")."""
    if len(last.words) > _LONGEST_UNIT:
        return False
    if _UNIT_WORD.fullmatch(last.words):
        joined = read_marker(f"{last.words} {line.words}")
        return joined is not None and joined.level != "gach"
    return bool(_ANNEX_WORD.fullmatch(last.words) and _ANNEX_NUMBER.fullmatch(line.words))


def _goes_on(last: Block, line: Block, layout: _Layout) -> bool:
    """Whether an unmarked line is of the same paragraph as the block before it."""
    first = line.words[0]
    unfinished = not last.last_line.endswith((*_TERMINAL, ";"))
    if _NUMBER_FOLLOWS.fullmatch(last.words):
        return True
    if last.marker and not last.body:
        return True  # "1." alone on its line
    capitals = last.last_line.isupper() and line.words.isupper()
    if (capitals or (unfinished and not line.gap)) and breaks_name(last.last_line, line.words):
        return True
    inside = (
        _is_inside(last.last_line, layout.width)
        or _DOCUMENT_NUMBER.match(line.words)
        or (_REFERRED.match(line.words) and _REFERS.search(last.last_line[-_REFERENCE:]))
    )
    if unfinished and not line.gap and inside:
        return True
    if _FIXED_STARTS.match(line.words) or (last.last_line.isupper() and not line.words.isupper()):
        return False
    lower = first.islower() or first in "(),;/&" or (first.isdigit() and len(last.last_line) > 60)
    if layout.width is None:
        return unfinished and lower
    full = len(last.last_line) >= 0.7 * layout.width
    if last.last_line.endswith(";"):
        return full or (lower and not line.gap and last.marker is None)
    if layout.gaps_part:
        return (unfinished and lower) if line.gap else (unfinished or full)
    return unfinished and (full or lower)


def _is_inside(line: str, width: int | None) -> bool:
    """Whether a printed line plainly breaks off in a sentence: at a word that ends none, and in
    a text with broken lines also at a comma or inside brackets."""
    if line.isupper():
        return _GOES_ON.search(line[-10:]) is not None
    if _INSIDE.search(line[-20:]):
        return True
    if width is None:
        return False
    return line.endswith(",") or line.rfind("(") > line.rfind(")")


def _is_stray(line: Block, last: Block, width: int | None, seen: dict[int, str]) -> bool:
    """Whether a line that looks marked only happens to begin so, in mid-sentence."""
    marker = line.marker
    assert marker is not None
    full = width is not None and len(last.last_line) >= 0.8 * width
    if marker.level == "gach":
        if line.body[:1].islower():
            return not last.last_line.endswith(",")
        return full and not line.gap and not last.last_line.endswith(",")
    alone = last.marker is not None and not last.body  # "Điều 1" refers to nothing
    if not line.gap and not last.last_line.isupper() and not alone:
        if _INSIDE.search(last.last_line[-20:]) or _REFERS.search(last.last_line[-_REFERENCE:]):
            return True
        if marker.level == "dieu" and last.last_line.endswith(","):
            return True
        if marker.run and marker.rank == _IN_BRACKETS:
            return full or line.body[:1].islower()
    if width is None or marker.level not in ("khoan", "diem"):
        return False
    if "." in marker.value or not marker.value.isdigit():
        return False
    return not follows(marker.value, seen.get(marker.rank))


def _counts_inside(line: Block, last: Block) -> bool:
    """Whether a line's "(b)" goes on with an "(a)" that stands inside the paragraph before it."""
    marker = line.marker
    if marker is None or marker.rank != _IN_BRACKETS or line.gap:
        return False
    inside = last.words[last.marker.length if last.marker else 0 :]
    found = _BRACKETED.findall(inside[-_PARAGRAPH:])
    return bool(found) and follows(marker.value, found[-1])


def _join(last: Block, line: Block) -> None:
    awaited = last.open_emphasis or _UNIT_WORD.fullmatch(last.words)
    last.end = line.end
    last.words = f"{last.words} {line.words}"
    last.last_line = line.words
    last.open_emphasis ^= line.open_emphasis
    if awaited:
        last.marker = last.marker or read_marker(last.words)
