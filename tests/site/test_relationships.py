"""Following, how one reads those whom one follows, and who follows whom."""

import pytest

from microblog.queries.relationships import relationship_of
from tests.making import make_account, make_follow, make_post
from tests.site.page import read_page

FIXI = {"FX-Request": "true"}


@pytest.fixture
def ann(db):
    return make_account(db, "ann")


@pytest.fixture
def bob(db):
    return make_account(db, "bob", display_name="Bob")


def button(page, words):
    """The button on a profile that says something."""
    [found] = [one for one in page.html.select(".person-deeds button") if one.text.startswith(words)]
    return found


def between(page):
    """What a profile says of somebody and the reader."""
    return [one.text for one in page.html.select(".between .fact")]


def undo(visitor, page):
    """Press the button that takes something back."""
    form = page.html.select_one(".notices form")
    return visitor.send(form["action"]).follow()


def test_following_and_no_longer_following(db, visitors, ann, bob):
    make_post(db, bob, "Hello from Bob.")
    visitor = visitors().log_in("ann")

    page = visitor.send(button(visitor.get("/@bob"), "Follow")["formaction"]).follow()
    assert "You follow @bob now." in page
    assert "Hello from Bob." in visitor.get("/")
    assert "@ann" in visitors().get("/@bob/followers").html.select_one(".people").text
    assert "Bob" in visitors().get("/@ann/following").html.select_one(".people").text

    page = visitor.send(button(visitor.get("/@bob"), "Unfollow")["formaction"]).follow()
    assert "You do not follow @bob any more." in page
    assert "Hello from Bob." not in visitor.get("/")

    assert "You follow @bob now." in undo(visitor, page)
    assert "Hello from Bob." in visitor.get("/")


def test_one_stays_where_one_was(db, visitors, ann, bob):
    visitor = visitors().log_in("ann")

    for deed in ("follow", "hide-boosts", "show-boosts", "unfollow"):
        token = {"csrf_token": visitor.token()}
        answer = visitor.post(f"/@bob/{deed}", token, headers={"Referer": "http://localhost:80/public?before=9"})
        assert (answer.status_int, answer.location) == (303, "http://localhost/public?before=9"), deed


def test_a_script_gets_the_parts_that_changed(db, visitors, ann, bob):
    visitor = visitors().log_in("ann")

    answer = visitor.post("/@bob/follow", {"csrf_token": visitor.token()}, headers=FIXI)

    parts = [one["data-part"] for one in answer.html.select("[data-part]")]
    assert parts == [f"follow-{bob.id}", f"menu-{bob.id}", f"between-{bob.id}", f"followers-{bob.id}", "notices"]
    assert answer.html.select_one(f"[data-part=followers-{bob.id}] b").text == "1"
    assert answer.headers["X-Part"] == "yes"
    assert "Unfollow" in answer
    there = {one["data-part"] for one in visitor.get("/@bob").html.select("[data-part]")}
    assert set(parts) <= there


def test_what_the_menu_offers_is_done_and_taken_back(db, visitors, ann, bob):
    make_follow(db, ann, bob)
    visitor = visitors().log_in("ann")
    deeds = [
        ("Hide their boosts", {"boosts": False}),
        ("Show their boosts", {"boosts": True}),
        ("Tell me of each", {"notifying": True}),
        ("Tell me of their posts no more", {"notifying": False}),
    ]

    for words, facts in deeds:
        page = visitor.send(button(visitor.get("/@bob"), words)["formaction"]).follow()
        read_page(page)
        [(name, value)] = facts.items()
        assert getattr(relationship_of(db, ann, bob), name) is value, words
        db.rollback()
        undo(visitor, page)
        assert getattr(relationship_of(db, ann, bob), name) is not value, words
        db.rollback()
        visitor.send(button(visitor.get("/@bob"), words)["formaction"])


def test_nobody_follows_themselves_or_nobody(db, visitor, ann):
    visitor.log_in("ann")

    assert "You see your own posts already." in visitor.send("/@ann/follow", status=422)
    assert visitor.send("/@ann/unfollow").follow()
    visitor.send("/@nobody/follow", status=404)


def test_lists_of_people_turn_their_pages(db, visitor, bob):
    for number in range(23):
        make_follow(db, make_account(db, f"fan_{number}"), bob)

    first = visitor.get("/@bob/followers")
    second = first.click("Older")

    assert [len(page.html.select(".people li")) for page in (first, second)] == [20, 3]
    assert len(second.click("Newer").html.select(".people li")) == 20


def test_who_decides_about_followers_is_asked(db, visitor, ann):
    make_account(db, "bob", locked=True)
    visitor.log_in("ann")

    page = visitor.send(button(visitor.get("/@bob"), "Ask to follow")["formaction"]).follow()
    assert "You asked to follow @bob, who decides about it." in page

    page = visitor.send(button(page, "Withdraw the request")["formaction"]).follow()
    assert button(page, "Ask to follow")


def test_a_profile_says_what_is_between_one_and_somebody(db, visitors, ann, bob):
    make_follow(db, bob, ann)

    assert between(visitors().log_in("ann").get("/@bob")) == ["Follows you"]
    assert between(visitors().get("/@bob")) == between(visitors().log_in("bob").get("/@bob")) == []


def test_who_hides_whom_they_know_shows_nobody(db, visitor, bob):
    ann = make_account(db, "ann", hide_collections=True)
    make_follow(db, ann, bob)
    make_follow(db, bob, ann)

    assert "@bob" not in visitor.get("/@ann/followers")
    assert "@bob" not in visitor.get("/@ann/following")
    visitor.log_in("ann")
    assert "@bob" in visitor.get("/@ann/followers")
