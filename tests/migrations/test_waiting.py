"""How migrations treat those who work meanwhile, and each other: on PostgreSQL, but for the last."""

import time

import pytest
from sqlalchemy import text

from microblog.database import make_engine
from microblog.schema import upgrade_schema
from microblog.settings import Misconfigured, read_settings
from tests.conftest import ini_of, postgresql_database
from tests.migrations.migrating import ADD, INDEX, changes, columns, ini_with, migration
from tests.processes import run

READ, WRITE = text("SELECT count(*) FROM accounts"), text("UPDATE accounts SET bio = ''")
BRIEFLY = {"database.migration_lock_timeout": "0.2"}


@pytest.fixture
def url():
    """A database in PostgreSQL, whatever else is asked for: on SQLite writers take turns anyway."""
    with postgresql_database() as url:
        yield url


@pytest.fixture
def in_the_way(own):
    """Somebody who uses what is to be changed, and does not end."""
    with own.connect() as connection:
        yield connection


def test_a_migration_that_gets_no_lock_gives_up_soon_changes_nothing_and_can_be_tried_again(
    own, newer, ours, in_the_way
):
    upgrade_schema(own, ours)
    ini = newer(("e1", "op.execute(\"UPDATE accounts SET bio = 'x'\")", {}), ("e2", ADD, {}))
    in_the_way.execute(READ)

    started = time.monotonic()
    done = run("microblog", "-c", ini, "database", "upgrade")
    took = time.monotonic() - started

    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert done.stderr.startswith("A migration did not get its lock in time")
    assert 5 <= took < 60
    assert "motto" not in columns(own)
    assert changes(own)[-1][0] == "e1"  # which is whole


def test_it_is_done_once_nobody_is_in_the_way(own, newer, ours, in_the_way):
    upgrade_schema(own, ours)
    ini = newer(("e1", ADD, {}), **BRIEFLY)
    in_the_way.execute(READ)
    with pytest.raises(Misconfigured, match="did not get its lock"):
        upgrade_schema(own, ini)

    in_the_way.rollback()
    upgrade_schema(own, ini)

    assert "motto" in columns(own)


def test_a_statement_that_takes_too_long_is_ended_and_undone(own, newer, ours):
    upgrade_schema(own, ours)
    ini = newer(("e1", f"{ADD}\nop.execute('SELECT pg_sleep(30)')", {}), **{"database.migration_timeout": "0.5"})

    with pytest.raises(Misconfigured, match="took longer than database"):
        upgrade_schema(own, ini)

    assert "motto" not in columns(own)


def test_an_index_that_was_left_halfway_is_made_anew(own, newer, ours, in_the_way):
    upgrade_schema(own, ours)
    upgrade_schema(own, newer(("e1", ADD, {})))
    ini = newer(("e1", ADD, {}), ("e2", INDEX, {}), **BRIEFLY)
    in_the_way.execute(WRITE)
    with pytest.raises(Misconfigured, match="did not get its lock"):
        upgrade_schema(own, ini)

    in_the_way.rollback()
    upgrade_schema(own, ini)

    with own.connect() as connection:
        valid = "SELECT indisvalid FROM pg_index WHERE indexrelid = 'ix_accounts_motto'::regclass"
        assert connection.scalar(text(valid)) is True


def test_of_two_who_migrate_at_once_one_is_told_to_wait(own, newer, in_the_way):
    ini = newer(("e1", ADD, {}))
    key = "hashtext('microblog'), hashtext('migrations')"
    in_the_way.execute(text(f"SELECT pg_advisory_lock({key})"))

    with pytest.raises(Misconfigured, match="Somebody else is migrating the database just now"):
        upgrade_schema(own, ini)

    in_the_way.execute(text(f"SELECT pg_advisory_unlock({key})"))
    upgrade_schema(own, ini)


def test_on_sqlite_too_whoever_writes_is_waited_for_and_not_for_ever(tmp_path):
    url = f"sqlite:///{tmp_path}/own.sqlite"
    migration(tmp_path / "versions", "e1", upgrade=ADD)
    ini = str(ini_with(tmp_path, ini_of(url, **{"database.busy_timeout": "0.2"})))
    engine = make_engine(read_settings(ini_of(url), environ={}).database)

    with (
        engine.execution_options(writes=True).connect() as connection,
        connection.begin(),
        pytest.raises(Misconfigured, match="did not get its lock"),
    ):
        upgrade_schema(engine, ini)
    engine.dispose()
