"""Joining, and being asked who one is."""

from tests.making import make_account
from tests.visitor import PASSWORD


def test_whoever_signs_up_is_there_and_logged_in(visitor):
    page = visitor.send("/signup", username=" New_1 ", email="New@Example.org", password=PASSWORD).follow().follow()

    assert "Welcome, @new_1!" in page
    assert "Follow three people" in page
    assert "Log out @new_1" in page
    assert "@new_1" in visitor.get("/@NEW_1")


def test_strangers_are_led_to_the_login_and_back(db, visitor):
    make_account(db, "bob")

    assert visitor.get("/settings/profile", status=303).location == "http://localhost/login?next=%2Fsettings%2Fprofile"
    assert "You are not logged in any more." in visitor.send("/@bob/follow", status=403)
    page = visitor.send("/compose", status=403, text="Typed in vain?")
    assert page.forms[0]["text"].value == "Typed in vain?"
