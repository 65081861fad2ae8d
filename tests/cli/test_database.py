"""`microblog database upgrade`, as a process"""

import pytest
from sqlalchemy import create_engine, inspect, text

from tests.conftest import ini_of, postgresql_database
from tests.processes import run, write_ini


@pytest.fixture
def url(database_kind, tmp_path):
    """A database that holds nothing; of SQLite's not even its folder is there."""
    if database_kind == "sqlite":
        yield f"sqlite:///{tmp_path}/new/microblog.sqlite"
    else:
        with postgresql_database() as url:
            yield url


def test_an_empty_database_is_brought_up_to_date_and_doing_it_twice_is_doing_it_once(url, tmp_path):
    ini = str(write_ini(tmp_path, ini_of(url)))

    for _ in range(2):
        done = run("microblog", "-c", ini, "database", "upgrade")
        assert (done.returncode, done.stdout, done.stderr) == (0, "The database is up to date.\n", "")

    engine = create_engine(url)
    assert "posts" in inspect(engine).get_table_names()
    engine.dispose()
    assert run("microblog", "-c", ini, "check").returncode == 0


def test_a_newer_database_is_left_alone(url, tmp_path):
    ini = str(write_ini(tmp_path, ini_of(url)))
    run("microblog", "-c", ini, "database", "upgrade")
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'fedcba987654'"))
    engine.dispose()

    done = run("microblog", "-c", ini, "database", "upgrade")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("The database is newer (")
    assert done.stderr.count("\n") == 1


def test_a_database_that_is_away_is_said_to_be(tmp_path):
    ini = str(write_ini(tmp_path, ini_of("postgresql://nobody@127.0.0.1:1/nothing")))

    done = run("microblog", "-c", ini, "database", "upgrade")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("The database cannot be reached: ")
    assert done.stderr.count("\n") == 1
