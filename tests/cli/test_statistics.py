"""`microblog statistics rebuild`, `verify` and `show`."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import delete, select, update

from microblog import clock
from microblog.actions.edits import Edit, edit_post
from microblog.actions.posts import delete_post
from microblog.actions.reactions import favourite
from microblog.actions.statistics import record_day
from microblog.models import DailyCount, DailyRank, Measure, Post, Tagging
from tests.making import make_account, make_post

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def three_days(db):
    """Three days with a post on each, which were counted before one was deleted; it is the day after."""
    for days in range(3):
        with clock.set_to(NOON + timedelta(days=days)):
            ann = ann if days else make_account(db)  # noqa: F821
            last = make_post(db, ann, "Good morning." if days else "#tea")
    with clock.set_to(NOON + timedelta(days=3)):
        for days in range(3):
            record_day(db, date(2026, 3, 1 + days))
        delete_post(db, ann, last)
        db.commit()
        yield


def posts(db):
    db.rollback()
    found = select(DailyCount.day, DailyCount.count).where(DailyCount.measure == Measure.POSTS).order_by(DailyCount.day)
    return [(row.day.day, row.count) for row in db.execute(found)]


def test_all_finished_days_are_counted_once_more(db, three_days, microblog):
    assert posts(db) == [(1, 1), (2, 1), (3, 1)]

    done = microblog("statistics", "rebuild")

    assert (done.status, done.err) == (0, "")
    assert done.out.endswith("3 days were counted, 1 of them have new figures.\n")
    assert posts(db) == [(1, 1), (2, 1), (3, 0)]


@pytest.mark.parametrize(
    ("words", "count", "last"),
    [(("--from", "2026-03-02", "--to", "2026-03-02"), 1, 1), (("--from", "2026-03-03"), 1, 0),
     (("--to", "2026-03-02"), 2, 1), (("--from", "1970-01-01"), 3, 0)],
)  # fmt: skip
def test_a_range_of_days_is_counted(db, three_days, microblog, words, count, last):
    done = microblog("statistics", "rebuild", *words)

    assert f"{count} days were counted, {last == 0:d} of them have new figures.\n" in done.out
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


@pytest.fixture
def a_month_later(db, three_days):
    """The three days are closed, and were counted since."""
    with clock.set_to(NOON + timedelta(days=30)):
        for days in range(3):
            record_day(db, date(2026, 3, 1 + days))
        db.commit()
        yield


def test_days_whose_figures_are_what_the_raw_rows_say_are_verified(db, a_month_later, microblog):
    done = microblog("statistics", "verify")

    said = "3 days verified: each figure from 2026-03-01 to 2026-03-03 is what the raw rows say.\n"
    assert (done.status, done.out, done.err) == (0, said, "")


def test_what_is_deleted_later_is_no_difference(db, a_month_later, microblog):
    for post in db.scalars(select(Post).where(Post.deleted_at.is_(None))):
        favourite(db, post.author, post)
        edit_post(db, post.author, post, Edit(text="#something"))
        delete_post(db, post.author, post)
    db.commit()

    assert microblog("statistics", "verify").out.startswith("3 days verified")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (update(DailyCount).where(DailyCount.measure == Measure.POSTS).values(count=9), "posts: stored 9, counted 1"),
        (delete(DailyCount).where(DailyCount.measure == Measure.POSTS), "posts: stored nothing, counted 1"),
        (delete(DailyRank), "tags  1: stored nothing, counted tea tea 1"),
        (update(DailyRank).values(label="coffee"), "tags  1: stored tea coffee 1, counted tea tea 1"),
        (update(Post).values(deleted_at=NOON), "posts: stored 1, counted 0"),
        (delete(Tagging), "tags  1: stored tea tea 1, counted nothing"),
    ],
)
def test_figures_that_are_not_what_the_raw_rows_say_are_named(db, a_month_later, microblog, change, said):
    db.execute(change)
    db.commit()

    done = microblog("statistics", "verify", "--from", "2026-03-01", "--to", "2026-03-01")

    assert done.status == 1
    assert f"2026-03-01 {said}\n" in done.out
    assert done.err == "1 days differ: what is stored is not what the raw rows say.\n"


def test_days_that_are_still_open_may_have_changed_since_they_were_counted(db, three_days, microblog):
    done = microblog("statistics", "verify")

    assert done.status == 0
    assert "2026-03-03 posts: stored 1, counted 0\n" in done.out
    assert "1 of these days were not counted since they were closed" in done.out
    assert done.out.endswith("2 days verified: each figure from 2026-03-01 to 2026-03-03 is what the raw rows say.\n")


def test_where_nothing_was_counted_nothing_is_verified(microblog):
    done = microblog("statistics", "verify")

    assert (done.status, done.out) == (0, "0 days verified: each figure is what the raw rows say.\n")


def test_to_verify_changes_nothing(db, three_days, microblog):
    microblog("statistics", "verify")

    assert posts(db) == [(1, 1), (2, 1), (3, 1)]


def test_the_figures_of_a_day_are_shown(db, a_month_later, microblog):
    done = microblog("statistics", "show", "2026-03-01")

    lines = [line.split() for line in done.out.splitlines()]
    assert done.out.startswith("2026-03-01: revision 1 of 2026-03-04 12:00:00 UTC, closed\n")
    assert ["posts", "1"] in lines
    assert ["tags", "1", "1.", "tea"] in lines


def test_a_day_that_was_not_counted_is_not_shown(db, three_days, microblog):
    done = microblog("statistics", "show", "2026-03-04")

    assert (done.status, done.out, done.err) == (1, "", "2026-03-04 was not counted.\n")
