"""What officials make of questions: reviews, words that they add."""

import sqlalchemy as sa
from alembic import op

from bot.records.tables import Counter, Moment

revision = "m0003"
down_revision = "m0002"


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "reviews",
        sa.Column("id", Counter, primary_key=True, autoincrement=True),
        sa.Column("question", sa.String(64), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("by", sa.String(120), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.UniqueConstraint("question", name="uq_reviews_question"),
    )
    op.create_table(
        "words",
        sa.Column("id", Counter, primary_key=True, autoincrement=True),
        sa.Column("written", sa.String(100), nullable=False),
        sa.Column("means", sa.String(300), nullable=False),
        sa.Column("by", sa.String(120), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("taken_back", Moment, nullable=True),
    )


def downgrade() -> None:
    """Take them away."""
    for name in ("words", "reviews"):
        op.drop_table(name)
