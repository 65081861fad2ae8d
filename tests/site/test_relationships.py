"""Following, and who follows whom."""

from tests.making import make_account, make_follow, make_post


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


def test_lists_of_people_turn_their_pages(db, visitor):
    bob = make_account(db, "bob")
    for number in range(23):
        make_follow(db, make_account(db, f"fan_{number}"), bob)

    first = visitor.get("/@bob/followers")
    second = first.click("Older")

    assert [len(page.html.select(".people li")) for page in (first, second)] == [20, 3]
    assert len(second.click("Newer").html.select(".people li")) == 20


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
