"""How far somebody who is new has come in their first walk."""

import sqlalchemy as sa
from alembic import op

revision = "c58a2e7f41d9"
down_revision = "3f9c1d7a60be"
branch_labels = None
depends_on = None

PHASE = "expand"


def upgrade() -> None:
    op.add_column("accounts", sa.Column("welcome", sa.String(length=30), server_default="over", nullable=False))


def downgrade() -> None:
    op.drop_column("accounts", "welcome")
