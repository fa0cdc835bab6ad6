"""Sessions: kept in the database, known by the digest of a cookie of 32 random bytes."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from bot.people.principal import Kind, Principal
from bot.people.roles import ROLES
from bot.records.database import Database
from bot.records.tables import people, sessions

_HALF = timedelta(minutes=5)  # the time for the second step
_TOLD_EVERY = timedelta(seconds=60)  # that a session is in use is written so often


@dataclass(frozen=True, slots=True)
class Pending:
    """A person who has taken the first step of two."""

    person_id: str
    csrf: str


class Sessions:
    """The sessions of a database: over after ``idle`` without a request, and after ``whole``."""

    def __init__(self, database: Database, idle: timedelta, whole: timedelta) -> None:
        self._database, self._idle, self._whole = database, idle, whole

    def begin(self, person_id: str, *, whole: bool, before: str = "") -> str:
        """A new session, always under a new name; the cookie's value. The one ``before`` ends."""
        token, now = secrets.token_urlsafe(32), datetime.now(UTC)
        ends = now + (self._whole if whole else _HALF)
        with self._database.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.ends < now))
            if before:
                connection.execute(delete(sessions).where(sessions.c.id == _digest(before)))
            connection.execute(
                insert(sessions).values(
                    id=_digest(token), person=person_id, csrf=secrets.token_urlsafe(32),
                    whole=whole, made=now, seen=now, ends=ends,
                )
            )  # fmt: skip
            if whole:
                connection.execute(update(people).where(people.c.id == person_id).values(seen=now))
        return token

    def principal(self, token: str) -> Principal | None:
        """Whose session it is, while it lasts; what they may do is read anew each time."""
        now = datetime.now(UTC)
        both = select(sessions, people.c.name, people.c.role, people.c.active).join(
            people, people.c.id == sessions.c.person
        )
        with self._database.reading() as connection:
            row = connection.execute(both.where(sessions.c.id == _digest(token))).first()
        if row is None or not row.whole or not row.active:
            return None
        if row.ends < now or row.seen + self._idle < now:
            return None
        if row.seen + _TOLD_EVERY < now:
            with self._database.writing() as connection:
                connection.execute(update(sessions).where(sessions.c.id == row.id).values(seen=now))
        scopes = ROLES.get(row.role, frozenset())
        return Principal(Kind.PERSON, row.person, row.name, row.role, scopes, row.id, row.csrf)

    def pending(self, token: str) -> Pending | None:
        """Who has the second step before them."""
        now = datetime.now(UTC)
        with self._database.reading() as connection:
            row = connection.execute(
                select(sessions).where(sessions.c.id == _digest(token))
            ).first()
        if row is None or row.whole or row.ends < now:
            return None
        return Pending(row.person, row.csrf)

    def end(self, token: str) -> None:
        """Sign out."""
        with self._database.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.id == _digest(token)))


def end_all(connection: Connection, person_id: str) -> None:
    """Sign a person out everywhere."""
    connection.execute(delete(sessions).where(sessions.c.person == person_id))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
