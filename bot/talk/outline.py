"""What a document consists of: the part that matters, its units and what heads them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from bot.talk.excerpt import heading_line, is_bare
from bot.vocabulary import read_table
from corpus.document import Clause, Document, Part
from corpus.language.normalize import plain
from corpus.structure.numbering import read_marker
from corpus.vocabulary import formulas, kinds

_FEW_ARTICLES = 5  # a decision of no more promulgates what is annexed; more are rules
_UNKEPT = ("Phụ lục", "Danh mục")  # annexes that list
_FEWEST = 10  # words of a paragraph that says something
_SMALLEST = 5  # clauses of an annex that is the document's content


@dataclass(frozen=True)
class Outline:
    """``clauses`` are those of the part that matters, ``units`` its outermost ones; ``rules``:
    they are articles that regulate, not tasks."""

    document: Document
    clauses: tuple[Clause, ...]
    units: tuple[Clause, ...]
    rules: bool = False

    def headings(self) -> tuple[tuple[Clause, str], ...]:
        """The units with the lines that head them; none where a unit has none."""
        found = [(unit, heading_line(self.document, unit)) for unit in self.units]
        return tuple(found) if len(found) > 1 and all(line for _, line in found) else ()

    def saying(self, unit: Clause) -> Clause:
        """The unit, or where it only heads others the first under it that says something."""
        while is_bare(self.document, unit):
            unit = self.document.children(unit)[0]
        return unit


def outline_of(document: Document) -> Outline:
    """The document's body, or the plan or rules that it promulgates."""
    body = [c for c in document.clauses if c.part is Part.BODY]
    own = [c for c in body if c.path[0].level != "phu_luc"]
    annex = _promulgated(document)
    articles = [c for c in own if c.path[-1].level == "dieu"]
    if annex and len(articles) <= _FEW_ARTICLES and len(articles) == len(_outermost(own)):
        inside = f"{annex.id}."
        own = [c for c in body if c.id.startswith(inside)]
    own = [c for c in own if not _is_quoted(document, c)]
    units = _outermost(own)
    articles = [c for c in own if c.path[-1].level == "dieu"]
    rules = len(articles) > _FEW_ARTICLES or any(c.path[-1].level == "chuong" for c in units)
    return Outline(document, tuple(own), tuple(units), rules)


def paragraphs_of(document: Document) -> tuple[Clause, ...]:
    """The paragraphs of a document without units: those that give an opinion first."""
    kept = [
        clause
        for clause in document.clauses
        if clause.path[-1].level == "doan"
        and clause.part in (Part.PREAMBLE, Part.BODY, Part.CLOSING)
        and len(_words(document, clause).split()) >= _FEWEST
        and not _words(document, clause).endswith(":")
        and clause.path[0].level != "phu_luc"
        and not is_formal(document, clause)
        and not _is_quoted(document, clause)
        and not _opens(_words(document, clause), formulas("bases"))
    ]
    opinions = read_table("summary")["clauses"]["opinions"]
    telling = [c for c in kept if _opens(_words(document, c), opinions)]
    return (*telling, *(c for c in kept if c not in telling))


def is_formal(document: Document, clause: Clause) -> bool:
    """Whether the clause only says that the document is to be carried out, or takes leave."""
    text = _words(document, clause)
    table = read_table("summary")["clauses"]
    if any(words in text for words in table["formal"]):
        return True
    return _opens(text, table["courtesies"])


def speaks_of(document: Document, clause: Clause, section: str) -> bool:
    """Whether the clause's first line has one of the words of ``section``."""
    text = _words(document, clause)[:_OPENING]
    return any(words in text for words in read_table("summary")["clauses"][section])


_OPENING = 120  # characters in which a clause says what it is about


def _promulgated(document: Document) -> Clause | None:
    """The annex that is the document's content: a plan, a regulation."""
    for clause in document.clauses:
        if len(clause.path) > 1 or clause.path[0].level != "phu_luc":
            continue
        kind = clause.path[0].value
        known = kinds().get(kind, {})
        inside = sum(c.id.startswith(f"{clause.id}.") for c in document.clauses)
        if known.get("annex") and kind not in _UNKEPT and inside >= _SMALLEST:
            return clause
    return None


def _outermost(clauses: Sequence[Clause]) -> list[Clause]:
    """The clauses that stand under none of the others; paragraphs beside numbered ones are none."""
    ids = {clause.id for clause in clauses}
    found = [clause for clause in clauses if clause.parent not in ids]
    numbered = [clause for clause in found if clause.path[-1].level != "doan"]
    return numbered or found


def _is_quoted(document: Document, clause: Clause) -> bool:
    """Whether the clause begins as the words of another document."""
    return document.quote(clause).lstrip(" *\n").startswith(("“", "…", "..."))


@cache
def _leading(words: tuple[str, ...]) -> re.Pattern[str]:
    known = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(re.escape(word) for word in known)})(?!\w)")


def _opens(text: str, words: Sequence[str]) -> bool:
    return bool(_leading(tuple(words)).match(text))


def _words(document: Document, clause: Clause) -> str:
    """The clause in small letters, without its number."""
    text = plain(document.quote(clause))
    marker = read_marker(text)
    return text[marker.length if marker else 0 :].lower()
