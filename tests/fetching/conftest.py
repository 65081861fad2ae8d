"""A stranger's server on this machine, a DNS server that knows where it is, and a fetcher that may go there."""

import ipaddress
from collections.abc import Iterator

import pytest

from microblog.fetching import Fetcher, Networks
from tests.nameserver import NameServer
from tests.stranger import Stranger

HERE = (ipaddress.ip_network("127.0.0.5/32"),)
"""The one address that is opened to tests; all others of this machine stay refused."""


@pytest.fixture
def stranger() -> Iterator[Stranger]:
    """Somebody's server, at the one address that is opened."""
    with Stranger().open("127.0.0.5") as server:
        yield server


@pytest.fixture
def nameserver() -> Iterator[NameServer]:
    """What knows where that is."""
    with NameServer().open() as server:
        yield server.add("stranger.example", "A", "127.0.0.5")


@pytest.fixture
def fetcher(nameserver: NameServer) -> Fetcher:
    """What fetches."""
    return Fetcher("microblog tests", networks=Networks(HERE), nameserver=nameserver.address)
