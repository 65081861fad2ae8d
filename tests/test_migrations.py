"""Migrations lead to what the models say, and back."""

import ast
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from microblog.database import make_engine
from microblog.models import Base
from microblog.settings import read_settings
from tests.conftest import ini_of, migrate, postgresql_database

ROOT = Path(__file__).parent.parent
SCRIPTS = ScriptDirectory.from_config(Config(ROOT / "development.ini"))
FIRST, SECOND = "2493d2a5aff3", "7aa1e6881335"
FILES = sorted((ROOT / "alembic" / "versions").glob("*.py"))


@pytest.fixture
def empty(database_kind, tmp_path):
    """An engine on a database that holds nothing."""
    if database_kind == "sqlite":
        url = f"sqlite:///{tmp_path}/empty.sqlite"
        yield make_engine(read_settings(ini_of(url), environ={}).database)
    else:
        with postgresql_database() as url:
            engine = make_engine(read_settings(ini_of(url), environ={}).database)
            yield engine
            engine.dispose()


def foreign_keys(engine, table):
    """What a table refers to. SQLite itself is asked: the inspector overlooks what was added with its column."""
    if engine.dialect.name == "postgresql":
        return sorted(inspect(engine).get_foreign_keys(table), key=str)
    with engine.connect() as connection:
        rows = connection.exec_driver_sql(f"PRAGMA foreign_key_list({table})").mappings().all()
    return sorted((row["from"], row["table"], row["to"], row["on_update"], row["on_delete"]) for row in rows)


def shape(engine):
    """Everything the database says of its tables."""
    inspector = inspect(engine)
    return {
        name: (
            sorted((column["name"], str(column["type"]), column["nullable"]) for column in inspector.get_columns(name)),
            inspector.get_pk_constraint(name),
            sorted(inspector.get_unique_constraints(name), key=str),
            foreign_keys(engine, name),
            sorted(map(comparable, inspector.get_indexes(name)), key=str),
            sorted(inspector.get_check_constraints(name), key=str),
        )
        for name in inspector.get_table_names()
        if name != "alembic_version" and not name.startswith("post_words")
    }


def comparable(index):
    """What is said of an index; of which rows it knows is an object that equals no other."""
    return {**index, "dialect_options": {name: str(what) for name, what in index["dialect_options"].items()}}


def all_but_sqlites_foreign_keys(engine):
    """The next test compares those. SQLite's index of words is made of tables; PostgreSQL's it does not have."""
    if engine.dialect.name == "postgresql":
        return lambda *_: True
    return lambda object, name, kind, *_: (
        kind != "foreign_key_constraint" and name != "ix_posts_words" and not (name or "").startswith("post_words")
    )


def test_they_lead_forward_and_back_and_forward_again(empty):
    migrate(empty)
    first = shape(empty)
    assert set(first) == set(Base.metadata.tables)

    migrate(empty, "base", back=True)
    assert shape(empty) == {}

    migrate(empty)
    assert shape(empty) == first


def test_they_lead_to_what_the_models_say(empty):
    migrate(empty)

    with empty.connect() as connection:
        opts = {"compare_type": True, "render_as_batch": True, "include_object": all_but_sqlites_foreign_keys(empty)}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, Base.metadata) == []


def test_they_make_the_very_constraints_that_the_models_have(empty, database_kind, tmp_path):
    migrate(empty)
    migrated = shape(empty)

    migrate(empty, "base", back=True)
    Base.metadata.create_all(empty)

    assert shape(empty) == migrated


def test_there_is_one_line_of_them():
    assert len(SCRIPTS.get_heads()) == 1
    assert len(SCRIPTS.get_bases()) == 1


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_migration_knows_nothing_of_our_code(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = {
        alias.name if isinstance(node, ast.Import) else str(node.module)
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }

    assert "microblog" not in {name.split(".")[0] for name in imported}
    assert "microblog" not in path.read_text(encoding="utf-8")
    assert ast.get_docstring(tree)
    assert {node.name for node in tree.body if isinstance(node, ast.FunctionDef)} >= {"upgrade", "downgrade"}


def test_posts_that_are_there_keep_their_threads_and_all_that_refers_to_them(empty):
    migrate(empty, FIRST)
    with empty.execution_options(writes=True).begin() as connection:
        for statement in OLD:
            connection.execute(text(statement))

    migrate(empty)

    with empty.connect() as connection:
        posts = connection.execute(text("SELECT id, thread_id, answered_id, visibility FROM posts ORDER BY id")).all()
        mentions = connection.execute(text("SELECT count(*) FROM mentions")).scalar()
    assert posts == [(1, 1, None, "public"), (2, 1, 7, "public"), (3, 1, 8, "public"), (4, 4, None, "public")]
    assert mentions == 1


def test_how_far_news_were_read_moves_to_the_markers_and_back(empty):
    migrate(empty, FIRST)
    with empty.execution_options(writes=True).begin() as connection:
        for statement in OLD:
            connection.execute(text(statement))

    migrate(empty)
    with empty.connect() as connection:
        markers = connection.execute(text("SELECT account_id, timeline, last_read_id FROM markers")).all()
    migrate(empty, FIRST, back=True)
    with empty.connect() as connection:
        read = connection.execute(text("SELECT id, notifications_read_id FROM accounts ORDER BY id")).all()

    assert markers == [(8, "notifications", 42)]
    assert read == [(7, 0), (8, 42)]


def test_letters_become_reasons_and_letters_and_back(empty):
    migrate(empty, SECOND)
    with empty.execution_options(writes=True).begin() as connection:
        for statement in WITH_LETTERS:
            connection.execute(text(statement))
        before = connection.execute(text(LETTERS)).all()

    migrate(empty)
    with empty.connect() as connection:
        letters = connection.execute(text("SELECT id, kind, thread_id, state FROM letters ORDER BY id")).all()
        told = "SELECT id, account_id, event, by_id, post_id, thread_id, state, letter_id FROM reasons ORDER BY id"
        reasons = connection.execute(text(told)).all()
        ranks = connection.execute(text("SELECT ranking, rank, key, label, count FROM daily_ranks")).all()
    migrate(empty, SECOND, back=True)
    with empty.connect() as connection:
        after = connection.execute(text(LETTERS)).all()
        tags = connection.execute(text("SELECT rank, tag, count FROM daily_tags")).all()

    assert letters == [(12, "news", 1, "sent"), (14, "news", 1, "dead"), (15, "confirmation", None, "waiting")]
    assert reasons == [
        (11, 7, "mention", 8, 2, 1, "waiting", None),
        (12, 8, "mention", 7, 1, 1, "written", 12),
        (13, 8, "mention", 7, 3, 1, "dropped", None),
        (14, 7, "mention", 8, 4, 1, "written", 14),
    ]
    assert ranks == [("tags", 1, "bread", "Bread", 3)]
    assert after == before
    assert tags == [(1, "Bread", 3)]


LETTERS = "SELECT id, kind, account_id, post_id, state, attempts, sent_at, trouble FROM letters ORDER BY id"

WITH_LETTERS = [
    *(
        "INSERT INTO accounts (id, username, email, password_hash, role, display_name, bio, attribution_domains, "
        f"created_at) VALUES ({id}, '{name}', '{name}@example.org', '', 'user', '', '', '[]', '2026-11-21 12:00:00')"
        for id, name in ((7, "alice"), (8, "bob"))
    ),
    *(
        "INSERT INTO posts (id, author_id, text, parent_id, thread_id, created_at) "
        f"VALUES ({id}, {author}, 'Words.', {parent}, 1, '2026-11-21 12:00:00')"
        for id, author, parent in ((1, 7, "NULL"), (2, 8, 1), (3, 7, 2), (4, 8, 3))
    ),
    *(
        "INSERT INTO letters (id, kind, account_id, post_id, state, created_at, due_at, attempts, sent_at, trouble) "
        f"VALUES ({id}, '{kind}', {account}, {post}, '{state}', '2026-11-21 12:00:00', '2026-11-21 12:00:00', "
        f"{attempts}, {sent}, '{trouble}')"
        for id, kind, account, post, state, attempts, sent, trouble in (
            (11, "mention", 7, 2, "waiting", 0, "NULL", ""),
            (12, "mention", 8, 1, "sent", 1, "'2026-11-21 12:00:01'", ""),
            (13, "mention", 8, 3, "dropped", 0, "NULL", ""),
            (14, "mention", 7, 4, "dead", 2, "NULL", "550 No"),
            (15, "confirmation", 7, "NULL", "waiting", 1, "NULL", "451 Later"),
        )
    ),
    "INSERT INTO daily_tags (day, rank, tag, count) VALUES ('2026-11-20', 1, 'Bread', 3)",
]

OLD = [
    *(
        "INSERT INTO accounts (id, username, email, password_hash, role, display_name, bio, notifications_read_id, "
        f"created_at) VALUES ({id}, '{name}', '{name}@example.org', '', 'user', '', '', {read}, '2026-11-21 12:00:00')"
        for id, name, read in ((7, "alice", 0), (8, "bob", 42))
    ),
    *(
        "INSERT INTO posts (id, author_id, text, parent_id, created_at) "
        f"VALUES ({id}, {author}, 'Words.', {parent}, '2026-11-21 12:00:00')"
        for id, author, parent in ((1, 7, "NULL"), (2, 8, 1), (3, 7, 2), (4, 8, "NULL"))
    ),
    "INSERT INTO mentions (post_id, account_id) VALUES (2, 7)",
]
