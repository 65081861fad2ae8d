"""Films and sounds in; MP4 and MP3 out. What is sent may be made to harm us."""

import io
import os
import socket
import subprocess
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from microblog.media import BadMedia, Stopped, Studio, Workshop, kind_of
from microblog.media.films import find_ffmpeg
from microblog.media.programs import Failed, Limits, TookTooLong, run
from tests.media.films import film_bytes, sound_bytes
from tests.media.pictures import moving_bytes, picture_bytes

LIMITS = Limits(seconds=60, memory=2 << 30, file_bytes=100 << 20)


@pytest.fixture
def studio():
    return Studio(*find_ffmpeg("ffmpeg"), seconds=60, limits=LIMITS)


@pytest.fixture
def make(studio, tmp_path):
    def make(data, *, reader="", **other):
        sent = tmp_path / "sent"
        sent.write_bytes(data)
        reader = reader or kind_of(data).reader.lower()
        return replace(studio, **other).make(sent, reader, within=tmp_path)

    return make


def told_of(path):
    """What ffprobe tells of a file, all of it."""
    words = ["ffprobe", "-v", "error", "-show_format", "-show_streams", "-show_chapters", str(path)]
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("suffix", [".mp4", ".mov", ".webm", ".mkv", ".3gp"])
def test_every_film_becomes_an_mp4(make, suffix):
    made = make(film_bytes(suffix, *(["-c:v", "mpeg4", "-c:a", "aac"] if suffix == ".3gp" else [])))

    said = told_of(made.file)
    assert (made.kind, made.suffix) == ("video", ".mp4")
    assert ("codec_name=h264" in said, "codec_name=aac" in said, "pix_fmt=yuv420p" in said) == (True, True, True)
    assert (made.meta["width"], made.meta["height"], made.meta["frame_rate"]) == (64, 48, "10/1")
    assert made.meta["duration"] == pytest.approx(1, abs=0.2)
    assert made.meta["bitrate"] > 0
    assert (made.small.meta["size"], made.small.suffix, len(made.blurhash)) == ("64x48", ".jpg", 36)


@pytest.mark.parametrize("suffix", [".mp3", ".ogg", ".opus", ".flac", ".wav", ".aac", ".m4a"])
def test_every_sound_becomes_an_mp3(make, suffix):
    made = make(sound_bytes(suffix))

    assert (made.kind, made.suffix, made.small, made.blurhash) == ("audio", ".mp3", None, None)
    assert "codec_name=mp3" in told_of(made.file)
    assert made.meta.keys() == {"duration", "bitrate"}
    assert made.meta["duration"] == pytest.approx(1, abs=0.2)


def test_a_film_without_a_sound_is_a_film(make):
    assert make(film_bytes(".mp4", sound=False)).kind == "video"


def test_an_ogg_with_pictures_is_a_film(make):
    assert make(film_bytes(".ogg", "-c:v", "libtheora")).kind == "video"


def test_a_film_without_pictures_is_a_sound(make):
    assert make(sound_bytes(".mp4")).kind == "audio"


def test_the_cover_of_a_sound_is_no_film(make, tmp_path):
    (tmp_path / "cover.jpg").write_bytes(picture_bytes("JPEG"))
    (tmp_path / "bare.m4a").write_bytes(sound_bytes(".m4a"))
    both = ["-i", str(tmp_path / "bare.m4a"), "-i", str(tmp_path / "cover.jpg"), "-map", "0:a", "-map", "1:v"]
    how = ["-c", "copy", "-disposition:v", "attached_pic", str(tmp_path / "covered.m4a")]
    subprocess.run(["ffmpeg", "-v", "error", *both, *how], check=True)

    assert make((tmp_path / "covered.m4a").read_bytes()).kind == "audio"


def test_a_gif_that_moves_becomes_a_film_that_plays_again_and_again(make):
    made = make(moving_bytes("GIF", 10, (61, 31)))

    assert (made.kind, made.suffix) == ("gifv", ".mp4")
    assert (made.meta["width"], made.meta["height"]) == (60, 30)
    assert "codec_type=audio" not in told_of(made.file)


def test_what_a_camera_noted_is_left_out(make):
    for sent in (film_bytes(".mp4"), film_bytes(".webm"), sound_bytes(".mp3"), sound_bytes(".ogg")):
        assert b"Secret" in sent
        made = make(sent)

        assert "Secret" not in told_of(made.file)
        assert not any(word in made.file.read_bytes() for word in (b"Secret", b"+52.5", b"ID3"))


def test_a_film_that_lies_on_its_side_is_set_upright(make, tmp_path):
    (tmp_path / "flat.mp4").write_bytes(film_bytes(".mp4", sound=False))
    turn = ["-i", str(tmp_path / "flat.mp4"), "-c", "copy", "-metadata:s:v:0", "rotate=90"]
    subprocess.run(["ffmpeg", "-v", "error", *turn, str(tmp_path / "turned.mp4")], check=True)

    made = make((tmp_path / "turned.mp4").read_bytes())

    assert (made.meta["width"], made.meta["height"]) == (48, 64)
    assert made.small.meta["size"] == "48x64"


def test_a_film_of_oblong_points_keeps_its_shape(make):
    made = make(film_bytes(".mp4", "-vf", "setsar=2", sound=False))

    assert (made.meta["width"], made.meta["height"]) == (128, 48)


def test_a_large_film_is_made_smaller(make):
    made = make(film_bytes(".mp4", "-preset", "ultrafast", size="2560x1440", seconds=0.2, sound=False))

    assert (made.meta["width"], made.meta["height"]) == (1920, 1080)
    assert made.small.meta["size"] == "640x360"


def test_a_hurried_film_is_slowed_to_what_screens_show(make):
    made = make(film_bytes(".mp4", "-r", "240", seconds=0.5, sound=False))

    assert made.meta["frame_rate"] == "60/1"


def test_a_film_of_odd_size_loses_a_line(make):
    made = make(film_bytes(".webm", size="63x47", sound=False))

    assert (made.meta["width"], made.meta["height"]) == (62, 46)


def test_a_film_of_one_point_is_shown(make):
    made = make(film_bytes(".webm", size="2x2", sound=False))

    assert (made.meta["width"], made.meta["height"]) == (2, 2)


@pytest.mark.parametrize(("make_one", "suffix"), [(film_bytes, ".mp4"), (sound_bytes, ".mp3")])
def test_what_lasts_too_long_is_refused(make, make_one, suffix):
    sent = make_one(suffix, seconds=3)
    with pytest.raises(BadMedia, match="That is too long"):
        make(sent, seconds=2)

    assert make(sent, seconds=4).meta["duration"] == pytest.approx(3, abs=0.2)


def test_what_lasts_longer_than_it_says_is_refused(make):
    sent = film_bytes(".webm", "-live", "1", "-flush_packets", "1", seconds=5)
    assert "duration=N/A" in told_of_bytes(make, sent)

    with pytest.raises(BadMedia, match="That is too long"):
        make(sent, seconds=2)


def told_of_bytes(make, data):
    words = ["ffprobe", "-v", "error", "-show_entries", "format=duration", "-"]
    return subprocess.run(words, input=data, capture_output=True, check=True).stdout.decode()


def test_a_tiny_file_that_claims_to_last_for_hours_is_refused_unseen(make, monkeypatch):
    sent = bytearray(film_bytes(".mov"))
    for name, place in ((b"mvhd", 16), (b"mdhd", 16), (b"tkhd", 20)):
        start = sent.index(name) + 4
        sent[start + place : start + place + 4] = b"\x7f\xff\xff\xff"
    monkeypatch.setattr(Studio, "_ffmpeg", lambda *_: pytest.fail("it was begun"))

    with pytest.raises(BadMedia, match="That is too long"):
        make(bytes(sent))


def test_a_film_of_huge_pictures_is_refused(make):
    with pytest.raises(BadMedia):
        make(film_bytes(".mov", "-c:v", "mjpeg", size="4096x2304", seconds=0.1, sound=False))


PLAYLIST = b"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n%b\n#EXT-X-ENDLIST\n"


@pytest.mark.parametrize("reader", ["mov", "matroska", "ogg", "mp3", "flac", "wav", "aac", "gif"])
@pytest.mark.parametrize("target", ["file", "http"])
def test_no_playlist_makes_us_open_anything(make, tmp_path, reader, target):
    (tmp_path / "secret.mp3").write_bytes(sound_bytes(".mp3"))
    heard = []
    server, address = listening(heard)
    where = f"file://{tmp_path}/secret.mp3" if target == "file" else address
    lists = [PLAYLIST % where.encode(), b"ffconcat version 1.0\nfile '%b'\n" % where.encode()]

    for sent in lists:
        with pytest.raises(BadMedia):
            make(sent, reader=reader)
        with pytest.raises(BadMedia):
            make(b"ID3\x03\0\0\0\0\0\0" + sent, reader="mp3")

    server.close()
    assert heard == []


def listening(heard):
    """Open a port and note who comes."""
    server = socket.create_server(("127.0.0.1", 0))

    def listen():
        try:
            while True:
                heard.append(server.accept())
        except OSError:
            return

    threading.Thread(target=listen, daemon=True).start()
    return server, f"http://127.0.0.1:{server.getsockname()[1]}/a.mp3"


def test_a_film_that_refers_to_another_file_gets_nothing_of_it(make, tmp_path):
    """A QuickTime film may say that its data lie in another file (an `alis` reference)."""
    (tmp_path / "secret.mov").write_bytes(film_bytes(".mov"))
    sent = film_bytes(".mov")
    outside = b"\0\0\0\x0calis\0\0\0\0"  # the flag "in this file" is not set
    sent = sent.replace(b"\0\0\0\x0curl \0\0\0\x01", outside)[: sent.index(b"mdat")]

    with pytest.raises(BadMedia):
        make(sent)


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
@pytest.mark.parametrize("suffix", [".mp4", ".mov"])
def test_what_was_cut_off_is_refused(make, suffix, part):
    sent = film_bytes(suffix)

    with pytest.raises(BadMedia, match="cannot be read"):
        make(sent[: int(len(sent) * part)])


@pytest.mark.parametrize(
    "sent",
    [b"\x1aE\xdf\xa3" + os.urandom(5000), b"OggS" + b"\0" * 500, b"fLaC", b"ID3\x03", b"RIFF\0\0\0\0WAVE",
     b"\0\0\0\x18ftypisom\0\0\0\0isomiso2" + b"\xff" * 900],
    ids=["matroska", "ogg", "flac", "mp3", "wav", "mp4"],
)  # fmt: skip
def test_what_only_begins_like_one_is_refused(make, sent):
    with pytest.raises(BadMedia, match="cannot be read"):
        make(sent)


def test_only_what_it_says_it_is_is_tried(make):
    with pytest.raises(BadMedia, match="cannot be read"):
        make(film_bytes(".webm"), reader="mov")


def test_one_that_takes_too_long_is_given_up(make):
    sent = film_bytes(".mp4", "-preset", "ultrafast", size="1280x720", seconds=15, sound=False)
    started = time.monotonic()

    with pytest.raises(BadMedia, match="takes too long"):
        make(sent, limits=replace(LIMITS, seconds=1))

    assert time.monotonic() - started < 5


def test_one_that_needs_too_much_memory_is_given_up(make):
    with pytest.raises((BadMedia, Failed)):
        make(film_bytes(".mp4"), limits=replace(LIMITS, memory=100 << 20))


def test_one_that_becomes_too_large_is_given_up(make):
    with pytest.raises(BadMedia, match="cannot be read"):
        make(film_bytes(".mp4"), limits=replace(LIMITS, file_bytes=2000))


def test_it_stops_at_once_when_told_to(make):
    sent = film_bytes(".mp4", "-preset", "ultrafast", size="1280x720", seconds=20, sound=False)
    end = time.monotonic() + 1

    with pytest.raises(Stopped):
        make(sent, stopping=lambda: time.monotonic() > end)

    assert time.monotonic() < end + 2


def test_a_program_is_bound_by_its_limits(tmp_path):
    limits = "import resource as r; print([r.getrlimit(n)[0] for n in (r.RLIMIT_AS, r.RLIMIT_FSIZE, r.RLIMIT_CORE)])"

    said = run(["python3", "-c", limits], within=tmp_path, limits=Limits(9, 1 << 30, 12345))

    assert said.decode().strip() == str([1 << 30, 12345, 0])


def test_a_program_that_sleeps_is_ended_with_all_that_it_started(tmp_path):
    with pytest.raises(TookTooLong):
        run(
            ["sh", "-c", f"sleep 60 & echo $! > {tmp_path}/pid; wait"],
            within=tmp_path,
            limits=replace(LIMITS, seconds=1),
        )

    pid = (tmp_path / "pid").read_text().strip()
    time.sleep(0.1)
    assert not Path(f"/proc/{pid}/fd").exists() or "sleep" not in Path(f"/proc/{pid}/cmdline").read_text()


def test_a_program_sees_nothing_of_our_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("MICROBLOG_SECURITY_SECRET", "secret")

    assert b"secret" not in run(["env"], within=tmp_path, limits=LIMITS)


def test_a_program_that_was_killed_says_nothing_of_the_file(tmp_path):
    with pytest.raises(Failed) as fault:
        run(["sh", "-c", "kill -9 $$"], within=tmp_path, limits=LIMITS)

    assert fault.value.killed


def test_what_is_missing_is_noticed(monkeypatch, tmp_path):
    workshop = Workshop(tmp_path, 1, 1, 1, 1, "ffmpeg", 1, 1)
    assert workshop.takes_films

    monkeypatch.setenv("PATH", str(tmp_path))
    assert not workshop.takes_films
    assert workshop.studio(lambda: False) is None
    monkeypatch.undo()
    assert not replace(workshop, ffmpeg="").takes_films


def test_the_small_picture_is_the_beginning(make):
    made = make(film_bytes(".mp4", "-vf", "drawbox=t=fill:c=red", sound=False))

    assert Image.open(io.BytesIO(made.small.data)).getpixel((30, 20))[0] > 200
