"""Saying of what one wants to be told by letter, and when."""

import pytest
from sqlalchemy import select

from microblog import clock
from microblog.actions.mail_preferences import MailWishes, change_preferences, enable_address, unsubscribe
from microblog.actions.reasons import gather
from microblog.errors import Invalid, NotFound
from microblog.models import Delivery, Letter, MailPreference, Reason, ReasonState
from microblog.queries.reasons import reasons_that_stand
from tests.making import make_account, make_post
from tests.meanwhile import at_once

AT_ONCE, HOURLY, DAILY, NEVER = Delivery


def said(db, account):
    one = db.get(MailPreference, account.id, populate_existing=True)
    return (one.mentions, one.replies, one.follows, one.favourites) if one else None


def test_whoever_says_nothing_is_told_at_once_when_they_are_named_and_of_nothing_else(db):
    wishes = MailWishes.read({})

    assert (wishes.mentions, wishes.replies, wishes.follows, wishes.favourites) == (AT_ONCE, NEVER, NEVER, NEVER)
    assert (wishes.digest_hour, wishes.time_zone) == (8, "UTC")


def test_what_somebody_wants_is_kept(db):
    ann = make_account(db)
    typed = {"mentions": "daily", "replies": "hourly", "digest_hour": "23", "time_zone": " Asia/Kolkata "}

    change_preferences(db, ann, MailWishes.read(typed))
    db.commit()

    assert said(db, ann) == (DAILY, HOURLY, NEVER, NEVER)
    assert (db.get(MailPreference, ann.id).digest_hour, ann.time_zone) == (23, "Asia/Kolkata")


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("mentions", "sometimes", "Choose one of these."),
        ("favourites", "", "Choose one of these."),
        ("digest_hour", "24", "Choose a full hour from 0 to 23."),
        ("digest_hour", "-1", "Choose a full hour from 0 to 23."),
        ("digest_hour", "noon", "This must be a whole number."),
        ("digest_hour", "9" * 30, "Choose a full hour from 0 to 23."),
        ("time_zone", "Europe/Atlantis", "Choose a time zone of the list, such as Europe/Berlin."),
        ("time_zone", "../../etc/passwd", "Choose a time zone of the list, such as Europe/Berlin."),
        ("time_zone", "", "Choose a time zone of the list, such as Europe/Berlin."),
        ("time_zone", "a\0b", "This holds a NUL character, which cannot be kept. Take it out."),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(field, value, sentence):
    with pytest.raises(Invalid) as refusal:
        MailWishes.read({field: value})

    assert refusal.value.problems == {field: sentence}


@pytest.mark.parametrize(
    ("what", "left"),
    [
        ("mentions", (NEVER, HOURLY, DAILY, AT_ONCE)),
        ("replies", (AT_ONCE, NEVER, DAILY, AT_ONCE)),
        ("follows", (AT_ONCE, HOURLY, NEVER, AT_ONCE)),
        ("favourites", (AT_ONCE, HOURLY, DAILY, NEVER)),
        ("digests", (AT_ONCE, NEVER, NEVER, AT_ONCE)),
    ],
)
def test_one_unsubscribes_from_one_thing_or_from_every_digest(db, what, left):
    ann = make_account(db)
    change_preferences(db, ann, MailWishes(mentions=AT_ONCE, replies=HOURLY, follows=DAILY, favourites=AT_ONCE))

    for _ in range(2):
        unsubscribe(db, ann, what)
        db.commit()

        assert said(db, ann) == left


def test_whoever_never_said_can_unsubscribe(db):
    ann = make_account(db)

    unsubscribe(db, ann, "mentions")
    db.commit()

    assert said(db, ann) == (NEVER, NEVER, NEVER, NEVER)


@pytest.mark.parametrize("what", ["", "everything", "digest_hour"])
def test_nobody_unsubscribes_from_what_there_is_not(db, what):
    with pytest.raises(NotFound):
        unsubscribe(db, make_account(db), what)


def test_whoever_unsubscribes_is_not_told_of_what_waits_nor_of_what_stands_in_a_letter(db):
    ann, bob = make_account(db, "ann"), make_account(db, "bob")
    make_post(db, ann, "@bob")
    gather(db, 9)
    make_post(db, ann, "@bob, again")
    written, waiting = db.scalars(select(Reason).order_by(Reason.id))

    unsubscribe(db, bob, "mentions")
    gather(db, 9)
    db.commit()

    assert db.scalars(select(Letter.id)).all() == [written.letter_id]
    assert waiting.state is ReasonState.DROPPED
    assert db.scalars(reasons_that_stand([written.id, waiting.id])).all() == []


def test_two_who_say_something_at_once_leave_one_answer(engine, db):
    ann = make_account(db)
    id = ann.id
    db.rollback()

    outcomes = at_once(
        engine, *[lambda db: change_preferences(db, db.get(type(ann), id), MailWishes(replies=DAILY))] * 4
    )

    assert outcomes == [None] * 4
    assert said(db, ann) == (AT_ONCE, DAILY, NEVER, NEVER)


def test_an_address_that_was_refused_can_be_tried_again(db):
    ann = make_account(db, email_refusals=2, email_disabled_at=clock.now(), email_trouble="550 Unknown user")

    enable_address(db, ann)
    db.commit()

    assert (ann.email_refusals, ann.email_disabled_at, ann.email_trouble) == (0, None, "")
    assert ann.confirmed
