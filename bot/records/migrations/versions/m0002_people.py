"""People, their sessions, tries to sign in, keys."""

import sqlalchemy as sa
from alembic import op

from bot.records.tables import Moment

revision = "m0002"
down_revision = "m0001"


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "people",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("shown", sa.String(200), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("password", sa.String(300), nullable=False),
        sa.Column("totp", sa.String(64), nullable=False),
        sa.Column("totp_step", sa.BigInteger, nullable=False),
        sa.Column("subject", sa.String(255), nullable=False),
        sa.Column("link", sa.String(64), nullable=False),
        sa.Column("link_ends", Moment, nullable=True),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("made", Moment, nullable=False),
        sa.Column("seen", Moment, nullable=True),
        sa.UniqueConstraint("name", name="uq_people_name"),
    )
    op.create_table(
        "sessions",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("person", sa.String(16), nullable=False),
        sa.Column("csrf", sa.String(64), nullable=False),
        sa.Column("whole", sa.Boolean, nullable=False),
        sa.Column("made", Moment, nullable=False),
        sa.Column("seen", Moment, nullable=False),
        sa.Column("ends", Moment, nullable=False),
    )
    op.create_index("ix_sessions_person", "sessions", ["person"])
    op.create_table(
        "tries",
        sa.Column("who", sa.String(64), primary_key=True),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("last", Moment, nullable=False),
        sa.Column("until", Moment, nullable=True),
    )
    op.create_table(
        "keys",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("scopes", sa.JSON, nullable=False),
        sa.Column("origins", sa.JSON, nullable=False),
        sa.Column("rate", sa.Integer, nullable=False),
        sa.Column("made", sa.String(40), nullable=False),
        sa.Column("ends", Moment, nullable=True),
        sa.Column("replaces", sa.String(20), nullable=False),
        sa.UniqueConstraint("hash", name="uq_keys_hash"),
    )


def downgrade() -> None:
    """Take them away."""
    for name in ("keys", "tries", "sessions", "people"):
        op.drop_table(name)
