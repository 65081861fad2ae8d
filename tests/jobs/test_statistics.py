"""Counting the days that are over."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select

from microblog import clock
from microblog.actions.posts import delete_post
from microblog.actions.reactions import favourite, unfavourite
from microblog.actions.statistics import figures_of, recorded_figures
from microblog.database import request_off_the_web
from microblog.jobs.statistics import count_days
from microblog.models import CountedDay, Measure
from tests.making import make_account, make_post
from tests.meanwhile import at_once

MIDNIGHT = datetime(2026, 3, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def figure(db, day, measure):
    db.rollback()
    return recorded_figures(db, day).counts.get(measure)


def test_the_last_days_follow_what_is_deleted_and_then_stay(db, request_off_web):
    with clock.set_to(MIDNIGHT):
        ann = make_account(db)
        posts = [make_post(db, ann) for _ in range(3)]
    found = []
    for days, post in ((1, posts[0]), (3.9, posts[1]), (4.2, posts[2])):
        with clock.set_to(MIDNIGHT + days * DAY):
            delete_post(db, ann, post)
            db.commit()
        with clock.set_to(MIDNIGHT + (days + 0.05) * DAY):
            count_days(request_off_web)
        found.append(figure(db, MIDNIGHT.date(), Measure.POSTS))

    assert found == [2, 1, 1]


def test_a_scheduler_that_comes_back_after_weeks_finds_the_same_figures(db, request_off_web):
    with clock.set_to(MIDNIGHT):
        ann = make_account(db)
        post = make_post(db, ann)
        favourite(db, ann, post)
        db.commit()
    with clock.set_to(MIDNIGHT + DAY):
        count_days(request_off_web)
        before = recorded_figures(db, MIDNIGHT.date())
    with clock.set_to(MIDNIGHT + 10 * DAY):
        unfavourite(db, ann, post)
        db.commit()
    with clock.set_to(MIDNIGHT + 30 * DAY):
        count_days(request_off_web)
        again = count_days(request_off_web)

    db.rollback()
    assert recorded_figures(db, MIDNIGHT.date()) == before
    assert before.counts[Measure.FAVOURITES] == 1
    assert again.rows == 0


def test_a_run_says_what_it_did(db, request_off_web):
    with clock.set_to(MIDNIGHT):
        make_post(db, make_account(db))

    with clock.set_to(MIDNIGHT + 2 * DAY):
        first, second = count_days(request_off_web), count_days(request_off_web)

    assert (first.rows, first.words) == (2 * len(Measure), "counted 2 days, of which 2 had new figures")
    assert not second


def test_several_schedulers_at_one_moment_count_each_day_once(db, engine, registry):
    with clock.set_to(MIDNIGHT):
        make_post(db, make_account(db))

    def count(_):
        with clock.set_to(MIDNIGHT + 9 * DAY), request_off_the_web(registry) as request:
            return count_days(request)

    outcomes = at_once(engine, count, count, count)

    db.rollback()
    assert all(hasattr(outcome, "words") for outcome in outcomes)
    assert sum(outcome.rows for outcome in outcomes) == 9 * len(Measure)
    assert {row.revision for row in db.scalars(select(CountedDay))} == {1}
    assert recorded_figures(db, date(2026, 3, 1)) == figures_of(db, date(2026, 3, 1))
