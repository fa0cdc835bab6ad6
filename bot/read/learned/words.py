"""A clause's words in order, read once and kept: for runs, pairs and sentences."""

import itertools
import re
from dataclasses import dataclass
from functools import cache

from bot.evidence.profile import Profile
from bot.read.checks import CONTACT, MONEY
from bot.read.extract import DATE_WORDS, SHARE
from bot.read.spans.find import find_spans
from bot.read.spans.grammar import Value
from corpus.citation.document_number import NUMBER
from corpus.document import Clause, Document, Part
from corpus.language.normalize import fold
from corpus.language.segment import folded_syllables, syllables
from corpus.memory import Memory
from corpus.organs import find_bodies, find_organs
from index.passage import clause_text, document_context, headings

_SENTENCE = re.compile(r"(?<=[.;:])\s+|\n+")
_DIGIT = re.compile(r"\d")
_PERSON = re.compile(r"\b(?:ông|bà|đồng chí)\b", re.IGNORECASE)
Tokens = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Split:
    """Syllables one way of writing: of the clause's own text, of each sentence, of the headings,
    of the document's line (kind, number, place, year, title), of what stands beside and under."""

    own: Tokens
    own_set: frozenset[str]
    own_pairs: frozenset[tuple[str, str]]
    sentences: tuple[frozenset[str], ...]
    above: frozenset[str]
    title: frozenset[str]
    around: frozenset[str]


@dataclass(frozen=True, slots=True)
class Held:
    """A value of a clause: its kind, its words and the noun it counts, folded."""

    kind: str
    words: str
    unit: str


@dataclass(frozen=True, slots=True)
class Words:
    """Both ways of writing; ``holds`` names the sorts of things that the own text gives, ``values``
    are those in it, ``above_kinds`` the kinds of those in its headings."""

    plain: Split
    folded: Split
    organs: frozenset[str]
    bodies: frozenset[str]
    above_organs: frozenset[str]
    numbers: frozenset[str]
    holds: frozenset[str]
    values: tuple[Held, ...]
    above_kinds: frozenset[str]


class Clauses:
    """The words of clauses, each read when first asked for; the last ``size`` are kept."""

    def __init__(self, size: int = 20_000) -> None:
        self._known: Memory[tuple[object, str], Words] = Memory(size)

    def of(self, document: Document, clause: Clause, profile: Profile) -> Words:
        """The clause's words."""
        return self._known.get_or(
            (document.mark, clause.id), lambda: _read(document, clause, profile)
        )


def _read(document: Document, clause: Clause, profile: Profile) -> Words:
    text = profile.text
    above = headings(document, clause)
    head = "\n".join(above)
    title = document_context(document)
    around = "\n".join(_beside(document, clause))
    return Words(
        plain=_split(text, head, title, around, folded=False),
        folded=_split(text, head, title, around, folded=True),
        organs=frozenset(m.name for m in find_organs(text)),
        bodies=frozenset(m.name for m in find_bodies(text)),
        above_organs=frozenset(m.name for m in find_organs(head)),
        numbers=frozenset(t for t in syllables(f"{text}\n{head}") if _DIGIT.match(t)),
        holds=frozenset(name for name, found in _HOLDS.items() if found(text)),
        values=tuple(_held(text, v) for v in find_spans(text, _is_signature(clause))),
        above_kinds=frozenset(v.kind for v in find_spans(head)),
    )


def _is_signature(clause: Clause) -> bool:
    return clause.part is Part.SIGNATURE


def _held(text: str, value: Value) -> Held:
    own = text[value.core : value.end]
    counted = value.unit if value.kind == "count" else own if value.kind in _IN_UNITS else ""
    words = " ".join(folded_syllables(own))
    unit = " ".join(w for w in folded_syllables(counted) if not w[0].isdigit())
    return Held(value.kind, words, unit)


# kinds whose own words name the unit: "05 ngày làm việc", "3 triệu đồng"
_IN_UNITS = frozenset(["duration", "money"])


_HOLDS = {
    "date": DATE_WORDS.search,
    "share": SHARE.search,
    "money": MONEY.search,
    "contact": CONTACT.search,
    "number": NUMBER.search,
    "figure": _DIGIT.search,
    "person": _PERSON.search,
}


def _split(text: str, head: str, title: str, around: str, *, folded: bool) -> Split:
    cut = folded_syllables if folded else syllables
    own = tuple(cut(text))
    return Split(
        own=own,
        own_set=frozenset(own),
        own_pairs=frozenset(itertools.pairwise(own)),
        sentences=tuple(frozenset(cut(s)) for s in _SENTENCE.split(text) if s.strip()),
        above=frozenset(cut(head)),
        title=frozenset(cut(title)),
        around=frozenset(cut(around)),
    )


def _beside(document: Document, clause: Clause) -> list[str]:
    """The texts next to the clause under the same heading, and of its children."""
    parent = document.clause(clause.parent) if clause.parent else None
    found = [clause_text(document, child) for child in document.children(clause)[:12]]
    if parent is not None:
        same = document.children(parent)
        at = next((i for i, one in enumerate(same) if one.id == clause.id), 0)
        near = [*same[max(0, at - 1) : at], *same[at + 1 : at + 2]]
        found.extend(clause_text(document, one) for one in near)
    return found


@cache
def folded_name(name: str) -> str:
    """A name without diacritics, for finding it in folded text."""
    return fold(name)
