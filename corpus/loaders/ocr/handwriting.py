"""Numbers and days that a clerk writes by hand into the letterhead: always doubted.

What an engine makes of handwriting that is no number at all becomes "…", as where it is left
blank: the rest of the line still says the sign, the month and the year.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from corpus.language.normalize import fold
from corpus.loaders.ocr.fuse import Reading
from corpus.loaders.ocr.lexicon import core

UNREAD = "…"
_HEAD = 0.45  # share of the page's height that a letterhead takes at most
_MOST_WORDS = 18  # of a line that says place and day
_FARTHEST = 4  # words between "Số" and the sign, between "ngày" and "tháng"
_SERIAL = re.compile(r"\d{1,5}[a-z]?(?:-[A-ZĐ]{1,6})?")  # "12", "12-CT" of "12-CT/TU"
_NUMBER = re.compile(r"so(?:$|[\s:.\d])")
_SIGN = re.compile(r"/\s?[A-ZĐ]{2}|/$")
_DAY = re.compile(r"0?[1-9]|[12]\d|3[01]")


class Placed(Protocol):
    """A word with its box, whatever the unit."""

    @property
    def text(self) -> str:
        """The word."""
        ...

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        ...


def doubted(line: Sequence[Reading], height: int) -> list[Reading]:
    """The line of a page of ``height`` pixels with what may be handwritten doubted."""
    found = list(line)
    number, day = number_span(line, height), day_span(line)
    if number:
        start, end = number
        found[0] = replace(found[0], text=f"Số{found[0].text[2:]}")  # "Só:", "Sô:"
        serial, slash, sign = "".join(word.text for word in found[start:end]).partition("/")
        label = label_of(serial)
        if not _SERIAL.fullmatch(core(serial.removeprefix(label))):
            found[start:end] = [_one(found[start:end], f"{label}{UNREAD}{slash}{sign}")]
            end = start + 1
        found[start:end] = [replace(word, sure=False) for word in found[start:end]]
    elif day:
        start, end = day
        if not _DAY.fullmatch(core("".join(word.text for word in found[start:end]))):
            found[start:end] = [_one(found[start:end], UNREAD)]
            end = start + 1
        found[start:end] = [replace(word, sure=False) for word in found[start:end]]
    return found


def number_span(line: Sequence[Placed], height: float) -> tuple[int, int] | None:
    """Which words are the number in "Số: 123/QĐ-UBND" at the head of a page, its sign among them
    where the two are one word."""
    if not line or line[0].box[1] > _HEAD * height or not _NUMBER.match(fold(line[0].text)):
        return None
    start = 0 if any(letter.isdigit() or letter == "/" for letter in line[0].text) else 1
    last = min(len(line), start + _FARTHEST)
    sign = next((at for at in range(start, last) if _SIGN.search(line[at].text)), None)
    if sign is None or ((blank := line[sign].text.startswith("/")) and sign == start):
        return None
    return start, sign + (not blank)


def label_of(text: str) -> str:
    """ "Số" or "Số:" where the word begins so."""
    return text[: 2 + (text[2:3] == ":")] if fold(text[:2]) == "so" else ""


def day_span(line: Sequence[Placed]) -> tuple[int, int] | None:
    """Which words are the day in "Hà Nội, ngày 5 tháng 01 năm 2022", a line by itself."""
    words = [core(word.text).lower() for word in line]
    if len(words) > _MOST_WORDS or "ngày" not in words[1:] or "năm" not in words[-2:]:
        return None
    start = words.index("ngày", 1) + 1
    if not line[0].text[:1].isupper() or line[start - 2].text[-1:] not in ",.;":
        return None
    following = words[start + 1 : start + _FARTHEST]
    return (start, start + 1 + following.index("tháng")) if "tháng" in following else None


def _one(words: Sequence[Reading], text: str) -> Reading:
    """The words as one."""
    boxes = [word.box for word in words]
    left, top = min(b[0] for b in boxes), min(b[1] for b in boxes)
    right, bottom = max(b[2] for b in boxes), max(b[3] for b in boxes)
    return Reading(text, (left, top, right, bottom), sure=False)
