"""How often something may be done: counted by person, by key, or by address, in memory or in a Redis that all share."""

import logging
from datetime import UTC, datetime
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.errors import ConfigurationError, StorageError
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter
from pyramid.config import Configurator
from pyramid.request import Request

from .errors import TooMany
from .settings import Misconfigured, Settings

log = logging.getLogger(__name__)

LOOPBACK = IPv4Address("127.0.0.1")

PASSED_ON = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via")
"""What front servers add to what they pass on."""

PER_PERSON = RateLimitItemPerMinute(1500, 5)
PER_KEY = RateLimitItemPerMinute(300, 5)
PER_ADDRESS = RateLimitItemPerMinute(300, 5)

FAMILIES: dict[str, RateLimitItem] = {
    "applications": RateLimitItemPerMinute(5, 10),
    "deletions": RateLimitItemPerMinute(30, 30),
    "keys": RateLimitItemPerMinute(25, 5),
    "signups": RateLimitItemPerMinute(5, 30),
    "uploads": RateLimitItemPerMinute(30, 30),
}
"""What is dearer than the rest has a limit of its own; the figures are those that clients of this protocol expect."""


class Rates:
    """The counters."""

    def __init__(self, url: str) -> None:
        try:
            self.counters = FixedWindowRateLimiter(storage_from_string(url, wrap_exceptions=True))
        except (ConfigurationError, ValueError) as error:
            raise Misconfigured(f"The setting limits.storage is wrong: {error}") from None
        self.exempt_loopback = True

    def spend(self, request: Request, family: str = "") -> None:
        """Count one more, and refuse what is too much; the answer says how much is left."""
        address = address_of(request)
        if self.exempt_loopback and address.is_loopback:
            return
        try:
            for limit, who in _counted(request, family, address):
                allowed = self.counters.hit(limit, family, who)
                reset, left = self.counters.get_window_stats(limit, family, who)
                _tell(request, limit.amount, left, reset)
                if not allowed:
                    wait = max(1, round(reset - datetime.now(UTC).timestamp()))
                    raise TooMany("Too many requests", retry_after=wait)
        except StorageError as fault:
            log.warning("Requests cannot be counted: %s", fault.storage_error)


def spend(request: Request, family: str = "") -> None:
    """Count a request; TooMany if there were too many. Loopback is exempt: tools on the machine are ours."""
    request.registry["rates"].spend(request, family)


def is_from_here(request: Request) -> bool:
    """Whether a program on this machine asks, and no front server, which would ask for somebody else."""
    peer = _read(request.remote_addr)  # what came through a socket might be anybody's
    return peer is not None and peer.is_loopback and not any(name in request.headers for name in PASSED_ON)


def address_of(request: Request) -> IPv4Address | IPv6Address:
    """Where a request comes from. Its headers count only as far as a front server on this machine has written them."""
    peer = _read(request.remote_addr) or LOOPBACK  # what came through a socket of this machine has no address
    noted = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return (_read(noted) or peer) if peer.is_loopback else peer


def _read(word: str | None) -> IPv4Address | IPv6Address | None:
    """Read an address; one of IPv4 in the dress of IPv6 is one of IPv4."""
    try:
        address = ip_address(word or "")
    except ValueError:
        return None
    return address.ipv4_mapped or address if isinstance(address, IPv6Address) else address


def _counted(request: Request, family: str, address: IPv4Address | IPv6Address) -> list[tuple[RateLimitItem, str]]:
    """Say which counters a request moves: those of a person and their key, or that of an address."""
    token = request.token
    if family:
        who = f"account:{token.account_id}" if token is not None and token.account_id else _network(address)
        return [(FAMILIES[family], who)]
    if token is None or token.account_id is None:
        return [(PER_ADDRESS, _network(address))]
    return [(PER_PERSON, f"account:{token.account_id}"), (PER_KEY, f"key:{token.id}")]


def _network(address: IPv4Address | IPv6Address) -> str:
    """Name where a stranger comes from; with IPv6 everybody has a whole /64 of addresses."""
    return str(address) if address.version == 4 else str(ip_network((int(address), 64), strict=False))


def _tell(request: Request, amount: int, left: int, reset: float) -> None:
    """Let the answer say how much is left, and until when."""
    request.add_response_callback(
        lambda _, response: response.headers.update(
            {
                "X-RateLimit-Limit": str(amount),
                "X-RateLimit-Remaining": str(max(left, 0)),
                "X-RateLimit-Reset": datetime.fromtimestamp(reset, UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            }
        )
    )


def includeme(config: Configurator) -> None:
    """Open the counters."""
    settings: Settings = config.registry.settings["microblog"]
    config.registry["rates"] = Rates(settings.limits.storage.get_secret_value())
