"""Accounts whose owners went away, for a while or for good."""

import sqlalchemy as sa
from alembic import op

revision = "4c9b0e72af31"
down_revision = "e17b40c9d3a6"
branch_labels = None
depends_on = None

PHASE = "expand"

COLUMNS = ("deactivated_at", "erase_at", "erased_at")
INDEXED = COLUMNS[:2]


def upgrade() -> None:
    for column in COLUMNS:
        op.add_column("accounts", sa.Column(column, sa.DateTime(timezone=True), nullable=True))
    with op.get_context().autocommit_block():
        for column in INDEXED:
            there = sa.text(f"{column} IS NOT NULL")
            op.drop_index(f"ix_accounts_{column}", "accounts", if_exists=True, postgresql_concurrently=True)
            op.create_index(
                f"ix_accounts_{column}",
                "accounts",
                [column],
                postgresql_where=there,
                sqlite_where=there,
                postgresql_concurrently=True,
            )


def downgrade() -> None:
    for column in INDEXED:
        op.drop_index(f"ix_accounts_{column}", "accounts")
    for column in COLUMNS:
        op.drop_column("accounts", column)
