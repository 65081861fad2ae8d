"""Deciding who may follow one."""

import pytest

from tests.making import make_account, make_follow
from tests.site.page import read_page


@pytest.fixture
def ann(db):
    return make_account(db, "ann", locked=True)


@pytest.fixture
def visitor(db, ann, visitors):
    """Ann, whom bob and cem ask."""
    for name in ("bob", "cem"):
        make_follow(db, make_account(db, name), ann)
    return visitors().log_in("ann")


def test_those_who_ask_are_listed_and_let_in_or_not(db, visitor):
    page = visitor.get("/follow-requests")
    read_page(page)
    assert [one.text for one in page.html.select(".people .handle")] == ["@cem", "@bob"]

    cem, bob = (form.select("button") for form in page.html.select(".people form"))
    assert "@cem follows you now." in visitor.send(cem[0]["formaction"]).follow()
    assert "@bob does not follow you, and is not told." in visitor.send(bob[1]["formaction"]).follow()

    assert "Nobody asks" in visitor.get("/follow-requests")
    assert [one.text for one in visitor.get("/@ann/followers").html.select(".people .handle")] == ["@cem"]
    visitor.send(cem[0]["formaction"], status=404)


def test_one_can_decide_on_their_profile(visitor):
    page = visitor.get("/@bob")
    assert "Asks to follow you." in page.html.select_one(".between").text

    page = visitor.send(page.html.select_one(".asks button")["formaction"]).follow()

    assert "Follows you" in page.html.select_one(".between").text
    assert not page.html.select(".asks")


def test_who_lets_everybody_in_is_told_so(db, visitors):
    make_account(db, "dan")

    assert "Everybody may follow you without asking." in visitors().log_in("dan").get("/follow-requests")
