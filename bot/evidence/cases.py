"""The classes of which each person, place or school is one member ("hộ nghèo" or "hộ cận nghèo",
"miền núi" or "đô thị"), as data (``vocabulary/facts.toml``)."""

from dataclasses import dataclass
from functools import cache, lru_cache

from bot.vocabulary import read_table
from corpus.language.phrases import PhraseBook


@dataclass(frozen=True, slots=True)
class _Class:
    name: str
    book: PhraseBook  # each phrase under its member's first name


def class_members(text: str) -> dict[str, tuple[str, ...]]:
    """Of each class that ``text`` speaks of, the first names of the members that it names."""
    return dict(_named(text))


@lru_cache(4096)
def _named(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found = []
    for one in _classes():
        names = tuple(dict.fromkeys(match.name for match in one.book.find(text)))
        if names:
            found.append((one.name, names))
    return tuple(found)


@cache
def _classes() -> tuple[_Class, ...]:
    return tuple(
        _Class(row["name"], PhraseBook((form, m[0]) for m in row["members"] for form in m))
        for row in read_table("facts")["class"]
    )
