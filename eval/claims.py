"""What a text states that can be checked against its ground: document numbers, days, shares,
other figures, places in a document, organs, provinces; each by a key that its spellings share.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from corpus.citation.document_number import NUMBER, is_number, read_number
from corpus.language.dates import MONTHS, iso
from corpus.language.normalize import fold
from corpus.organs import find_bodies
from corpus.vocabulary import provinces

_DAY = re.compile(
    r"(?<![\d/])(\d{1,2})\s?/\s?(\d{1,2})\s?/\s?(\d{4})(?!\d)"
    r"|(?<!\d)(\d{1,2}) tháng (\d{1,2}) năm (\d{4})(?!\d)", re.I
)  # fmt: skip
_MONTH = re.compile(
    r"(?<![\d/])(\d{1,2})\s?/\s?((?:19|20)\d{2})(?!\d)"
    r"|\btháng (\d{1,2}) năm (\d{4})(?!\d)", re.I
)  # fmt: skip
_QUARTER = re.compile(r"\bquý (IV|I{1,3}|[1-4])\b", re.I)
_NAMED_MONTH = re.compile(
    rf"\bTháng ({'|'.join(sorted(map(str.capitalize, MONTHS), key=len, reverse=True))})\b"
    r"(?! \d{4})"
)
_PLACE = re.compile(
    r"\b((?i:điểm|khoản|tiểu mục|mục|điều|phần|chương|phụ lục|đoạn|gạch đầu dòng thứ|dòng thứ))"
    r" ([IVXLC]+|\d+(?:\.\d+)*[a-zđ]?|[a-zđ])(?![\w%])"
)
_SHARE = re.compile(r"(\d+(?:[.,]\d+)*) ?%")
_FIGURE = re.compile(r"\d+(?:[.,/]\d+)*")
_FULL_STOP = re.compile(r"(?<=\w)\.(?=\s)")
_ROMAN = {"1": "i", "2": "ii", "3": "iii", "4": "iv"}


@dataclass(frozen=True, slots=True)
class Claim:
    """``words`` state what ``key`` says in common form; ``implied`` are keys that it holds too."""

    kind: str
    key: str
    words: str
    implied: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def claims(text: str) -> tuple[Claim, ...]:
    """What ``text`` (one line, markup left out) states."""
    found: list[Claim] = []
    rest = _FULL_STOP.sub("·", text)  # "03/QĐ-BCĐ. Theo" is a number and the next sentence
    for pattern, read in _READERS:
        for match in pattern.finditer(rest):
            claim = read(match)
            if claim:
                found.append(claim)
                rest = f"{rest[: match.start()]}{'·' * len(match.group())}{rest[match.end() :]}"
    found.extend(Claim("cơ quan", m.name, text[m.start : m.end]) for m in find_bodies(text))
    found.extend(
        Claim("địa phương", m.group(), m.group()) for m in _province_names().finditer(text)
    )
    return tuple(found)


def _number(match: re.Match[str]) -> Claim | None:
    if not is_number(match):
        return None
    number = read_number(match)
    return Claim("số ký hiệu", number.key, match.group(), (number.serial,))


def _day(match: re.Match[str]) -> Claim:
    day, month, year = (int(g) for g in match.groups() if g)
    key = iso(year, month, day) or match.group()
    return Claim("ngày tháng", key, match.group(), (f"{year}-{month:02d}", str(year)))


def _month(match: re.Match[str]) -> Claim:
    month, year = (int(g) for g in match.groups() if g)
    return Claim("ngày tháng", f"{year}-{month:02d}", match.group(), (str(year),))


def _quarter(match: re.Match[str]) -> Claim:
    quarter = match[1].lower()
    return Claim("ngày tháng", f"quý {_ROMAN.get(quarter, quarter)}", match.group())


def _named_month(match: re.Match[str]) -> Claim:
    month = MONTHS[match[1].lower()]
    return Claim("ngày tháng", f"tháng {month}", match.group())


def _place(match: re.Match[str]) -> Claim:
    return Claim("vị trí", match.group().lower(), match.group())


def _share(match: re.Match[str]) -> Claim:
    return Claim("tỷ lệ", f"{match[1].replace(',', '.')}%", match.group())


def _figure(match: re.Match[str]) -> Claim:
    return Claim("số liệu", match.group(), match.group())


# most exact first: what one has read, the next do not see
_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Claim | None]], ...] = (
    (NUMBER, _number),
    (_DAY, _day),
    (_MONTH, _month),
    (_QUARTER, _quarter),
    (_NAMED_MONTH, _named_month),
    (_PLACE, _place),
    (_SHARE, _share),
    (_FIGURE, _figure),
)


@cache
def _province_names() -> re.Pattern[str]:
    names = sorted(map(re.escape, provinces()), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(names)})\b")


class Ground:
    """Texts that bear claims out."""

    def __init__(self, text: str) -> None:
        self._folded = f" {fold(text)} "
        self._keys = {(c.kind, c.key) for c in claims(text)}
        self._keys |= {(kind, key) for c in claims(text) for kind, key in _implied(c)}

    def bears(self, claim: Claim) -> bool:
        """Whether the claim stands in the text; an organ also by its words as they are."""
        if (claim.kind, claim.key) in self._keys:
            return True
        return claim.kind in ("cơ quan", "địa phương") and self.says(claim.words)

    def says(self, words: str) -> bool:
        """Whether ``words`` stand in the text, letter case and diacritics aside."""
        return stands(fold(words), self._folded)


def _implied(claim: Claim) -> Iterator[tuple[str, str]]:
    for key in claim.implied:
        yield "số liệu", key
        yield "ngày tháng", key


def stands(piece: str, text: str) -> bool:
    """Whether ``piece`` is a stretch of ``text`` that cuts no word and no figure."""
    if not piece:
        return False
    before = r"(?<!\w)(?<!\d[.,/])" if piece[0].isalnum() else ""
    after = r"(?!\w)(?![.,/]\d)" if piece[-1].isalnum() else ""
    if piece[-1].isdigit():
        after += r"(?!\s?%)"
    return re.search(f"{before}{re.escape(piece)}{after}", text) is not None
