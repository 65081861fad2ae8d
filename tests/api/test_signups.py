"""Joining on the wire."""

import pytest
from sqlalchemy import select

from microblog.models import Account, Letter, LetterKind
from microblog.queries.applications import token_with
from tests.making import make_account, make_application, make_token
from tests.visitor import PASSWORD

GOOD = {"username": "Ann", "email": "Ann@Example.org", "password": PASSWORD, "agreement": True, "locale": "en"}


def key_of_its_own(db, scopes="read write follow"):
    application, _ = make_application(db, scopes=scopes)
    return make_token(db, None, scopes, application=application)


def test_whoever_joins_gets_a_key_to_all_that_the_program_registered_for(db, client):
    application, _ = make_application(db, scopes="read write follow")
    key = make_token(db, None, "write:accounts", application=application)

    made = client.with_token(key).post("/api/v1/accounts", GOOD).json

    db.rollback()
    new = db.scalar(token_with(made["access_token"]))
    assert made | {"access_token": "", "created_at": 0} == {
        "access_token": "",
        "token_type": "Bearer",
        "scope": "read write follow",
        "created_at": 0,
    }
    assert (new.account.username, new.account.email, new.account.confirmed) == ("ann", "ann@example.org", True)
    assert new.application_id == application.id
    assert client.with_token(made["access_token"]).get("/api/v1/accounts/verify_credentials").json["username"] == "ann"


def test_where_addresses_must_be_confirmed_the_key_opens_nothing_before(ini, request, db):
    ini["accounts.confirm_email"] = "true"
    client = request.getfixturevalue("client")

    made = client.with_token(key_of_its_own(db)).post("/api/v1/accounts", {**GOOD, "agreement": "1"}).json

    refused = client.with_token(made["access_token"]).get("/api/v1/accounts/verify_credentials", status=403)
    assert refused.json == {"error": "Your login is missing a confirmed e-mail address"}
    db.rollback()
    assert db.scalars(select(Letter.kind)).all() == [LetterKind.CONFIRMATION]


@pytest.mark.parametrize(
    ("wish", "field", "code"),
    [
        ({"username": ""}, "username", "ERR_BLANK"),
        ({"username": None}, "username", "ERR_BLANK"),
        ({"username": "é"}, "username", "ERR_INVALID"),
        ({"username": "x" * 31}, "username", "ERR_INVALID"),
        ({"username": "admin"}, "username", "ERR_RESERVED"),
        ({"username": "BOB"}, "username", "ERR_TAKEN"),
        ({"email": " "}, "email", "ERR_BLANK"),
        ({"email": "nonsense"}, "email", "ERR_INVALID"),
        ({"email": "bob@example.org"}, "email", "ERR_TAKEN"),
        ({"password": ""}, "password", "ERR_BLANK"),
        ({"password": "short"}, "password", "ERR_TOO_SHORT"),
        ({"password": "x" * 1001}, "password", "ERR_TOO_LONG"),
        ({"agreement": False}, "agreement", "ERR_ACCEPTED"),
        ({"agreement": None}, "agreement", "ERR_ACCEPTED"),
    ],
)
def test_what_is_wrong_is_said_field_by_field(db, client, wish, field, code):
    make_account(db, "bob")

    refused = client.with_token(key_of_its_own(db)).post("/api/v1/accounts", {**GOOD, **wish}, status=422).json

    assert refused["error"].startswith("Validation failed: ")
    assert {name: [one["error"] for one in problems] for name, problems in refused["details"].items()} == {
        field: [code]
    }
    db.rollback()
    assert db.scalars(select(Account.username)).all() == ["bob"]


def test_it_takes_a_programs_own_key_that_may(db, client):
    cases = {
        key_of_its_own(db, "read"): "This action is outside the authorized scopes",
        make_token(db, make_account(db), "write"): "This method requires an client credentials authentication",
    }

    for key, error in cases.items():
        assert client.with_token(key).post("/api/v1/accounts", GOOD, status=403).json == {"error": error}
    client().post("/api/v1/accounts", GOOD, status=401)
    db.rollback()
    assert "ann" not in db.scalars(select(Account.username)).all()


def test_a_mailbox_is_not_filled_from_within_an_application(ini, request, db):
    ini.update({"accounts.confirm_email": "true", "accounts.letters_an_hour": "2"})
    client = request.getfixturevalue("client").with_token(key_of_its_own(db))
    for number in range(2):
        client.post("/api/v1/accounts", {**GOOD, "username": f"ann{number}", "email": f"ann+{number}@example.org"})

    refused = client.post("/api/v1/accounts", GOOD, status=429)

    assert refused.json["error"].startswith("Several letters were sent to that address in the last hour.")
    db.rollback()
    assert db.scalar(select(Account.id).where(Account.username == "ann")) is None
    assert db.scalars(select(Letter.kind)).all() == [LetterKind.CONFIRMATION] * 2


def test_the_key_that_comes_with_a_new_account_is_not_told_by_letter(db, client):
    client.with_token(key_of_its_own(db)).post("/api/v1/accounts", GOOD)

    assert db.scalar(select(Letter.id)) is None
