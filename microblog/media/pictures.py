"""Pictures of people in, pictures of one shape out."""

import io
import warnings

from PIL import Image, ImageOps

SIDE = 400
BANNER = (1500, 500)
MAX_PIXELS = 40_000_000
FORMATS = ("JPEG", "PNG", "GIF", "WEBP")


class BadPicture(ValueError):
    """A file that is no picture we take; `str()` says why."""


def square(data: bytes, side: int = SIDE) -> bytes:
    """Make a square WebP picture of JPEG, PNG, GIF or WebP: upright, cut to its middle, without metadata."""
    return _cut(data, (side, side))


def banner(data: bytes, size: tuple[int, int] = BANNER) -> bytes:
    """Make a wide WebP picture, as it stands above a profile, in the same way."""
    return _cut(data, size)


def _cut(data: bytes, size: tuple[int, int]) -> bytes:
    """Fit a picture into a shape.

    The kind is read off the bytes, whatever the file was called, and the size is checked before anything is decoded.
    """
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            if picture.width * picture.height > MAX_PIXELS:
                raise BadPicture(f"That picture is too large: use at most {MAX_PIXELS // 1_000_000} million pixels.")
            picture.draft("RGB", (max(size) * 2, max(size) * 2))
            fitted = ImageOps.fit(ImageOps.exif_transpose(picture).convert("RGBA"), size)
    except BadPicture:
        raise
    except Image.DecompressionBombError:
        raise BadPicture("That picture is too large.") from None
    except Exception as error:  # Pillow's decoders raise almost anything on a broken file
        raise BadPicture("That is no picture we can read. Use a JPEG, PNG, GIF or WebP file.") from error

    out = io.BytesIO()
    fitted.save(out, "WEBP", quality=82, method=4)
    return out.getvalue()
