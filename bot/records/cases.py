"""What officials did about a question: its state and a note, kept by the question's words, so that
the same question asked again is known; each change is in the audit log."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import Connection, delete, insert, select

from bot.records.audit import AuditLog
from bot.records.database import Database
from bot.records.tables import cases
from corpus.language.segment import syllables
from corpus.privacy import mask

MOST_NOTE = 2000  # characters
_AT_ONCE = 500  # keys of one statement


class CaseState(StrEnum):
    """How far it is."""

    OPEN = "open"
    ELSEWHERE = "elsewhere"
    DONE = "done"
    IGNORED = "ignored"


STATES = {
    CaseState.OPEN: "cần xem",
    CaseState.ELSEWHERE: "đã trả lời ở nơi khác",
    CaseState.DONE: "đã xử lý",
    CaseState.IGNORED: "không cần xử lý",
}


@dataclass(frozen=True, slots=True)
class Case:
    """The state of a question, by whom and since when."""

    key: str
    state: CaseState
    note: str
    changed: datetime
    by: str


def question_key(text: str) -> str:
    """The same for the same words, whatever their signs and letter case."""
    return hashlib.sha256(" ".join(syllables(text)).encode()).hexdigest()[:32]


class CaseBook:
    """The cases of a database."""

    def __init__(self, database: Database, audit: AuditLog) -> None:
        self._database, self._audit = database, audit

    def of(self, keys: Iterable[str]) -> Mapping[str, Case]:
        """Those that there are, by key."""
        wanted, found = list(dict.fromkeys(keys)), dict[str, Case]()
        with self._database.reading() as connection:
            for first in range(0, len(wanted), _AT_ONCE):
                some = select(cases).where(cases.c.key.in_(wanted[first : first + _AT_ONCE]))
                for row in connection.execute(some):
                    values = dict(row._mapping)
                    found[row.key] = Case(**{**values, "state": CaseState(row.state)})
        return found

    def put(self, actor: str, keys: Iterable[str], state: CaseState, note: str) -> int:
        """All of these questions are in this state from now on; how many they are."""
        wanted = list(dict.fromkeys(keys))
        kept, now = mask(note.strip()[:MOST_NOTE]).text, datetime.now(UTC)
        with self._database.writing() as connection:
            self._database.alone(connection)
            _drop(connection, wanted)
            rows = [
                {"key": key, "state": state.value, "note": kept, "changed": now, "by": actor[:120]}
                for key in wanted
            ]
            connection.execute(insert(cases), rows)
            told = {"state": state.value, "questions": len(wanted), "note": bool(kept)}
            entry = self._audit.write_in(connection, actor, "questions.state", wanted[0], told)
        self._audit.note(entry)
        return len(wanted)


def _drop(connection: Connection, keys: list[str]) -> None:
    for first in range(0, len(keys), _AT_ONCE):
        connection.execute(delete(cases).where(cases.c.key.in_(keys[first : first + _AT_ONCE])))
