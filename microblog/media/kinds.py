"""What a file is, read off its first bytes. What it was called, and what was said of it, is not asked."""

import re
from dataclasses import dataclass

from ..i18n import Telling, _

HEAD = 64
"""How many bytes tell."""

IMAGES = ("image/jpeg", "image/png", "image/gif", "image/webp")
FILMS = ("video/mp4", "video/quicktime", "video/webm", "video/ogg")
SOUNDS = ("audio/mpeg", "audio/mp4", "audio/ogg", "audio/webm", "audio/flac", "audio/wav", "audio/aac")

PICTURES_ALONE = _("That is no picture we can read. Use a JPEG, PNG, GIF or WebP file.")
ANYTHING = _("That is no file we can show. Use JPEG, PNG, GIF, WebP, MP4, WebM, MP3, Ogg, FLAC or WAV.")


class BadMedia(Telling, ValueError):
    """A file that we do not take; `str()` says why."""


@dataclass(frozen=True)
class Kind:
    """A kind of file."""

    name: str
    """image, video or audio: what it seems to be. Only a look inside tells film and sound apart."""
    reader: str
    """What reads it: Pillow's format, or ffmpeg's demuxer."""


_SIGNS = [
    (rb"\xff\xd8\xff", Kind("image", "JPEG")),
    (rb"\x89PNG\r\n\x1a\n", Kind("image", "PNG")),
    (rb"GIF8[79]a", Kind("image", "GIF")),
    (rb"RIFF....WEBP", Kind("image", "WEBP")),
    (rb"....ftyp(?:M4A |M4B )", Kind("audio", "mov")),
    (rb"....ftyp(?:avc1|dash|iso[m0-9]|mp4[12]|MSNV|XAVC|M4V[ HP]|3g[2p].|qt  )", Kind("video", "mov")),
    (rb"....(?:moov|mdat|wide|free)", Kind("video", "mov")),
    (rb"\x1aE\xdf\xa3", Kind("video", "matroska")),
    (rb"OggS", Kind("audio", "ogg")),
    (rb"fLaC", Kind("audio", "flac")),
    (rb"RIFF....WAVE", Kind("audio", "wav")),
    (rb"ID3[\x02-\x04]", Kind("audio", "mp3")),
    (rb"\xff[\xf0\xf1\xf8\xf9]", Kind("audio", "aac")),
    (rb"\xff[\xe2\xe3\xf2\xf3\xfa\xfb]", Kind("audio", "mp3")),
]
_KINDS = [(re.compile(sign, re.DOTALL), kind) for sign, kind in _SIGNS]


def kind_of(head: bytes) -> Kind:
    """Tell the kind of a file by its first HEAD bytes; BadMedia if it is none that we know."""
    for sign, kind in _KINDS:
        if sign.match(head):
            return kind
    raise BadMedia(ANYTHING)
