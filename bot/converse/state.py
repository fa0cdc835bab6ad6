"""What a talk has come to after a turn: one frozen object, from which the next turn is understood.

It holds nothing of the assistant's words but the direct answers (all else is read anew from the
cited clauses), and nothing of a turn that was refused but that it was.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.answer import Citation
from bot.converse.told import NOTHING, Told
from bot.question import Fact
from corpus.library import Library

_TOPICS = 6  # questions that were answered and can be come back to; the first is kept
_ASKED = 3  # last messages, by which a state is known to belong to a history
_DIGEST = 12  # hexadecimal digits


@dataclass(frozen=True, slots=True)
class Shown:
    """A clause that an answer showed, with the offsets into its quote that were marked."""

    clause: str
    highlights: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Lead:
    """A direct answer that was given, as ``bot.answer.Statement`` has it."""

    text: str
    markers: tuple[int, ...]
    strong: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """A talk after its last turn.

    ``asked``: digests of its last messages; ``topics``: the standalone questions that were
    answered, the first one and the newest ones, newest last; ``said``: what the newest was answered
    with; ``shown`` and ``leads``: its clauses by marker, and its direct answers; ``listed``: it was
    a list; ``outcome``: how the last turn was met (an ``AnswerStatus``); ``ruled_out``: provinces
    that are not meant; ``pending``: the question that was asked back about, with ``choices``;
    ``settled``: matters that were asked back about before; ``last``: the last question that was
    searched for, whatever came of it; ``heard``: how many utterances of the answer a caller has
    heard; ``address``: how the person is spoken to; ``english``: the language; ``focus``: the
    documents that were named or cited, the newest first, also those of turns that were refused;
    ``facts``: what the person told of himself, which holds until told anew; ``tasks``: the list of
    tasks that was told last, "" where something else was.
    """

    asked: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    said: Told = NOTHING
    shown: tuple[Shown, ...] = ()
    leads: tuple[Lead, ...] = ()
    listed: bool = False
    outcome: str = ""
    ruled_out: tuple[str, ...] = ()
    pending: str = ""
    choices: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()
    last: str = ""
    heard: int = 0
    address: str = ""
    english: bool = False
    focus: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    tasks: str = ""

    @property
    def topic(self) -> str:
        """The question that was answered last; "" where none was."""
        return self.topics[-1] if self.topics else ""

    @property
    def first(self) -> str:
        """The question that the talk began with."""
        return self.topics[0] if self.topics else ""

    def citations(self, library: Library) -> tuple[Citation, ...]:
        """The clauses shown, with their markers; one that is no more there is left out."""
        found = []
        for marker, shown in enumerate(self.shown, start=1):
            clause = library.clause(shown.clause)
            document = library.document(clause.document_id) if clause else None
            if clause is not None and document is not None:
                found.append(Citation(marker, document, clause, shown.highlights))
        return tuple(found)

    def with_topic(self, question: str) -> tuple[str, ...]:
        """The topics after ``question`` was answered."""
        others = [t for t in self.topics if t != question]
        kept = [*others, question]
        return tuple(kept if len(kept) <= _TOPICS else [kept[0], *kept[1 - _TOPICS :]])

    def after(self, message: str) -> "State":
        """The same after one more message, whatever became of it."""
        asked = (*self.asked, digest(message))[-_ASKED:]
        return replace(self, asked=asked)

    def belongs_to(self, messages: Sequence[str]) -> bool:
        """Whether the talk's last messages are those of ``messages`` (oldest first), as far as both
        go back; a state alone, without a history, belongs."""
        known = tuple(digest(message) for message in messages[-_ASKED:])
        count = min(len(known), len(self.asked))
        return not known or (count > 0 and self.asked[-count:] == known[-count:])

    def as_json(self) -> dict[str, Any]:
        """For sealing; what is empty is left out."""
        full = {
            "asked": list(self.asked),
            "topics": list(self.topics),
            "said": [self.said.lead, self.said.source, self.said.words],
            "shown": [[s.clause, [list(h) for h in s.highlights]] for s in self.shown],
            "leads": [[x.text, list(x.markers), [list(s) for s in x.strong]] for x in self.leads],
            "listed": self.listed,
            "outcome": self.outcome,
            "ruled_out": list(self.ruled_out),
            "pending": self.pending,
            "choices": list(self.choices),
            "settled": list(self.settled),
            "last": self.last,
            "heard": self.heard,
            "address": self.address,
            "english": self.english,
            "focus": list(self.focus),
            "facts": [[f.kind, f.words] for f in self.facts],
            "tasks": self.tasks,
        }
        return {name: value for name, value in full.items() if value}


NEW = State()


def state_of(data: dict[str, Any]) -> State:
    """The state that ``as_json`` wrote; KeyError, TypeError or ValueError where it is another."""
    return State(
        asked=tuple(data.get("asked", ())),
        topics=tuple(data.get("topics", ())),
        said=Told(*data.get("said", ())),
        shown=tuple(Shown(clause, _spans(marked)) for clause, marked in data.get("shown", ())),
        leads=tuple(
            Lead(text, tuple(markers), _spans(strong))
            for text, markers, strong in data.get("leads", ())
        ),
        listed=bool(data.get("listed", False)),
        outcome=data.get("outcome", ""),
        ruled_out=tuple(data.get("ruled_out", ())),
        pending=data.get("pending", ""),
        choices=tuple(data.get("choices", ())),
        settled=tuple(data.get("settled", ())),
        last=data.get("last", ""),
        heard=int(data.get("heard", 0)),
        address=data.get("address", ""),
        english=bool(data.get("english", False)),
        focus=tuple(data.get("focus", ())),
        facts=tuple(Fact(str(kind), str(words)) for kind, words in data.get("facts", ())),
        tasks=data.get("tasks", ""),
    )


def digest(message: str) -> str:
    """What tells one message from another."""
    bare = " ".join(message.split())
    return hashlib.sha256(bare.encode()).hexdigest()[:_DIGEST]


def _spans(pairs: Sequence[Sequence[int]]) -> tuple[tuple[int, int], ...]:
    return tuple((int(start), int(end)) for start, end in pairs)
