"""The corpus's own types: a document, its clauses, and a clause's place in the tree.

Offsets are indices of characters (code points) into ``Document.text``; intervals are half-open.
``document.text[clause.start:clause.end]`` is the clause, markup and line breaks as printed.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

# Outermost first. "the_thuc" (form part) holds letterhead, addressees, recipients, signature.
LEVELS = (
    "phu_luc",
    "the_thuc",
    "phan",
    "chuong",
    "muc",
    "tieu_muc",
    "dieu",
    "khoan",
    "diem",
    "gach",
    "dong",
    "doan",
)


class Part(StrEnum):
    """Which part of the document a clause belongs to (Nghị định 30/2020/NĐ-CP, điều 8)."""

    LETTERHEAD = "letterhead"
    PREAMBLE = "preamble"
    BODY = "body"
    CLOSING = "closing"
    RECIPIENTS = "recipients"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path, such as ``Step("khoan", "2")``."""

    level: str
    value: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell with the head of its column; offsets into the document's text."""

    head: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stretch of the text, half a line or more, stands on the paper: page, from 1, and box
    (left, top, right, bottom) in shares of the page's width and height from its upper left."""

    start: int
    end: int
    page: int
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Clause:
    """The smallest unit that can be cited, without its children's text."""

    id: str
    document_id: str
    path: tuple[Step, ...]
    label: str
    part: Part
    start: int
    end: int
    parent: str | None = None
    cells: tuple[Cell, ...] = ()

    def value(self, level: str) -> str | None:
        """The value at the innermost step of ``level``, or None."""
        return next((s.value for s in reversed(self.path) if s.level == level), None)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself; ``None`` where the source leaves it out.

    ``date`` is ISO 8601, shortened where the day is missing ("2022-01"). ``symbol`` is the part
    of the number after the slash ("TB-UBND"), present even where the number itself is blank.
    ``superior`` is the body that the letterhead names above the issuer (a ministry).
    """

    kind: str
    number: str | None = None
    symbol: str | None = None
    issuer: str | None = None
    superior: str | None = None
    province: str | None = None
    date: str | None = None
    title: str = ""
    signer: str | None = None
    signer_role: str | None = None
    bases: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """One directive: its text, its metadata and its clauses in the order of the source.

    ``noise`` are stretches of the text that a web page or scanner added; no clause holds them.
    ``notes`` are the loader's remarks. ``status`` is a key of ``corpus.citation.validity.STATES``.
    ``doubts`` are words that a recognition of characters is not sure of; ``places``, by start, say
    where the text stands on the pages, and are empty for formats without pages. ``source`` is the
    file that it was read from.
    """

    id: str
    file: str
    digest: str
    text: str
    metadata: Metadata
    name: str
    clauses: tuple[Clause, ...]
    paragraphs: tuple[int, ...] = ()
    noise: tuple[tuple[int, int], ...] = ()
    notes: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    status: str = "in_force"
    doubts: tuple[tuple[int, int], ...] = ()
    places: tuple[Place, ...] = ()
    source: Path | None = None
    _by_id: dict[str, Clause] = field(default_factory=dict, init=False, repr=False, compare=False)
    _children: dict[str, list[Clause]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _drawn: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._by_id.update({clause.id: clause for clause in self.clauses})
        for clause in self.clauses:
            if clause.parent:
                self._children.setdefault(clause.parent, []).append(clause)

    def __hash__(self) -> int:
        """By its id and its file: over every clause it takes longer than a search."""
        return hash((self.id, self.digest))

    def told(self, **changes: Any) -> "Document":
        """The same document with another status, source or notes; what was drawn from it is drawn
        already."""
        other = copy(self)
        for name, value in changes.items():
            object.__setattr__(other, name, value)
        return other

    @property
    def mark(self) -> object:
        """One for all that is ``told`` of this document, another for every other document or
        version: a key for what is drawn from clauses."""
        return self.drawn("mark", object)

    def drawn(self, name: str, draw: Callable[[], T]) -> T:
        """What ``draw`` draws from text, clauses and metadata: done once for each document, kept
        as long as it."""
        if name not in self._drawn:
            self._drawn[name] = draw()
        found: T = self._drawn[name]
        return found

    def put_drawn(self, name: str, value: object) -> None:
        """Keep what was drawn before, by another process, under its name."""
        self._drawn[name] = value

    def clause(self, clause_id: str) -> Clause | None:
        """The clause with that id, or None."""
        return self._by_id.get(clause_id)

    def quote(self, clause: Clause) -> str:
        """The clause's exact characters."""
        return self.text[clause.start : clause.end]

    def ancestors(self, clause: Clause) -> tuple[Clause, ...]:
        """The clauses above this one, outermost first."""
        chain: list[Clause] = []
        parent = clause.parent
        while parent is not None:
            above = self._by_id[parent]
            chain.append(above)
            parent = above.parent
        return tuple(reversed(chain))

    def children(self, clause: Clause) -> tuple[Clause, ...]:
        """The clauses directly under this one, in the order of the source."""
        return tuple(self._children.get(clause.id, ()))

    def places_of(self, clause: Clause) -> tuple[Place, ...]:
        """Where the clause stands on the pages."""
        return tuple(p for p in self.places if p.start < clause.end and p.end > clause.start)

    def doubts_of(self, clause: Clause) -> tuple[tuple[int, int], ...]:
        """The clause's doubtful words."""
        return tuple((s, e) for s, e in self.doubts if s < clause.end and e > clause.start)
