"""Changing a password, and getting a new one by letter."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from microblog import clock
from microblog.jobs.mail import send_letters
from microblog.models import Letter, LetterKind
from microblog.security import sign_link
from tests.making import make_account
from tests.visitor import PASSWORD

NEW = "a quite different password"


@pytest.fixture
def link(request_off_web, registry):
    """Run the scheduler's job, and read the link in the newest letter."""

    def read() -> str:
        send_letters(request_off_web)
        folder = registry.settings["microblog"].mail.directory
        newest = max(folder.glob("*.eml"), key=lambda path: path.stat().st_mtime)
        words = newest.read_text().replace("=\n", "").replace("=3D", "=")
        return re.search(r"http://localhost(/(?:reset|confirm)/\S+)", words)[1]

    return read


def test_a_new_password_ends_every_other_login(db, visitors):
    make_account(db, "ann")
    here, there = visitors().log_in("ann"), visitors().log_in("ann")

    here.send("/settings/password", old=PASSWORD, new=NEW)

    assert "Log out @ann" in here.get("/")
    assert "Log out" not in there.get("/")
    visitors().send("/login", status=422, name="ann", password=PASSWORD)
    visitors().log_in("ann", NEW)


def test_a_forgotten_password_is_set_anew_by_the_letters_link_once(db, visitors, link):
    make_account(db, "ann")
    owner = visitors()
    asked = owner.send("/forgotten", email="Ann@example.org").follow()
    address = link()

    form = owner.get(address).forms[0]
    form["new"] = NEW
    done = form.submit(status=303).follow()

    assert "If there is an account with that address" in asked
    assert "You have a new password" in done
    assert "used already" in visitors().get(address, status=404)
    visitors().log_in("ann", NEW)


def test_whether_we_know_an_address_is_not_told(db, visitors):
    make_account(db, "ann")

    known, unknown = (visitors().send("/forgotten", email=f"{name}@example.org").follow() for name in ("ann", "bob"))

    assert known.text.replace(known.forms[0]["csrf_token"].value, "") == unknown.text.replace(
        unknown.forms[0]["csrf_token"].value, ""
    )
    assert [letter.kind for letter in db.scalars(select(Letter))] == [LetterKind.PASSWORD_RESET]


def test_a_link_ends_with_a_change_of_the_password(db, visitors, link):
    make_account(db, "ann")
    visitors().send("/forgotten", email="ann@example.org")
    address = link()
    visitors().get(address)

    visitors().log_in("ann").send("/settings/password", old=PASSWORD, new=NEW)

    assert "used already" in visitors().get(address, status=404)


def test_a_link_ends_with_its_time(db, ini, request):
    ini["accounts.reset_within"] = "60"
    off_web = request.getfixturevalue("request_off_web")
    visitor, ann = request.getfixturevalue("visitor"), make_account(db, "ann")

    with clock.set_to(clock.now() - timedelta(seconds=59)):
        young = sign_link(off_web, LetterKind.PASSWORD_RESET, ann)
    with clock.set_to(clock.now() - timedelta(seconds=62)):
        old = sign_link(off_web, LetterKind.PASSWORD_RESET, ann)

    visitor.get(f"/reset/{young}")
    assert "This link has expired" in visitor.get(f"/reset/{old}", status=404)


def test_a_link_that_is_tampered_with_or_of_another_kind_opens_nothing(db, visitor, request_off_web):
    ann = make_account(db, "ann", confirmed=False)
    reset = sign_link(request_off_web, LetterKind.PASSWORD_RESET, ann)
    confirmation = sign_link(request_off_web, LetterKind.CONFIRMATION, ann)

    for token in (reset[:-1], reset[1:], reset + "x", confirmation, "x", "%C3%A9", "%00"):
        assert "This link has expired, or it is not whole." in visitor.get(f"/reset/{token}", status=404), token
    visitor.get(f"/reset/{reset}")
    visitor.get(f"/confirm/{reset}", status=404)


def test_an_address_is_confirmed_by_pressing_the_button_and_not_by_looking(db, ini, request):
    ini["accounts.confirm_email"] = "true"
    visitors, link = request.getfixturevalue("visitors"), request.getfixturevalue("link")
    ann = visitors()
    ann.send("/signup", username="ann", email="ann@example.org", password=PASSWORD)
    assert "Confirm your e-mail address before you post" in ann.get("/")
    ann.send("/compose", status=403, text="Too early")
    address = link()

    page = visitors().get(address)
    ann.send("/compose", status=403, text="Still too early")
    page.forms[0].submit(status=303)

    assert "Confirm your e-mail address" not in ann.get("/")
    ann.send("/compose", text="In time")
    assert "used already" in visitors().get(address, status=404)


def test_the_letter_that_asks_to_confirm_can_be_had_again(db, ini, request):
    ini["accounts.confirm_email"] = "true"
    visitors, link = request.getfixturevalue("visitors"), request.getfixturevalue("link")
    ann = visitors()
    ann.send("/signup", username="ann", email="ann@example.org", password=PASSWORD)
    first = link()
    assert "The letter was sent a moment ago." in ann.send("/confirm", status=429)

    with clock.set_to(clock.now() + timedelta(minutes=6)):
        ann.send("/confirm")
        second = link()
        visitors().get(first)
        visitors().get(second).forms[0].submit(status=303)
    ann.send("/confirm", status=403)
