"""Hanging pictures, films and sounds on posts."""

import pytest
from sqlalchemy import select

from microblog.actions.polls import PollWish
from microblog.actions.posts import Draft, delete_post, publish_post
from microblog.errors import Invalid
from microblog.models import Account, Media, MediaKind, MediaState, Post
from microblog.queries.attachments import attached_to
from tests.making import make_account, make_media, make_post
from tests.meanwhile import at_once, while_unfinished

GONE = "What you want to attach does not exist, or it hangs on another post."


def attached(db, post):
    return [media.id for media in db.scalars(attached_to(post))]


def refusal_of(db, author, *media, **more):
    with pytest.raises(Invalid) as refusal:
        publish_post(db, author, Draft(text="x", media=[getattr(one, "id", one) for one in media], **more))
    db.rollback()
    return refusal.value.problems["media"]


def test_files_hang_on_a_post_in_the_order_in_which_they_were_named_and_it_need_not_say_anything(db):
    ann = make_account(db)
    one, two, three = (make_media(db, ann) for _ in range(3))

    post = make_post(db, ann, "", media=(three.id, one.id, two.id, three.id))

    assert attached(db, post) == [three.id, one.id, two.id]


def test_four_files_can_be_attached_and_not_more(db):
    ann = make_account(db)
    files = [make_media(db, ann) for _ in range(5)]

    assert refusal_of(db, ann, *files) == "Attach at most 4 files."
    assert len(attached(db, make_post(db, ann, media=[one.id for one in files[:4]]))) == 4


@pytest.mark.parametrize("id", [0, -1, 7, 2**63, 10**30])
def test_what_never_was_cannot_be_attached(db, id):
    assert refusal_of(db, make_account(db), id) == GONE


def test_what_is_somebody_elses_or_hangs_elsewhere_cannot_be_attached(db):
    ann, bob = make_account(db), make_account(db)
    others, used, own = make_media(db, bob), make_media(db, ann), make_media(db, ann)
    make_post(db, ann, media=[used.id])

    assert refusal_of(db, ann, own, others) == refusal_of(db, ann, own, used) == GONE
    assert own.post_id is None


@pytest.mark.parametrize("state", [MediaState.WAITING, MediaState.FAILED])
def test_what_is_not_ready_cannot_be_attached(db, state):
    ann = make_account(db)

    assert "ready" in refusal_of(db, ann, make_media(db, ann, state=state))


@pytest.mark.parametrize("kind", [MediaKind.VIDEO, MediaKind.AUDIO])
def test_a_film_or_a_sound_stands_alone(db, kind):
    ann = make_account(db)
    film, picture = make_media(db, ann, kind=kind), make_media(db, ann)

    assert refusal_of(db, ann, picture, film).startswith("A film or a sound stands alone")
    assert make_post(db, ann, media=[film.id])


def test_a_post_has_pictures_or_a_poll(db):
    ann = make_account(db)
    poll = PollWish(options=["a", "b"], expires_in=3600)

    assert refusal_of(db, ann, make_media(db, ann), poll=poll) == "A post has pictures or a poll, not both."


@pytest.mark.parametrize("together", [at_once, while_unfinished])
def test_of_two_posts_that_want_one_file_at_one_moment_one_gets_it(engine, db, together):
    ann = make_account(db)
    author, file = ann.id, make_media(db, ann).id
    db.rollback()

    def deed(db):
        return publish_post(db, db.get(Account, author), Draft(text="x", media=[file]))

    outcomes = together(engine, deed, deed)

    assert sorted(type(one).__name__ for one in outcomes) == ["Invalid", "Post"]
    [post] = db.scalars(select(Post))
    assert attached(db, post) == [file]


def test_what_hung_on_a_deleted_post_can_be_attached_again(db):
    ann = make_account(db)
    file = make_media(db, ann)
    before = file.detached_at
    post = make_post(db, ann, media=[file.id])

    delete_post(db, ann, post)
    db.commit()

    assert (file.post_id, file.detached_at > before) == (None, True)
    assert attached(db, make_post(db, ann, media=[file.id])) == [file.id]


def test_unless_it_was_deleted_too(db):
    ann = make_account(db)
    post = make_post(db, ann, media=[make_media(db, ann).id])
    other = make_media(db, ann)

    delete_post(db, ann, post, delete_media=True)
    db.commit()

    assert db.scalars(select(Media)).all() == [other]
