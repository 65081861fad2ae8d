"""Films and sounds in; out come MP4 and MP3, with a picture of the beginning. All of the work is ffmpeg's.

ffmpeg reads a hundred formats and speaks a dozen protocols, and we want none but a few: what it may read with, what it
may open and how large a picture may be is told to it, the rest is seen to by `programs.py`.
"""

import json
import math
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from ..i18n import _, ngettext
from .images import LARGE, Encoded, make_small
from .kinds import BadMedia
from .programs import Failed, Limits, TookTooLong, run

FILM_PIXELS = LARGE
"""How many points a film that was sent may have."""
SHOWN = 1920 * 1080
"""How many points a film keeps at most."""
FRAME_RATE = 60
"""How many pictures a second a film keeps at most."""
CODECS = (
    "h264,hevc,av1,libdav1d,libaom-av1,vp8,vp9,mpeg4,h263,theora,prores,mjpeg,png,gif,"
    "aac,mp3,mp3float,vorbis,opus,libopus,flac,alac,ac3,eac3,amrnb,amrwb,"
    "pcm_u8,pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_s32le,pcm_f32le,pcm_alaw,pcm_mulaw"
)

UNREADABLE = _("That film or sound cannot be read: it is broken, or of a kind that we do not know.")
TOO_SLOW = _("That takes too long to make ready. Use a shorter or a smaller one.")
ROOM = 2
"""How many times as large as what may be sent may become what is made of it: it is written anew, at our quality."""

_FIT = f"min(1,sqrt({SHOWN}/(iw*sar*ih)))"
_SHAPE = f"scale='max(2,trunc(iw*sar*{_FIT}/2)*2)':'max(2,trunc(ih*{_FIT}/2)*2)',setsar=1,format=yuv420p"
_NOTHING_BESIDE = ["-map_metadata", "-1", "-map_chapters", "-1", "-sn", "-dn", "-fflags", "+bitexact"]


@dataclass(frozen=True)
class MadeFilm:
    """A film or a sound, ready to be played."""

    kind: str
    """video, gifv or audio."""
    file: Path
    suffix: str
    meta: dict[str, Any]
    """Size, pace and length, in the words of the API."""
    small: Encoded | None = None
    """Its beginning, if there is something to see."""
    blurhash: str | None = None


@dataclass(frozen=True)
class Studio:
    """Where films are made: with which programs, within which limits."""

    ffmpeg: str
    ffprobe: str
    seconds: int
    """How long a film or a sound may last."""
    limits: Limits
    stopping: Callable[[], bool] = lambda: False

    def make(self, sent: Path, reader: str, *, within: Path) -> MadeFilm:
        """Make a film or a sound ready to be played, in a folder; `reader` is what its first bytes said it is."""
        with _saying_why():
            facts = self._look_into(sent, reader, within)
            film, sound = _of_kind(facts, "video"), _of_kind(facts, "audio")
            self._check(facts, film)
            if film is not None:
                return self._film(sent, reader, film, sound, within)
            if sound is not None:
                return self._sound(sent, reader, sound, within)
        raise BadMedia(_("There is nothing to see in that file, and nothing to hear."))

    def _look_into(self, file: Path, reader: str, within: Path) -> dict[str, Any]:
        """Ask what is in a file."""
        words = [self.ffprobe, "-v", "error", *_reading(reader, file), "-show_format", "-show_streams", "-of", "json"]
        quick = replace(self.limits, seconds=min(30, self.limits.seconds))
        found: dict[str, Any] = json.loads(run(words, within=within, limits=quick, stopping=self.stopping))
        return found

    def _check(self, facts: dict[str, Any], film: dict[str, Any] | None) -> None:
        """Refuse what is too long or too large, by its own account."""
        lengths = [part.get("duration") for part in (facts.get("format", {}), *facts.get("streams", []))]
        if any(_number(length) > self.seconds for length in lengths):
            raise BadMedia(self._too_long)
        if film is not None and film.get("width", 0) * film.get("height", 0) > FILM_PIXELS:
            raise BadMedia(
                _(
                    "That film is too large: use at most ${size} million pixels.",
                    mapping={"size": f"{FILM_PIXELS / 1_000_000:.1f}"},
                )
            )

    @property
    def _too_long(self) -> str:
        """Say how long a film may be."""
        return ngettext(
            "That is too long: use at most ${n} minute.",
            "That is too long: use at most ${n} minutes.",
            self.seconds // 60,
        )

    def _film(
        self, sent: Path, reader: str, film: dict[str, Any], sound: dict[str, Any] | None, within: Path
    ) -> MadeFilm:
        """Make an MP4 that every browser plays."""
        made = within / "made.mp4"
        words = ["-map", f"0:{film['index']}", "-vf", _SHAPE, "-fpsmax", str(FRAME_RATE), "-fps_mode", "vfr"]
        words += ["-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-maxrate", "6M", "-bufsize", "12M"]
        words += ["-profile:v", "high", "-threads", "2", "-flags:v", "+bitexact", "-movflags", "+faststart"]
        if sound is not None:
            words += ["-map", f"0:{sound['index']}", "-c:a", "aac", "-b:a", "128k", "-ac", "2", "-flags:a", "+bitexact"]
        meta = self._make(sent, reader, words, made, within)
        small, blurhash = self._beginning_of(made, within)
        return MadeFilm("gifv" if reader == "gif" else "video", made, ".mp4", meta, small, blurhash)

    def _sound(self, sent: Path, reader: str, sound: dict[str, Any], within: Path) -> MadeFilm:
        """Make an MP3."""
        made = within / "made.mp3"
        words = ["-map", f"0:{sound['index']}", "-c:a", "libmp3lame", "-q:a", "2", "-ac", "2", "-flags:a", "+bitexact"]
        meta = self._make(sent, reader, [*words, "-id3v2_version", "0"], made, within)
        return MadeFilm("audio", made, ".mp3", meta)

    def _make(self, sent: Path, reader: str, words: list[str], made: Path, within: Path) -> dict[str, Any]:
        """Write a file anew, and tell what became of it. It may last a little longer than it said, not for ever."""
        longest = ["-t", str(self.seconds + 1)]
        self._ffmpeg([*_reading(reader, sent), *_NOTHING_BESIDE, *longest, *words, f"file:{made}"], within)
        facts = self._look_into(made, made.suffix.replace(".mp4", "mov").removeprefix("."), within)
        meta = _meta(facts)
        if meta["duration"] > self.seconds + 0.5:
            raise BadMedia(self._too_long)
        return meta

    def _beginning_of(self, film: Path, within: Path) -> tuple[Encoded, str]:
        """Take the first picture of a film that we made."""
        frame = within / "first.jpg"
        words = [*_reading("mov", film), "-frames:v", "1", "-c:v", "mjpeg", "-q:v", "2", "-f", "image2"]
        self._ffmpeg([*words, "-update", "1", f"file:{frame}"], within)
        return make_small(frame.read_bytes(), pixels=FILM_PIXELS)

    def _ffmpeg(self, words: list[str], within: Path) -> None:
        """Let ffmpeg do something."""
        quiet = [self.ffmpeg, "-nostdin", "-hide_banner", "-v", "error", "-y", "-filter_threads", "1"]
        run([*quiet, *words], within=within, limits=self.limits, stopping=self.stopping)


def find_ffmpeg(name: str) -> tuple[str, str] | None:
    """Find ffmpeg, and ffprobe beside it; None if this machine does not have them, or if the name is empty."""
    ffmpeg = shutil.which(name) if name else None
    if ffmpeg is None:
        return None
    ffprobe = shutil.which("ffprobe", path=str(Path(ffmpeg).parent)) or shutil.which("ffprobe")
    return (ffmpeg, ffprobe) if ffprobe else None


@contextmanager
def _saying_why() -> Iterator[None]:
    """Say for people what a program that failed could not do; what was killed by others is tried again."""
    try:
        yield
    except TookTooLong:
        raise BadMedia(TOO_SLOW) from None
    except (Failed, ValueError, KeyError) as fault:
        if isinstance(fault, BadMedia) or (isinstance(fault, Failed) and fault.killed):
            raise
        raise BadMedia(UNREADABLE) from fault


def _reading(reader: str, file: Path) -> list[str]:
    """Tell ffmpeg to read one file, in one format, with few decoders, and to open nothing else."""
    bounds = ["-protocol_whitelist", "file", "-format_whitelist", reader, "-codec_whitelist", CODECS]
    return [*bounds, "-max_streams", "32", "-max_pixels", str(FILM_PIXELS), "-f", reader, "-i", f"file:{file}"]


def _of_kind(facts: dict[str, Any], kind: str) -> dict[str, Any] | None:
    """Find the first stream of a kind that is no mere cover."""
    for stream in facts.get("streams", []):
        if stream.get("codec_type") == kind and not stream.get("disposition", {}).get("attached_pic"):
            found: dict[str, Any] = stream
            return found
    return None


def _meta(facts: dict[str, Any]) -> dict[str, Any]:
    """Tell size, pace and length of what we made, in the words of the API."""
    film, whole = _of_kind(facts, "video"), facts["format"]
    meta = {"duration": _number(whole.get("duration")), "bitrate": int(_number(whole.get("bit_rate")))}
    if film is None:
        return meta
    return {"width": film["width"], "height": film["height"], "frame_rate": _pace(film["avg_frame_rate"]), **meta}


def _pace(rate: str) -> str:
    """Write pictures a second as a fraction of small numbers."""
    up, _, down = rate.partition("/")
    pace = Fraction(int(up), int(down or 1) or 1).limit_denominator(1001)
    return f"{pace.numerator}/{pace.denominator}"


def _number(words: str | None) -> float:
    """Read a number of ffprobe's; what is none is 0."""
    try:
        number = float(words or 0)
    except ValueError:
        return 0.0
    return number if math.isfinite(number) else 0.0
