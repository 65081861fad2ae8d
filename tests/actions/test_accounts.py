"""Joining, and confirming an address."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from microblog import clock
from microblog.actions.accounts import (
    RESERVED,
    SignUp,
    ask_to_confirm,
    change_email,
    confirm_email,
    set_role,
    sign_up,
)
from microblog.errors import Forbidden, Invalid, TooMany
from microblog.models import Account, Letter, LetterKind, LetterState, Role
from tests.making import make_account
from tests.meanwhile import at_once, while_unfinished
from tests.visitor import PASSWORD


def wish(username="ann", email="ann@example.org", password=PASSWORD):
    return SignUp.read({"username": username, "email": email, "password": password})


def refused(db, wish):
    with pytest.raises(Invalid) as refusal:
        sign_up(db, wish)
    return refusal.value.problems


def test_whoever_signs_up_is_unconfirmed_and_gets_a_letter(db):
    account = sign_up(db, wish())
    db.commit()

    [letter] = db.scalars(select(Letter))
    assert (account.username, account.email, account.role) == ("ann", "ann@example.org", Role.USER)
    assert not account.confirmed
    assert (letter.account_id, letter.kind, letter.state) == (account.id, LetterKind.CONFIRMATION, LetterState.WAITING)


def test_whoever_is_confirmed_at_once_gets_no_letter(db):
    account = sign_up(db, wish(), confirmed=True)
    db.commit()

    assert account.confirmed
    assert db.scalar(select(func.count()).select_from(Letter)) == 0


def test_no_letter_is_left_of_a_sign_up_that_was_undone(db):
    sign_up(db, wish())
    db.flush()

    db.rollback()

    assert db.scalar(select(func.count()).select_from(Letter)) == 0
    assert db.scalar(select(func.count()).select_from(Account)) == 0


def test_case_and_blanks_around_are_folded_away(db):
    account = sign_up(db, wish("  Ann_B ", " Ann@Example.ORG "))

    assert (account.username, account.email) == ("ann_b", "ann@example.org")


@pytest.mark.parametrize("username", ["a", "0", "_", "a" * 30, "x_1"])
def test_a_name_may_be_of_letters_digits_and_underscores(db, username):
    assert sign_up(db, wish(username)).username == username


@pytest.mark.parametrize("username", ["", " ", "a" * 31, "ann-b", "ann.b", "änn", "a b", "an\nn", "@ann", "аnn", "١"])
def test_a_name_may_not_be_of_anything_else(db, username):
    assert refused(db, wish(username)) == {"username": "Use 1 to 30 of the letters a to z, digits and _."}


@pytest.mark.parametrize("username", ["admin", "Settings", "ABOUT", "microblog"])
def test_reserved_names_are_kept(db, username):
    assert username.lower() in RESERVED
    assert refused(db, wish(username)) == {"username": "That name is kept for the site itself. Try another."}


@pytest.mark.parametrize(
    "email", ["", "ann", "ann@", "@example.org", "ann@example", "a b@example.org", "Ann <ann@example.org>",
              "ann@exa\nmple.org", "änn@example.org", "ann@müller.de",
              f"ann@{'a.' * 125}example.org"]
)  # fmt: skip
def test_an_address_must_look_like_one(db, email):
    assert refused(db, wish(email=email)) == {"email": "That does not look like an e-mail address."}


@pytest.mark.parametrize(("password", "sentence"), [("x" * 7, "at least 8"), ("x" * 1001, "at most 1000")])
def test_a_password_has_a_sensible_length(db, password, sentence):
    assert sentence in refused(db, wish(password=password))["password"]

    assert sign_up(db, wish("short", "short@example.org", password="x" * 8))
    assert sign_up(db, wish("long", "long@example.org", password="x" * 1000))


def test_everything_that_is_wrong_is_said_at_once(db):
    assert set(refused(db, wish("!", "!", "!"))) == {"username", "email", "password"}


@pytest.mark.parametrize("character", ["\0", "\ud800"])
def test_what_no_database_keeps_is_refused_beside_its_field(character):
    for field in ("username", "email", "password"):
        given = {"username": "ann", "email": "ann@example.org", "password": PASSWORD}
        with pytest.raises(Invalid) as refusal:
            SignUp.read({**given, field: f"correct{character}horse"})
        assert list(refusal.value.problems) == [field]


def test_a_name_is_given_once_however_it_is_spelt(db):
    make_account(db, "ann")

    assert refused(db, wish("ANN", "other@example.org")) == {"username": "Somebody has that name already. Try another."}


def test_an_address_is_used_once_however_it_is_spelt(db):
    make_account(db, "ann", email="ann@example.org")

    assert "already" in refused(db, wish("bob", "ANN@example.org"))["email"]


@pytest.mark.parametrize(
    ("username", "email", "field"), [("ann", "b@example.org", "username"), ("bob", "ann@example.org", "email")]
)
def test_of_two_who_sign_up_at_one_moment_the_second_is_refused_beside_the_field(engine, db, username, email, field):
    first, second = while_unfinished(
        engine, lambda db: sign_up(db, wish("ann", "ann@example.org")), lambda db: sign_up(db, wish(username, email))
    )

    assert isinstance(first, Account)
    assert isinstance(second, Invalid)
    assert list(second.problems) == [field]
    assert db.scalar(select(func.count()).select_from(Account)) == 1
    assert db.scalar(select(func.count()).select_from(Letter)) == 1


def test_of_many_who_want_one_name_exactly_one_gets_it(engine, db):
    deeds = [lambda db, n=n: sign_up(db, wish("ann", f"{n}@example.org")) for n in range(8)]

    outcomes = at_once(engine, *deeds)

    assert [type(outcome) for outcome in outcomes].count(Account) == 1
    assert all(isinstance(one, Account) or list(one.problems) == ["username"] for one in outcomes)
    assert db.scalar(select(func.count()).select_from(Account)) == 1


def test_an_address_is_confirmed_once(db):
    ann = make_account(db, confirmed=False)

    confirm_email(db, ann)
    first = ann.email_confirmed_at
    confirm_email(db, ann)

    assert ann.confirmed
    assert ann.email_confirmed_at == first


def test_the_letter_that_asks_to_confirm_is_promised_again_after_a_while_and_not_before(db):
    ann = make_account(db, confirmed=False)
    letter = db.scalars(select(Letter)).one()

    with pytest.raises(TooMany):
        ask_to_confirm(db, ann)
    letter.state = LetterState.SENT
    with pytest.raises(TooMany):
        ask_to_confirm(db, ann)
    with clock.set_to(clock.now() + timedelta(minutes=6)):
        ask_to_confirm(db, ann)

    assert db.scalar(select(func.count()).select_from(Letter)) == 2


def test_who_is_confirmed_need_not_ask_to_be(db):
    with pytest.raises(Forbidden):
        ask_to_confirm(db, make_account(db))


def test_roles_can_be_given_and_taken(db):
    ann = make_account(db)

    assert not ann.moderates
    for role, moderates in [(Role.MODERATOR, True), (Role.ADMIN, True), (Role.USER, False)]:
        set_role(ann, role)
        assert ann.moderates is moderates


def test_another_address_is_to_be_confirmed_and_the_former_one_is_told(db):
    ann = make_account(db, "ann", email_refusals=2, email_disabled_at=clock.now(), email_trouble="550")

    change_email(db, ann, " New@Example.org ")
    db.commit()

    letters = {one.kind: (one.address, one.mailbox) for one in db.scalars(select(Letter))}
    assert (ann.email, ann.confirmed) == ("new@example.org", False)
    assert (ann.email_refusals, ann.email_disabled_at, ann.email_trouble) == (0, None, "")
    assert letters == {
        LetterKind.ADDRESS_CHANGED: ("ann@example.org", None),
        LetterKind.CONFIRMATION: ("new@example.org", "new@example.org"),
    }


def test_an_address_that_is_taken_as_confirmed_is_not_asked(db):
    ann = make_account(db, "ann")

    change_email(db, ann, "new@example.org", confirmed=True)
    db.commit()

    assert ann.confirmed
    assert db.scalars(select(Letter.kind)).all() == [LetterKind.ADDRESS_CHANGED]


def test_an_address_that_was_never_confirmed_is_not_told(db):
    ann = make_account(db, "ann", confirmed=False)
    db.query(Letter).delete()

    change_email(db, ann, "new@example.org")
    db.commit()

    assert db.scalars(select(Letter.kind)).all() == [LetterKind.CONFIRMATION]


@pytest.mark.parametrize("email", ["ann@example.org", "ANN@example.org", "bob@example.org", "nonsense", ""])
def test_an_address_is_not_changed_to_anything(db, email):
    ann, _ = make_account(db, "ann"), make_account(db, "bob")

    with pytest.raises(Invalid) as refusal:
        change_email(db, ann, email)
    db.commit()

    assert list(refusal.value.problems) == ["email"]
    assert (ann.email, ann.confirmed) == ("ann@example.org", True)
    assert db.scalar(select(Letter.id)) is None


def test_of_two_who_change_to_one_address_at_one_moment_the_second_is_refused(engine, db):
    ids = [make_account(db, name).id for name in ("ann", "bob")]
    db.rollback()

    first, second = while_unfinished(
        engine, *[lambda db, id=id: change_email(db, db.get(Account, id), "new@example.org") for id in ids]
    )

    assert first is None
    assert list(second.problems) == ["email"]
    assert sorted(db.scalars(select(Account.email))) == ["bob@example.org", "new@example.org"]
