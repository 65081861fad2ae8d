"""What is told of the pages that posts link to."""

import sqlalchemy as sa
from alembic import op

revision = "8c1e5f7b20d4"
down_revision = "e83a16d07b5c"
branch_labels = None
depends_on = None

PHASE = "expand"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "previews",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("card", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("picture", sa.Text(), nullable=True),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("attempts", BIG, nullable=False),
        sa.Column("tried_at", MOMENT, nullable=True),
        sa.Column("fetched_at", MOMENT, nullable=True),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_previews")),
        sa.UniqueConstraint("url", name=op.f("uq_previews_url")),
    )
    op.create_index(op.f("ix_previews_created_at"), "previews", ["created_at"])
    op.create_index(op.f("ix_previews_due_at"), "previews", ["due_at"])
    op.create_index("ix_previews_host_tried_at", "previews", ["host", "tried_at"])
    op.create_table(
        "post_links",
        sa.Column("post_id", BIG, nullable=False),
        sa.Column("preview_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_post_links_post_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["preview_id"], ["previews.id"], name=op.f("fk_post_links_preview_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("post_id", name=op.f("pk_post_links")),
    )
    op.create_index(op.f("ix_post_links_preview_id"), "post_links", ["preview_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_post_links_preview_id"), table_name="post_links")
    op.drop_table("post_links")
    op.drop_index("ix_previews_host_tried_at", table_name="previews")
    op.drop_index(op.f("ix_previews_due_at"), table_name="previews")
    op.drop_index(op.f("ix_previews_created_at"), table_name="previews")
    op.drop_table("previews")
