"""What letters show beside the words of posts."""

import pytest
from sqlalchemy import select

from microblog.actions.mutes import mute
from microblog.actions.relationships import follow
from microblog.database import statements_run
from microblog.models import MediaKind, Reason
from microblog.queries.enclosures import enclosures_of
from tests.making import make_account, make_media, make_poll, make_post


@pytest.fixture
def ann(db):
    return make_account(db, "ann")


@pytest.fixture
def bob(db):
    return make_account(db, "bob")


def enclosed(db):
    """What belongs to everything that is to be told."""
    return enclosures_of(db, db.scalars(select(Reason).order_by(Reason.id)).all())


def test_media_stand_in_their_order_with_what_they_show(db, ann, bob):
    picture, sound = make_media(db, ann, description="A cake"), make_media(db, ann, kind=MediaKind.AUDIO)
    post = make_post(db, ann, "@bob", media=(picture.id,))
    other = make_post(db, ann, "@bob", media=(sound.id,))

    found = enclosed(db)

    assert found.media == {post.id: [(MediaKind.IMAGE, "A cake")], other.id: [(MediaKind.AUDIO, "")]}


def test_polls_stand_with_what_they_offer(db, ann, bob):
    poll = make_poll(db, ann, "Tea", "Coffee", text="@bob?")

    assert enclosed(db).options == {poll.post_id: ["Tea", "Coffee"]}


def test_an_answer_brings_what_it_answers_and_what_began_it_all(db, ann, bob):
    root = make_post(db, ann, "One")
    parent = make_post(db, bob, "Two", reply_to=root)
    make_post(db, ann, "@bob three", reply_to=parent)

    assert enclosed(db).posts == {(bob.id, root.id): root, (bob.id, parent.id): parent}


def test_each_reader_gets_what_they_may_see(db, ann, bob):
    eve = make_account(db, "eve")
    follow(db, eve, ann)
    root = make_post(db, ann, "For those who follow me", visibility="private")
    make_post(db, ann, "@bob @eve, listen", reply_to=root)

    assert enclosed(db).posts == {(eve.id, root.id): root}


def test_what_is_by_somebody_muted_is_left_out(db, ann, bob):
    eve = make_account(db, "eve")
    make_post(db, ann, "@bob", reply_to=make_post(db, eve, "Tea?"))
    mute(db, bob, eve)

    assert enclosed(db).posts == {}


def test_nothing_is_asked_where_there_is_no_post(db):
    before = statements_run()

    found = enclosures_of(db, [])

    assert (found.media, found.options, found.posts) == ({}, {}, {})
    assert statements_run() == before


def test_three_questions_do_for_any_number_of_letters(db, ann):
    readers = [make_account(db) for _ in range(5)]
    for reader in readers:
        root = make_post(db, reader, "One")
        make_post(db, ann, f"@{reader.username} two", reply_to=root)
    reasons = db.scalars(select(Reason)).all()
    for reason in reasons:
        assert reason.post is not None
    before = statements_run()

    found = enclosures_of(db, reasons)
    names = {post.author.username for post in found.posts.values()}

    assert statements_run() - before == 3
    assert names == {reader.username for reader in readers}
