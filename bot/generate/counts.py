"""What came of the calls of a language model, by role: read by whoever watches the server."""

import threading
from collections import Counter
from typing import Literal, get_args

# answered: a whole reply came; unreadable: one of them that had not the form asked for; failed:
# an error, or none in time; given_up: the asker left; busy: no turn in time; left_alone: not
# called, because of failures before
Outcome = Literal["answered", "unreadable", "failed", "given_up", "busy", "left_alone"]
OUTCOMES: tuple[str, ...] = get_args(Outcome)


class Counts:
    """Calls by role and outcome, since the model was opened."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()
        self._lock = threading.Lock()

    def add(self, role: str, outcome: Outcome) -> None:
        """One more."""
        with self._lock:
            self._counts[role, outcome] += 1

    def all(self) -> dict[tuple[str, str], int]:
        """How many, by role and outcome."""
        with self._lock:
            return dict(self._counts)
