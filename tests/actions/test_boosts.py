"""Passing on what somebody wrote."""

import pytest
from sqlalchemy import func, select

from microblog.actions.boosts import boost, unboost
from microblog.actions.posts import delete_post
from microblog.clock import now
from microblog.errors import Forbidden, Invalid, NotFound
from microblog.models import Account, Block, Event, Notification, Post, Visibility
from microblog.queries.viewpoints import full_viewpoint_of
from tests.making import make_account, make_follow, make_post
from tests.meanwhile import at_once, while_unfinished

PUBLIC, UNLISTED, PRIVATE, DIRECT = Visibility


def boosts(db):
    return db.scalar(select(func.count()).select_from(Post).where(Post.boosted_id.is_not(None)))


def news(db):
    return [(one.account_id, one.event, one.by_id, one.post_id) for one in db.scalars(select(Notification))]


def test_a_boost_passes_a_post_on_and_its_author_is_told(db):
    ann, bob = make_account(db), make_account(db)
    post = make_post(db, ann, "Look.", language="de")

    made = boost(db, bob, post)
    db.commit()

    assert (made.author, made.original, made.text, made.visibility) == (bob, post, "", PUBLIC)
    assert (made.language, made.parent, made.thread_id) == ("de", None, made.id)
    assert news(db) == [(ann.id, Event.BOOST, bob.id, post.id)]
    assert full_viewpoint_of(db, bob, [made]).boosts == {post.id: 1}


def test_doing_it_twice_is_doing_it_once(db):
    ann, bob = make_account(db), make_account(db)
    post = make_post(db, ann)

    first = boost(db, bob, post)
    again = boost(db, bob, post, PRIVATE)

    assert again is first
    assert again.visibility is PUBLIC
    assert boosts(db) == len(news(db)) == 1


def test_doing_it_twice_at_one_moment_is_doing_it_once(engine, db):
    ann, bob = make_account(db), make_account(db)
    author, reader, id = ann.id, bob.id, make_post(db, ann).id
    db.rollback()

    def deed(db):
        return boost(db, db.get(Account, reader), db.get(Post, id)).id

    assert len({*while_unfinished(engine, deed, deed)}) == 1
    assert len({*at_once(engine, deed, deed, deed)}) == 1
    assert boosts(db) == 1
    assert [one[0] for one in news(db)] == [author]


def test_the_boost_of_a_boost_is_one_of_the_original(db):
    ann, bob, cem = make_account(db), make_account(db), make_account(db)
    post = make_post(db, ann)

    made = boost(db, cem, boost(db, bob, post))

    assert made.boosted is post
    assert [one[0] for one in news(db)] == [ann.id, ann.id]


def test_one_may_boost_oneself_and_is_not_told(db):
    ann = make_account(db)

    assert boost(db, ann, make_post(db, ann)).author is ann
    assert news(db) == []


def test_a_boost_is_for_whom_one_chose(db):
    ann = make_account(db)

    for usual, wish, result in [
        (PUBLIC, None, PUBLIC),
        (PUBLIC, UNLISTED, UNLISTED),
        (UNLISTED, None, UNLISTED),
        (DIRECT, None, PRIVATE),
        (PRIVATE, PUBLIC, PUBLIC),
    ]:
        assert boost(db, make_account(db, default_visibility=usual), make_post(db, ann), wish).visibility is result
    with pytest.raises(Invalid):
        boost(db, make_account(db), make_post(db, ann), DIRECT)


@pytest.mark.parametrize("visibility", [PUBLIC, UNLISTED])
def test_what_is_open_may_be_boosted_by_whoever_sees_it(db, visibility):
    assert boost(db, make_account(db), make_post(db, make_account(db), visibility=visibility))


def test_what_is_private_is_boosted_by_its_author_alone_and_stays_private(db):
    ann, bob = make_account(db), make_account(db)
    make_follow(db, bob, ann)
    post = make_post(db, ann, visibility=PRIVATE)

    with pytest.raises(NotFound):
        boost(db, bob, post)

    assert boost(db, ann, post, PUBLIC).visibility is PRIVATE


def test_what_is_direct_is_boosted_by_nobody(db):
    ann, bob = make_account(db, "ann"), make_account(db, "bob")
    post = make_post(db, ann, "@bob", visibility=DIRECT)

    for one in (ann, bob):
        with pytest.raises(NotFound):
            boost(db, one, post)


def test_what_one_may_not_see_one_may_not_boost(db):
    ann, bob, cem = make_account(db), make_account(db), make_account(db)
    post, gone = make_post(db, ann), make_post(db, ann)
    delete_post(db, ann, gone)
    db.add(Block(blocker_id=ann.id, blocked_id=bob.id))
    db.commit()

    for who, what in ((bob, post), (cem, gone)):
        with pytest.raises(NotFound):
            boost(db, who, what)
    assert boosts(db) == 0


@pytest.mark.parametrize("facts", [{"confirmed": False}, {"suspended_at": now()}], ids=["unconfirmed", "suspended"])
def test_whoever_may_not_act_may_not_boost(db, facts):
    post = make_post(db, make_account(db))

    with pytest.raises(Forbidden):
        boost(db, make_account(db, **facts), post)


def test_a_boost_that_is_taken_back_never_was(db):
    ann, bob, cem = make_account(db), make_account(db), make_account(db)
    post = make_post(db, ann)
    made, other = boost(db, bob, post), boost(db, cem, post)
    db.commit()

    assert unboost(db, bob, made) is post
    assert unboost(db, bob, post) is post
    db.commit()

    assert db.scalars(select(Post.id).where(Post.boosted_id == post.id)).all() == [other.id]
    assert [one[2] for one in news(db)] == [cem.id]


def test_a_boost_that_is_deleted_never_was(db):
    ann, bob = make_account(db), make_account(db)
    post = make_post(db, ann)
    made = boost(db, bob, post)
    db.commit()

    with pytest.raises(Forbidden):
        delete_post(db, ann, made)
    delete_post(db, bob, made)
    db.commit()

    assert boosts(db) == 0
    assert news(db) == []
    assert post.deleted_at is None
    assert boost(db, bob, post)


def test_boosts_of_what_is_deleted_are_gone(db):
    ann, bob = make_account(db), make_account(db)
    post = make_post(db, ann)
    boost(db, bob, post)
    db.commit()

    delete_post(db, ann, post)
    db.commit()

    assert boosts(db) == 0
    assert news(db) == []


def test_boosts_by_those_who_are_shut_out_do_not_count(db):
    ann, bob, cem = make_account(db), make_account(db), make_account(db)
    post = make_post(db, ann)
    for one in (bob, cem):
        boost(db, one, post)
    bob.suspended_at = now()
    db.commit()

    assert full_viewpoint_of(db, None, [post]).boosts == {post.id: 1}
