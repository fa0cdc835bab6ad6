"""A piece of a clause that answers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence, or a row's cell under its ``head``, as half-open offsets into the document's
    text, and how probable it is that it answers; ``strong`` are the stretches of it that do."""

    start: int
    end: int
    head: str
    probability: float
    strong: tuple[tuple[int, int], ...] = ()
