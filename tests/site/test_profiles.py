"""Profiles, and what one says of oneself."""

import io

import pytest
from PIL import Image

from microblog import clock
from tests.making import make_account, make_post


def picture(kind="PNG", size=(300, 200)):
    file = io.BytesIO()
    Image.new("RGB", size, "teal").save(file, kind)
    return file.getvalue()


def test_a_profile_says_who_somebody_is(db, visitor):
    ann = make_account(db, "ann", display_name="Ann", bio="Likes #tea and @bob.")
    make_post(db, ann, "Hello.")

    page = visitor.get("/@ann")

    assert page.html.select_one("link[rel=canonical]")["href"] == "http://localhost/@ann"
    assert page.html.select_one("meta[property='og:title']")["content"] == "Ann (@ann)"
    assert page.html.select_one("link[type='application/atom+xml']")["href"] == "/@ann.atom"
    assert "1 post" in " ".join(page.html.select_one(".figures").text.split())
    visitor.get("/@nobody", status=404)


def test_one_edits_ones_own_profile(db, visitor):
    make_account(db, "ann")
    visitor.log_in("ann")

    form = visitor.get("/settings/profile").forms[0]
    form["display_name"], form["bio"] = "Ann\u202e \n B.", "Two\r\n\r\n\r\n\r\nlines"
    page = form.submit(status=303).follow()

    assert "Your profile is changed." in page
    assert page.html.select_one("h1 bdi").text == "Ann B."
    assert visitor.get("/settings/profile").forms[0]["bio"].value.replace("\r", "") == "Two\n\nlines"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_picture_is_kept_small_and_served_harmlessly(db, visitor, kind):
    make_account(db, "ann")
    visitor.log_in("ann")

    visitor.send("/settings/profile", upload=[("picture", "me.exe", picture(kind))], display_name="Ann")
    address = visitor.get("/@ann").html.select_one("img.portrait")["src"]
    served = visitor.get(address)

    assert served.content_type == "image/webp"
    assert Image.open(io.BytesIO(served.body)).size == (400, 400)
    assert served.headers["Content-Security-Policy"] == "default-src 'none'; media-src 'self'; sandbox"
    assert "max-age=31536000" in served.headers["Cache-Control"]
    visitor.send("/settings/profile", remove_picture="yes")
    assert "/initials/a-" in visitor.get("/@ann").html.select_one("img.portrait")["src"]


@pytest.mark.parametrize("content", [b"words", b"\x89PNG\r\n\x1a\n", picture()[:60], b"GIF89a" + b"\xff" * 50])
def test_what_is_no_picture_is_refused_beside_its_field(db, visitor, content):
    make_account(db, "ann")
    visitor.log_in("ann")

    page = visitor.send("/settings/profile", 422, [("picture", "me.png", content)], display_name="Typed")

    assert "That is no picture we can read." in page.html.select_one("#picture-note").text
    assert page.forms[0]["display_name"].value == "Typed"


def test_a_file_that_is_too_large_is_refused_before_it_is_read(db, visitor):
    make_account(db, "ann")
    visitor.log_in("ann")

    page = visitor.send("/settings/profile", 413, [("picture", "me.png", b"x" * (9 * 1024 * 1024))])

    assert "That is too much at once" in page


@pytest.mark.parametrize("name", ["x", "../development.ini", "aa/..%2f..%2f", "aa/" + "0" * 32 + ".webp", "%00"])
def test_nothing_but_pictures_is_served(visitor, name):
    visitor.get(f"/media/{name}", status=404)


def test_search_engines_are_asked_to_stay_away_from_who_does_not_want_them(db, visitor):
    ann, bob = make_account(db, "ann", indexable=False), make_account(db, "bob")
    posts = {"ann": make_post(db, ann).id, "bob": make_post(db, bob).id}

    for name, wanted in (("ann", False), ("bob", True)):
        for path in (f"/@{name}", f"/@{name}/{posts[name]}"):
            robots = visitor.get(path).html.select_one("meta[name=robots]")
            assert (robots is None) is wanted


def test_who_is_shut_out_is_not_there(db, visitor):
    make_account(db, "bob", suspended_at=clock.now())

    for path in ("/@bob", "/@bob/followers", "/@bob/following", "/@bob.atom"):
        visitor.get(path, status=404)
