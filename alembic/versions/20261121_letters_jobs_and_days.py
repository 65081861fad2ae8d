"""Letters that are gathered and taken once, jobs that are watched, and days that can be counted again.

A letter was one for each post and reader; now that is a reason, and a letter holds one or several. So the table of letters is
made anew beside the former one, which is then dropped; nothing referred to it.
"""

import sqlalchemy as sa
from alembic import op

revision = "c3d1f0a98b57"
down_revision = "7aa1e6881335"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)

LETTERS = """
    INSERT INTO letters (id, kind, account_id, thread_id, state, created_at, due_at, attempts, ended_at, trouble,
        about, address, refusals, doubts)
    SELECT former.id, CASE former.kind WHEN 'mention' THEN 'news' ELSE former.kind END, former.account_id,
        posts.thread_id, former.state, former.created_at, former.due_at, former.attempts,
        CASE former.state WHEN 'waiting' THEN NULL ELSE coalesce(former.sent_at, former.due_at) END, former.trouble,
        '', '', 0, 0
    FROM former LEFT JOIN posts ON posts.id = former.post_id
    WHERE former.kind <> 'mention' OR former.state IN ('sent', 'dead')
"""

REASONS = """
    INSERT INTO reasons (id, account_id, event, by_id, post_id, thread_id, state, due_at, letter_id, created_at)
    SELECT former.id, former.account_id, 'mention', posts.author_id, posts.id, posts.thread_id,
        CASE WHEN former.state IN ('sent', 'dead') THEN 'written' ELSE former.state END, former.due_at,
        CASE WHEN former.state IN ('sent', 'dead') THEN former.id END, former.created_at
    FROM former JOIN posts ON posts.id = former.post_id WHERE former.kind = 'mention'
"""

FORMER_LETTERS = """
    INSERT INTO letters (id, kind, account_id, post_id, state, created_at, due_at, attempts, sent_at, trouble)
    SELECT id, kind, account_id, NULL, CASE state WHEN 'sending' THEN 'waiting' ELSE state END, created_at, due_at,
        attempts, CASE state WHEN 'sent' THEN ended_at END, trouble
    FROM former WHERE kind IN ('confirmation', 'password_reset', 'password_changed')
"""

FORMER_MENTIONS = """
    INSERT INTO letters (id, kind, account_id, post_id, state, created_at, due_at, attempts, sent_at, trouble)
    SELECT reasons.id, 'mention', reasons.account_id, reasons.post_id,
        CASE coalesce(former.state, reasons.state) WHEN 'sending' THEN 'waiting' WHEN 'written' THEN 'dropped'
            ELSE coalesce(former.state, reasons.state) END,
        reasons.created_at, reasons.due_at, coalesce(former.attempts, 0),
        CASE former.state WHEN 'sent' THEN former.ended_at END, coalesce(former.trouble, '')
    FROM reasons LEFT JOIN former ON former.id = reasons.letter_id
    WHERE reasons.event = 'mention' AND reasons.post_id IS NOT NULL
"""


def upgrade() -> None:
    op.add_column("accounts", sa.Column("email_refusals", BIG, server_default="0", nullable=False))
    op.add_column("accounts", sa.Column("email_disabled_at", MOMENT, nullable=True))
    op.add_column("accounts", sa.Column("email_trouble", sa.Text(), server_default="", nullable=False))
    op.add_column("accounts", sa.Column("time_zone", sa.Text(), server_default="UTC", nullable=False))
    op.add_column("media", sa.Column("bytes", BIG, server_default="0", nullable=False))
    make_partial_index("accounts", "suspended_at")

    op.drop_index("ix_letters_state_due_at", "letters")
    op.drop_index(op.f("ix_letters_post_id"), "letters")
    op.drop_index(op.f("ix_letters_account_id"), "letters")
    set_letters_aside("pk_letters", "uq_letters_kind_account_id_post_id")
    make_letters()
    op.execute(LETTERS)
    op.execute(REASONS)
    op.drop_table("former")

    make_jobs()
    make_statistics()


def downgrade() -> None:
    op.create_table(
        "daily_tags",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("rank", BIG, autoincrement=False, nullable=False),
        sa.Column("tag", sa.Text(), nullable=False),
        sa.Column("count", BIG, nullable=False),
        sa.PrimaryKeyConstraint("day", "rank", name=op.f("pk_daily_tags")),
    )
    op.execute("INSERT INTO daily_tags SELECT day, rank, label, count FROM daily_ranks WHERE ranking = 'tags'")
    for table in ("api_calls", "late_changes", "counted_days", "daily_ranks", "job_runs", "schedulers"):
        op.drop_table(table)
    former = "'accounts', 'writers', 'readers', 'posts', 'replies', 'mentions', 'follows'"
    op.execute(f"DELETE FROM daily_counts WHERE measure NOT IN ({former})")  # noqa: S608

    op.drop_index("ix_accounts_suspended_at", "accounts")
    for name in ("holder_id", "ended_at", "mailbox_created_at", "account_id_thread_id", "state_due_at", "account_id"):
        op.drop_index(f"ix_letters_{name}", "letters")
    set_letters_aside("pk_letters")
    make_former_letters()
    op.execute(FORMER_LETTERS)
    op.execute(FORMER_MENTIONS)
    op.drop_table("reasons")
    op.drop_table("former")
    op.drop_table("mail_preferences")

    op.drop_column("media", "bytes")
    op.drop_column("accounts", "time_zone")
    op.drop_column("accounts", "email_trouble")
    op.drop_column("accounts", "email_disabled_at")
    op.drop_column("accounts", "email_refusals")


def make_partial_index(table: str, column: str) -> None:
    """Index the few rows in which something stands in a column."""
    there = sa.text(f"{column} IS NOT NULL")
    op.create_index(f"ix_{table}_{column}", table, [column], postgresql_where=there, sqlite_where=there)


def set_letters_aside(*constraints: str) -> None:
    """Rename the table, and let go of the names that PostgreSQL wants to be unique in the whole schema."""
    op.rename_table("letters", "former")
    if op.get_bind().dialect.name == "postgresql":
        for name in constraints:
            op.execute(f"ALTER TABLE former DROP CONSTRAINT {name} CASCADE")


def make_letters() -> None:
    op.create_table(
        "letters",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("thread_id", BIG, nullable=True),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("mailbox", sa.String(length=254), nullable=True),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("holder_id", BIG, nullable=True),
        sa.Column("attempts", BIG, nullable=False),
        sa.Column("refusals", BIG, nullable=False),
        sa.Column("doubts", BIG, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_letters_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letters")),
    )
    op.create_index(op.f("ix_letters_account_id"), "letters", ["account_id"])
    op.create_index("ix_letters_state_due_at", "letters", ["state", "due_at"])
    op.create_index("ix_letters_account_id_thread_id", "letters", ["account_id", "thread_id"])
    op.create_index("ix_letters_mailbox_created_at", "letters", ["mailbox", "created_at"])
    op.create_index("ix_letters_ended_at", "letters", ["ended_at"])
    make_partial_index("letters", "holder_id")

    op.create_table(
        "reasons",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("event", sa.String(length=30), nullable=False),
        sa.Column("by_id", BIG, nullable=False),
        sa.Column("post_id", BIG, nullable=True),
        sa.Column("thread_id", BIG, nullable=True),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("letter_id", BIG, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_reasons_account_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["accounts.id"], name=op.f("fk_reasons_by_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_reasons_post_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_reasons_letter_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reasons")),
        sa.UniqueConstraint(
            "account_id", "event", "by_id", "post_id", name=op.f("uq_reasons_account_id_event_by_id_post_id")
        ),
    )
    op.create_index(op.f("ix_reasons_by_id"), "reasons", ["by_id"])
    op.create_index(op.f("ix_reasons_post_id"), "reasons", ["post_id"])
    op.create_index(op.f("ix_reasons_letter_id"), "reasons", ["letter_id"])
    op.create_index("ix_reasons_state_due_at", "reasons", ["state", "due_at"])

    op.create_table(
        "mail_preferences",
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("mentions", sa.String(length=30), nullable=False),
        sa.Column("replies", sa.String(length=30), nullable=False),
        sa.Column("follows", sa.String(length=30), nullable=False),
        sa.Column("favourites", sa.String(length=30), nullable=False),
        sa.Column("digest_hour", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_mail_preferences_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_mail_preferences")),
    )


def make_former_letters() -> None:
    op.create_table(
        "letters",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("post_id", BIG, nullable=True),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("attempts", BIG, nullable=False),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_letters_account_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_letters_post_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letters")),
        sa.UniqueConstraint("kind", "account_id", "post_id", name=op.f("uq_letters_kind_account_id_post_id")),
    )
    op.create_index(op.f("ix_letters_account_id"), "letters", ["account_id"])
    op.create_index(op.f("ix_letters_post_id"), "letters", ["post_id"])
    op.create_index("ix_letters_state_due_at", "letters", ["state", "due_at"])


def make_jobs() -> None:
    op.create_table(
        "schedulers",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("pid", BIG, nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("beat_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedulers")),
    )
    op.create_table(
        "job_runs",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("holder_id", BIG, nullable=True),
        sa.Column("started_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("succeeded_at", MOMENT, nullable=True),
        sa.Column("next_at", MOMENT, nullable=True),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("rows", BIG, nullable=False),
        sa.Column("runs", BIG, nullable=False),
        sa.Column("failures", BIG, nullable=False),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_job_runs")),
    )


def make_statistics() -> None:
    op.create_table(
        "daily_ranks",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("ranking", sa.String(length=30), nullable=False),
        sa.Column("rank", BIG, autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("count", BIG, nullable=False),
        sa.PrimaryKeyConstraint("day", "ranking", "rank", name=op.f("pk_daily_ranks")),
    )
    op.execute("INSERT INTO daily_ranks SELECT day, 'tags', rank, lower(tag), tag, count FROM daily_tags")
    op.drop_table("daily_tags")
    op.create_table(
        "counted_days",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("revision", BIG, nullable=False),
        sa.Column("counted_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_counted_days")),
    )
    op.create_table(
        "late_changes",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("delta", BIG, nullable=False),
        sa.PrimaryKeyConstraint("day", "what", "key", name=op.f("pk_late_changes")),
    )
    op.create_table(
        "api_calls",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("application_id", BIG, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("count", BIG, nullable=False),
        sa.PrimaryKeyConstraint("day", "application_id", name=op.f("pk_api_calls")),
    )
