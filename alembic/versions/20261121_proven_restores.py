"""What became of the trials to restore a backup."""

import sqlalchemy as sa
from alembic import op

revision = "d9b6f3e52c10"
down_revision = "c3d1f0a98b57"
branch_labels = None
depends_on = None

PHASE = "expand"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "restore_proofs",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("as_of", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("tables", BIG, nullable=False),
        sa.Column("rows", BIG, nullable=False),
        sa.Column("files", BIG, nullable=False),
        sa.Column("bytes", BIG, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restore_proofs")),
    )
    op.create_index(op.f("ix_restore_proofs_kind_ended_at"), "restore_proofs", ["kind", "ended_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_restore_proofs_kind_ended_at"), table_name="restore_proofs")
    op.drop_table("restore_proofs")
