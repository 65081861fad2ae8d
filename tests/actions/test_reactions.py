"""What people do with posts without answering."""

import pytest
from sqlalchemy import func, select

from microblog.actions.boosts import boost
from microblog.actions.posts import delete_post
from microblog.actions.reactions import (
    MAX_PINS,
    bookmark,
    favourite,
    mute_thread,
    pin,
    unbookmark,
    unfavourite,
    unmute_thread,
    unpin,
)
from microblog.errors import Invalid
from microblog.models import Account, Bookmark, Event, Favourite, Notification, Pin, Post, ThreadMute
from tests.making import make_account, make_post
from tests.meanwhile import while_unfinished

KEEPING = [(favourite, unfavourite, Favourite), (bookmark, unbookmark, Bookmark)]


def everything(db, table):
    return db.scalar(select(func.count()).select_from(table))


def news(db):
    facts = Notification.account_id, Notification.event, Notification.by_id, Notification.post_id
    return [tuple(row) for row in db.execute(select(*facts))]


@pytest.mark.parametrize(("do", "undo", "table"), KEEPING)
def test_doing_it_twice_is_doing_it_once(db, do, undo, table):
    ann, bob = make_account(db), make_account(db)
    post = make_post(db, ann)

    do(db, bob, post)
    do(db, bob, post)

    [fact] = db.scalars(select(table))
    assert (fact.account_id, fact.post_id) == (bob.id, post.id)


@pytest.mark.parametrize(("do", "undo", "table"), KEEPING)
def test_undoing_it_ends_it_for_oneself_and_twice_is_once(db, do, undo, table):
    ann, bob = make_account(db), make_account(db)
    post = make_post(db, ann)
    do(db, ann, post)
    do(db, bob, post)

    undo(db, bob, post)
    undo(db, bob, post)

    assert db.scalars(select(table.account_id)).all() == [ann.id]


@pytest.mark.parametrize(("do", "undo", "table"), KEEPING)
def test_what_is_done_to_a_boost_is_done_to_the_original(db, do, undo, table):
    ann, bob = make_account(db), make_account(db)
    post = make_post(db, ann)
    boosted = boost(db, bob, post)
    db.flush()

    do(db, bob, boosted)
    before = db.scalars(select(table.post_id)).all()
    undo(db, bob, boosted)
    after = db.scalars(select(table.post_id)).all()

    assert (before, after) == ([post.id], [])


@pytest.mark.parametrize(("do", "undo", "table"), KEEPING)
def test_doing_it_twice_at_one_moment_is_doing_it_once(engine, db, do, undo, table):
    bob, post = make_account(db).id, make_post(db, make_account(db)).id
    db.rollback()

    def wish(db):
        do(db, db.get(Account, bob), db.get(Post, post))

    outcomes = while_unfinished(engine, wish, wish)

    assert (outcomes, everything(db, table)) == ((None, None), 1)


def test_the_author_of_what_is_liked_is_told(db):
    ann, bob = make_account(db), make_account(db)
    post = make_post(db, ann)

    favourite(db, bob, post)
    favourite(db, bob, post)

    assert news(db) == [(ann.id, Event.FAVOURITE, bob.id, post.id)]


def test_who_likes_their_own_post_is_not_told(db):
    ann = make_account(db)

    favourite(db, ann, make_post(db, ann))

    assert (everything(db, Favourite), news(db)) == (1, [])


def test_who_likes_it_no_more_takes_the_news_back(db):
    ann, bob, cem = make_account(db), make_account(db), make_account(db)
    post = make_post(db, ann)
    favourite(db, bob, post)
    favourite(db, cem, post)

    unfavourite(db, bob, post)

    assert news(db) == [(ann.id, Event.FAVOURITE, cem.id, post.id)]


def test_nobody_is_told_that_a_post_is_kept(db):
    ann, bob = make_account(db), make_account(db)

    bookmark(db, bob, make_post(db, ann))

    assert news(db) == []


def test_one_pins_ones_own_post_once_and_takes_it_off(db):
    ann = make_account(db)
    post = make_post(db, ann)

    pin(db, ann, post)
    pin(db, ann, post)
    pinned = db.scalars(select(Pin.post_id)).all()
    unpin(db, ann, post)
    unpin(db, ann, post)

    assert (pinned, everything(db, Pin)) == ([post.id], 0)


@pytest.mark.parametrize("visibility", ["unlisted", "private"])
def test_what_is_not_for_everybody_can_be_pinned_too(db, visibility):
    ann = make_account(db)

    pin(db, ann, make_post(db, ann, visibility=visibility))

    assert everything(db, Pin) == 1


@pytest.mark.parametrize(
    ("choose", "sentence"),
    [
        (lambda own, other, direct, boosted: other, "Someone else's post cannot be pinned."),
        (
            lambda own, other, direct, boosted: direct,
            "Posts that are only visible to mentioned users cannot be pinned.",
        ),
        (lambda own, other, direct, boosted: boosted, "A boost cannot be pinned."),
    ],
)
def test_what_cannot_be_pinned(db, choose, sentence):
    ann, bob = make_account(db), make_account(db)
    own, other = make_post(db, ann), make_post(db, bob)
    direct, boosted = make_post(db, ann, visibility="direct"), boost(db, ann, own)

    with pytest.raises(Invalid) as refusal:
        pin(db, ann, choose(own, other, direct, boosted))

    assert refusal.value.problems == {"post": sentence}


def test_only_so_many_are_pinned_and_deleted_ones_do_not_count(db):
    ann = make_account(db)
    pinned = [make_post(db, ann) for _ in range(MAX_PINS)]
    one_more = make_post(db, ann)
    for post in pinned:
        pin(db, ann, post)

    with pytest.raises(Invalid) as refusal:
        pin(db, ann, one_more)
    pin(db, ann, pinned[0])
    delete_post(db, ann, pinned[0])
    pin(db, ann, one_more)

    assert refusal.value.problems == {"post": "You have already pinned the maximum number of posts."}
    assert set(db.scalars(select(Pin.post_id))) == {post.id for post in [*pinned[1:], one_more]}


def test_only_so_many_are_pinned_at_one_moment(engine, db):
    ann = make_account(db)
    for _ in range(MAX_PINS - 1):
        pin(db, ann, make_post(db, ann))
    wanted = [make_post(db, ann).id for _ in range(2)]
    id = ann.id
    db.commit()
    db.rollback()

    first, second = while_unfinished(
        engine,
        lambda db: pin(db, db.get(Account, id), db.get(Post, wanted[0])),
        lambda db: pin(db, db.get(Account, id), db.get(Post, wanted[1])),
    )

    assert first is None
    assert isinstance(second, Invalid)
    assert everything(db, Pin) == MAX_PINS


def test_who_mutes_a_conversation_hears_no_more_of_it(db):
    ann, bob = make_account(db), make_account(db)
    post = make_post(db, ann)
    answer = make_post(db, bob, "Why?", reply_to=post)
    told = len(news(db))

    mute_thread(db, ann, answer)
    mute_thread(db, ann, post)
    favourite(db, bob, post)
    make_post(db, bob, "Because.", reply_to=answer)

    assert [(one.account_id, one.thread_id) for one in db.scalars(select(ThreadMute))] == [(ann.id, post.id)]
    assert len(news(db)) == told == 1


def test_one_may_hear_of_it_again(db):
    ann, bob = make_account(db), make_account(db)
    post = make_post(db, ann)
    mute_thread(db, ann, post)

    unmute_thread(db, ann, post)
    unmute_thread(db, ann, post)
    favourite(db, bob, post)

    assert len(news(db)) == 1


def test_muting_a_conversation_twice_at_one_moment_is_muting_it_once(engine, db):
    bob, post = make_account(db).id, make_post(db, make_account(db)).id
    db.rollback()

    def wish(db):
        mute_thread(db, db.get(Account, bob), db.get(Post, post))

    outcomes = while_unfinished(engine, wish, wish)

    assert (outcomes, everything(db, ThreadMute)) == ((None, None), 1)
