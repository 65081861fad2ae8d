"""Saying something better than before."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from microblog import clock
from microblog.actions.boosts import boost
from microblog.actions.edits import Edit, Retouch, edit_post
from microblog.actions.polls import PollWish
from microblog.actions.posts import delete_post
from microblog.clock import now
from microblog.errors import Forbidden, Invalid, NotFound
from microblog.models import (
    Account,
    Ballot,
    Event,
    Media,
    Mention,
    Notification,
    Poll,
    Post,
    PostVersion,
    Reason,
    ReasonState,
    Role,
    Tag,
    Tagging,
    Visibility,
)
from microblog.queries.attachments import attached_to
from microblog.queries.conversations import read_conversations
from microblog.queries.paging import Place
from microblog.queries.posts import versions_of, visible_post
from tests.making import make_account, make_follow, make_media, make_post
from tests.meanwhile import while_unfinished

TEA = PollWish(options=["Tea", "Coffee"], expires_in=3600)


def edited(db, post, **wish):
    """Edit a post as its author; what is not named is as it was."""
    attached = [one.id for one in db.scalars(attached_to(post))]
    same = {"text": post.text, "warning": post.warning, "sensitive": post.sensitive, "media": attached}
    edit_post(db, post.author, post, Edit.model_validate(same | wish))
    db.commit()
    return post


def versions(db, post):
    return list(db.scalars(versions_of(post)))


def news(db):
    return {(one.account_id, one.event) for one in db.scalars(select(Notification))}


def reasons(db):
    return {one.account_id: one.state for one in db.scalars(select(Reason))}


def test_an_edit_changes_what_a_post_says_and_keeps_what_it_said(db):
    ann = make_account(db)
    with clock.set_to(now() - timedelta(hours=2)):
        post = make_post(db, ann, "One #tea", warning="First", language="en")
    written = post.created_at
    with clock.set_to(now() - timedelta(hours=1)):
        edited(db, post, text="Two #coffee", warning="", sensitive=False, language="de")
    second = post.edited_at
    edited(db, post, text="Three")

    assert (post.text, post.warning, post.sensitive, post.language) == ("Three", "", False, "de")
    assert post.created_at == written < second < post.edited_at
    former = [(one.text, one.warning, one.sensitive, one.created_at) for one in versions(db, post)]
    assert former == [("One #tea", "First", True, written), ("Two #coffee", "", False, second)]
    assert db.scalars(select(Tagging)).all() == []


def test_the_tags_are_those_of_the_text(db):
    post = edited(db, make_post(db, make_account(db), "#tea #milk"), text="#milk #sugar")

    names = select(Tag.name).join(Tagging, Tagging.tag_id == Tag.id).where(Tagging.post_id == post.id)
    assert sorted(db.scalars(names)) == ["milk", "sugar"]


def test_an_edit_that_changes_nothing_is_none(db):
    ann = make_account(db)
    posts = [
        make_post(db, ann, "Words.", warning="Careful", language="en"),
        make_post(db, ann, "", media=[make_media(db, ann, description="A").id, make_media(db, ann).id]),
    ]
    asking = make_post(db, ann, "", poll=TEA)
    ends = db.scalars(select(Poll)).one().expires_at

    for post in posts:
        edited(db, post)
    edited(db, posts[1], retouched=[{"id": next(db.scalars(attached_to(posts[1]))).id, "description": "A"}])
    edited(db, asking, poll=TEA.model_copy(update={"expires_in": 7200}))

    assert db.scalars(select(PostVersion)).all() == []
    assert [post.edited_at for post in (*posts, asking)] == [None, None, None]
    assert db.scalars(select(Poll)).one().expires_at == ends


def test_the_rules_for_posts_hold_for_edits(db):
    ann = make_account(db)
    post = make_post(db, ann, "Words.")

    for wish, field in [
        ({"text": ""}, "text"),
        ({"text": "x" * 501}, "text"),
        ({"text": "x" * 490, "warning": "y" * 11}, "text"),
        ({"text": " ".join(f"@p{n}" for n in range(21))}, "text"),
        ({"media": [7]}, "media"),
        ({"media": [make_media(db, ann).id], "poll": TEA}, "media"),
        ({"poll": PollWish(options=["Tea"], expires_in=3600)}, "poll"),
        ({"retouched": [Retouch(id=make_media(db, ann).id, description="Not here.")]}, "media"),
    ]:
        with pytest.raises(Invalid) as refusal:
            edited(db, post, **wish)
        assert list(refusal.value.problems) == [field], wish
        db.rollback()
    assert (post.text, post.edited_at, versions(db, post)) == ("Words.", None, [])


def test_only_the_author_edits_a_post(db):
    post = make_post(db, make_account(db))

    for other in (make_account(db), make_account(db, role=Role.ADMIN)):
        with pytest.raises(Forbidden):
            edit_post(db, other, post, Edit(text="Hm."))


def test_neither_boosts_nor_what_is_deleted_can_be_edited(db):
    ann = make_account(db)
    post = make_post(db, ann)
    with pytest.raises(Forbidden):
        edit_post(db, ann, boost(db, ann, post), Edit(text="Hm."))

    delete_post(db, ann, post)
    with pytest.raises(NotFound):
        edit_post(db, ann, post, Edit(text="Hm."))


def test_what_is_deleted_at_that_moment_is_not_written_again(engine, db):
    ann = make_account(db)
    author, id = ann.id, make_post(db, ann, "Words.").id
    db.rollback()

    _, outcome = while_unfinished(
        engine,
        lambda db: delete_post(db, db.get(Account, author), db.get(Post, id)),
        lambda db: edit_post(db, db.get(Account, author), db.get(Post, id), Edit(text="Hm.")),
    )

    assert isinstance(outcome, NotFound)
    assert (db.get(Post, id).text, db.scalars(select(PostVersion)).all()) == ("", [])


def test_a_post_that_was_found_with_all_that_belongs_to_it_can_be_edited_and_deleted(db):
    ann = make_account(db)
    id = make_post(db, ann, "Words.").id
    db.expunge_all()
    post = db.scalars(visible_post(id, None)).one()

    edited(db, post, text="Better.")
    delete_post(db, post.author, post)
    db.commit()

    assert post.deleted_at is not None


def test_two_edits_at_one_moment_are_two_versions(engine, db):
    ann = make_account(db)
    author, id = ann.id, make_post(db, ann, "One").id
    db.rollback()

    while_unfinished(
        engine,
        lambda db: edit_post(db, db.get(Account, author), db.get(Post, id), Edit(text="Two")),
        lambda db: edit_post(db, db.get(Account, author), db.get(Post, id), Edit(text="Three")),
    )

    post = db.get(Post, id)
    assert [post.text, *(one.text for one in versions(db, post))] == ["Three", "One", "Two"]


def test_who_is_named_anew_is_told_and_who_is_named_no_more_is_not(db):
    ann, bob, cem, dan = (make_account(db, name) for name in ("ann", "bob", "cem", "dan"))
    post = make_post(db, ann, "@bob @cem", visibility=Visibility.PRIVATE)

    edited(db, post, text="@cem @dan")

    assert set(db.scalars(select(Mention.account_id))) == {cem.id, dan.id}
    assert news(db) == {(cem.id, Event.MENTION), (dan.id, Event.MENTION)}
    waiting, dropped = ReasonState.WAITING, ReasonState.DROPPED
    assert reasons(db) == {bob.id: dropped, cem.id: waiting, dan.id: waiting}
    assert db.scalar(visible_post(post.id, bob)) is None

    edited(db, post, text="@bob")

    assert reasons(db) == {bob.id: waiting, cem.id: dropped, dan.id: dropped}
    assert db.scalar(select(func.count()).select_from(Reason)) == 3


def test_whoever_was_written_to_is_not_again(db):
    ann, bob = make_account(db, "ann"), make_account(db, "bob")
    post = make_post(db, ann, "@bob")
    db.scalars(select(Reason)).one().state = ReasonState.WRITTEN
    db.commit()

    edited(db, edited(db, post, text="nobody"), text="@bob again")

    assert reasons(db) == {bob.id: ReasonState.WRITTEN}
    assert news(db) == {(bob.id, Event.MENTION)}


def test_a_direct_post_leaves_the_conversations_of_those_it_names_no_more(db):
    ann, bob, cem = (make_account(db, name) for name in ("ann", "bob", "cem"))
    post = make_post(db, ann, "@bob", visibility=Visibility.DIRECT)

    edited(db, post, text="@cem")

    assert [len(read_conversations(db, one, Place())) for one in (ann, bob, cem)] == [1, 0, 1]


def test_those_who_boosted_it_are_told_unless_they_may_not_see_it_any_more(db):
    ann, bob, cem = make_account(db), make_account(db), make_account(db)
    make_follow(db, bob, ann)
    post = make_post(db, ann)
    boost(db, bob, post)
    boost(db, cem, post)
    cem.suspended_at = now()
    db.query(Notification).delete()
    db.commit()

    edited(db, edited(db, post, text="Better."), text="Best.")

    assert news(db) == {(bob.id, Event.EDIT)}


def test_pictures_can_be_taken_off_put_on_and_put_in_order(db):
    ann = make_account(db)
    one, two, three = (make_media(db, ann, description=str(n)) for n in range(3))
    post = make_post(db, ann, "Look.", media=[one.id, two.id])

    edited(db, post, media=[three.id, one.id])

    assert [file.id for file in db.scalars(attached_to(post))] == [three.id, one.id]
    assert two.post_id is None
    [former] = versions(db, post)
    assert [(kept["id"], kept["description"]) for kept in former.attachments] == [(one.id, "0"), (two.id, "1")]
    edited(db, post, media=[])
    assert db.scalars(attached_to(post)).all() == []
    assert make_post(db, ann, media=[three.id])


def test_pictures_can_be_described_anew(db):
    ann = make_account(db)
    file = make_media(db, ann, description="A cat", focus_x=0.5, focus_y=0.5)
    post = make_post(db, ann, media=[file.id])

    edited(db, post, retouched=[{"id": file.id, "description": "A dog", "focus": [1, -0.5]}])

    assert (file.description, file.focus_x, file.focus_y) == ("A dog", 1.0, -0.5)
    [former] = versions(db, post)
    assert former.attachments == [{"id": file.id, "description": "A cat", "focus": [0.5, 0.5]}]
    with pytest.raises(Invalid):
        Edit.read({"retouched": [{"id": file.id, "description": "x" * 1501}]})


def test_another_poll_begins_anew_and_none_is_none(db):
    ann, bob = make_account(db), make_account(db)
    post = make_post(db, ann, "So?", poll=TEA)
    poll = db.scalars(select(Poll)).one()
    db.add(Ballot(poll_id=poll.id, account_id=bob.id))
    db.commit()

    edited(db, post, text="So??", poll=TEA)
    assert db.scalar(select(func.count()).select_from(Ballot)) == 1

    edited(db, post, poll=PollWish(options=["Tea", "Water"], expires_in=3600))
    assert db.scalar(select(func.count()).select_from(Ballot)) == 0
    assert db.scalars(select(Poll.options)).all() == [["Tea", "Water"]]

    edited(db, post)
    assert db.scalars(select(Poll)).all() == []
    assert [one.options for one in versions(db, post)] == [["Tea", "Coffee"], ["Tea", "Coffee"], ["Tea", "Water"]]


def test_files_that_go_to_an_edit_are_taken(db):
    ann = make_account(db)
    file = make_media(db, ann)
    edited(db, make_post(db, ann), media=[file.id])

    with pytest.raises(Invalid):
        make_post(db, ann, media=[file.id])

    assert db.scalars(select(Media.post_id)).one() is not None
