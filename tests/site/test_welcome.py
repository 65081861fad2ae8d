"""The first walk of somebody who is new."""

import pytest
from sqlalchemy import select

from microblog.actions.welcome import begin_welcome
from microblog.models import Account, Post, Welcome
from tests.making import make_account, make_post
from tests.media.pictures import picture_bytes
from tests.visitor import PASSWORD


@pytest.fixture
def new(db, ann):
    """Ann, who has just come; bob writes here."""
    begin_welcome(ann)
    make_post(db, make_account(db, "bob"))
    return ann


def step_of(db, account):
    db.rollback()
    return db.scalar(select(Account.welcome).where(Account.id == account.id))


def test_whoever_is_new_follows_people_says_who_they_are_and_writes(db, visitor, new):
    page = visitor.log_in("ann").get("/welcome").follow()
    assert page.html.h1.text == "Follow three people"
    assert "@bob" in page.html.select_one(".people").text
    visitor.send("/@bob/follow")
    assert "You follow 1 person now." in visitor.get("/welcome/people")

    page = visitor.send("/welcome/people").follow()
    assert page.html.h1.text == "Say who you are"
    picture = [("picture", "me.png", picture_bytes("PNG"))]
    page = visitor.send("/welcome/profile", display_name="Ann!", bio="Tea.", upload=picture).follow()
    assert page.html.h1.text == "Write your first post"
    db.rollback()
    assert (new.display_name, new.bio, bool(new.avatar)) == ("Ann!", "Tea.", True)

    page = visitor.send("/welcome/post", text="Hello #introduction").follow()
    assert "Your first post is there." in page
    db.rollback()
    assert db.scalar(select(Post.text).where(Post.author_id == new.id)) == "Hello #introduction"
    assert step_of(db, new) is Welcome.OVER


def test_it_is_remembered_how_far_one_came_and_going_back_loses_nothing(db, visitor, new):
    visitor.log_in("ann").send("/welcome/people")
    assert visitor.get("/welcome").location.endswith("/welcome/profile")

    visitor.send("/welcome/profile", display_name="", bio="")
    visitor.send("/welcome/people")

    assert step_of(db, new) is Welcome.POST
    assert "/welcome" in visitor.get("/").html.select_one(".notice a")["href"]


def test_all_of_it_can_be_skipped_at_once(db, visitor, new):
    page = visitor.log_in("ann").send("/welcome/end").follow()

    assert "You find all of it again" in page
    assert "Go on settling in" not in page
    assert visitor.get("/welcome").location == "http://localhost/"
    assert step_of(db, new) is Welcome.OVER


def test_what_will_not_do_is_said_and_the_step_stays(db, visitor, new):
    visitor.log_in("ann")
    page = visitor.send("/welcome/profile", 422, display_name="x" * 99, bio="Tea.")
    assert "at most" in page.html.select_one("#display_name-note").text
    assert page.forms[0]["bio"].value == "Tea."
    page = visitor.send("/welcome/post", 422, text=" ")
    assert page.html.select(".wrong")
    assert step_of(db, new) is Welcome.PEOPLE


def test_whoever_never_began_is_not_asked(visitor, ann):
    assert "Go on settling in" not in visitor.log_in("ann").get("/")
    assert visitor.get("/welcome").location == "http://localhost/"


def test_signing_up_leads_there_unless_one_was_on_the_way_somewhere(db, visitors):
    for next, back in (("", "/welcome"), ("/public", "/public")):
        name = f"new{len(next)}"
        fields = {"username": name, "email": f"{name}@example.org", "password": PASSWORD, "next": next}
        assert visitors().send("/signup", **fields).location == f"http://localhost{back}"


@pytest.mark.parametrize("path", ["", "/people", "/profile", "/post"])
def test_strangers_log_in_first(visitor, path):
    assert "/login" in visitor.get(f"/welcome{path}", 303).location
