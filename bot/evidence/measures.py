"""What a number measures or counts: its unit, sizes in one base unit, fractions and multiples.

Units and counted things are data (``vocabulary/measures.toml``).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from bot.vocabulary import read_table
from corpus.language.amounts import find_amounts

Measure = tuple[str, Decimal]  # quantity and size in its base unit

_BELOW_TEN = {
    "không": 0, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7,
    "tám": 8, "chín": 9, "mười": 10, "tư": 4, "rưỡi": 5,
}  # fmt: skip
_WHOLES = {"trăm": 100, "nghìn": 1000, "ngàn": 1000, "vạn": 10000}
# "một" is mostly an article: "một người", "một tháng được bao nhiêu"
_ALONE = {k: Decimal(v) for k, v in _BELOW_TEN.items() if k not in ("không", "một", "tư", "rưỡi")}
_ALONE |= {"nửa": Decimal("0.5")}
# before these a number word is a name: "thứ hai", "tháng năm", "khoản ba"
_NAMED = re.compile(r"(?:tháng|thứ|khoản|điểm|mục|điều|quý|phần|ngày|lớp|số|cấp)\s$", re.IGNORECASE)
_NUMBERED = re.compile(
    r"\b(?:mười|mươi|trăm|nghìn|ngàn|triệu|tỷ|tỉ|hai|ba|bốn|sáu|bảy|tám|chín|phẩy)\s$",
    re.IGNORECASE,
)
_DIGIT_WORDS = "|".join(_BELOW_TEN)
_WORD_FRACTION = re.compile(
    rf"(?<![^\W_])(?P<part>{_DIGIT_WORDS}|\d{{1,3}}) phần "
    r"(?P<whole>(?!trăm\b)[^\W_]+(?: (?:mươi|trăm|nghìn|ngàn))?)(?![^\W_])"
    r"|(?<![^\W_])(?P<half>một nửa)(?![^\W_])|(?P<sign>[½¼¾⅓⅔])",
    re.IGNORECASE,
)
_SIGNS = {"½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3"}
_MULTIPLE = re.compile(
    rf"\bgấp\s(?:(?P<times>đôi|rưỡi|{_DIGIT_WORDS})(?:\slần)?"
    r"|(?P<digits>\d{1,3}(?:[.,]\d{1,3})?)\slần)(?P<half>\srưỡi)?(?![^\W_])",
    re.IGNORECASE,
)
_DECIMAL_WORDS = re.compile(
    rf"(?<![^\W_])(?P<whole>{_DIGIT_WORDS}) phẩy "
    rf"(?P<rest>(?:{_DIGIT_WORDS})(?: (?:{_DIGIT_WORDS}))*)"
    r"(?P<share>\s(?:phần trăm|%))?(?![^\W_])",
    re.IGNORECASE,
)
_SPELLED = re.compile(r"\s\([^()\d]{2,40}\)")  # "06 (sáu) tháng"
_TALL = re.compile(r"(?<![\d.,])(?P<metres>\d)\s?m\s?(?P<rest>\d\d)(?!\d)")
_PRODUCT = re.compile(r"(?:\s?[x×*]\s?\d+(?:[.,]\d+)?)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Written:
    """A number that ``find_amounts`` leaves out: ``kind`` is share or count, ``value`` in digits
    with a comma or a fraction."""

    kind: str
    value: str
    start: int
    end: int
    measure: Measure | None = None


@cache
def _units() -> tuple[re.Pattern[str], dict[str, Measure]]:
    table = {k: v for k, v in read_table("measures").items() if k != "counted"}
    known = {
        name: (quantity, Decimal(str(size)))
        for quantity, units in table.items()
        for name, size in units.items()
    }
    names = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    return re.compile(rf"\s?(?P<unit>{names})(?![^\W_])(?P<half>\srưỡi\b)?", re.IGNORECASE), known


@cache
def _counting() -> re.Pattern[str]:
    """A number word, before what is counted or measured."""
    _, measured = _units()
    units = (*measured, *read_table("measures")["counted"]["words"])
    names = "|".join(map(re.escape, sorted(units, key=len, reverse=True)))
    return re.compile(
        rf"(?<![^\W_])(?:(?P<number>{'|'.join(_ALONE)})"
        rf"(?=\s(?:{names})(?![^\W_])(?P<half>\srưỡi\b)?)"
        rf"|(?P<one>một)(?=\s(?:{names})\srưỡi\b))",
        re.IGNORECASE,
    )


@cache
def _counting_unit() -> re.Pattern[str]:
    """What is counted, behind a number."""
    names = "|".join(map(re.escape, read_table("measures")["counted"]["words"]))
    return re.compile(rf"\s(?:{names})(?![^\W_])", re.IGNORECASE)


def decimal_of(value: str) -> Decimal | None:
    """The number that a figure's value writes ("1,2"); None for fractions and others."""
    return Decimal(value.replace(",", ".")) if re.fullmatch(r"\d+(?:,\d+)?", value) else None


def written(size: Decimal) -> str:
    """As figures write it: "1,2"."""
    return f"{size.normalize():f}".replace(".", ",")


def measure_at(text: str, end: int, value: str) -> Measure | None:
    """The measure of the number ``value`` that ends there; of one of a product ("60 × 90 cm") by
    the unit behind the product."""
    size = decimal_of(value)
    if size is None:
        return None
    pattern, known = _units()
    if spelled := _SPELLED.match(text, end):
        end = spelled.end()
    match = pattern.match(text, end)
    if match is None and (product := _PRODUCT.match(text, end)):
        match = pattern.match(text, product.end())
    if match is None:
        return None
    quantity, unit = known[match["unit"].lower()]
    size += Decimal("0.5") if match["half"] else 0
    return quantity, (size * unit).normalize()


def share_of(kind: str, value: str) -> Decimal | None:
    """The hundredths of a share ("40") or of a fraction below one ("2/5")."""
    if kind == "share":
        size = decimal_of(value)
        return size.normalize() if size is not None else None
    part, _, whole = value.replace(".", "").partition("/")
    if whole.isdecimal() and part.isdecimal() and 0 < int(part) < int(whole):
        return (Decimal(part) / Decimal(whole) * 100).normalize()
    return None


def find_written(text: str) -> Iterator[Written]:
    """Fractions, multiples, decimals in words and heights as they are said ("1m57")."""
    for match in _WORD_FRACTION.finditer(text):
        value = _fraction(match)
        if value:
            yield Written("count", value, *match.span())
    for match in _MULTIPLE.finditer(text):
        if _counting_unit().match(text, match.end()):
            continue  # "nộp gấp ba bộ"
        said = (match["times"] or match["digits"]).lower()
        times = {"đôi": Decimal(2), "rưỡi": Decimal("1.5")}.get(said)
        times = times if times is not None else _number(said.replace(".", ","))
        if times is not None:
            size = (times + (Decimal("0.5") if match["half"] else 0)) * 100
            yield Written("share", written(size), *match.span())
    for match in _DECIMAL_WORDS.finditer(text):
        digits = "".join(str(_BELOW_TEN[w]) for w in match["rest"].lower().split())
        value = f"{_BELOW_TEN[match['whole'].lower()]},{digits}"
        yield Written("share" if match["share"] else "count", value, *match.span())
    for match in _TALL.finditer(text):
        size = Decimal(f"{match['metres']}.{match['rest']}")
        yield Written("count", written(size), *match.span(), ("length", size.normalize()))


def find_counted(text: str) -> Iterator[Written]:
    """Small numbers in words before what they count or measure."""
    for match in _counting().finditer(text):
        before = text[: match.start()]
        if not _NAMED.search(before) and not _NUMBERED.search(before):
            size = Decimal(1) if match["one"] else _ALONE[match["number"].lower()]
            at = match.span()
            value = written(size)
            measure = measure_at(text, at[1], value)
            if match["half"] or match["one"]:
                value = written(size + Decimal("0.5"))
            yield Written("count", value, *at, measure)


def _fraction(match: re.Match[str]) -> str:
    if match["sign"]:
        return _SIGNS[match["sign"]]
    if match["half"]:
        return "1/2"
    part, whole = _number(match["part"]), _number(match["whole"])
    return f"{written(part)}/{written(whole)}" if part and whole else ""


def _number(words: str) -> Decimal | None:
    words = words.lower()
    if words in _BELOW_TEN:
        return Decimal(_BELOW_TEN[words])
    if words in _WHOLES:
        return Decimal(_WHOLES[words])
    amounts = find_amounts(words)
    return amounts[0].value if len(amounts) == 1 else None
