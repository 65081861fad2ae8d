"""Counting days."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from microblog import clock
from microblog.actions.boosts import boost
from microblog.actions.posts import delete_post
from microblog.actions.relationships import unfollow
from microblog.actions.sessions import record_visit
from microblog.actions.statistics import days_to_count, record_day
from microblog.models import DailyCount, DailyRank, Measure, Ranking, Post, Visibility
from tests.making import make_account, make_follow, make_post
from tests.meanwhile import while_unfinished

FIRST, SECOND, THIRD = date(2026, 2, 27), date(2026, 2, 28), date(2026, 3, 1)
ZEROS = dict.fromkeys(Measure, 0)


def at(day, hour=12, minute=0, **more):
    return clock.set_to(datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC, **more))


def counts(db, day):
    return dict(db.execute(select(DailyCount.measure, DailyCount.count).where(DailyCount.day == day)).all())


def tags(db, day):
    return ranks(db, day, Ranking.TAGS)


def ranks(db, day, ranking):
    found = select(DailyRank.rank, DailyRank.label or DailyRank.key, DailyRank.count)
    found = found.where(DailyRank.day == day, DailyRank.ranking == ranking).order_by(DailyRank.rank)
    return [tuple(row) for row in db.execute(found)]


@pytest.fixture
def world(db):
    """Two people who meet on the first day; one of whom writes on the second; on the third nothing happens."""
    with at(FIRST):
        ann, bob = make_account(db, "ann"), make_account(db, "bob")
        make_follow(db, ann, bob)
        make_follow(db, bob, ann)
        for account in (ann, bob):
            record_visit(db, account)
        post = make_post(db, ann, "#Tea for @bob and @bob and @ann")
        make_post(db, bob, "#tea! #Cake!", reply_to=post)
        make_post(db, bob, "Third.")
    with at(SECOND):
        record_visit(db, ann)
        make_post(db, ann, "Alone.")
    db.commit()
    return ann, bob, post


def test_a_day_is_counted_as_it_was(db, world):
    record_day(db, FIRST)
    db.commit()

    assert counts(db, FIRST) == {
        Measure.ACCOUNTS: 2,
        Measure.WRITERS: 2,
        Measure.READERS: 2,
        Measure.POSTS: 3,
        Measure.REPLIES: 1,
        Measure.MENTIONS: 2,
        Measure.FOLLOWS: 2,
    }
    assert tags(db, FIRST) == [(1, "Tea", 2), (2, "Cake", 1)]


def test_what_strangers_do_not_see_is_not_counted_and_boosts_are_no_posts(db, world):
    _, bob, post = world
    with at(FIRST, 13):
        make_post(db, bob, "@ann #secret", visibility=Visibility.DIRECT)
        make_post(db, make_account(db, "cem"), "#secret", visibility=Visibility.PRIVATE)
        boost(db, make_account(db, "dan"), post)
        record_day(db, FIRST)
        db.commit()

    counted = counts(db, FIRST)

    assert (counted[Measure.POSTS], counted[Measure.WRITERS], counted[Measure.MENTIONS]) == (3, 2, 2)
    assert tags(db, FIRST) == [(1, "Tea", 2), (2, "Cake", 1)]


def test_each_day_is_counted_by_itself_and_a_quiet_one_has_zeros(db, world):
    for day in (FIRST, SECOND, THIRD):
        record_day(db, day)
    db.commit()

    assert counts(db, SECOND) == {**ZEROS, Measure.WRITERS: 1, Measure.READERS: 1, Measure.POSTS: 1}
    assert counts(db, THIRD) == ZEROS
    assert tags(db, SECOND) == tags(db, THIRD) == []


def test_a_day_begins_and_ends_at_midnight_utc(db):
    with at(FIRST, 0, 0):
        ann = make_account(db)
    with at(SECOND, 0, 0):
        make_post(db, ann, "the first of the day")
    with at(SECOND, 23, 59, second=59, microsecond=999_999):
        make_post(db, ann, "the last of the day")
    with at(THIRD, 0, 0):
        make_post(db, ann, "the first of the next")

    for day in (FIRST, SECOND, THIRD):
        record_day(db, day)

    assert [counts(db, day)[Measure.POSTS] for day in (FIRST, SECOND, THIRD)] == [0, 2, 1]
    assert [counts(db, day)[Measure.ACCOUNTS] for day in (FIRST, SECOND, THIRD)] == [1, 0, 0]


def test_a_day_that_is_counted_again_has_the_same_figures(db, world):
    record_day(db, FIRST)
    db.commit()
    before = counts(db, FIRST), tags(db, FIRST)

    record_day(db, FIRST)
    db.commit()

    assert (counts(db, FIRST), tags(db, FIRST)) == before
    assert db.scalar(select(func.count()).select_from(DailyCount)) == len(Measure)


def test_what_was_deleted_since_counts_no_more_once_the_day_is_counted_again(db, world):
    ann, bob, post = world
    record_day(db, FIRST)

    delete_post(db, ann, post)
    unfollow(db, ann, bob)
    db.commit()
    assert counts(db, FIRST)[Measure.POSTS] == 3

    record_day(db, FIRST)
    db.commit()
    assert counts(db, FIRST) == {
        **ZEROS,
        Measure.ACCOUNTS: 2,
        Measure.WRITERS: 1,
        Measure.READERS: 2,
        Measure.POSTS: 2,
        Measure.REPLIES: 1,
        Measure.FOLLOWS: 1,
    }
    assert tags(db, FIRST) == [(1, "Cake", 1), (2, "Tea", 1)]


def test_only_the_ten_most_used_tags_are_kept(db):
    with at(FIRST):
        ann = make_account(db)
        make_post(db, ann, " ".join(f"#tag{letter}" for letter in "abcdefghijkl"))
        make_post(db, ann, "#tagl")
    record_day(db, FIRST)

    assert tags(db, FIRST) == [(1, "tagl", 2), *((n, f"tag{letter}", 1) for n, letter in enumerate("abcdefghi", 2))]


def test_the_days_since_the_first_account_are_still_to_be_counted(db, world):
    with at(THIRD):
        assert days_to_count(db) == [FIRST, SECOND]
    with at(FIRST, 23, 59):
        assert days_to_count(db) == []


def test_an_empty_site_has_no_days(db):
    assert days_to_count(db) == []


def test_days_that_were_missed_are_made_up_for(db, world):
    record_day(db, FIRST)

    with at(THIRD + timedelta(days=3)):
        assert days_to_count(db) == [SECOND, *(THIRD + timedelta(days=n) for n in range(3))]


def test_days_that_were_missed_before_one_that_was_counted_are_made_up_for(db, world):
    record_day(db, SECOND)

    with at(THIRD):
        assert days_to_count(db) == [FIRST]


def test_no_day_is_counted_twice_at_one_moment(engine, db, world):
    db.rollback()

    while_unfinished(engine, lambda db: record_day(db, FIRST), lambda db: record_day(db, FIRST))

    assert counts(db, FIRST)[Measure.POSTS] == 3
    assert db.scalar(select(func.count()).select_from(DailyCount)) == len(Measure)


def test_to_boost_is_not_to_write(db):
    with at(FIRST):
        ann, bob = make_account(db), make_account(db)
        post = make_post(db, ann)
        db.add(Post(author_id=bob.id, text="", boosted_id=post.id))

    record_day(db, FIRST)

    assert (counts(db, FIRST)[Measure.POSTS], counts(db, FIRST)[Measure.WRITERS]) == (1, 1)
