"""Reading a picture that somebody sent, who may wish us ill."""

import io
import math
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from PIL import Image, ImageCms, ImageOps

from .kinds import PICTURES_ALONE, BadMedia

FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
LONGEST = 65_535
"""How many pixels a picture may be wide or high: what a JPEG can be."""
MOST_SCANS = 64
"""In how many passes a JPEG may be drawn: each may cost as much as the whole picture, however few bytes it has."""
SECONDS = 10.0
"""For how long a picture may keep us busy."""

START_OF_SCAN = b"\xff\xda"  # within a scan, 0xff is always followed by something else (ITU-T T.81, B.1.1.5)
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))

warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # we say ourselves what is too large


class BadPicture(BadMedia):
    """A file that is no picture we take; `str()` says why."""


class Watched(io.BytesIO):
    """The bytes of a file, which refuses to be read any longer once the time is over."""

    def __init__(self, data: bytes, seconds: float) -> None:
        super().__init__(data)
        self.end = time.monotonic() + seconds

    def read(self, size: int | None = -1, /) -> bytes:
        """Read on, if there is time."""
        self.check()
        return super().read(size)

    def check(self) -> None:
        """Refuse to go on when the time is over."""
        if time.monotonic() > self.end:
            raise BadPicture("That picture takes too long to read. Use a simpler one.")


@contextmanager
def opened(data: bytes, *, pixels: int) -> Iterator[Image.Image]:
    """Open a picture of at most so many `pixels`, to be decoded within the block; BadPicture if that cannot be.

    The kind is read off the bytes, whatever the file was called, and the size is checked before anything is decoded.
    """
    try:
        if data.startswith(b"\xff\xd8") and data.count(START_OF_SCAN) > MOST_SCANS:
            raise BadPicture("That picture takes too long to read. Use a simpler one.")
        with Image.open(Watched(data, SECONDS), formats=FORMATS) as picture:
            check_size(picture.size, pixels)
            yield picture
    except BadPicture:
        raise
    except Image.DecompressionBombError:
        raise BadPicture(_too_large(pixels)) from None
    except Exception as error:  # Pillow's decoders raise almost anything on a broken file
        raise BadPicture(PICTURES_ALONE) from error


def check_size(size: tuple[int, int], pixels: int) -> None:
    """Refuse what has too many pixels, or is a mere thread of them: that would cost more than it shows."""
    if size[0] * size[1] > pixels:
        raise BadPicture(_too_large(pixels))
    if max(size) > LONGEST:
        raise BadPicture(f"That picture is too long: use at most {LONGEST} pixels in each direction.")


def painted(picture: Image.Image, area: int) -> Image.Image:
    """Paint a picture anew: upright, of at most so many points, in the colours of screens, and nothing beside them."""
    picture.draft("RGB", bounded(picture.size, area))
    turned = _upright(picture)
    coloured = turned if turned.mode in ("RGB", "RGBA", "L", "CMYK") else _plain(turned)
    if coloured.width * coloured.height > area:
        coloured = coloured.resize(bounded(coloured.size, area), Image.Resampling.LANCZOS, reducing_gap=3.0)
    plain = _plain(_in_srgb(coloured, picture.info.get("icc_profile")))
    plain.info.clear()
    return plain


def bounded(size: tuple[int, int], area: int) -> tuple[int, int]:
    """Make a size smaller, if need be, until it has at most `area` points; its shape stays."""
    width, height = size
    factor = min(1.0, math.sqrt(area / (width * height)))
    return max(1, int(width * factor)), max(1, int(height * factor))


def _too_large(pixels: int) -> str:
    """Say how large a picture may be."""
    return f"That picture is too large: use at most {pixels // 1_000_000} million pixels."


def _upright(picture: Image.Image) -> Image.Image:
    """Turn a picture as the camera was held; notes of it that cannot be read are as good as none."""
    picture.load()
    with suppress(Exception):
        return ImageOps.exif_transpose(picture)
    return picture


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Bring the colours into those that every screen understands; a profile that cannot be read is as good as none."""
    if not profile:
        return picture
    opaque = picture.convert("RGB") if picture.mode == "RGBA" else picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        coloured = ImageCms.profileToProfile(opaque, source, SRGB, outputMode="RGB") or picture
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    if picture.mode == "RGBA":
        coloured.putalpha(picture.getchannel("A"))
    return coloured


def _plain(picture: Image.Image) -> Image.Image:
    """Give a picture as red, green and blue, and how much shines through if anything does."""
    if picture.mode.startswith("I"):  # 16 bits of grey, which a mere conversion would cut off instead of scaling
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")
