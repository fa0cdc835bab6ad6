"""What sort of words a question wants: kinds of values, and the noun that is counted."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from bot.vocabulary import read_table
from corpus.language.normalize import fold
from corpus.language.phrases import PhraseBook

_UNITS, _HEADS = "units", "heads"
_WHICH = re.compile(r"\b(?:nao|gi|may)\b")
_POINT = re.compile(r"[,;:.?!]")
_WORDS = re.compile(r"\w+")
_YEAR = re.compile(r"\s+\d")  # "quyết định năm 2022 nào" asks for a decision
_LOOKED_BACK = 7  # words between "nào" and the noun that it asks about
_HOW_MANY = re.compile(
    r"\b(?:bao nhieu|nhieu|may|bn)\b(?!\s+(?:nhat|lan|nguoi cung))", re.IGNORECASE
)
_NEXT = re.compile(r"\s*(%|[^\W\d_]+)(?:\s+([^\W\d_]+))?(?:\s+([^\W\d_]+))?")
_SEVERAL = re.compile(r"\s+(?:\w+\s+){1,3}?(?:nao|gi)\b")  # "mấy thôn nào" asks which


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing asked for: ``way`` of asking, the ``kinds`` of values that answer it, most fitting
    first, the folded ``unit`` that is counted, and its span in the question."""

    way: str
    kinds: tuple[str, ...]
    unit: str
    start: int
    end: int


@lru_cache(maxsize=512)
def wanted(question: str) -> tuple[Wanted, ...]:
    """What ``question`` wants, left to right; empty where it asks for no value."""
    bare = fold(question)
    found: list[Wanted] = []
    taken: list[tuple[int, int]] = []
    for match in _HOW_MANY.finditer(bare):
        if _SEVERAL.match(bare, match.end()):
            taken.append(match.span())
            continue
        one = _counted(question, bare, match)
        if one:
            found.append(one)
            taken.append((one.start, one.end))
    table = _table()
    for phrase in _book().find(question):
        if any(a < phrase.end and phrase.start < b for a, b in taken):
            continue
        found.append(Wanted(phrase.name, table[phrase.name], "", phrase.start, phrase.end))
        taken.append((phrase.start, phrase.end))
    for match in _WHICH.finditer(bare):
        if any(a < match.end() and match.start() < b for a, b in taken):
            continue
        if way := _headed(question[: match.start()]):
            found.append(Wanted(way, table[way], "", *match.span()))
    return tuple(sorted(found, key=lambda w: w.start))


def _headed(before: str) -> str:
    """The way of asking that the noun nearest before "nào" makes; empty where none does."""
    clause = _POINT.split(before)[-1]
    words = list(_WORDS.finditer(clause))[-_LOOKED_BACK:]
    near = clause[words[0].start() :] if words else ""
    found = [m for m in _heads().find(near) if not _YEAR.match(near, m.end)]
    return found[-1].name if found else ""


def _counted(question: str, bare: str, match: re.Match[str]) -> Wanted | None:
    """ "mấy" and "bao nhiêu" with the noun after them, or the word before that makes them an
    ordinal; None where the table of phrases has it."""
    before = question[: match.start()].lower().split()[-1:]
    after = _NEXT.match(bare, match.end())
    nouns = [word for word in (after.groups() if after else ()) if word]
    for way in ("document", "when"):
        if before and _is_written(before[0], way):  # "số mấy", but not "hồ sơ mấy bộ"
            return None
    for way in ("how_long", "money", "share"):
        for size in (3, 2, 1):
            if " ".join(nouns[:size]) in _units()[way] and len(nouns) >= size:
                if nouns[size : size + 2] in (["mot", "lan"], ["1", "lan"]):
                    return Wanted("how_often", _table()["how_often"], "", *match.span())
                return Wanted(way, _table()[way], " ".join(nouns[:size]), *match.span())
    if nouns and nouns[0] in ("gio", "lan"):
        return None
    return Wanted("how_much", _table()["how_much"], " ".join(nouns[:2]), *match.span())


def _is_written(word: str, way: str) -> bool:
    """Whether the word is one of the units of ``way``, as it is typed."""
    return word in read_table("wanted")[_UNITS][way] or (word.isascii() and word in _units()[way])


@cache
def _table() -> dict[str, tuple[str, ...]]:
    return {
        way: tuple(row["kinds"])
        for way, row in read_table("wanted").items()
        if way not in (_UNITS, _HEADS)
    }


@cache
def _units() -> dict[str, frozenset[str]]:
    rows = read_table("wanted")[_UNITS]
    return {way: frozenset(fold(word) for word in words) for way, words in rows.items()}


@cache
def _heads() -> PhraseBook:
    rows = read_table("wanted")[_HEADS]
    return PhraseBook((noun, way) for way, nouns in rows.items() for noun in nouns)


@cache
def _book() -> PhraseBook:
    rows = read_table("wanted")
    return PhraseBook(
        (phrase, way)
        for way, row in rows.items()
        if way not in (_UNITS, _HEADS)
        for phrase in row["phrases"]
    )


def ways() -> tuple[str, ...]:
    """The ways of asking, in the order of the table."""
    return tuple(_table())
