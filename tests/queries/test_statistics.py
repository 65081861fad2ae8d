"""What was counted, and an author's own days."""

from datetime import UTC, date, datetime, timedelta

import pytest

from microblog import clock
from microblog.actions.blocks import block
from microblog.actions.boosts import boost
from microblog.actions.posts import delete_post
from microblog.actions.reactions import favourite
from microblog.actions.statistics import record_day
from microblog.models import Measure, Ranking, Visibility
from microblog.queries.days import day_with
from microblog.queries.statistics import OwnMeasure, counted_days_between, counts_between, own_days, ranks_between
from tests.making import make_account, make_follow, make_post

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
FIRST = NOON.date()
DAY = timedelta(days=1)


def own(db, account, first=FIRST, last=FIRST + 9 * DAY):
    return {(day_with(day), what): count for day, what, count in db.execute(own_days(account, first, last))}


@pytest.fixture
def people(db):
    with clock.set_to(NOON - DAY):
        return [make_account(db, name) for name in ("ann", "bob", "cem")]


def test_an_author_sees_what_they_wrote_and_what_became_of_it_on_the_day_on_which_it_did(db, people):
    ann, bob, cem = people
    with clock.set_to(NOON):
        post = make_post(db, ann, visibility=Visibility.UNLISTED)
        make_post(db, ann, reply_to=post, visibility=Visibility.PRIVATE)
        make_post(db, bob, "@ann and @cem")
        make_follow(db, bob, ann)
    with clock.set_to(NOON + DAY):
        for one in (bob, cem):
            favourite(db, one, post)
        boost(db, bob, post)
        db.commit()

    assert own(db, ann) == {
        (FIRST, OwnMeasure.POSTS): 2,
        (FIRST, OwnMeasure.REPLIES): 1,
        (FIRST, OwnMeasure.MENTIONS): 1,
        (FIRST, OwnMeasure.FOLLOWERS): 1,
        (FIRST + DAY, OwnMeasure.FAVOURITES): 2,
        (FIRST + DAY, OwnMeasure.BOOSTS): 1,
    }
    assert own(db, bob) == {(FIRST, OwnMeasure.POSTS): 1}
    assert own(db, cem) == {(FIRST, OwnMeasure.MENTIONS): 1}
    assert own(db, ann, FIRST + DAY, FIRST + DAY).keys() == {
        (FIRST + DAY, OwnMeasure.FAVOURITES),
        (FIRST + DAY, OwnMeasure.BOOSTS),
    }


def test_what_is_gone_and_what_one_does_to_oneself_is_not_among_ones_own_days(db, people):
    ann, bob, cem = people
    with clock.set_to(NOON):
        make_post(db, ann, "I am @ann.")
        gone = make_post(db, ann)
        favourite(db, bob, gone)
        delete_post(db, ann, gone)
        make_post(db, bob, "@ann")
        block(db, bob, ann)
        make_post(db, cem, "@bob", visibility=Visibility.DIRECT)
        db.commit()

    assert own(db, ann) == {(FIRST, OwnMeasure.POSTS): 1}
    assert own(db, bob) == {(FIRST, OwnMeasure.POSTS): 1, (FIRST, OwnMeasure.MENTIONS): 1}


def test_somebody_to_whom_nothing_happened_has_no_days(db, people):
    assert own(db, people[0]) == {}


def test_what_was_counted_comes_day_by_day(db, people):
    for days, text in enumerate(("#tea #cake", "#tea")):
        with clock.set_to(NOON + days * DAY):
            make_post(db, people[0], text, language="en")
    for days in (2, 1, 0):
        with clock.set_to(NOON + 9 * DAY):
            record_day(db, FIRST + days * DAY)
    last = FIRST + DAY

    counts = list(db.scalars(counts_between(FIRST, last)))
    assert sorted({one.day for one in counts}) == [FIRST, last]
    assert len(counts) == 2 * len(Measure)
    tags = [(one.day, one.rank, one.label) for one in db.scalars(ranks_between(FIRST, last, Ranking.TAGS))]
    assert tags == [(FIRST, 1, "cake"), (FIRST, 2, "tea"), (last, 1, "tea")]
    every = [one.ranking for one in db.scalars(ranks_between(FIRST, FIRST))]
    assert every == [Ranking.LANGUAGES, Ranking.TAGS, Ranking.TAGS]
    assert [one.day for one in db.scalars(counted_days_between(date.min, last))] == [FIRST, last]
