"""Mastodon.py is let in: with a browser through the consent page, and out again."""

from urllib.parse import urlsplit

import pytest
from mastodon import Mastodon
from mastodon.errors import MastodonAPIError, MastodonIllegalArgumentError, MastodonUnauthorizedError

from tests.clients.conftest import BACK
from tests.visitor import PASSWORD

SCOPES = ["read:accounts", "write:statuses"]
OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob"


@pytest.fixture
def program(site) -> Mastodon:
    """A program that asks for little."""
    wish = {"redirect_uris": [BACK, OUT_OF_BAND], "scopes": SCOPES, "website": "https://kettle.example/"}
    client_id, client_secret = Mastodon.create_app("Kettle", api_base_url=site, **wish)
    return Mastodon(client_id, client_secret, api_base_url=site, ratelimit_method="throw")


def wish_of(program, redirect_uri=BACK, **more) -> str:
    return program.auth_request_url(redirect_uris=redirect_uri, scopes=SCOPES, allow_http=True, **more)


def test_somebody_logs_in_reads_what_is_asked_and_lets_it_in(site, program, browser, ann):
    name = ann.me().username
    login = browser.get(wish_of(program, state="tea & cake"))
    assert urlsplit(login.address).path == "/login"

    consent = browser.press(login, name=name, password=PASSWORD)

    assert urlsplit(consent.address).path == "/oauth/authorize"
    assert "Kettle" in consent.text
    assert "https://kettle.example/" in consent.text
    assert [scope in consent.text for scope in SCOPES] == [True, True]

    led = browser.press(consent, "allow")

    assert led.address.startswith(f"{BACK}?")
    assert led.query["state"] == "tea & cake"
    assert led.query["iss"] == program.oauth_authorization_server_info().issuer
    program.log_in(code=led.query["code"], redirect_uri=BACK, scopes=SCOPES, allow_http=True)
    assert program.me().username == name
    assert program.status_post("Let in.").account.username == name


def test_a_code_is_good_once(program, browser, ann):
    browser.log_in(ann.me().username)
    code = browser.press(browser.get(wish_of(program)), "allow").query["code"]
    program.log_in(code=code, redirect_uri=BACK, scopes=SCOPES, allow_http=True)

    with pytest.raises(MastodonIllegalArgumentError, match="invalid_grant"):
        program.log_in(code=code, redirect_uri=BACK, scopes=SCOPES, allow_http=True)

    with pytest.raises(MastodonUnauthorizedError):
        program.account_verify_credentials()


def test_a_code_is_copied_by_hand_where_there_is_no_way_back(program, browser, ann):
    browser.log_in(ann.me().username)

    page = browser.press(browser.get(wish_of(program, OUT_OF_BAND)), "allow")

    code = page.shown.select_one("#code").text
    program.log_in(code=code, redirect_uri=OUT_OF_BAND, scopes=SCOPES, allow_http=True)
    assert program.me().username == ann.me().username


def test_who_was_let_in_once_is_not_asked_about_again_unless_they_want_it(program, browser, ann):
    browser.log_in(ann.me().username)
    code = browser.press(browser.get(wish_of(program)), "allow").query["code"]
    program.log_in(code=code, redirect_uri=BACK, scopes=SCOPES, allow_http=True)

    again, forced = browser.get(wish_of(program)), browser.get(wish_of(program, force_login=True))

    assert again.address.startswith(f"{BACK}?")
    assert again.query["code"] != code
    assert "Kettle" in forced.text


def test_a_no_is_told_to_the_program(program, browser, ann):
    browser.log_in(ann.me().username)

    led = browser.press(browser.get(wish_of(program, state="tea")), "deny")

    assert led.address.startswith(f"{BACK}?")
    assert (led.query["error"], led.query["state"]) == ("access_denied", "tea")
    assert "code" not in led.query


def test_it_may_no_more_than_it_was_allowed(program, browser, ann):
    browser.log_in(ann.me().username)
    code = browser.press(browser.get(wish_of(program)), "allow").query["code"]
    program.log_in(code=code, redirect_uri=BACK, scopes=SCOPES, allow_http=True)

    with pytest.raises(MastodonAPIError, match="403"):
        program.bookmarks()


def test_it_gives_its_key_back(program, browser, ann):
    browser.log_in(ann.me().username)
    code = browser.press(browser.get(wish_of(program)), "allow").query["code"]
    key = program.log_in(code=code, redirect_uri=BACK, scopes=SCOPES, allow_http=True)

    program.revoke_access_token(allow_http=True)

    program.access_token = key
    with pytest.raises(MastodonUnauthorizedError):
        program.account_verify_credentials()


def test_people_take_its_key_back_on_the_site(program, browser, ann):
    browser.log_in(ann.me().username)
    code = browser.press(browser.get(wish_of(program)), "allow").query["code"]
    program.log_in(code=code, redirect_uri=BACK, scopes=SCOPES, allow_http=True)
    page = browser.get("/settings/applications")
    [form] = [form for form in page.shown.select("main form[method=post]") if "the key of Kettle" in form.text]

    browser.send(page, form)

    with pytest.raises(MastodonUnauthorizedError):
        program.account_verify_credentials()


def test_nobody_logs_in_with_a_password(program, ann):
    with pytest.raises(MastodonIllegalArgumentError, match="Password flow is no longer supported"):
        program.log_in(ann.me().username, PASSWORD, scopes=SCOPES, allow_http=True)


def test_it_says_who_it_is_by_itself(ann):
    assert ann.app_verify_credentials().name == "Teapot"
