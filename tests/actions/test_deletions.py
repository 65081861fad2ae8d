"""Deleting a post, taking that back, and what happens once it cannot be taken back any more."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from microblog import clock
from microblog.actions.boosts import boost
from microblog.actions.deletions import UNDO_WITHIN, delete_next_removed, remove_post, restore_post
from microblog.actions.reactions import bookmark, favourite, pin
from microblog.actions.reasons import gather
from microblog.actions.statistics import figures_of
from microblog.clock import now, today
from microblog.errors import Forbidden, NotFound
from microblog.jobs.deletions import delete_removed
from microblog.jobs.done import NOTHING, Done
from microblog.models import (
    Conversation,
    Favourite,
    LateChange,
    Media,
    Mention,
    Notification,
    Post,
    Reason,
    ReasonState,
    Role,
    Visibility,
)
from microblog.queries.accounts import figures_of_many
from microblog.queries.counting import closing_of
from microblog.queries.notifications import unread_count
from microblog.queries.paging import Place
from microblog.queries.posts import visible_post
from microblog.queries.reactions import pinned_posts, read_bookmarks
from microblog.queries.search import posts_saying
from microblog.queries.tags import tags_used
from microblog.queries.timelines import profile_timeline
from microblog.queries.viewpoints import viewpoint_of
from tests.making import make_account, make_media, make_post

MEASURES = ("posts", "replies", "boosts", "favourites", "mentions")


def everything(db, table):
    return db.scalar(select(func.count()).select_from(table))


@pytest.fixture
def people(db):
    return make_account(db, "ann"), make_account(db, "bob")


def seen(db, post, reader):
    """Where a reader finds a post, and what is counted because of it."""
    db.commit()
    view = viewpoint_of(db, reader, [post.parent] if post.parent else [])
    return {
        "itself": db.scalar(visible_post(post.id, reader)) is not None,
        "profile": len(db.scalars(profile_timeline(post.author, reader)).all()),
        "search": len(db.scalars(posts_saying("fog", reader)).all()),
        "tags": [tag.key for tag in db.scalars(tags_used(reader))],
        "news": unread_count(db, reader),
        "kept": len(list(read_bookmarks(db, reader, Place()))),
        "pinned": len(db.scalars(pinned_posts(post.author, reader)).all()),
        "answers": view.replies,
        "written": {one.posts for one in figures_of_many(db, [post.author]).values()},
        "passed on": {one.posts for one in figures_of_many(db, [reader]).values()},
        "day": [figures_of(db, today()).counts.get(measure) for measure in MEASURES],
    }


def test_a_deletion_takes_effect_everywhere_at_once_and_everything_comes_back_with_the_post(db, people):
    ann, bob = people
    asked = make_post(db, bob, "Anything new?")
    bare = seen(db, asked, bob)
    post = make_post(db, ann, "@bob the fog of #today", reply_to=asked)
    for do in (favourite, bookmark, boost):
        do(db, bob, post)
    pin(db, ann, post)
    before = seen(db, post, bob)

    assert remove_post(db, ann, post)
    gone = seen(db, post, bob)
    with pytest.raises(NotFound):
        remove_post(db, ann, post)
    restore_post(db, ann, post)

    assert seen(db, post, bob) == before != gone
    assert (gone["itself"], gone["profile"], gone["search"], gone["tags"], gone["news"]) == (False, 0, 0, [], 0)
    assert (gone["kept"], gone["pinned"], gone["answers"], gone["written"]) == (0, 0, {}, {0})
    assert (gone["passed on"], gone["day"]) == (bare["passed on"], bare["day"])


def test_what_nobody_takes_back_is_deleted_for_good_with_its_files(db, people, request_off_web):
    ann, bob = people
    file = make_media(db, ann)
    post = make_post(db, ann, "@bob look", media=(file.id,))
    favourite(db, bob, post)
    db.commit()

    remove_post(db, ann, post)
    db.commit()
    too_early = delete_removed(request_off_web)
    with clock.set_to(now() + UNDO_WITHIN):
        then, after = delete_removed(request_off_web), delete_removed(request_off_web)

    assert (too_early, then, after) == (NOTHING, Done(1, "deleted 1 posts for good"), NOTHING)
    db.expire_all()
    assert (post.text, post.restorable_until, post.deleted_at is not None) == ("", None, True)
    assert [everything(db, one) for one in (Favourite, Mention, Media, Notification)] == [0, 0, 0, 0]
    with pytest.raises(NotFound, match="for good"):
        restore_post(db, ann, post)


def test_only_its_author_takes_a_deletion_back_and_not_what_a_moderator_took_down(db, people):
    ann, bob = people
    mod = make_account(db, "mod", role=Role.MODERATOR)
    post, bad = make_post(db, ann), make_post(db, ann, "Bad.")
    remove_post(db, ann, post)

    with pytest.raises(Forbidden):
        remove_post(db, bob, make_post(db, ann))
    with pytest.raises(Forbidden):
        restore_post(db, bob, post)
    assert not remove_post(db, mod, bad)
    with pytest.raises(NotFound):
        restore_post(db, ann, bad)
    assert bad.text == ""


def test_of_a_boost_nothing_stays_to_come_back(db, people):
    ann, bob = people
    made = boost(db, bob, make_post(db, ann))

    assert not remove_post(db, bob, made)
    db.commit()

    assert everything(db, Post) == 1


def test_a_letter_waits_until_it_is_certain_and_comes_late_rather_than_never(db, people):
    ann, _bob = people
    kept, gone = make_post(db, ann, "@bob stays"), make_post(db, ann, "@bob goes")
    for post in (kept, gone):
        remove_post(db, ann, post)
    gather(db, 100)
    assert set(db.scalars(select(Reason.state))) == {ReasonState.WAITING}

    restore_post(db, ann, kept)
    with clock.set_to(now() + timedelta(minutes=2)):
        assert delete_next_removed(db) is gone
        gather(db, 100)

    states = dict(db.execute(select(Reason.post_id, Reason.state)).all())
    assert states == {kept.id: ReasonState.WRITTEN, gone.id: ReasonState.DROPPED}


def test_a_direct_post_leaves_its_conversations_and_comes_back_into_them(db, people):
    ann, bob = people
    first = make_post(db, ann, "@bob psst", visibility=Visibility.DIRECT)
    second = make_post(db, bob, "@ann what?", visibility=Visibility.DIRECT, reply_to=first)
    lasts = select(Conversation.last_post_id).order_by(Conversation.account_id)

    remove_post(db, bob, second)
    without = db.scalars(lasts).all()
    restore_post(db, bob, second)

    assert without == [first.id, first.id]
    assert db.scalars(lasts).all() == [second.id, second.id]


def test_a_day_that_closes_in_between_keeps_its_figures(db, people):
    ann, bob = people
    day = today() - timedelta(days=5)
    with clock.set_to(closing_of(day) - timedelta(days=4) + timedelta(hours=1)):
        post = make_post(db, ann, "@bob #old")
        favourite(db, bob, post)
        boost(db, bob, post)
        db.commit()
    with clock.set_to(closing_of(day) - timedelta(seconds=5)):
        remove_post(db, ann, post)
        db.commit()
    with clock.set_to(closing_of(day) + timedelta(seconds=1)):
        closed = figures_of(db, day)

    with clock.set_to(closing_of(day) + timedelta(minutes=1)):
        delete_next_removed(db)
        db.commit()
        assert figures_of(db, day) == closed
    assert everything(db, LateChange) == 0
