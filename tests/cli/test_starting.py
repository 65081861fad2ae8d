"""Mistakes of an operator's: each program ends at its start, with one plain sentence."""

import pytest
from sqlalchemy import create_engine, insert, text

from microblog.models import SchemaChange
from tests.conftest import ini_of, postgresql_database
from tests.processes import run, write_ini

COMMANDS = {
    "microblog": lambda ini: ("-c", ini, "job", "run", "letters"),
    "microblog-scheduler": lambda ini: (ini,),
    "pserve": lambda ini: (ini,),
}
PROGRAMS = pytest.mark.parametrize("program", COMMANDS)


def sentence_of(program, ini, **environment):
    """Start a program that must not start; return the one line it says."""
    done = run(program, *COMMANDS[program](str(ini)), timeout=60, **environment)
    lines = done.stderr.splitlines()
    assert done.returncode != 0
    assert len(lines) == 1, done.stderr
    assert done.stdout == ""
    return lines[0]


@pytest.fixture
def empty_url(database_kind, tmp_path):
    """A database that holds nothing."""
    if database_kind == "sqlite":
        yield f"sqlite:///{tmp_path}/empty.sqlite"
    else:
        with postgresql_database() as url:
            yield url


@pytest.fixture
def good(tmp_path):
    """Settings without a mistake, on a database that nobody looks at."""
    return ini_of(f"sqlite:///{tmp_path}/empty.sqlite")


@PROGRAMS
def test_a_database_that_was_not_migrated(program, empty_url, tmp_path):
    ini = write_ini(tmp_path, ini_of(empty_url))

    said = sentence_of(program, ini)

    assert said == f"The database is not migrated: run `microblog -c {ini} database upgrade` first."


def test_a_database_that_is_newer_than_the_code(empty_url, tmp_path):
    engine = create_engine(empty_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('fedcba987654')"))
    engine.dispose()

    said = sentence_of("microblog", write_ini(tmp_path, ini_of(empty_url)))

    assert said.startswith("The database is newer (revision fedcba987654) than this code")


def migrated_further(connection, phase):
    """Leave the database as a newer release would whose migration did that."""
    connection.execute(text("UPDATE alembic_version SET version_num = 'fedcba987654'"))
    connection.execute(insert(SchemaChange).values(revision="fedcba987654", phase=phase))


@pytest.mark.parametrize("program", ["microblog", "microblog-scheduler", "pserve"])
def test_a_database_that_a_newer_release_took_something_away_from(program, empty_url, tmp_path):
    ini = write_ini(tmp_path, ini_of(empty_url))
    run("microblog", "-c", str(ini), "database", "upgrade")
    engine = create_engine(empty_url)
    with engine.begin() as connection:
        migrated_further(connection, "contract")
    engine.dispose()

    said = sentence_of(program, ini)

    assert said.startswith("The database is newer (revision fedcba987654) than this code")


def test_a_database_that_a_newer_release_only_added_to_does(empty_url, tmp_path):
    ini = write_ini(tmp_path, ini_of(empty_url))
    run("microblog", "-c", str(ini), "database", "upgrade")
    engine = create_engine(empty_url)
    with engine.begin() as connection:
        migrated_further(connection, "expand")
    engine.dispose()

    assert run("microblog", "-c", str(ini), "check").returncode == 0
    done = run("microblog", "-c", str(ini), "database", "upgrade")
    assert (done.returncode, done.stdout) == (0, "The database is up to date.\n")


def test_a_database_that_is_away(tmp_path):
    ini = write_ini(tmp_path, ini_of("postgresql://nobody@127.0.0.1:1/nothing"))

    assert sentence_of("microblog", ini).startswith("The database cannot be reached: ")


def test_a_file_that_is_no_database(tmp_path):
    (tmp_path / "empty.sqlite").write_bytes(b"These are just words. " * 100)

    said = sentence_of("microblog", write_ini(tmp_path, ini_of(f"sqlite:///{tmp_path}/empty.sqlite")))

    assert said == "The database cannot be reached: file is not a database"


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("I am no folder.")

    said = sentence_of("microblog-scheduler", write_ini(tmp_path, ini_of(f"sqlite:///{tmp_path}/file/x.sqlite")))

    assert said == f"The folder {tmp_path}/file for the database cannot be made: File exists."


@PROGRAMS
def test_a_slip_of_the_pen(program, good, tmp_path):
    ini = write_ini(tmp_path, {**good, "mail.sendr": "x@example.org"})

    assert sentence_of(program, ini) == "There is no setting 'mail.sendr'; did you mean 'mail.sender'?"


def test_a_slip_of_the_pen_in_the_environment(good, tmp_path):
    said = sentence_of("microblog", write_ini(tmp_path, good), MICROBLOG_MAIL_PASWORD="x")

    assert said.startswith("There is no setting for the variable MICROBLOG_MAIL_PASWORD; did you mean")


def test_a_setting_that_cannot_be(good, tmp_path):
    said = sentence_of("microblog", write_ini(tmp_path, {**good, "mail.port": "many"}))

    assert said.startswith("The setting mail.port is wrong: ")


def test_a_setting_that_is_missing(good, tmp_path):
    del good["security.secret"]

    said = sentence_of("microblog", write_ini(tmp_path, good))

    assert said.startswith("The setting security.secret is missing: ")


@pytest.mark.parametrize("program", ["microblog", "microblog-scheduler"])
def test_an_ini_file_that_is_not_there(program, tmp_path):
    said = sentence_of(program, tmp_path / "none.ini")

    assert said == f"There is no file {tmp_path}/none.ini: name the ini file with -c."


@pytest.mark.parametrize("program", ["microblog", "microblog-scheduler"])
def test_an_ini_file_that_cannot_be_understood(program, tmp_path):
    ini = tmp_path / "microblog.ini"
    ini.write_text("just words")

    assert sentence_of(program, ini).startswith(f"The file {ini} cannot be understood: ")


def test_the_variable_that_names_the_ini_file_is_no_setting(good, tmp_path):
    ini = write_ini(tmp_path, good)

    assert "not migrated" in sentence_of("microblog", ini, MICROBLOG_INI=str(ini))
