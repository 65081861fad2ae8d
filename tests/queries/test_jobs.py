"""Questions about schedulers and their jobs."""

from datetime import timedelta

import pytest

from microblog import clock
from microblog.clock import now
from microblog.models import JobRun, Scheduler
from microblog.queries.jobs import LATE_AFTER, SILENT_AFTER, state_of_jobs

SECOND = timedelta(seconds=1)
WELL = {"name": "sweep", "runs": 1}


@pytest.fixture
def moment():
    with clock.set_to(now()):
        yield now()


def know(db, *rows):
    db.add_all(rows)
    db.commit()


def scheduler(id, beat_at):
    return Scheduler(id=id, host="here", pid=id, beat_at=beat_at)


def test_all_is_well(db, moment):
    know(db, scheduler(1, moment), JobRun(**WELL, next_at=moment + SECOND, ended_at=moment))

    state = state_of_jobs(db)

    assert state.troubles == []
    [job] = state.jobs
    assert (job.running, job.lag, job.late, job.failed) == (False, timedelta(), False, False)


def test_a_scheduler_that_says_nothing_is_gone(db, moment):
    for id, ago in ((1, SILENT_AFTER), (2, SILENT_AFTER - SECOND), (3, -SILENT_AFTER)):
        know(db, scheduler(id, moment - ago))

    assert [one.id for one in state_of_jobs(db).schedulers] == [2]


def test_without_any_scheduler_nothing_is_well(db, moment):
    know(db, JobRun(**WELL, next_at=moment - LATE_AFTER - SECOND))

    assert state_of_jobs(db).troubles == [
        "No scheduler has been heard of for a minute.",
        "The job sweep is late.",
    ]


def test_a_job_is_as_late_as_it_was_with_the_last_beat(db, moment):
    beat = moment - timedelta(seconds=9)
    know(db, scheduler(1, beat), JobRun(**WELL, next_at=beat - LATE_AFTER), JobRun(name="b", next_at=beat + SECOND))

    state = state_of_jobs(db)

    assert [job.lag for job in state.jobs] == [timedelta(), LATE_AFTER]
    assert state.troubles == []


def test_who_is_at_a_job_is_not_late_with_it(db, moment):
    for id, ago in ((1, timedelta()), (2, timedelta(hours=1))):
        know(db, scheduler(id, moment - ago))
    past = moment - timedelta(hours=1)
    know(db, JobRun(name="a", holder_id=1, next_at=past), JobRun(name="b", holder_id=2, next_at=past))

    state = state_of_jobs(db)

    assert [(job.running, job.late) for job in state.jobs] == [(True, False), (False, True)]


def test_who_is_at_a_job_and_is_frozen_makes_it_late_however_others_plan_it(db, moment):
    for id, ago in ((1, timedelta()), (2, timedelta(minutes=5))):
        know(db, scheduler(id, moment - ago))
    since, soon = moment - timedelta(minutes=5), moment + timedelta(minutes=1)
    know(db, JobRun(name="a", holder_id=2, started_at=since, next_at=soon))
    know(db, JobRun(name="b", started_at=since, next_at=soon))

    state = state_of_jobs(db)

    assert [job.lag for job in state.jobs] == [timedelta(minutes=5), timedelta()]
    assert state.troubles == ["The job a is late."]


def test_a_job_whose_last_run_failed_is_told_without_what_went_wrong(db, moment):
    know(db, scheduler(1, moment), JobRun(**WELL, trouble="ann@example.org"))

    assert state_of_jobs(db).troubles == ["The last run of the job sweep failed."]
