"""What each migration did to the shape of the database: only added, or took away."""

import sqlalchemy as sa
from alembic import op

revision = "5f0c2b7de9a4"
down_revision = "d9b6f3e52c10"
branch_labels = None
depends_on = None

PHASE = "expand"


def upgrade() -> None:
    op.create_table(
        "schema_changes",
        sa.Column("revision", sa.Text(), nullable=False),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("since", sa.Text(), nullable=True),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("revision", name=op.f("pk_schema_changes")),
    )


def downgrade() -> None:
    op.drop_table("schema_changes")
