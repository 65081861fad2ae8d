"""Authlib and requests-oauthlib, which know nothing of us but the standards, are let in with PKCE."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import authlib.integrations.requests_client as authlib_client
import pytest
import requests
import requests_oauthlib
from authlib.common.security import generate_token
from authlib.integrations.base_client.errors import OAuthError
from authlib.oauth2.rfc6749.errors import MismatchingStateException
from authlib.oauth2.rfc8414 import AuthorizationServerMetadata
from oauthlib.oauth2 import BackendApplicationClient, InvalidGrantError, MismatchingStateError

from tests.clients.browser import Browser
from tests.clients.conftest import BACK, register

SCOPE = "read:accounts write:statuses"


@pytest.fixture(autouse=True)
def without_https(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both refuse to speak without TLS, which a server behind a proxy does not have."""
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")


@pytest.fixture(scope="session")
def metadata(site: str) -> dict[str, Any]:
    """What the server says of itself: all that the libraries know of it."""
    return requests.get(f"{site}/.well-known/oauth-authorization-server", timeout=30).json()


@pytest.fixture
def program(site: str) -> dict[str, str]:
    """A program that nobody has let in yet: its client_id and client_secret."""
    return register(site, "Kettle")


@pytest.fixture
def let_in(browser: Browser, ann: Any) -> Callable[[str], str]:
    """Somebody who logs in and says yes; the program is told where that led."""
    browser.log_in(ann.me().username)
    return lambda address: browser.press(browser.get(address), "allow").address


@dataclass
class Library:
    """What both can do, in the words of each."""

    session: Any
    address: str
    state: str
    exchange: Callable[..., Any]
    mismatch: type[Exception]
    refused: type[Exception]


def with_authlib(program: dict[str, str], metadata: dict[str, Any], method: str) -> Library:
    verifier = generate_token(48)
    session = authlib_client.OAuth2Session(
        **program,
        scope=SCOPE,
        redirect_uri=BACK,
        code_challenge_method="S256",
        token_endpoint_auth_method=method,
        revocation_endpoint_auth_method=method,
    )
    address, state = session.create_authorization_url(metadata["authorization_endpoint"], code_verifier=verifier)

    def exchange(led_to: str, verifier: str = verifier) -> Any:
        where = metadata["token_endpoint"]
        return session.fetch_token(where, authorization_response=led_to, state=state, code_verifier=verifier)

    return Library(session, address, state, exchange, MismatchingStateException, OAuthError)


def with_requests_oauthlib(program: dict[str, str], metadata: dict[str, Any], method: str) -> Library:
    session = requests_oauthlib.OAuth2Session(program["client_id"], redirect_uri=BACK, scope=SCOPE, pkce="S256")
    address, state = session.authorization_url(metadata["authorization_endpoint"])

    def exchange(led_to: str, verifier: str = "") -> Any:
        session._code_verifier = verifier or session._code_verifier
        secret, in_form = program["client_secret"], method == "client_secret_post"
        where = metadata["token_endpoint"]
        return session.fetch_token(
            where, authorization_response=led_to, client_secret=secret, include_client_id=in_form
        )

    return Library(session, address, state, exchange, MismatchingStateError, InvalidGrantError)


LIBRARIES = {"authlib": with_authlib, "requests-oauthlib": with_requests_oauthlib}
METHODS = ["client_secret_basic", "client_secret_post"]


@pytest.fixture(params=LIBRARIES)
def make(request: pytest.FixtureRequest, program: dict[str, str], metadata: dict[str, Any]) -> Callable[..., Library]:
    """Make a session of one library."""
    return lambda method=METHODS[0]: LIBRARIES[request.param](program, metadata, method)


def query_of(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address).query))


def test_what_the_server_says_of_itself_is_sound(metadata):
    described = AuthorizationServerMetadata(metadata)

    assert described["code_challenge_methods_supported"] == ["S256"]
    assert set(METHODS) <= set(described["token_endpoint_auth_methods_supported"])


@pytest.mark.parametrize("method", METHODS)
def test_the_whole_walk(site, make, method, let_in, ann, metadata):
    library = make(method)

    led_to = let_in(library.address)
    answer = query_of(led_to)
    token = library.exchange(led_to)

    assert (answer["state"], answer["iss"]) == (library.state, metadata["issuer"])
    assert set(token["scope"].split() if isinstance(token["scope"], str) else token["scope"]) == set(SCOPE.split())
    me = library.session.get(f"{site}/api/v1/accounts/verify_credentials").json()
    assert me["username"] == ann.me().username
    posted = library.session.post(f"{site}/api/v1/statuses", json={"status": "Let in by the standard."})
    assert posted.json()["account"]["id"] == me["id"]


def test_another_verifier_than_the_one_that_was_announced_is_refused(make, let_in):
    library = make()

    led_to = let_in(library.address)

    with pytest.raises(library.refused, match="invalid_grant"):
        library.exchange(led_to, verifier="another-verifier-of-forty-three-characters-.~")


def test_a_code_that_comes_with_anothers_state_is_not_taken(make, let_in):
    mine, theirs = make(), make()

    led_to = let_in(theirs.address)

    with pytest.raises(mine.mismatch):
        mine.exchange(led_to)


def test_a_code_is_good_once_and_trying_again_takes_the_key_back(site, make, let_in):
    library = make()
    led_to = let_in(library.address)
    library.exchange(led_to)
    assert library.session.get(f"{site}/api/v1/accounts/verify_credentials").status_code == 200

    with pytest.raises(library.refused, match="invalid_grant"):
        library.exchange(led_to)

    assert library.session.get(f"{site}/api/v1/accounts/verify_credentials").status_code == 401


def test_authlib_takes_its_key_back(site, program, metadata, let_in):
    library = with_authlib(program, metadata, METHODS[0])
    key = library.exchange(let_in(library.address))["access_token"]

    answer = library.session.revoke_token(metadata["revocation_endpoint"], token=key)

    assert answer.status_code == 200
    shown = requests.get(
        f"{site}/api/v1/accounts/verify_credentials", headers={"Authorization": f"Bearer {key}"}, timeout=30
    )
    assert shown.status_code == 401


def test_authlib_gets_a_key_of_its_own(site, program, metadata):
    session = authlib_client.OAuth2Session(**program, scope="read")

    session.fetch_token(metadata["token_endpoint"], grant_type="client_credentials")

    assert session.get(f"{site}/api/v1/apps/verify_credentials").json()["name"] == "Kettle"


def test_requests_oauthlib_gets_a_key_of_its_own(site, program, metadata):
    client = BackendApplicationClient(program["client_id"], scope="read")
    session = requests_oauthlib.OAuth2Session(client=client)

    session.fetch_token(metadata["token_endpoint"], **program)

    assert session.get(f"{site}/api/v1/apps/verify_credentials").json()["name"] == "Kettle"
