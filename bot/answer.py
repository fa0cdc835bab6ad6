"""The answer object that stands behind page, API, evaluation and every later way in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from corpus.contacts import Contact
from corpus.context import context_of
from corpus.document import Clause, Document
from corpus.doubts import doubtful_figures
from corpus.export import clause_json, document_brief, path_json


class AnswerStatus(StrEnum):
    """How the question was met; a refusal is a result, never an exception."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    NO_EVIDENCE = "no_evidence"
    OUT_OF_SCOPE = "out_of_scope"
    CLARIFY = "clarify"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Citation:
    """A clause shown as ground; ``highlights`` are half-open offsets into the quote."""

    marker: int
    document: Document
    clause: Clause
    highlights: tuple[tuple[int, int], ...] = ()

    @property
    def quote(self) -> str:
        """The clause's exact characters."""
        return self.document.quote(self.clause)

    @property
    def doubts(self) -> tuple[tuple[int, int], ...]:
        """Half-open offsets into the quote of words that a recognition is not sure of."""
        return _in_quote(self.clause, self.document.doubts_of(self.clause))

    @property
    def marked(self) -> tuple[tuple[int, int], ...]:
        """The highlights without figures that are doubted: those are not held up as the answer."""
        clause = self.clause
        figures = doubtful_figures(self.document, clause.start, clause.end)
        return cut_out(self.highlights, _in_quote(clause, figures))

    @property
    def context(self) -> tuple[str, ...]:
        """The headings above the clause, verbatim, outermost first."""
        return context_of(self.document, self.clause)

    @property
    def url(self) -> str:
        """The document's page, opened at the clause."""
        return f"/documents/{self.document.id}#{self.clause.id}"

    def as_json(self) -> dict[str, Any]:
        """The citation as the HTTP contract writes it."""
        return {
            "marker": self.marker,
            "clause_id": self.clause.id,
            "label": self.clause.label,
            "path": path_json(self.clause),
            "document": document_brief(self.document),
            "quote": self.quote,
            "context": list(self.context),
            "display": clause_json(self.document, self.clause)["display"],
            "start": self.clause.start,
            "end": self.clause.end,
            "highlights": [list(span) for span in self.marked],
            "doubts": [list(span) for span in self.doubts],
            "url": self.url,
        }


def cut_out(
    spans: Iterable[tuple[int, int]], holes: Sequence[tuple[int, int]]
) -> tuple[tuple[int, int], ...]:
    """The half-open ``spans`` without what lies in ``holes`` (by start)."""
    left: list[tuple[int, int]] = []
    for start, end in spans:
        for first, last in holes:
            if first < end and last > start:
                left.append((start, first))
                start = min(last, end)
        left.append((start, end))
    return tuple((start, end) for start, end in left if start < end)


def _in_quote(clause: Clause, spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Stretches of the document that reach into the clause, as offsets into its quote."""
    length = clause.end - clause.start
    shifted = ((start - clause.start, end - clause.start) for start, end in spans)
    return tuple((max(start, 0), min(end, length)) for start, end in shifted)


class Role(StrEnum):
    """What a statement is to the answer."""

    OPENING = "opening"  # a few words before the answer: an apology, what is done
    LEAD = "lead"  # the direct answer
    QUOTE = "quote"  # a clause whole
    ITEM = "item"  # one clause of a list
    POINT = "point"  # one of several things that a clause says, in its words
    WORDED = "worded"  # a language model's sentence
    WORDED_POINT = "worded_point"  # the same, one of several items
    REMARK = "remark"  # what no clause says: validity, the newer of several
    MISSING = "missing"  # what is not stated
    OFFER = "offer"  # what can be asked or done instead
    ASIDE = "aside"  # in the asker's language, not read aloud


WORDED = (Role.WORDED, Role.WORDED_POINT)


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open offsets into a document's text."""

    document_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing said: ``text`` in plain words, the markers of the ``citations`` that bear it, and
    the ``spans`` of the sources where its words stand (none for words of our own); ``strong`` are
    the half-open ranges of the text that answer, all of it where there are none; ``unsure`` those
    that rest on words that a recognition of characters doubts."""

    text: str
    role: Role
    spans: tuple[Span, ...] = ()
    citations: tuple[int, ...] = ()
    strong: tuple[tuple[int, int], ...] = ()
    unsure: tuple[tuple[int, int], ...] = ()

    @property
    def bold(self) -> tuple[tuple[int, int], ...]:
        """What is to be printed in bold of a direct answer: its answering words, none doubted."""
        return cut_out(self.strong or ((0, len(self.text)),), self.unsure)

    def as_json(self) -> dict[str, Any]:
        """The statement as the HTTP contract writes it."""
        return {
            "role": self.role.value,
            "text": self.text,
            "spans": [
                {"document": span.document_id, "start": span.start, "end": span.end}
                for span in self.spans
            ],
            "markers": list(self.citations),
            "strong": [
                [start, end]
                for start, end in (self.bold if self.unsure else self.strong)
                if start < end
            ],
            "unsure": [list(range_) for range_ in self.unsure],
        }


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A clause that was found, cited or not, for audit and evaluation."""

    clause: Clause
    score: float

    def as_json(self) -> dict[str, Any]:
        """Where it stands and its score."""
        return {
            "clause_id": self.clause.id,
            "document": self.clause.document_id,
            "start": self.clause.start,
            "end": self.clause.end,
            "score": round(self.score, 4),
        }


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the verifier said of one sentence or line; it was shown only without ``reasons``."""

    text: str
    markers: tuple[int, ...]
    reasons: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether nothing spoke against it."""
        return not self.reasons

    def as_json(self) -> dict[str, Any]:
        """For audit."""
        return {
            "text": self.text,
            "markers": list(self.markers),
            "passed": self.passed,
            "reasons": list(self.reasons),
        }


@dataclass(frozen=True, slots=True)
class Started:
    """What is known of an answer before its text is whole."""

    status: AnswerStatus
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A verified answer with its citations, best first.

    ``statements`` are the answer; ``answer`` (Markdown), ``spoken`` and ``remarks`` are renderings
    of them. ``acts``: what the message did (``bot.understand.acts``); ``choices``: what can be said
    where it is asked back; ``state``: what is to be sent with the next question, sealed;
    ``contacts``: the units to turn to; ``llm``: how many sentences of a language model came and how
    many of them are shown, where one was asked; ``newest``: the ISO date of the newest directive.
    """

    answer_id: str
    status: AnswerStatus
    answer: str
    short_answer: str
    spoken: str
    standalone_question: str
    citations: tuple[Citation, ...] = ()
    suggestions: tuple[str, ...] = ()
    model: str = "extractive"
    timings_ms: dict[str, float] = field(default_factory=dict)
    evidence: dict[str, float] = field(default_factory=dict)
    retrieved: tuple[Retrieved, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    remarks: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()
    acts: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    state: str = ""
    contacts: tuple[Contact, ...] = ()
    llm: dict[str, int] = field(default_factory=dict)
    newest: str = ""

    @property
    def answers(self) -> bool:
        """Whether it answers, in whole or in part; the citations of others are only near."""
        return self.status in (AnswerStatus.ANSWERED, AnswerStatus.PARTIAL)

    def as_json(self) -> dict[str, Any]:
        """The answer as the HTTP contract writes it."""
        return {
            "answer_id": self.answer_id,
            "status": self.status.value,
            "answer": self.answer,
            "short_answer": self.short_answer,
            "spoken": self.spoken,
            "standalone_question": self.standalone_question,
            "statements": [statement.as_json() for statement in self.statements],
            "citations": [citation.as_json() for citation in self.citations],
            "contacts": [contact.as_json() for contact in self.contacts],
            "remarks": list(self.remarks),
            "suggestions": list(self.suggestions),
            "choices": list(self.choices),
            "acts": list(self.acts),
            "state": self.state,
            "model": self.model,
            "timings_ms": {name: round(ms, 1) for name, ms in self.timings_ms.items()},
            "retrieved": [found.as_json() for found in self.retrieved],
            "evidence": {name: round(value, 4) for name, value in self.evidence.items()},
            "verdicts": [verdict.as_json() for verdict in self.verdicts],
            "newest": self.newest or None,
            **({"llm": self.llm} if self.llm else {}),
        }
