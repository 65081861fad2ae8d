"""Who may see a post. There is one rule, and here is what it comes to."""

from datetime import timedelta

import pytest

from microblog.actions.boosts import boost
from microblog.clock import now
from microblog.models import Block, Follow, Mute, Visibility
from microblog.queries.posts import visible_post, visible_posts
from tests.making import make_account, make_follow, make_post

PUBLIC, UNLISTED, PRIVATE, DIRECT = Visibility

EVERYBODY = {"stranger", "author", "follower", "named", "other"}


@pytest.fixture
def people(db):
    """Somebody who writes, and what others are to them."""
    people = {name: make_account(db, name) for name in ("author", "follower", "named", "blocked", "other", "booster")}
    make_follow(db, people["follower"], people["author"])
    make_follow(db, people["blocked"], people["author"])
    db.add(Block(blocker_id=people["author"].id, blocked_id=people["blocked"].id))
    db.commit()
    return people | {"stranger": None}


def seen_by(db, people, post):
    """Who finds a post."""
    db.commit()
    readers = {name: one for name, one in people.items() if name != "booster"}
    return {name for name, reader in readers.items() if db.scalar(visible_post(post.id, reader)) is not None}


@pytest.mark.parametrize(
    ("visibility", "seers"),
    [
        (PUBLIC, EVERYBODY),
        (UNLISTED, EVERYBODY),
        (PRIVATE, {"author", "follower", "named"}),
        (DIRECT, {"author", "named"}),
    ],
)
def test_a_post_is_seen_by_those_for_whom_it_is(db, people, visibility, seers):
    post = make_post(db, people["author"], "@named", visibility=visibility)

    assert seen_by(db, people, post) == seers


@pytest.mark.parametrize("visibility", Visibility)
def test_whoever_is_blocked_sees_nothing_even_where_they_are_named(db, people, visibility):
    post = make_post(db, people["author"], "@blocked", visibility=visibility)

    assert "blocked" not in seen_by(db, people, post)


@pytest.mark.parametrize("visibility", Visibility)
def test_what_somebody_wrote_who_is_shut_out_is_seen_by_nobody(db, people, visibility):
    post = make_post(db, people["author"], "@named", visibility=visibility)

    people["author"].suspended_at = now()

    assert seen_by(db, people, post) == set()


@pytest.mark.parametrize("visibility", [PUBLIC, UNLISTED])
@pytest.mark.parametrize(("of_boost", "seers"), [(PUBLIC, EVERYBODY), (UNLISTED, EVERYBODY), (PRIVATE, {"follower"})])
def test_a_boost_is_seen_by_those_who_may_see_it_and_what_it_boosts(db, people, visibility, of_boost, seers):
    post = make_post(db, people["author"], "@named", visibility=visibility)
    make_follow(db, people["follower"], people["booster"])

    assert seen_by(db, people, boost(db, people["booster"], post, of_boost)) == seers


def test_a_boost_by_somebody_who_blocks_the_reader_is_not_seen_but_its_original_is(db, people):
    post = make_post(db, people["author"])
    made = boost(db, people["booster"], post)
    db.add(Block(blocker_id=people["booster"].id, blocked_id=people["other"].id))

    assert seen_by(db, people, made) == EVERYBODY - {"other"}
    assert seen_by(db, people, post) == EVERYBODY


@pytest.mark.parametrize("who", ["author", "booster"])
def test_a_boost_vanishes_with_those_who_wrote_and_who_boosted(db, people, who):
    made = boost(db, people["booster"], make_post(db, people["author"]))

    people[who].suspended_at = now()

    assert seen_by(db, people, made) == set()


def test_the_boost_of_ones_own_private_post_is_for_followers(db, people):
    made = boost(db, people["author"], make_post(db, people["author"], "@named", visibility=PRIVATE))

    assert seen_by(db, people, made) == {"author", "follower"}


def test_whoever_follows_no_more_sees_what_is_private_no_more(db, people):
    post = make_post(db, people["author"], visibility=PRIVATE)

    db.query(Follow).filter_by(follower_id=people["follower"].id).delete()

    assert seen_by(db, people, post) == {"author"}


def test_one_sees_whom_one_blocks_or_mutes_if_one_looks_for_them(db, people):
    post = make_post(db, people["author"])
    db.add(Block(blocker_id=people["other"].id, blocked_id=people["author"].id))
    db.add(Mute(muter_id=people["named"].id, muted_id=people["author"].id, expires_at=now() + timedelta(days=1)))

    assert seen_by(db, people, post) == EVERYBODY


def test_of_several_posts_those_are_found_that_one_may_see(db, people):
    posts = [make_post(db, people["author"], "@named", visibility=visibility) for visibility in Visibility]
    ids = [*(post.id for post in posts), 7]

    found = {name: db.scalars(visible_posts(ids, people[name])).all() for name in ("stranger", "follower", "named")}

    assert {name: len(those) for name, those in found.items()} == {"stranger": 2, "follower": 3, "named": 4}
