"""Exchanging codes, keys for programs themselves, and taking keys back."""

import json
from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from sqlalchemy import select

from microblog import clock
from microblog.models import AccessToken
from microblog.queries.applications import token_with
from tests.making import make_account, make_token
from tests.oauth.program import BACK, PKCE, VERIFIER, basic, make_program

PATHS = ("/oauth/token", "/oauth/revoke")


def test_a_code_becomes_a_key_without_an_end(db, program, ann):
    with clock.set_to(datetime(2026, 3, 1, 12, tzinfo=UTC)):
        made = program.exchange(program.code(ann, scope="read write:media"))

    key = db.scalars(token_with(made["access_token"])).one()
    assert made == {
        "access_token": made["access_token"],
        "token_type": "Bearer",
        "scope": "read write:media",
        "created_at": 1772366400,
    }
    assert (key.scopes, key.account.username, key.application_id) == (["read", "write:media"], "ann", program.number)


@pytest.mark.parametrize("grant", ["authorization_code", "client_credentials"])
@pytest.mark.parametrize("way", ["form", "JSON", "multipart", "Basic", "Basic, encoded", "Basic and the body"])
def test_a_program_may_show_its_secret_in_any_of_these_ways(program, ann, grant, way):
    code = {"code": program.code(ann), "redirect_uri": BACK} if grant == "authorization_code" else {"scope": "read"}
    given, own = {"grant_type": grant, **code}, {"client_id": program.id, "client_secret": program.secret}
    encoded = "".join(f"%{ord(one):02X}" for one in program.secret)

    match way:
        case "form":
            answer = program.app.post("/oauth/token", given | own)
        case "JSON":
            answer = program.app.post_json("/oauth/token", given | own)
        case "multipart":
            answer = program.app.post("/oauth/token", given | own, content_type="multipart/form-data")
        case "Basic":
            answer = program.app.post("/oauth/token", given, headers=program.basic())
        case "Basic, encoded":
            answer = program.app.post("/oauth/token", given, headers=basic(quote(program.id), encoded))
        case _:
            answer = program.app.post("/oauth/token", given | own, headers=program.basic())

    assert answer.json["scope"] == "read"
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    assert (answer.headers["Cache-Control"], answer.headers["Pragma"]) == ("no-store", "no-cache")


def test_a_program_gets_a_key_of_its_own(db, program):
    made = program.ask("/oauth/token", grant_type="client_credentials")
    more = program.ask("/oauth/token", grant_type="client_credentials", scope="read  push read")

    key = db.scalars(token_with(made["access_token"])).one()
    assert set(made) == {"access_token", "token_type", "scope", "created_at"}
    assert (key.account, key.scopes, more["scope"]) == (None, ["read"], "read push")


def test_what_pkce_began_it_ends(program, ann):
    code = program.code(ann, **PKCE)

    assert program.exchange(code, code_verifier=VERIFIER)["access_token"]


def test_addresses_may_end_in_a_slash(program, ann):
    made = program.ask("/oauth/token/", grant_type="client_credentials")

    assert program.ask("/oauth/revoke/", token=made["access_token"]) == {}


WRONG = [
    ({}, 400, "invalid_request"),
    ({"grant_type": ""}, 400, "invalid_request"),
    ({"grant_type": "password", "username": "ann", "password": "x"}, 400, "unsupported_grant_type"),
    ({"grant_type": "refresh_token", "refresh_token": "x"}, 400, "unsupported_grant_type"),
    ({"grant_type": "openid", "code": "x"}, 400, "unsupported_grant_type"),
    ({"grant_type": "urn:ietf:params:oauth:grant-type:device_code"}, 400, "unsupported_grant_type"),
    ({"grant_type": "authorization_code"}, 400, "invalid_request"),
    ({"grant_type": "authorization_code", "code": "x", "redirect_uri": BACK}, 400, "invalid_grant"),
    ({"grant_type": "authorization_code", "code": "\0", "redirect_uri": BACK}, 400, "invalid_request"),
    ({"grant_type": "client_credentials", "scope": "nonsense"}, 400, "invalid_scope"),
    ({"grant_type": "client_credentials", "scope": "admin:read"}, 400, "invalid_scope"),
    ({"grant_type": "client_credentials", "client_secret": "x"}, 401, "invalid_client"),
    ({"grant_type": "client_credentials", "client_secret": None}, 401, "invalid_client"),
    ({"grant_type": "client_credentials", "client_id": "x"}, 401, "invalid_client"),
    ({"grant_type": "client_credentials", "client_id": None}, 401, "invalid_client"),
]


@pytest.mark.parametrize(("given", "status", "error"), WRONG)
def test_what_cannot_be_is_refused_in_the_words_of_the_standard(db, program, given, status, error):
    answer = program.ask("/oauth/token", status, **given)

    assert answer["error"] == error
    assert answer["error_description"]
    assert db.scalars(select(AccessToken)).all() == []


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"{"),
        ("application/json", b"[]"),
        ("application/json", b'{"grant_type": ["client_credentials"], "token": {"a": 1}}'),
        ("application/json", b'{"grant_type": 1, "token": true}'),
        ("application/json", b'{"client_id": "\\ud800", "grant_type": "client_credentials"}'),
        ("application/x-www-form-urlencoded", b"token=%ff&grant_type=%ff"),
        ("application/x-www-form-urlencoded", b"token=a&token=b&grant_type=a&grant_type=b"),
        ("application/x-www-form-urlencoded", b"token[a]=1&grant_type[]=b"),
        ("application/x-www-form-urlencoded", b"a[b][c][d][e][f][g][h][i][j]=1"),
        ("multipart/form-data; boundary=x", b"--x\r\nnonsense"),
        ("multipart/form-data", b"x"),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="token"; filename="a"\r\n\r\nb\r\n--x--',
        ),
        ("text/plain", b"token=a&grant_type=client_credentials"),
        ("", b"\xff"),
    ],
)
def test_what_cannot_be_read_is_refused_as_json(program, path, kind, body):
    answer = program.app.post(path, body, headers={"Content-Type": kind}, status="*")

    assert 400 <= answer.status_int < 404, answer.text
    assert set(json.loads(answer.text)) == {"error", "error_description"}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_another_method_is_refused_as_json(program, path, method):
    answer = program.app.request(path, method=method, status=405)

    assert "error" in answer.json
    assert answer.headers["Allow"] == "POST"


def test_a_header_that_cannot_be_read_is_refused_with_a_hint_how(program):
    for value in ("Basic", "Basic !", "Basic w7/DvzrDvw==", "Basic ////", "Basic OjpA", "basic " + "A" * 8000):
        headers = {"Authorization": value}

        answer = program.app.post("/oauth/token", {"grant_type": "client_credentials"}, headers=headers, status=401)

        assert answer.json["error"] == "invalid_client"
        assert answer.headers["WWW-Authenticate"].startswith("Basic ")
    assert "WWW-Authenticate" not in program.app.post("/oauth/token", {"grant_type": "client_credentials"}, status=401)


def test_a_program_takes_its_own_key_back(db, program, ann):
    made = [program.exchange(program.code(ann))["access_token"] for _ in range(3)]

    assert program.ask("/oauth/revoke", token=made[0], token_type_hint="access_token") == {}
    assert program.ask("/oauth/revoke", token=made[0]) == {}
    assert program.ask("/oauth/revoke", token="nonsense", token_type_hint="refresh_token") == {}
    answer = program.app.post("/oauth/revoke", {"token": made[1]}, headers=program.basic())
    assert (answer.status_int, answer.json, answer.content_type) == (200, {}, "application/json")
    assert program.app.post_json(
        "/oauth/revoke", {"token": made[2], "client_id": program.id, "client_secret": program.secret}
    ).json == {}  # fmt: skip

    assert [db.scalar(token_with(token)) for token in made] == [None] * 3


def test_to_take_back_nothing_is_a_mistake(program):
    assert program.ask("/oauth/revoke", 400)["error"] == "invalid_request"


def test_a_key_tells_whose_it_is(db, program, ann):
    made = program.exchange(program.code(ann))
    headers = {"Authorization": f"Bearer {made['access_token']}"}

    for answer in (
        program.app.get("/oauth/userinfo", headers=headers),
        program.app.post("/oauth/userinfo", "", headers=headers),
        program.app.post("/oauth/userinfo", {"access_token": made["access_token"]}),
    ):
        assert answer.json | {"picture": ""} == {
            "iss": "http://localhost/",
            "sub": "http://localhost/@ann",
            "name": "ann",
            "preferred_username": "ann",
            "profile": "http://localhost/@ann",
            "picture": "",
        }
    assert program.app.get(answer.json["picture"]).content_type == "image/svg+xml"


@pytest.mark.parametrize("scopes", ["read", "profile", "read write follow push"])
def test_to_know_whose_it_is_takes_the_scope_profile(db, program, scopes):
    token = make_token(db, make_account(db), scopes)

    assert program.app.get("/oauth/userinfo", headers={"Authorization": f"Bearer {token}"}).json["sub"]


def test_who_somebody_is_is_told_to_nobody_else(db, registry, program):
    ann, new = make_account(db, "ann"), make_account(db, confirmed=False)
    cases = {
        "": (401, "The access token is invalid"),
        "nonsense": (401, "The access token is invalid"),
        make_token(db, ann, "write follow push"): (403, "This action is outside the authorized scopes"),
        make_token(db, None): (422, "This method requires an authenticated user"),
        make_token(db, new): (403, "Your login is missing a confirmed e-mail address"),
    }
    shut_out = make_account(db, suspended_at=clock.now())
    cases[make_token(db, shut_out)] = (403, "Your login is currently disabled")

    for token, (status, error) in cases.items():
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        answer = program.app.get("/oauth/userinfo", headers=headers, status=status)
        assert answer.json == {"error": error}
        assert ("WWW-Authenticate" in answer.headers) == (status == 401)


def test_a_login_is_no_key(ann):
    ann.get("/oauth/userinfo", status=401)


def test_two_programs_hold_two_keys(db, registry, program, ann):
    other = make_program(db, registry["wsgi"])

    tokens = {one.exchange(one.code(ann))["access_token"] for one in (program, other)}

    assert len(tokens) == 2


def test_nobody_tries_secrets_and_codes_without_end(registry, program):
    registry["rates"].exempt_loopback = False

    answers = [program.app.post("/oauth/token", {"grant_type": "x"}, status="*") for _ in range(26)]
    refused = program.app.post("/oauth/revoke", {"token": "x"}, status=429)

    assert [answer.status_int for answer in answers] == [400] * 25 + [429]
    assert refused.json == {"error": "Too many requests"}
    assert int(refused.headers["Retry-After"]) > 0
