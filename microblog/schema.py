"""Which shape the database has, and whether this version of the code can live with it.

A migration says at its top what it does: `PHASE = "expand"` only adds, `PHASE = "contract"` takes away what no release
uses that has the migration `SINCE`. It is written down with the migration (`schema_changes`), so that a release which
runs while a newer one migrates can tell whether it may go on.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, inspect, select
from sqlalchemy.exc import DBAPIError

from .models import Phase, SchemaChange
from .settings import Misconfigured

NO_LOCK, TOO_LONG = "55P03", "57014"
"""PostgreSQL's names for what lock_timeout and statement_timeout end."""


@dataclass(frozen=True)
class Shape:
    """What a version of the code wants of the database."""

    revision: str | None
    """The newest migration it knows."""
    known: frozenset[str]
    """All that it knows."""

    def suits(self, connection: Connection) -> bool:
        """Whether the database has that shape, or one that came of it without taking away anything still in use."""
        found = revision_of(connection)
        return found == self.revision or (found is not None and self._bears(connection, found))

    def _bears(self, connection: Connection, found: str) -> bool:
        """Whether it can live with a shape that is newer than itself."""
        if found in self.known or not inspect(connection).has_table(SchemaChange.__tablename__):
            return False
        changes = connection.execute(select(SchemaChange.revision, SchemaChange.phase, SchemaChange.since)).all()
        newer = {change.revision: change for change in changes if change.revision not in self.known}
        has_ours = any(change.revision == self.revision for change in changes)  # it may have taken another way
        return (
            has_ours and found in newer and all(lives_with(self.known, one.phase, one.since) for one in newer.values())
        )


def lives_with(known: frozenset[str], phase: str | None, since: str | None) -> bool:
    """Whether code that has these migrations can live with another one that does this."""
    return phase == Phase.EXPAND or (phase == Phase.CONTRACT and since in known)


def revision_of(connection: Connection) -> str | None:
    """Read which shape the database has by now: somebody may have migrated it since we began."""
    return MigrationContext.configure(connection).get_current_revision()


def check_schema(engine: Engine, ini: str) -> Shape:
    """End the program unless this version of the code can live with the database; return what it wants of it."""
    shape = _shape_of(_scripts(ini))
    with _connected(engine) as connection:
        if not shape.suits(connection):
            _known_revision(connection, shape)
            raise Misconfigured(f"The database is not migrated: run `microblog -c {ini} database upgrade` first.")
    return shape


def upgrade_schema(engine: Engine, ini: str, *, beside: str = "") -> None:
    """Bring the database to the shape that this version of the code wants; one that is newer and suits is left alone.

    `beside` is the newest migration of a release that runs meanwhile. Whatever that cannot live with is refused.
    """
    scripts = _scripts(ini)
    shape = _shape_of(scripts)
    with _connected(engine) as connection:
        if shape.suits(connection):
            return
        found = _known_revision(connection, shape)
    if beside:
        _check_beside(scripts, found, beside)
    try:
        command.upgrade(AlembicConfig(ini), "head")
    except DBAPIError as fault:
        raise Misconfigured(_sentence(fault)) from fault


def _check_beside(scripts: ScriptDirectory, found: str | None, beside: str) -> None:
    """End the program if a migration takes away what the release that runs still uses."""
    if beside not in _shape_of(scripts).known:
        raise Misconfigured(f"There is no migration {beside} (--beside) in this version of the code.")
    known = frozenset(script.revision for script in scripts.iterate_revisions(beside, "base"))
    for script in reversed(list(scripts.iterate_revisions("heads", found or "base"))):
        phase, since = (getattr(script.module, name, None) for name in ("PHASE", "SINCE"))
        if not lives_with(known, phase, since):
            raise Misconfigured(
                f"The migration {script.revision} takes away what the release that runs still uses: "
                f"let one go live first that has the migration {since or script.down_revision}, or stop the site."
            )


def _sentence(fault: DBAPIError) -> str:
    """Say why a migration was ended, and what to do."""
    state = getattr(fault.orig, "sqlstate", None)
    if state == NO_LOCK or "database is locked" in str(fault.orig):
        return "A migration did not get its lock in time, as others use the database. It changed nothing: try again."
    if state == TOO_LONG:
        return "A migration took longer than database.migration_timeout lets it. It changed nothing: give it more time."
    return f"The database failed during a migration: {str(fault.orig).strip().splitlines()[0]}"


def _shape_of(scripts: ScriptDirectory) -> Shape:
    """Tell what a folder of migrations leads to."""
    return Shape(scripts.get_current_head(), frozenset(script.revision for script in scripts.walk_revisions()))


def _scripts(ini: str) -> ScriptDirectory:
    """Find the migrations."""
    try:
        return ScriptDirectory.from_config(AlembicConfig(ini))
    except CommandError as error:
        raise Misconfigured(f"The file {ini} does not say in [alembic] where the migrations are: {error}") from None


@contextmanager
def _connected(engine: Engine) -> Iterator[Connection]:
    """Connect, or end the program with a sentence."""
    try:
        with engine.connect() as connection:
            yield connection
    except DBAPIError as error:
        reason = str(error.orig).strip().splitlines()[0]
        raise Misconfigured(f"The database cannot be reached: {reason}") from None


def _known_revision(connection: Connection, shape: Shape) -> str | None:
    """Read the shape of the database; end the program if it is one that this version of the code knows nothing of."""
    found = revision_of(connection)
    if found is not None and found not in shape.known:
        raise Misconfigured(f"The database is newer (revision {found}) than this code: install the newer microblog.")
    return found
