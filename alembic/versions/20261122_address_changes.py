"""Other addresses that people want to have, until both the old and the new one have agreed."""

import sqlalchemy as sa
from alembic import op

revision = "0b7f5a92c6d8"
down_revision = "4c9b0e72af31"
branch_labels = None
depends_on = None

PHASE = "expand"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "address_changes",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("new_agreed_at", MOMENT, nullable=True),
        sa.Column("old_agreed_at", MOMENT, nullable=True),
        sa.Column("unopposed_at", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_address_changes_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address_changes")),
        sa.UniqueConstraint("account_id", name=op.f("uq_address_changes_account_id")),
    )


def downgrade() -> None:
    op.drop_table("address_changes")
