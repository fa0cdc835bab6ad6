"""What the learned reader is given of a clause: its profile and the search's raw scores."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.evidence.profile import Profile
from corpus.document import Clause, Document


@dataclass(frozen=True, slots=True)
class Candidate:
    """``total`` is the plain sum of scaled scores; ``scores`` are those of each ranking as they
    came, all of them for every candidate (``index.retrieve.Searcher.candidates``)."""

    document: Document
    clause: Clause
    profile: Profile
    total: float
    scores: Mapping[str, float]
    outdated: bool = False
