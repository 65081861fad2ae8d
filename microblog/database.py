"""One session and one transaction a request, on the web and off it."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import zope.sqlalchemy
from pyramid.config import Configurator
from pyramid.registry import Registry
from pyramid.request import Request
from pyramid.scripting import prepare
from pyramid_retry import mark_error_retryable
from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import IntegrityError, OperationalError
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
