"""Markers that open a numbered, lettered or bulleted unit: the forms of ``numbering.toml``."""

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import regex

_FORMS = Path(__file__).parents[1] / "vocabulary" / "numbering.toml"
_LETTERS = "abcdđeghiklmnopqrstuvxy"  # the Vietnamese order; f, j, w, z number nothing
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
# a note's mark behind a number: "Điều 2a[3].", "2.[4] Công ty", "a)²"
_NOTE = regex.compile(r"(?:\[\d{1,3}\]|[⁰¹²³⁴-⁹]{1,3})")
_LONGEST = 24  # characters of a marker behind which a note may stand
_ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy")


@dataclass(frozen=True, slots=True)
class Form:
    """One form of numbering; a lower ``rank`` encloses a higher one.

    A ``run`` form is believed only where it begins or continues a run (A, B, C …).
    """

    level: str
    rank: int
    pattern: str
    example: str
    run: bool = False


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker found at the start of a line: ``length`` characters, white space included."""

    level: str
    rank: int
    value: str
    length: int
    run: bool = False


@cache
def forms() -> tuple[Form, ...]:
    """The forms in the order in which they are tried."""
    return read_forms(_FORMS)


def read_forms(path: Path) -> tuple[Form, ...]:
    """The forms that a file of the shape of ``numbering.toml`` holds."""
    return tuple(Form(**row) for row in tomllib.loads(path.read_text(encoding="utf-8"))["form"])


@cache
def _combined(table: tuple[Form, ...]) -> regex.Pattern[str]:
    """All forms as one pattern, so that a line is looked at once."""
    parts = [
        f"(?P<f{i}>{form.pattern.replace('(?P<value>', f'(?P<v{i}>')})"
        for i, form in enumerate(table)
    ]
    return regex.compile("|".join(parts))


@cache
def _usual() -> regex.Pattern[str]:
    return _combined(forms())


def read_marker(line: str, table: tuple[Form, ...] | None = None) -> Marker | None:
    """The marker at the start of ``line`` (markup already removed), or None.

    >>> read_marker("đ) Chủ trì")
    Marker(level='diem', rank=60, value='đ', length=3, run=False)
    """
    note = _NOTE.search(line, 1, _LONGEST)
    if note:
        bare = read_marker(line[: note.start()] + line[note.end() :], table)
        if bare and bare.length >= note.start():
            return replace(bare, length=bare.length + len(note.group()))
    pattern = _usual() if table is None else _combined(table)
    match = pattern.match(line)
    if match is None:
        return None
    index = int((match.lastgroup or "f0")[1:])
    form = (table or forms())[index]
    if match.end() == len(line) and form.level == "gach":
        return None
    value = match[f"v{index}"]
    # a dotted number is as deep as it has dots
    depth = value.count(".") - 1 if "." in value else 0
    return Marker(form.level, form.rank + depth, value, match.end(), form.run)


def ordinal(value: str) -> int | None:
    """The place of a value in its run: "3" and "c" and "III" give 3; dotted numbers their last.

    Letters that are Roman numerals too ("i", "v") count as letters.
    """
    lower = value.lower().rsplit(".", 1)[-1]
    if lower.isdecimal():
        return int(lower)
    if len(lower) == 1 and lower in _LETTERS and (value.islower() or value not in "IVX"):
        return _LETTERS.index(lower) + 1
    if lower in _ORDINALS:
        return _ORDINALS.index(lower) + 1
    if lower and all(c in _ROMAN for c in lower):
        return _roman(lower)
    return None


def follows(value: str, before: str | None) -> bool:
    """Whether ``value`` begins a run (``before`` None) or is the next after ``before``."""
    place = ordinal(value)
    if place is None:
        return False
    if before is None:
        return place == 1
    low, prior = value.lower(), before.lower()
    roman = all(c in _ROMAN for c in low + prior)
    if len(prior) > 1 and all(c in _ROMAN for c in prior):
        return roman and _roman(low) == _roman(prior) + 1  # no letter goes on from "ii"
    last = ordinal(before)
    if last is not None and place == last + 1:
        return True
    # (h), (i), (k) are letters, (i), (ii), (iii) Roman numerals
    return roman and _roman(low) == _roman(prior) + 1


def _roman(value: str) -> int:
    numbers = [_ROMAN[c] for c in value]
    return sum(-n if n < max(numbers[i:]) else n for i, n in enumerate(numbers))
