"""A message of a talk as it is sought in the documents, and what one wording of it found."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.clock import Clock
from bot.converse.follow_up import points_at_document
from bot.converse.state import State
from bot.findings import Choice, Findings
from bot.generate.understanding import Reading
from bot.question import Ask, Conversation, Understood
from bot.talk.of_form import asks_of_form
from bot.talk.plan import Plan

_FOLLOWS = ("follow_up", "correct", "doubt", "choose", "complain", "explain_term")


@dataclass(frozen=True, slots=True)
class Said:
    """A message: as asked and as read, the acts that it does, how it is to be met, the talk before
    it, the time it has, how a language model reads it, and how probable each act is; ``again``:
    what a correction rejects may come once more; ``brief``: few words are wanted."""

    ask: Ask
    conversation: Conversation
    acts: tuple[str, ...]
    planned: Plan
    state: State
    clock: Clock
    reading: Reading | None = None
    chances: Mapping[str, float] = field(default_factory=dict)
    again: bool = False
    brief: bool = False

    @property
    def follows(self) -> bool:
        """Whether it may hang on what was answered before."""
        hangs = "ask" not in self.acts or bool(set(self.acts) & set(_FOLLOWS)) or self.bound
        return bool(self.state.topic or self.state.shown or self.state.focus) and hangs

    @property
    def may_be_new(self) -> bool:
        """Whether it may ask of something else than the talk is about."""
        return not self.follows or ("ask" in self.acts and not self.bound)

    @property
    def bound(self) -> bool:
        """Whether it is of the document that was shown: it speaks of it, or only names a part that
        every document has."""
        of_form = bool(self.state.shown) and asks_of_form(self.conversation.kept)
        return self.points or of_form

    @property
    def points(self) -> bool:
        """Whether it speaks of a document that was shown ("quyết định này")."""
        return bool(self.state.shown and points_at_document(self.conversation.kept))


@dataclass(frozen=True, slots=True)
class Tried:
    """One wording of a question with what was found for it."""

    question: Understood
    findings: Findings
    choice: Choice

    @property
    def nearness(self) -> float:
        """How near what was found comes to an answer."""
        return max((f.probability for f in self.findings.found[:1]), default=0.0)
