"""Figures in a sentence: percentages, dates, document numbers, counts, each with what it is of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bot.evidence.measures import Measure, find_counted, find_written, measure_at, share_of, written
from bot.vocabulary import read_table, stopwords
from corpus.language.amounts import find_amounts
from corpus.language.clock import Time, find_times
from corpus.language.dates import MONTHS
from corpus.language.normalize import fold
from corpus.language.segment import syllables

_PATTERNS = (
    ("number_of_document", re.compile(
        r"(?<![\w/])\d{1,5}(?:/\d{4})?(?:/|-)[A-ZĐ][A-ZĐa-z&]*(?:[-/][A-ZĐ][A-ZĐa-z&]*)*")),
    ("date", re.compile(
        r"\d{1,2}\s*/\s*\d{1,2}\s*/\s*\d{4}|\d{1,2}\s+tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?"
        r"|(?:tháng\s+)?(?<![\d/])\d{1,2}/\d{4}|[Tt]háng\s+\d{1,2}(?:\s+năm\s+\d{4})?"
        rf"|[Tt]háng\s+(?i:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b(?!\s+\d)"
        r"|[Qq]uý\s+[IVX\d]+(?:\s*(?:/|năm)\s*\d{4})?")),
    ("share", re.compile(r"(?<!\d)(?<!\d[.,])\d++(?:[.,]\d++)*+\s*+(?:%|phần trăm)")),
    ("count", re.compile(r"\d+(?:[.,/]\d+)*")),
)  # fmt: skip
# counted words: "hai hội thảo" beside "02 hội thảo"
_COUNT_WORDS = {
    "hai": "2", "ba": "3", "bốn": "4", "sáu": "6", "bảy": "7", "tám": "8", "chín": "9",
    "mười": "10",
}  # fmt: skip
_PERIOD = re.compile(
    r"\b(?:hằng|hàng|mỗi|từng|theo|định kỳ(?:\s+(?:hằng|hàng|mỗi|theo|vào))?)\s+(?P<count>\d+\s+)?"
    r"(?P<unit>ngày|tuần|tháng|quý|năm)\b(?!\s+(?:\d|học|tài chính|kế hoạch))",
    re.IGNORECASE,
)
_MONTHS_OF = {"tháng": 1, "quý": 3, "năm": 12}
_BORDER = re.compile(r"[,;:()]| và | hoặc |\n")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_PER_CENT = re.compile(r"\s?(?:%|phần trăm)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NEXT = re.compile(r"\s+([^\W\d_]+)")
# words that say nothing of what a figure is of
_EMPTY = frozenset(
    [
        "đối",
        "với",
        "và",
        "của",
        "là",
        "tại",
        "các",
        "những",
        "phải",
        "được",
        "cho",
        "có",
        "trong",
        "theo",
        "đạt",
        "ở",
    ]
)
_NOT_COUNTED = {"tháng", "thứ", "khoản", "điểm", "mục", "điều", "năm", "ngày", "quý", "phần"}


@dataclass(frozen=True, slots=True)
class Figure:
    """``value`` in one form of writing; ``unit`` the syllable after a count; ``at`` its span;
    ``measure``: of a count with a unit of measurement the quantity and its size in that one's own
    base unit (1.200 mm: length, 1.2)."""

    kind: str
    value: str
    unit: str
    at: tuple[int, int]
    text: str
    measure: Measure | None = None
    time: Time | None = None

    def same_as(self, other: "Figure") -> bool:
        """Whether both are one size, however it is written: "1.200 mm" and "1,2 mét", "2/5" and
        "40%"."""
        if self.time and other.time:
            return self.time.meets(other.time)
        if self.measure and other.measure:
            return self.measure == other.measure
        mine, theirs = share_of(self.kind, self.value), share_of(other.kind, other.value)
        # two fractions are compared as they are written: "5/10" may be a day
        return mine is not None and mine == theirs and self.kind != other.kind


def find_figures(text: str) -> list[Figure]:
    """The figures in ``text``, left to right; none lies in another."""
    taken: list[tuple[int, int]] = []
    found: list[Figure] = []
    for one in find_written(text):
        at = (one.start, one.end)
        taken.append(at)
        unit = _unit(text, one.end) if one.kind == "count" else ""
        found.append(Figure(one.kind, one.value, unit, at, text[slice(*at)], one.measure))
    for time in find_times(text):
        at = (time.start, time.end)
        taken.append(at)
        value = f"{time.minutes // 60}:{time.minutes % 60:02}"
        found.append(Figure("time", value, "", at, text[slice(*at)], time=time))
    for kind, pattern in _PATTERNS:
        if kind == "count":
            # "1,2 tỷ", "một trăm triệu": their value, with their unit
            for amount in find_amounts(text):
                at = (amount.start, amount.end)
                if amount.plain or any(a < at[1] and at[0] < b for a, b in taken):
                    continue
                taken.append(at)
                found.append(_counted(text, at, amount.value))
            for one in find_counted(text):
                at = (one.start, one.end)
                if not any(a < at[1] and at[0] < b for a, b in taken):
                    taken.append(at)
                    own = _unit(text, one.end), at, text[slice(*at)], one.measure
                    found.append(Figure(kind, one.value, *own))
        for match in pattern.finditer(text):
            if any(a < match.end() and match.start() < b for a, b in taken):
                continue
            taken.append(match.span())
            value, unit = _value(kind, match.group()), ""
            named = kind
            if kind == "count":
                unit = _unit(text, match.end(), match.start())
                named = "year" if _YEAR.fullmatch(value) and not unit else kind
            measure = measure_at(text, match.end(), value) if named == "count" else None
            found.append(Figure(named, value, unit, match.span(), match[0], measure))
    return sorted(found, key=lambda f: f.at)


def _counted(text: str, at: tuple[int, int], size: Decimal) -> Figure:
    """A count whose size is known, or a share ("mười lăm phần trăm")."""
    value = written(size)
    if share := _PER_CENT.match(text, at[1]):
        at = (at[0], share.end())
        return Figure("share", value, "", at, text[slice(*at)])
    measure = measure_at(text, at[1], value)
    return Figure("count", value, _unit(text, at[1]), at, text[slice(*at)], measure)


def _unit(text: str, end: int, start: int = 0) -> str:
    """The syllable after a count that says of what; none after a year."""
    after = _NEXT.match(text, end)
    if after and after[1].lower() in stopwords():
        after = None
    year = re.search(r"(?:năm|giai đoạn|[-–])\s*$", text[:start], re.IGNORECASE)
    return after[1].lower() if after and not year else ""


def _value(kind: str, text: str) -> str:
    if kind == "number_of_document":
        return re.sub(r"^0+(?=\d)", "", re.sub(r"\s", "", fold(text)))
    if kind == "date":
        folded = fold(text)
        if folded.startswith("quy"):
            quarter = re.sub(r"(?:(?<!\s)\s++)?(?:/|nam)\s*+", "/", folded).replace("quy ", "q")
            return re.sub(r"^q(iv|i{1,3})", lambda m: f"q{_QUARTERS[m[1]]}", quarter)
        named = MONTHS.get(" ".join(text.lower().split()[1:]))
        return str(named) if named else "/".join(str(int(n)) for n in re.findall(r"\d+", text))
    if kind == "share":
        number = re.search(r"[\d.,]+", text)
        return (number.group() if number else text).replace(".", ",").rstrip(",")
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+\.\d{1,2}", text):  # as in English
        text = text.replace(",", "")
    text = re.sub(r"^(\d{1,3}(?:\.\d{3})+)(?=,\d)", lambda m: m[1].replace(".", ""), text)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3}){2,}", text):
        text = re.sub(r"[.,]", "", text)
    text = re.sub(r"(?<=\d)\.(?=\d{1,2}$)", ",", text)  # "2.9" is "2,9"
    if re.fullmatch(r"\d+/\d{1,3}(?:\.\d{3})+", text):
        text = text.replace(".", "")  # a scale of maps
    if re.fullmatch(r"[1-9]\d{0,2},\d{3}", text):
        text = text.replace(",", "")  # thousands as in English
    if re.fullmatch(r"\d+,\d{1,2}", text):
        text = text.rstrip("0").rstrip(",")  # "4,40" is "4,4"
    return re.sub(r"^0+(?=\d)", "", text)


def counted_words(text: str) -> Iterator[tuple[str, str]]:
    """(word, digits) of numbers below eleven that are written out and count something."""
    said = syllables(text)
    for before, word in zip(["", *said], said, strict=False):
        if word in _COUNT_WORDS and before not in _NOT_COUNTED:
            yield word, _COUNT_WORDS[word]


def find_periods(text: str) -> list[Figure]:
    """How often something is done ("hằng tháng", "theo Quý", "định kỳ 6 tháng"), left to right;
    ``value`` is the number of months, or the unit where it is shorter."""
    return [
        Figure("period", _months_of(m), "", m.span(), m.group()) for m in _PERIOD.finditer(text)
    ]


def _months_of(match: re.Match[str]) -> str:
    unit = match["unit"].lower()
    count = int(match["count"] or 1)
    return str(count * _MONTHS_OF[unit]) if unit in _MONTHS_OF else f"{count} {unit}"


def segments(text: str, figures: list[Figure]) -> list[frozenset[str]]:
    """For each figure the words of its own part of ``text``: to the last border before the next.

    Where later figures have no words before them ("30% đối với …, 20% đối với …") those before the
    first are of all.
    """
    parts: list[tuple[set[str], set[str]]] = []
    start = 0
    for figure, after in zip(figures, [*figures[1:], None], strict=True):
        if after is None:  # what follows the last one's own words is said of all
            border = _BORDER.search(text, figure.at[1])
            end = border.start() if border and len(figures) > 1 else len(text)
        else:
            borders = [m.end() for m in _BORDER.finditer(text, figure.at[1], after.at[0])]
            end = borders[-1] if borders else after.at[0]
        before, behind = text[start : figure.at[0]], text[figure.at[1] : end]
        parts.append((set(syllables(before)) - _EMPTY, set(syllables(behind)) - _EMPTY))
        start = end
    if len(parts) > 1 and not all(before for before, _ in parts[1:]):
        parts[0] = (set(), parts[0][1])
    return [frozenset(before | behind) for before, behind in parts]


def bound(text: str, figure: Figure) -> str:
    """How the words before a figure bound it: a section of ``[bounds]`` or ``[times]``, or ""."""
    table = read_table("claims")["times" if figure.kind == "date" else "bounds"]
    before = " ".join(syllables(text[max(0, figure.at[0] - 30) : figure.at[0]])[-4:])
    nearest, section = (-1, 0), ""
    for name, words in table.items():
        for word in words:
            place = f" {before} ".rfind(f" {word} ")
            if place >= 0 and (place + len(word), len(word)) > nearest:
                nearest, section = (place + len(word), len(word)), name  # "không quá", not "quá"
    return section
