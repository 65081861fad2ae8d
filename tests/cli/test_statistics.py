"""`microblog statistics rebuild`"""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from microblog import clock
from microblog.actions.posts import delete_post
from microblog.actions.statistics import record_day
from microblog.models import DailyCount, Measure
from tests.making import make_account, make_post

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def three_days(db):
    """Three days with a post on each, which were counted before one was deleted; it is the day after."""
    for days in range(3):
        with clock.set_to(NOON + timedelta(days=days)):
            ann = ann if days else make_account(db)  # noqa: F821
            last = make_post(db, ann)
    for days in range(3):
        record_day(db, date(2026, 3, 1 + days))
    delete_post(db, ann, last)
    db.commit()
    with clock.set_to(NOON + timedelta(days=3)):
        yield


def posts(db):
    db.rollback()
    found = select(DailyCount.day, DailyCount.count).where(DailyCount.measure == Measure.POSTS).order_by(DailyCount.day)
    return [(row.day.day, row.count) for row in db.execute(found)]


def test_all_finished_days_are_counted_once_more(db, three_days, microblog):
    assert posts(db) == [(1, 1), (2, 1), (3, 1)]

    done = microblog("statistics", "rebuild")

    assert (done.status, done.err) == (0, "")
    assert done.out.endswith("3 days were counted.\n")
    assert posts(db) == [(1, 1), (2, 1), (3, 0)]


@pytest.mark.parametrize(
    ("words", "count", "last"),
    [(("--from", "2026-03-02", "--to", "2026-03-02"), 1, 1), (("--from", "2026-03-03"), 1, 0),
     (("--to", "2026-03-02"), 2, 1), (("--from", "1970-01-01"), 3, 0)],
)  # fmt: skip
def test_a_range_of_days_is_counted(db, three_days, microblog, words, count, last):
    done = microblog("statistics", "rebuild", *words)

    assert done.out.endswith(f"{count} days were counted.\n")
    assert posts(db) == [(1, 1), (2, 1), (3, last)]


@pytest.mark.parametrize(
    "words",
    [("--from", "2026-03-03", "--to", "2026-03-02"), ("--to", "2026-03-04"), ("--to", "2999-01-01"),
     ("--from", "2026-03-04"), ("--to", "2026-02-28")],
)  # fmt: skip
def test_a_range_that_cannot_be_is_refused_in_one_line(db, three_days, microblog, words):
    done = microblog("statistics", "rebuild", *words)

    assert (done.status, done.out) == (1, "")
    assert done.err.count("\n") == 1
    assert posts(db) == [(1, 1), (2, 1), (3, 1)]


def test_what_is_no_date_is_refused(microblog):
    done = microblog("statistics", "rebuild", "--from", "yesterday")

    assert done.status == 2
    assert "Traceback" not in done.err
