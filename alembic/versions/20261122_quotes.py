"""What posts quote, who may quote them, and who may answer them."""

import sqlalchemy as sa
from alembic import op

revision = "6d0e83b5c2f4"
down_revision = "b41f7c09d6e2"
branch_labels = None
depends_on = None

PHASE = "expand"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
QUOTES = sa.text("quoted_id IS NOT NULL")


def upgrade() -> None:
    op.add_column("posts", sa.Column("quoted_id", BIG, nullable=True))
    op.add_column("posts", sa.Column("quote_revoked_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("posts", sa.Column("quote_policy", sa.String(length=30), server_default="public", nullable=False))
    op.add_column("posts", sa.Column("reply_policy", sa.String(length=30), server_default="public", nullable=False))
    op.add_column(
        "accounts", sa.Column("default_quote_policy", sa.String(length=30), server_default="public", nullable=False)
    )
    with op.get_context().autocommit_block():
        op.drop_index("ix_posts_quoted_id", "posts", if_exists=True, postgresql_concurrently=True)
        op.create_index(
            "ix_posts_quoted_id",
            "posts",
            ["quoted_id"],
            postgresql_where=QUOTES,
            sqlite_where=QUOTES,
            postgresql_concurrently=True,
        )


def downgrade() -> None:
    op.drop_index("ix_posts_quoted_id", "posts")
    op.drop_column("accounts", "default_quote_policy")
    op.drop_column("posts", "reply_policy")
    op.drop_column("posts", "quote_policy")
    op.drop_column("posts", "quote_revoked_at")
    op.drop_column("posts", "quoted_id")
