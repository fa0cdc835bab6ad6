"""How Word writes the number of a list item (ST_NumberFormat, ECMA-376 part 1, 17.18.59)."""

import re
from collections.abc import Callable

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_VIETNAMESE = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SIGNS = "*†‡§"
_MOST_ROMAN = 32_767
_MOST_REPEATS = 30
_PADDED = re.compile(r"0{0,9}\d")


def spell(count: int, form: str, pattern: str = "") -> str | None:
    """The number as that format writes it; None for a format that is not known here.

    ``pattern`` is the list of examples of a custom format ("001, 002, 003, ...").

    >>> spell(27, "lowerLetter"), spell(4, "upperRoman"), spell(3, "decimalZero")
    ('aa', 'IV', '03')
    """
    if form == "custom":
        first = pattern.split(",")[0].strip()
        return str(count).zfill(len(first)) if _PADDED.fullmatch(first) else None
    writer = _FORMS.get(form)
    return None if writer is None else writer(max(count, 0))


def _letters(count: int) -> str:
    repeats = min((count - 1) // 26 + 1, _MOST_REPEATS)
    return chr(ord("a") + (count - 1) % 26) * repeats if count else ""


def _roman(count: int) -> str:
    words = ""
    left = min(count, _MOST_ROMAN)
    for value, sign in _ROMAN:
        words += sign * (left // value)
        left %= value
    return words


def _ordinal(count: int) -> str:
    teens = count % 100 in (11, 12, 13)
    return f"{count}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(count % 10, 'th')}"


def _vietnamese(count: int) -> str:
    """In words up to 99, as the lists of directives go."""
    tens, ones = divmod(count, 10)
    if tens == 0 or tens > 9:
        return _VIETNAMESE[ones] if tens == 0 else str(count)
    words = "mười" if tens == 1 else f"{_VIETNAMESE[tens]} mươi"
    if ones == 0:
        return words
    if ones == 5:
        return f"{words} lăm"
    return f"{words} mốt" if ones == 1 and tens > 1 else f"{words} {_VIETNAMESE[ones]}"


def _enclosed(first: str, last: int) -> Callable[[int], str]:
    """Characters of Unicode that hold the numbers 1 to ``last``."""
    return lambda n: chr(ord(first) + n - 1) if 1 <= n <= last else str(n)


_FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02d}",
    "decimalHalfWidth": str,
    "decimalFullWidth": lambda n: "".join(chr(ord(c) + 0xFEE0) for c in str(n)),
    "decimalEnclosedCircle": _enclosed("①", 20),
    "decimalEnclosedFullstop": _enclosed("⒈", 20),
    "decimalEnclosedParen": _enclosed("⑴", 20),
    "lowerLetter": _letters,
    "upperLetter": lambda n: _letters(n).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda n: _roman(n).upper(),
    "ordinal": _ordinal,
    "numberInDash": lambda n: f"- {n} -",
    "hex": lambda n: f"{n:X}",
    "chicago": lambda n: _SIGNS[(n - 1) % 4] * min((n - 1) // 4 + 1, _MOST_REPEATS) if n else "",
    "vietnameseCounting": _vietnamese,
    "none": lambda _: "",
}
