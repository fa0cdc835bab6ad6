"""Sign-ins under way at an identity provider: a restart does not end them."""

import sqlalchemy as sa
from alembic import op

from bot.records.tables import Moment

revision = "m0004"
down_revision = "m0003"


def upgrade() -> None:
    """Make it."""
    op.create_table(
        "signins",
        sa.Column("state", sa.String(64), primary_key=True),
        sa.Column("browser", sa.String(64), nullable=False),
        sa.Column("nonce", sa.String(200), nullable=False),
        sa.Column("verifier", sa.String(200), nullable=False),
        sa.Column("redirect", sa.Text, nullable=False),
        sa.Column("onward", sa.Text, nullable=False),
        sa.Column("ends", Moment, nullable=False),
    )
    op.create_index("ix_signins_ends", "signins", ["ends"])


def downgrade() -> None:
    """Take it away."""
    op.drop_table("signins")
