"""The tables, as the newest migration leaves them; what each column is for stands beside it."""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMING)
# SQLite counts up only an INTEGER, PostgreSQL's is too small for a log kept for years
Counter = BigInteger().with_variant(Integer(), "sqlite")


class Moment(TypeDecorator[datetime]):
    """A moment, aware of its zone in Python, in UTC in the database (SQLite knows no zones)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC."""
        if value is None:
            return None
        moment = value.astimezone(UTC)
        return moment if dialect.name != "sqlite" else moment.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """With its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


questions = Table(
    "questions",
    metadata,
    Column("id", Counter, primary_key=True, autoincrement=True),
    Column("answer_id", String(64), nullable=False, index=True),
    Column("at", Moment, nullable=False, index=True),
    Column("door", String(20), nullable=False),
    Column("status", String(20), nullable=False, index=True),
    Column("question", Text, nullable=False),  # personal data masked
    Column("standalone", Text, nullable=False),  # the same, readable without the talk
    Column("documents", JSON, nullable=False),  # ids of the cited documents, best first
    Column("clauses", JSON, nullable=False),  # ids of the cited clauses, best first
    Column("province", String(100), nullable=False),  # of the first citation
    Column("milliseconds", Integer, nullable=False),
    Column("model", String(100), nullable=False),
    Column("request_id", String(64), nullable=False),
    Column("session", String(64), nullable=False, index=True),  # a digest, "" for none
    Column("key", String(20), nullable=False),  # the caller's key's id
)

opinions = Table(
    "opinions",
    metadata,
    Column("id", Counter, primary_key=True, autoincrement=True),
    Column("answer_id", String(64), nullable=False, index=True),
    Column("at", Moment, nullable=False, index=True),
    Column("rating", String(4), nullable=False),
    Column("comment", Text, nullable=False),  # personal data masked
    Column("key", String(20), nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("seq", Counter, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),  # as it was sealed, character by character
    Column("actor", String(120), nullable=False),
    Column("action", String(60), nullable=False),
    Column("target", String(200), nullable=False),
    Column("details", Text, nullable=False),  # JSON, as it was sealed
    Column("previous", String(64), nullable=False),
    Column("seal", String(64), nullable=False),
)

people = Table(
    "people",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("name", String(120), nullable=False, unique=True),  # what one signs in with, folded
    Column("shown", String(200), nullable=False),
    Column("role", String(20), nullable=False),
    Column("password", String(300), nullable=False),  # argon2id, "" for none yet
    Column("totp", String(64), nullable=False),  # the secret of the second step, "" for none
    Column("totp_step", BigInteger, nullable=False),  # the last one used: none counts twice
    Column("subject", String(255), nullable=False),  # at the identity provider, "" for none
    Column("link", String(64), nullable=False),  # digest of a one-time link, "" for none
    Column("link_ends", Moment, nullable=True),
    Column("active", Boolean, nullable=False),
    Column("made", Moment, nullable=False),
    Column("seen", Moment, nullable=True),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", String(64), primary_key=True),  # digest of the cookie
    Column("person", String(16), nullable=False, index=True),
    Column("csrf", String(64), nullable=False),
    Column("whole", Boolean, nullable=False),  # False: the second step is still to be taken
    Column("made", Moment, nullable=False),
    Column("seen", Moment, nullable=False),
    Column("ends", Moment, nullable=False),
)

signins = Table(  # at the identity provider, under way
    "signins",
    metadata,
    Column("state", String(64), primary_key=True),  # digest of what the provider sends back
    Column("browser", String(64), nullable=False),  # digest of the cookie of who began it
    Column("nonce", String(200), nullable=False),
    Column("verifier", String(200), nullable=False),
    Column("redirect", Text, nullable=False),
    Column("onward", Text, nullable=False),  # the page to go on to
    Column("ends", Moment, nullable=False, index=True),
)

tries = Table(
    "tries",
    metadata,
    Column("who", String(64), primary_key=True),  # digest of a name or an address
    Column("failures", Integer, nullable=False),
    Column("last", Moment, nullable=False),
    Column("until", Moment, nullable=True),
)

words = Table(
    "words",
    metadata,
    Column("id", Counter, primary_key=True, autoincrement=True),
    Column("kind", String(20), nullable=False),  # "abbreviation", "synonym"
    Column("said", String(200), nullable=False),
    Column("means", String(300), nullable=False),
    Column("note", Text, nullable=False),
    Column("active", Boolean, nullable=False),  # False: taken back
    Column("revision", BigInteger, nullable=False, index=True),  # of the change that left it so
    Column("changed", Moment, nullable=False),
    Column("by", String(120), nullable=False),
)

cases = Table(
    "cases",
    metadata,
    Column("key", String(32), primary_key=True),  # of a question's words, which stand elsewhere
    Column("state", String(20), nullable=False),  # "open", "elsewhere", "done"
    Column("note", Text, nullable=False),  # personal data masked
    Column("changed", Moment, nullable=False),
    Column("by", String(120), nullable=False),
)

examples = Table(
    "examples",
    metadata,
    Column("key", String(32), primary_key=True),  # of the question
    Column("kind", String(20), nullable=False),  # as question sets have it
    Column("question", Text, nullable=False),  # personal data masked
    Column("answerable", Boolean, nullable=False),
    Column("gold", JSON, nullable=False),  # [{"document": id, "quote": words}]
    Column("reference", Text, nullable=False),  # a right answer, in words
    Column("changed", Moment, nullable=False),
    Column("by", String(120), nullable=False),
)

keys = Table(
    "keys",
    metadata,
    Column("id", String(20), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("hash", String(64), nullable=False, unique=True),
    Column("scopes", JSON, nullable=False),
    Column("origins", JSON, nullable=False),
    Column("rate", Integer, nullable=False),
    Column("made", String(40), nullable=False),
    Column("ends", Moment, nullable=True),
    Column("replaces", String(20), nullable=False),  # the key that this one took over from
)
