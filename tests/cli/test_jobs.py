"""`microblog jobs` and `microblog job run`"""

import json
import sys
from datetime import timedelta

import pytest
from sqlalchemy import select

from microblog.clock import now
from microblog.jobs.timetable import TIMETABLE, Entry
from microblog.models import JobRun, Letter, LetterState, Scheduler
from microblog.presence import Presence
from tests.making import make_account, make_post
from tests.processes import write_ini


def test_each_job_is_shown_with_how_it_fares(db, microblog):
    db.add(Scheduler(id=1, host="here", pid=7))
    soon = now() + timedelta(minutes=1)
    db.add(JobRun(name="polls", runs=2, ended_at=now(), seconds=1.25, rows=4, next_at=soon))
    db.add(JobRun(name="films", runs=1, ended_at=now(), trouble="OSError: The disk is full.", next_at=soon))
    db.add(JobRun(name="media", runs=1, ended_at=now(), next_at=now() - timedelta(hours=1)))
    db.add(JobRun(name="ended", runs=1, ended_at=now(), holder_id=1, started_at=now()))
    db.commit()

    done = microblog("jobs")

    lines = {line.split()[0]: line for line in done.out.splitlines() if line}
    assert (done.status, done.err) == (0, "")
    assert list(lines) == ["job", *(entry.name for entry in TIMETABLE), "Schedulers:", "Letters:"]
    assert "1.2 s" in lines["polls"]
    assert lines["polls"].endswith("  well")
    assert lines["films"].endswith("failed: OSError: The disk is full.")
    assert lines["media"].split()[-3:] == ["3600", "s", "late"]
    assert " running since " in lines["ended"]
    assert lines["letters"].split() == ["letters", "never", "new"]
    assert lines["Schedulers:"].startswith("Schedulers: 7 on here, since ")
    assert lines["Letters:"] == "Letters: 0 waiting, 0 being sent, 0 dead; in doubt and sent again: 0."


def test_before_any_scheduler_ran_the_timetable_is_shown_all_the_same(ini, microblog, tmp_path):
    write_ini(tmp_path, {**ini, "jobs.films": "off"})

    done = microblog("jobs")

    assert ["films", "never", "off"] in [line.split() for line in done.out.splitlines()]
    assert "Schedulers: none." in done.out


def test_the_same_is_there_for_programs(db, microblog):
    db.add(Scheduler(id=1, host="here", pid=7))
    db.add(JobRun(name="polls", runs=2, rows=4, ended_at=now(), trouble="OSError: The disk is full."))
    db.commit()

    facts = json.loads(microblog("jobs", "--json").out)

    assert facts["troubles"] == ["The last run of the job polls failed."]
    assert (facts["schedulers"][0]["pid"], facts["mail"]["waiting"]) == (7, 0)
    assert [job["name"] for job in facts["jobs"]] == [entry.name for entry in TIMETABLE]
    [polls] = [job for job in facts["jobs"] if job["name"] == "polls"]
    assert (polls["rows"], polls["trouble"], polls["when"]) == (4, "OSError: The disk is full.", "every 1 min")
    assert polls["about"] == "Tell those concerned of every poll that has ended, each in its own transaction."


@pytest.mark.parametrize("command", [("jobs",), ("check",)])
def test_a_line_of_the_timetable_that_is_wrong_is_told(ini, microblog, tmp_path, command):
    write_ini(tmp_path, {**ini, "jobs.films": "every moon"})

    done = microblog(*command)

    assert done.status.startswith("The timetable's job 'films' ('every moon') is wrong: write `every 2 s`")


def test_how_a_job_fared_that_was_run_by_hand_is_written_down(db, microblog):
    for _ in range(2):
        microblog("job", "run", "letters")
    microblog("job", "run", "ended")

    runs = db.execute(select(JobRun.name, JobRun.runs, JobRun.holder_id).order_by(JobRun.name))
    assert [tuple(row) for row in runs] == [("ended", 1, None), ("letters", 2, None)]


def test_a_job_is_not_run_while_a_scheduler_is_at_it(db, engine, microblog):
    with Presence(engine) as scheduler:
        db.add(Scheduler(id=scheduler.id, host="here", pid=7))
        db.add(JobRun(name="ended", holder_id=scheduler.id, started_at=now()))
        db.commit()

        refused = microblog("job", "run", "ended")
        other = microblog("job", "run", "logins")
    taken_over = microblog("job", "run", "ended")

    assert (refused.status, refused.out) == (1, "")
    assert refused.err == "The scheduler 7 on here is at the job ended just now; run it when that has ended.\n"
    assert (other.status, taken_over.status) == (0, 0)


def test_a_job_that_goes_wrong_is_written_down(db, microblog, monkeypatch):
    def fall(request):
        raise OSError("The disk is full.")

    monkeypatch.setattr(sys.modules["microblog.cli.jobs"], "TIMETABLE", [Entry("ended", fall, "off")])

    with pytest.raises(OSError, match="full"):
        microblog("job", "run", "ended")

    assert db.scalars(select(JobRun.trouble)).all() == ["OSError: The disk is full."]


def test_a_job_is_run_by_hand(db, microblog, tmp_path):
    make_account(db, "bob")
    make_post(db, make_account(db, "ann"), "@bob")

    done = microblog("job", "run", "letters")

    assert (done.status, done.out, done.err) == (0, "letters: sent 1 letters\n", "")
    db.rollback()
    assert db.scalar(select(Letter.state)) == LetterState.SENT
    assert len(list((tmp_path / "mail").iterdir())) == 1


@pytest.mark.parametrize("name", [entry.name for entry in TIMETABLE])
def test_every_job_can_be_run(microblog, name):
    done = microblog("job", "run", name)

    assert (done.status, done.out) == (0, f"{name}: nothing to do\n")


def test_there_is_no_other_job(microblog):
    done = microblog("job", "run", "nothing")

    assert done.status == 2
    assert "Traceback" not in done.err
