"""How posts are written, and how people write them."""

import sqlalchemy as sa
from alembic import op

revision = "e5a90c7d31b8"
down_revision = "0b7f5a92c6d8"
branch_labels = None
depends_on = None

PHASE = "expand"


def upgrade() -> None:
    op.add_column("posts", sa.Column("format", sa.String(length=30), server_default="plain", nullable=False))
    op.add_column("accounts", sa.Column("default_format", sa.String(length=30), server_default="plain", nullable=False))


def downgrade() -> None:
    op.drop_column("accounts", "default_format")
    op.drop_column("posts", "format")
