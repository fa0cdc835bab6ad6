"""Personal data in a text, masked before the text is kept or leaves the machine.

Found are identity papers, telephone numbers, e-mail addresses, number plates, bank accounts and
cards, insurance and tax numbers, in the spellings that people use: with spaces, dots and dashes,
"+84", O for 0, digits as words. Figures of documents (sums, document numbers, dates) are left.
"""

import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from corpus.language.normalize import fold
from corpus.vocabulary import read_table

_BEFORE, _AFTER = 48, 60  # characters beside a number that may say what it is
_LEAST, _MOST, _SPELLED = 9, 15, 3  # digits said as words, and different words among them
_MARK = re.compile(r"⟨([^⟨⟩\d]{1,20}) (\d{1,3})⟩")
# digits of other scripts and of full width, invisible characters, odd spaces and dashes
_ODD = str.maketrans(
    {
        **{c: chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F)},
        **dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xA0, 0x202F, 0x3000), " "),
        **dict.fromkeys(range(0x2000, 0x200B), " "),
        **dict.fromkeys((*range(0x2010, 0x2016), 0x2212, 0x2043), "-"),
        **{
            c: str(unicodedata.decimal(chr(c)))
            for c in range(0x80, sys.maxunicode + 1)
            if chr(c).isdecimal()
        },
    }
)
# a digit may be typed as the letter that looks like it; what stands between two is not a word
_RUN = re.compile(
    r"(?<![\d/.,+])(?:(?<=_)|(?<!\w)|(?<=[^\W\d_])(?=\d))\(?(?:\+|(?=[\dOol]))[\dOolI]"
    r"(?:(?:[ .\-()_/]{0,3}|,)[\dOolI](?![a-km-np-zà-ỹ])){5,48}(?![\d%]|/\d)"
)
_MAIL = re.compile(
    r"[A-Za-z0-9][\w.+\-]{0,63}\s?@\s?(?:[A-Za-z0-9\-]{1,63}\s?[.,]{1,3}\s?){1,4}[A-Za-z]{2,10}\b"
)
_PLATE = re.compile(
    r"(?<![\w/.\-])[1-9]\d\s?[-–.]?\s?(?P<series>[A-Za-zĐđ][A-Za-zĐđ]?\d?)"
    r"(?:[-–._]|\s){1,3}(?P<number>\d{3}\s?[. ]?\s?\d{2}|\d{4})(?![\w/]|[.,]\d)"
)
_PLATE_CLOSE = re.compile(
    r"(?<![\w/.\-])[1-9]\d(?P<series>[A-Za-zĐđ]{1,2})(?P<number>\d{5,6})(?![\w/]|[.,]\d)"
)
_ARMY_PLATE = re.compile(r"(?<![\w/])[A-Z]{2}\s?[-–]?\s?\d{2}[-–. ]\d{2}(?![\w/])")
_PASSPORT = re.compile(r"(?<![\w/])[A-Za-z][ -]?\d(?: ?\d){6,7}(?![\w/])")
_ACCOUNT = re.compile(r"(?<![\w/])\d{2,4}[A-Za-z]{1,2}\d{6,12}(?![\w/])")
_INSURANCE = re.compile(r"(?<![\w/])[A-Za-z]{2}[\s.\-]?[1-5](?:[\s.\-]?\d){12}(?![\w/])")
_YEARS = r"(?:(?:19|20)\d\d(?:\D{1,3}|$)){2,}"
_DATES = re.compile(rf"\d{{1,2}}[-. /]\d{{1,2}}[-. /](?:19|20)\d\d(?!\d)|{_YEARS}")
_MOBILE = re.compile(r"0[35789]\d{8}|01[2689]\d{8}")
_FIXED = re.compile(r"02\d{8,9}")
_SERVICE = re.compile(r"1[89]00\d{4,6}")
_GROUP, _GROUPS = re.compile(r"\d+"), 6
_CITIZEN = re.compile(r"0\d{11}")
_CARD = re.compile(r"(?:[345]\d{3}|9704)\D?\d{4}\D?\d{4}\D?\d{4}(?:\D?\d{3})?")

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
    text = text.translate(_ODD)  # a character for a character
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
        rf"\b{part}(?:(?:\.|\s(?:{dot})\s){part}){{0,3}}\s?(?:[(\[{{]|\s)(?:{at})(?:[)\]}}]|\s)\s?"
        rf"{part}(?:\s?(?:\.|(?:[(\[{{]|\s)(?:{dot})(?:[)\]}}]|\s))\s?[a-z0-9\-]{{2,30}}){{1,3}}\b"
    )


def _papers_of_letters(text: str) -> Iterator[Personal]:
    for match in _INSURANCE.finditer(text):
        yield Personal(INSURANCE, *match.span())
    for match in _PASSPORT.finditer(text):
        close = match[0].isalnum() and match[0][0].isupper()
        if close or PAPER in _kinds_said(text, *match.span()):
            yield Personal(PAPER, *match.span())


def _plates(text: str) -> Iterator[Personal]:
    for pattern in (_PLATE, _PLATE_CLOSE):
        for match in pattern.finditer(text):
            said = PLATE in _kinds_said(text, *match.span())
            digits, series = re.sub(r"\D", "", match["number"]), match["series"]
            # four digits alone are as well a year or a number of something else
            large = series.isupper()
            old = large and series[-1].isdigit() and digits[:2] not in ("19", "20")
            if said or (len(digits) > 4 and (large or pattern is _PLATE)) or old:
                yield Personal(PLATE, *match.span())
    for match in _ARMY_PLATE.finditer(text):
        if PLATE in _kinds_said(text, *match.span()):
            yield Personal(PLATE, *match.span())


def _numbers(text: str) -> Iterator[Personal]:
    for match in _ACCOUNT.finditer(text):
        if ACCOUNT in _kinds_said(text, *match.span()):
            yield Personal(ACCOUNT, *match.span())
    for match in _RUN.finditer(text):
        start, end = match.span()
        if not _stands_apart(text, start):
            continue
        if (one := _number(text, start, end)) is not None:
            yield one
        else:
            yield from _side_by_side(text, start, end)


def _number(text: str, start: int, end: int) -> Personal | None:
    """The run of digits as one number."""
    written = text[start:end]
    real = sum(c.isdigit() for c in written)
    if real < 6 or _counts_something(text, end) or _DATES.match(written):
        return None
    kinds = _kinds_said(text, start, end)
    kind = next(filter(None, (_kind_of(written, said) for said in (*kinds, None))), None)
    return Personal(kind, start, end) if kind else None


def _side_by_side(text: str, start: int, end: int) -> Iterator[Personal]:
    """Numbers that stand one after another ("0912345678/0387654321"), each known by its form."""
    groups = [(start + m.start(), start + m.end()) for m in _GROUP.finditer(text[start:end])]
    first = 0
    while first < len(groups):
        for last in range(min(len(groups), first + _GROUPS), first, -1):
            written = text[groups[first][0] : groups[last - 1][1]]
            digits = re.sub(r"\D", "", written)
            of_one = _MOBILE.fullmatch(digits) or _CITIZEN.fullmatch(digits)
            ends = text[groups[first][0] - 1 : groups[first][0]] + text[groups[last - 1][1] :][:1]
            if of_one and not re.search(r"[/,;]|\s-\s", written) and not set(ends) & set(".-_"):
                kind = PHONE if _MOBILE.fullmatch(digits) else PAPER
                yield Personal(kind, groups[first][0], groups[last - 1][1])
                first = last - 1
                break
        first += 1


def _stands_apart(text: str, start: int) -> bool:
    """Whether nothing is written up to the number but what says what it is ("CCCD0510…")."""
    if start == 0 or not (text[start - 1].isalpha() or text[start - 1] == "_"):
        return True
    first = start - (text[start - 1] == "_")
    while first and start - first < _BEFORE and text[first - 1].isalpha():
        first -= 1
    return fold(text[first:start].rstrip("_")) in ("", *_labels()[1])


def _kind_of(written: str, said: str | None) -> str | None:
    """What a run of digits is, by its form and by what is said beside it."""
    digits = re.sub(r"\D", "", re.sub(r"[lI]", "1", re.sub(r"[Oo]", "0", written)))
    sum_ = _thousands(written)
    named = said in (ACCOUNT, INSURANCE, TAX)
    abroad = digits.removeprefix("00")
    local = "0" + abroad[2:].lstrip("0") if abroad.startswith("84") else digits
    if _MOBILE.fullmatch(local) or _FIXED.fullmatch(local):
        return said if named else PHONE
    if "," in written or "/" in written:
        return None
    if said == TAX and len(digits) == 10:
        return TAX
    if sum_ and (said is None or ("." in written and said != PAPER)):
        return None
    if named and 6 <= len(digits) <= 19:
        return said
    if said == PHONE and 7 <= len(digits) <= 11:
        return PHONE
    if (said == PAPER and len(digits) in (8, 9, 12)) or _CITIZEN.fullmatch(digits):
        return PAPER
    if _CARD.fullmatch(written):
        return ACCOUNT
    if written.isalnum() and 9 <= len(digits) <= 16:
        return PAPER if len(digits) in (9, 12) else ACCOUNT
    return None


def _thousands(written: str) -> bool:
    """Whether the digits are grouped as a sum is: "1.250.000"."""
    return bool(re.fullmatch(r"[1-9]\d{0,2}(?:([. ])\d{3})(?:\1\d{3})*", written))


def _said_digits(text: str) -> Iterator[Personal]:
    """A number said digit by digit, some of them perhaps as figures: "không chín một …"."""
    words = [(m.start(), m.end()) for m in re.finditer(r"[^\W_]+", text)]
    first = 0
    while first < len(words):
        last, digits, spelled = first, 0, set[str]()
        while last < len(words) and digits < _MOST:
            start, end = words[last]
            if last > first and text[words[last - 1][1] : start].strip(" ,.-–"):
                break
            word = text[start:end].lower()
            if word not in _digit_words() and not (word.isdecimal() and len(word) <= 4):
                break
            digits += 1 if word.isalpha() else len(word)
            spelled |= {word} if word.isalpha() else set()
            last += 1
        if digits >= _LEAST and len(spelled) >= _SPELLED:
            start, end = words[first][0], words[last - 1][1]
            yield Personal((*_kinds_said(text, start, end), PHONE)[0], start, end)
        first = max(last, first + 1)


@cache
def _digit_words() -> frozenset[str]:
    return frozenset(w for words in read_table("privacy")["digits"].values() for w in words)


@cache
def _labels() -> tuple[re.Pattern[str], dict[str, str]]:
    """What finds the words that name a kind, the longest first, and the kinds of the words."""
    table = read_table("privacy")["before"]
    kinds = {fold(w): kind for kind, words in table.items() for w in words}
    words = "|".join(map(re.escape, sorted(kinds, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)"), kinds


def _kinds_said(text: str, start: int, end: int) -> tuple[str, ...]:
    """The kinds that the words beside a number name: the nearest before it first, then those
    behind it."""
    before = fold(text[max(0, start - _BEFORE) : start]).rsplit("\n", 1)[-1]
    after = fold(text[end : end + _AFTER]).split("\n", 1)[0]
    pattern, kinds = _labels()
    near = [kinds[m[0]] for m in pattern.finditer(before)]
    far = [kinds[m[0]] for m in pattern.finditer(after)]
    return tuple(dict.fromkeys((*reversed(near), *far)))


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
