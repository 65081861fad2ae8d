"""Pictures of people in, pictures of one shape out."""

import io

from PIL import ImageOps

from .decoding import BadPicture, opened, painted

__all__ = ["BadPicture", "banner", "square"]

SIDE = 400
BANNER = (1500, 500)
MAX_PIXELS = 40_000_000
PLENTY = 9
"""How many times as many points as are shown a picture keeps until it is cut: one that is long and thin needs them."""


def square(data: bytes, side: int = SIDE) -> bytes:
    """Make a square WebP picture of JPEG, PNG, GIF or WebP: upright, cut to its middle, without metadata."""
    return _cut(data, (side, side))


def banner(data: bytes, size: tuple[int, int] = BANNER) -> bytes:
    """Make a wide WebP picture, as it stands above a profile, in the same way."""
    return _cut(data, size)


def _cut(data: bytes, size: tuple[int, int]) -> bytes:
    """Fit a picture into a shape."""
    with opened(data, pixels=MAX_PIXELS) as picture:
        fitted = ImageOps.fit(painted(picture, PLENTY * size[0] * size[1]).convert("RGBA"), size)

    out = io.BytesIO()
    fitted.save(out, "WEBP", quality=82, method=4)
    return out.getvalue()
