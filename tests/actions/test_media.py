"""Sending files, changing what is said of them, and what becomes of those that nobody attached."""

import io
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select

from microblog import clock
from microblog.actions.attachments import attach
from microblog.actions.edits import Edit, edit_post
from microblog.actions.media import (
    About,
    add_media,
    change_media,
    claim_medium,
    forget_unattached,
    give_back,
    receive,
    receive_small,
    record_failed,
    record_trouble,
    remove_media,
)
from microblog.clock import now
from microblog.errors import Forbidden, Invalid, NotFound
from microblog.media import Workshop
from microblog.models import Media, MediaKind, MediaState, Post
from tests.making import make_account, make_media, make_post
from tests.meanwhile import at_once, while_unfinished
from tests.media.films import film_bytes, sound_bytes
from tests.media.pictures import empty_png, moving_bytes, picture_bytes

MB = 1024**2
FILM, SOUND = partial(film_bytes, ".webm"), partial(sound_bytes, ".mp3")


@pytest.fixture
def workshop(tmp_path):
    return Workshop(tmp_path, MB, 2 * MB, 33_000_000, 60, "ffmpeg", 60, 2 << 30)


@pytest.fixture
def without_ffmpeg(tmp_path):
    return Workshop(tmp_path, MB, 2 * MB, 33_000_000, 60, "", 60, 2 << 30)


def received(data, workshop):
    return receive(io.BytesIO(data), workshop=workshop)


def refusal_of(data, workshop):
    with pytest.raises(Invalid) as refusal:
        received(data, workshop)
    assert [path for path in workshop.directory.rglob("*") if path.is_file()] == []
    return refusal.value.problems["file"]


def send(db, owner, workshop, data=None, **about):
    media = add_media(db, owner, received(data or picture_bytes("PNG"), workshop), About.read(about))
    db.commit()
    return media


def test_an_image_is_ready_at_once(db, workshop):
    ann = make_account(db)

    media = send(db, ann, workshop, description=" A red wall ", focus="0.5,-0.25")

    assert (media.kind, media.state, media.account_id) == (MediaKind.IMAGE, MediaState.READY, ann.id)
    assert (media.description, media.focus_x, media.focus_y) == ("A red wall", 0.5, -0.25)
    assert (
        media.meta["original"] == media.meta["small"] == {"width": 600, "height": 300, "size": "600x300", "aspect": 2.0}
    )
    assert len(media.blurhash) == 36
    assert [workshop.storage.shown(name)[1] for name in (media.file, media.preview)] == ["image/png"] * 2


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (FILM, MediaKind.VIDEO),
        (SOUND, MediaKind.AUDIO),
        (lambda: moving_bytes("GIF"), MediaKind.GIFV),
    ],
)
def test_films_and_sounds_wait_where_nobody_looks(db, workshop, data, kind):
    media = send(db, make_account(db), workshop, data())

    assert (media.kind, media.state, media.preview, media.blurhash) == (kind, MediaState.WAITING, None, None)
    path = workshop.storage.path(media.file)
    assert path.read_bytes() == data()
    assert workshop.storage.shown(media.file) is None
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


@pytest.mark.parametrize("data", [FILM, SOUND])
def test_without_ffmpeg_films_and_sounds_are_refused(without_ffmpeg, data):
    assert refusal_of(data(), without_ffmpeg) == (
        "Films and sounds are not taken here. Use a JPEG, PNG, GIF or WebP file."
    )


def test_without_ffmpeg_a_gif_that_moves_stays_one(db, without_ffmpeg):
    media = send(db, make_account(db), without_ffmpeg, moving_bytes("GIF"))

    assert (media.kind, media.state, media.file[-4:]) == (MediaKind.IMAGE, MediaState.READY, ".gif")


def test_a_gif_that_holds_still_is_an_image(db, workshop):
    assert send(db, make_account(db), workshop, picture_bytes("GIF")).kind == MediaKind.IMAGE


def test_what_is_too_large_is_refused(workshop):
    assert refusal_of(picture_bytes("PNG") + b"\0" * MB, workshop) == "That file is too large: use at most 1 MB."
    assert refusal_of(film_bytes(".mp4") + b"\0" * 2 * MB, workshop) == "That file is too large: use at most 2 MB."
    assert (
        refusal_of(empty_png(30_000, 30_000), workshop) == "That picture is too large: use at most 33 million pixels."
    )


@pytest.mark.parametrize("data", [b"", b"words", b"<svg/>", b"#EXTM3U\nfile:///etc/passwd\n", b"\0\0\0\x18ftypheic"])
def test_what_is_nothing_we_know_is_refused(workshop, data):
    assert refusal_of(data, workshop).startswith("That is no file we can show.")


def test_an_image_that_is_none_is_refused(workshop):
    assert refusal_of(picture_bytes("PNG")[:300], workshop).startswith("That is no picture we can read.")


@pytest.mark.parametrize("focus", ["", "1", "a,b", "1,2", "-1.01,0", "nan,0", "inf,0", "0,0,0", "0;0"])
def test_a_focus_that_is_none_is_refused(focus):
    with pytest.raises(Invalid) as refusal:
        About.read({"focus": focus})

    assert refusal.value.problems == {"focus": "The focus is two numbers from -1 to 1, such as 0.0,0.5."}


@pytest.mark.parametrize(("focus", "point"), [("0,0", (0, 0)), ("-1,1", (-1, 1)), (" 0.5 , -.5", (0.5, -0.5))])
def test_a_focus_is_two_numbers(focus, point):
    assert About.read({"focus": focus}).focus == point


def test_a_description_has_its_length():
    assert About.read({"description": "x" * 1500}).description == "x" * 1500

    with pytest.raises(Invalid) as refusal:
        About.read({"description": "x" * 1501})
    assert refusal.value.problems == {"description": "Describe it in 1500 characters."}


@pytest.mark.parametrize("data", [FILM, lambda: picture_bytes("JPEG")])
def test_a_picture_can_be_chosen_that_stands_for_it(db, workshop, data):
    small = receive_small(picture_bytes("PNG", (50, 50)), workshop=workshop)

    media = add_media(db, make_account(db), received(data(), workshop), About(), small)

    assert (media.preview[-4:], media.meta["small"]["size"], media.blurhash) == (".png", "50x50", small.blurhash)


@pytest.mark.parametrize("data", [lambda: b"words", FILM, lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * MB])
def test_what_stands_for_it_must_be_a_picture(workshop, data):
    with pytest.raises(Invalid) as refusal:
        receive_small(data(), workshop=workshop)

    assert refusal.value.problems.keys() == {"thumbnail"}


def test_those_who_may_not_act_send_nothing(db, workshop):
    image = received(picture_bytes("PNG"), workshop)

    for facts in ({"confirmed": False}, {"suspended_at": now()}):
        with pytest.raises(Forbidden):
            add_media(db, make_account(db, **facts), image, About())


def test_what_is_said_of_it_can_be_changed_until_it_is_attached(db, workshop):
    ann = make_account(db)
    media = send(db, ann, workshop, description="Old", focus="1,1")

    change_media(media, About.read({"description": "New"}))
    assert (media.description, media.focus_x) == ("New", 1)
    change_media(media, About.read({"focus": "0,0"}))
    assert (media.description, media.focus_x) == ("New", 0)

    make_post(db, ann, media=(media.id,))
    with pytest.raises(NotFound):
        change_media(media, About.read({"description": "Newest"}))


def test_it_can_be_removed_until_it_is_attached(db):
    ann = make_account(db)
    free, taken = make_media(db, ann), make_media(db, ann)
    make_post(db, ann, media=(taken.id,))

    remove_media(db, free)
    with pytest.raises(Invalid, match="currently used by a status"):
        remove_media(db, taken)

    db.commit()
    assert list(db.scalars(select(Media.id))) == [taken.id]


def test_what_is_being_attached_is_not_removed_from_below(db, engine):
    ann = make_account(db)
    media, post = make_media(db, ann).id, make_post(db, ann).id
    db.rollback()

    attached, removed = while_unfinished(
        engine,
        lambda db: attach(db, db.get(Post, post), [media]),
        lambda db: remove_media(db, db.get(Media, media)),
    )

    assert attached is None
    assert isinstance(removed, Invalid)


def waiting(db, owner, **facts):
    return make_media(db, owner, **{"kind": MediaKind.VIDEO, "state": MediaState.WAITING, "file": "waiting/x", **facts})


def test_who_has_waited_for_longest_is_next_and_nobody_is_taken_twice(db):
    ann = make_account(db)
    second = waiting(db, ann)
    first = waiting(db, ann, due_at=now() - timedelta(minutes=1))
    make_media(db, ann)

    claimed = [claim_medium(db), claim_medium(db), claim_medium(db)]

    assert claimed == [first, second, None]
    assert (first.attempts, first.due_at > now()) == (1, True)


def test_two_schedulers_at_one_moment_take_two(db, engine):
    ann = make_account(db)
    files = {waiting(db, ann).id for _ in range(2)}

    taken = at_once(engine, *[lambda db: (one := claim_medium(db)) and one.id] * 3)

    assert sorted(taken, key=bool)[0] is None
    assert set(taken) == {None, *files}


def test_a_lease_runs_out(db):
    media = waiting(db, make_account(db))
    claim_medium(db)

    with clock.set_to(now() + timedelta(seconds=59)):
        assert claim_medium(db) is None
    with clock.set_to(now() + timedelta(seconds=61)):
        assert claim_medium(db) is media
        assert media.attempts == 2


def test_one_at_which_schedulers_die_again_and_again_is_given_up(db):
    ann = make_account(db)
    deadly, other = waiting(db, ann, attempts=3, due_at=now() - timedelta(hours=1)), waiting(db, ann)

    assert claim_medium(db) is other
    assert (deadly.state, deadly.file) == (MediaState.FAILED, None)
    assert deadly.trouble == "Something went wrong when this was made ready. Send it again."


def test_one_that_is_given_back_was_not_tried(db):
    media = waiting(db, make_account(db))
    give_back(claim_medium(db))
    db.flush()

    assert media.attempts == 0
    assert claim_medium(db) is media


def test_trouble_is_waited_out_but_not_without_end(db):
    media = waiting(db, make_account(db))

    for attempt in (1, 2, 3):
        with clock.set_to(now() + timedelta(hours=attempt)):
            record_trouble(claim_medium(db))
            db.flush()
            assert claim_medium(db) is None

    assert media.state == MediaState.FAILED


def test_what_failed_says_why(db):
    media = waiting(db, make_account(db))

    record_failed(media, "That is too long.")

    assert (media.state, media.trouble, media.file) == (MediaState.FAILED, "That is too long.", None)


def forgotten(db, **later):
    count = forget_unattached(db, since=now() + timedelta(**later) - timedelta(days=1))
    db.commit()
    return count


def test_what_was_never_attached_is_forgotten_after_a_day(db):
    ann = make_account(db)
    taken = make_media(db, ann)
    make_post(db, ann, media=(taken.id,))
    for state in MediaState:
        make_media(db, ann, state=state)

    assert (forgotten(db, hours=23), forgotten(db, hours=25), forgotten(db, hours=25)) == (0, 3, 0)
    assert list(db.scalars(select(Media.id))) == [taken.id]


def test_what_was_taken_off_is_kept_for_a_day_from_then(db):
    ann = make_account(db)
    media = make_media(db, ann, detached_at=now() - timedelta(days=9))
    post = make_post(db, ann, media=(media.id,))

    attach(db, post, [])
    db.commit()

    assert (forgotten(db, hours=23), forgotten(db, hours=25)) == (0, 1)


def test_what_the_history_of_a_post_shows_is_not_forgotten(db):
    ann = make_account(db)
    shown, _never_attached = make_media(db, ann), make_media(db, ann)
    post = make_post(db, ann, media=(shown.id,))
    edit_post(db, ann, post, Edit(text="Without it."))
    db.commit()

    assert forgotten(db, days=9) == 1
    assert list(db.scalars(select(Media))) == [shown]


def test_many_are_forgotten_in_parts(db, monkeypatch):
    monkeypatch.setattr("microblog.actions.media.BATCH", 2)
    ann = make_account(db)
    for _ in range(5):
        make_media(db, ann)

    assert forgotten(db, days=2) == 5
