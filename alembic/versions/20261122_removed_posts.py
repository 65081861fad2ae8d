"""Posts whose authors may take back for a moment that they deleted them."""

import sqlalchemy as sa
from alembic import op

revision = "e83a16d07b5c"
down_revision = "6d0e83b5c2f4"
branch_labels = None
depends_on = None

PHASE = "expand"

REMOVED = sa.text("restorable_until IS NOT NULL")


def upgrade() -> None:
    op.add_column("posts", sa.Column("restorable_until", sa.DateTime(timezone=True), nullable=True))
    with op.get_context().autocommit_block():
        op.drop_index("ix_posts_restorable_until", "posts", if_exists=True, postgresql_concurrently=True)
        op.create_index(
            "ix_posts_restorable_until",
            "posts",
            ["restorable_until"],
            postgresql_where=REMOVED,
            sqlite_where=REMOVED,
            postgresql_concurrently=True,
        )


def downgrade() -> None:
    op.drop_index("ix_posts_restorable_until", "posts")
    op.drop_column("posts", "restorable_until")
