"""After too many wrong tries one has to wait, longer each time: by name and address, by address,
by name.

The pair is counted strictly, so that who guesses from one place is stopped at once; an address
alone stops who tries many names; a name alone, with more tries, stops who tries from many places,
without letting everyone lock others out with five words. An address from which the name has signed
in lately is not held up by what is tried elsewhere: nobody is kept out for ever by others' tries.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from bot.records.database import Database
from bot.records.tables import tries

_FORGOTTEN = timedelta(hours=24)
_KNOWN = timedelta(days=30)  # since the last time that the name signed in from an address
_FIRST, _LONGEST = 30, 3600  # seconds to wait
_FREE = {"pair": 5, "address": 20, "name": 50}  # wrong tries until one has to wait


@dataclass(frozen=True, slots=True)
class Try:
    """A try that was begun: ``wait`` seconds where it may not go on; else it counts as wrong, with
    what it changed: for each of whom, until when they had to wait before, and have to now."""

    name: str
    address: str
    wait: int = 0
    changed: tuple[tuple[str, datetime | None, datetime | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Lockout:
    """Counts wrong tries in the database, so that a restart forgives none, and so that all
    processes over it count together."""

    database: Database

    def wait(self, name: str, address: str) -> int:
        """Seconds until the next try may be begun, 0 for now."""
        with self.database.reading() as connection:
            return _left(connection, name, address)

    def begin(self, name: str, address: str) -> Try:
        """Begin a try. It counts as wrong from here on, until ``right`` takes that back: a password
        takes long to look at, and of many tries at once no more are to be looked at than of as many
        one after another."""
        if wait := self.wait(name, address):  # costs no write
            return Try(name, address, wait)
        now = datetime.now(UTC)
        with self.database.writing() as connection:
            self.database.alone(connection)
            if wait := _left(connection, name, address):
                return Try(name, address, wait)
            connection.execute(delete(tries).where(tries.c.last < now - _FORGOTTEN))
            changed = tuple(
                (who, *_counted(connection, who, kind, now)) for who, kind in _whom(name, address)
            )
        return Try(name, address, 0, changed)

    def right(self, tried: Try) -> None:
        """It was no wrong one: it counts no longer. Who has to wait for another's wrong try goes on
        waiting."""
        with self.database.writing() as connection:
            self.database.alone(connection)
            for who, before, made in tried.changed:
                row = connection.execute(select(tries).where(tries.c.who == who)).first()
                if row is None or not row.failures:
                    continue
                until = before if row.until == made else row.until
                values = {"failures": row.failures - 1, "until": until}
                connection.execute(update(tries).where(tries.c.who == who).values(**values))

    def passed(self, name: str, address: str) -> None:
        """Forget the wrong tries of a name from this address; those of the address stay, or who
        has one account could guess at others for ever."""
        pair, _ = _whom(name, address)[0]
        known = _digest("known", f"{name} {address}")
        until = datetime.now(UTC) + _KNOWN - _FORGOTTEN  # when it is dropped with old tries
        with self.database.writing() as connection:
            self.database.alone(connection)
            connection.execute(delete(tries).where(tries.c.who.in_([pair, known])))
            connection.execute(insert(tries).values(who=known, failures=0, last=until, until=None))


def _left(connection: Connection, name: str, address: str) -> int:
    """Seconds that are still to be waited."""
    now = datetime.now(UTC)
    known = _digest("known", f"{name} {address}")
    lately = connection.execute(select(tries.c.last).where(tries.c.who == known)).scalar()
    counted = _whom(name, address)
    if lately and lately > now - _FORGOTTEN:
        counted = [one for one in counted if one[1] != "name"]
    found = connection.execute(
        select(tries.c.until).where(tries.c.who.in_([w for w, _ in counted]))
    ).scalars()
    left = [(until - now).total_seconds() for until in found if until]
    return max(0, *(int(seconds) + 1 for seconds in left if seconds > 0), 0)


def _counted(
    connection: Connection, who: str, kind: str, now: datetime
) -> tuple[datetime | None, datetime | None]:
    """One wrong try more; until when they had to wait before it, and have to now."""
    row = connection.execute(select(tries).where(tries.c.who == who)).first()
    failures = (row.failures if row else 0) + 1
    over = failures - _FREE[kind]
    seconds = min(_FIRST * 2 ** min(over, 20), _LONGEST) if over >= 0 else 0
    until = now + timedelta(seconds=seconds) if seconds else None
    values = {"failures": failures, "last": now, "until": until}
    if row:
        connection.execute(update(tries).where(tries.c.who == who).values(**values))
    else:
        connection.execute(insert(tries).values(who=who, **values))
    return (row.until if row else None), until


def _whom(name: str, address: str) -> list[tuple[str, str]]:
    """What is counted, as digests: who tries is nobody's business afterwards."""
    named = {"pair": f"{name} {address}", "address": address, "name": name}
    return [(_digest(kind, who), kind) for kind, who in named.items()]


def _digest(kind: str, who: str) -> str:
    return hashlib.sha256(f"tongdai:{kind}:{who}".encode()).hexdigest()
