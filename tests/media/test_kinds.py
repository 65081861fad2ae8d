"""What a file is, read off its first bytes."""

import pytest

from microblog.media import HEAD, BadMedia, kind_of
from tests.media.films import film_bytes, sound_bytes
from tests.media.pictures import picture_bytes


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_pictures_are_known(kind):
    assert kind_of(picture_bytes(kind)[:HEAD]) == kind_of(picture_bytes(kind))
    assert (kind_of(picture_bytes(kind)).name, kind_of(picture_bytes(kind)).reader) == ("image", kind)


@pytest.mark.parametrize(
    ("suffix", "reader"),
    [(".mp4", "mov"), (".mov", "mov"), (".3gp", "mov"), (".webm", "matroska"), (".mkv", "matroska")],
)
def test_films_are_known(suffix, reader):
    how = ["-c:v", "mpeg4", "-c:a", "aac"] if suffix == ".3gp" else []
    kind = kind_of(film_bytes(suffix, *how)[:HEAD])

    assert (kind.name, kind.reader) == ("video", reader)


@pytest.mark.parametrize(
    ("suffix", "reader"),
    [(".mp3", "mp3"), (".ogg", "ogg"), (".opus", "ogg"), (".flac", "flac"), (".wav", "wav"), (".aac", "aac"),
     (".m4a", "mov")],
)  # fmt: skip
def test_sounds_are_known(suffix, reader):
    kind = kind_of(sound_bytes(suffix)[:HEAD])

    assert (kind.name, kind.reader) == ("audio", reader)


def test_a_sound_that_begins_without_a_word_is_known():
    assert kind_of(sound_bytes(".mp3", "-id3v2_version", "0", "-write_xing", "0")[:HEAD]).reader == "mp3"


@pytest.mark.parametrize(
    "data",
    [b"", b"words", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"#EXTM3U\n", b"ffconcat version 1.0\n", b"%PDF-1.7",
     b"<MPD>", b"\0\0\0\x18ftypheic\0\0\0\0", b"\0\0\0\x1cftypavif\0\0\0\0",
     b"BM" + b"\0" * 60, b"II*\0", b"PK\x03\x04",
     b"RIFF\0\0\0\0AVI LIST"],
)  # fmt: skip
def test_everything_else_is_refused(data):
    with pytest.raises(BadMedia, match="no file we can show"):
        kind_of(data)
