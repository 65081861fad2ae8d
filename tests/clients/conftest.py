"""What the clients of other people need: a running site, and people who are on it."""

import secrets
from collections.abc import Callable, Iterator

import pytest
import requests
from mastodon import Mastodon

from tests.clients.browser import Browser
from tests.clients.servers import server
from tests.visitor import PASSWORD

SCOPES = ["read", "write", "follow", "push", "profile"]
BACK = "https://app.example/back"


@pytest.fixture(scope="session")
def site(database_kind: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running website."""
    with server(database_kind, tmp_path_factory.mktemp("server"), scheduler=False) as (address, _):
        yield address


@pytest.fixture
def browser(site: str) -> Browser:
    """A browser in which nobody has logged in."""
    return Browser(site)


@pytest.fixture(scope="session")
def registered(site: str) -> dict[str, str]:
    """The program through which everybody joins: its client_id and client_secret."""
    return register(site, "Teapot")


def register(site: str, name: str) -> dict[str, str]:
    """Register a program."""
    wish = {"client_name": name, "redirect_uris": [BACK], "scopes": " ".join(SCOPES)}
    answer = requests.post(f"{site}/api/v1/apps", json=wish, timeout=30)
    assert answer.status_code == 200, answer.text
    return {name: answer.json()[name] for name in ("client_id", "client_secret")}


@pytest.fixture
def join(site: str, registered: dict[str, str]) -> Callable[[str], Mastodon]:
    """Make accounts by `join(name)`, each with Mastodon.py in hand; the name is added to, so that it is new."""

    def join_as(name: str) -> Mastodon:
        client = Mastodon(**registered, api_base_url=site, ratelimit_method="throw")
        username = f"{name}_{secrets.token_hex(4)}"
        client.create_account(username, PASSWORD, f"{username}@example.org", agreement=True, scopes=SCOPES)
        return client

    return join_as


@pytest.fixture
def ann(join: Callable[[str], Mastodon]) -> Mastodon:
    """Ann, through Mastodon.py."""
    return join("ann")


@pytest.fixture
def bob(join: Callable[[str], Mastodon]) -> Mastodon:
    """Bob, through Mastodon.py."""
    return join("bob")
