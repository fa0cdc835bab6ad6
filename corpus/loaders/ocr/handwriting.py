"""Numbers and days that a clerk writes by hand into the letterhead: always doubted."""

from collections.abc import Sequence
from dataclasses import replace

from corpus.loaders.ocr.fuse import Reading
from corpus.loaders.ocr.lexicon import core

_HEAD = 0.45  # share of the page's height that a letterhead takes at most
_MOST_WORDS = 18  # of a line that says place and day
_FARTHEST = 4  # words between "Số" and the sign, between "ngày" and "tháng"


def doubted(line: Sequence[Reading], height: int) -> list[Reading]:
    """The line of a page of ``height`` pixels with what may be handwritten doubted."""
    found = list(line)
    for start, end in (*_number(line, height), *_day(line)):
        for at in range(start, end):
            if core(found[at].text):
                found[at] = replace(found[at], sure=False)
    return found


def _number(line: Sequence[Reading], height: int) -> list[tuple[int, int]]:
    """Where the number stands in "Số: 123/QĐ-UBND" at the head of a page."""
    if not line or line[0].box[1] > _HEAD * height:
        return []
    first = line[0].text
    if not first.lower().startswith("số"):
        return []
    start = 0 if any(letter.isdigit() for letter in first) else 1
    signs = [at for at in range(start, min(len(line), start + _FARTHEST)) if "/" in line[at].text]
    if not signs:
        return []
    blank = line[signs[0]].text.startswith("/")  # the number stands before it, or nowhere
    return [(start, signs[0] + (not blank))]


def _day(line: Sequence[Reading]) -> list[tuple[int, int]]:
    """Where the day stands in "Quảng Ngãi, ngày 5 tháng 01 năm 2022", a line by itself."""
    words = [core(word.text).lower() for word in line]
    if len(words) > _MOST_WORDS or "ngày" not in words[1:] or "năm" not in words[-3:]:
        return []
    start = words.index("ngày", 1) + 1
    place = line[0].text[:1].isupper() and line[start - 2].text[-1:] in ",."
    if "tháng" not in words[start : start + _FARTHEST] or not (place or start < 6):
        return []
    return [(start, words.index("tháng", start))]
