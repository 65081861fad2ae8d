"""Whether a scheduler lives: told by locks that end with it."""

import logging
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import create_engine, text

from microblog import clock, presence
from microblog.clock import now
from microblog.database import make_engine, request_off_the_web
from microblog.models import new_id
from microblog.presence import Presence, presence_of
from microblog.settings import Database
from tests.conftest import postgresql_database

ELSEWHERE = """
import sys, time
from microblog.database import make_engine
from microblog.presence import Presence
from microblog.settings import Database

print(Presence(make_engine(Database(url=sys.argv[1]))).id, flush=True)
time.sleep(60)
"""


@pytest.fixture
def ours(engine):
    with Presence(engine) as ours:
        yield ours


@pytest.fixture
def elsewhere(database_url):
    """Another process, and the id by which it is present."""
    with process_on(database_url) as (process, id):
        yield process, id


@contextmanager
def process_on(url):
    """Start a process that is present on a database."""
    command = [sys.executable, "-c", ELSEWHERE, url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        yield process, int(process.stdout.readline())
        process.kill()


def opened(url):
    """An engine as the application makes it."""
    return make_engine(Database(url=url))


def dies(watcher, id):
    """Wait a moment for somebody's end: a server notices it when it reads from the connection that was closed."""
    end = time.monotonic() + 10
    while watcher.alive(id) and time.monotonic() < end:
        time.sleep(0.01)
    return not watcher.alive(id)


def terminate(engine, id):
    """Let the database end somebody's connection, as its restart would."""
    with engine.connect() as connection:
        found = text("SELECT pg_terminate_backend(pid, 5000) FROM pg_locks WHERE objid = :low AND classid = :high")
        assert list(connection.execute(found, {"low": id & 0xFFFFFFFF, "high": id >> 32})) == [(True,)]


def test_one_lives_until_one_closes(engine, ours):
    with Presence(engine) as other:
        assert ours.alive(other.id)
        assert other.alive(ours.id)
        assert ours.alive(ours.id)

    assert not ours.alive(other.id)
    assert not ours.alive(new_id())


def test_whoever_is_killed_is_dead_at_once(ours, elsewhere):
    process, id = elsewhere
    assert ours.alive(id)

    process.kill()
    process.wait()

    assert dies(ours, id)


def test_whoever_hangs_lives_whatever_the_clock_says(ours, elsewhere):
    process, id = elsewhere

    process.send_signal(signal.SIGSTOP)

    with clock.set_to(now() + timedelta(days=1)):
        assert ours.alive(id)


def test_those_who_ask_at_once_do_not_take_each_other_for_the_holder(engine, ours):
    with Presence(engine) as other:
        gone = other.id

    def ask(_number):
        return [ours.alive(gone) for _ in range(50)]

    with ThreadPoolExecutor(4) as together:
        assert not any(any(answers) for answers in together.map(ask, range(4)))


def test_checking_a_lock_that_is_held_changes_nothing(engine, ours, caplog):
    with Presence(engine) as other:
        other.check()

        assert ours.alive(other.id)
        assert caplog.records == []


def test_a_scheduler_is_there_for_all_its_jobs_and_off_it_one_is_for_a_run(registry, ours):
    with request_off_the_web(registry) as request:
        with presence_of(request) as ours_alone:
            assert ours.alive(ours_alone.id)
        assert not ours.alive(ours_alone.id)

        registry["presence"] = ours
        with presence_of(request) as found:
            assert found is ours
        assert found.alive(ours.id)


def test_a_database_in_memory_knows_nobody_else():
    with Presence(create_engine("sqlite://")) as alone:
        alone.check()

        assert alone.alive(alone.id)
        assert not alone.alive(new_id())


@pytest.fixture(scope="module")
def server():
    """A database of PostgreSQL, whatever else is tried."""
    with postgresql_database() as url:
        engine = opened(url)
        yield engine
        engine.dispose()


def test_a_lock_that_the_server_forgot_is_taken_once_more(server, caplog):
    with Presence(server) as ours, Presence(server) as other:
        terminate(server, other.id)
        assert dies(ours, other.id)

        other.check()

        assert ours.alive(other.id)
        assert [record.levelno for record in caplog.records] == [logging.WARNING]


def test_whoever_lost_the_own_lock_thinks_nobody_dead_for_a_while(server, monkeypatch):
    with Presence(server) as ours:
        gone = new_id()
        terminate(server, ours.id)

        assert ours.alive(gone)

        monkeypatch.setattr(presence, "GRACE", 0.0)
        assert not ours.alive(gone)


def test_the_lock_of_another_database_is_not_meant(server):
    with postgresql_database() as url, Presence(opened(url)) as elsewhere, Presence(server) as ours:
        assert not ours.alive(elsewhere.id)


def test_the_files_of_the_dead_are_cleared_away(tmp_path):
    url = f"sqlite:///{tmp_path}/x.sqlite"
    with process_on(url) as (process, id):
        assert [file.name for file in (tmp_path / "x.sqlite.schedulers").iterdir()] == [str(id)]
        process.kill()

    with Presence(opened(url)) as ours, Presence(opened(url)) as other:
        left = {file.name for file in (tmp_path / "x.sqlite.schedulers").iterdir()}
        assert left == {str(ours.id), str(other.id)}

    assert list((tmp_path / "x.sqlite.schedulers").iterdir()) == []


def test_a_file_that_somebody_removed_is_made_once_more(tmp_path):
    engine = opened(f"sqlite:///{tmp_path}/x.sqlite")
    with Presence(engine) as ours, Presence(engine) as other:
        shutil.rmtree(tmp_path / "x.sqlite.schedulers")
        assert not ours.alive(other.id)

        other.check()

        assert ours.alive(other.id)


def test_those_who_come_at_once_do_not_clear_each_other_away(tmp_path):
    engine = opened(f"sqlite:///{tmp_path}/x.sqlite")

    def come(_number):
        for _ in range(50):
            with Presence(engine) as one, Presence(engine) as other:
                assert one.alive(other.id)
                assert other.alive(one.id)

    with ThreadPoolExecutor(4) as together:
        list(together.map(come, range(4)))
