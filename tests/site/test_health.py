"""How the machinery fares, for whoever watches over it."""

from datetime import timedelta

import pytest

from microblog.clock import now
from microblog.models import JobRun, Letter, LetterKind, LetterState, Scheduler
from tests.making import make_account


@pytest.fixture
def scheduler(db):
    db.add(Scheduler(id=1, host="blade-runner", pid=4711))
    db.commit()


def know(db, **facts):
    db.add(
        JobRun(**{"name": "letters", "runs": 3, "ended_at": now(), "next_at": now() + timedelta(minutes=1), **facts})
    )
    db.commit()


def test_all_is_well(db, visitor, scheduler):
    know(db, rows=2, seconds=0.5, succeeded_at=now())

    answer = visitor.get("/health/jobs")

    assert (answer.status_int, answer.content_type) == (200, "application/json")
    assert answer.headers["Cache-Control"] == "no-store"
    assert (answer.json["well"], answer.json["troubles"]) == (True, [])
    [job] = answer.json["jobs"]
    assert (job["name"], job["rows"], job["took_seconds"], job["runs"]) == ("letters", 2, 0.5, 3)
    assert (job["late"], job["failed"], job["running"], job["lag_seconds"]) == (False, False, False, 0)
    assert job["last_run_at"] <= job["next_run_at"]


def test_without_a_scheduler_nothing_is_well(visitor):
    answer = visitor.get("/health/jobs", 503)

    assert answer.json["troubles"] == ["No scheduler has been heard of for a minute."]
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"next_at": now() - timedelta(minutes=10)}, "The job letters is late."),
        ({"trouble": "ann@example.org broke it"}, "The last run of the job letters failed."),
    ],
)
def test_a_job_that_is_late_or_failed_is_told(db, visitor, scheduler, facts, said):
    know(db, **facts)

    assert visitor.get("/health/jobs", 503).json["troubles"] == [said]


def test_how_the_mail_goes_is_told(db, visitor, scheduler):
    ann = make_account(db, "ann")
    ago = now() - timedelta(hours=1)
    for state in (LetterState.WAITING, LetterState.DEAD, LetterState.DEAD):
        db.add(Letter(kind=LetterKind.NEWS, account_id=ann.id, state=state, created_at=ago, due_at=ago, ended_at=now()))
    db.commit()

    letters = visitor.get("/health/jobs").json["letters"]

    assert (letters["waiting"], letters["dead"], letters["doubts"]) == (1, 2, 0)
    assert letters["oldest_waiting_seconds"] >= 3600


def test_nothing_of_it_is_private(db, visitor, scheduler):
    make_account(db, "ann")
    know(db, trouble="ann@example.org broke it", holder_id=1)

    said = visitor.get("/health/jobs", 503).text

    assert not [word for word in ("ann", "example.org", "blade", "4711") if word in said]


def test_a_job_that_runs_is_not_late(db, visitor, scheduler):
    know(db, next_at=now() - timedelta(hours=1), holder_id=1)

    [job] = visitor.get("/health/jobs").json["jobs"]
    assert (job["running"], job["late"]) == (True, False)
