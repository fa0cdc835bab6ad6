"""What a system said to one question, in a form that every system and metric shares.

A citation or retrieved passage is a span of a document, so that clauses and cut chunks are scored
by the same rule: it is right if it holds the gold words.
"""

from dataclasses import asdict, dataclass, field
from typing import Any

ANSWERED = ("answered", "partial")


@dataclass(frozen=True, slots=True)
class Span:
    """``document.text[start:end]``, with the score or label that came with it."""

    document: str
    start: int
    end: int
    score: float = 0.0
    label: str = ""

    def holds(self, other: "Span") -> bool:
        """Whether ``other`` lies wholly within this span."""
        return (
            self.document == other.document and self.start <= other.start and other.end <= self.end
        )

    def overlap(self, other: "Span") -> int:
        """Characters that both spans hold."""
        if self.document != other.document:
            return 0
        return max(0, min(self.end, other.end) - max(self.start, other.start))


@dataclass(frozen=True, slots=True)
class Record:
    """One answer; ``confidence`` orders answers for the risk-coverage curve."""

    id: str
    system: str
    status: str
    answer: str
    short_answer: str = ""
    citations: tuple[Span, ...] = ()
    retrieved: tuple[Span, ...] = ()
    confidence: float = 0.0
    latency_ms: float = 0.0
    digest: str = ""
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def answered(self) -> bool:
        """Whether the system gave an answer rather than a refusal."""
        return self.status in ANSWERED

    def as_json(self) -> dict[str, Any]:
        """A JSON object; ``from_json`` reads it back."""
        return asdict(self)

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> "Record":
        """The record that ``as_json`` wrote."""
        spans = {name: tuple(Span(**s) for s in row[name]) for name in ("citations", "retrieved")}
        return cls(**{**row, **spans})
