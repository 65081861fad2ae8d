"""Sending files through the API."""

import io
from datetime import timedelta

import pytest
from PIL import Image

from microblog.clock import now
from microblog.jobs.media import make_films
from microblog.media import Storage
from microblog.models import Media, MediaState
from tests.making import make_account, make_media, make_post
from tests.media.films import film_bytes, sound_bytes
from tests.media.pictures import empty_png, moving_bytes, picture_bytes

V1, V2 = "/api/v1/media", "/api/v2/media"
TEA = [("file", "tea.png", picture_bytes("PNG", (1200, 600)))]


@pytest.fixture
def ann(db):
    return make_account(db, "ann")


@pytest.fixture
def app(client, ann):
    return client(ann, "write:media")


def film(name="film.webm", data=b""):
    return [("file", name, data or film_bytes(".webm"))]


@pytest.mark.parametrize("path", [V1, V2])
def test_a_picture_is_ready_at_once(app, visitor, path):
    sent = app.post(path, form={"description": "Tea", "focus": "0.5,-0.5"}, files=TEA).json

    assert (sent["type"], sent["description"]) == ("image", "Tea")
    assert sent["meta"] == {
        "original": {"width": 1200, "height": 600, "size": "1200x600", "aspect": 2.0},
        "small": {"width": 678, "height": 339, "size": "678x339", "aspect": 2.0},
        "focus": {"x": 0.5, "y": -0.5},
    }
    assert len(sent["blurhash"]) == 36
    assert (sent["remote_url"], sent["preview_remote_url"], sent["text_url"]) == (None, None, None)
    large, small = (visitor.get(sent[name]) for name in ("url", "preview_url"))
    assert [Image.open(io.BytesIO(one.body)).size for one in (large, small)] == [(1200, 600), (678, 339)]
    assert app.get(f"{V1}/{sent['id']}").json == sent


def test_without_words_there_are_none(app):
    sent = app.post(V2, files=TEA).json

    assert sent["description"] is None
    assert "focus" not in sent["meta"]


@pytest.mark.parametrize("path", [V1, V2])
def test_a_film_is_ready_later(app, visitor, request_off_web, path):
    first = app.post(path, 202, form={"description": "Tea, boiling"}, files=film(), status=202).json
    assert (first["type"], first["url"], first["preview_url"], first["blurhash"]) == ("video", None, None, None)
    assert app.get(f"{V1}/{first['id']}", 206).json == first

    make_films(request_off_web)

    ready = app.get(f"{V1}/{first['id']}").json
    assert (ready["id"], ready["description"]) == (first["id"], "Tea, boiling")
    assert (ready["url"][-4:], ready["preview_url"][-4:], len(ready["blurhash"])) == (".mp4", ".jpg", 36)
    assert (ready["meta"]["original"]["width"], ready["meta"]["original"]["frame_rate"]) == (64, "10/1")
    assert ready["meta"]["small"]["size"] == "64x48"
    assert visitor.get(ready["url"]).content_type == "video/mp4"


@pytest.mark.parametrize(
    ("data", "type", "ends"),
    [(lambda: sound_bytes(".ogg"), "audio", ".mp3"), (lambda: moving_bytes("GIF"), "gifv", ".mp4")],
)
def test_sounds_and_moving_gifs_are_ready_later_too(app, request_off_web, data, type, ends):
    sent = app.post(V2, files=film("whatever.exe", data()), status=202).json
    make_films(request_off_web)

    ready = app.get(f"{V1}/{sent['id']}").json
    assert (sent["type"], ready["type"], ready["url"][-4:]) == (type, type, ends)
    assert ready["meta"]["original"]["duration"] > 0


def test_what_cannot_be_made_ready_says_so(app, request_off_web):
    sent = app.post(V2, files=film(data=b"\x1aE\xdf\xa3" + b"\0" * 99), status=202).json
    make_films(request_off_web)

    error = "Validation failed: That film or sound cannot be read: it is broken, or of a kind that we do not know"
    assert app.get(f"{V1}/{sent['id']}", 422).json == {"error": error}
    assert app.put(f"{V1}/{sent['id']}", {"description": "x"}, 422).json == {"error": error}


@pytest.mark.parametrize(
    ("files", "error"),
    [
        ([], "File can't be blank"),
        ([("file", "a.png", b"")], "That is no file we can show."),
        ([("file", "a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>")], "That is no file we can show."),
        ([("file", "a.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic")], "That is no file we can show."),
        ([("file", "a.m3u8", b"#EXTM3U\nfile:///etc/passwd")], "That is no file we can show."),
        ([("file", "a.png", picture_bytes("PNG")[:99])], "That is no picture we can read."),
        ([("file", "a.png", empty_png(30_000, 30_000))], "That picture is too large: use at most 33 million pixels"),
        ([*TEA, ("thumbnail", "a.png", b"words")], "That is no picture we can read."),
    ],
    ids=["nothing", "empty", "svg", "heic", "playlist", "cut off", "bomb", "thumbnail"],
)
def test_what_is_not_taken_is_refused_and_says_why(app, db, files, error):
    answer = app.post(V2, form={"description": "x"}, files=files, status=422)

    assert answer.json["error"].startswith(f"Validation failed: {error}")
    assert db.query(Media).count() == 0


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ({"focus": "2,0"}, "The focus is two numbers from -1 to 1, such as 0.0,0.5"),
        ({"focus": "left"}, "The focus is two numbers from -1 to 1, such as 0.0,0.5"),
        ({"description": "x" * 1501}, "Describe it in 1500 characters"),
    ],
)
def test_words_that_are_wrong_are_refused(app, ann, db, words, error):
    media = make_media(db, ann)

    for answer in (app.post(V2, form=words, files=TEA, status=422), app.put(f"{V1}/{media.id}", words, 422)):
        assert answer.json == {"error": f"Validation failed: {error}"}


def test_a_file_that_is_no_file_is_refused(app):
    for path in (V1, V2):
        assert app.post(path, {"file": "tea.png"}, 422).json == {"error": "Validation failed: File must be a file"}


def test_without_ffmpeg_films_are_refused_and_pictures_taken(app, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))

    assert app.post(V2, files=film(), status=422).json == {
        "error": "Validation failed: Films and sounds are not taken here. Use a JPEG, PNG, GIF or WebP file"
    }
    moving = app.post(V2, files=[("file", "a.gif", moving_bytes("GIF"))]).json
    assert (moving["type"], moving["url"][-4:], moving["preview_url"][-4:]) == ("image", ".gif", ".png")


def test_a_picture_can_be_sent_that_stands_for_a_film(app, request_off_web):
    thumbnail = ("thumbnail", "a.png", picture_bytes("PNG", (50, 50)))
    sent = app.post(V2, files=[*film(), thumbnail], status=202).json
    make_films(request_off_web)

    ready = app.get(f"{V1}/{sent['id']}").json
    assert ready["preview_url"].endswith(".png")
    assert (ready["meta"]["small"]["size"], ready["meta"]["original"]["width"]) == ("50x50", 64)


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_a_file_is_described_anew(app, method):
    id = app.post(V2, form={"description": "Tee", "focus": "1,1"}, files=TEA).json["id"]

    changed = app.request(method, f"{V1}/{id}", 200, json={"description": "Tea"}).json
    assert (changed["description"], changed["meta"]["focus"]) == ("Tea", {"x": 1, "y": 1})
    changed = app.request(method, f"{V1}/{id}", 200, form={"focus": "0.0,0.25"}).json
    assert (changed["description"], changed["meta"]["focus"]) == ("Tea", {"x": 0, "y": 0.25})
    thumbnail = [("thumbnail", "a.png", picture_bytes("PNG", (50, 50)))]
    changed = app.request(method, f"{V1}/{id}", 200, form={"description": ""}, files=thumbnail).json
    assert (changed["description"], changed["meta"]["small"]["size"]) == (None, "50x50")
    assert app.get(f"{V1}/{id}").json == changed


def test_what_is_not_ready_can_be_described_already(app):
    id = app.post(V2, files=film(), status=202).json["id"]

    assert app.put(f"{V1}/{id}", {"description": "Boiling"}, 206).json["description"] == "Boiling"
    assert app.patch(f"{V1}/{id}", {"description": "Boiled"}, 206).json["description"] == "Boiled"


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_what_failed_cannot_be_described(app, db, ann, method):
    media = make_media(db, ann, state=MediaState.FAILED, trouble="Broken.", file=None)

    assert app.request(method, f"{V1}/{media.id}", 422, json={}).json == {"error": "Validation failed: Broken"}


def test_a_file_is_removed(app, db):
    id = app.post(V2, files=TEA).json["id"]

    assert app.delete(f"{V1}/{id}").json == {}
    app.get(f"{V1}/{id}", 404)
    app.delete(f"{V1}/{id}", status=404)


def test_what_is_attached_is_changed_with_its_post(app, db, ann):
    media = make_media(db, ann)
    make_post(db, ann, media=(media.id,))

    assert app.get(f"{V1}/{media.id}").json["id"] == str(media.id)
    assert app.put(f"{V1}/{media.id}", {"description": "x"}, 404).json == {"error": "Record not found"}
    assert app.delete(f"{V1}/{media.id}", status=422).json == {
        "error": "Validation failed: Media attachment is currently used by a status"
    }


def test_the_files_of_others_do_not_exist(client, app, db):
    media = make_media(db, make_account(db))
    others = client(make_account(db), "write:media")

    for id in (media.id, 12345, "x", "0", "-1", 10**30):
        for method in ("GET", "PUT", "PATCH", "DELETE"):
            for one in (app, others):
                answer = one.request(method, f"{V1}/{id}", 404, json={"description": "x"} if method == "PUT" else None)
                assert answer.json == {"error": "Record not found"}


def test_one_may_send_what_is_allowed_for_media_and_no_more_elsewhere(ini, app, registry):
    large = picture_bytes("PNG") + b"\0" * (9 * 1024 * 1024)

    app.post(V2, files=[("file", "a.png", large)])
    app.post("/api/v1/statuses", form={"status": "x"}, files=[("file", "a.png", large)], status=413)
    app.post(V2, files=[("file", "a.png", large * 2)], status=422)


@pytest.fixture
def strict(ini):
    ini |= {"media.image_bytes": "65536", "media.video_bytes": "65536"}


def test_the_limits_are_what_the_settings_say(strict, app):
    error = app.post(V2, files=[("file", "a.png", picture_bytes("PNG") + b"\0" * 70_000)], status=422).json["error"]
    assert error == "Validation failed: That file is too large: use at most 0.0625 MB"

    app.post(V2, files=[("file", "a.png", b"\0" * 600_000)], status=413)


def test_nobody_waits_while_a_picture_is_made_ready(app, engine, db, monkeypatch):
    """On SQLite only one may write at a time."""
    keep, wrote = Storage.keep, []

    def meanwhile(*given):
        wrote.append(make_account(db))
        return keep(*given)

    monkeypatch.setattr(Storage, "keep", meanwhile)
    app.post(V2, files=TEA)
    assert len(wrote) == 2


def test_what_was_sent_is_there_to_be_attached(client, ann):
    app = client(ann)
    id = app.post(V2, files=TEA).json["id"]

    status = app.post("/api/v1/statuses", {"status": "", "media_ids": [id]}).json

    assert [one["id"] for one in status["media_attachments"]] == [id]


def test_what_is_not_ready_cannot_be_attached_yet(client, ann, db):
    app = client(ann)
    id = app.post(V2, files=film(), status=202).json["id"]

    app.post("/api/v1/statuses", {"status": "", "media_ids": [id]}, 422)
    assert db.get(Media, int(id)).due_at < now() + timedelta(seconds=1)
