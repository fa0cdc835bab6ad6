"""Words that exclude each other, beside those of what a sentence cites: "hằng quý" said where the
ground has "hằng tháng" only.
"""

from collections.abc import Sequence
from functools import cache

from bot.vocabulary import read_table
from corpus.language.segment import syllables

_KINDS = ("new", "lost", "swapped")


def contrast_names() -> list[str]:
    """What the numbers of ``contrasts`` are."""
    each = [f"{kind}_{name}" for name in _groups() for kind in _KINDS]
    return [*each, *(f"{kind}_any" for kind in _KINDS)]


def contrasts(sentence: str, near: str, whole: str) -> list[float]:
    """For each group the rows that only the sentence speaks of, those that only the ground
    sentences ``near`` it do, and the smaller of both; then their sums."""
    said, beside, there = (_spoken(text) for text in (sentence, near, whole))
    numbers: list[float] = []
    for name in _groups():
        new, lost = said[name] - there[name], beside[name] - said[name]
        swapped = min(len(new), len(lost))
        numbers += [float(len(new)), float(len(lost)), float(swapped)]
    return [*numbers, *(sum(numbers[k :: len(_KINDS)]) for k in range(len(_KINDS)))]


@cache
def _groups() -> dict[str, tuple[tuple[str, ...], ...]]:
    table = read_table("exclusive")
    return {name: tuple(tuple(row) for row in table[name]["rows"]) for name in table}


def _spoken(text: str) -> dict[str, set[int]]:
    """The rows of each group that the text has words of; the longer of two words that begin alike
    counts ("không phải", not "phải")."""
    words = syllables(text)
    return {name: _rows(words, rows) for name, rows in _groups().items()}


def _rows(words: Sequence[str], rows: Sequence[Sequence[str]]) -> set[int]:
    book = {tuple(form.split()): i for i, row in enumerate(rows) for form in row}
    longest = max(map(len, book))
    found, place = set(), 0
    while place < len(words):
        for length in range(longest, 0, -1):
            if (row := book.get(tuple(words[place : place + length]))) is not None:
                found.add(row)
                place += length
                break
        else:
            place += 1
    return found
