"""Promising letters that are no news."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from microblog import clock
from microblog.actions.accounts import SignUp, ask_to_confirm, change_email, sign_up
from microblog.actions.letters import WARNINGS_AN_HOUR, promise
from microblog.actions.passwords import ForgottenPassword, ask_to_reset
from microblog.actions.sessions import Credentials, log_in
from microblog.errors import TooMany
from microblog.models import Account, Letter, LetterKind, LetterState
from tests.making import make_account
from tests.meanwhile import at_once
from tests.visitor import PASSWORD

SPELLINGS = ("Ann@Example.org", "ann+1@example.org", "ANN+two@example.org", "ann+3@example.org", "ann+4@example.org")


def joining(db, username, email, **more):
    return sign_up(db, SignUp(username=username, email=email, password=PASSWORD), **more)


def letters(db):
    return db.scalar(select(func.count()).select_from(Letter))


def later(**wait):
    return clock.set_to(clock.now() + timedelta(**wait))


@pytest.mark.parametrize("kind", [LetterKind.NEWS, LetterKind.DIGEST])
def test_news_are_not_promised_in_this_way(db, kind):
    with pytest.raises(ValueError, match="reasons"):
        promise(db, kind, make_account(db))


@pytest.mark.parametrize(
    "kind", [LetterKind.PASSWORD_CHANGED, LetterKind.NEW_LOGIN, LetterKind.KEY_MADE, LetterKind.ADDRESS_CHANGED]
)
def test_only_an_address_that_is_known_to_be_somebodys_is_warned(db, kind):
    ann, stranger = make_account(db), make_account(db, confirmed=False)
    db.query(Letter).delete()

    assert promise(db, kind, stranger) is None
    made = promise(db, kind, ann, about="A browser")
    db.commit()

    assert db.scalars(select(Letter)).all() == [made]
    assert (made.kind, made.account_id, made.about, made.mailbox) == (kind, ann.id, "A browser", None)


def test_whoever_has_a_password_cannot_bury_its_owner_in_warnings(db):
    ann = make_account(db)
    for number in range(WARNINGS_AN_HOUR + 5):
        log_in(db, Credentials(name=ann.username, password=PASSWORD), user_agent=f"Browser {number}")

    assert letters(db) == WARNINGS_AN_HOUR
    assert promise(db, LetterKind.PASSWORD_CHANGED, ann)
    with later(minutes=61):
        assert promise(db, LetterKind.NEW_LOGIN, ann)


def test_what_waits_for_a_former_address_keeps_nobody_from_asking(db):
    ann = make_account(db, "ann")
    ask_to_reset(db, ForgottenPassword(email="ann@example.org"))
    change_email(db, ann, "new@example.org", confirmed=True)

    ask_to_reset(db, ForgottenPassword(email="new@example.org"))

    resets = select(Letter.address).where(Letter.kind == LetterKind.PASSWORD_RESET).order_by(Letter.id)
    assert db.scalars(resets).all() == ["ann@example.org", "new@example.org"]


def test_a_mailbox_gets_a_few_letters_an_hour_however_it_is_spelt(db):
    for number, email in enumerate(SPELLINGS[:4]):
        joining(db, f"ann{number}", email)

    with pytest.raises(TooMany) as refusal:
        joining(db, "ann", SPELLINGS[4])
    assert 3500 < refusal.value.retry_after <= 3600
    assert letters(db) == 4
    assert db.scalar(select(Account.id).where(Account.username == "ann")) is None

    assert joining(db, "bob", "bob@example.org")
    with later(minutes=61):
        assert joining(db, "ann", SPELLINGS[4])


def test_whoever_needs_no_letter_is_not_kept_from_joining(db):
    for number, email in enumerate(SPELLINGS):
        joining(db, f"ann{number}", email, limit=9)

    assert joining(db, "ann", "ann+9@example.org", confirmed=True, limit=1)


def test_all_ways_to_cause_a_letter_are_counted_together(db):
    ann = joining(db, "ann", "ann@example.org")
    bob = make_account(db, "bob")
    db.query(Letter).update({"state": LetterState.SENT})
    with later(minutes=6):
        ask_to_confirm(db, ann, limit=4)
        ask_to_reset(db, ForgottenPassword(email="ANN@example.org"), limit=4)
        change_email(db, bob, "ann+bob@example.org", limit=4)
    assert letters(db) == 5  # one of which tells bob at his former address
    db.query(Letter).update({"state": LetterState.SENT})

    with later(minutes=12):
        with pytest.raises(TooMany):
            ask_to_confirm(db, ann, limit=4)
        with pytest.raises(TooMany):
            joining(db, "cem", "ann+cem@example.org", limit=4)
        with pytest.raises(TooMany):
            change_email(db, make_account(db), "ann+more@example.org", limit=4)
        ask_to_reset(db, ForgottenPassword(email="ann@example.org"), limit=4)
        db.commit()
    assert letters(db) == 5
    assert bob.email == "ann+bob@example.org"

    with later(minutes=61):
        ask_to_confirm(db, ann, limit=4)
    assert letters(db) == 6


def test_of_many_who_join_at_once_no_more_get_a_letter(engine, db):
    deeds = [lambda db, n=n: joining(db, f"ann{n}", f"ann+{n}@example.org", limit=3) for n in range(8)]

    outcomes = at_once(engine, *deeds)

    assert sorted(type(one).__name__ for one in outcomes) == ["Account"] * 3 + ["TooMany"] * 5
    assert letters(db) == 3
    assert db.scalar(select(func.count()).select_from(Account)) == 3


def test_of_many_who_ask_at_once_for_one_password_no_more_get_a_letter(engine, db):
    for number in range(8):
        make_account(db, email=f"ann+{number}@example.org")
    asked = [ForgottenPassword(email=f"ann+{number}@example.org") for number in range(8)]

    outcomes = at_once(engine, *[lambda db, one=one: ask_to_reset(db, one, limit=3) for one in asked])

    assert outcomes == [None] * 8
    assert letters(db) == 3
