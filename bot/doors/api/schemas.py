"""Requests at the HTTP edge; answers go out as the contract's own JSON objects."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from bot.question import MAX_QUESTION, Ask, Filters, Turn

MAX_HISTORY = 200  # messages
MAX_STATE = 40_000  # characters
Question = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_QUESTION)
]


Name = Annotated[str, StringConstraints(max_length=500)]


class Body(BaseModel):
    """What is sent as JSON: a key that it does not know is an error, not left out unsaid."""

    model_config = ConfigDict(extra="forbid")


class TurnIn(Body):
    """One earlier message."""

    role: Literal["user", "assistant", "system"]
    content: Annotated[str, StringConstraints(max_length=20_000)]


class FiltersIn(Body):
    """Limits set by the caller."""

    documents: Annotated[list[Name], Field(max_length=1000)] = []
    issuer: Name | None = None
    province: Name | None = None
    as_of: date | None = None

    def as_filters(self) -> Filters:
        """The pipeline's own form."""
        day = self.as_of.isoformat() if self.as_of else None
        return Filters(tuple(self.documents), self.issuer, self.province, day)


class AskIn(Body):
    """Body of ``POST /api/v1/ask``."""

    question: Question
    history: Annotated[list[TurnIn], Field(max_length=MAX_HISTORY)] = []
    filters: FiltersIn = FiltersIn()
    mode: Literal["auto", "extractive"] = "auto"
    state: Annotated[str, StringConstraints(max_length=MAX_STATE)] = ""
    channel: Literal["text", "voice"] = "text"

    def as_ask(self) -> Ask:
        """The pipeline's own form."""
        filters = self.filters.as_filters()
        history = tuple(Turn(turn.role, turn.content) for turn in self.history)
        return Ask(self.question, history, filters, self.mode, self.state, self.channel == "voice")
