"""Questions, opinions, the audit log that cannot be changed."""

import sqlalchemy as sa
from alembic import op

from bot.records.tables import Counter, Moment

revision = "m0001"
down_revision = None

_FROZEN = "audit rows cannot be changed"


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "questions",
        sa.Column("id", Counter, primary_key=True, autoincrement=True),
        sa.Column("answer_id", sa.String(64), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("door", sa.String(20), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("standalone", sa.Text, nullable=False),
        sa.Column("documents", sa.JSON, nullable=False),
        sa.Column("clauses", sa.JSON, nullable=False),
        sa.Column("province", sa.String(100), nullable=False),
        sa.Column("milliseconds", sa.Integer, nullable=False),
        sa.Column("model", sa.String(100), nullable=False),
        sa.Column("request_id", sa.String(64), nullable=False),
        sa.Column("session", sa.String(64), nullable=False),
        sa.Column("key", sa.String(20), nullable=False),
    )
    for name in ("answer_id", "at", "status", "session"):
        op.create_index(f"ix_questions_{name}", "questions", [name])
    op.create_table(
        "opinions",
        sa.Column("id", Counter, primary_key=True, autoincrement=True),
        sa.Column("answer_id", sa.String(64), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("rating", sa.String(4), nullable=False),
        sa.Column("comment", sa.Text, nullable=False),
        sa.Column("key", sa.String(20), nullable=False),
    )
    for name in ("answer_id", "at"):
        op.create_index(f"ix_opinions_{name}", "opinions", [name])
    op.create_table(
        "audit",
        sa.Column("seq", Counter, primary_key=True, autoincrement=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("actor", sa.String(120), nullable=False),
        sa.Column("action", sa.String(60), nullable=False),
        sa.Column("target", sa.String(200), nullable=False),
        sa.Column("details", sa.Text, nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("seal", sa.String(64), nullable=False),
    )
    _freeze()


def downgrade() -> None:
    """Take them away."""
    for name in ("audit", "opinions", "questions"):
        op.drop_table(name)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION tongdai_frozen()")


def _freeze() -> None:
    """Rows of the audit log are added, never changed or taken away."""
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_no_{act.lower()} BEFORE {act} ON audit "
                f"BEGIN SELECT RAISE(ABORT, '{_FROZEN}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION tongdai_frozen() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_FROZEN}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_frozen BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
        "FOR EACH STATEMENT EXECUTE FUNCTION tongdai_frozen()"
    )
