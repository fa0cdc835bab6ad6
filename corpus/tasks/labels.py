"""Lines that say of a task who leads, who takes part, until when and with what result."""

import re
from dataclasses import dataclass
from functools import cache

from corpus.facts.wording import MARKER
from corpus.vocabulary import read_table

LEADS, JOINS, DOES, TIME, PRODUCT = "chu_tri", "phoi_hop", "thuc_hien", "thoi_gian", "san_pham"
KINDS = (LEADS, JOINS, DOES, TIME, PRODUCT)
_LONGEST_HEAD = 70  # characters of a line that only names roles


@dataclass(frozen=True, slots=True)
class Label:
    """``kind`` of what is said; ``start``: where the label begins, ``value``: what follows it."""

    kind: str
    start: int
    value: tuple[int, int]


def labels_in(text: str) -> list[Label]:
    """The labels of ``text``; a value ends with its line, or where the next label begins."""
    found = [(m, next(k for k in KINDS if m[k])) for m in _label().finditer(text)]
    labels = []
    for place, (match, kind) in enumerate(found):
        line = text.find("\n", match.end())
        end = len(text) if line < 0 else line
        if place + 1 < len(found):
            end = min(end, found[place + 1][0].start("label"))
        value = text[match.end() : end]
        begin = match.end() + len(value) - len(value.lstrip(" *"))
        last = match.end() + len(value.rstrip(" .;*-–\n"))
        if begin < last:
            labels.append(Label(kind, match.start("label"), (begin, last)))
    return labels


def opening(text: str) -> int:
    """Where a clause's own words begin at the latest, behind its mark."""
    return MARKER.match(text).end() + 2  # type: ignore[union-attr]


def opens_with(text: str) -> str:
    """The kind of the label that the text opens with; "" where it opens otherwise."""
    labels = labels_in(text)
    return labels[0].kind if labels and labels[0].start <= opening(text) else ""


def heads_of(text: str) -> str:
    """The role that a clause's first line names for the lines under it ("a) Cơ quan chủ trì"):
    that of leading where it names several; "" of any other clause."""
    line = text[MARKER.match(text).end() :].split("\n")[0].strip(" *:.")  # type: ignore[union-attr]
    if len(line) > _LONGEST_HEAD or not _head().fullmatch(line):
        return ""
    said = line.lower()
    return LEADS if "chủ trì" in said else JOINS if "phối hợp" in said else DOES


@cache
def column(kind: str) -> re.Pattern[str]:
    """The head of a table's column of products, or of tasks."""
    return re.compile(str(_table()[f"{kind}_column"]), re.I)


@cache
def _label() -> re.Pattern[str]:
    kinds = "|".join(f"(?P<{kind}>{_table()[kind]})" for kind in KINDS)
    return re.compile(
        rf"(?:^|(?<=[.;:)\n]))\W{{0,12}}+(?P<label>{kinds})\s{{0,3}}\W{{0,2}}?:", re.I
    )


@cache
def _head() -> re.Pattern[str]:
    return re.compile(str(_table()["heads"]), re.I)


def _table() -> dict[str, str]:
    table: dict[str, str] = read_table("tasks")["labels"]
    return table
