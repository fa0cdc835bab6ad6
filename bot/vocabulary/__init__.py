"""Words of questions as data files; this module only reads them."""

from functools import cache
from pathlib import Path
from typing import Any

from corpus.language.normalize import fold
from corpus.language.phrases import PhraseBook
from corpus.vocabulary import provinces, read_toml
from corpus.vocabulary import read_table as read_corpus_table


@cache
def read_table(name: str) -> dict[str, Any]:
    """The data of ``bot/vocabulary/<name>.toml``."""
    return read_toml(Path(__file__).parent / f"{name}.toml")


@cache
def phrase_book(name: str) -> PhraseBook:
    """The phrases of a table's sections, each under its section's name."""
    table = read_table(name)
    forms: list[tuple[str, str]] = []
    for section, value in table.items():
        phrases = value["phrases"] if isinstance(value, dict) else value
        forms.extend((phrase, section) for phrase in phrases)
    return PhraseBook(forms)


@cache
def stopwords() -> frozenset[str]:
    """Words without content, lower case, with diacritics."""
    return frozenset(read_table("stopwords")["words"].split())


@cache
def task_words() -> frozenset[str]:
    """Words that ask for an organ's tasks without narrowing them, with and without diacritics."""
    words = read_table("stopwords")["tasks"].split()
    return frozenset(words) | frozenset(fold(word) for word in words)


@cache
def due_words() -> frozenset[str]:
    """Words that ask what falls due without narrowing it, with and without diacritics."""
    words = read_table("stopwords")["due"].split()
    return frozenset(words) | frozenset(fold(word) for word in words)


@cache
def folded_stopwords() -> frozenset[str]:
    """The same without diacritics."""
    return frozenset(fold(word) for word in stopwords())


@cache
def phrases() -> tuple[str, ...]:
    """All phrases with diacritics of the question tables: how people word their questions."""
    found: list[str] = []
    for row in read_table("asks").values():
        found.extend(row["phrases"])
    for name in ("colloquial", "parts", "conversation"):
        _collect(read_table(name), found)
    return tuple(phrase for phrase in found if not phrase.isascii() and len(phrase) < 120)


@cache
def talk() -> str:
    """Everyday sentences, one a line: which small words go with which."""
    return str(read_table("talk")["sentences"])


@cache
def names() -> str:
    """Names of organs, groups and provinces, and what abbreviations stand for, one a line."""
    organs = read_corpus_table("organs")
    rows = [*organs["organ"], *organs["group"]]
    found = [form for row in rows for form in (row["name"], *row.get("forms", ()))]
    return "\n".join([*found, *provinces(), *_spelled_out()])


def _spelled_out() -> tuple[str, ...]:
    """What abbreviations stand for."""
    return tuple(read_corpus_table("abbreviations")["abbreviations"].values())


def _collect(value: object, found: list[str]) -> None:
    if isinstance(value, str):
        found.append(value)
    elif isinstance(value, dict):
        for key, inner in value.items():
            found.append(str(key))
            _collect(inner, found)
    elif isinstance(value, list):
        for inner in value:
            _collect(inner, found)
