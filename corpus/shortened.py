"""Short forms that a text itself explains: "công nghệ thông tin (CNTT)", "… (sau đây gọi là …)".

A parenthesis is taken for a short form only where it says so, where its letters are the initials of
the words before it, or where these begin with a word for something that is given a foreign
abbreviation ("Chỉ số … (DTI)"): "(nếu có)", "(IV)", "(kWh)" and document numbers are none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from corpus.language.normalize import fold
from corpus.vocabulary import read_table

_MARKED = (
    r"(?:(?:sau )?(?:đây|này) )?(?:được )?(?:viết tắt|gọi tắt|gọi chung|gọi)(?: chung)?(?: tắt)?"
    r"\s*+(?:là|:)\s*+"
)
_IN_BRACKETS = re.compile(
    rf"\(\s*+(?P<marked>{_MARKED})?[\"“”']?(?P<inner>[^()\s][^()\n]{{1,79}}?)[\"“”']?\s*+\)",
    re.IGNORECASE,
)
_BARE_MARK = re.compile(
    r"(?:sau đây )?(?:viết tắt|gọi tắt)\s*+(?:là|:)\s*+[\"“”']?"
    r"(?P<inner>[A-ZĐ][A-ZĐ0-9&-]{1,11})(?![\w/])"
)
_ACRONYM = re.compile(r"[A-ZĐƯƠÔÊÂĂ][A-ZĐƯƠÔÊÂĂa-z0-9&-]{0,9}[A-ZĐƯƠÔÊÂĂ0-9]")
_ROMAN = re.compile(r"[IVXLC]+")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_BREAK = re.compile(r"[.;:()\n“”\"|]|\s[-–]\s|…")
_MARK = re.compile(r"[.;:()\n“”\"|…]")  # the same without dashes, which a short form may have
_SMALL = frozenset("và các của về cho với trong là những theo the of and for".split())  # noqa: SIM905
_MOST_WORDS = 16
_FEW = 2  # words that say no more than what sort of thing it is ("hệ thống")
_JUST = re.compile(r"(?<!\s)\s*+[\"“”']?\s*+$")


@dataclass(frozen=True, slots=True)
class Short:
    """``short`` stands for ``long`` in a text."""

    short: str
    long: str


def find_short_forms(text: str) -> Iterator[Short]:
    """The short forms that ``text`` (one clause, in one line) explains."""
    for match in _IN_BRACKETS.finditer(text):
        before = text[: match.start()]
        if match["marked"]:
            yield from _stated(before, match["inner"])
        else:
            shorts = [part.strip() for part in match["inner"].split("/")]
            if all(_ACRONYM.fullmatch(short) for short in shorts):  # "254/NQ-CP" is a number
                for short in shorts:
                    yield from _acronym(before, short)
            yield from _explained(before, match["inner"])
    for match in _BARE_MARK.finditer(text):
        yield from _acronym(text[: match.start()], match["inner"])


def _stated(before: str, inner: str) -> Iterator[Short]:
    """ "… (sau đây gọi là X)": X is made of the initials or of the words before it."""
    short = inner.strip(" .,;")
    if _ACRONYM.fullmatch(short):
        yield from _acronym(before, short)
        return
    wanted = [fold(word) for word in _WORD.findall(short)]
    words = _words_before(before)
    if not 2 <= len(wanted) <= 8 or any(char.isdigit() for char in short):
        return
    for start in range(len(words) - 1, -1, -1):
        run = [fold(word) for word, _ in words[start:]]
        if run[0] == wanted[0] and len(run) > len(wanted) and _in_order(wanted, run):
            yield Short(short, before[words[start][1] :].strip(" ,"))
            return


def _in_order(wanted: Sequence[str], run: Sequence[str]) -> bool:
    rest = iter(run)
    return all(word in rest for word in wanted)


def _acronym(before: str, short: str) -> Iterator[Short]:
    """ "công nghệ thông tin (CNTT)", "Chỉ số … (DTI)"."""
    if not _ACRONYM.fullmatch(short) or _ROMAN.fullmatch(short):
        return
    if sum(char.isupper() for char in short) < 2:
        return
    words = _words_before(before, _MARK if "-" in short else _BREAK)
    start = _initials_at(words, short)
    named = start is None
    if named and short.isupper() and short.isascii():
        start = _named_thing_at(words)
    if start is not None:
        long = _JUST.sub("", before[words[start][1] :]).strip(" ,")
        # of several things named one after another it may be the last one's
        if len(long.split()) > (_FEW if named else 1) and not (named and "," in long):
            yield Short(short, long)


def _explained(before: str, inner: str) -> Iterator[Short]:
    """ "GRDP (tổng sản phẩm trên địa bàn)": only where the initials agree."""
    last = re.search(r"(?<![^\s()])([^\s()]++)\s*+$", before)
    if not last or not _ACRONYM.fullmatch(last[1]) or not last[1].isupper():
        return
    if are_initials(last[1], inner):
        yield Short(last[1], inner.strip())


def are_initials(short: str, name: str) -> bool:
    """Whether the letters of ``short`` are the initials of ``name``, small words left out."""
    words = [(m.group(), m.start()) for m in _WORD.finditer(name)]
    return len(words) > 1 and _initials_at(words, short) == 0


def _words_before(text: str, ends: re.Pattern[str] = _BREAK) -> list[tuple[str, int]]:
    """The last words of ``text`` in its last phrase, with their places."""
    tail = max(0, len(text) - 200)
    breaks = [m.end() for m in ends.finditer(text, tail)]
    start = breaks[-1] if breaks else tail
    found = [(m.group(), m.start()) for m in _WORD.finditer(text, start)]
    return found[-_MOST_WORDS:]


def _initials_at(words: Sequence[tuple[str, int]], short: str) -> int | None:
    """Where in ``words`` the run begins whose initials are the letters of ``short``."""
    letters = [fold(char) for char in short if char.isalpha()]
    at = len(words)
    while letters:
        at -= 1
        if at < 0:
            return None
        parts = words[at][0].split("-")
        initials = [fold(part[0]) for part in parts]
        if len(initials) <= len(letters) and letters[-len(initials) :] == initials:
            del letters[-len(initials) :]
        elif words[at][0].lower() not in _SMALL or at == len(words) - 1:
            return None
    return at


def _named_thing_at(words: Sequence[tuple[str, int]]) -> int | None:
    """Where the name of a thing begins that a foreign abbreviation may stand for."""
    for at in range(len(words) - 2, -1, -1):
        pair = f"{words[at][0]} {words[at + 1][0]}".lower()
        if pair in _things():
            before = words[at - 1][0].lower() if at else ""
            return at - 1 if before in ("bộ", "mạng") else at
    return None


@cache
def _things() -> frozenset[str]:
    return frozenset(read_table("abbreviations")["named_things"]["heads"])
