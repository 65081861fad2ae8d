"""Images in; out come an image to look at, a small one, and what is known of both.

Whatever is kept was painted anew, point by point: nothing that a camera, or anybody, had noted beside the points
comes along.
"""

import io
from dataclasses import dataclass
from typing import Any

from PIL import Image

from .blurhash import blurhash
from .decoding import BadPicture, bounded, check_size, opened, painted

LARGE = 3840 * 2160
"""How many points an image keeps at most; a larger one is made smaller."""
SMALL = 640 * 360
MOST_FRAMES = 500
MOVING = 20_000_000
"""How many points all frames of what moves keep together at most."""

SUFFIXES = {"JPEG": ".jpg", "PNG": ".png", "GIF": ".gif", "WEBP": ".webp"}
_HOW: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 88, "optimize": True, "progressive": True},
    "PNG": {"compress_level": 6},
    "WEBP": {"quality": 88, "method": 3},
}


@dataclass(frozen=True)
class Encoded:
    """A picture as it is stored."""

    data: bytes
    suffix: str
    width: int
    height: int

    @property
    def meta(self) -> dict[str, Any]:
        """Its size, in the words of the API."""
        size = {"width": self.width, "height": self.height, "size": f"{self.width}x{self.height}"}
        return {**size, "aspect": self.width / self.height}


@dataclass(frozen=True)
class MadeImage:
    """An image to look at, a small one, and the even smaller one that stands there while they load."""

    large: Encoded
    small: Encoded
    blurhash: str


def make_image(data: bytes, *, pixels: int) -> MadeImage:
    """Make an image ready to be shown: JPEG, PNG or WebP in its own format, of at most LARGE and SMALL points.

    What moves as GIF or WebP goes on moving. `pixels` is how many may be sent; BadPicture says what is wrong.
    """
    with opened(data, pixels=pixels) as picture:
        kind = _format_of(picture)
        moving = _moving(picture, kind, pixels) if _moves(picture) else None
        picture.seek(0)
        first = painted(picture, LARGE)
    large = moving or _encoded(first, kind)
    small = first.resize(bounded(first.size, SMALL), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return MadeImage(large, _encoded(small, kind), blurhash(small))


def make_small(data: bytes, *, pixels: int) -> tuple[Encoded, str]:
    """Make a small image, which is to stand for something else, and its blurhash."""
    with opened(data, pixels=pixels) as picture:
        small = painted(picture, SMALL)
        return _encoded(small, _format_of(picture)), blurhash(small)


def moves(data: bytes, *, pixels: int) -> bool:
    """Whether an image has more than one frame."""
    with opened(data, pixels=pixels) as picture:
        return _moves(picture)


def _moves(picture: Image.Image) -> bool:
    """Whether a picture that is open has more than one frame, in a format that browsers let move."""
    return picture.format in ("GIF", "WEBP") and bool(getattr(picture, "is_animated", False))


def _format_of(picture: Image.Image) -> str:
    """Choose in which format a picture is kept: its own, or for a GIF that holds still the better one."""
    return {"GIF": "PNG", "MPO": "JPEG"}.get(picture.format or "", picture.format or "PNG")


def _moving(picture: Image.Image, kind: str, pixels: int) -> Encoded:
    """Paint all frames anew, and all of them smaller if they are many."""
    count = int(getattr(picture, "n_frames", 1))
    if count > MOST_FRAMES:
        raise BadPicture(f"That moves for too long: use at most {MOST_FRAMES} frames.")
    size = bounded(picture.size, MOVING // count)
    frames, durations = [], []
    for number in range(count):
        picture.seek(number)
        check_size(picture.size, pixels)
        frames.append(picture.convert("RGBA").resize(size))
        durations.append(max(20, int(picture.info.get("duration") or 100)))

    out = io.BytesIO()
    format = picture.format or ""
    how = {"quality": 80, "method": 0} if format == "WEBP" else {"disposal": 2}
    for frame in frames:
        frame.info.clear()
    frames[0].save(out, format, save_all=True, append_images=frames[1:], duration=durations, loop=0, **how)
    return Encoded(out.getvalue(), SUFFIXES[format], *size)


def _encoded(picture: Image.Image, kind: str) -> Encoded:
    """Write a picture down."""
    out = io.BytesIO()
    picture.save(out, kind, **_HOW[kind])
    return Encoded(out.getvalue(), SUFFIXES[kind], picture.width, picture.height)
