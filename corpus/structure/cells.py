"""What the words of a table's cells are: numbers, marks, counts, totals, heads."""

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.vocabulary import formulas

_NUMERIC = re.compile(r"(?=.*\d)[\d.,%÷()\s/+-]+")
_COUNT = re.compile(
    r"\d{1,3}[.)]?|\d{1,2}(?:\.\d{1,3}){1,4}[.)]?|[IVX]{1,5}[.)]?|[A-ZĐ][.)]?|[a-zđ][.)]?"
    r"|[-–+*•]|[IVX]{1,4}\.\d{1,2}\.?|(?:Bước|B|Loại)\s?\d{1,2}|…|\.{2,}"
)
# numbers that stand below the heads: "(1)", "4 = 5 + 6", "A"
_COLUMN_NUMBER = re.compile(
    r"\(?\d{1,2}\)?(?:\s?=\s?[\d\s()+\-x×*:/.…]+)?|\([\d\s=+\-x×*:/.…()]+\)|[A-ZĐ]", re.IGNORECASE
)
_YEAR = re.compile(
    r"(?:(?:Năm|Quý|Tháng)\s)?(?:\d{4}|[IV]{1,3}|\d{1,2})(?:\s?[-–/]\s?\d{4})?", re.I
)
_ITEM = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,4}|[A-ZĐ])[.)]\s+\S")
_FIGURE = re.compile(r"\d[\d.,]*%?")
_HEAD_LENGTH = 110  # characters; what is longer heads no column
_DIGITS_OF_A_YEAR = 4


def is_numeric(words: str) -> bool:
    """Whether a cell holds a figure and nothing else ("1.364.329", "2,5%", "10 - 12")."""
    return _NUMERIC.fullmatch(words) is not None


def is_mark(words: str) -> bool:
    """Whether a cell is only ticked ("X", "+"): what it says stands in the head of its column."""
    return words.lower() in formulas("ticks")


def is_count(words: str) -> bool:
    """Whether a cell counts its row: "1", "2.1.", "IV", "b)", "-", "Bước 3"."""
    return _COUNT.fullmatch(words) is not None


def is_total(words: str) -> bool:
    """Whether a row that begins so adds up others ("Tổng cộng", "Cộng (I+II)")."""
    said = words.lower()
    return said.rstrip(" :.") in formulas("totals") or any(
        said.startswith((f"{total} (", f"{total}:")) for total in formulas("totals")
    )


def numbers_columns(words: Sequence[str]) -> bool:
    """Whether the row below the heads only numbers the columns ("(1) | (2) | (3) = (1) + (2)")."""
    said = [w for w in words if w]
    if len(said) < 2 or not all(_COLUMN_NUMBER.fullmatch(w) for w in said):
        return False
    counted = [int(n[1]) for w in said if (n := re.match(r"\(?(\d{1,2})", w))]
    return len(counted) >= len(said) / 2 and all(b == a + 1 for a, b in pairwise(counted))


def may_stand_in_head(words: str) -> bool:
    """Whether a cell's words may name a column: they are short, no sentence and no figure."""
    if not words:
        return True
    if len(words) > _HEAD_LENGTH or words.endswith((";", "./.", ":")):
        return False
    if _YEAR.fullmatch(words):
        return not words.isdecimal() or len(words) == _DIGITS_OF_A_YEAR
    return not is_numeric(words) and words[:1] not in "-–+•*0123456789□"


def kind_of(words: str) -> str:
    """``n`` for a figure, ``x`` for a mark, ``t`` for words, nothing for an empty cell."""
    if not words:
        return ""
    if is_numeric(words) or words in ("-", "–"):
        return "n"
    return "x" if is_mark(words) else "t"


def first_figure(words: str) -> float | None:
    """The figure of a numeric cell: points part thousands, a comma the decimals."""
    found = _FIGURE.match(words) if is_numeric(words) else None
    if found is None:
        return None
    whole, _, rest = found[0].rstrip("%").replace(".", "").partition(",")
    return float(f"{whole or 0}.{rest.replace(',', '') or 0}")


def opens_item(words: str) -> bool:
    """Whether words begin with a count of their own ("2.2. Trường hợp …", "II. Chi …")."""
    return _ITEM.match(words) is not None and not is_numeric(words)
