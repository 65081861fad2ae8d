"""Not reading somebody for a while."""

from datetime import timedelta

import pytest

from microblog import clock
from microblog.models import Mute
from microblog.queries.relationships import mute_of
from tests.making import make_account, make_follow, make_post
from tests.site.page import read_page


@pytest.fixture
def ann(db):
    return make_account(db, "ann")


@pytest.fixture
def bob(db):
    return make_account(db, "bob")


def mute_between(db, ann, bob) -> Mute:
    db.rollback()
    return db.scalars(mute_of(ann, bob)).one()


def test_one_chooses_for_how_long_and_whether_to_hear_of_them(db, visitors, ann, bob):
    make_follow(db, ann, bob)
    make_post(db, bob, "Again and again.")
    visitor = visitors().log_in("ann")
    form = visitor.get("/@bob").click("Mute @bob", index=0).forms[0]
    assert [value for value, _, _ in form["seconds"].options] == ["0", "3600", "86400", "604800", "2592000"]

    form["seconds"] = "604800"
    form.get("notifications", index=1).checked = False
    page = form.submit(status=303).follow()

    read_page(page)
    assert "You mute them for 7 days more" in page.html.select_one(".between").text
    assert "Again and again." not in visitor.get("/")
    fact = mute_between(db, ann, bob)
    assert not fact.notifications
    assert abs(fact.expires_at - clock.now() - timedelta(days=7)) < timedelta(minutes=1)


def test_it_is_for_ever_and_for_all_unless_one_says_something_else(db, visitors, ann, bob):
    visitor = visitors().log_in("ann")

    visitor.get("/@bob/mute").forms[0].submit(status=303)

    fact = mute_between(db, ann, bob)
    assert (fact.expires_at, fact.notifications) == (None, True)


def test_unmuting_can_be_taken_back_as_it_was(db, visitors, ann, bob):
    visitor = visitors().log_in("ann")
    visitor.send("/@bob/mute", seconds="86400", notifications="no")

    page = visitor.send("/@bob/unmute").follow()
    assert "You read @bob again." in page
    visitor.send(page.html.select_one(".notices form")["action"])

    fact = mute_between(db, ann, bob)
    assert not fact.notifications
    assert timedelta(hours=23) < fact.expires_at - clock.now() < timedelta(hours=25)
    visitor.send("/@bob/unmute")
    assert not visitor.send("/@bob/unmute").follow().html.select(".notices form + form")


@pytest.mark.parametrize("seconds", ["x", "-1", "9" * 12, "9" * 5000])
def test_what_is_no_time_is_refused(db, visitors, ann, bob, seconds):
    page = visitors().log_in("ann").send("/@bob/mute", status=422, seconds=seconds)

    assert page.html.select_one("#seconds[aria-invalid], [role=alert]")


def test_whom_one_mutes_is_listed_with_the_time_left(db, visitors, ann, bob):
    visitor = visitors().log_in("ann")
    assert "You mute nobody." in visitor.get("/settings/mutes")
    visitor.send("/@bob/mute", seconds="3600")

    page = visitor.get("/settings/mutes")
    read_page(page)
    assert "for 60 min more" in page.html.select_one(".people").text
    visitor.send(page.html.select_one(".people form")["action"])

    assert "You mute nobody." in visitor.get("/settings/mutes")
