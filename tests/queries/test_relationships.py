"""Questions about what people are to each other."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from microblog import clock
from microblog.actions.blocks import block
from microblog.actions.endorsements import endorse
from microblog.actions.mutes import MuteWish, mute
from microblog.actions.relationships import follow
from microblog.database import statements_run
from microblog.models import Block, Endorsement, Follow, FollowRequest, Mute, Note
from microblog.queries.paging import Place
from microblog.queries.relationships import (
    Relationship,
    blocks_by,
    endorsements_of,
    familiar_followers,
    follow_requests_to,
    followed_by,
    followers_of,
    is_lasting,
    muted_by,
    read_people,
    relationships_of,
    request_count,
)
from tests.making import make_account, make_follow

NOTHING = {
    "following": False,
    "boosts": False,
    "notifying": False,
    "languages": None,
    "followed_by": False,
    "blocking": False,
    "blocked_by": False,
    "muting": False,
    "muting_notifications": False,
    "muting_expires_at": None,
    "requested": False,
    "requested_by": False,
    "endorsed": False,
    "note": "",
}


def told(db, reader, other, *facts):
    db.add_all(facts)
    db.commit()
    return relationships_of(db, reader, [other])[other.id]


def expected(other, **facts):
    return Relationship(id=other.id, **(NOTHING | facts))


def test_strangers_are_nothing_to_each_other(db):
    ann, bob = make_account(db), make_account(db)

    assert told(db, ann, bob) == expected(bob)
    assert relationships_of(db, ann, []) == {}


def test_one_is_told_whom_one_follows_and_how(db):
    ann, bob = make_account(db), make_account(db)
    follow = Follow(follower_id=ann.id, followed_id=bob.id, boosts=False, notify=True, languages=["de"])

    assert told(db, ann, bob, follow) == expected(bob, following=True, notifying=True, languages=["de"])
    assert told(db, bob, ann) == expected(ann, followed_by=True)


def test_one_is_told_what_one_asked_for(db):
    ann, bob = make_account(db), make_account(db)

    asked = told(db, ann, bob, FollowRequest(follower_id=ann.id, followed_id=bob.id, notify=True))

    assert asked == expected(bob, requested=True, boosts=True, notifying=True)
    assert told(db, bob, ann) == expected(ann, requested_by=True)


def test_one_is_told_who_blocks_whom(db):
    ann, bob = make_account(db), make_account(db)

    assert told(db, ann, bob, Block(blocker_id=ann.id, blocked_id=bob.id)) == expected(bob, blocking=True)
    assert told(db, bob, ann) == expected(ann, blocked_by=True)


def test_a_mute_is_told_to_who_muted_alone_and_until_it_ends(db):
    ann, bob = make_account(db), make_account(db)
    end = clock.now() + timedelta(minutes=5)

    muted = told(db, ann, bob, Mute(muter_id=ann.id, muted_id=bob.id, notifications=False, expires_at=end))

    assert muted == expected(bob, muting=True, muting_expires_at=end)
    assert told(db, bob, ann) == expected(ann)
    with clock.set_to(end):
        assert told(db, ann, bob) == expected(bob)


def test_notes_and_endorsements_are_ones_own(db):
    ann, bob = make_account(db), make_account(db)
    note, endorsement = Note(writer_id=ann.id, about_id=bob.id, text="Hm."), Endorsement(account_id=ann.id)
    endorsement.endorsed_id = bob.id

    assert told(db, ann, bob, note, endorsement) == expected(bob, endorsed=True, note="Hm.")
    assert told(db, bob, ann) == expected(ann)


def test_many_people_cost_one_query(db):
    reader, people = make_account(db), [make_account(db) for _ in range(5)]
    db.add_all(Follow(follower_id=reader.id, followed_id=one.id) for one in people[:3])
    db.commit()
    [reader.id, *(one.id for one in people)]  # loaded before we count
    before = statements_run()

    found = relationships_of(db, reader, people)

    assert statements_run() - before == 1
    assert [found[one.id].following for one in people] == [True, True, True, False, False]


def people(db, facts):
    return read_people(db, facts, Place()).rows


def suspend(db, account):
    account.suspended_at = clock.now()
    db.commit()


@pytest.fixture
def ann(db):
    return make_account(db, "ann")


@pytest.fixture
def friends(db, ann):
    """Three people who follow ann, and whom she follows and recommends."""
    friends = [make_account(db, name) for name in ("bob", "cem", "dan")]
    for friend in friends:
        make_follow(db, ann, friend)
        make_follow(db, friend, ann)
        endorse(db, ann, friend)
    db.commit()
    return friends


LISTS = [followers_of, followed_by, endorsements_of]


@pytest.mark.parametrize("listed", LISTS)
def test_people_are_listed_the_latest_first(db, ann, friends, listed):
    for reader in (None, ann, friends[0], make_account(db)):
        assert people(db, listed(ann, reader)) == friends[::-1]

    first = read_people(db, listed(ann, None), Place(size=2))
    second = read_people(db, listed(ann, None), Place(before=first.last, size=2))
    assert (first.rows, second.rows) == (friends[:0:-1], friends[:1])


@pytest.mark.parametrize("listed", LISTS)
def test_who_is_shut_out_is_not_listed(db, ann, friends, listed):
    suspend(db, friends[1])

    assert people(db, listed(ann, None)) == people(db, listed(ann, ann)) == [friends[2], friends[0]]


@pytest.mark.parametrize("listed", LISTS)
def test_who_blocks_the_reader_is_not_listed_for_them(db, ann, friends, listed):
    reader = make_account(db)
    block(db, friends[1], reader)
    block(db, reader, friends[2])

    assert people(db, listed(ann, reader)) == [friends[2], friends[0]]
    assert people(db, listed(ann, None)) == friends[::-1]


@pytest.mark.parametrize("listed", [followers_of, followed_by])
def test_who_hides_whom_they_know_tells_nobody_else(db, ann, friends, listed):
    ann.hide_collections = True

    assert people(db, listed(ann, None)) == people(db, listed(ann, friends[0])) == []
    assert people(db, listed(ann, ann)) == friends[::-1]


@pytest.mark.parametrize("listed", [followers_of, followed_by])
def test_whom_one_blocks_is_not_told_whom_one_knows(db, ann, friends, listed):
    reader = make_account(db)
    block(db, ann, reader)

    assert people(db, listed(ann, reader)) == []


def test_requests_are_listed_and_counted_for_who_is_asked(db, ann):
    bob, cem, dan = (make_account(db) for _ in range(3))
    ann.locked = True
    for one in (bob, cem, dan):
        follow(db, one, ann)
    suspend(db, cem)

    assert people(db, follow_requests_to(ann)) == [dan, bob]
    assert request_count(db, ann) == 2
    assert request_count(db, bob) == 0


def test_blocks_and_mutes_are_listed_for_who_made_them(db, ann, friends):
    for friend in friends:
        mute(db, ann, friend)
    for friend in friends:
        block(db, ann, friend)
    suspend(db, friends[1])

    assert people(db, blocks_by(ann)) == people(db, muted_by(ann)) == [friends[2], friends[0]]
    assert people(db, blocks_by(friends[0])) == people(db, muted_by(friends[0])) == []


def test_one_is_told_who_of_those_one_follows_follows_somebody(db, ann, friends):
    bob, cem, dan = friends
    star, shy, nobody = make_account(db), make_account(db, hide_collections=True), make_account(db)
    for follower in (bob, cem, dan, ann, make_account(db)):
        make_follow(db, follower, star)
        make_follow(db, follower, shy)
    cem.hide_collections = True
    db.commit()
    [one.id for one in (ann, star, shy, nobody)]  # loaded before we count
    before = statements_run()

    found = familiar_followers(db, ann, [star, shy, nobody])

    assert statements_run() - before == 1
    assert found == {star.id: [dan, bob], shy.id: [], nobody.id: []}


def test_a_question_that_was_made_before_a_mute_ended_knows_that_it_has(db):
    ann, bob = make_account(db, "ann"), make_account(db, "bob")
    mute(db, ann, bob, MuteWish(seconds=3600))
    question = select(Mute.id).where(is_lasting())
    assert db.scalars(question).all()

    with clock.set_to(clock.now() + timedelta(hours=2)):
        assert not db.scalars(question).all()
