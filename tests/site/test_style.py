"""The page that shows every part of the design."""

import pytest

from tests.making import make_account
from tests.site.page import read_page
from tests.site.world import rows


@pytest.fixture
def developer(ini, request):
    ini["development.pages"] = "true"
    return request.getfixturevalue("visitor")


def test_every_part_is_shown_in_every_state_and_nothing_is_kept(db, developer):
    make_account(db, "ann")
    before = rows(db)

    page = developer.get("/dev/style")

    read_page(page)
    for words in (
        "A post stood here",
        "Filtered: Sport",
        "has voted",
        "Vote",
        "Unblock",
        "Withdraw the request",
        "Undo",
        "A short history of lamps",
        "Somebody whom you muted is quoted here.",
    ):
        assert words in page, words
    assert rows(db) == before


def test_it_can_be_looked_at_from_right_to_left_and_in_dark(developer):
    page = developer.get("/dev/style?dir=rtl&look=dark")

    assert page.html.html["dir"] == "rtl"
    dark = developer.get("/dev/style/dark.css").text
    light = developer.get("/dev/style/light.css").text
    assert "--paper: #11171a" in dark
    assert "--paper: #f5f3ee" in light
    assert "@media" not in dark + light
    developer.get("/dev/style/../tokens.css", 404)
    developer.get("/dev/style/pink.css", 404)


def test_it_is_shown_to_nobody_else(visitor):
    visitor.get("/dev/style", 404)
