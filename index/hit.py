"""A hit: a clause with its score and where the score came from."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Hit:
    """``score`` orders hits; ``sources`` holds each retriever's own score for audit."""

    clause_id: str
    score: float
    sources: dict[str, float] = field(default_factory=dict)
