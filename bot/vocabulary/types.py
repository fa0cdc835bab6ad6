"""The one table of question types (``asks.toml``): how each is asked, answered, checked, missed."""

from dataclasses import dataclass
from functools import cache

from bot.vocabulary import read_table


@dataclass(frozen=True, slots=True)
class QuestionType:
    """A row of the table; its fields are explained there."""

    name: str
    phrases: tuple[str, ...]
    implies: tuple[str, ...] = ()
    check: str = ""
    unless: tuple[str, ...] = ()
    absence: str = ""
    absence_order: int = 0
    traits: frozenset[str] = frozenset()


@cache
def question_types() -> dict[str, QuestionType]:
    """The types by name, in the order of the table."""
    return {
        name: QuestionType(
            name,
            tuple(row["phrases"]),
            tuple(row.get("implies", ())),
            row.get("check", ""),
            tuple(row.get("unless", ())),
            row.get("absence", ""),
            row.get("absence_order", 0),
            frozenset(row.get("traits", ())),
        )
        for name, row in read_table("asks").items()
    }


@cache
def types_with(trait: str) -> tuple[str, ...]:
    """The names of the types that have ``trait``; of none in the table: KeyError."""
    found = tuple(name for name, row in question_types().items() if trait in row.traits)
    if not found:
        raise KeyError(trait)
    return found


@cache
def missable() -> tuple[str, ...]:
    """The types whose absence can be said, the most telling first."""
    rows = [row for row in question_types().values() if row.absence]
    return tuple(row.name for row in sorted(rows, key=lambda row: row.absence_order))
