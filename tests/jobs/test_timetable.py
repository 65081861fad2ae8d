"""What runs when, and that each job can be run by hand."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from microblog import clock
from microblog.actions.sessions import open_login
from microblog.actions.tidying import remove_ended
from microblog.jobs import tidying
from microblog.jobs.done import NOTHING, Done
from microblog.jobs.statistics import count_days
from microblog.jobs.stopping import told_to_stop
from microblog.jobs.tidying import sweep_applications, sweep_ended, sweep_letters, sweep_logins, sweep_notifications
from microblog.jobs.timetable import TIMETABLE, Entry, check_timetable, timetable_of
from microblog.models import DailyCount, IdempotencyKey, Login, Measure, Notification, Reason
from microblog.settings import Jobs, Misconfigured, read_settings
from tests.conftest import ini_of
from tests.making import make_account, make_application, make_post

MIDNIGHT = datetime(2026, 3, 1, tzinfo=UTC)


def settings_with(**jobs):
    return read_settings({**ini_of("sqlite://"), **{f"jobs.{name}": when for name, when in jobs.items()}}, environ={})


def refusal_of(*entries):
    with pytest.raises(Misconfigured) as refusal:
        check_timetable(entries)
    return str(refusal.value)


def sweep(request):
    """Sweep."""
    return NOTHING


def test_the_timetable_is_right():
    check_timetable(TIMETABLE)


def test_each_job_has_a_setting_and_each_setting_a_job():
    assert list(Jobs.model_fields) == [entry.name for entry in TIMETABLE]


def test_times_are_utc():
    assert {str(entry.trigger.timezone) for entry in TIMETABLE} == {"UTC"}


def test_without_a_wish_the_timetable_holds():
    assert timetable_of(settings_with()) == TIMETABLE


def test_an_operator_may_change_a_line_and_take_one_out():
    wished = {entry.name: entry for entry in timetable_of(settings_with(statistics="15 * * * *", films="off"))}

    assert (wished["statistics"].when, wished["films"].off, wished["letters"].off) == ("15 * * * *", True, False)


@pytest.mark.parametrize("when", ["sometimes", "61 * * * *", "0 0 31 2 *", "every 0 s"])
def test_a_wish_that_cannot_be_is_refused_with_the_job_and_the_line(when):
    with pytest.raises(Misconfigured) as refusal:
        timetable_of(settings_with(statistics=when))

    assert str(refusal.value).startswith(f"The timetable's job 'statistics' ('{when}') is wrong: ")


def test_a_job_that_does_not_exist_cannot_be_planned():
    with pytest.raises(Misconfigured, match=r"no setting 'jobs.statistic'; did you mean 'jobs.statistics'\?"):
        settings_with(statistic="off")


def test_a_line_of_the_timetable_that_is_wrong_is_refused_with_a_sentence():
    good = Entry("sweep", sweep, "every 2 s")

    assert refusal_of(good, good) == ("The timetable's job 'sweep' ('every 2 s') is wrong: there are two of that name.")
    assert refusal_of(replace(good, job=None)).endswith("what it is to do cannot be called.")
    assert refusal_of(replace(good, job=lambda request: NOTHING)).endswith("it does not say what it does.")
    assert refusal_of(replace(good, name="to sweep")).endswith("its name is no plain word.")
    assert refusal_of(replace(good, when="0 0 30 2 *")).endswith("that moment never comes.")
    assert refusal_of(replace(good, when="every moon")).startswith(
        "The timetable's job 'sweep' ('every moon') is wrong"
    )


@pytest.mark.parametrize("entry", TIMETABLE, ids=lambda entry: entry.name)
def test_a_job_finds_nothing_to_do_on_an_empty_site(entry, request_off_web):
    assert entry.job(request_off_web) == NOTHING


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

    assert (bool(first), bool(second), third) == (True, True, NOTHING)
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

    assert (first, second) == (Done(1, "removed 1 stale logins"), NOTHING)
    db.rollback()
    assert sorted(db.scalars(select(Login.last_seen_on))) == [date(2025, 12, 31), date(2026, 3, 1)]


def test_what_has_ended_by_itself_is_swept(db, request_off_web):
    with clock.set_to(MIDNIGHT - timedelta(days=2)):
        db.add(IdempotencyKey(account_id=make_account(db).id, key="a wish"))
        db.commit()

    with clock.set_to(MIDNIGHT):
        first, second = sweep_ended(request_off_web), sweep_ended(request_off_web)

    assert (first, second) == (Done(1, "removed 1 rows that had ended"), NOTHING)


def test_applications_that_registered_for_nothing_are_swept(db, request_off_web):
    with clock.set_to(MIDNIGHT - timedelta(days=2)):
        make_application(db)

    with clock.set_to(MIDNIGHT):
        first, second = sweep_applications(request_off_web), sweep_applications(request_off_web)

    assert (first, second) == (Done(1, "removed 1 unused applications"), NOTHING)


def test_what_there_is_much_of_is_swept_in_batches(db, request_off_web, monkeypatch):
    batches = []

    def remove(db, *, limit=2):
        batches.append(remove_ended(db, limit=limit))
        return batches[-1]

    monkeypatch.setattr(tidying, "remove_ended", remove)
    with clock.set_to(MIDNIGHT - timedelta(days=2)):
        ann = make_account(db)
        db.add_all(IdempotencyKey(account_id=ann.id, key=f"{number}") for number in range(5))
        db.commit()

    with clock.set_to(MIDNIGHT):
        done = sweep_ended(request_off_web)

    assert (done, batches) == (Done(5, "removed 5 rows that had ended"), [2, 2, 1, 0])


def test_a_sweep_ends_between_two_batches_when_told_to(db, request_off_web, monkeypatch):
    def remove(db):
        told_to_stop.set()
        return 1

    monkeypatch.setattr(tidying, "remove_ended", remove)
    try:
        assert sweep_ended(request_off_web) == Done(1, "removed 1 rows that had ended")
    finally:
        told_to_stop.clear()


def test_what_people_were_told_long_ago_is_swept(db, request_off_web):
    with clock.set_to(MIDNIGHT - timedelta(days=361)):
        ann = make_account(db, "ann")
        make_post(db, make_account(db), "@ann")
    with clock.set_to(MIDNIGHT - timedelta(days=359)):
        make_post(db, make_account(db), "@ann")

    with clock.set_to(MIDNIGHT):
        first, second = sweep_notifications(request_off_web), sweep_notifications(request_off_web)

    assert (first, second) == (Done(1, "forgot 1 old notifications"), NOTHING)
    db.rollback()
    assert db.scalars(select(Notification.account_id)).all() == [ann.id]


def test_why_letters_were_written_long_ago_is_swept(db, request_off_web):
    make_account(db, "ann")
    with clock.set_to(MIDNIGHT - timedelta(days=401)):
        make_post(db, make_account(db), "@ann")

    with clock.set_to(MIDNIGHT):
        first, second = sweep_letters(request_off_web), sweep_letters(request_off_web)

    assert (first, second) == (Done(1, "forgot 1 old letters and reasons"), NOTHING)
    db.rollback()
    assert db.scalars(select(Reason.id)).all() == []
