"""Telling people what happened, and marking as read."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from microblog import clock
from microblog.actions.notifications import mark_as_read, notify, notify_all, take_back
from microblog.database import statements_run
from microblog.models import (
    Account,
    Block,
    Event,
    Follow,
    Handling,
    Marker,
    Mention,
    Mute,
    Notification,
    NotificationPermission,
    NotificationPolicy,
    Post,
    ThreadMute,
    Visibility,
)
from microblog.queries.notifications import unread_count
from tests.making import make_account, make_follow, make_post
from tests.meanwhile import while_unfinished


@pytest.fixture
def ann(db):
    return make_account(db, "ann")


@pytest.fixture
def bob(db):
    return make_account(db, "bob")


def add(db, *rows):
    """Write something down."""
    db.add_all(rows)
    db.commit()


def news(db):
    """Who was told what, and whether it is kept apart."""
    return [(one.account_id, one.event, one.filtered) for one in db.scalars(select(Notification))]


def test_somebody_is_told_once(db, ann, bob):
    post = make_post(db, ann)

    assert notify(db, ann, Event.FAVOURITE, by=bob, post=post)
    assert not notify(db, ann, Event.FAVOURITE, by=bob, post=post)

    [told] = db.scalars(select(Notification))
    assert (told.account_id, told.event, told.by_id, told.post_id) == (ann.id, Event.FAVOURITE, bob.id, post.id)


def test_what_is_undone_is_taken_back(db, ann, bob):
    post, other = make_post(db, ann), make_post(db, ann)
    for one in (post, other):
        notify(db, ann, Event.FAVOURITE, by=bob, post=one)
    notify(db, ann, Event.FOLLOW_REQUEST, by=bob)

    take_back(db, ann, Event.FAVOURITE, by=bob, post=post)
    take_back(db, ann, Event.FOLLOW_REQUEST, by=bob)

    assert db.scalars(select(Notification.post_id)).all() == [other.id]
    assert notify(db, ann, Event.FAVOURITE, by=bob, post=post)


def test_two_who_tell_the_same_at_one_moment_tell_it_once(db, engine, ann, bob):
    post, eve = make_post(db, ann).id, make_account(db).id
    ids = ann.id, bob.id
    db.rollback()

    def telling(*others):
        def tell(db):
            ann, bob, *more = (db.get(Account, id) for id in (*ids, *others))
            return [one.id for one in notify_all(db, [ann, *more], Event.BOOST, by=bob, post=db.get(Post, post))]

        return tell

    assert while_unfinished(engine, telling(), telling(eve)) == ([ids[0]], [eve])


def test_many_are_told_in_two_statements(db, bob):
    people = [make_account(db) for _ in range(5)]
    post = make_post(db, bob)
    _ = [one.id for one in people], bob.suspended_at, post.visibility
    before = statements_run()

    assert notify_all(db, people, Event.POST, by=bob, post=post) == people

    assert statements_run() - before <= 4  # with a savepoint's beginning and end


def test_of_several_edits_the_last_is_news(db, ann, bob):
    post = make_post(db, bob)
    notify(db, ann, Event.EDIT, by=bob, post=post)
    [first] = db.scalars(select(Notification.id))

    assert notify(db, ann, Event.EDIT, by=bob, post=post)

    [second] = db.scalars(select(Notification.id))
    assert second > first


def test_nobody_is_told_of_themselves_but_of_the_end_of_their_poll(db, ann):
    post = make_post(db, ann)

    told = [event for event in Event if notify(db, ann, event, by=ann, post=post)]

    assert told == [Event.POLL]


def test_of_a_boost_its_original_is_the_news(db, ann, bob):
    original = make_post(db, ann)
    boost = Post(author=bob, text="", boosted=original)
    add(db, boost)

    assert notify(db, ann, Event.BOOST, by=bob, post=boost)
    assert db.scalars(select(Notification.post_id)).all() == [original.id]

    take_back(db, ann, Event.BOOST, by=bob, post=boost)
    assert not news(db)


@pytest.mark.parametrize(
    "shun",
    [
        lambda ann, bob: Block(blocker_id=ann.id, blocked_id=bob.id),
        lambda ann, bob: Block(blocker_id=bob.id, blocked_id=ann.id),
        lambda ann, bob: Mute(muter_id=ann.id, muted_id=bob.id),
        lambda ann, bob: Mute(muter_id=ann.id, muted_id=bob.id, expires_at=clock.now() + timedelta(hours=1)),
    ],
    ids=["blocks", "is blocked", "mutes", "mutes for a while"],
)
def test_nobody_hears_of_those_they_want_nothing_of(db, ann, bob, shun):
    add(db, shun(ann, bob))

    assert not notify(db, ann, Event.FOLLOW, by=bob)


def test_a_mute_that_has_ended_or_lets_news_through_changes_nothing(db, ann, bob):
    eve = make_account(db)
    ended = Mute(muter_id=ann.id, muted_id=bob.id, expires_at=clock.now() - timedelta(hours=1))
    add(db, ended, Mute(muter_id=ann.id, muted_id=eve.id, notifications=False), Mute(muter_id=bob.id, muted_id=ann.id))

    assert notify(db, ann, Event.FOLLOW, by=bob)
    assert notify(db, ann, Event.FOLLOW, by=eve)


def test_nobody_hears_of_a_conversation_they_muted(db, ann, bob):
    post, other = make_post(db, ann), make_post(db, ann)
    answer = make_post(db, bob, reply_to=post)
    add(db, ThreadMute(account_id=ann.id, thread_id=post.id))

    assert not notify(db, ann, Event.FAVOURITE, by=bob, post=post)
    assert not notify(db, ann, Event.MENTION, by=bob, post=answer)
    assert notify(db, ann, Event.FAVOURITE, by=bob, post=other)


def test_those_who_are_shut_out_neither_tell_nor_hear(db, ann, bob):
    ann.suspended_at = clock.now()
    db.commit()

    assert not notify(db, ann, Event.FOLLOW, by=bob)
    assert not notify(db, bob, Event.FOLLOW, by=ann)


def test_nobody_hears_of_a_post_they_may_not_see(db, ann, bob):
    named, follower = make_account(db), make_account(db)
    make_follow(db, follower, bob)
    post = make_post(db, bob)
    add(db, Mention(post_id=post.id, account_id=named.id))

    def heard(visibility):
        post.visibility = visibility
        return [one for one in (ann, named, follower) if notify(db, one, Event.EDIT, by=bob, post=post)]

    assert heard(Visibility.UNLISTED) == [ann, named, follower]
    assert heard(Visibility.PRIVATE) == [named, follower]
    assert heard(Visibility.DIRECT) == [named]
    post.deleted_at = clock.now()
    assert heard(Visibility.PUBLIC) == []


@pytest.mark.parametrize(
    ("rule", "applies"),
    [
        ("for_not_following", lambda follows, followed, age, direct: not follows),
        ("for_not_followers", lambda follows, followed, age, direct: not followed),
        ("for_new_accounts", lambda follows, followed, age, direct: age < 30),
        ("for_private_mentions", lambda follows, followed, age, direct: direct and not follows),
        ("for_limited_accounts", lambda follows, followed, age, direct: False),
    ],
)
@pytest.mark.parametrize("follows", [True, False])
@pytest.mark.parametrize("followed", [True, False])
@pytest.mark.parametrize("age", [29, 31])
@pytest.mark.parametrize("direct", [True, False])
def test_a_policy_is_kept(db, rule, applies, follows, followed, age, direct):
    ann, bob = make_account(db, "ann"), make_account(db, "bob")
    bob.created_at = clock.now() - timedelta(days=age)
    before = clock.now() - timedelta(days=4)
    if follows:
        add(db, Follow(follower_id=ann.id, followed_id=bob.id, created_at=before))
    if followed:
        add(db, Follow(follower_id=bob.id, followed_id=ann.id, created_at=before))
    post = make_post(db, bob)
    add(db, Mention(post_id=post.id, account_id=ann.id))
    post.visibility = Visibility.DIRECT if direct else Visibility.PUBLIC
    policy = NotificationPolicy(account_id=ann.id, **{rule: Handling.FILTER})
    add(db, policy)

    told = notify(db, ann, Event.MENTION, by=bob, post=post)
    assert told is not applies(follows, followed, age, direct)
    assert news(db) == [(ann.id, Event.MENTION, not told)]

    take_back(db, ann, Event.MENTION, by=bob, post=post)
    setattr(policy, rule, Handling.DROP)
    assert notify(db, ann, Event.MENTION, by=bob, post=post) is told
    assert bool(news(db)) is told


def test_of_what_a_policy_says_the_hardest_counts(db, ann, bob):
    add(db, NotificationPolicy(account_id=ann.id, for_not_following=Handling.FILTER, for_not_followers=Handling.DROP))

    assert not notify(db, ann, Event.FOLLOW, by=bob)
    assert news(db) == []


def test_an_answer_to_ones_own_is_no_private_mention(db, ann, bob):
    add(db, NotificationPolicy(account_id=ann.id, for_private_mentions=Handling.DROP))
    answer = make_post(db, bob, "@ann", reply_to=make_post(db, ann))
    answer.visibility = Visibility.DIRECT
    take_back(db, ann, Event.MENTION, by=bob, post=answer)

    assert notify(db, ann, Event.MENTION, by=bob, post=answer)


def test_who_follows_since_today_is_no_follower_yet(db, ann, bob):
    add(db, NotificationPolicy(account_id=ann.id, for_not_followers=Handling.DROP))
    make_follow(db, bob, ann)

    assert news(db) == []
    with clock.set_to(clock.now() + timedelta(days=4)):
        assert notify(db, ann, Event.FAVOURITE, by=bob)


def test_those_who_are_permitted_pass_any_policy(db, ann, bob):
    add(db, NotificationPolicy(account_id=ann.id, for_not_following=Handling.DROP))
    add(db, NotificationPermission(account_id=ann.id, from_id=bob.id))

    assert notify(db, ann, Event.FOLLOW, by=bob)


def test_no_policy_is_asked_about_what_one_has_asked_for(db, ann, bob):
    add(db, NotificationPolicy(account_id=ann.id, for_new_accounts=Handling.DROP))
    post = make_post(db, bob)

    assert all(notify(db, ann, event, by=bob, post=post) for event in (Event.POST, Event.POLL, Event.EDIT))


def make_news(db, count):
    """Name ann a few times; return her and the ids of the notifications, the oldest first."""
    ann, bob = make_account(db, "ann"), make_account(db, "bob")
    for number in range(count):
        make_post(db, bob, f"@ann {number}")
    return ann, list(db.scalars(select(Notification.id).order_by(Notification.id)))


def test_what_was_shown_is_marked_and_nothing_newer(db):
    ann, ids = make_news(db, 3)
    assert unread_count(db, ann) == 3

    mark_as_read(db, ann, up_to=ids[1])
    db.commit()

    assert unread_count(db, ann) == 1


def test_marking_never_goes_back(db):
    ann, ids = make_news(db, 3)
    mark_as_read(db, ann, up_to=ids[2])

    mark_as_read(db, ann, up_to=ids[0])
    mark_as_read(db, ann, up_to=0)
    mark_as_read(db, ann, up_to=-5)
    db.commit()

    assert db.scalars(select(Marker.last_read_id)).all() == [ids[2]]
    assert unread_count(db, ann) == 0


def test_an_absurd_number_does_not_mark_the_future_as_read(db):
    ann, _ = make_news(db, 1)

    mark_as_read(db, ann, up_to=2**63 - 1)
    db.commit()
    make_post(db, make_account(db), "@ann again")

    assert unread_count(db, ann) == 1


def test_nobody_marks_what_concerns_others(db):
    ann, ids = make_news(db, 1)
    bob = make_account(db)

    mark_as_read(db, bob, up_to=ids[0])
    db.commit()

    assert unread_count(db, ann) == 1
    assert not db.scalars(select(Marker)).all()


def test_the_count_stops_at_100(db):
    ann, _ = make_news(db, 0)
    bob = make_account(db)
    db.add_all(Notification(account_id=ann.id, event="reply", by_id=bob.id) for _ in range(120))
    db.commit()

    assert unread_count(db, ann) == 100
