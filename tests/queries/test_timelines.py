"""Which posts stand in which list."""

from microblog.actions.posts import delete_post
from microblog.queries.paging import Place
from microblog.queries.posts import visible_post
from microblog.queries.tags import tag_named
from microblog.queries.timelines import (
    home_timeline,
    profile_timeline,
    public_timeline,
    read_timeline,
    tag_timeline,
)
from tests.making import make_account, make_follow, make_post


def texts(db, timeline):
    return [post.text for post in read_timeline(db, timeline, Place())]


def test_home_shows_oneself_and_those_one_follows_with_their_answers(db):
    ann, bob, cem = make_account(db), make_account(db), make_account(db)
    make_follow(db, ann, bob)
    first = make_post(db, cem, "cem")
    make_post(db, ann, "ann")
    make_post(db, bob, "bob", reply_to=first)

    assert texts(db, home_timeline(ann)) == ["bob", "ann"]
    assert texts(db, home_timeline(bob)) == ["bob"]


def test_the_public_timeline_shows_everybody_but_no_answers(db):
    ann, bob = make_account(db), make_account(db)
    first = make_post(db, ann, "first")
    make_post(db, bob, "answer", reply_to=first)
    make_post(db, bob, "second")

    assert texts(db, public_timeline(None)) == texts(db, public_timeline(ann)) == ["second", "first"]


def test_a_profile_shows_one_author_with_answers(db):
    ann, bob = make_account(db), make_account(db)
    first = make_post(db, ann, "first")
    make_post(db, bob, "answer", reply_to=first)

    assert texts(db, profile_timeline(bob, None)) == ["answer"]


def test_a_hashtag_shows_the_posts_that_carry_it_once(db):
    ann = make_account(db)
    make_post(db, ann, "#Tea #tea")
    make_post(db, ann, "#Coffee")

    tag = db.scalar(tag_named("TEA"))

    assert texts(db, tag_timeline(tag.id, None)) == ["#Tea #tea"]
    assert db.scalar(tag_named("milk")) is None


def test_what_was_deleted_is_seen_by_nobody_nowhere(db):
    ann = make_account(db)
    post = make_post(db, ann, "#gone")
    tag = db.scalar(tag_named("gone"))

    delete_post(db, ann, post)
    db.commit()

    for reader in (None, ann):
        timelines = [public_timeline(reader), profile_timeline(ann, reader), tag_timeline(tag.id, reader)]
        assert [texts(db, timeline) for timeline in timelines] == [[], [], []]
        assert db.scalar(visible_post(post.id, reader)) is None
    assert texts(db, home_timeline(ann)) == []
