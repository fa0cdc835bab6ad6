"""Sign-ins under way at the identity provider, in the database: a restart, or another process, ends
none of them.

The browser's part and the ``state`` are kept as digests: who reads the database has neither what
the browser must bring back nor what the provider sends with it.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, func, insert, select

from bot.records.database import Database
from bot.records.tables import signins

_LASTS = timedelta(minutes=10)
_MOST = 10_000  # under way at once: who begins for ever drives the oldest out, no more


@dataclass(frozen=True, slots=True)
class Begun:
    """A sign-in under way. ``browser`` is the cookie of the browser that began it."""

    browser: str
    state: str
    nonce: str
    verifier: str
    redirect: str
    onward: str


@dataclass(frozen=True, slots=True)
class BegunBook:
    """The sign-ins under way of a database."""

    database: Database

    def keep(self, begun: Begun) -> None:
        """One more, for ten minutes."""
        now = datetime.now(UTC)
        with self.database.writing() as connection:
            connection.execute(delete(signins).where(signins.c.ends < now))
            count = connection.execute(select(func.count()).select_from(signins)).scalar() or 0
            if count >= _MOST:
                oldest = select(signins.c.state).order_by(signins.c.ends).limit(count - _MOST + 1)
                connection.execute(delete(signins).where(signins.c.state.in_(oldest)))
            connection.execute(
                insert(signins).values(
                    state=_digest(begun.state), browser=_digest(begun.browser), nonce=begun.nonce,
                    verifier=begun.verifier, redirect=begun.redirect, onward=begun.onward,
                    ends=now + _LASTS,
                )
            )  # fmt: skip

    def take(self, browser: str, state: str) -> Begun | None:
        """The one that this browser began, which is used up; None where there is none any more."""
        ours = (signins.c.state == _digest(state), signins.c.browser == _digest(browser))
        with self.database.writing() as connection:
            # the row is of whom it is given to: of two at once one gets it
            row = connection.execute(delete(signins).where(*ours).returning(signins)).first()
        if row is None or row.ends < datetime.now(UTC):
            return None
        return Begun(browser, state, row.nonce, row.verifier, row.redirect, row.onward)


def _digest(word: str) -> str:
    return hashlib.sha256(f"tongdai:signin:{word}".encode()).hexdigest()
