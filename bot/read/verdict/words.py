"""Words that allow, forbid, bind, exempt or except, where they stand in a text, and what they
govern: the words that follow them closely.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from bot.vocabulary import read_table
from corpus.language.segment import syllables

AHEAD = 9  # syllables behind a word of force that it governs
REACH = 7  # syllables that a denial reaches
_JOINED = 2  # syllables between two words of force that belong together ("không bắt buộc phải")
_STOPS = frozenset(("thì", "mà", "nhưng", "để", "và", "là"))
FORCES = ("forbid", "free", "except", "not", "must", "may", "only")
AGAINST = ("forbid", "free", "except", "not")


@dataclass(frozen=True, slots=True)
class Force:
    """A word of force: its ``kind`` and the half-open range of its syllables."""

    kind: str
    start: int
    end: int


@cache
def _book(section: str) -> dict[tuple[str, ...], str]:
    table = read_table("verdicts")[section]
    return {tuple(form.split()): kind for kind, forms in table.items() for form in forms}


def find_forces(words: Sequence[str]) -> list[Force]:
    """In order; the longer of two that begin alike counts ("không phải", not "phải")."""
    return _found(words, "force")


def kinds_of(words: Sequence[str], section: str) -> set[str]:
    """The kinds of words of a section that a text has."""
    return {force.kind for force in _found(words, section)}


def _found(words: Sequence[str], section: str) -> list[Force]:
    book = _book(section)
    longest = max(map(len, book))
    found: list[Force] = []
    place = 0
    while place < len(words):
        for length in range(min(longest, len(words) - place), 0, -1):
            kind = book.get(tuple(words[place : place + length]))
            if kind is not None:
                found.append(Force(kind, place, place + length))
                place += length
                break
        else:
            place += 1
    return found


def governed(words: Sequence[str], forces: Sequence[Force], wanted: set[str]) -> dict[str, float]:
    """By kind of force, how much of ``wanted`` stands close behind a word of that kind, before the
    next one, as a share of what the text has of it."""
    there = sum(word in wanted for word in words) or 1
    shares = dict.fromkeys(FORCES, 0.0)
    for number, force in enumerate(forces):
        stop = min(len(words), force.end + AHEAD)
        if number + 1 < len(forces):
            stop = min(stop, max(force.end + 1, forces[number + 1].start))
        held = sum(word in wanted for word in words[force.end : stop])
        shares[force.kind] = max(shares[force.kind], held / there)
    return shares


def nearest(words: Sequence[str], forces: Sequence[Force], wanted: set[str]) -> str:
    """The kind of force that governs most of ``wanted``, the later one of two; "" where none
    does."""
    best, kind = 0, ""
    for number, force in enumerate(forces):
        stop = forces[number + 1].start if number + 1 < len(forces) else len(words)
        stop = min(stop, force.end + 2 * AHEAD)
        held = sum(word in wanted for word in words[force.end : stop])
        if held and held >= best:
            best, kind = held, force.kind
    return kind


def spoken(text: str) -> list[str]:
    """The syllables of a text as they are compared."""
    return syllables(text)


def turned(words: Sequence[str], forces: Sequence[Force]) -> list[bool]:
    """Of each syllable whether it is denied, forbidden, exempted or excepted: from such a word up
    to the next word of force that begins something else, or as far as it reaches."""
    found = [False] * len(words)
    for number, force in enumerate(forces):
        if force.kind not in AGAINST:
            continue
        stop = min(len(words), force.end + REACH)
        for other in forces[number + 1 :]:
            if other.start - force.end >= _JOINED:
                stop = min(stop, other.start)
                break
        for place in range(force.end, stop):
            if words[place] in _STOPS:
                break
            found[place] = not found[place]
    return found


def predicate_from(words: Sequence[str], forces: Sequence[Force]) -> int:
    """Where what is said of something begins: at the last "thì" or, without, the first word of
    force; halfway where there is none."""
    if "thì" in words[:-1]:
        return len(words) - 1 - list(reversed(words)).index("thì")
    return forces[0].start if forces else len(words) // 2
