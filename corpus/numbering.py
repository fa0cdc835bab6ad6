"""Markers that open a numbered, lettered or bulleted unit: the forms of ``numbering.toml``."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import regex

_FORMS = Path(__file__).parent / "vocabulary" / "numbering.toml"


@dataclass(frozen=True, slots=True)
class Form:
    """One form of numbering; a lower ``rank`` encloses a higher one."""

    level: str
    rank: int
    pattern: regex.Pattern[str]
    example: str


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker found at the start of a line: ``length`` characters, white space included."""

    level: str
    rank: int
    value: str
    length: int


@cache
def forms() -> tuple[Form, ...]:
    """The forms in the order in which they are tried."""
    table = tomllib.loads(_FORMS.read_text(encoding="utf-8"))["form"]
    return tuple(
        Form(row["level"], row["rank"], regex.compile(row["pattern"]), row["example"])
        for row in table
    )


def read_marker(line: str) -> Marker | None:
    """The marker at the start of ``line`` (markup already removed), or None.

    >>> read_marker("đ) Chủ trì")
    Marker(level='diem', rank=60, value='đ', length=3)
    """
    for form in forms():
        if match := form.pattern.match(line):
            if match.end() == len(line) and form.level == "gach":
                return None
            # a dotted number is as deep as it has dots
            depth = match["value"].count(".") - 1 if "." in match["value"] else 0
            return Marker(form.level, form.rank + depth, match["value"], match.end())
    return None
