"""Amounts as values: "1,2 tỷ", "1.200.000.000", "một tỷ hai trăm triệu" and "1tr2" are numbers.

A dot or comma before three digits parts thousands, before one or two it begins decimals (Thông tư
của Bộ Tài chính writes "1.200.000,5"; people also type "11,000"); before a scale word a comma is
always a decimal one. Words are numbers only where one of them cannot be anything else ("mươi",
"trăm", "triệu", …): "năm" is a year and "ba" a father.
"""

import itertools
import re
from dataclasses import dataclass, replace
from decimal import Decimal

from corpus.language.normalize import fold

_SCALES = {
    "chuc": 10, "tram": 100, "nghin": 10**3, "ngan": 10**3, "k": 10**3, "van": 10**4,
    "trieu": 10**6, "tr": 10**6, "cu": 10**6, "ta": 12, "ty": 10**9, "ti": 10**9,
}  # fmt: skip
_DIGITS = {
    "không": Decimal(0), "nửa": Decimal("0.5"), "một": Decimal(1), "mốt": Decimal(1),
    "hai": Decimal(2), "ba": Decimal(3), "bốn": Decimal(4), "tư": Decimal(4), "năm": Decimal(5),
    "lăm": Decimal(5), "nhăm": Decimal(5), "sáu": Decimal(6), "bảy": Decimal(7),
    "bẩy": Decimal(7), "tám": Decimal(8), "chín": Decimal(9),
}  # fmt: skip
_TELLING = frozenset(
    [
        "tá",
        "mười",
        "mươi",
        "trăm",
        "nghìn",
        "ngàn",
        "triệu",
        "tỷ",
        "tỉ",
        "chục",
        "vạn",
        "rưỡi",
        "hăm",
    ]
)
_JOINING = frozenset(["linh", "lẻ"])
_WORDS = frozenset([*_DIGITS, *_TELLING, *_JOINING])
_NUMBER = (
    r"\d{1,3}(?:\.\d{3}){1,5}(?:,\d{1,3})?|\d{1,3}(?:,\d{3}){1,5}\.\d{1,2}"
    r"|\d{1,3}(?:,\d{3}){2,5}|\d{1,15}(?:[.,]\d{1,3})?"
)
_SCALE = (
    r"(?:(?:tỷ|tỉ|ty|ti)(?!\s(?:lệ|le|trọng|trong|số|so|suất|suat|giá)\b)|triệu|trieu|nghìn|nghin"
    r"|ngàn|ngan|trăm|tram|chục|chuc|vạn|k|tr|tá"
    r"|củ(?=\s*(?:[^\w\s]|$)|\s(?:phải|không|thôi|một|mỗi|đúng|à|ạ|hả|chứ|nhỉ|luôn|rồi|là)\b))"
)
_WRITTEN = re.compile(
    rf"(?<![\w.,/-])(?P<number>{_NUMBER})(?![\d/]|[.,]\d)(?:\s?(?P<scale>{_SCALE})(?![^\W\d_])"
    r"(?:\s?(?P<rest>\d{1,3}(?:[.,]\d{1,3})?)(?![\d/.,-])"
    rf"(?:\s?(?P<small>{_SCALE})(?![^\W\d_]))?"
    r"|\s(?P<half>rưỡi|ruoi)\b)?)?",
    re.IGNORECASE,
)
_SHARE_OF = re.compile(r"(?:tỷ|tỉ) (?:lệ|trọng|số|suất|giá)\b", re.IGNORECASE)
_PLACE = re.compile(r"\b(?:điều|khoản|điểm|mục|thứ|số|tháng|quý)\s$", re.IGNORECASE)
_RANGE = re.compile(r"\s?(?:đến|tới|[-–]|hoặc|hay)\s?")
_SYLLABLE = re.compile(r"[^\W\d_]+")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")


@dataclass(frozen=True, slots=True)
class Amount:
    """``text[start:end]`` is the number ``value``; ``plain``: written in digits without a scale;
    ``scale`` is that of its last scale word."""

    value: Decimal
    start: int
    end: int
    plain: bool
    scale: int = 1


def find_amounts(text: str) -> list[Amount]:
    """The amounts in ``text``, left to right."""
    found = [_written(match) for match in _WRITTEN.finditer(text)]
    found += [one for one in _spelled(text) if not any(_meet(one, other) for other in found)]
    return [_of_range(text, one, found) for one in sorted(found, key=lambda one: one.start)]


def _of_range(text: str, one: Amount, found: list[Amount]) -> Amount:
    """ "3 đến 5 triệu": the first of a range has the second's scale."""
    if not one.plain or one.value >= 1000:
        return one
    if _PLACE.search(text[: one.start]):
        return one
    for other in found:
        between = text[one.end : other.start] if other.start >= one.end else ""
        if other.scale > 10 and _RANGE.fullmatch(between) and one.value < other.value / other.scale:
            return replace(one, value=one.value * other.scale, plain=False)
    return one


def same_writings(value: Decimal) -> tuple[str, ...]:
    """How else the amount is written: "1.200.000.000", "1,2 tỷ"; of small ones nothing."""
    if value < 1000 or value != value.to_integral_value():
        return ()
    forms = [f"{int(value):,}".replace(",", ".")]
    for name, scale in (("tỷ", 10**9), ("triệu", 10**6), ("nghìn", 10**3)):
        share = value / scale
        if share >= 1 and share == round(share, 3):
            forms.append(f"{share.normalize():f}".replace(".", ",") + f" {name}")
            break
    return tuple(forms)


def _meet(one: Amount, other: Amount) -> bool:
    return one.start < other.end and other.start < one.end


def _written(match: re.Match[str]) -> Amount:
    scale = _SCALES[fold(match["scale"])] if match["scale"] else 1
    value = _decimal(match["number"], scaled=scale > 1) * scale
    if match["rest"]:
        small = _SCALES[fold(match["small"])] if match["small"] else 0
        rest = _decimal(match["rest"], scaled=True)
        # "2 triệu 5" is 2.5 million, "2 triệu 50" 2.05 million in figures but 2.5 in speech
        value += rest * small if small else rest * scale / 10 ** len(match["rest"])
    if match["half"]:
        value += Decimal(scale) / 2
    return Amount(value, match.start(), match.end(), scale == 1, scale)


def _decimal(written: str, scaled: bool) -> Decimal:
    if _THOUSANDS.fullmatch(written) and not (scaled and written.count(",") == 1):
        return Decimal(re.sub(r"[.,]", "", written))
    if re.fullmatch(r"[\d,]+,\d{3}\.\d+", written):  # as in English
        return Decimal(written.replace(",", ""))
    whole, _, decimals = written.replace(".", "" if "," in written else ",").partition(",")
    return Decimal(f"{whole}.{decimals or 0}")


def _spelled(text: str) -> list[Amount]:
    """Numbers in words."""
    found: list[Amount] = []
    run: list[re.Match[str]] = []
    for match in (*_SYLLABLE.finditer(text), None):
        word = match.group().lower() if match else ""
        near = not run or (match is not None and text[run[-1].end() : match.start()] == " ")
        if match and word in _WORDS and near:
            run.append(match)
            continue
        if run and _SHARE_OF.match(text, run[-1].start()):  # "một tỷ lệ"
            run.pop()
        if run and (one := _read(run)):
            found.append(one)
        run = [match] if match and word in _WORDS else []
    return found


def _read(run: list[re.Match[str]]) -> Amount | None:
    run = _without_years(run)
    words = [match.group().lower() for match in run]
    if not words or not _is_number(words):
        return None
    if words[:2] in (["trăm", "rưỡi"], ["trăm", "nghìn"], ["trăm", "ngàn"], ["trăm", "triệu"]):
        words = ["một", *words]
    if fold(words[0]) in _SCALES:  # "hàng triệu", "tỷ lệ"
        return None
    words, run = _without_article(words, run)
    size, scale = _size(words)
    return Amount(size, run[0].start(), run[-1].end(), False, scale)


def _without_years(run: list[re.Match[str]]) -> list[re.Match[str]]:
    """Without "năm" that is a year: "mười hai năm", "mỗi năm hai triệu"."""
    said = [match.group().lower() for match in run]
    if len(run) > 1 and said[-1] == "năm" and said[-2] not in _JOINING:
        run = run[:-1]
    if len(run) > 1 and said[0] == "năm" and said[1] in _DIGITS:
        run = run[1:]
    return run


def _is_number(words: list[str]) -> bool:
    if not _TELLING & set(words) or words[0] in ("mươi", "rưỡi", *_JOINING):
        return False
    pairs = itertools.pairwise(words)  # "hai năm rưỡi" is two years
    return not any(a in _DIGITS and b in _DIGITS for a, b in pairs)


def _size(words: list[str]) -> tuple[Decimal, int]:
    """The number that the words say, and its last scale."""
    total, group, last = Decimal(0), Decimal(0), Decimal(0)
    scale = 1
    for word in words:
        if word in _DIGITS:
            last = _DIGITS[word]
            group += last
        elif word in ("mười", "hăm"):
            last = Decimal(10 if word == "mười" else 20)
            group += last
        elif word in ("mươi", "chục"):
            group += last * 9
            scale = 10
        elif word == "trăm":
            group += last * 99
            scale = 100
        elif word == "rưỡi":
            group += Decimal(scale) / 2
        elif word not in _JOINING:
            scale = _SCALES[fold(word)]
            whole = group or Decimal(1)
            if total and scale > _least(total):
                total = (total + whole) * scale
            else:
                total += whole * scale
            group = Decimal(0)
    if scale >= 1000 and words[-1] in _DIGITS and fold(words[-2]) in _SCALES:
        group *= Decimal(scale) / 10  # "hai triệu tư"
    return total + group, scale


def _without_article(
    words: list[str], run: list[re.Match[str]]
) -> tuple[list[str], list[re.Match[str]]]:
    """Without "một" behind a scale: "hai mươi nghìn một tháng"."""
    if len(words) > 2 and words[-1] == "một" and fold(words[-2]) in _SCALES:
        return words[:-1], run[:-1]
    return words, run


def _least(total: Decimal) -> int:
    """The scale that the total ends in."""
    return next(scale for scale in (10**9, 10**6, 10**4, 10**3, 1) if total % scale == 0)
