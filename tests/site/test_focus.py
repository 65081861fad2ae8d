"""Choosing what of a picture stays in sight."""

import io

import pytest
from PIL import Image

from microblog.media import Storage
from microblog.site.focus import places, side, written
from tests.making import make_media, make_post
from tests.media.pictures import BLUE, RED

SETTINGS = "/settings/profile"


def chosen(point):
    [one] = [place for place in places(point) if place.chosen]
    return one.title, one.value


def test_a_point_lies_in_one_of_nine_places_which_then_stands_for_it():
    assert chosen("") == ("Middle", "0,0")
    assert chosen("-1,1") == ("Top left", "-1,1")
    assert chosen("0.5,-0.1") == ("Right", "0.5,-0.1")
    assert chosen("not,a point") == ("Middle", "not,a point")
    assert [place.value for place in places("0,0")].count("0,0") == 1


def test_points_are_written_as_forms_and_style_sheets_know_them():
    assert written(None) == written([0.0, 0.0]) == "0,0"
    assert written([0.25, -1.0]) == "0.25,-1"
    assert side(None, None) == side(0.1, 0.1) == ""
    assert (side(-1, 1), side(0, -0.9), side(1, 0)) == ("left top", "bottom", "right")


def half_and_half():
    """A wide picture: red to the left, blue to the right."""
    picture = Image.new("RGB", (900, 300), RED)
    picture.paste(BLUE, (450, 0, 900, 300))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def colour(storage, name):
    with Image.open(storage.path(name)) as picture:
        red, _, blue = picture.convert("RGB").getpixel((10, picture.height // 2))
    return "red" if red > blue else "blue"


@pytest.fixture
def storage(registry):
    return Storage(registry.settings["microblog"].media.directory)


def test_a_picture_is_cut_where_one_wants_it_and_cut_anew_later(db, visitor, ann, storage):
    visitor.log_in("ann")
    assert "picture_focus" not in visitor.get(SETTINGS).forms[0].fields
    visitor.send(SETTINGS, display_name="Ann", bio="", upload=[("picture", "p.png", half_and_half())])
    db.rollback()
    assert (colour(storage, ann.avatar), ann.avatar_focus) == ("red", None)

    form = next(form for form in visitor.get(SETTINGS).forms.values() if "picture_focus" in form.fields)
    assert form["picture_focus"].value == "0,0"
    form["picture_focus"] = "1,0"
    form.submit().follow()
    db.rollback()
    assert (colour(storage, ann.avatar), ann.avatar_focus) == ("blue", [1.0, 0.0])

    visitor.send(SETTINGS, display_name="Ann", bio="", picture_focus="0.9,0.5")
    form = next(form for form in visitor.get(SETTINGS).forms.values() if "picture_focus" in form.fields)
    assert form["picture_focus"].value == "0.9,0.5"
    form.submit()
    db.rollback()
    assert ann.avatar_focus == [0.9, 0.5]

    visitor.send(SETTINGS, display_name="Ann", bio="", remove_picture="yes")
    db.rollback()
    assert (ann.avatar, ann.avatar_whole, ann.avatar_focus) == (None, None, None)


def test_the_wide_picture_too_and_a_new_one_begins_in_its_middle(db, visitor, ann, storage):
    visitor.log_in("ann").send(SETTINGS, display_name="", bio="", upload=[("header", "p.png", half_and_half())])
    visitor.send(SETTINGS, display_name="", bio="", header_focus="0,-1")
    db.rollback()
    assert ann.header_focus == [0.0, -1.0]

    picture = [("header", "p.png", half_and_half() + b" ")]
    visitor.send(SETTINGS, display_name="", bio="", header_focus="0,-1", upload=picture)
    db.rollback()
    assert ann.header_focus is None


@pytest.mark.parametrize("point", ["2,0", "x", "0,nan", "0", "1,1,1"])
def test_what_is_no_point_is_refused_beside_the_picture(db, visitor, ann, point):
    visitor.log_in("ann").send(SETTINGS, display_name="", bio="", upload=[("picture", "p.png", half_and_half())])

    page = visitor.send(SETTINGS, 422, display_name="", bio="", picture_focus=point)

    assert "from -1 to 1" in page.html.select_one("#picture_focus-problem").text


def test_the_pictures_of_a_post_are_shown_around_their_focus(db, visitor, ann):
    media = make_media(db, ann, focus_x=1.0, focus_y=0.0)
    make_post(db, ann, "", media=[media.id])

    assert visitor.get("/public").html.select_one(".attachments img")["data-side"] == "right"


def test_what_stays_in_sight_of_a_posts_picture_is_chosen_in_the_composer(db, visitor, ann):
    media = make_media(db, ann)
    visitor.log_in("ann")
    fields = {"text": "Look", "media": str(media.id), f"alt-{media.id}": "A cup.", "visibility": "public"}

    page = visitor.send("/compose", 422, **fields, **{f"focus-{media.id}": "5,5"})
    assert "from -1 to 1" in page.html.select_one(f"#focus-{media.id}-problem").text

    visitor.send("/compose", **fields, **{f"focus-{media.id}": "-0.5,1"})
    db.rollback()
    assert (media.focus_x, media.focus_y, media.description) == (-0.5, 1.0, "A cup.")
