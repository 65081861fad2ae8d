"""What applications need.

No table is rebuilt: on SQLite that would empty every table that refers to it. So columns are added and dropped one by
one, and that nobody boosts a post twice is said by a unique index, which both databases can add to a table.
"""

import sqlalchemy as sa
from alembic import op

revision = "7aa1e6881335"
down_revision = "2493d2a5aff3"
branch_labels = None
depends_on = None


THREADS = """
    WITH RECURSIVE threads (id, thread_id) AS (
        SELECT id, id FROM posts WHERE parent_id IS NULL
        UNION ALL
        SELECT answer.id, threads.thread_id FROM posts answer JOIN threads ON answer.parent_id = threads.id
    )
    UPDATE posts SET thread_id = threads.thread_id FROM threads WHERE threads.id = posts.id
"""

MARKERS = """
    INSERT INTO markers (account_id, timeline, last_read_id, version, updated_at)
    SELECT id, 'notifications', notifications_read_id, 1, CURRENT_TIMESTAMP FROM accounts WHERE notifications_read_id > 0
"""

READ = """
    UPDATE accounts SET notifications_read_id = markers.last_read_id FROM markers
    WHERE markers.account_id = accounts.id AND markers.timeline = 'notifications'
"""


def refer(column: str, table: str, deletion: str) -> None:
    """Let a new column of posts refer to a table, in the words that both databases take."""
    kind = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    rule = f"CONSTRAINT fk_posts_{column} REFERENCES {table} (id) ON DELETE {deletion}"
    op.execute(f"ALTER TABLE posts ADD COLUMN {column} {kind} {rule}")


def upgrade() -> None:
    op.create_table(
        "applications",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("client_id", sa.Text(), nullable=False),
        sa.Column("secret_hash", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("website", sa.Text(), nullable=True),
        sa.Column("redirect_uris", sa.JSON(), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["accounts.id"], name=op.f("fk_applications_owner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applications")),
        sa.UniqueConstraint("client_id", name=op.f("uq_applications_client_id")),
    )
    op.create_index(op.f("ix_applications_owner_id"), "applications", ["owner_id"])

    op.create_table(
        "blocks",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("blocker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("blocked_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("blocker_id <> blocked_id", name=op.f("ck_blocks_not_oneself")),
        sa.ForeignKeyConstraint(["blocked_id"], ["accounts.id"], name=op.f("fk_blocks_blocked_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["blocker_id"], ["accounts.id"], name=op.f("fk_blocks_blocker_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blocks")),
        sa.UniqueConstraint("blocker_id", "blocked_id", name=op.f("uq_blocks_blocker_id_blocked_id")),
    )
    op.create_index(op.f("ix_blocks_blocked_id"), "blocks", ["blocked_id"])

    op.create_table(
        "endorsements",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("endorsed_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_endorsements_account_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["endorsed_id"], ["accounts.id"], name=op.f("fk_endorsements_endorsed_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_endorsements")),
        sa.UniqueConstraint("account_id", "endorsed_id", name=op.f("uq_endorsements_account_id_endorsed_id")),
    )
    op.create_index(op.f("ix_endorsements_endorsed_id"), "endorsements", ["endorsed_id"])

    op.create_table(
        "featured_tags",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tag_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_featured_tags_account_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["tag_id"], ["tags.id"], name=op.f("fk_featured_tags_tag_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_featured_tags")),
        sa.UniqueConstraint("account_id", "tag_id", name=op.f("uq_featured_tags_account_id_tag_id")),
    )
    op.create_index(op.f("ix_featured_tags_tag_id"), "featured_tags", ["tag_id"])

    op.create_table(
        "filters",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("contexts", sa.JSON(), nullable=False),
        sa.Column("action", sa.String(length=30), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_filters_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_filters")),
    )
    op.create_index(op.f("ix_filters_account_id"), "filters", ["account_id"])

    op.create_table(
        "follow_requests",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("follower_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("followed_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("boosts", sa.Boolean(), nullable=False),
        sa.Column("notify", sa.Boolean(), nullable=False),
        sa.Column("languages", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("follower_id <> followed_id", name=op.f("ck_follow_requests_not_oneself")),
        sa.ForeignKeyConstraint(
            ["followed_id"], ["accounts.id"], name=op.f("fk_follow_requests_followed_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["follower_id"], ["accounts.id"], name=op.f("fk_follow_requests_follower_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_requests")),
        sa.UniqueConstraint("follower_id", "followed_id", name=op.f("uq_follow_requests_follower_id_followed_id")),
    )
    op.create_index(op.f("ix_follow_requests_followed_id"), "follow_requests", ["followed_id"])

    op.create_table(
        "lists",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("replies_policy", sa.String(length=30), nullable=False),
        sa.Column("exclusive", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_lists_account_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lists")),
    )
    op.create_index(op.f("ix_lists_account_id"), "lists", ["account_id"])

    op.create_table(
        "markers",
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("timeline", sa.String(length=30), nullable=False),
        sa.Column("last_read_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_markers_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "timeline", name=op.f("pk_markers")),
    )
    op.create_table(
        "mutes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("muter_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("muted_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("notifications", sa.Boolean(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("muter_id <> muted_id", name=op.f("ck_mutes_not_oneself")),
        sa.ForeignKeyConstraint(["muted_id"], ["accounts.id"], name=op.f("fk_mutes_muted_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["muter_id"], ["accounts.id"], name=op.f("fk_mutes_muter_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mutes")),
        sa.UniqueConstraint("muter_id", "muted_id", name=op.f("uq_mutes_muter_id_muted_id")),
    )
    op.create_index(op.f("ix_mutes_muted_id"), "mutes", ["muted_id"])

    op.create_table(
        "notes",
        sa.Column("writer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("about_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["about_id"], ["accounts.id"], name=op.f("fk_notes_about_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["writer_id"], ["accounts.id"], name=op.f("fk_notes_writer_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("writer_id", "about_id", name=op.f("pk_notes")),
    )
    op.create_index(op.f("ix_notes_about_id"), "notes", ["about_id"])

    op.create_table(
        "notification_permissions",
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("from_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_notification_permissions_account_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["from_id"], ["accounts.id"], name=op.f("fk_notification_permissions_from_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "from_id", name=op.f("pk_notification_permissions")),
    )
    op.create_index(op.f("ix_notification_permissions_from_id"), "notification_permissions", ["from_id"])

    op.create_table(
        "notification_policies",
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("for_not_following", sa.String(length=30), nullable=False),
        sa.Column("for_not_followers", sa.String(length=30), nullable=False),
        sa.Column("for_new_accounts", sa.String(length=30), nullable=False),
        sa.Column("for_private_mentions", sa.String(length=30), nullable=False),
        sa.Column("for_limited_accounts", sa.String(length=30), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_notification_policies_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_notification_policies")),
    )
    op.create_table(
        "tag_follows",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tag_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_tag_follows_account_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["tag_id"], ["tags.id"], name=op.f("fk_tag_follows_tag_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tag_follows")),
        sa.UniqueConstraint("account_id", "tag_id", name=op.f("uq_tag_follows_account_id_tag_id")),
    )
    op.create_index(op.f("ix_tag_follows_tag_id"), "tag_follows", ["tag_id"])

    op.create_table(
        "thread_mutes",
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("thread_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_thread_mutes_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "thread_id", name=op.f("pk_thread_mutes")),
    )
    op.create_index(op.f("ix_thread_mutes_thread_id"), "thread_mutes", ["thread_id"])

    op.create_table(
        "access_tokens",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("application_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_used_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_access_tokens_account_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_access_tokens_application_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_tokens")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_access_tokens_token_hash")),
    )
    op.create_index(op.f("ix_access_tokens_account_id"), "access_tokens", ["account_id"])
    op.create_index(op.f("ix_access_tokens_application_id"), "access_tokens", ["application_id"])

    op.create_table(
        "filter_keywords",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("filter_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("keyword", sa.Text(), nullable=False),
        sa.Column("whole_word", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["filter_id"], ["filters.id"], name=op.f("fk_filter_keywords_filter_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_filter_keywords")),
    )
    op.create_index(op.f("ix_filter_keywords_filter_id"), "filter_keywords", ["filter_id"])

    op.create_table(
        "list_members",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("list_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_list_members_account_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["list_id"], ["lists.id"], name=op.f("fk_list_members_list_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_members")),
        sa.UniqueConstraint("list_id", "account_id", name=op.f("uq_list_members_list_id_account_id")),
    )
    op.create_index(op.f("ix_list_members_account_id"), "list_members", ["account_id"])

    op.create_table(
        "scheduled_posts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("application_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("draft", sa.JSON(), nullable=False),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_scheduled_posts_account_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_scheduled_posts_application_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scheduled_posts")),
    )
    op.create_index("ix_scheduled_posts_account_id_id", "scheduled_posts", ["account_id", "id"])
    op.create_index(op.f("ix_scheduled_posts_application_id"), "scheduled_posts", ["application_id"])
    op.create_index(op.f("ix_scheduled_posts_due_at"), "scheduled_posts", ["due_at"])

    op.create_table(
        "authorization_codes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("code_hash", sa.Text(), nullable=False),
        sa.Column("application_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("redirect_uri", sa.Text(), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("challenge", sa.Text(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("token_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_authorization_codes_account_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["applications.id"],
            name=op.f("fk_authorization_codes_application_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["token_id"], ["access_tokens.id"], name=op.f("fk_authorization_codes_token_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authorization_codes")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_authorization_codes_code_hash")),
    )
    op.create_index(op.f("ix_authorization_codes_account_id"), "authorization_codes", ["account_id"])
    op.create_index(op.f("ix_authorization_codes_application_id"), "authorization_codes", ["application_id"])
    op.create_index(op.f("ix_authorization_codes_token_id"), "authorization_codes", ["token_id"])

    op.create_table(
        "bookmarks",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("post_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_bookmarks_account_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_bookmarks_post_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bookmarks")),
        sa.UniqueConstraint("account_id", "post_id", name=op.f("uq_bookmarks_account_id_post_id")),
    )
    op.create_index(op.f("ix_bookmarks_post_id"), "bookmarks", ["post_id"])

    op.create_table(
        "conversations",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("thread_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("last_post_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("unread", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_conversations_account_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["last_post_id"], ["posts.id"], name=op.f("fk_conversations_last_post_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversations")),
        sa.UniqueConstraint("account_id", "thread_id", name=op.f("uq_conversations_account_id_thread_id")),
    )
    op.create_index(op.f("ix_conversations_last_post_id"), "conversations", ["last_post_id"])

    op.create_table(
        "favourites",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("post_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_favourites_account_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_favourites_post_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_favourites")),
        sa.UniqueConstraint("account_id", "post_id", name=op.f("uq_favourites_account_id_post_id")),
    )
    op.create_index(op.f("ix_favourites_post_id"), "favourites", ["post_id"])

    op.create_table(
        "filter_posts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("filter_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("post_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["filter_id"], ["filters.id"], name=op.f("fk_filter_posts_filter_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_filter_posts_post_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_filter_posts")),
        sa.UniqueConstraint("filter_id", "post_id", name=op.f("uq_filter_posts_filter_id_post_id")),
    )
    op.create_index(op.f("ix_filter_posts_post_id"), "filter_posts", ["post_id"])

    op.create_table(
        "idempotency_keys",
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("post_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("scheduled_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_idempotency_keys_account_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["posts.id"], name=op.f("fk_idempotency_keys_post_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["scheduled_id"], ["scheduled_posts.id"], name=op.f("fk_idempotency_keys_scheduled_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "key", name=op.f("pk_idempotency_keys")),
    )
    op.create_index(op.f("ix_idempotency_keys_created_at"), "idempotency_keys", ["created_at"])
    op.create_index(op.f("ix_idempotency_keys_post_id"), "idempotency_keys", ["post_id"])
    op.create_index(op.f("ix_idempotency_keys_scheduled_id"), "idempotency_keys", ["scheduled_id"])

    op.create_table(
        "media",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("post_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("scheduled_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("file", sa.Text(), nullable=True),
        sa.Column("preview", sa.Text(), nullable=True),
        sa.Column("meta", sa.JSON(), nullable=False),
        sa.Column("focus_x", sa.Double(), nullable=True),
        sa.Column("focus_y", sa.Double(), nullable=True),
        sa.Column("blurhash", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("detached_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_media_account_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_media_post_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["scheduled_id"], ["scheduled_posts.id"], name=op.f("fk_media_scheduled_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_media")),
    )
    op.create_index(op.f("ix_media_account_id"), "media", ["account_id"])
    op.create_index(op.f("ix_media_post_id"), "media", ["post_id"])
    op.create_index(op.f("ix_media_scheduled_id"), "media", ["scheduled_id"])
    op.create_index("ix_media_state_due_at", "media", ["state", "due_at"])

    op.create_table(
        "pins",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("post_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_pins_account_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_pins_post_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pins")),
        sa.UniqueConstraint("account_id", "post_id", name=op.f("uq_pins_account_id_post_id")),
    )
    op.create_index(op.f("ix_pins_post_id"), "pins", ["post_id"])

    op.create_table(
        "polls",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("post_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("multiple", sa.Boolean(), nullable=False),
        sa.Column("hide_totals", sa.Boolean(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("announced_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_polls_post_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_polls")),
        sa.UniqueConstraint("post_id", name=op.f("uq_polls_post_id")),
    )
    op.create_index(op.f("ix_polls_expires_at"), "polls", ["expires_at"])

    op.create_table(
        "post_versions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("post_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("warning", sa.Text(), nullable=False),
        sa.Column("sensitive", sa.Boolean(), nullable=False),
        sa.Column("attachments", sa.JSON(), nullable=False),
        sa.Column("options", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_post_versions_post_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_versions")),
    )
    op.create_index(op.f("ix_post_versions_post_id"), "post_versions", ["post_id"])

    op.create_table(
        "ballots",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("poll_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_ballots_account_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["poll_id"], ["polls.id"], name=op.f("fk_ballots_poll_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballots")),
        sa.UniqueConstraint("poll_id", "account_id", name=op.f("uq_ballots_poll_id_account_id")),
    )
    op.create_index(op.f("ix_ballots_account_id"), "ballots", ["account_id"])

    op.create_table(
        "votes",
        sa.Column("ballot_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("choice", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballots.id"], name=op.f("fk_votes_ballot_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("ballot_id", "choice", name=op.f("pk_votes")),
    )
    op.add_column("accounts", sa.Column("header", sa.Text(), nullable=True))
    op.add_column("accounts", sa.Column("fields", sa.JSON(), server_default="[]", nullable=False))
    op.add_column("accounts", sa.Column("locked", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("accounts", sa.Column("bot", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("accounts", sa.Column("discoverable", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.add_column("accounts", sa.Column("indexable", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.add_column("accounts", sa.Column("hide_collections", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("accounts", sa.Column("attribution_domains", sa.JSON(), server_default="[]", nullable=False))
    op.add_column(
        "accounts", sa.Column("default_visibility", sa.String(length=30), server_default="public", nullable=False)
    )
    op.add_column("accounts", sa.Column("default_sensitive", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("accounts", sa.Column("default_language", sa.Text(), nullable=True))
    op.add_column("accounts", sa.Column("suspended_at", sa.DateTime(timezone=True), nullable=True))

    op.execute(MARKERS)
    op.drop_column("accounts", "notifications_read_id")

    op.add_column("follows", sa.Column("boosts", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.add_column("follows", sa.Column("notify", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("follows", sa.Column("languages", sa.JSON(none_as_null=True), nullable=True))

    op.add_column("notifications", sa.Column("filtered", sa.Boolean(), server_default=sa.false(), nullable=False))

    op.add_column("posts", sa.Column("warning", sa.Text(), server_default="", nullable=False))
    op.add_column("posts", sa.Column("sensitive", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("posts", sa.Column("language", sa.Text(), nullable=True))
    op.add_column("posts", sa.Column("visibility", sa.String(length=30), server_default="public", nullable=False))
    refer("answered_id", "accounts", "SET NULL")
    op.add_column(
        "posts",
        sa.Column(
            "thread_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), server_default="0", nullable=False
        ),
    )
    refer("boosted_id", "posts", "CASCADE")
    refer("application_id", "applications", "SET NULL")
    op.add_column("posts", sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_posts_answered_id"), "posts", ["answered_id"])
    op.create_index(op.f("ix_posts_application_id"), "posts", ["application_id"])
    op.create_index(op.f("ix_posts_boosted_id"), "posts", ["boosted_id"])
    op.create_index(op.f("ix_posts_thread_id"), "posts", ["thread_id"])
    op.create_index("uq_posts_author_id_boosted_id", "posts", ["author_id", "boosted_id"], unique=True)

    op.execute(THREADS)
    op.execute(
        "UPDATE posts SET answered_id = (SELECT parent.author_id FROM posts parent WHERE parent.id = posts.parent_id)"
    )


def downgrade() -> None:
    op.execute("DELETE FROM posts WHERE boosted_id IS NOT NULL OR visibility IN ('private', 'direct')")
    op.drop_index("uq_posts_author_id_boosted_id", "posts")
    op.drop_index(op.f("ix_posts_thread_id"), "posts")
    op.drop_index(op.f("ix_posts_boosted_id"), "posts")
    op.drop_index(op.f("ix_posts_application_id"), "posts")
    op.drop_index(op.f("ix_posts_answered_id"), "posts")
    op.drop_column("posts", "edited_at")
    op.drop_column("posts", "application_id")
    op.drop_column("posts", "boosted_id")
    op.drop_column("posts", "thread_id")
    op.drop_column("posts", "answered_id")
    op.drop_column("posts", "visibility")
    op.drop_column("posts", "language")
    op.drop_column("posts", "sensitive")
    op.drop_column("posts", "warning")

    op.drop_column("notifications", "filtered")

    op.drop_column("follows", "languages")
    op.drop_column("follows", "notify")
    op.drop_column("follows", "boosts")

    op.add_column(
        "accounts",
        sa.Column(
            "notifications_read_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            server_default="0",
            nullable=False,
        ),
    )
    op.execute(READ)

    op.drop_column("accounts", "suspended_at")
    op.drop_column("accounts", "default_language")
    op.drop_column("accounts", "default_sensitive")
    op.drop_column("accounts", "default_visibility")
    op.drop_column("accounts", "attribution_domains")
    op.drop_column("accounts", "hide_collections")
    op.drop_column("accounts", "indexable")
    op.drop_column("accounts", "discoverable")
    op.drop_column("accounts", "bot")
    op.drop_column("accounts", "locked")
    op.drop_column("accounts", "fields")
    op.drop_column("accounts", "header")

    op.drop_table("votes")
    op.drop_index(op.f("ix_ballots_account_id"), "ballots")

    op.drop_table("ballots")
    op.drop_index(op.f("ix_post_versions_post_id"), "post_versions")

    op.drop_table("post_versions")
    op.drop_index(op.f("ix_polls_expires_at"), "polls")

    op.drop_table("polls")
    op.drop_index(op.f("ix_pins_post_id"), "pins")

    op.drop_table("pins")
    op.drop_index("ix_media_state_due_at", "media")
    op.drop_index(op.f("ix_media_scheduled_id"), "media")
    op.drop_index(op.f("ix_media_post_id"), "media")
    op.drop_index(op.f("ix_media_account_id"), "media")

    op.drop_table("media")
    op.drop_index(op.f("ix_idempotency_keys_scheduled_id"), "idempotency_keys")
    op.drop_index(op.f("ix_idempotency_keys_post_id"), "idempotency_keys")
    op.drop_index(op.f("ix_idempotency_keys_created_at"), "idempotency_keys")

    op.drop_table("idempotency_keys")
    op.drop_index(op.f("ix_filter_posts_post_id"), "filter_posts")

    op.drop_table("filter_posts")
    op.drop_index(op.f("ix_favourites_post_id"), "favourites")

    op.drop_table("favourites")
    op.drop_index(op.f("ix_conversations_last_post_id"), "conversations")

    op.drop_table("conversations")
    op.drop_index(op.f("ix_bookmarks_post_id"), "bookmarks")

    op.drop_table("bookmarks")
    op.drop_index(op.f("ix_authorization_codes_token_id"), "authorization_codes")
    op.drop_index(op.f("ix_authorization_codes_application_id"), "authorization_codes")
    op.drop_index(op.f("ix_authorization_codes_account_id"), "authorization_codes")

    op.drop_table("authorization_codes")
    op.drop_index(op.f("ix_scheduled_posts_due_at"), "scheduled_posts")
    op.drop_index(op.f("ix_scheduled_posts_application_id"), "scheduled_posts")
    op.drop_index("ix_scheduled_posts_account_id_id", "scheduled_posts")

    op.drop_table("scheduled_posts")
    op.drop_index(op.f("ix_list_members_account_id"), "list_members")

    op.drop_table("list_members")
    op.drop_index(op.f("ix_filter_keywords_filter_id"), "filter_keywords")

    op.drop_table("filter_keywords")
    op.drop_index(op.f("ix_access_tokens_application_id"), "access_tokens")
    op.drop_index(op.f("ix_access_tokens_account_id"), "access_tokens")

    op.drop_table("access_tokens")
    op.drop_index(op.f("ix_thread_mutes_thread_id"), "thread_mutes")

    op.drop_table("thread_mutes")
    op.drop_index(op.f("ix_tag_follows_tag_id"), "tag_follows")

    op.drop_table("tag_follows")
    op.drop_table("notification_policies")
    op.drop_index(op.f("ix_notification_permissions_from_id"), "notification_permissions")

    op.drop_table("notification_permissions")
    op.drop_index(op.f("ix_notes_about_id"), "notes")

    op.drop_table("notes")
    op.drop_index(op.f("ix_mutes_muted_id"), "mutes")

    op.drop_table("mutes")
    op.drop_table("markers")
    op.drop_index(op.f("ix_lists_account_id"), "lists")

    op.drop_table("lists")
    op.drop_index(op.f("ix_follow_requests_followed_id"), "follow_requests")

    op.drop_table("follow_requests")
    op.drop_index(op.f("ix_filters_account_id"), "filters")

    op.drop_table("filters")
    op.drop_index(op.f("ix_featured_tags_tag_id"), "featured_tags")

    op.drop_table("featured_tags")
    op.drop_index(op.f("ix_endorsements_endorsed_id"), "endorsements")

    op.drop_table("endorsements")
    op.drop_index(op.f("ix_blocks_blocked_id"), "blocks")

    op.drop_table("blocks")
    op.drop_index(op.f("ix_applications_owner_id"), "applications")

    op.drop_table("applications")
