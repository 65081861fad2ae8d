"""Of what one is told by letter, and whether letters arrive."""

import pytest
from sqlalchemy import select

from microblog import clock
from microblog.models import Delivery, Letter, MailPreference
from tests.making import make_account
from tests.site.page import read_page

WISHES = ("mentions", "replies", "follows", "favourites")


@pytest.fixture
def ann(db, visitor):
    account = make_account(db, "ann")
    visitor.log_in("ann")
    return account


def test_the_form_begins_with_what_holds_for_everybody(ann, visitor):
    form = visitor.get("/settings/mail").forms[0]

    assert [form[name].value for name in WISHES] == ["at_once", "never", "never", "never"]
    assert (form["digest_hour"].value, form["time_zone"].value) == ("8", "UTC")


def test_what_one_wants_is_kept(db, ann, visitor):
    form = visitor.get("/settings/mail").forms[0]
    for name, value in zip(WISHES, ("daily", "hourly", "at_once", "never"), strict=True):
        form[name] = value
    form["digest_hour"], form["time_zone"] = "17", "America/Argentina/Buenos_Aires"

    page = form.submit(status=303).follow()

    db.rollback()
    kept = db.get(MailPreference, ann.id)
    assert "From now on you get the letters that you want." in page
    assert [getattr(kept, name) for name in WISHES] == [
        Delivery.DAILY,
        Delivery.HOURLY,
        Delivery.AT_ONCE,
        Delivery.NEVER,
    ]
    assert (kept.digest_hour, db.get(type(ann), ann.id).time_zone) == (17, "America/Argentina/Buenos_Aires")
    shown = page.forms[0]
    assert [shown[name].value for name in WISHES] == ["daily", "hourly", "at_once", "never"]
    assert (shown["digest_hour"].value, shown["time_zone"].value) == ("17", "America/Argentina/Buenos_Aires")


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("mentions", "sometimes", "Choose one of these."),
        ("digest_hour", "24", "Choose a full hour from 0 to 23."),
        ("digest_hour", "noon", "This must be a whole number."),
        ("time_zone", "Mars/Olympus", "Choose a time zone of the list, such as Europe/Berlin."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_the_rest_is_given_back(db, ann, visitor, field, value, sentence):
    page = visitor.send("/settings/mail", status=422, **{"replies": "daily", "time_zone": "Asia/Tokyo", field: value})

    assert page.html.select_one(f"#{field}-note").text == sentence
    assert page.html.select_one(f"#{field}")["aria-invalid"] == "true"
    assert page.forms[0]["replies"].value == "daily"
    assert not read_page(page).problems
    assert db.get(MailPreference, ann.id) is None


def test_a_time_zone_that_is_not_offered_stays_chosen(db, ann, visitor):
    ann.time_zone = "CET"
    db.commit()

    assert visitor.get("/settings/mail").forms[0]["time_zone"].value == "CET"


def test_an_address_that_was_refused_can_be_tried_again(db, ann, visitor):
    ann.email_refusals, ann.email_disabled_at = 2, clock.now()
    ann.email_trouble = "550 5.1.1 <ann@example.org>: no such <b>user</b>"
    db.commit()

    page = visitor.get("/settings/mail")
    after = page.forms[0].submit(status=303).follow()

    said = page.html.select_one("#disabled")
    assert "ann@example.org" in said.text
    assert said.blockquote.text == "550 5.1.1 <ann@example.org>: no such <b>user</b>"
    assert "The next news go to your address again." in after
    assert after.html.select_one("#disabled") is None
    db.rollback()
    assert db.get(type(ann), ann.id).email_disabled_at is None


def test_whoever_has_not_confirmed_their_address_reads_that_no_news_go_there(db, visitor):
    make_account(db, "bob", confirmed=False)
    visitor.log_in("bob")

    assert "Your address is not confirmed yet" in visitor.get("/settings/mail")


def test_a_mailbox_is_not_filled_by_those_who_join(ini, request, db):
    ini.update({"accounts.confirm_email": "true", "accounts.letters_an_hour": "1"})
    visitors = request.getfixturevalue("visitors")
    joining = {"email": "ann+1@example.org", "password": "correct horse"}
    visitors().send("/signup", username="ann", **joining)

    refused = visitors().send("/signup", status=429, username="bob", **{**joining, "email": "Ann+2@example.org"})
    visitors().send("/forgotten", email="ann+1@example.org")

    assert "Several letters were sent to that address in the last hour." in refused
    assert len(db.scalars(select(Letter.id)).all()) == 1
