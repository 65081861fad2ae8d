"""Applications on the wire: registering, and seeing whether a key is good."""

import pytest
from sqlalchemy import select

from microblog.models import Application
from tests.making import make_account, make_application, make_token

GOOD = {"client_name": "A program", "redirect_uris": "https://app.example/back"}


def test_a_program_registers_and_is_told_everything_once(db, client):
    made = client().post("/api/v1/apps", {**GOOD, "scopes": "read write", "website": "https://app.example"}).json

    application = db.scalars(select(Application)).one()
    assert made == {
        "id": str(application.id),
        "name": "A program",
        "website": "https://app.example",
        "scopes": ["read", "write"],
        "redirect_uris": ["https://app.example/back"],
        "redirect_uri": "https://app.example/back",
        "vapid_key": "",
        "client_id": application.client_id,
        "client_secret": made["client_secret"],
        "client_secret_expires_at": 0,
    }
    grant = {"grant_type": "client_credentials", "client_id": made["client_id"], "client_secret": made["client_secret"]}
    key = client().app.post_json("/oauth/token", grant).json["access_token"]
    assert client.with_token(key).get("/api/v1/apps/verify_credentials").json["name"] == "A program"


@pytest.mark.parametrize(
    "ways",
    [
        {"json": {**GOOD, "redirect_uris": ["a:b", "c:d"], "scopes": ["read", "push"]}},
        {"json": {**GOOD, "redirect_uris": "a:b\nc:d", "scopes": "read push"}},
        {"form": [("client_name", "A program"), ("redirect_uris", "a:b c:d"), ("scopes", "read  push")]},
        {"form": {"client_name": "A program", "redirect_uris[]": ["a:b", "c:d"], "scopes": "read push"}},
        {"form": {**GOOD, "redirect_uris": "a:b\r\nc:d", "scopes": "read push"}, "files": []},
    ],
)
def test_addresses_and_scopes_come_in_every_way_that_clients_write_them(client, ways):
    made = client().post("/api/v1/apps", **ways).json

    assert (made["redirect_uris"], made["redirect_uri"]) == (["a:b", "c:d"], "a:b\nc:d")
    assert made["scopes"] == ["read", "push"]


def test_without_scopes_a_program_may_read_and_without_a_page_it_has_none(client):
    made = client().post("/api/v1/apps", {**GOOD, "scopes": "", "website": ""}).json

    assert (made["scopes"], made["website"]) == (["read"], None)


@pytest.mark.parametrize(
    "wish",
    [
        {"client_name": None},
        {"client_name": ""},
        {"client_name": "x" * 61},
        {"client_name": "a\0"},
        {"redirect_uris": None},
        {"redirect_uris": ""},
        {"redirect_uris": []},
        {"redirect_uris": "nonsense"},
        {"redirect_uris": "javascript:alert(1)"},
        {"redirect_uris": ["https://app.example/", {"a": 1}]},
        {"scopes": "read nonsense"},
        {"website": "nonsense"},
    ],
)
def test_a_program_that_says_nonsense_is_refused(db, client, wish):
    refused = client().post("/api/v1/apps", {**GOOD, **wish}, status=422).json

    assert refused["error"].startswith("Validation failed: ")
    assert db.scalars(select(Application)).all() == []


def test_any_good_key_shows_its_program_and_no_secret(db, client):
    application, _ = make_application(db, "Tea", website="https://tea.example/", scopes="read push")
    keys = [
        make_token(db, make_account(db), "push", application=application),
        make_token(db, None, "read", application=application),
    ]

    for key in keys:
        assert client.with_token(key).get("/api/v1/apps/verify_credentials").json == {
            "id": str(application.id),
            "name": "Tea",
            "website": "https://tea.example/",
            "scopes": ["read", "push"],
            "redirect_uris": ["https://app.example/back"],
            "redirect_uri": "https://app.example/back",
            "vapid_key": "",
        }
    client().get("/api/v1/apps/verify_credentials", status=401)
    client.with_token("nonsense").get("/api/v1/apps/verify_credentials", status=401)
