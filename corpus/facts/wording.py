"""The wording of assignments, as patterns: data of ``facts.toml``."""

import re
from functools import cache

from corpus.vocabulary import read_table

MARKER = re.compile(
    r"^\W*(?:(?:điều\s+)?[\dIVXLC]{1,5}(?:\.\d+)*[a-zđ]?[.):/]\s*|[a-zđA-Z][.)]\s+|[-+–•]\s*)?",
    re.I,
)


@cache
def label_line() -> re.Pattern[str]:
    """A line that says who leads, takes part or is charged: "Cơ quan chủ trì: …"."""
    labels = read_table("facts")["labels"]
    parts = "|".join(
        f"(?P<{name}>{labels[name]})" for name in ("chu_tri", "phoi_hop", "duoc_giao", "thoi_gian")
    )
    return re.compile(rf"(?:^|(?<=[.;\n]))\W{{0,20}}+(?:{parts})\s*+:\s*+(?P<value>[^\n;]+)", re.I)


@cache
def column_head(name: str) -> re.Pattern[str]:
    """The head of a table's column of that role, or of times."""
    return re.compile(str(read_table("facts")["labels"][name]), re.I)


@cache
def wording(table: str, name: str) -> re.Pattern[str]:
    """The pattern ``name`` of a table of the data."""
    return re.compile(str(read_table("facts")[table][name]), re.I)


@cache
def verb() -> re.Pattern[str]:
    """What an organ is to do, right after its name."""
    return re.compile(
        rf"\s*+(?:[:,]\s*+)?(?:\([^)]{{0,80}}+\)\s*+)?(?:{read_table('facts')['verbs']['words']})\b",
        re.I,
    )
