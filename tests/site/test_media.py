"""Serving pictures, films and sounds where no front server does."""

import io

import pytest

from microblog.media import Storage


@pytest.fixture
def storage(registry):
    return Storage(registry.settings["microblog"].media.directory)


@pytest.mark.parametrize(
    ("suffix", "kind"),
    [(".webp", "image/webp"), (".jpg", "image/jpeg"), (".png", "image/png"), (".gif", "image/gif"),
     (".mp4", "video/mp4"), (".mp3", "audio/mpeg")],
)  # fmt: skip
def test_what_is_kept_is_served_as_what_it_is_and_for_ever(storage, visitor, suffix, kind):
    answer = visitor.get(f"/media/{storage.keep(b'0123456789', suffix)}")

    assert (answer.body, answer.content_type) == (b"0123456789", kind)
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; media-src 'self'; sandbox"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    ("range", "status", "body"),
    [("bytes=0-3", 206, b"0123"), ("bytes=8-", 206, b"89"), ("bytes=-2", 206, b"89"), ("bytes=20-", 416, None),
     ("nonsense", 200, b"0123456789"), ("bytes=5-2", 200, b"0123456789")],
)  # fmt: skip
def test_players_may_ask_for_a_part(storage, visitor, range, status, body):
    path = f"/media/{storage.keep(b'0123456789', '.mp4')}"

    answer = visitor.get(path, status, headers={"Range": range})

    assert answer.headers["Accept-Ranges"] == "bytes"
    assert body is None or answer.body == body


def test_who_has_it_is_told_so(storage, visitor):
    path = f"/media/{storage.keep(b'0123456789', '.png')}"

    first = visitor.get(path)
    again = visitor.get(path, 304, headers={"If-None-Match": first.headers["ETag"]})

    assert again.body == b""


def test_what_waits_or_is_not_named_by_us_is_not_served(storage, visitor):
    waiting = storage.let_wait(io.BytesIO(b"secret"), 100)
    kept = storage.keep(b"data", ".png")
    for name in ("notes.txt", "ab/cat.png", f"{kept[:2]}/{kept[3:-4]}.html", f"{kept}.swept"):
        path = storage.path(name)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"secret")

        visitor.get(f"/media/{name}", 404)
    visitor.get(f"/media/{waiting}", 404)
    visitor.get(f"/media/{kept[:2]}", 404)
    visitor.get(f"/media/{kept}")
