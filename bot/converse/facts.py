"""What a person tells of himself ("tôi là thương binh 45%", "nhà 6 khẩu", "xã tôi ở miền núi"): it
holds for what he asks later, until he tells it anew.

Kept as told; what it decides is for the reader (``bot/read/cases.py``). The words are data
(``vocabulary/facts.toml``).
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from bot.evidence.cases import class_members
from bot.evidence.figures import find_figures
from bot.evidence.intervals import find_sizes, size_of
from bot.question import Fact, only_ascii
from bot.vocabulary import read_table
from corpus.language.normalize import fold

_SENTENCE = re.compile(r"(?:[^.?!;\n]|(?<=\d)[.](?=\d))+")
_BEFORE = re.compile(r"(?<![^\W\d_])(?:[^\W\d_]++\s++){0,4}(?:khoảng\s+|chừng\s+|tầm\s+)?$")
_AFTER = re.compile(r"(?:\s*[^\W\d_]+){1,2}")
_MOST = 8  # facts
_MOST_WORDS = 60  # characters of one


def read_facts(text: str) -> tuple[Fact, ...]:
    """What ``text`` tells of the person who wrote it, the last of each kind."""
    found: dict[str, Fact] = {}
    for match in _SENTENCE.finditer(text):
        sentence = match.group()
        bare = only_ascii(sentence)
        own = _own(bare).search(fold(sentence) if bare else sentence.lower())
        if own and not _supposed().search(fold(sentence)):
            for fact in (*_sizes(sentence[own.start() :]), *_members(sentence)):
                found[fact.kind] = fact
    return tuple(found.values())


def renewed(known: Sequence[Fact], told: Sequence[Fact]) -> tuple[Fact, ...]:
    """What is ``known`` with what is ``told`` now in place of the like."""
    kinds = {fact.kind for fact in told}
    return (*(fact for fact in known if fact.kind not in kinds), *told)[-_MOST:]


def _sizes(sentence: str) -> Iterator[Fact]:
    """The sizes told, each with the words before it."""
    for figure in find_figures(sentence):
        size = size_of(figure)
        start, end = figure.at
        told = find_sizes(sentence[start : end + _MOST_WORDS])
        if size is None or not any(one.value == size.value for one in told):
            continue
        before = _BEFORE.search(sentence[:start])
        first = before.start() if before else start
        unit = _AFTER.match(sentence, end) if figure.kind == "count" else None
        words = sentence[first : unit.end() if unit else end]
        if fold(figure.unit) not in _parts():
            yield Fact(size.quantity, " ".join(words.split())[-_MOST_WORDS:])


def _members(sentence: str) -> Iterator[Fact]:
    """The one member that is named of each class."""
    for name, members in class_members(sentence).items():
        if len(members) == 1:
            yield Fact(name, members[0])


@cache
def _own(bare: bool) -> re.Pattern[str]:
    """The words for oneself; ``bare``: without diacritics ("còn" is not "con" where any is)."""
    known = read_table("facts")["self"]["who"]
    words = "|".join(re.escape(fold(word) if bare else word) for word in known)
    return re.compile(rf"\b(?:{words})\b")


@cache
def _parts() -> frozenset[str]:
    """Counted things that are no one's own: parts of documents."""
    return frozenset(fold(word) for word in read_table("facts")["self"]["parts"])


@cache
def _supposed() -> re.Pattern[str]:
    words = "|".join(map(re.escape, map(fold, read_table("facts")["self"]["if"])))
    return re.compile(rf"\b(?:{words})\b")
