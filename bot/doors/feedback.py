"""What people think of answers: one JSON object a line in ``feedback.jsonl`` of the data folder.

A line is written in one piece and flushed, so that a stop loses nothing and two processes do not
mix. ``FeedbackBook`` is all that the doors know of it: a database can take its place.
"""

import json
import os
import threading
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from corpus.privacy import mask

Rating = Literal["up", "down"]


@dataclass(frozen=True, slots=True)
class Feedback:
    """One rating; the comment is without personal data, ``key`` is the id of the caller's key."""

    answer_id: str
    rating: Rating
    comment: str = ""
    key: str = ""
    at: str = ""


class FeedbackBook:
    """The ratings of a data folder."""

    def __init__(self, data_dir: Path) -> None:
        self.path = data_dir / "feedback.jsonl"
        self._lock = threading.Lock()

    def add(self, answer_id: str, rating: Rating, comment: str = "", key: str = "") -> Feedback:
        """Keep a rating, personal data in the comment masked; OSError where that fails."""
        at = datetime.now(UTC).isoformat(timespec="seconds")
        kept = Feedback(answer_id, rating, mask(comment.strip()).text, key, at)
        line = json.dumps(asdict(kept), ensure_ascii=False) + "\n"
        with self._lock:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
            with os.fdopen(os.open(self.path, flags, 0o600), "ab") as file:
                file.write(line.encode())
                file.flush()
                os.fsync(file.fileno())
        return kept

    def all(self) -> Iterator[Feedback]:
        """The ratings, oldest first."""
        if self.path.is_file():
            with self.path.open(encoding="utf-8") as lines:
                for line in lines:
                    yield Feedback(**json.loads(line))
