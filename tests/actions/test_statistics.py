"""Counting days."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from microblog import clock
from microblog.actions.accounts import suspend
from microblog.actions.boosts import boost
from microblog.actions.posts import delete_post
from microblog.actions.reactions import favourite
from microblog.actions.relationships import unfollow
from microblog.actions.sessions import record_visit
from microblog.actions.statistics import days_to_count, figures_of, record_day, recorded_figures
from microblog.models import (
    ApiCalls,
    CountedDay,
    DailyCount,
    DailyRank,
    Event,
    Letter,
    LetterKind,
    LetterState,
    Measure,
    Post,
    Ranking,
    Reason,
    ReasonState,
    Visibility,
    Visit,
)
from microblog.queries.counting import closing_of
from tests.making import make_account, make_follow, make_media, make_post
from tests.meanwhile import while_unfinished

FIRST, SECOND, THIRD = date(2026, 2, 27), date(2026, 2, 28), date(2026, 3, 1)
ZEROS = dict.fromkeys(Measure, 0)
CAME = {Measure.READERS_WEEK: 2, Measure.READERS_MONTH: 2}


def at(day, hour=12, minute=0, **more):
    return clock.set_to(datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC, **more))


def counts(db, day):
    return dict(db.execute(select(DailyCount.measure, DailyCount.count).where(DailyCount.day == day)).all())


def tags(db, day):
    return ranks(db, day, Ranking.TAGS)


def ranks(db, day, ranking):
    found = select(DailyRank.rank, DailyRank.label, DailyRank.count)
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
        **ZEROS,
        Measure.ACCOUNTS: 2,
        Measure.WRITERS: 2,
        Measure.READERS: 2,
        Measure.READERS_WEEK: 2,
        Measure.READERS_MONTH: 2,
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

    assert counts(db, SECOND) == {**ZEROS, **CAME, Measure.WRITERS: 1, Measure.READERS: 1, Measure.POSTS: 1}
    assert counts(db, THIRD) == {**ZEROS, **CAME}
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

    with at(SECOND):
        delete_post(db, ann, post)
        unfollow(db, ann, bob)
    db.commit()
    assert counts(db, FIRST)[Measure.POSTS] == 3

    record_day(db, FIRST)
    db.commit()
    assert counts(db, FIRST) == {
        **ZEROS,
        **CAME,
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


def test_what_is_deleted_after_a_day_was_closed_counts_on(db, world):
    ann, bob, post = world
    record_day(db, FIRST)
    before = counts(db, FIRST), tags(db, FIRST)

    with at(FIRST + timedelta(days=4), 0):
        delete_post(db, ann, post)
        unfollow(db, ann, bob)
    record_day(db, FIRST)
    db.commit()

    assert (counts(db, FIRST), tags(db, FIRST)) == before


def test_the_days_since_the_first_account_are_still_to_be_counted(db, world):
    with at(THIRD):
        assert days_to_count(db) == [FIRST, SECOND]
    with at(FIRST, 23, 59):
        assert days_to_count(db) == []


def test_an_empty_site_has_no_days(db):
    assert days_to_count(db) == []


def test_days_that_were_missed_are_made_up_for(db, world):
    with at(THIRD + timedelta(days=2)):
        record_day(db, FIRST)

    with at(THIRD + timedelta(days=3)):
        assert days_to_count(db) == [SECOND, *(THIRD + timedelta(days=n) for n in range(3))]


def test_days_that_were_missed_before_one_that_was_counted_are_made_up_for(db, world):
    with at(SECOND + timedelta(days=5)):
        record_day(db, SECOND)
        record_day(db, THIRD)

    with at(SECOND + timedelta(days=2)):
        assert days_to_count(db) == [FIRST]


@pytest.mark.parametrize(("minutes", "due"), [(-1, True), (0, True), (4, True), (5, False)])
def test_a_day_is_counted_again_until_it_was_counted_after_it_was_closed(db, world, minutes, due):
    counted_at = closing_of(FIRST) + timedelta(minutes=minutes)

    with clock.set_to(counted_at):
        record_day(db, FIRST)

    with clock.set_to(counted_at + timedelta(hours=1)):
        assert (FIRST in days_to_count(db)) is due


def revision(db, day):
    counted = db.get_one(CountedDay, day, populate_existing=True)
    return counted.revision, counted.counted_at, counted.changed_at


def test_a_revision_is_new_figures(db, world):
    ann, _, post = world
    first, second, third = (datetime(2026, 3, 1, hour, tzinfo=UTC) for hour in (1, 2, 3))
    revisions, new = [], []
    for moment in (first, second, third):
        with clock.set_to(moment):
            if moment == third:
                delete_post(db, ann, post)
            new.append(record_day(db, FIRST))
            revisions.append(revision(db, FIRST))

    assert revisions == [(1, first, first), (1, second, first), (2, third, third)]
    assert new == [len(Measure) + 2, 0, 5]


def test_a_day_that_was_counted_before_there_was_more_to_count_is_counted_anew(db, world):
    db.add(DailyCount(day=FIRST, measure=Measure.POSTS, count=7))
    db.add(DailyRank(day=FIRST, ranking=Ranking.TAGS, rank=1, key="tea", label="tea", count=7))
    db.commit()

    with at(THIRD + timedelta(days=30)):
        due = days_to_count(db)
        record_day(db, FIRST)

    assert due[0] == FIRST
    assert set(counts(db, FIRST)) == set(Measure)
    assert (counts(db, FIRST)[Measure.POSTS], revision(db, FIRST)[0]) == (3, 1)
    assert tags(db, FIRST) == [(1, "Tea", 2), (2, "Cake", 1)]


def test_people_who_came_by_are_counted_by_the_week_and_the_month(db):
    people = [make_account(db) for _ in range(4)]
    for days, person in zip((0, 6, 7, 29), people, strict=True):
        db.add(Visit(account_id=person.id, day=THIRD - timedelta(days=days)))
    db.add(Visit(account_id=people[3].id, day=THIRD - timedelta(days=30)))
    db.flush()

    record_day(db, THIRD)
    counted = counts(db, THIRD)

    assert [counted[one] for one in (Measure.READERS, Measure.READERS_WEEK, Measure.READERS_MONTH)] == [1, 2, 4]


def test_what_is_liked_and_passed_on_is_counted_on_its_own_day_and_makes_the_best_posts(db, world):
    ann, bob, post = world
    with at(SECOND):
        other = make_post(db, ann, "Another.")
        for who, what in ((bob, post), (ann, post), (bob, other)):
            favourite(db, who, what)
        boost(db, bob, post)
        boost(db, bob, other, Visibility.PRIVATE)
    record_day(db, FIRST)
    record_day(db, SECOND)

    counted = counts(db, SECOND)

    assert (counted[Measure.FAVOURITES], counted[Measure.BOOSTS], counted[Measure.POSTS]) == (3, 1, 2)
    assert counts(db, FIRST)[Measure.FAVOURITES] == counts(db, FIRST)[Measure.BOOSTS] == 0
    places = db.execute(
        select(DailyRank.rank, DailyRank.key, DailyRank.count).where(DailyRank.ranking == Ranking.POSTS)
    )
    assert sorted(map(tuple, places)) == [(1, str(post.id), 3), (2, str(other.id), 1)]


def test_equals_are_ranked_by_what_they_are(db):
    with at(FIRST):
        ann = make_account(db)
        posts = [make_post(db, ann, text, language="en") for text in ("#b", "#a", "#ä", "#Z", "#a_b", "#ab")]
        for post in reversed(posts):
            favourite(db, ann, post)
    record_day(db, FIRST)

    assert [label for _, label, _ in tags(db, FIRST)] == ["a", "a_b", "ab", "b", "Z", "ä"]
    best = select(DailyRank.key).where(DailyRank.ranking == Ranking.POSTS).order_by(DailyRank.rank)
    assert list(db.scalars(best)) == [str(post.id) for post in posts]


def test_languages_are_ranked_by_what_is_written_in_them(db, world):
    ann, bob, post = world
    with at(THIRD):
        for language in ("de", "en", "en", None):
            make_post(db, ann, language=language)
        make_post(db, ann, language="fr", visibility=Visibility.PRIVATE)
        boost(db, bob, post)
    record_day(db, THIRD)

    languages = select(DailyRank.rank, DailyRank.key, DailyRank.label, DailyRank.count)
    languages = languages.where(DailyRank.ranking == Ranking.LANGUAGES).order_by(DailyRank.rank)
    assert list(map(tuple, db.execute(languages))) == [(1, "en", "", 2), (2, "de", "", 1)]


def make_mail(db, reader, post, state, ended_at, event=Event.MENTION):
    letter = Letter(kind=LetterKind.NEWS, account_id=reader.id, state=state, ended_at=ended_at)
    db.add(letter)
    db.flush()
    reason = Reason(account_id=reader.id, event=event, by_id=post.author_id, post_id=post.id, letter_id=letter.id)
    reason.state = ReasonState.WRITTEN
    db.add(reason)
    db.flush()
    return letter


def test_mails_are_mentions_of_which_a_letter_ended_on_the_day(db):
    with at(FIRST):
        ann, bob, cem = (make_account(db) for _ in range(3))
        posts = [make_post(db, ann) for _ in range(3)]
        private = make_post(db, ann, visibility=Visibility.PRIVATE)
    noon, midnight = (datetime(2026, 2, 28, hour, tzinfo=UTC) for hour in (12, 0))
    letter = make_mail(db, bob, posts[0], LetterState.SENT, noon)
    make_mail(db, bob, posts[1], LetterState.SENT, midnight)
    db.add(Reason(account_id=bob.id, event=Event.MENTION, by_id=ann.id, post_id=posts[2].id, letter_id=letter.id,
                  state=ReasonState.WRITTEN))  # fmt: skip
    make_mail(db, cem, posts[0], LetterState.DEAD, noon)
    make_mail(db, cem, posts[1], LetterState.SENT, midnight + timedelta(days=1))
    make_mail(db, cem, posts[2], LetterState.DROPPED, noon)
    make_mail(db, bob, private, LetterState.SENT, noon)
    make_mail(db, cem, private, LetterState.SENT, noon, event=Event.FAVOURITE)

    record_day(db, SECOND)

    assert (counts(db, SECOND)[Measure.MAILS_SENT], counts(db, SECOND)[Measure.MAILS_FAILED]) == (3, 1)


def test_bytes_are_those_of_the_files_of_the_day(db, world):
    ann, _, _ = world
    for day, size in ((FIRST, 5), (SECOND, 2**40), (SECOND, 7)):
        with at(day):
            make_media(db, ann, bytes=size)

    record_day(db, SECOND)

    assert counts(db, SECOND)[Measure.MEDIA_BYTES] == 2**40 + 7


def test_requests_are_counted_and_applications_ranked_but_for_those_without_a_name(db):
    for id, name, count in ((0, "", 50), (3, "", 9), (2, "Tusky", 4), (1, "Ivory", 4), (7, "toot", 5)):
        db.add(ApiCalls(day=FIRST, application_id=id, name=name, count=count))
    db.add(ApiCalls(day=SECOND, application_id=2, name="Tusky", count=100))
    db.flush()

    record_day(db, FIRST)

    assert counts(db, FIRST)[Measure.API_CALLS] == 72
    assert ranks(db, FIRST, Ranking.APPLICATIONS) == [(1, "toot", 5), (2, "Ivory", 4), (3, "Tusky", 4)]


def test_that_somebody_was_suspended_changes_no_figure(db, world):
    ann, _, _ = world
    record_day(db, FIRST)

    with at(SECOND):
        suspend(db, ann)
        new = record_day(db, FIRST)

    assert new == 0


def test_counting_writes_nothing_but_figures(db, world):
    figures = figures_of(db, FIRST)

    assert db.scalar(select(func.count()).select_from(CountedDay)) == 0
    record_day(db, FIRST)
    assert recorded_figures(db, FIRST) == figures


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


def test_a_count_that_rests_finds_the_same(db, world):
    record_day(db, FIRST, rest=0.001)

    assert recorded_figures(db, FIRST) == figures_of(db, FIRST)
