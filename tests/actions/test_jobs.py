"""Keeping schedulers out of each other's way, and writing down how their jobs fared."""

from datetime import timedelta

from sqlalchemy import select

from microblog.actions.jobs import (
    Fared,
    claim_job,
    clear_away_dead,
    leave,
    plan_jobs,
    record_job,
    say_present,
    show_job,
)
from microblog.clock import now
from microblog.models import JobRun, Scheduler
from tests.meanwhile import at_once

ONE, OTHER = 1, 2
MINUTE = timedelta(minutes=1)


def everybody(_id):
    return True


def nobody(_id):
    return False


def run_of(db, name="sweep"):
    return db.scalars(select(JobRun).where(JobRun.name == name).execution_options(populate_existing=True)).one()


def fared(**facts):
    return Fared(started_at=now() - MINUTE, ended_at=now(), seconds=60.0, **facts)


def test_a_job_that_is_free_is_had_by_whoever_comes_first(db):
    claims = [claim_job(db, "sweep", id, alive=everybody) for id in (ONE, OTHER)]

    assert claims == [True, False]
    assert (run_of(db).holder_id, run_of(db).started_at is None) == (ONE, False)


def test_what_a_dead_one_held_is_free_at_once(db):
    claim_job(db, "sweep", ONE, alive=everybody)

    assert claim_job(db, "sweep", OTHER, alive=nobody)
    assert run_of(db).holder_id == OTHER


def test_what_one_holds_oneself_is_ones_own(db):
    claim_job(db, "sweep", ONE, alive=everybody)

    assert claim_job(db, "sweep", ONE, alive=everybody)


def test_of_many_who_come_at_one_moment_one_has_the_job(db, engine):
    def claim(id):
        return lambda beside: claim_job(beside, "sweep", id, alive=everybody)

    outcomes = at_once(engine, *(claim(id) for id in range(1, 6)))

    assert sorted(outcomes, key=str) == [False, False, False, False, True]


def test_of_many_who_take_over_from_a_dead_one_one_has_the_job(db, engine):
    claim_job(db, "sweep", 99, alive=everybody)
    db.commit()

    def claim(id):
        return lambda beside: claim_job(beside, "sweep", id, alive=lambda other: other != 99)

    outcomes = at_once(engine, *(claim(id) for id in range(1, 6)))

    assert sorted(outcomes, key=str) == [False, False, False, False, True]


def test_how_a_run_went_is_written_down_and_the_job_is_free(db):
    claim_job(db, "sweep", ONE, alive=everybody)
    well, badly = fared(succeeded_at=now(), rows=3), fared(trouble="x" * 900, failures=1)

    record_job(db, "sweep", ONE, well, release=True)
    run = run_of(db)
    assert (run.holder_id, run.rows, run.runs, run.failures, run.trouble) == (None, 3, 1, 0, "")
    assert (run.ended_at, run.succeeded_at, run.seconds) == (well.ended_at, well.succeeded_at, 60.0)

    record_job(db, "sweep", ONE, badly, release=True)
    run = run_of(db)
    assert (run.rows, run.runs, run.failures, len(run.trouble)) == (0, 2, 1, 500)
    assert run.succeeded_at == well.succeeded_at


def test_who_lost_a_job_meanwhile_does_not_free_it(db):
    claim_job(db, "sweep", ONE, alive=everybody)
    claim_job(db, "sweep", OTHER, alive=nobody)
    since = run_of(db).started_at

    record_job(db, "sweep", ONE, fared(succeeded_at=now()), release=True)

    assert (run_of(db).holder_id, run_of(db).started_at, run_of(db).runs) == (OTHER, since, 1)


def test_several_runs_are_written_down_as_one(db):
    first, second = fared(succeeded_at=now() - MINUTE, rows=5), fared(trouble="It broke.", failures=1)

    record_job(db, "sweep", ONE, second.after(first), release=False)

    run = run_of(db)
    assert (run.runs, run.failures, run.rows, run.trouble) == (2, 1, 0, "It broke.")
    assert run.succeeded_at == first.succeeded_at


def test_who_is_at_a_job_of_several_can_be_seen(db):
    plan_jobs(db, {"letters": None})

    show_job(db, "letters", ONE, since=now())
    assert run_of(db, "letters").holder_id == ONE

    record_job(db, "letters", ONE, fared(), release=True)
    assert run_of(db, "letters").holder_id is None


def test_the_whole_timetable_is_known_and_no_job_beside_it(db):
    plan_jobs(db, {"sweep": now(), "former": now()}, whole=True)

    plan_jobs(db, {"sweep": now() + MINUTE}, whole=True)
    plan_jobs(db, {"letters": None})

    assert db.scalars(select(JobRun.name).order_by(JobRun.name)).all() == ["letters", "sweep"]
    assert run_of(db).next_at > now()


def test_a_scheduler_is_there_from_its_first_beat_until_it_leaves(db):
    for _ in range(2):
        say_present(db, ONE, host="here", pid=7)
    claim_job(db, "sweep", ONE, alive=everybody)
    claim_job(db, "count", OTHER, alive=everybody)
    assert [(one.id, one.host, one.pid) for one in db.scalars(select(Scheduler))] == [(ONE, "here", 7)]

    leave(db, ONE)

    assert db.scalars(select(Scheduler)).all() == []
    assert (run_of(db).holder_id, run_of(db, "count").holder_id) == (None, OTHER)


def test_the_dead_are_forgotten_and_what_they_held_is_free(db):
    for id, name in ((ONE, "sweep"), (OTHER, "count")):
        say_present(db, id, host="here", pid=id)
        claim_job(db, name, id, alive=everybody)

    cleared = clear_away_dead(db, alive=lambda id: id == OTHER)

    assert cleared == 1
    assert db.scalars(select(Scheduler.id)).all() == [OTHER]
    assert (run_of(db).holder_id, run_of(db, "count").holder_id) == (None, OTHER)
