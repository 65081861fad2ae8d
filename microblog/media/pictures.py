"""Pictures in, smaller pictures out."""

import io
import warnings

from PIL import Image, ImageOps

SIDE = 400
MAX_PIXELS = 40_000_000
FORMATS = ("JPEG", "PNG", "GIF", "WEBP")


class BadPicture(ValueError):
    """A file that is no picture we take; `str()` says why."""


def square(data: bytes, side: int = SIDE) -> bytes:
    """Make a square WebP picture of JPEG, PNG, GIF or WebP: upright, cut to its middle, without metadata.

    The kind is read off the bytes, whatever the file was called, and the size is checked before anything is decoded.
    """
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            if picture.width * picture.height > MAX_PIXELS:
                raise BadPicture(f"That picture is too large: use at most {MAX_PIXELS // 1_000_000} million pixels.")
            picture.draft("RGB", (side * 2, side * 2))
            fitted = ImageOps.fit(ImageOps.exif_transpose(picture).convert("RGBA"), (side, side))
    except BadPicture:
        raise
    except Image.DecompressionBombError:
        raise BadPicture("That picture is too large.") from None
    except Exception as error:  # Pillow's decoders raise almost anything on a broken file
        raise BadPicture("That is no picture we can read. Use a JPEG, PNG, GIF or WebP file.") from error

    out = io.BytesIO()
    fitted.save(out, "WEBP", quality=82, method=4)
    return out.getvalue()
