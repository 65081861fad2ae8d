"""Questions about what people are to each other."""

from datetime import timedelta

from microblog import clock
from microblog.database import statements_run
from microblog.models import Block, Endorsement, Follow, FollowRequest, Mute, Note
from microblog.queries.relationships import Relationship, relationships_of
from tests.making import make_account

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


def test_many_people_cost_six_queries(db):
    reader, people = make_account(db), [make_account(db) for _ in range(5)]
    db.add_all(Follow(follower_id=reader.id, followed_id=one.id) for one in people[:3])
    db.commit()
    [reader.id, *(one.id for one in people)]  # loaded before we count
    before = statements_run()

    found = relationships_of(db, reader, people)

    assert statements_run() - before == 6
    assert [found[one.id].following for one in people] == [True, True, True, False, False]
