"""Questions that officials chose for evaluation, with the right clause's words; each change is in
the audit log."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, insert, select

from bot.records.audit import AuditLog
from bot.records.database import Database
from bot.records.tables import examples
from corpus.privacy import mask


@dataclass(frozen=True, slots=True)
class Example:
    """A question of a set; ``gold`` are (document, words of the right clause)."""

    key: str
    kind: str
    question: str
    answerable: bool
    gold: tuple[tuple[str, str], ...] = ()
    reference: str = ""
    changed: datetime = datetime.min
    by: str = ""


class ExampleBook:
    """The questions for evaluation of a database."""

    def __init__(self, database: Database, audit: AuditLog) -> None:
        self._database, self._audit = database, audit

    def all(self) -> list[Example]:
        """All, the oldest first."""
        order = select(examples).order_by(examples.c.changed, examples.c.key)
        with self._database.reading() as connection:
            rows = [dict(row._mapping) for row in connection.execute(order)]
        return [
            Example(**{**row, "gold": tuple((g["document"], g["quote"]) for g in row["gold"])})
            for row in rows
        ]

    def put(self, actor: str, one: Example) -> None:
        """Keep it, in place of what was kept of this question."""
        gold = [{"document": document, "quote": quote} for document, quote in one.gold]

        def write(connection: Connection) -> None:
            connection.execute(delete(examples).where(examples.c.key == one.key))
            connection.execute(
                insert(examples).values(
                    key=one.key, kind=one.kind, question=mask(one.question).text,
                    answerable=one.answerable, gold=gold, reference=mask(one.reference).text,
                    changed=datetime.now(UTC), by=actor[:120],
                )
            )  # fmt: skip

        self._change(actor, "examples.put", one.key, write)

    def drop(self, actor: str, key: str) -> bool:
        """Take it away; whether it was there."""
        there = any(one.key == key for one in self.all())
        if there:
            where = examples.c.key == key
            self._change(
                actor, "examples.drop", key, lambda c: c.execute(delete(examples).where(where))
            )
        return there

    def _change(
        self, actor: str, action: str, key: str, write: Callable[[Connection], object]
    ) -> None:
        with self._database.writing() as connection:
            self._database.alone(connection)
            write(connection)
            entry = self._audit.write_in(connection, actor, action, key, {})
        self._audit.note(entry)
