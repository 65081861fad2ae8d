"""Having letters sent to another address."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from microblog import clock
from microblog.actions.accounts import change_email, forget_address_change
from microblog.actions.addresses import (
    ADDRESS_WAIT,
    CONFIRM_WITHIN,
    End,
    NewAddress,
    agree,
    ask_for_address,
)
from microblog.actions.passwords import set_password
from microblog.actions.tidying import remove_ended
from microblog.clock import now
from microblog.errors import Conflict, Invalid, TooMany
from microblog.jobs.addresses import settle_addresses
from microblog.jobs.done import NOTHING, Done
from microblog.models import AddressChange, Letter, LetterKind
from microblog.queries.addresses import address_change_of
from tests.making import make_account
from tests.visitor import PASSWORD

NEW = "new@example.net"


def ask(db, account, email=NEW, password=PASSWORD, **more):
    change = ask_for_address(db, account, NewAddress(email=email, password=password), **more)
    db.commit()
    return change


def letters(db):
    return db.execute(select(Letter.kind, Letter.account_id, Letter.address).order_by(Letter.id)).all()


@pytest.fixture
def ann(db):
    return make_account(db, "ann")


@pytest.mark.parametrize("first", End)
def test_nothing_changes_before_both_addresses_have_agreed(db, ann, first):
    [last] = set(End) - {first}
    change = ask(db, ann, " New@Example.net ")
    asked = letters(db)

    assert not agree(db, change, first)
    assert not agree(db, change, first)
    assert (ann.email, ann.confirmed) == ("ann@example.org", True)
    assert agree(db, change, last)
    db.commit()

    assert asked == [
        (LetterKind.ADDRESS_OLD, ann.id, "ann@example.org"),
        (LetterKind.ADDRESS_NEW, ann.id, NEW),
    ]
    assert (ann.email, ann.confirmed, db.scalar(address_change_of(ann))) == (NEW, True, None)
    assert letters(db)[2:] == [(LetterKind.ADDRESS_CHANGED, ann.id, "ann@example.org")]


@pytest.mark.parametrize(
    ("email", "password", "field"),
    [
        (NEW, "wrong", "password"),
        ("nowhere", PASSWORD, "email"),
        ("ANN@example.org", PASSWORD, "email"),
        ("é@example.org", PASSWORD, "email"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(db, ann, email, password, field):
    with pytest.raises(Invalid) as refusal:
        ask(db, ann, email, password)

    assert list(refusal.value.problems) == [field]
    assert letters(db) == []


def test_whether_an_address_is_somebody_elses_is_told_only_to_them(db, ann):
    bob = make_account(db, "bob")

    for email in (NEW, "bob@example.org"):
        change = ask(db, ann, email)
        assert change.expires_at - change.created_at == CONFIRM_WITHIN

    assert letters(db)[1:] == [
        (LetterKind.ADDRESS_NEW, ann.id, NEW),
        (LetterKind.ADDRESS_OLD, ann.id, "ann@example.org"),
        (LetterKind.ADDRESS_TAKEN, bob.id, "bob@example.org"),
    ]


def test_an_address_that_somebody_got_meanwhile_is_refused_without_saying_why(db, ann):
    change = ask(db, ann)
    agree(db, change, End.OLD)
    make_account(db, "bob", email=NEW)

    with pytest.raises(Conflict, match="Ask for it anew, or for another one"):
        agree(db, change, End.NEW)

    assert ann.email == "ann@example.org"


def test_no_mailbox_is_buried_in_questions(db, ann):
    bob = make_account(db, "bob")
    for _ in range(2):
        ask(db, ann, limit=2)

    with pytest.raises(TooMany):
        ask(db, bob, limit=2)
    with pytest.raises(TooMany):
        ask(db, ann, "other@example.net", limit=2)


def test_what_is_asked_later_counts_and_what_was_asked_too_long_ago_does_not(db, ann):
    ask(db, ann, "first@example.net")
    second = ask(db, ann)

    assert [one.email for one in db.scalars(select(AddressChange))] == [second.email]
    with clock.set_to(now() + CONFIRM_WITHIN):
        assert db.scalar(address_change_of(ann)) is None
        remove_ended(db)
    assert db.scalar(select(func.count()).select_from(AddressChange)) == 0


@pytest.mark.parametrize("end", ["cancel", "password", "operator"])
def test_what_was_asked_for_ends(db, ann, end):
    ask(db, ann)

    match end:
        case "cancel":
            forget_address_change(db, ann)
        case "password":
            set_password(db, ann, "another password")
        case "operator":
            change_email(db, ann, "third@example.net", confirmed=True)

    assert db.scalar(address_change_of(ann)) is None


def test_an_address_that_was_never_confirmed_is_not_asked(db):
    ann = make_account(db, "ann", confirmed=False)
    change = ask(db, ann)

    assert agree(db, change, End.NEW)
    db.commit()

    assert (ann.email, ann.confirmed) == (NEW, True)
    assert LetterKind.ADDRESS_OLD not in [kind for kind, *_ in letters(db)]


def test_an_address_that_refuses_letters_is_waited_for_only_for_a_while(db, ann, request_off_web):
    ann.email_disabled_at = now()
    change = ask(db, ann)

    assert not agree(db, change, End.NEW)
    db.commit()
    before = settle_addresses(request_off_web)
    with clock.set_to(now() + ADDRESS_WAIT + timedelta(seconds=1)):
        then, after = settle_addresses(request_off_web), settle_addresses(request_off_web)

    assert (before, then, after) == (NOTHING, Done(1, "changed 1 addresses"), NOTHING)
    db.expire_all()
    assert (ann.email, ann.email_disabled_at) == (NEW, None)


def test_an_address_that_refuses_letters_can_still_say_no(db, ann, request_off_web):
    ann.email_disabled_at = now()
    agree(db, ask(db, ann), End.NEW)
    forget_address_change(db, ann)
    db.commit()

    with clock.set_to(now() + ADDRESS_WAIT + timedelta(seconds=1)):
        assert settle_addresses(request_off_web) == NOTHING
    assert ann.email == "ann@example.org"
