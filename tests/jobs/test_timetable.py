"""What runs when, and that each job can be run by hand."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from microblog import clock
from microblog.actions.sessions import open_login
from microblog.jobs.statistics import count_days
from microblog.jobs.tidying import sweep_applications, sweep_ended, sweep_logins
from microblog.jobs.timetable import TIMETABLE
from microblog.models import DailyCount, IdempotencyKey, Login, Measure
from tests.making import make_account, make_application, make_post

MIDNIGHT = datetime(2026, 3, 1, tzinfo=UTC)


def test_each_job_has_a_name_of_its_own_and_says_what_it_does():
    names = [entry.name for entry in TIMETABLE]

    assert len(names) == len(set(names)) > 0
    assert all((entry.job.__doc__ or "").strip() for entry in TIMETABLE)


def test_times_are_utc():
    assert {str(entry.trigger.timezone) for entry in TIMETABLE} == {"UTC"}


@pytest.mark.parametrize("entry", TIMETABLE, ids=lambda entry: entry.name)
def test_a_job_finds_nothing_to_do_on_an_empty_site(entry, request_off_web):
    assert entry.job(request_off_web) == ""


def counted(db):
    db.rollback()
    found = select(DailyCount.day, DailyCount.count).where(DailyCount.measure == Measure.POSTS).order_by(DailyCount.day)
    return [tuple(row) for row in db.execute(found)]


def test_every_finished_day_is_counted_once(db, request_off_web):
    with clock.set_to(MIDNIGHT - timedelta(days=3)):
        make_post(db, make_account(db))

    with clock.set_to(MIDNIGHT - timedelta(seconds=1)):
        first = count_days(request_off_web)
    with clock.set_to(MIDNIGHT):
        second = count_days(request_off_web)
        third = count_days(request_off_web)

    assert (first, second, third) == (
        "counted 2 days up to 2026-02-27",
        "counted 1 days up to 2026-02-28",
        "",
    )
    assert counted(db) == [(date(2026, 2, 26), 1), (date(2026, 2, 27), 0), (date(2026, 2, 28), 0)]


def test_days_during_which_no_scheduler_ran_are_made_up_for(db, request_off_web):
    with clock.set_to(MIDNIGHT):
        ann = make_account(db)
    for day in (1, 40):
        with clock.set_to(MIDNIGHT + timedelta(days=day)):
            make_post(db, ann)

    with clock.set_to(MIDNIGHT + timedelta(days=2)):
        count_days(request_off_web)
    with clock.set_to(MIDNIGHT + timedelta(days=50)):
        count_days(request_off_web)

    days = counted(db)
    assert [day for day, _ in days] == [MIDNIGHT.date() + timedelta(days=n) for n in range(50)]
    assert [day.day for day, count in days if count] == [2, 10]


def test_logins_that_nobody_used_for_longer_than_they_last_are_swept(db, request_off_web):
    ann = make_account(db)
    for days in (0, 60, 61):
        with clock.set_to(MIDNIGHT - timedelta(days=days)):
            open_login(db, ann)
    db.commit()

    with clock.set_to(MIDNIGHT):
        first, second = sweep_logins(request_off_web), sweep_logins(request_off_web)

    assert (first, second) == ("removed 1 stale logins", "")
    db.rollback()
    assert sorted(db.scalars(select(Login.last_seen_on))) == [date(2025, 12, 31), date(2026, 3, 1)]


def test_what_has_ended_by_itself_is_swept(db, request_off_web):
    with clock.set_to(MIDNIGHT - timedelta(days=2)):
        db.add(IdempotencyKey(account_id=make_account(db).id, key="a wish"))
        db.commit()

    with clock.set_to(MIDNIGHT):
        first, second = sweep_ended(request_off_web), sweep_ended(request_off_web)

    assert (first, second) == ("removed 1 rows that had ended", "")


def test_applications_that_registered_for_nothing_are_swept(db, request_off_web):
    with clock.set_to(MIDNIGHT - timedelta(days=2)):
        make_application(db)

    with clock.set_to(MIDNIGHT):
        first, second = sweep_applications(request_off_web), sweep_applications(request_off_web)

    assert (first, second) == ("removed 1 unused applications", "")
