"""What is sent about questions."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from bot.doors.api.schemas import Body
from bot.inquiry.inquiry import KINDS
from bot.records.cases import MOST_NOTE
from bot.records.examples import Example
from bot.records.words import MOST_MEANS, MOST_SAID
from bot.records.words import MOST_NOTE as MOST_WORD_NOTE

_Note = Annotated[str, StringConstraints(max_length=MOST_NOTE)]
_Long = Annotated[str, StringConstraints(max_length=2000)]


class WordIn(Body):
    """A word that people use, and what the documents write."""

    kind: Literal["abbreviation", "synonym"]
    said: Annotated[str, StringConstraints(max_length=MOST_SAID)]
    means: Annotated[str, StringConstraints(max_length=MOST_MEANS)]
    note: Annotated[str, StringConstraints(max_length=MOST_WORD_NOTE)] = ""


class StateIn(Body):
    """How far a group of questions is."""

    state: Literal["open", "elsewhere", "done", "ignored"]
    note: _Note = ""


class GoldIn(Body):
    """Words of the right clause."""

    document: Annotated[str, StringConstraints(max_length=300)]
    quote: _Long


class ExampleIn(Body):
    """A question for evaluation."""

    question: _Long
    kind: Annotated[str, StringConstraints(max_length=20)] = next(iter(KINDS))
    answerable: bool
    gold: tuple[GoldIn, ...] = ()
    reference: _Long = ""

    def as_example(self) -> Example:
        """In the form in which it is kept."""
        gold = tuple((one.document, one.quote.strip()) for one in self.gold)
        return Example("", self.kind, self.question, self.answerable, gold, self.reference)
