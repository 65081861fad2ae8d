"""The words by which posts are found.

PostgreSQL keeps them with their places in a column of its own kind, SQLite in an index beside the table, which triggers
keep. What was there before has none until a job has written them down.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "b7d2e94c1f60"
down_revision = "5f0c2b7de9a4"
branch_labels = None
depends_on = None

PHASE = "expand"

WORDS = sa.Text().with_variant(postgresql.TSVECTOR(), "postgresql")
WORDLESS = sa.text("words IS NULL")

ON_SQLITE = (
    "CREATE VIRTUAL TABLE post_words USING fts5(words, content='posts', content_rowid='id', tokenize='ascii')",
    (
        "CREATE TRIGGER post_words_come AFTER INSERT ON posts WHEN new.words IS NOT NULL BEGIN "
        "INSERT INTO post_words (rowid, words) VALUES (new.id, new.words); END"
    ),
    (
        "CREATE TRIGGER post_words_go AFTER DELETE ON posts WHEN old.words IS NOT NULL BEGIN "
        "INSERT INTO post_words (post_words, rowid, words) VALUES ('delete', old.id, old.words); END"
    ),
    (
        "CREATE TRIGGER post_words_change AFTER UPDATE OF words ON posts BEGIN "
        "INSERT INTO post_words (post_words, rowid, words) "
        "SELECT 'delete', old.id, old.words WHERE old.words IS NOT NULL; "
        "INSERT INTO post_words (rowid, words) SELECT new.id, new.words WHERE new.words IS NOT NULL; END"
    ),
)


def upgrade() -> None:
    op.add_column("posts", sa.Column("words", WORDS, nullable=True))
    if op.get_context().dialect.name == "sqlite":
        for statement in ON_SQLITE:
            op.execute(statement)
    with op.get_context().autocommit_block():
        op.drop_index("ix_posts_wordless", "posts", if_exists=True, postgresql_concurrently=True)
        op.create_index(
            "ix_posts_wordless",
            "posts",
            ["id"],
            postgresql_where=WORDLESS,
            sqlite_where=WORDLESS,
            postgresql_concurrently=True,
        )
        if op.get_context().dialect.name == "postgresql":
            op.drop_index("ix_posts_words", "posts", if_exists=True, postgresql_concurrently=True)
            op.create_index("ix_posts_words", "posts", ["words"], postgresql_using="gin", postgresql_concurrently=True)


def downgrade() -> None:
    if op.get_context().dialect.name == "sqlite":
        for name in ("come", "go", "change"):
            op.execute(f"DROP TRIGGER post_words_{name}")
        op.execute("DROP TABLE post_words")
    else:
        op.drop_index("ix_posts_words", "posts")
    op.drop_index("ix_posts_wordless", "posts")
    op.drop_column("posts", "words")
