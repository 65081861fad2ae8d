"""Pictures in, smaller pictures out."""

import io

import pytest
from PIL import Image

from microblog.media import BadPicture, banner, square
from tests.media.pictures import BLUE, RED, empty_png, picture_bytes

ORIENTATION, GPS, ARTIST = 0x0112, 0x8825, 0x013B


def opened(data):
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def near(pixel, colour):
    return all(abs(one - other) < 40 for one, other in zip(pixel, colour, strict=False))


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("JPEG", "RGB"), ("JPEG", "L"), ("JPEG", "CMYK"), ("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "P"), ("PNG", "1"),
     ("PNG", "L"), ("PNG", "LA"), ("PNG", "I;16"), ("GIF", "P"), ("WEBP", "RGB"), ("WEBP", "RGBA")],
)  # fmt: skip
def test_every_kind_becomes_a_square_webp(kind, mode):
    made = opened(square(picture_bytes(kind, mode=mode)))

    assert (made.format, made.size) == ("WEBP", (400, 400))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_the_colours_stay(kind):
    made = opened(square(picture_bytes(kind))).convert("RGB")

    assert near(made.getpixel((50, 200)), RED)
    assert near(made.getpixel((350, 200)), BLUE)


@pytest.mark.parametrize("size", [(1, 1), (1, 3000), (3000, 1), (401, 399), (4000, 3000)])
def test_any_shape_is_cut_to_its_middle(size):
    assert opened(square(picture_bytes("JPEG", size))).size == (400, 400)


@pytest.mark.parametrize("size", [(1, 1), (1, 3000), (3000, 1), (1500, 500), (4000, 3000)])
def test_a_banner_is_three_times_as_wide_as_high(size):
    made = opened(banner(picture_bytes("JPEG", size)))

    assert (made.format, made.size) == ("WEBP", (1500, 500))


def test_no_banner_is_made_of_what_is_no_picture():
    with pytest.raises(BadPicture, match="no picture we can read"):
        banner(b"just words")


@pytest.mark.parametrize(("orientation", "top", "bottom"), [(6, RED, BLUE), (8, BLUE, RED)])
def test_a_picture_that_lies_on_its_side_is_set_upright(orientation, top, bottom):
    exif = Image.Exif()
    exif[ORIENTATION] = orientation

    made = opened(square(picture_bytes("JPEG", (400, 400), exif=exif))).convert("RGB")

    assert near(made.getpixel((200, 50)), top)
    assert near(made.getpixel((200, 350)), bottom)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_a_camera_noted_is_left_out(kind):
    exif = Image.Exif()
    exif[ARTIST] = "Secret Name"
    exif.get_ifd(GPS)[1] = "N"
    taken = picture_bytes(kind, exif=exif, xmp=b"<x:xmpmeta>Secret Place</x:xmpmeta>", comment=b"Secret Words")
    assert b"Secret Name" in taken

    made = square(taken)

    assert b"Secret" not in made
    assert b"EXIF" not in made
    assert b"XMP" not in made
    assert not opened(made).getexif()


def test_what_is_transparent_stays_so():
    out = io.BytesIO()
    Image.new("RGBA", (500, 500), (0, 0, 0, 0)).save(out, "PNG")

    assert opened(square(out.getvalue())).getpixel((200, 200))[3] == 0


def test_of_what_moves_the_first_picture_is_kept():
    frames = [Image.new("RGB", (50, 50), colour) for colour in (RED, BLUE)]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])

    made = opened(square(out.getvalue()))

    assert not getattr(made, "is_animated", False)
    assert near(made.convert("RGB").getpixel((200, 200)), RED)


@pytest.mark.parametrize(
    "data",
    [b"", b"just words", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\x89PNG\r\n\x1a\n", b"GIF89a",
     picture_bytes("PNG")[:200], picture_bytes("BMP"), picture_bytes("TIFF"), picture_bytes("ICO"),
     b"\xff\xd8\xff" * 99],
    ids=["empty", "text", "svg", "png head", "gif head", "cut png", "bmp", "tiff", "ico", "no jpeg"],
)  # fmt: skip
def test_what_is_no_picture_is_refused(data):
    with pytest.raises(BadPicture, match="no picture we can read"):
        square(data)


@pytest.mark.parametrize("size", [(6_325, 6_325), (100_000, 100_000), (2**31 - 1, 2**31 - 1), (40_000_001, 1)])
def test_a_bomb_is_refused_before_it_is_decoded(size, monkeypatch):
    monkeypatch.setattr(Image.Image, "load", lambda _: pytest.fail("it was decoded"))

    with pytest.raises(BadPicture, match="too large"):
        square(empty_png(*size))
