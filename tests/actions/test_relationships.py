"""Following."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from microblog.actions.relationships import follow, unfollow
from microblog.errors import Invalid
from microblog.models import Account, Event, Follow, Notification
from tests.making import make_account
from tests.meanwhile import next_id, while_unfinished


def everything(db, table):
    return db.scalar(select(func.count()).select_from(table))


def test_following_tells_whoever_is_followed(db):
    ann, bob = make_account(db), make_account(db)

    follow(db, ann, bob)
    db.commit()

    [fact] = db.scalars(select(Follow))
    [told] = db.scalars(select(Notification))
    assert (fact.follower_id, fact.followed_id) == (ann.id, bob.id)
    assert (told.account_id, told.event, told.by_id, told.post_id) == (bob.id, Event.FOLLOW, ann.id, None)


def test_following_twice_is_following_once(db):
    ann, bob = make_account(db), make_account(db)

    follow(db, ann, bob)
    follow(db, ann, bob)
    db.commit()

    assert everything(db, Follow) == everything(db, Notification) == 1


def test_each_may_follow_the_other(db):
    ann, bob = make_account(db), make_account(db)

    follow(db, ann, bob)
    follow(db, bob, ann)
    db.commit()

    assert everything(db, Follow) == everything(db, Notification) == 2


def test_nobody_follows_themselves(db):
    ann = make_account(db)

    with pytest.raises(Invalid):
        follow(db, ann, ann)

    assert everything(db, Follow) == 0


def test_unfollowing_ends_it_and_twice_is_once(db):
    ann, bob = make_account(db), make_account(db)
    follow(db, ann, bob)
    follow(db, bob, ann)

    unfollow(db, ann, bob)
    unfollow(db, ann, bob)
    db.commit()

    assert db.scalars(select(Follow.follower_id)).all() == [bob.id]


def test_who_follows_anew_is_not_announced_anew(db):
    ann, bob = make_account(db), make_account(db)

    for _ in range(3):
        follow(db, ann, bob)
        unfollow(db, ann, bob)
    follow(db, ann, bob)
    db.commit()

    assert everything(db, Follow) == everything(db, Notification) == 1


def test_following_twice_at_one_moment_is_following_once(engine, db):
    ann, bob = make_account(db).id, make_account(db).id
    db.rollback()

    def wish(db):
        follow(db, db.get(Account, ann), db.get(Account, bob))

    outcomes = while_unfinished(engine, wish, wish)

    assert outcomes == (None, None)
    assert everything(db, Follow) == everything(db, Notification) == 1


def test_a_wish_that_fails_for_another_reason_is_not_taken_as_done(db):
    ann, bob, cem = make_account(db), make_account(db), make_account(db)
    follow(db, ann, bob)
    db.commit()

    with next_id(db.scalars(select(Follow.id)).one()), pytest.raises(IntegrityError, match="follows"):
        follow(db, ann, cem)
