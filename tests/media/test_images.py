"""Images in; an image to look at, and a small one, out."""

import io
import time

import pytest
from PIL import Image, ImageCms

from microblog.media import BadPicture, make_image, make_small, moves
from microblog.media.images import LARGE, MOST_FRAMES, MOVING, SMALL
from tests.media.pictures import BLUE, RED, empty_png, many_scans, moving_bytes, picture_bytes, tiny_gif

ORIENTATION, GPS, ARTIST = 0x0112, 0x8825, 0x013B
PIXELS = 33_000_000


def opened(encoded):
    picture = Image.open(io.BytesIO(encoded.data))
    picture.load()
    return picture


def near(pixel, colour):
    return all(abs(one - other) < 40 for one, other in zip(pixel, colour, strict=False))


def made(data, pixels=PIXELS):
    return make_image(data, pixels=pixels)


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("JPEG", "RGB"), ("JPEG", "L"), ("JPEG", "CMYK"), ("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "P"), ("PNG", "1"),
     ("PNG", "L"), ("PNG", "LA"), ("PNG", "I;16"), ("WEBP", "RGB"), ("WEBP", "RGBA")],
)  # fmt: skip
def test_every_kind_stays_what_it_is(kind, mode):
    image = made(picture_bytes(kind, (1200, 600), mode=mode))

    assert (opened(image.large).format, opened(image.small).format) == (kind, kind)
    assert image.large.meta == {"width": 1200, "height": 600, "size": "1200x600", "aspect": 2.0}
    assert (image.small.width * image.small.height) <= SMALL
    assert image.small.width == pytest.approx(2 * image.small.height, abs=2)
    assert image.large.suffix == {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}[kind]


def test_a_gif_that_holds_still_becomes_a_png():
    image = made(picture_bytes("GIF"))

    assert (opened(image.large).format, image.large.suffix) == ("PNG", ".png")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_the_colours_stay(kind):
    picture = opened(made(picture_bytes(kind)).large).convert("RGB")

    assert near(picture.getpixel((50, 200)), RED)
    assert near(picture.getpixel((550, 200)), BLUE)


def test_sixteen_bits_of_grey_are_scaled_and_not_cut_off():
    out = io.BytesIO()
    Image.new("I;16", (8, 8), 30000).save(out, "PNG")

    assert near(opened(made(out.getvalue()).large).getpixel((3, 3)), (117, 117, 117))


def test_what_is_transparent_stays_so():
    out = io.BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(out, "PNG")

    assert opened(made(out.getvalue()).large).getpixel((9, 9))[3] == 0


def test_what_is_larger_than_we_show_is_made_smaller_and_what_is_small_is_not_made_larger():
    large, small = made(picture_bytes("JPEG", (5000, 4000))), made(picture_bytes("PNG", (50, 60)))

    assert large.large.width * large.large.height <= LARGE
    assert large.large.meta["aspect"] == pytest.approx(1.25, abs=0.01)
    assert small.large.meta["size"] == small.small.meta["size"] == "50x60"


@pytest.mark.parametrize("size", [(1, 1), (1, 30_000), (30_000, 1)])
def test_any_shape_will_do(size):
    image = made(picture_bytes("PNG", size))

    assert min(image.small.width, image.small.height) == 1
    assert len(image.blurhash) == 36


@pytest.mark.parametrize(("orientation", "top", "bottom"), [(6, RED, BLUE), (8, BLUE, RED)])
def test_a_picture_that_lies_on_its_side_is_set_upright(orientation, top, bottom):
    exif = Image.Exif()
    exif[ORIENTATION] = orientation

    image = made(picture_bytes("JPEG", (400, 200), exif=exif))

    assert (image.large.width, image.large.height) == (200, 400)
    for one in (image.large, image.small):
        assert near(opened(one).getpixel((100, 50)), top)
        assert near(opened(one).getpixel((100, 350)), bottom)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_a_camera_noted_is_left_out(kind):
    exif = Image.Exif()
    exif[ARTIST] = "Secret Name"
    exif.get_ifd(GPS)[1] = "N"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    noted = {"exif": exif, "xmp": b"<x:xmpmeta>Secret Place</x:xmpmeta>", "comment": b"Secret Words"}
    sent = picture_bytes(kind, icc_profile=profile, **noted)
    assert b"Secret Name" in sent

    image = made(sent)

    for one in (image.large, image.small):
        assert not any(sign in one.data for sign in (b"Secret", b"EXIF", b"Exif", b"eXIf", b"XMP", b"ICC", b"iCCP"))
        assert not opened(one).getexif()
        assert not opened(one).info.keys() & {"exif", "xmp", "comment", "icc_profile", "photoshop"}


def test_what_a_moving_picture_tells_beside_its_frames_is_left_out():
    image = made(moving_bytes("GIF", comment=b"Secret Words"))

    assert b"Secret" not in image.large.data


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_notes_that_cannot_be_read_do_no_harm():
    sent = picture_bytes("JPEG", exif=b"Exif\0\0II*\0\x08\0\0\0\xff\xff" + b"\xff" * 40)

    assert made(sent).large.meta["size"] == "600x300"


def test_colours_of_another_screen_are_brought_into_ours():
    profile = io.BytesIO(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    swapped = profile.getvalue().replace(b"rXYZ", b"tmpp").replace(b"bXYZ", b"rXYZ").replace(b"tmpp", b"bXYZ")

    plain = made(picture_bytes("PNG"))
    other = made(picture_bytes("PNG", icc_profile=swapped))

    assert near(opened(plain.large).getpixel((50, 200)), RED)
    assert near(opened(other.large).getpixel((50, 200)), BLUE)


def test_a_profile_of_colours_that_cannot_be_read_does_no_harm():
    assert near(opened(made(picture_bytes("PNG", icc_profile=b"nonsense")).large).getpixel((50, 200)), RED)


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_what_moves_goes_on_moving(kind):
    image = made(moving_bytes(kind, 5))

    picture = opened(image.large)
    assert (picture.format, picture.n_frames, picture.info["duration"]) == (kind, 5, 50)
    assert opened(image.small).format == ("PNG" if kind == "GIF" else "WEBP")
    assert not getattr(opened(image.small), "is_animated", False)


def test_of_a_png_that_moves_the_first_frame_is_kept():
    image = made(moving_bytes("PNG", 5))

    assert not opened(image.large).is_animated


def test_what_moves_is_made_smaller_if_its_frames_are_many_and_large():
    image = made(moving_bytes("GIF", 24, (1000, 900)))

    assert image.large.width * image.large.height * 24 <= MOVING
    assert opened(image.large).n_frames == 24


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_what_moves_without_end_is_refused(kind):
    with pytest.raises(BadPicture, match="moves for too long: use at most 500 frames"):
        made(moving_bytes(kind, MOST_FRAMES + 1, (2, 2)))


def test_a_hundred_thousand_frames_in_few_bytes_do_not_keep_us_busy():
    started = time.perf_counter()

    assert moves(tiny_gif(100_000), pixels=PIXELS)
    with pytest.raises(BadPicture, match="too long"):
        made(tiny_gif(100_000))

    assert time.perf_counter() - started < 10


def test_a_frame_that_is_larger_than_its_picture_says_is_measured():
    sent = bytearray(tiny_gif(2))
    last = sent.rindex(b",")
    sent[last + 5 : last + 9] = b"\xff\x7f\xff\x7f"

    with pytest.raises(BadPicture, match="too large"):
        made(bytes(sent))


def test_whether_it_moves_is_known_beforehand():
    kinds = {"GIF": True, "WEBP": True, "PNG": False}

    assert {kind: moves(moving_bytes(kind), pixels=PIXELS) for kind in kinds} == kinds
    assert not moves(picture_bytes("GIF"), pixels=PIXELS)


@pytest.mark.parametrize(
    "data",
    [b"", b"just words", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\x89PNG\r\n\x1a\n", b"GIF89a",
     b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", picture_bytes("BMP"), picture_bytes("TIFF"), b"\xff\xd8\xff" * 99,
     tiny_gif(0)],
    ids=["empty", "text", "svg", "png head", "gif head", "heic", "bmp", "tiff", "no jpeg", "no frame"],
)  # fmt: skip
def test_what_is_no_picture_is_refused(data):
    with pytest.raises(BadPicture, match="no picture we can read"):
        made(data)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
@pytest.mark.parametrize("part", [0.2, 0.5, 0.9])
def test_what_was_cut_off_is_refused(kind, part):
    sent = picture_bytes(kind, (300, 300))

    with pytest.raises(BadPicture, match="no picture we can read"):
        made(sent[: int(len(sent) * part)])


def test_of_a_file_that_is_two_things_only_the_picture_is_kept():
    script = b"<script>alert(1)</script>"
    sent = picture_bytes("PNG") + b"PK\x03\x04" + script

    assert script not in made(sent).large.data


@pytest.mark.parametrize("size", [(30_000, 30_000), (6000, 6000), (2**31 - 1, 2**31 - 1), (PIXELS + 1, 1)])
def test_a_bomb_is_refused_before_it_is_decoded(size, monkeypatch):
    monkeypatch.setattr(Image.Image, "load", lambda _: pytest.fail("it was decoded"))

    for make in (make_image, make_small, moves):
        with pytest.raises(BadPicture, match="too large"):
            make(empty_png(*size), pixels=PIXELS)


@pytest.mark.parametrize("size", [(65_536, 1), (1, 30_000_000)])
def test_a_mere_thread_is_refused_before_it_is_decoded(size, monkeypatch):
    monkeypatch.setattr(Image.Image, "load", lambda _: pytest.fail("it was decoded"))

    for make in (make_image, make_small, moves):
        with pytest.raises(BadPicture, match="too long"):
            make(empty_png(*size), pixels=PIXELS)


def test_a_picture_that_is_drawn_in_a_thousand_passes_is_refused():
    with pytest.raises(BadPicture, match="takes too long"):
        made(many_scans(1000))

    assert made(many_scans(5)).large.meta["size"] == "64x64"


def test_no_picture_is_read_longer_than_it_may_be(monkeypatch):
    monkeypatch.setattr("microblog.media.decoding.SECONDS", -1)

    with pytest.raises(BadPicture, match="takes too long"):
        made(picture_bytes("PNG"))


def test_a_small_picture_can_be_made_alone():
    small, blurhash = make_small(picture_bytes("PNG", (50, 50)), pixels=PIXELS)

    assert (opened(small).format, small.suffix, small.meta["size"]) == ("PNG", ".png", "50x50")
    assert len(blurhash) == 36
