"""Pictures of people in, pictures of one shape out."""

import io

from PIL import Image, ImageOps

from .decoding import BadPicture, opened, painted

__all__ = ["BadPicture", "banner", "square", "uncut"]

SIDE = 400
BANNER = (1500, 500)
MAX_PIXELS = 40_000_000
UNCUT = 2_250_000
"""How many points a picture has at most that is kept whole: enough to cut any of our shapes out of it."""
Focus = tuple[float, float]
"""What to keep in sight: to the right and up, each from -1 to 1."""
MIDDLE: Focus = (0.0, 0.0)
PLENTY = 9
"""How many times as many points as are shown a picture keeps until it is cut: one that is long and thin needs them."""


def square(data: bytes, side: int = SIDE, *, focus: Focus = MIDDLE) -> bytes:
    """Make a square WebP picture of JPEG, PNG, GIF or WebP: upright, cut around its focus, without metadata."""
    return _cut(data, (side, side), focus)


def banner(data: bytes, size: tuple[int, int] = BANNER, *, focus: Focus = MIDDLE) -> bytes:
    """Make a wide WebP picture, as it stands above a profile, in the same way."""
    return _cut(data, size, focus)


def uncut(data: bytes) -> bytes:
    """Make a WebP picture in the same way that shows all of it, to be cut later."""
    with opened(data, pixels=MAX_PIXELS) as picture:
        return _written(painted(picture, UNCUT).convert("RGBA"))


def _cut(data: bytes, size: tuple[int, int], focus: Focus) -> bytes:
    """Fit a picture into a shape, with its focus as near the middle as can be."""
    across, up = focus
    with opened(data, pixels=MAX_PIXELS) as picture:
        whole = painted(picture, PLENTY * size[0] * size[1]).convert("RGBA")
        return _written(ImageOps.fit(whole, size, centering=((1 + across) / 2, (1 - up) / 2)))


def _written(picture: Image.Image) -> bytes:
    """Write a picture as WebP."""
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=82, method=4)
    return out.getvalue()
