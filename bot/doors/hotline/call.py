"""A call as it stands after a turn, and what is said in one."""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from bot.answer import Answer
from bot.question import Filters

Input = Literal["text", "audio", "keys"]
_MESSAGES = 20  # kept of a call; the state holds what the talk is about
_ASKED = 12  # questions told to the person who takes over


class Action(StrEnum):
    """What the switchboard does after the words."""

    LISTEN = "listen"
    TRANSFER = "transfer"
    HANGUP = "hangup"


class Kind(StrEnum):
    """What a part of an utterance is."""

    NOTICE = "notice"  # that a machine speaks, and what can be said
    ANSWER = "answer"
    CHOICES = "choices"
    KEYS = "keys"
    SILENCE = "silence"
    WORD = "word"  # a few words of the hotline's own


@dataclass(frozen=True, slots=True)
class Part:
    """One thing said."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Option:
    """A choice that can be pressed: how it is ``label``led and what it ``asks``."""

    label: str
    asks: str


@dataclass(frozen=True, slots=True)
class Transfer:
    """A person is wanted: the number to dial ("" where none is set) and what to tell the person."""

    number: str
    summary: str


@dataclass(frozen=True, slots=True)
class Said:
    """What is said in a turn and what is to be done then."""

    parts: tuple[Part, ...]
    action: Action = Action.LISTEN
    options: tuple[Option, ...] = ()
    answer: Answer | None = None
    transfer: Transfer | None = None

    @property
    def text(self) -> str:
        """All of it."""
        return " ".join(part.text for part in self.parts)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the call and what came of it, for the person who takes over."""

    question: str
    answered: bool
    answer: str
    source: str


@dataclass(frozen=True, slots=True)
class Heard:
    """A caller's turn: one of ``text``, ``keys``, silence (none of them); ``unclear``: something
    was said that could not be made out."""

    text: str = ""
    keys: str = ""
    unclear: bool = False


@dataclass(slots=True)
class Call:
    """One call; only the holder of ``lock`` changes it.

    ``owner``: who began it and alone goes on with it, as ``owner_of`` tells; ``reading``: what is
    still to be read of a text that the talk's own state does not hold;
    ``silences``: how often in a row nothing was heard; ``seen``: when it was last heard of.
    """

    id: str
    seen: float
    owner: str = ""
    input: Input = "text"
    filters: Filters = field(default_factory=Filters)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0
    turns: int = 0
    state: str = ""
    messages: deque[str] = field(default_factory=lambda: deque(maxlen=_MESSAGES))
    asked: deque[Asked] = field(default_factory=lambda: deque(maxlen=_ASKED))
    reading: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    silences: int = 0
    last: Said | None = None
    answer: Answer | None = None
    transfer: Transfer | None = None
    ended: str = ""

    @property
    def by_keys(self) -> bool:
        """Whether the caller can only press keys."""
        return self.input == "keys"
