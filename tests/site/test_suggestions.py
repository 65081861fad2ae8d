"""Whom one might like to follow, on pages."""

import pytest

from tests.making import make_account, make_follow, make_post


@pytest.fixture
def cem(db, bob):
    """Somebody whom bob follows, whom ann follows."""
    cem = make_account(db, "cem")
    make_follow(db, bob, cem)
    return cem


def suggested(page):
    return [one.text for one in page.html.select("[data-part^=suggestion] .handle")]


def test_people_are_suggested_where_one_looks_around_and_followed_there(db, visitor, cem):
    make_post(db, make_account(db, "dan"))
    page = visitor.log_in("ann").get("/explore")
    assert suggested(page) == ["@cem", "@dan"]
    assert "1 whom you follow follows them" in page

    visitor.send("/@cem/follow")

    assert suggested(visitor.get("/explore")) == ["@dan"]


def test_a_suggestion_is_dismissed_and_taken_back(visitor, cem):
    page = visitor.log_in("ann").get("/explore")
    button = page.html.select_one("[formaction$=dismiss]")
    answer = visitor.post(button["formaction"], {"csrf_token": visitor.token()}, headers={"Referer": page.request.url})
    page = answer.follow()
    assert "@cem is suggested no more." in page
    assert suggested(page) == []

    visitor.send(page.html.select_one(".notice form")["action"])
    assert suggested(visitor.get("/explore")) == ["@cem"]


def test_a_script_takes_the_row_away_and_puts_it_back(visitor, cem):
    visitor.log_in("ann")
    fields, asks = {"csrf_token": visitor.token()}, {"FX-Request": "true"}

    gone = visitor.post("/@cem/dismiss", fields, headers=asks).html.select_one(f"[data-part=suggestion-{cem.id}]")
    assert gone.has_attr("hidden")
    back = visitor.post("/@cem/suggest", fields, headers=asks).html.select_one(f"[data-part=suggestion-{cem.id}]")
    assert back.select_one("[formaction$=follow]")


def test_one_may_dismiss_even_oneself(visitor, ann):
    visitor.log_in("ann").send("/@ann/dismiss")
    part = visitor.post("/@ann/suggest", {"csrf_token": visitor.token()}, headers={"FX-Request": "true"})
    assert part.html.select_one("[data-part^=suggestion]").has_attr("hidden")


def test_strangers_see_who_came_last_and_dismiss_nobody(visitor, cem):
    page = visitor.get("/explore")
    assert suggested(page) == []
    assert "New here" in page
    assert "You are not logged in any more." in visitor.send("/@cem/dismiss", 403)
