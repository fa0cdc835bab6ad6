"""Personal data in a text, masked before the text is kept or leaves the machine.

Found are identity papers, telephone numbers, e-mail addresses, number plates, bank accounts and
cards, insurance and tax numbers, in the spellings that people use: with spaces, dots and dashes,
"+84", O for 0, digits as words. Figures of documents (sums, document numbers, dates) are left.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from corpus.language.normalize import fold
from corpus.vocabulary import read_table

_BEFORE = 48  # characters before a number that may say what it is
_LEAST_WORDS, _MOST_WORDS = 8, 16  # digits as words
_RUN = re.compile(
    r"(?<![\w/.,+])\(?(?:\+|[oO](?=[\s.\-]?\d))?\(?\d"
    r"(?:(?:[ .\-–()\u00a0\u202f]{1,2})?[\dOo](?![a-zà-ỹ])){5,20}(?![\d/%])"
)
_MAIL = re.compile(
    r"[A-Za-z0-9][\w.+\-]{0,63}\s?@\s?(?:[A-Za-z0-9\-]{1,63}\s?\.\s?){1,4}[A-Za-z]{2,10}\b"
)
_PLATE = re.compile(
    r"(?<![\w/.\-])(?P<place>[1-9]\d)\s?[-–.]?\s?(?P<series>[A-Za-zĐđ]{1,2}\d?)\s?[-–. ]\s?"
    r"(?P<number>\d{3}[. ]?\d{2}|\d{4})(?![\w/]|[.,]\d)"
)
_PLATE_CLOSE = re.compile(
    r"(?<![\w/.\-])(?P<place>[1-9]\d)(?P<series>[A-ZĐ]{1,2})(?P<number>\d{5,6})(?![\w/]|[.,]\d)"
)
_ARMY_PLATE = re.compile(r"(?<![\w/])[A-Z]{2}\s?[-–]?\s?\d{2}[-–. ]\d{2}(?![\w/])")
_PASSPORT = re.compile(r"(?<![\w/])[A-Za-z]\s?\d{7,8}(?![\w/])")
_INSURANCE = re.compile(r"(?<![\w/])[A-Za-z]{2}[\s.\-]?[1-5](?:[\s.\-]?\d){12}(?![\w/])")
_DATES = re.compile(
    r"\d{1,2}[-. ]\d{1,2}[-. ](?:19|20)\d\d(?!\d)|(?:(?:19|20)\d\d(?:\D{1,2}|$)){2,}"
)
_MARK = re.compile(r"⟨([^⟨⟩\d]{1,20}) (\d{1,3})⟩")
_MOBILE = re.compile(r"0[35789]\d{8}")
_FIXED = re.compile(r"02\d{8,9}")
_SERVICE = re.compile(r"1[89]00\d{4,6}")
_CITIZEN = re.compile(r"0\d{2}[0-9]\d{8}")

PAPER, PHONE, MAIL, PLATE = "giấy tờ", "điện thoại", "thư điện tử", "biển số"
ACCOUNT, INSURANCE, TAX = "tài khoản", "bảo hiểm", "mã số thuế"


@dataclass(frozen=True, slots=True)
class Personal:
    """``text[start:end]`` is personal data of a kind."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Masked:
    """A text whose personal data are marks such as "⟨điện thoại 1⟩", and what they stand for."""

    text: str
    hidden: tuple[tuple[str, str], ...] = ()

    def restore(self, text: str) -> str:
        """``text`` with the marks of this one turned back; unknown marks stay."""
        known = dict(self.hidden)
        return _MARK.sub(lambda m: known.get(m[0], m[0]), text)


def mask(text: str) -> Masked:
    """The text with its personal data masked; the same number gets the same mark."""
    parts: list[str] = []
    marks: dict[tuple[str, str], str] = {}
    hidden: list[tuple[str, str]] = []
    done = 0
    for one in find_personal(text):
        words = text[one.start : one.end]
        key = (one.kind, re.sub(r"[\W_]", "", words).lower())
        if key not in marks:
            number = 1 + sum(kind == one.kind for kind, _ in marks)
            marks[key] = f"⟨{one.kind} {number}⟩"
            hidden.append((marks[key], words))
        parts += [text[done : one.start], marks[key]]
        done = one.end
    return Masked("".join([*parts, text[done:]]), tuple(hidden))


def find_personal(text: str) -> list[Personal]:
    """The personal data of a text, left to right; none lies in another."""
    found: list[Personal] = []
    taken: list[tuple[int, int]] = []
    for find in _FINDERS:
        for one in find(text):
            if not any(s < one.end and one.start < e for s, e in taken):
                taken.append((one.start, one.end))
                found.append(one)
    return sorted(found, key=lambda one: one.start)


def _mails(text: str) -> Iterator[Personal]:
    for match in _MAIL.finditer(text):
        yield Personal(MAIL, *match.span())
    for match in _said_mail().finditer(fold(text)):
        yield Personal(MAIL, *match.span())


@cache
def _said_mail() -> re.Pattern[str]:
    """An address as it is said: "ten a còng gmail chấm com"."""
    words = read_table("privacy")["mail"]
    at, dot = ("|".join({re.escape(fold(w)) for w in words[n]}) for n in ("at", "dot"))
    part = r"[a-z0-9][a-z0-9_\-]{0,40}"
    return re.compile(
        rf"\b{part}(?:(?:\.|\s(?:{dot})\s){part}){{0,3}}\s?(?:\(|\[|\s)(?:{at})(?:\)|\]|\s)\s?"
        rf"{part}(?:\s?(?:\.|(?:\(|\[|\s)(?:{dot})(?:\)|\]|\s))\s?[a-z0-9\-]{{2,30}}){{1,3}}\b"
    )


def _papers_of_letters(text: str) -> Iterator[Personal]:
    for match in _INSURANCE.finditer(text):
        yield Personal(INSURANCE, *match.span())
    for match in _PASSPORT.finditer(text):
        close = " " not in match[0] and match[0][0].isupper()
        if close or _kind_said(text, match.start()) == PAPER:
            yield Personal(PAPER, *match.span())


def _plates(text: str) -> Iterator[Personal]:
    for pattern in (_PLATE, _PLATE_CLOSE):
        for match in pattern.finditer(text):
            said = _kind_said(text, match.start()) == PLATE
            digits = re.sub(r"\D", "", match["number"])
            upper = match["series"].isupper()
            # four digits are as well a number of something else
            whole = len(digits) > 4 and (upper or "." in match["number"])
            if said or whole:
                yield Personal(PLATE, *match.span())
    for match in _ARMY_PLATE.finditer(text):
        if _kind_said(text, match.start()) == PLATE:
            yield Personal(PLATE, *match.span())


def _numbers(text: str) -> Iterator[Personal]:
    for match in _RUN.finditer(text):
        start, end = match.span()
        written = match[0]
        digits = re.sub(r"\D", "", re.sub(r"[Oo]", "0", written))
        if written.startswith("+") and not digits.startswith("84"):
            continue
        if _counts_something(text, end) or _DATES.match(written):
            continue
        kind = _kind_of(digits, written, _kind_said(text, start))
        if kind:
            yield Personal(kind, start, end)


def _kind_of(digits: str, written: str, said: str | None) -> str | None:
    """What a run of digits is, by its form and by what is said before it."""
    local = (
        "0" + digits.removeprefix("00").removeprefix("84") if _abroad(digits, written) else digits
    )
    close = written.isalnum()
    if _MOBILE.fullmatch(local) or _FIXED.fullmatch(local):
        return said if said in (ACCOUNT, INSURANCE, TAX) else PHONE
    if said in (ACCOUNT, INSURANCE, TAX) and 6 <= len(digits) <= 19 and not _thousands(written):
        return said
    if said == PHONE and 7 <= len(digits) <= 11 and not _thousands(written):
        return PHONE
    if said == PAPER and len(digits) in (8, 9, 12):
        return PAPER
    if _CITIZEN.fullmatch(digits) and not _thousands(written):
        return PAPER
    if len(digits) == 16 and _checked(digits):
        return ACCOUNT
    if close and not _thousands(written) and len(digits) in (9, 12):
        return PAPER
    if close and 13 <= len(digits) <= 16:
        return ACCOUNT
    return None


def _abroad(digits: str, written: str) -> bool:
    """Whether it is a telephone number with the country's code."""
    return digits.startswith("0084") or (
        digits.startswith("84") and (written.startswith(("+", "(+")) or len(digits) == 11)
    )


def _thousands(written: str) -> bool:
    """Whether the digits are grouped as a sum is: "1.250.000"."""
    return bool(re.fullmatch(r"[1-9]\d{0,2}(?:([. ])\d{3})(?:\1\d{3})*", written))


def _checked(digits: str) -> bool:
    """Luhn's sum of a card's number."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 * (value > 9)
    return total % 10 == 0


def _said_digits(text: str) -> Iterator[Personal]:
    """Eight digits and more as words: "không chín một hai …"."""
    words = [(m.start(), m.end()) for m in re.finditer(r"[^\W_]+", text)]
    known = _digit_words()
    first = 0
    while first < len(words):
        last = first
        while (
            last < len(words) and _is_digit(text, words, last, known) and last - first < _MOST_WORDS
        ):
            last += 1
        spelled = sum(text[s:e].isalpha() for s, e in words[first:last])
        if last - first >= _LEAST_WORDS and 2 * spelled > last - first:
            start, end = words[first][0], words[last - 1][1]
            yield Personal(_kind_said(text, start) or PHONE, start, end)
        first = max(last, first + 1)


def _is_digit(text: str, words: list[tuple[int, int]], place: int, known: frozenset[str]) -> bool:
    start, end = words[place]
    word = text[start:end].lower()
    beside = place == 0 or len(text[words[place - 1][1] : start].strip(" ,.-–")) == 0
    return beside and (word in known or (word.isdecimal() and len(word) <= 4))


@cache
def _digit_words() -> frozenset[str]:
    return frozenset(w for words in read_table("privacy")["digits"].values() for w in words)


@cache
def _labels() -> tuple[tuple[str, str], ...]:
    """(folded words, kind), the longest first."""
    table = read_table("privacy")["before"]
    pairs = [(fold(w), kind) for kind, words in table.items() for w in words]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


_LINK = re.compile(r"[^\d.;?!\n]{0,32}(?:[.:] {0,2})?$")


def _kind_said(text: str, start: int) -> str | None:
    """The kind that the words before a number name, where nothing else stands between."""
    before = fold(text[max(0, start - _BEFORE) : start])
    best: tuple[int, str] | None = None
    for words, kind in _labels():
        at = before.rfind(words)
        if at < 0 or (at and before[at - 1].isalnum()):
            continue
        after = before[at + len(words) :]
        if (after and after[0].isalnum()) or not _LINK.fullmatch(after):
            continue
        if best is None or at + len(words) > best[0]:
            best = (at + len(words), kind)
    return best[1] if best else None


def _counts_something(text: str, end: int) -> bool:
    after = text[end : end + 16].lower().lstrip(" \u00a0(")
    units = read_table("privacy")["amount"]["units"]
    return any(
        after.startswith(unit) and not after[len(unit) : len(unit) + 1].isalnum() for unit in units
    )


_FINDERS: tuple[Callable[[str], Iterator[Personal]], ...] = (
    _mails,
    _papers_of_letters,
    _plates,
    _numbers,
    _said_digits,
)
