"""Questions about the place as a whole."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import delete

from microblog import clock
from microblog.actions.posts import delete_post
from microblog.actions.sessions import record_visit
from microblog.actions.statistics import record_day
from microblog.clock import now
from microblog.database import statements_run
from microblog.models import Post, Role, Visit
from microblog.queries.instance import InstanceFigures, Week, activity_by_week, contact_account, figures_of_instance
from tests.making import make_account, make_post

SATURDAY = date(2026, 11, 21)
MONDAY = date(2026, 11, 16)
FIRST = date(2026, 8, 31)  # the Monday of the eleventh week before


def at(day):
    return clock.set_to(datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


def test_the_contact_is_the_first_who_runs_the_place(db):
    make_account(db, role=Role.MODERATOR)
    first, second = make_account(db, role=Role.ADMIN), make_account(db, role=Role.ADMIN)

    assert db.scalar(contact_account()) is first
    first.suspended_at = now()
    assert db.scalar(contact_account()) is second
    second.suspended_at = now()
    assert db.scalar(contact_account()) is None


def test_people_and_posts_are_counted_as_everybody_sees_them(db):
    with at(SATURDAY):
        ann, bob, _ = make_account(db), make_account(db), make_account(db, confirmed=False)
        post = make_post(db, ann)
        delete_post(db, ann, make_post(db, ann))
        make_post(db, bob)
        db.add(Post(author_id=ann.id, text="", boosted_id=post.id))
        bob.suspended_at = now()

        assert figures_of_instance(db) == InstanceFigures(accounts=1, posts=1, active_month=0, active_half_year=0)


def test_the_active_are_those_who_came_by(db):
    for days in (200, 100, 10, 9):
        with at(SATURDAY - timedelta(days=days)):
            record_visit(db, make_account(db))
    with at(SATURDAY):
        figures = figures_of_instance(db)

    assert (figures.active_month, figures.active_half_year) == (2, 3)


def test_what_the_statistics_counted_is_not_counted_again(db):
    ann = make_account(db)
    for day in (SATURDAY - timedelta(days=2), SATURDAY - timedelta(days=1), SATURDAY):
        with at(day):
            make_post(db, ann)
    with at(SATURDAY):
        before = figures_of_instance(db).posts
        for day in (SATURDAY - timedelta(days=2), SATURDAY):  # today will go on; yesterday was forgotten
            record_day(db, day)

        assert before == 3
        assert figures_of_instance(db).posts == 3


def test_activity_is_told_week_by_week_this_one_first(db):
    with at(FIRST - timedelta(days=1)):
        ann, bob = make_account(db), make_account(db)
        make_post(db, ann, "Too long ago.")
        record_visit(db, ann)
    with at(FIRST):
        make_post(db, ann)
        make_account(db)
    with at(MONDAY):
        for account in (ann, bob):
            record_visit(db, account)
    with at(SATURDAY):
        record_visit(db, ann)
        make_post(db, ann)
        make_post(db, bob)

        weeks = activity_by_week(db)
        record_day(db, FIRST)
        record_day(db, SATURDAY)

        assert [week.monday for week in weeks] == [MONDAY - n * timedelta(weeks=1) for n in range(12)]
        assert weeks[0] == Week(MONDAY, posts=2, visitors=2, accounts=0)
        assert weeks[1:-1] == [Week(week.monday, 0, 0, 0) for week in weeks[1:-1]]
        assert weeks[-1] == Week(FIRST, posts=1, visitors=0, accounts=1)
        assert activity_by_week(db) == weeks


def test_days_that_were_missed_are_counted_now(db):
    with at(SATURDAY - timedelta(days=4)):
        ann = make_account(db)
    for ago in (4, 3, 2, 0):
        with at(SATURDAY - timedelta(days=ago)):
            make_post(db, ann)
    with at(SATURDAY):
        for ago in (4, 2):
            record_day(db, SATURDAY - timedelta(days=ago))

        assert activity_by_week(db)[0] == Week(MONDAY, posts=4, visitors=0, accounts=1)


def test_of_a_week_that_was_counted_the_statistics_know_who_came_by(db):
    with at(MONDAY - timedelta(days=3)):
        ann = make_account(db)
        record_visit(db, ann)
    with at(SATURDAY):
        record_day(db, MONDAY - timedelta(days=1))
        db.execute(delete(Visit))

        assert activity_by_week(db)[1] == Week(MONDAY - timedelta(days=7), posts=0, visitors=1, accounts=1)


def test_all_of_it_takes_a_few_queries(db):
    before = statements_run()
    activity_by_week(db)
    figures_of_instance(db)

    assert statements_run() - before == 6
