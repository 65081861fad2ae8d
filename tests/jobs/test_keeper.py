"""Keeping the timetable: what a scheduler does when jobs fail, and when the clock is set."""

import logging
import re
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from microblog.clock import now
from microblog.jobs import scheduler as scheduler_module
from microblog.jobs.done import NOTHING, Done
from microblog.jobs.scheduler import LONGEST_WAIT, Keeper
from microblog.jobs.timetable import TIMETABLE, Entry
from microblog.models import JobRun, Scheduler
from microblog.presence import Presence

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
AWAY = OperationalError("SELECT", {}, OSError("server closed the connection"))


def sweep(request):
    """Sweep."""
    return Done(3, "swept 3 rooms")


def rest(request):
    """Find nothing to do."""
    return NOTHING


def raising(*faults):
    """Make a job that goes wrong, each time in another way, and then no more."""
    left = list(faults)

    def job(request):
        """Go wrong."""
        if left:
            raise left.pop(0)
        return NOTHING

    return job


@pytest.fixture
def make_keeper(registry, engine):
    """Make a keeper of a timetable; nothing of it is run by itself."""
    keepers = []

    def make(*entries):
        keeper = Keeper(registry, entries)
        keeper.scheduler.start(paused=True)
        keepers.append(keeper)
        return keeper

    with Presence(engine) as registry["presence"]:
        yield make
        for keeper in keepers:
            keeper.scheduler.shutdown()


def planned(keeper, name="sweep"):
    return keeper.scheduler.get_job(name).next_run_time


def plan(keeper, moment, name="sweep"):
    keeper.scheduler.modify_job(name, next_run_time=moment)


def test_all_is_planned_for_the_start(make_keeper):
    keeper = make_keeper(*TIMETABLE)

    assert all(job.next_run_time <= now() for job in keeper.scheduler.get_jobs())
    assert all((job.coalesce, job.max_instances) == (True, 1) for job in keeper.scheduler.get_jobs())


def test_what_is_off_is_not_planned(make_keeper):
    keeper = make_keeper(Entry("sweep", sweep, "off"), Entry("rest", rest, "every 2 s"))

    assert [job.id for job in keeper.scheduler.get_jobs()] == ["rest"]


def test_a_clock_that_is_set_has_all_planned_anew(make_keeper):
    keeper = make_keeper(Entry("sweep", sweep, "every 2 s"), Entry("rest", rest, "5 * * * *"))
    for name in ("sweep", "rest"):
        plan(keeper, now() + 24 * HOUR, name)  # the clock was set back by a day

    keeper.plan_anew()

    assert (planned(keeper) <= now(), planned(keeper, "rest") <= now()) == (True, True)


def test_what_a_job_did_is_one_line_in_the_log(make_keeper, caplog):
    entries = Entry("sweep", sweep, "every 2 s"), Entry("rest", rest, "every 2 s")
    keeper = make_keeper(*entries)

    with caplog.at_level(logging.DEBUG, "microblog.scheduler"):
        for entry in entries:
            keeper.attend(entry)

    lines = [(record.levelname, record.getMessage().partition(" (")[0]) for record in caplog.records]
    assert lines == [
        ("DEBUG", "sweep begins"),
        ("INFO", "sweep: swept 3 rooms"),
        ("DEBUG", "rest begins"),
        ("DEBUG", "rest: nothing to do"),
    ]
    assert " swept 3 rooms (3 rows, " in caplog.text


def test_a_job_that_another_scheduler_is_at_is_left(db, engine, make_keeper, caplog):
    entry = Entry("sweep", sweep, "every 2 s")
    keeper = make_keeper(entry)
    with Presence(engine) as other, caplog.at_level(logging.DEBUG, "microblog.scheduler"):
        db.add(JobRun(name="sweep", holder_id=other.id))
        db.commit()
        keeper.attend(entry)

    assert "sweep: another scheduler is at it" in caplog.text
    assert db.scalar(select(JobRun.runs)) == 0


def test_what_goes_wrong_is_one_line_and_where_it_did(make_keeper, caplog):
    entry = Entry("sweep", raising(OSError("The floor is wet.")), "every 2 s")

    make_keeper(entry).attend(entry)

    [record] = caplog.records
    assert record.levelname == "ERROR"
    assert re.fullmatch(r"sweep failed after [0-9.]+ s: OSError: The floor is wet\.", record.getMessage())
    assert "Traceback" in caplog.text


def test_a_database_that_is_away_is_one_line_and_no_more(make_keeper, caplog):
    entry = Entry("sweep", raising(AWAY, AWAY, AWAY), "every 2 s")
    keeper = make_keeper(entry)

    with caplog.at_level(logging.INFO, "microblog.scheduler"):
        for _ in range(5):
            keeper.attend(entry)

    failed, recovered = [record.getMessage() for record in caplog.records]
    assert failed.endswith(" s: OperationalError: server closed the connection")
    assert recovered == "sweep works again"
    assert "Traceback" not in caplog.text


def test_another_trouble_is_said_at_once_and_the_same_one_after_a_while(make_keeper, caplog, monkeypatch):
    faults = OSError("The floor is wet."), OSError("The floor is dry."), OSError("The floor is dry.")
    entry = Entry("sweep", raising(*faults), "every 2 s")
    keeper = make_keeper(entry)

    for again in (60.0, 60.0, 0.0):
        monkeypatch.setattr(scheduler_module, "SAID_AGAIN", again)
        keeper.attend(entry)

    assert [record.levelname for record in caplog.records] == ["ERROR"] * 3


def test_a_job_that_failed_is_tried_again_before_long_and_later_each_time(make_keeper):
    entry = Entry("sweep", raising(*[OSError("The floor is wet.")] * 12), "30 3 * * *")
    keeper = make_keeper(entry)

    waits = []
    for _ in range(12):
        plan(keeper, now() + 24 * HOUR)
        before = now()
        keeper.attend(entry)
        waits.append(round((planned(keeper) - before) / MINUTE))

    assert waits == [1, 2, 4, 8, 16, 32, *[LONGEST_WAIT / MINUTE] * 6]


def test_a_job_that_is_planned_for_soon_is_not_put_off_by_failing(make_keeper):
    entry = Entry("sweep", raising(AWAY), "every 2 s")
    keeper = make_keeper(entry)
    soon = now() + timedelta(seconds=2)
    plan(keeper, soon)

    keeper.attend(entry)

    assert planned(keeper) == soon


def test_a_beat_writes_down_when_all_is_planned_for(db, make_keeper):
    keeper = make_keeper(Entry("sweep", sweep, "every 2 s"))
    plan(keeper, now() + HOUR)

    keeper.beat()

    assert db.scalar(select(JobRun.next_at)) == planned(keeper)
    assert db.scalars(select(Scheduler.id)).all() == [keeper.presence.id]


def test_whoever_leaves_leaves_nothing_behind(db, make_keeper):
    entry = Entry("rest", rest, "every 2 s", shared=True)
    keeper = make_keeper(entry)
    keeper.attend(entry)

    keeper.leave()

    assert db.scalars(select(Scheduler.id)).all() == []
    assert db.execute(select(JobRun.runs, JobRun.holder_id)).all() == [(1, None)]
