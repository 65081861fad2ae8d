"""One session and one transaction a request, on the web and off it."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import zope.sqlalchemy
from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from pyramid.config import Configurator
from pyramid.registry import Registry
from pyramid.request import Request
from pyramid.scripting import prepare
from pyramid_retry import mark_error_retryable
from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import Session, sessionmaker
from zope.sqlalchemy.datamanager import STATUS_ACTIVE, STATUS_CHANGED

from .models import violated
from .settings import Database, Misconfigured

log = logging.getLogger(__name__)

_counter = threading.local()

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def make_engine(settings: Database) -> Engine:
    """Connect to the configured database, in the way each kind wants it."""
    url = make_url(settings.url.get_secret_value())
    if url.get_backend_name() == "postgresql":
        engine = create_engine(url, pool_size=settings.pool_size, max_overflow=settings.pool_size, pool_pre_ping=True)
    else:
        engine = _sqlite(url, settings.busy_timeout)
    event.listen(engine, "handle_error", _worth_another_try)
    event.listen(engine, "before_cursor_execute", _count_statement)
    return engine


def _sqlite(url: Any, busy_timeout: float) -> Engine:
    """Open SQLite so that readers never wait, writers take turns, and what was committed survives a power cut."""
    if url.database:
        _make_room(Path(url.database).parent)
    engine = create_engine(url, connect_args={"timeout": busy_timeout, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def prepare_connection(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, below; the driver's own timing breaks savepoints
        for pragma in ("journal_mode = WAL", "foreign_keys = ON", "synchronous = FULL"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        # Whoever is going to write queues up at once: a reader that turns writer halfway may be refused.
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _make_room(directory: Path) -> None:
    """Make the folder that the database is to lie in."""
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise Misconfigured(f"The folder {directory} for the database cannot be made: {fault.strerror}.") from None


def statements_run() -> int:
    """Tell how many statements this thread has sent to its databases so far."""
    return getattr(_counter, "count", 0)


def _count_statement(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
    """Count one more; to begin a transaction asks nothing."""
    if not statement.startswith("BEGIN"):
        _counter.count = statements_run() + 1


def _worth_another_try(context: ExceptionContext) -> None:
    """Mark the faults that go away when the whole request is done once more."""
    fault = context.sqlalchemy_exception
    if isinstance(fault, IntegrityError) and violated(fault).startswith(("pk_", "fk_")):
        # Two processes made the same id, or did the same thing, or one took away what the other wanted to add to.
        mark_error_retryable(fault)
    elif isinstance(fault, OperationalError) and "database is locked" in str(fault.orig):
        mark_error_retryable(fault)


@dataclass(frozen=True)
class Shape:
    """Which shape the database is to have."""

    revision: str | None
    """The one that this version of the code wants."""
    former: frozenset[str] = frozenset()
    """Those before it, all the way back."""
    newer_will_do: bool = False
    """Whether one will do that this version knows nothing of."""

    def suits(self, found: str | None) -> bool:
        """Whether this version of the code can work with a database of that shape."""
        newer = found is not None and found not in self.former
        return found == self.revision or (self.newer_will_do and newer)


def check_schema(engine: Engine, ini: str, *, newer_will_do: bool = False) -> Shape:
    """End the program unless the database is as this version of the code wants it; return what that is."""
    scripts = _scripts(ini)
    wanted = scripts.get_current_head()
    known = frozenset(script.revision for script in scripts.walk_revisions())
    shape = Shape(wanted, known - {wanted}, newer_will_do)
    if not shape.suits(_revision(engine, scripts, newer_will_do=newer_will_do)):
        raise Misconfigured(f"The database is not migrated: run `microblog -c {ini} database upgrade` first.")
    return shape


def schema_now(session: Session) -> str | None:
    """Read which shape the database has by now: somebody may have migrated it since we began."""
    return MigrationContext.configure(session.connection()).get_current_revision()


def upgrade_schema(engine: Engine, ini: str) -> None:
    """Bring the database to the shape that this version of the code wants."""
    _revision(engine, _scripts(ini))
    command.upgrade(AlembicConfig(ini), "head")


def _scripts(ini: str) -> ScriptDirectory:
    """Find the migrations."""
    try:
        return ScriptDirectory.from_config(AlembicConfig(ini))
    except CommandError as error:
        raise Misconfigured(f"The file {ini} does not say in [alembic] where the migrations are: {error}") from None


def _revision(engine: Engine, scripts: ScriptDirectory, *, newer_will_do: bool = False) -> str | None:
    """Read which shape the database has; one that the migrations do not know is newer than they are."""
    try:
        with engine.connect() as connection:
            found = MigrationContext.configure(connection).get_current_revision()
    except DBAPIError as error:
        reason = str(error.orig).strip().splitlines()[0]
        raise Misconfigured(f"The database cannot be reached: {reason}") from None

    if newer_will_do:
        return found
    if found is not None and found not in {script.revision for script in scripts.walk_revisions()}:
        raise Misconfigured(f"The database is newer (revision {found}) than this code: install the newer microblog.")
    return found


@contextmanager
def request_off_the_web(registry: Registry) -> Iterator[Request]:
    """Make a request for a command or a job. It opens transactions itself: `with request.tm: …`."""
    request = Request.blank("/", base_url=registry.settings["microblog"].site.url, environ={"microblog.writes": True})
    request.registry = registry
    with prepare(request=request, registry=registry) as environment:
        yield environment["request"]


@contextmanager
def transaction_of_its_own(registry: Registry) -> Iterator[Session]:
    """Open a session beside the request's, for something small that stands or falls by itself."""
    engine = registry["engine"].execution_options(writes=True)
    with Session(engine) as session, session.begin():
        yield session


def _session(request: Request) -> Session:
    """Open the request's session; it joins the request's transaction."""
    writes = request.method not in SAFE_METHODS or request.environ.get("microblog.writes", False)
    engine = request.registry["engine"].execution_options(writes=writes)
    session: Session = request.registry["sessions"](bind=engine)
    # What was changed by statements alone must be committed too; only a reader's session may be thrown away unasked.
    state = STATUS_CHANGED if writes else STATUS_ACTIVE
    zope.sqlalchemy.register(session, initial_state=state, transaction_manager=request.tm)
    request.add_finished_callback(lambda _: session.close())
    return session


def includeme(config: Configurator) -> None:
    """Give every request `request.db`, and its transaction."""
    config.registry["engine"] = make_engine(config.registry.settings["microblog"].database)
    config.registry["sessions"] = sessionmaker(autoflush=True)
    config.add_settings(
        {
            "tm.manager_hook": "pyramid_tm.explicit_manager",
            "tm.commit_veto": "pyramid_tm.default_commit_veto",
            "retry.attempts": 5,
        }
    )
    config.include("pyramid_tm")
    config.include("pyramid_retry")
    config.add_request_method(_session, "db", reify=True)
