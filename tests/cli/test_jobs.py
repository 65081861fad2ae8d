"""`microblog jobs` and `microblog job run`"""

import pytest
from sqlalchemy import select

from microblog.jobs.timetable import TIMETABLE
from microblog.models import Letter, LetterState
from tests.making import make_account, make_post


def test_the_timetable_is_listed(microblog):
    done = microblog("jobs")

    assert (done.status, done.err) == (0, "")
    assert [line.split()[0] for line in done.out.splitlines()] == [entry.name for entry in TIMETABLE]
    for line, entry in zip(done.out.splitlines(), TIMETABLE, strict=True):
        assert entry.job.__doc__.splitlines()[0] in line


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
