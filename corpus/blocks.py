"""Printed lines to blocks: a block is one paragraph, heading, list item or table row.

OCR breaks lines in mid-sentence and pages in mid-paragraph. A line is joined to the one before
it when that one is unfinished; the stored text is not touched, a block only spans more of it.
"""

import re
from dataclasses import dataclass
from statistics import quantiles

from corpus.normalize import plain
from corpus.numbering import Marker, read_marker

_LINE = re.compile(r"[^\r\n]+")
_RULE = re.compile(r"[\s*_=~·.\-–—]+")  # a separator line, no letters or digits
_TWO_HEADINGS = re.compile(r"\*{4}")
_TERMINAL = (".", ":", "!", "?", "…")
_FIXED_STARTS = re.compile(r"(?:nơi nhận|kính gửi|v/v|số\s*:)", re.IGNORECASE)


@dataclass(slots=True)
class Block:
    """A stretch of the source, ``text[start:end]``, with its words on one line."""

    start: int
    end: int
    words: str
    marker: Marker | None
    heading: bool
    row: bool
    rule: bool
    last_line: str

    @property
    def body(self) -> str:
        """The words after the marker."""
        return self.words[self.marker.length :].strip() if self.marker else self.words


def split_blocks(text: str) -> list[Block]:
    """The blocks of ``text`` in order; together they hold every character but white space."""
    lines = [_block(text, start, end) for start, end in _line_spans(text)]
    width = _wrap_width(lines)
    blocks: list[Block] = []
    seen: dict[int, str] = {}
    for line in lines:
        if blocks and _continues(blocks[-1], line, width, seen):
            last = blocks[-1]
            last.end = line.end
            last.words = f"{last.words} {line.words}"
            last.last_line = line.words
            continue
        if line.marker:
            seen = {r: v for r, v in seen.items() if r < line.marker.rank}
            seen[line.marker.rank] = line.marker.value
        blocks.append(line)
    return blocks


def _line_spans(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for match in _LINE.finditer(text):
        if not match.group().strip():
            continue
        start = match.start() + (len(match.group()) - len(match.group().lstrip(" \u00a0")))
        end = match.start() + len(match.group().rstrip())
        if start >= end:
            start = match.start()
        # two headings printed on one line: "**I. … ****1. …**"
        for seam in _TWO_HEADINGS.finditer(text, start, end):
            if read_marker(plain(text[seam.end() : end])):
                spans.append((start, seam.start() + 2))
                start = seam.start() + 2
        spans.append((start, end))
    return spans


def _block(text: str, start: int, end: int) -> Block:
    raw = text[start:end]
    row = "\t" in raw
    rule = not row and _RULE.fullmatch(raw) is not None
    bullet = raw.startswith("* ") and raw.count("*") % 2 == 1 and not rule
    words = plain("- " + raw[2:] if bullet else raw)
    marker = None if row or rule else read_marker(words)
    return Block(start, end, words, marker, raw.lstrip().startswith("#"), row, rule, words)


def _wrap_width(lines: list[Block]) -> int | None:
    """The printed width where the source is hard-wrapped, else None."""
    long = [b.words for b in lines if len(b.words) >= 45 and not b.row]
    if len(long) < 8:
        return None
    broken = sum(not w.endswith((*_TERMINAL, ";", ",")) for w in long)
    if broken / len(long) < 0.4:
        return None
    return int(quantiles([len(w) for w in long], n=10)[-1])


def _continues(last: Block, line: Block, width: int | None, seen: dict[int, str]) -> bool:
    if last.rule or line.rule or last.row or line.row or last.heading or line.heading:
        return False
    if not line.words or not last.words:
        return False
    first = line.words[0]
    unfinished = not last.last_line.endswith((*_TERMINAL, ";"))
    if line.marker:
        return unfinished and _is_stray(line, last, width, seen)
    if _FIXED_STARTS.match(line.words) or (last.last_line.isupper() and not line.words.isupper()):
        return False
    lower = first.islower() or first in "(),;/&" or (first.isdigit() and len(last.last_line) > 60)
    if width is None:
        return unfinished and lower
    full = len(last.last_line) >= 0.7 * width
    if last.last_line.endswith(";"):
        return full
    return unfinished and (full or lower)


def _is_stray(line: Block, last: Block, width: int | None, seen: dict[int, str]) -> bool:
    """Whether a line that looks marked only happens to begin so, in mid-sentence."""
    marker = line.marker
    assert marker is not None
    if marker.level == "gach":
        return line.body[:1].islower() and not last.last_line.endswith(",")
    if width is None or marker.level not in ("khoan", "diem"):
        return False
    if "." in marker.value or not marker.value.isdigit():
        return False
    before = seen.get(marker.rank)
    expected = int(before) + 1 if before and before.isdigit() else 1
    return int(marker.value) != expected
