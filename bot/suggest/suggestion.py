"""A question to offer, with what is to answer it."""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Suggestion:
    """``answers`` are ids of clauses or documents, one of which is to answer (none: any may);
    ``kind`` is a section of ``suggest.toml``; ``direct``: some words are to answer, not a whole
    clause."""

    text: str
    answers: tuple[str, ...] = ()
    kind: str = ""
    direct: bool = False

    def is_met(self, chosen: Collection[str]) -> bool:
        """Whether the clauses that are chosen for it, by their ids, are such as are to answer."""
        if not self.answers:
            return bool(chosen)
        return any(one in self.answers or one.partition(".")[0] in self.answers for one in chosen)
