"""What a setting must look like."""

from email.errors import HeaderParseError
from email.headerregistry import Address
from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit

from pydantic import SecretStr
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError


def an_address(url: str) -> str:
    """Accept the address of a site: scheme and host, no path."""
    try:
        parsed = urlsplit(url)
        plain = parsed.hostname and not (parsed.query or parsed.fragment or parsed.username) and parsed.port != 0
    except ValueError:
        plain = False
    if not plain or parsed.scheme not in ("http", "https") or parsed.path not in ("", "/") or url.split() != [url]:
        raise ValueError("must look like https://example.org, without a path")
    return url.rstrip("/")


def a_sender(address: str) -> str:
    """Accept an address that letters can come from."""
    try:
        Address(addr_spec=address)
    except (ValueError, IndexError, HeaderParseError):
        raise ValueError("must be a plain address such as microblog@example.org") from None
    if "@" not in address:
        raise ValueError("must be a plain address such as microblog@example.org")
    return address


def perhaps_a_sender(address: str) -> str:
    """Accept such an address, or none."""
    return a_sender(address) if address else address


def a_database(url: SecretStr) -> SecretStr:
    """Accept the databases we are tested on, and speak to PostgreSQL through psycopg 3."""
    try:
        parsed = make_url(url.get_secret_value())
    except (ArgumentError, ValueError):
        raise ValueError("must look like sqlite:////srv/microblog.sqlite or postgresql://user@host/name") from None
    drivers = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}
    if parsed.get_backend_name() not in drivers:
        raise ValueError("must be a sqlite:// or a postgresql:// database")
    parsed = parsed.set(drivername=drivers[parsed.get_backend_name()])
    return SecretStr(parsed.render_as_string(hide_password=False))


def perhaps_a_nameserver(server: str) -> str:
    """Accept the address of a DNS server, perhaps with its port, or none."""
    address, _, port = server.rpartition(":") if server.count(":") == 1 or "]:" in server else (server, "", "53")
    try:
        good = not server or bool(ip_address(address.strip("[]")) and 0 < int(port) < 65536)
    except ValueError:
        good = False
    if not good:
        raise ValueError("must look like 192.0.2.53 or [2001:db8::53]:5353")
    return server


def networks(written: str) -> str:
    """Accept networks with blanks between them."""
    try:
        return " ".join(str(ip_network(network)) for network in written.split())
    except ValueError:
        raise ValueError("must name networks such as 127.0.0.0/8 ::1/128") from None


def long_enough(secret: SecretStr) -> SecretStr:
    """Accept a secret that cannot be guessed."""
    if len(secret.get_secret_value()) < 32:
        raise ValueError("must have at least 32 characters; `openssl rand -hex 32` makes one")
    return secret


def long_enough_or_none(secret: SecretStr) -> SecretStr:
    """Accept a secret that cannot be guessed, or none at all."""
    return long_enough(secret) if secret.get_secret_value() else secret
