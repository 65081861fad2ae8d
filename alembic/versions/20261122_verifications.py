"""When to look whether the pages that profiles name lead back."""

import sqlalchemy as sa
from alembic import op

revision = "1b7d4e92fa60"
down_revision = "e5a90c7d31b8"
branch_labels = None
depends_on = None

PHASE = "expand"

DUE = sa.text("links_due_at IS NOT NULL")


def upgrade() -> None:
    op.add_column("accounts", sa.Column("links_due_at", sa.DateTime(timezone=True), nullable=True))
    with op.get_context().autocommit_block():
        op.drop_index("ix_accounts_links_due_at", "accounts", if_exists=True, postgresql_concurrently=True)
        op.create_index(
            "ix_accounts_links_due_at",
            "accounts",
            ["links_due_at"],
            postgresql_where=DUE,
            sqlite_where=DUE,
            postgresql_concurrently=True,
        )


def downgrade() -> None:
    op.drop_index("ix_accounts_links_due_at", "accounts")
    op.drop_column("accounts", "links_due_at")
