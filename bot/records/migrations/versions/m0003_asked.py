"""What officials do with questions: words that they add, cases, questions for evaluation."""

import sqlalchemy as sa
from alembic import op

from bot.records.tables import Counter, Moment

revision = "m0003"
down_revision = "m0002"


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "words",
        sa.Column("id", Counter, primary_key=True, autoincrement=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("said", sa.String(200), nullable=False),
        sa.Column("means", sa.String(300), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.Column("changed", Moment, nullable=False),
        sa.Column("by", sa.String(120), nullable=False),
    )
    op.create_index("ix_words_revision", "words", ["revision"])
    op.create_table(
        "cases",
        sa.Column("key", sa.String(32), primary_key=True),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("changed", Moment, nullable=False),
        sa.Column("by", sa.String(120), nullable=False),
    )
    op.create_table(
        "examples",
        sa.Column("key", sa.String(32), primary_key=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("answerable", sa.Boolean, nullable=False),
        sa.Column("gold", sa.JSON, nullable=False),
        sa.Column("reference", sa.Text, nullable=False),
        sa.Column("changed", Moment, nullable=False),
        sa.Column("by", sa.String(120), nullable=False),
    )


def downgrade() -> None:
    """Take them away."""
    for name in ("examples", "cases", "words"):
        op.drop_table(name)
