"""What holds keys to one's account, and keys of one's own."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from microblog import clock
from microblog.actions.applications import note_use
from microblog.models import AccessToken, Account
from microblog.queries.applications import token_with
from tests.making import make_account, make_application, make_token
from tests.site.page import read_page


@pytest.fixture
def ann(db, visitors):
    """Ann's browser."""
    make_account(db, "ann")
    return visitors().log_in("ann")


def person(db, name="ann"):
    db.rollback()
    return db.scalars(select(Account).where(Account.username == name)).one()


def found(db, token):
    db.rollback()
    return db.scalar(token_with(token))


def test_a_page_without_keys_says_so(ann):
    page = ann.get("/settings/applications")

    read_page(page)
    assert "Nothing does." in page


def test_one_sees_what_holds_a_key_what_it_may_do_and_when_it_was_used(db, ann):
    tea, _ = make_application(db, "Tea <timer>", website="https://tea.example/")
    old = make_token(db, person(db), "read write:statuses", application=tea)
    note_use(db, found(db, old))
    db.commit()
    make_token(db, person(db), "push")
    make_token(db, make_account(db, "bob"), "admin:read")

    page = ann.get("/settings/applications")

    read_page(page)
    first, second = page.html.select(".logins > li")
    assert "not used yet" in first.get_text()
    assert "Be told of your notifications at once." in first.get_text()
    assert "Tea &lt;timer&gt;" in page
    assert second.select_one("a[href='https://tea.example/']")
    assert f"last used on {clock.today().day} " in second.get_text()
    assert "Post in your name" in second.get_text()
    assert "moderators" not in page.html.select_one(".logins").get_text()


def test_what_is_taken_back_is_good_for_nothing_at_once(db, ann, visitors):
    application, _ = make_application(db)
    tokens = [make_token(db, person(db), application=application) for _ in range(2)]
    bobs = make_token(db, make_account(db, "bob"), application=application)
    bob = visitors().log_in("bob")
    address = f"/settings/applications/{found(db, tokens[0]).application_id}/revoke"

    [form] = [form for form in ann.get("/settings/applications").forms.values() if form.action == address][:1]
    page = form.submit(status=303).follow()

    assert "It holds no key to your account any more." in page
    assert [found(db, token) is not None for token in [*tokens, bobs]] == [False, False, True]
    ann.app.get("/oauth/userinfo", headers={"Authorization": f"Bearer {tokens[0]}"}, status=401)
    ann.send(address, status=404)
    bob.send(address)
    assert found(db, bobs) is None


@pytest.mark.parametrize("id", ["0", "1", "9" * 18, "9" * 19])
def test_what_holds_nothing_cannot_be_taken_anything_back_from(ann, id):
    ann.send(f"/settings/applications/{id}/revoke", status=404)


def test_one_makes_a_key_of_ones_own_and_sees_it_once(db, ann):
    form = ann.get("/settings/applications").forms[0]
    form["name"] = "My <bot>"
    for box in form.fields["scopes"]:
        box.checked = box._value in ("read", "write:statuses")
    form["days"] = "30"

    page = form.submit(status=200)

    read_page(page)
    token = page.html.select_one("code#token").get_text()
    key = found(db, token)
    assert (key.scopes, key.application.name) == (["read", "write:statuses"], "My <bot>")
    assert timedelta(days=29) < key.expires_at - clock.now() < timedelta(days=31)
    assert page.headers["Cache-Control"] == "no-store"
    assert "made by you" in page
    again = ann.get("/settings/applications")
    assert "My &lt;bot&gt;" in again
    assert token not in again
    headers = {"Authorization": f"Bearer {token}"}
    assert ann.app.get("/oauth/userinfo", headers=headers).json["preferred_username"] == "ann"


def test_a_key_may_last_until_it_is_taken_back(db, ann):
    page = ann.send("/settings/applications", 200, name="My bot", scopes="read", days="")

    assert found(db, page.html.select_one("code#token").get_text()).expires_at is None


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        ({"name": " "}, "Give it a name."),
        ({"name": "x" * 61}, "Use at most 60 characters for its name."),
        ({"name": "a\0"}, "This holds a NUL character"),
        ({"scopes": ""}, "Say what it may do."),
        ({"scopes": "nonsense"}, "There is no scope nonsense."),
        ({"scopes": "<script>"}, "There is no scope &lt;script&gt;."),
        ({"days": "0"}, "Let it last 1 to 3650 days."),
        ({"days": "soon"}, "This must be a whole number."),
    ],
)
def test_a_key_for_nothing_is_refused_beside_its_field(db, ann, wish, sentence):
    good = {"name": "My bot", "scopes": "write:media", "days": "30"}

    page = ann.send("/settings/applications", 422, **{**good, **wish})

    read_page(page)
    assert sentence in page
    if "name" not in wish:
        assert page.html.select_one("#name")["value"] == "My bot"
    if "scopes" not in wish:
        assert [box["value"] for box in page.html.select("input[checked]")] == ["write:media"]
        assert page.html.select_one("details").has_attr("open")
    db.rollback()
    assert db.scalars(select(AccessToken)).all() == []


def test_a_new_password_ends_all_keys_and_says_so(db, ann):
    token = make_token(db, person(db))

    page = ann.send("/settings/password", old="correct horse battery", new="a quite different one").follow()

    assert "all keys of applications have ended" in page
    assert found(db, token) is None
    assert "Log out @ann" in ann.get("/")


def test_whoever_is_suspended_cannot_log_in(db, ann, visitors):
    account = person(db)
    account.suspended_at = clock.now()
    db.commit()

    page = visitors().send("/login", 422, name="ann", password="correct horse battery")

    assert "This account is suspended." in page
    assert "Log out" not in ann.get("/")
