"""Taking a post back."""

import pytest
from sqlalchemy import func, select

from microblog.actions.boosts import boost
from microblog.actions.edits import Edit, edit_post
from microblog.actions.polls import PollWish
from microblog.actions.posts import Draft, delete_post, publish_post
from microblog.actions.reactions import bookmark, favourite, pin
from microblog.errors import Forbidden, Invalid
from microblog.models import (
    Account,
    Bookmark,
    Conversation,
    Favourite,
    Mention,
    Notification,
    Pin,
    Poll,
    Post,
    PostVersion,
    Reason,
    ReasonState,
    Role,
    Tagging,
    Visibility,
)
from microblog.queries.accounts import figures_of
from microblog.queries.viewpoints import viewpoint_of
from tests.making import make_account, make_post
from tests.meanwhile import while_unfinished


def everything(db, table):
    return db.scalar(select(func.count()).select_from(table))


def test_the_author_takes_a_post_back_with_all_that_was_said_because_of_it(db):
    ann, _ = make_account(db, "ann"), make_account(db, "bob")
    post = make_post(db, ann, "@bob, look: #news")

    delete_post(db, ann, post)
    db.commit()

    assert (post.text, post.deleted_at is not None) == ("", True)
    assert everything(db, Mention) == everything(db, Tagging) == everything(db, Notification) == 0
    assert db.scalars(select(Reason.state)).all() == [ReasonState.DROPPED]


def test_nobody_else_takes_it_back(db):
    ann, bob = make_account(db, "ann"), make_account(db, "bob")
    post = make_post(db, ann, "@bob")

    with pytest.raises(Forbidden):
        delete_post(db, bob, post)
    db.commit()

    assert (post.text, post.deleted_at) == ("@bob", None)
    assert db.scalars(select(Reason.state)).all() == [ReasonState.WAITING]


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ADMIN])
def test_but_who_moderates_does(db, role):
    post = make_post(db, make_account(db))

    delete_post(db, make_account(db, role=role), post)

    assert post.deleted_at is not None


def test_what_stands_in_a_letter_stays_there(db):
    ann, _ = make_account(db, "ann"), make_account(db, "bob")
    post = make_post(db, ann, "@bob")
    db.scalars(select(Reason)).one().state = ReasonState.WRITTEN
    db.commit()

    delete_post(db, ann, post)
    db.commit()

    assert db.scalars(select(Reason.state)).all() == [ReasonState.WRITTEN]


def test_what_other_posts_give_reason_to_stays(db):
    ann, _ = make_account(db, "ann"), make_account(db, "bob")
    deleted, other = make_post(db, ann, "@bob 1 #news"), make_post(db, ann, "@bob 2 #news")

    delete_post(db, ann, deleted)
    db.commit()

    states = dict(db.execute(select(Reason.post_id, Reason.state)).all())
    assert states == {deleted.id: ReasonState.DROPPED, other.id: ReasonState.WAITING}
    assert db.scalars(select(Notification.post_id)).all() == [other.id]
    assert db.scalars(select(Tagging.post_id)).all() == [other.id]


def test_answers_stay_and_still_say_what_they_answer(db):
    ann, bob = make_account(db), make_account(db)
    post = make_post(db, ann)
    reply = make_post(db, bob, "Yes.", reply_to=post)

    delete_post(db, ann, post)
    db.commit()

    assert (reply.text, reply.parent_id, reply.deleted_at) == ("Yes.", post.id, None)
    assert everything(db, Notification) == 1  # that of the answer


def test_counts_vanish(db):
    ann = make_account(db)
    post = make_post(db, ann)
    reply = make_post(db, ann, "Yes.", reply_to=post)
    assert figures_of(db, ann, None).posts == 2
    assert viewpoint_of(db, None, [post]).replies == {post.id: 1}

    delete_post(db, ann, reply)
    db.commit()

    assert figures_of(db, ann, None).posts == 1
    assert viewpoint_of(db, None, [post]).replies == {}


def test_it_can_be_done_twice(db):
    ann = make_account(db)
    post = make_post(db, ann)

    delete_post(db, ann, post)
    delete_post(db, ann, post)
    db.commit()

    assert post.deleted_at is not None


def test_an_answer_to_what_is_deleted_at_that_moment_is_refused_or_hangs_on_a_gap(engine, db):
    ann = make_account(db)
    author, id = ann.id, make_post(db, ann).id
    db.rollback()

    _, answer = while_unfinished(
        engine,
        lambda db: delete_post(db, db.get(Account, author), db.get(Post, id)),
        lambda db: publish_post(db, db.get(Account, author), Draft(text="Yes.", reply_to=id)),
    )

    assert db.get(Post, id).deleted_at is not None
    assert isinstance(answer, Invalid) or answer.parent_id == id


def test_all_that_was_done_with_it_is_gone(db):
    ann, bob = make_account(db, "ann"), make_account(db, "bob")
    post = make_post(db, ann, "One", poll=PollWish(options=["a", "b"], expires_in=3600))
    edit_post(db, ann, post, Edit(text="Two", warning="Careful"))
    favourite(db, bob, post)
    bookmark(db, bob, post)
    pin(db, ann, post)
    boost(db, bob, post)
    db.commit()

    delete_post(db, ann, post)
    db.commit()

    assert (post.text, post.warning) == ("", "")
    for table in (Favourite, Bookmark, Pin, Poll, PostVersion, Notification):
        assert everything(db, table) == 0, table
    assert everything(db, Post) == 1


def test_a_conversation_ends_with_what_was_said_before(db):
    ann, bob = make_account(db, "ann"), make_account(db, "bob")
    first = make_post(db, ann, "@bob", visibility=Visibility.DIRECT)
    second = make_post(db, bob, "@ann", reply_to=first, visibility=Visibility.DIRECT)

    delete_post(db, bob, second)
    db.commit()
    assert set(db.scalars(select(Conversation.last_post_id))) == {first.id}

    delete_post(db, ann, first)
    db.commit()
    assert everything(db, Conversation) == 0
