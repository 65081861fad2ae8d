"""A database of one's own, this version of the code, and migrations of a newer release."""

import pytest

from microblog.database import make_engine
from microblog.settings import read_settings
from tests.conftest import ini_of, postgresql_database
from tests.migrations.migrating import HEAD, ini_with, migration


@pytest.fixture
def url(database_kind, tmp_path):
    """A database of one's own."""
    if database_kind == "sqlite":
        yield f"sqlite:///{tmp_path}/own.sqlite"
    else:
        with postgresql_database() as url:
            yield url


@pytest.fixture
def own(url):
    """An engine on it."""
    engine = make_engine(read_settings(ini_of(url), environ={}).database)
    yield engine
    engine.dispose()


@pytest.fixture
def newer(url, tmp_path):
    """Write migrations of a newer release; return its ini file, with these settings."""

    def write(*migrations, **settings):
        after = HEAD
        for revision, upgrade, more in migrations:
            migration(tmp_path / "versions", revision, upgrade=upgrade, after=after, **more)
            after = revision
        (tmp_path / "versions").mkdir(exist_ok=True)
        return str(ini_with(tmp_path, ini_of(url, **settings)))

    return write


@pytest.fixture
def ours(url, tmp_path):
    """The ini file of this version of the code."""
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "versions").mkdir()
    return str(ini_with(tmp_path / "ours", ini_of(url)))
