"""Joining, profiles and following."""

import io

import pytest
from PIL import Image

from microblog import clock
from tests.making import make_account, make_follow, make_post
from tests.visitor import PASSWORD


def picture(kind="PNG", size=(300, 200)):
    file = io.BytesIO()
    Image.new("RGB", size, "teal").save(file, kind)
    return file.getvalue()


def test_whoever_signs_up_is_there_and_logged_in(visitor):
    page = visitor.send("/signup", username=" New_1 ", email="New@Example.org", password=PASSWORD).follow()

    assert "Welcome, @new_1!" in page
    assert "It is quiet here" in page
    assert "Log out @new_1" in page
    assert "@new_1" in visitor.get("/@NEW_1")


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


def test_following_and_no_longer_following(db, visitors):
    ann, bob = make_account(db, "ann"), make_account(db, "bob", display_name="Bob")
    make_post(db, bob, "Hello from Bob.")
    visitor = visitors().log_in(ann.username)

    page = visitor.get("/@bob").forms[0].submit(status=303).follow()
    assert "You follow @bob now." in page
    assert "Hello from Bob." in visitor.get("/")
    assert "@ann" in visitors().get("/@bob/followers").html.select_one(".people").text
    assert "Bob" in visitors().get("/@ann/following").html.select_one(".people").text

    page = visitor.get("/@bob").forms[0].submit(status=303).follow()
    assert "You do not follow @bob any more." in page
    assert "Hello from Bob." not in visitor.get("/")


def test_nobody_follows_themselves_or_nobody(db, visitor):
    make_account(db, "ann")
    visitor.log_in("ann")

    assert "You see your own posts already." in visitor.send("/@ann/follow", status=422)
    visitor.send("/@nobody/follow", status=404)


def test_strangers_are_led_to_the_login_and_back(db, visitor):
    make_account(db, "bob")

    assert visitor.get("/settings/profile", status=303).location == "http://localhost/login?next=%2Fsettings%2Fprofile"
    assert "You are not logged in any more." in visitor.send("/@bob/follow", status=403)
    page = visitor.send("/compose", status=403, text="Typed in vain?")
    assert page.forms[0]["text"].value == "Typed in vain?"


def test_lists_of_people_turn_their_pages(db, visitor):
    bob = make_account(db, "bob")
    for number in range(23):
        make_follow(db, make_account(db, f"fan_{number}"), bob)

    first = visitor.get("/@bob/followers")
    second = first.click("Older")

    assert [len(page.html.select(".people li")) for page in (first, second)] == [20, 3]
    assert len(second.click("Newer").html.select(".people li")) == 20


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


def test_who_decides_about_followers_is_asked(db, visitor):
    make_account(db, "ann")
    make_account(db, "bob", locked=True)
    visitor.log_in("ann")

    assert visitor.get("/@bob").html.select_one(".deeds button").text == "Ask to follow"
    page = visitor.send("/@bob/follow").follow()
    assert "You asked to follow @bob, who decides about it." in page
    assert page.html.select_one(".deeds button").text == "Withdraw the request"

    page = visitor.send("/@bob/unfollow").follow()
    assert page.html.select_one(".deeds button").text == "Ask to follow"


def test_who_hides_whom_they_know_shows_nobody(db, visitor):
    ann, bob = make_account(db, "ann", hide_collections=True), make_account(db, "bob")
    make_follow(db, ann, bob)
    make_follow(db, bob, ann)

    assert "@bob" not in visitor.get("/@ann/followers")
    assert "@bob" not in visitor.get("/@ann/following")
    visitor.log_in("ann")
    assert "@bob" in visitor.get("/@ann/followers")
