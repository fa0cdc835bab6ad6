"""What people think of answers, in the database; ``feedback.jsonl`` of before is taken over."""

import json
import logging
import threading
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Connection, insert, select

from bot.records.database import Database, open_database
from bot.records.tables import opinions
from corpus.privacy import mask

Rating = Literal["up", "down"]
TAKEN = ".da-chuyen"  # what is put behind the name of a file that was taken over
_LOG = logging.getLogger(__name__)


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

    def __init__(self, data_dir: Path, database: Database | None = None) -> None:
        self.path = data_dir / "feedback.jsonl"  # as it was kept before
        self._database = database or open_database(data_dir)
        self._lock = threading.Lock()

    def add(self, answer_id: str, rating: Rating, comment: str = "", key: str = "") -> Feedback:
        """Keep a rating, personal data in the comment masked; DatabaseError where that fails."""
        self._take_over()
        at = datetime.now(UTC)
        masked = mask(comment.strip()).text
        kept = Feedback(answer_id, rating, masked, key, at.isoformat(timespec="seconds"))
        with self._database.writing() as connection:
            connection.execute(insert(opinions).values(**{**asdict(kept), "at": at}))
        return kept

    def all(self) -> Iterator[Feedback]:
        """The ratings, oldest first."""
        self._take_over()
        with self._database.reading() as connection:
            for row in connection.execute(select(opinions).order_by(opinions.c.at, opinions.c.id)):
                at = row.at.isoformat(timespec="seconds")
                yield Feedback(row.answer_id, row.rating, row.comment, row.key, at)

    def disliked(self, since: datetime) -> dict[str, list[str]]:
        """What was said of answers that somebody found wrong, by answer."""
        self._take_over()
        wanted = select(opinions.c.answer_id, opinions.c.comment).where(
            opinions.c.rating == "down", opinions.c.at >= since
        )
        found: dict[str, list[str]] = {}
        with self._database.reading() as connection:
            for row in connection.execute(wanted.order_by(opinions.c.id)):
                found.setdefault(row.answer_id, []).append(row.comment)
        return found

    def _take_over(self) -> None:
        """Bring the file of before into the database, once; it stays under another name."""
        if not self.path.is_file():
            return
        with self._lock:
            if not self.path.is_file():
                return
            with self._database.writing() as connection:
                known = {_same(row._mapping) for row in connection.execute(select(opinions))}
                for row in _read(self.path):
                    if _same(row) not in known:
                        _add(connection, row)
            self.path.replace(self.path.with_name(self.path.name + TAKEN))


def _read(path: Path) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            one = Feedback(**json.loads(line))
            at = datetime.fromisoformat(one.at)
            yield {**asdict(one), "comment": mask(one.comment).text, "at": at}
        except (ValueError, TypeError):
            _LOG.warning("%s: dòng %d hỏng, bỏ qua", path, number)


def _same(row: Any) -> tuple[str, str, str, str]:
    at = row["at"].astimezone(UTC).isoformat(timespec="seconds")
    return row["answer_id"], row["rating"], row["comment"], at


def _add(connection: Connection, row: dict[str, Any]) -> None:
    connection.execute(insert(opinions).values(**row))
