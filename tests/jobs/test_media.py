"""Making films and sounds ready, and sweeping what nobody shows."""

import io
import os
import threading
import time
from datetime import timedelta

import pytest
from sqlalchemy import select

from microblog import clock
from microblog.actions.media import About, add_media, receive, receive_small, remove_media
from microblog.clock import now
from microblog.database import request_off_the_web
from microblog.jobs import media as media_job
from microblog.jobs.done import NOTHING
from microblog.jobs.media import Lease, make_films, sweep_media
from microblog.jobs.stopping import told_to_stop
from microblog.media import Workshop
from microblog.models import Media, MediaKind, MediaState
from tests.jobs.test_scheduler import stop, wait_until
from tests.making import make_account, make_media, make_post
from tests.media.films import film_bytes, sound_bytes
from tests.media.pictures import moving_bytes, picture_bytes
from tests.processes import running, write_ini

LARGE = picture_bytes("PNG", (1200, 600))
LONG_AGO = time.time() - 3 * 24 * 3600


@pytest.fixture
def workshop(registry):
    return Workshop.of(registry.settings["microblog"].media)


def send(db, workshop, data=None, small=None):
    received = receive(io.BytesIO(data or film_bytes(".webm")), workshop=workshop)
    chosen = receive_small(small, workshop=workshop) if small else None
    media = add_media(db, make_account(db), received, About(), chosen)
    db.commit()
    return media


def fresh(db, media):
    """A file as it is now."""
    db.rollback()
    db.refresh(media)
    return media


def files(workshop):
    """All files that lie somewhere, by the folder they lie in."""
    return sorted(str(path.relative_to(workshop.directory)) for path in workshop.directory.rglob("*") if path.is_file())


def grow_old(workshop):
    """Let all that lies there have lain there for days."""
    for path in workshop.directory.rglob("*"):
        os.utime(path, (LONG_AGO, LONG_AGO))


def test_a_film_is_made_ready(db, workshop, request_off_web):
    media = send(db, workshop)

    said, again = make_films(request_off_web), make_films(request_off_web)

    assert (said.words, again) == ("made 1 films and sounds ready", NOTHING)
    fresh(db, media)
    assert (media.kind, media.state, media.trouble) == (MediaKind.VIDEO, MediaState.READY, "")
    assert media.meta.keys() == {"original", "small"}
    assert media.meta["original"].keys() == {"width", "height", "frame_rate", "duration", "bitrate"}
    assert len(media.blurhash) == 36
    assert files(workshop) == sorted([media.file, media.preview])
    assert (media.file[-4:], media.preview[-4:]) == (".mp4", ".jpg")


@pytest.mark.parametrize(
    ("data", "kind", "ends"),
    [(lambda: sound_bytes(".ogg"), MediaKind.AUDIO, [".mp3"]),
     (lambda: moving_bytes("GIF"), MediaKind.GIFV, [".mp4", ".jpg"]),
     (lambda: sound_bytes(".mp4"), MediaKind.AUDIO, [".mp3"]),
     (lambda: film_bytes(".ogg", "-c:v", "libtheora"), MediaKind.VIDEO, [".mp4", ".jpg"])],
    ids=["sound", "gif", "sound that looked like a film", "film that looked like a sound"],
)  # fmt: skip
def test_what_it_is_is_known_afterwards(db, workshop, request_off_web, data, kind, ends):
    media = send(db, workshop, data())

    make_films(request_off_web)

    fresh(db, media)
    assert (media.kind, media.state) == (kind, MediaState.READY)
    assert [name[-4:] for name in (media.file, media.preview) if name] == ends


def test_the_picture_that_was_chosen_stays(db, workshop, request_off_web):
    media = send(db, workshop, small=picture_bytes("PNG", (50, 50)))
    chosen = media.preview, media.blurhash

    make_films(request_off_web)

    fresh(db, media)
    assert (media.preview, media.blurhash) == chosen
    assert (media.meta["small"]["size"], media.meta["original"]["width"]) == ("50x50", 64)


def test_what_cannot_be_read_fails_at_once_and_says_why(db, workshop, request_off_web):
    broken, good = send(db, workshop, b"\x1aE\xdf\xa3" + b"\0" * 99), send(db, workshop)

    assert make_films(request_off_web).words == "made 1 films and sounds ready"

    db.expire_all()
    assert (broken.state, good.state) == (MediaState.FAILED, MediaState.READY)
    assert broken.trouble.startswith("That film or sound cannot be read")
    assert broken.file is None


def test_trouble_of_ours_is_tried_again(db, workshop, request_off_web, monkeypatch):
    media = send(db, workshop)
    make = media_job._made
    monkeypatch.setattr(media_job, "_made", lambda *_: (_ for _ in ()).throw(OSError("disk full")))

    make_films(request_off_web)
    fresh(db, media)
    assert (media.state, media.attempts) == (MediaState.WAITING, 1)

    monkeypatch.setattr(media_job, "_made", make)
    with clock.set_to(now() + timedelta(minutes=5)):
        make_films(request_off_web)
    fresh(db, media)
    assert media.state == MediaState.READY


def test_without_ffmpeg_what_waits_goes_on_waiting(db, workshop, request_off_web, monkeypatch, tmp_path):
    media = send(db, workshop)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert make_films(request_off_web) == NOTHING

    fresh(db, media)
    assert (media.state, media.attempts) == (MediaState.WAITING, 0)


def long_film():
    return film_bytes(".mp4", "-preset", "ultrafast", size="1280x720", seconds=6, sound=False)


def test_it_stops_in_the_middle_when_told_to_and_goes_on_later(db, workshop, request_off_web):
    media = send(db, workshop, long_film())
    threading.Timer(0.5, told_to_stop.set).start()

    try:
        make_films(request_off_web)
    finally:
        told_to_stop.clear()

    fresh(db, media)
    assert (media.state, media.attempts, media.due_at <= now()) == (MediaState.WAITING, 0, True)
    assert files(workshop) == [media.file]


def test_a_lease_is_renewed_while_one_works_and_ends_with_the_wish(db, workshop, request_off_web, monkeypatch):
    media = send(db, workshop)
    lease = Lease(request_off_web, media.id)
    assert not lease.is_over()
    before = media.due_at

    monkeypatch.setattr(lease, "renewed", time.monotonic() - 21)
    assert not lease.is_over()
    fresh(db, media)
    assert media.due_at > before

    remove_media(db, media)
    db.commit()
    monkeypatch.setattr(lease, "renewed", time.monotonic() - 21)
    assert lease.is_over()


def test_what_was_deleted_meanwhile_is_not_written_down(db, engine, workshop, request_off_web, monkeypatch):
    media = send(db, workshop)
    make = media_job._made

    def deleted_meanwhile(*given):
        remove_media(db, media)
        db.commit()
        return make(*given)

    monkeypatch.setattr(media_job, "_made", deleted_meanwhile)
    make_films(request_off_web)

    assert list(db.scalars(select(Media))) == []


def test_several_schedulers_make_each_film_once(db, registry, workshop, monkeypatch):
    media = [send(db, workshop, film_bytes(".mp4", size=f"6{n}x48")).id for n in (0, 2, 4, 6)]
    db.rollback()
    made, make = [], media_job._made
    monkeypatch.setattr(media_job, "_made", lambda *given: (made.append(given[2]), make(*given))[1])

    def work():
        with request_off_the_web(registry) as request:
            make_films(request)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert len(made) == len(set(made)) == 4
    assert {one.state for one in db.scalars(select(Media))} == {MediaState.READY}
    assert len(media) == 4


def test_kill_9_in_the_middle_loses_nothing(db, ini, registry, workshop, tmp_path):
    media = send(db, workshop, long_film())
    ini_file, log = write_ini(tmp_path, ini), tmp_path / "log"

    with running("microblog-scheduler", str(ini_file), log=log) as process:
        wait_until(lambda: list(workshop.directory.rglob("made.mp4")))
        process.kill()
        process.wait()
    half = next(workshop.directory.rglob("made.mp4"))
    time.sleep(0.3)
    size = half.stat().st_size
    time.sleep(1)
    assert half.stat().st_size == size  # ffmpeg has died with it
    fresh(db, media)
    assert (media.state, media.attempts) == (MediaState.WAITING, 1)
    media.due_at = now() - timedelta(seconds=1)  # the lease runs out
    db.commit()

    with running("microblog-scheduler", str(ini_file), log=log) as process:
        wait_until(lambda: fresh(db, media).state == MediaState.READY)
        stop(process, log)

    assert "Traceback" not in log.read_text()


def test_nothing_is_swept_that_anything_refers_to(db, workshop, request_off_web):
    ann = make_account(db, avatar=workshop.storage.keep(b"avatar"), header=workshop.storage.keep(b"header"))
    image, waiting = send(db, workshop, LARGE), send(db, workshop)
    make_post(db, db.get(type(ann), image.account_id), media=(image.id,))
    kept = sorted([ann.avatar, ann.header, image.file, image.preview, waiting.file])
    assert files(workshop) == kept
    grow_old(workshop)

    assert sweep_media(request_off_web) == NOTHING
    assert files(workshop) == kept


def test_what_nothing_refers_to_is_swept_after_a_day(db, workshop, request_off_web):
    workshop.storage.keep(b"old")
    workshop.storage.let_wait(io.BytesIO(b"old"), 100)
    with workshop.storage.workplace() as place:
        (workshop.directory / "waiting" / "tmpleft").mkdir()
        (workshop.directory / "waiting" / "tmpleft" / "made.mp4").write_bytes(b"half")
        assert place.exists()
    grow_old(workshop)
    new = workshop.storage.keep(b"new")

    assert sweep_media(request_off_web).words == "forgot 0 media and removed 3 files"
    assert files(workshop) == [new]
    assert sweep_media(request_off_web) == NOTHING


def test_what_is_not_named_as_we_name_files_is_not_ours(workshop, request_off_web):
    for name in ("ab/cat.webp", "notes/old.txt", "waiting/README", "index.html", "abc/" + "0" * 32 + ".webp"):
        path = workshop.directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"mine")
    before = files(workshop)
    grow_old(workshop)

    assert sweep_media(request_off_web) == NOTHING
    assert files(workshop) == before


def test_what_was_never_attached_goes_with_its_files(db, workshop, request_off_web):
    media = send(db, workshop, LARGE)
    media.detached_at = now() - timedelta(days=2)
    db.commit()
    grow_old(workshop)

    assert sweep_media(request_off_web).words == "forgot 1 media and removed 2 files"
    assert files(workshop) == []


def test_what_two_share_stays_as_long_as_one_needs_it(db, workshop, request_off_web):
    one, other = (send(db, workshop, LARGE) for _ in range(2))
    assert one.file == other.file
    one.detached_at = now() - timedelta(days=2)
    db.commit()
    grow_old(workshop)

    assert sweep_media(request_off_web).words == "forgot 1 media and removed 0 files"
    assert files(workshop) == sorted([other.file, other.preview])


@pytest.mark.parametrize("moment", ["before we ask", "after we asked"])
def test_a_file_that_is_sent_again_while_we_sweep_stays(db, workshop, request_off_web, monkeypatch, moment):
    storage = workshop.storage
    name = storage.keep(b"the same")
    grow_old(workshop)
    ask = media_job.names_within

    def ask_meanwhile(*given):
        if moment == "before we ask":
            storage.keep(b"the same")
        found = ask(*given)
        if moment == "after we asked":
            storage.keep(b"the same")
        return found

    monkeypatch.setattr(media_job, "names_within", ask_meanwhile)
    sweep_media(request_off_web)

    assert files(workshop) == [name]
    assert storage.path(name).read_bytes() == b"the same"


def test_sweeping_and_sending_at_one_moment_lose_nothing(db, workshop, request_off_web):
    """One keeps the same content over and over, while another sweeps as if all of it were old."""
    storage, ends, missing = workshop.storage, time.monotonic() + 2, []

    def keep():
        while time.monotonic() < ends:
            path = storage.path(storage.keep(b"the same"))
            os.utime(path, (LONG_AGO, LONG_AGO))
            name = storage.keep(b"the same")
            time.sleep(0.002)  # putting back takes a moment
            if not storage.path(name).exists():
                missing.append(name)

    sender = threading.Thread(target=keep)
    sender.start()
    swept = 0
    while sender.is_alive():
        for folder in storage.folders():
            swept += storage.sweep(folder, before=time.time() - 3600, needed=set)
    sender.join()

    assert missing == []


def test_media_of_others_are_left_alone(db, workshop, request_off_web):
    media = make_media(db, make_account(db), state=MediaState.FAILED, file=None)

    assert (make_films(request_off_web), sweep_media(request_off_web)) == (NOTHING, NOTHING)
    fresh(db, media)
    assert media.state == MediaState.FAILED
