"""Programs that register, and the keys that one takes back from them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oauthlib.uri_validate import is_absolute_uri
from sqlalchemy import select

from microblog.actions.applications import (
    OUT_OF_BAND,
    NewApplication,
    _problem_of_address,
    note_use,
    register_application,
    shut_out,
)
from microblog.actions.tokens import NewKey, make_key, promise_token
from microblog.clock import today
from microblog.errors import Invalid, NotFound
from microblog.models import AccessToken, Application, AuthorizationCode
from microblog.models.keys import is_secret_of, new_secret
from microblog.queries.applications import keyholders, token_with
from tests.making import make_account, make_application, make_token

GOOD = {"name": "A program", "redirect_uris": ["https://app.example/back"]}

ALLOWED = [
    OUT_OF_BAND,
    "https://app.example/back?a=b&c=%20d",
    "https://app.example:8443/",
    "https://192.0.2.1/x",
    "http://localhost:3000/back",
    "http://127.0.0.1/",
    "http://[::1]:8080/back",
    "http://app.localhost/",
    "tusky://oauth",
    "ice:///back",
    "com.app:/back",
    "x-my+app.1:back",
]

REFUSED = [
    "",
    "/back",
    "app.example/back",
    "//app.example/back",
    "https:",
    "https://",
    "https:///back",
    "https://app.example/back#there",
    "https://app.example/back#",
    "https://app.example/a b",
    "https://app.example/a\nb",
    "https://app.example/\\back",
    "https://app.example/é",
    "https://app.example/%zz",
    "https://app.example:99999/",
    "https://app.example:x/",
    "https://app.example@evil.example/",
    "https://:80/",
    "http://app.example/back",
    "http://localhost.evil.example/",
    "http://127.0.0.1.evil.example/",
    "http://127.0.0.2/",
    "http://localhost@evil.example/",
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "blob:https://app.example/x",
    "file:///etc/passwd",
    "about:blank",
    "my_app:/back",
    "https://app.example/" + "x" * 2000,
    "https://[::1/",
]


def register(db, **wish):
    made = register_application(db, NewApplication.read({**GOOD, **wish}))
    db.commit()
    return made


def test_a_program_gets_an_id_and_a_secret_of_which_only_the_hash_is_kept(db):
    application, secret = register(db, website="https://app.example/", scopes=["read write:media"])
    other, other_secret = register(db)

    assert len({application.client_id, secret, other.client_id, other_secret}) == 4
    assert all(one.isalnum() and one.isascii() for one in (application.client_id, secret))
    assert is_secret_of(secret, application.secret_hash)
    assert not is_secret_of(other_secret, application.secret_hash)
    assert secret not in str(db.execute(select(Application.__table__)).all())
    assert (application.name, application.website) == ("A program", "https://app.example/")
    assert application.scopes == ["read", "write:media"]
    assert (other.scopes, other.website, other.owner_id) == (["read"], None, None)


@pytest.mark.parametrize("address", ALLOWED)
def test_codes_may_go_to_pages_programs_and_by_hand(db, address):
    application, _ = register(db, redirect_uris=[address, address])

    assert application.redirect_uris == [address]
    assert is_absolute_uri(address)


@pytest.mark.parametrize("address", REFUSED)
def test_codes_may_go_nowhere_else(db, address):
    with pytest.raises(Invalid) as refusal:
        register(db, redirect_uris=["https://app.example/back", address])

    assert list(refusal.value.problems) == ["redirect_uris"]
    assert db.scalars(select(Application)).all() == []


@given(st.text(st.sampled_from("aA1:/?#[]@!$&'()*+,;=-._~%f \\\né"), max_size=30).map("https:".__add__) | st.text())
def test_what_may_be_registered_can_be_used(address):
    assert _problem_of_address(address) or is_absolute_uri(address)


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"name": ""}, "client_name"),
        ({"name": " \u200b "}, "client_name"),
        ({"name": "x" * 61}, "client_name"),
        ({"name": "a\0"}, "name"),
        ({"redirect_uris": []}, "redirect_uris"),
        ({"redirect_uris": [f"https://app.example/{n}" for n in range(21)]}, "redirect_uris"),
        ({"scopes": ["read nonsense"]}, "scopes"),
        ({"scopes": ["admin"]}, "scopes"),
        ({"scopes": ["Read"]}, "scopes"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"website": "app.example"}, "website"),
        ({"website": "https://"}, "website"),
        ({"website": "https://bank.example@evil.example/"}, "website"),
        ({"website": 'https://app.example/"onclick="steal()'}, "website"),
        ({"website": "https://app.example/<script>"}, "website"),
        ({"website": "https://app.example/" + "x" * 2000}, "website"),
    ],
)
def test_a_program_that_says_nonsense_is_not_registered(db, wish, field):
    with pytest.raises(Invalid) as refusal:
        register(db, **wish)

    assert list(refusal.value.problems) == [field]


def test_use_is_noted_by_the_day(db):
    token = db.scalar(token_with(make_token(db, make_account(db))))

    note_use(db, token)

    assert token.last_used_on == today()


def test_one_takes_back_what_one_gave_and_nobody_elses(db):
    ann, bob = make_account(db), make_account(db)
    application, _ = make_application(db)
    tokens = [make_token(db, who, application=application) for who in (ann, ann, bob, None)]
    promise_token(db, application, ann, ["read"], code=new_secret(), redirect_uri="x:y", challenge=None)
    bobs = make_token(db, bob)
    db.commit()

    shut_out(db, ann, application.id)
    db.commit()

    assert [db.scalar(token_with(token)) is not None for token in [*tokens, bobs]] == [False, False, True, True, True]
    assert db.scalars(select(AuthorizationCode)).all() == []
    for application_id in (application.id, db.scalar(token_with(bobs)).application_id, 1, 2**62):
        with pytest.raises(NotFound):
            shut_out(db, ann, application_id)


def test_a_key_of_ones_own_outlives_its_list_and_not_its_taking_back(db):
    ann = make_account(db)
    key, token = make_key(db, ann, NewKey(name="My bot", scopes=["write:statuses"]))
    db.commit()

    [held] = keyholders(db, ann)
    assert (held.application.name, held.application.owner_id) == ("My bot", ann.id)
    shut_out(db, ann, key.application_id)
    db.commit()
    assert db.scalar(token_with(token)) is None
    assert db.scalars(select(AccessToken)).all() == []
