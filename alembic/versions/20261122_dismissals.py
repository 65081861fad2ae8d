"""Whom somebody does not want to have suggested to them again."""

import sqlalchemy as sa
from alembic import op

revision = "3f9c1d7a60be"
down_revision = "8c1e5f7b20d4"
branch_labels = None
depends_on = None

PHASE = "expand"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "dismissals",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("dismissed_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_dismissals_account_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["dismissed_id"], ["accounts.id"], name=op.f("fk_dismissals_dismissed_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dismissals")),
        sa.UniqueConstraint("account_id", "dismissed_id", name=op.f("uq_dismissals_account_id_dismissed_id")),
    )
    op.create_index(op.f("ix_dismissals_dismissed_id"), "dismissals", ["dismissed_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_dismissals_dismissed_id"), table_name="dismissals")
    op.drop_table("dismissals")
