"""What people put away to finish it later."""

import sqlalchemy as sa
from alembic import op

revision = "b41f7c09d6e2"
down_revision = "b7d2e94c1f60"
branch_labels = None
depends_on = None

PHASE = "expand"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("sketch", sa.JSON(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_drafts_account_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
    )
    op.create_index(op.f("ix_drafts_account_id_id"), "drafts", ["account_id", "id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_drafts_account_id_id"), table_name="drafts")
    op.drop_table("drafts")
