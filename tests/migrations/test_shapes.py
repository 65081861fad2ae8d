"""Which shapes of the database a version of the code can live with."""

from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from microblog.models import SchemaChange
from microblog.schema import Shape, check_schema, upgrade_schema
from microblog.settings import Misconfigured
from tests.migrations.migrating import ADD, DROP, HEAD, INDEX, changes, columns
from tests.processes import run, website

OURS = Shape("c", frozenset("abc"))
C = ("c", "expand", None)


@pytest.mark.parametrize(
    ("found", "applied", "suits"),
    [
        ("c", [], True),
        ("b", [], False),
        (None, [], False),
        ("d", [C, ("d", "expand", None)], True),
        ("d", [("b", "expand", None), ("d", "expand", None)], False),  # another way was taken after b
        ("d", [C], False),
        ("e", [C, ("d", "expand", None), ("e", "expand", None)], True),
        ("e", [C, ("d", "contract", "b"), ("e", "expand", None)], True),
        ("e", [C, ("d", "contract", "x"), ("e", "expand", None)], False),
        ("e", [C, ("d", "expand", None), ("e", "contract", "d")], False),
        ("e", [C, ("d", "expand", None)], False),
        ("d", [C, ("d", "of a later version", None)], False),
        ("d", [("b", "contract", "x"), C, ("d", "expand", None)], True),
    ],
)
def test_a_newer_shape_suits_if_all_that_came_since_only_added_or_took_what_is_not_used(db, found, applied, suits):
    db.add_all(SchemaChange(revision=revision, phase=phase, since=since) for revision, phase, since in applied)
    former = db.scalar(text("SELECT version_num FROM alembic_version"))
    db.execute(text("DELETE FROM alembic_version"))
    if found:
        db.execute(text("INSERT INTO alembic_version VALUES (:found)"), {"found": found})
    db.flush()

    suited = OURS.suits(db.connection())
    db.rollback()

    assert suited is suits
    assert db.scalar(text("SELECT version_num FROM alembic_version")) == former


def test_what_is_applied_is_written_down_and_taken_back(own, newer):
    ini = newer(("e1", ADD, {}), ("e2", DROP, {"phase": "contract", "since": "e1"}))

    upgrade_schema(own, ini)
    there = changes(own)
    command.downgrade(Config(ini), "e1")
    after = changes(own)
    command.downgrade(Config(ini), "c3d1f0a98b57")

    assert there[-3:] == [(HEAD, "expand", None), ("e1", "expand", None), ("e2", "contract", "e1")]
    assert after == there[:-1]
    with pytest.raises(DBAPIError):
        changes(own)


def test_a_release_that_runs_goes_on_beside_a_newer_one_and_starts_anew(own, newer, ours):
    upgrade_schema(own, ours)
    shape = check_schema(own, ours)

    upgrade_schema(own, newer(("e1", ADD, {}), ("e2", INDEX, {})), beside=HEAD)

    with own.connect() as connection:
        assert shape.suits(connection)
    assert check_schema(own, ours) == shape
    upgrade_schema(own, ours)  # leaves alone what is newer and suits
    assert "motto" in columns(own)


def test_it_ends_where_something_was_taken_away_that_it_uses(own, newer, ours):
    upgrade_schema(own, ours)
    shape = check_schema(own, ours)

    upgrade_schema(own, newer(("e1", ADD, {}), ("e2", DROP, {"phase": "contract", "since": "e1"})))

    with own.connect() as connection:
        assert not shape.suits(connection)
    for what in (check_schema, upgrade_schema):
        with pytest.raises(Misconfigured, match=r"The database is newer \(revision e2\) than this code"):
            what(own, ours)


def test_it_goes_on_where_what_was_taken_away_was_nothing_of_its_own(own, newer, ours):
    upgrade_schema(own, ours)

    upgrade_schema(own, newer(("e1", "pass", {"phase": "contract", "since": HEAD})), beside=HEAD)

    assert check_schema(own, ours).revision == HEAD


def test_what_the_release_that_runs_still_uses_is_not_taken_away_beside_it(own, newer, ours):
    upgrade_schema(own, ours)
    ini = newer(("e1", ADD, {}), ("e2", DROP, {"phase": "contract", "since": "e1"}))

    done = run("microblog", "-c", ini, "database", "upgrade", "--beside", HEAD)

    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert done.stderr.startswith("The migration e2 takes away what the release that runs still uses")
    assert "motto" not in columns(own)  # nothing of it was done
    upgrade_schema(own, ini, beside="e1")


def test_what_the_database_refuses_is_told_in_one_sentence_and_undone(own, newer, ours):
    upgrade_schema(own, ours)
    ini = newer(("e1", f"{ADD}\nop.execute('SELECT 1 FROM nowhere')", {}))

    done = run("microblog", "-c", ini, "database", "upgrade")

    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert done.stderr.startswith("The database failed during a migration: ")
    assert "nowhere" in done.stderr
    assert "motto" not in columns(own)


def test_a_release_that_nobody_knows_is_none_to_migrate_beside(own, newer):
    with pytest.raises(Misconfigured, match="There is no migration nonsense"):
        upgrade_schema(own, newer(), beside="nonsense")


def test_a_website_that_runs_says_so_itself(own, newer, ours, tmp_path):
    upgrade_schema(own, ours)
    with website(Path(ours), tmp_path / "web.log") as (address, _):
        before = health(address)
        upgrade_schema(own, newer(("e1", ADD, {})), beside=HEAD)
        beside = health(address)
        upgrade_schema(own, newer(("e1", ADD, {}), ("e2", DROP, {"phase": "contract", "since": "e1"})), beside="e1")
        after = health(address)

    assert (before, beside, after) == (200, 200, 503)


def health(address):
    """Ask whether all is well."""
    try:
        return urlopen(f"{address}/health", timeout=10).status
    except HTTPError as refusal:
        return refusal.code
