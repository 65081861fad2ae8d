"""Having nothing to do with somebody."""

import pytest

from tests.making import make_account, make_follow, make_post
from tests.site.page import read_page


@pytest.fixture
def ann(db):
    return make_account(db, "ann")


@pytest.fixture
def bob(db):
    return make_account(db, "bob")


def test_blocking_asks_first_and_can_be_taken_back(db, visitors, ann, bob):
    make_follow(db, bob, ann)
    make_post(db, ann, "Only for the others.")
    visitor = visitors().log_in("ann")

    page = visitor.get("/@bob").click("Block @bob")
    read_page(page)
    page = page.forms[0].submit(status=303).follow()

    assert "You block @bob now" in page
    assert "You block them" in page.html.select_one(".between").text
    assert "Only for the others." not in visitors().log_in("bob").get("/@ann")
    assert "@bob" not in visitor.get("/@ann/followers").html.select_one("main").text

    page = visitor.send(page.html.select_one(".notices form")["action"]).follow()
    assert "You do not block @bob any more." in page
    assert "Only for the others." in visitors().log_in("bob").get("/@ann")


def test_one_is_led_back_to_where_one_thought_of_it(db, visitors, ann, bob):
    make_post(db, bob, "Something unpleasant.")
    visitor = visitors().log_in("ann")

    page = visitor.get("/public").click("Block @bob", extra_environ={"HTTP_REFERER": "http://localhost:80/public"})
    answer = page.forms[0].submit(status=303)

    assert answer.location == "http://localhost/public"
    assert "Something unpleasant." not in answer.follow()


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "/\\example.org"])
def test_nobody_is_led_elsewhere(db, visitors, ann, bob, elsewhere):
    assert visitors().log_in("ann").send("/@bob/block", next=elsewhere).location == "http://localhost/@bob"


def test_whom_one_blocks_is_listed_and_can_be_unblocked_there(db, visitors, ann, bob):
    visitor = visitors().log_in("ann")
    assert "You block nobody." in visitor.get("/settings/blocks")
    visitor.send("/@bob/block")

    page = visitor.get("/settings/blocks")
    read_page(page)
    assert "@bob" in page.html.select_one(".people").text
    visitor.send(page.html.select_one(".people form")["action"])

    assert "You block nobody." in visitor.get("/settings/blocks")


def test_nobody_blocks_themselves(db, visitors, ann):
    assert "You cannot block yourself." in visitors().log_in("ann").send("/@ann/block", status=422)
