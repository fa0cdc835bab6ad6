"""What a clause says to a yes-or-no question."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settled:
    """``yes``: what the question puts forward is so; ``words``: "Có", "Không được", as it was
    asked; the sentence that bears it, as half-open offsets into the document's text; ``bound``: it
    hangs on a condition, or has an exception, that the question does not name; ``probability``:
    that it is right, if the clause is."""

    yes: bool
    words: str
    start: int
    end: int
    bound: bool
    probability: float
