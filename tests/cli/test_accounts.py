"""`microblog account …`"""

import pytest
from sqlalchemy import select

from microblog.actions.sessions import Credentials, log_in
from microblog.models import Account, Letter, LetterKind, Role
from tests.making import make_account
from tests.visitor import PASSWORD

NEW = "a quite different password"


def create(*more):
    return ("account", "create", "Ann", "--email", "ann@example.org", "--password", PASSWORD, *more)


def account(db, username="ann"):
    db.rollback()
    return db.scalar(select(Account).where(Account.username == username))


def test_an_account_is_made_confirmed_and_with_a_role(db, microblog):
    done = microblog(*create("--role", "admin"))

    assert (done.status, done.out, done.err) == (0, "There is an account @ann now.\n", "")
    assert account(db).confirmed
    assert account(db).role == Role.ADMIN
    assert log_in(db, Credentials(name="ann", password=PASSWORD))


def test_the_password_is_asked_for_and_not_shown(db, microblog):
    done = microblog("account", "create", "ann", "--email", "ann@example.org", stdin=f"{PASSWORD}\n{PASSWORD}\n")

    assert done.status == 0
    assert PASSWORD not in done.out + done.err
    assert account(db)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("ann", "--email", "b@example.org", "--password", PASSWORD), "username: Somebody has that name already."),
        (("admin", "--email", "b@example.org", "--password", PASSWORD), "username: That name is kept"),
        (("bob", "--email", "nonsense", "--password", PASSWORD), "email: That does not look like"),
        (("bob", "--email", "b@example.org", "--password", "short"), "password: Use at least 8 characters."),
    ],
)
def test_a_refusal_is_one_line(db, microblog, words, said):
    make_account(db, "ann")

    done = microblog("account", "create", *words)

    assert (done.status, done.out) == (1, "")
    assert done.err.startswith(said)
    assert done.err.count("\n") == 1
    assert account(db, words[0]) is None or words[0] == "ann"


def test_an_address_is_confirmed(db, microblog):
    make_account(db, "ann", confirmed=False)

    done = microblog("account", "confirm", "@ann")

    assert (done.status, done.err) == (0, "")
    assert account(db).confirmed


@pytest.mark.parametrize(("words", "role"), [((), Role.ADMIN), (("--role", "moderator"), Role.MODERATOR)])
def test_somebody_is_promoted(db, microblog, words, role):
    make_account(db, "ann")

    done = microblog("account", "promote", "ann", *words)

    assert (done.status, done.err) == (0, "")
    assert account(db).role == role


def test_a_new_password_ends_the_old_one_and_is_told_by_letter(db, microblog):
    make_account(db, "ann")

    done = microblog("account", "reset-password", "ann", "--password", NEW)

    assert (done.status, done.err) == (0, "")
    db.rollback()
    assert db.scalars(select(Letter.kind)).all() == [LetterKind.PASSWORD_CHANGED]
    assert log_in(db, Credentials(name="ann", password=NEW))


def test_a_bad_new_password_changes_nothing(db, microblog):
    make_account(db, "ann")

    done = microblog("account", "reset-password", "ann", "--password", "short")

    assert (done.status, done.err) == (1, "password: Use at least 8 characters.\n")
    db.rollback()
    assert log_in(db, Credentials(name="ann", password=PASSWORD))


@pytest.mark.parametrize(
    "words",
    [
        ("confirm", "nobody"),
        ("address", "nobody", "new@example.org"),
        ("promote", "nobody"),
        ("suspend", "nobody"),
        ("unsuspend", "nobody"),
        ("reset-password", "nobody", "--password", NEW),
    ],
)
def test_whoever_does_not_exist_is_not_found(microblog, words):
    done = microblog("account", *words)

    assert (done.status, done.out, done.err) == (1, "", "There is no account named nobody.\n")


def test_somebody_is_shut_out_and_let_in_again(db, microblog):
    make_account(db, "ann")

    done = microblog("account", "suspend", "ann")
    assert (done.status, done.out) == (0, "@ann is suspended.\n")
    assert account(db).suspended
    db.rollback()

    done = microblog("account", "unsuspend", "@ann")
    assert (done.status, done.out) == (0, "@ann may log in again.\n")
    assert not account(db).suspended


@pytest.mark.parametrize(
    ("ask", "confirmed", "said"),
    [
        ("true", False, "@ann has another address; until they confirm it, they cannot post.\n"),
        ("false", True, "@ann has another address.\n"),
    ],
)
def test_somebody_gets_another_address(db, ini, request, ask, confirmed, said):
    ini["accounts.confirm_email"] = ask
    microblog = request.getfixturevalue("microblog")
    make_account(db, "ann")

    done = microblog("account", "address", "@ann", "New@Example.org")

    assert (done.status, done.out, done.err) == (0, said, "")
    assert (account(db).email, account(db).confirmed) == ("new@example.org", confirmed)
    assert LetterKind.ADDRESS_CHANGED in db.scalars(select(Letter.kind)).all()


def test_a_bad_address_changes_nothing(db, microblog):
    make_account(db, "ann")

    done = microblog("account", "address", "ann", "nonsense")

    assert (done.status, done.err) == (1, "email: That does not look like an e-mail address.\n")
    assert account(db).email == "ann@example.org"
