"""Questions and what came of them, as rows: made from an answer, written, found, taken away."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, insert, or_, select

from bot.answer import Answer
from bot.records.caller import Caller
from bot.records.cases import question_key
from bot.records.database import Database
from bot.records.tables import cases, examples, opinions, questions
from corpus.privacy import mask

FAILED = "failed"  # the status of a question that met with a fault
_MOST = 2000  # characters of a question
_PAGE = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """One question; ``question`` and ``standalone`` are as asked until ``masked``."""

    answer_id: str
    at: datetime
    door: str
    status: str
    question: str
    standalone: str
    documents: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    province: str = ""
    milliseconds: int = 0
    model: str = ""
    request_id: str = ""
    session: str = ""
    key: str = ""
    id: int = 0

    def masked(self) -> "Asked":
        """Without personal data: the only form that is written."""
        question, standalone = mask(self.question[:_MOST]).text, mask(self.standalone[:_MOST]).text
        return replace(self, question=question, standalone=standalone)


def asked_of(question: str, answer: Answer, milliseconds: int, who: Caller) -> Asked:
    """What is kept of an answer: that it was given and on what it rests, not its words."""
    documents = tuple(dict.fromkeys(c.document.id for c in answer.citations))
    provinces = [c.document.metadata.province for c in answer.citations]
    return Asked(
        answer_id=answer.answer_id,
        at=datetime.now(UTC),
        door=who.door,
        status=answer.status.value,
        question=question,
        standalone=answer.standalone_question,
        documents=documents,
        clauses=tuple(c.clause.id for c in answer.citations),
        province=next((p for p in provinces if p), ""),
        milliseconds=milliseconds,
        model=answer.model[:100],
        request_id=who.request_id,
        session=who.session,
        key=who.key,
    )


def failed(question: str, milliseconds: int, who: Caller) -> Asked:
    """What is kept of a question that met with a fault."""
    return Asked(
        "", datetime.now(UTC), who.door, FAILED, question, question, milliseconds=milliseconds,
        request_id=who.request_id, session=who.session, key=who.key,
    )  # fmt: skip


def write(connection: Connection, rows: Sequence[Asked]) -> None:
    """Write rows, masked here so that none is written as it was asked."""
    values = []
    for row in rows:
        one = row.masked()
        value = {f.name: getattr(one, f.name) for f in fields(one) if f.name != "id"}
        values.append({**value, "documents": list(one.documents), "clauses": list(one.clauses)})
    connection.execute(insert(questions), values)


def read(
    database: Database, since: datetime | None = None, statuses: Sequence[str] = ()
) -> Iterator[Asked]:
    """Rows, oldest first."""
    last = 0
    while True:
        wanted = select(questions).where(questions.c.id > last).order_by(questions.c.id)
        if since:
            wanted = wanted.where(questions.c.at >= since)
        if statuses:
            wanted = wanted.where(questions.c.status.in_(statuses))
        with database.reading() as connection:
            page = [_row(r._mapping) for r in connection.execute(wanted.limit(_PAGE))]
        yield from page
        if len(page) < _PAGE:
            return
        last = page[-1].id


def newest(
    database: Database,
    since: datetime,
    statuses: Sequence[str],
    most: int,
    *,
    disliked: bool = False,
) -> list[Asked]:
    """The newest rows with one of these outcomes, and, where wished, those whose answer somebody
    found wrong."""
    ways: list[ColumnElement[bool]] = [questions.c.status.in_(statuses)]
    if disliked:
        down = select(opinions.c.answer_id).where(opinions.c.rating == "down")
        ways.append(questions.c.answer_id.in_(down) & (questions.c.answer_id != ""))
    wanted = select(questions).where(questions.c.at >= since, or_(*ways))
    order = wanted.order_by(questions.c.at.desc(), questions.c.id.desc()).limit(most)
    with database.reading() as connection:
        return [_row(row._mapping) for row in connection.execute(order)]


def outcomes(
    database: Database, since: datetime, most: int
) -> list[tuple[datetime, str, str, str]]:
    """(moment, question, outcome, province) of the newest rows."""
    columns = (questions.c.at, questions.c.standalone, questions.c.status, questions.c.province)
    wanted = select(*columns).where(questions.c.at >= since).order_by(questions.c.id.desc())
    with database.reading() as connection:
        found = connection.execute(wanted.limit(most))
        return [(row.at, row.standalone, row.status, row.province) for row in found]


def forget(database: Database, *, answer_id: str = "", session: str = "") -> int:
    """``forget_in``, in a transaction of its own."""
    with database.writing() as connection:
        return forget_in(connection, answer_id=answer_id, session=session)


def forget_in(connection: Connection, *, answer_id: str = "", session: str = "") -> int:
    """Take away all of an answer, or of a talk (its digest), opinions too; how many rows."""
    if not answer_id and not session:
        return 0
    mine = []
    if answer_id:
        mine.append(questions.c.answer_id == answer_id)
    if session:
        mine.append(questions.c.session == session)
    found = select(questions.c.answer_id, questions.c.standalone).where(or_(*mine))
    rows = connection.execute(found).all()
    ids = {row.answer_id for row in rows} | {answer_id}
    count = connection.execute(delete(questions).where(or_(*mine))).rowcount
    forget_cases(connection, {row.standalone for row in rows})
    if answer_id:
        gone = connection.execute(delete(opinions).where(opinions.c.answer_id == answer_id))
        return count + gone.rowcount
    # an opinion names no talk: it goes where no other question has its answer
    left = {
        row.answer_id
        for row in connection.execute(
            select(questions.c.answer_id).where(questions.c.answer_id.in_(ids))
        )
    }
    gone = connection.execute(delete(opinions).where(opinions.c.answer_id.in_(ids - left - {""})))
    return count + gone.rowcount


def forget_before(database: Database, moment: datetime) -> int:
    """``forget_before_in``, in a transaction of its own."""
    with database.writing() as connection:
        return forget_before_in(connection, moment)


def forget_before_in(connection: Connection, moment: datetime) -> int:
    """Take away what is older; how many rows."""
    first = connection.execute(delete(questions).where(questions.c.at < moment)).rowcount
    connection.execute(delete(cases).where(cases.c.changed < moment))
    return first + connection.execute(delete(opinions).where(opinions.c.at < moment)).rowcount


def forget_cases(connection: Connection, texts: Collection[str]) -> None:
    """Take away what officials kept of questions that nobody has asked any more."""
    for text in texts:
        left = select(questions.c.id).where(questions.c.standalone == text).limit(1)
        if connection.execute(left).first() is None:
            for table in (cases, examples):
                connection.execute(delete(table).where(table.c.key == question_key(text)))


def _row(found: Any) -> Asked:
    row = dict(found)
    return Asked(**{**row, "documents": tuple(row["documents"]), "clauses": tuple(row["clauses"])})
