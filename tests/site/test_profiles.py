"""Profiles, and what one says of oneself."""

import io

import pytest
from PIL import Image

from microblog import clock
from microblog.actions.reactions import pin
from tests.making import make_account, make_media, make_post
from tests.site.page import read_page


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


def test_the_lines_of_a_profile_lead_to_the_same_person_elsewhere(db, visitor):
    make_account(db, "ann")
    form = visitor.log_in("ann").get("/settings/profile").forms[0]
    form["name_0"], form["value_0"] = "Website", "https://example.org/ann"
    form["name_2"], form["value_2"] = "Pronouns <b>", "she & her"

    page = form.submit(status=303).follow()

    read_page(page)
    assert [one.text for one in page.html.select(".rows dt")] == ["Website", "Pronouns <b>"]
    link = page.html.select_one(".rows dd a")
    assert (link["href"], link["rel"][0]) == ("https://example.org/ann", "me")
    assert page.html.select(".rows dd")[1].text == "she & her"
    form = visitor.get("/settings/profile").forms[0]
    assert form["name_1"].value == "Pronouns <b>"
    visitor.send("/settings/profile", display_name="Ann")
    assert visitor.get("/@ann").html.select(".rows dt")


def test_a_line_without_a_name_is_refused_beside_the_lines(db, visitor):
    make_account(db, "ann")

    page = visitor.log_in("ann").send("/settings/profile", 422, name_0="", value_0="typed")

    assert page.html.select_one("#fields-note").text == "Give each line a name."
    assert page.forms[0]["value_0"].value == "typed"


def test_a_wide_picture_stands_above_a_profile_until_it_is_removed(db, visitor):
    make_account(db, "ann")
    visitor.log_in("ann")

    visitor.send("/settings/profile", upload=[("header", "wide.png", picture())], display_name="Ann")
    page = visitor.get("/@ann")
    read_page(page)
    served = visitor.get(page.html.select_one("img.banner")["src"])
    assert Image.open(io.BytesIO(served.body)).size == (1500, 500)

    visitor.send("/settings/profile", remove_header="yes")
    assert not visitor.get("/@ann").html.select("img.banner")


def test_one_chooses_who_finds_and_follows_one(db, visitor):
    ann = make_account(db, "ann")
    form = visitor.log_in("ann").get("/settings/privacy").forms[0]
    names = ("locked", "hide_collections", "discoverable", "indexable", "bot")
    assert [form.get(name, index=1).checked for name in names] == [False, False, True, True, False]

    for name in names:
        form.get(name, index=1).checked = not form.get(name, index=1).checked
    form.submit(status=303)

    db.refresh(ann)
    assert [getattr(ann, name) for name in names] == [True, True, False, False, True]
    assert "a program" in visitor.get("/@ann").html.select_one("h1").text


def test_one_chooses_with_what_a_post_begins(db, visitor):
    ann = make_account(db, "ann", default_language="tlh")
    form = visitor.log_in("ann").get("/settings/posting").forms[0]
    assert form["default_language"].value == "tlh"

    form["default_visibility"], form["default_language"] = "private", "eu"
    form.submit(status=303)

    db.refresh(ann)
    assert (ann.default_visibility, ann.default_language) == ("private", "eu")
    visitor.send("/settings/posting", 422, default_visibility="direct")
    visitor.send("/settings/posting", 422, default_visibility="loud")


def words_on(page):
    return [words.text for words in page.html.select(".post .words")]


def test_posts_replies_and_media_have_pages_of_their_own(db, visitor):
    ann, bob = make_account(db, "ann"), make_account(db, "bob")
    made = make_post(db, ann, "A post")
    make_post(db, ann, "More of it", reply_to=made)
    make_post(db, ann, "An answer", reply_to=make_post(db, bob, "A question"))
    make_post(db, ann, "A picture", media=[make_media(db, ann).id])

    posts = visitor.get("/@ann")

    assert words_on(posts) == ["A picture", "More of it", "A post"]
    assert words_on(posts.click("Posts and replies")) == ["A picture", "An answer", "More of it", "A post"]
    media = posts.click("Media")
    assert words_on(media) == ["A picture"]
    assert [one.text for one in media.html.select(".tabs [aria-current=page]")] == ["Media"]


def test_what_is_pinned_stands_on_top_of_the_first_page(db, visitor):
    ann = make_account(db, "ann")
    posts = [make_post(db, ann, f"Number {number}") for number in range(25)]
    pin(db, ann, posts[0])
    db.commit()

    page = visitor.get("/@ann")

    assert page.html.select_one(".pinned .words").text == "Number 0"
    assert page.html.select_one(".pinned .post").get("id") is None
    assert page.click("Older").html.select(".pinned") == []
    assert visitor.get("/@ann/with-replies").html.select(".pinned") == []
