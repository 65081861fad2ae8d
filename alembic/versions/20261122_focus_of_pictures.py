"""Where the pictures of people are cut, and what they are cut out of."""

import sqlalchemy as sa
from alembic import op

revision = "e17b40c9d3a6"
down_revision = "c58a2e7f41d9"
branch_labels = None
depends_on = None

PHASE = "expand"


def upgrade() -> None:
    op.add_column("accounts", sa.Column("avatar_whole", sa.Text(), nullable=True))
    op.add_column("accounts", sa.Column("header_whole", sa.Text(), nullable=True))
    op.add_column("accounts", sa.Column("avatar_focus", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("accounts", sa.Column("header_focus", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    op.drop_column("accounts", "header_focus")
    op.drop_column("accounts", "avatar_focus")
    op.drop_column("accounts", "header_whole")
    op.drop_column("accounts", "avatar_whole")
