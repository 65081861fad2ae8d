"""An address on the web, read once: what is checked is what is asked for."""

import ipaddress
import re
from dataclasses import dataclass
from typing import Self
from urllib.parse import quote, unquote, urljoin, urlsplit

import idna

from .refusals import Refused

LONGEST = 2048
"""Characters of an address."""

DEFAULT_PORTS = {"http": 80, "https": 443}
HOST = re.compile(r"(?=.{1,253}$)(?:(?!-)[a-z0-9_-]{1,63}(?<!-)\.)*(?!-)[a-z0-9-]{1,63}(?<!-)")  # RFC 1123 §2.1
NUMBER = re.compile(r"(?:[0-9]+|0x[0-9a-f]*)")
"""A host whose last part is one would be read as an address of version 4 by some programs (decimal, octal, …)."""
RESERVED = "%:/?#[]@!$&'()*+,;=~"
UNSEEN = re.compile(r"[\x00-\x20\x7f-\x9f\\]")


@dataclass(frozen=True)
class Target:
    """Where something is on the web."""

    scheme: str
    host: str
    """A name in ASCII, or an address in its usual form."""
    port: int
    path: str
    """What is asked for there, with its query."""

    @classmethod
    def read(cls, url: str) -> Self:
        """Read an address; Refused if it is none that we ask for."""
        if len(url) > LONGEST or UNSEEN.search(url):
            raise Refused("its address is too long, or there are blanks in it")
        try:
            parsed = urlsplit(url)
            port, host = parsed.port, parsed.hostname or ""
        except ValueError:
            raise Refused("its address cannot be read") from None
        if (
            parsed.scheme not in DEFAULT_PORTS
            or parsed.username is not None
            or parsed.password is not None
            or port == 0
        ):
            raise Refused("it is not http or https, or it names a user")
        path = quote(parsed.path or "/", safe=RESERVED) + (
            f"?{quote(parsed.query, safe=RESERVED)}" if parsed.query else ""
        )
        target = cls(parsed.scheme, _host(host), port or DEFAULT_PORTS[parsed.scheme], path)
        if len(target.url) > LONGEST:
            raise Refused("its address is too long")
        return target

    def follow(self, location: str) -> Self:
        """Read where it leads on to."""
        if len(location) > LONGEST:
            raise Refused("it leads to an address that is too long")
        try:
            return self.read(urljoin(self.url, location.strip()))
        except ValueError:
            raise Refused("it leads to an address that cannot be read") from None

    @property
    def url(self) -> str:
        """The whole address."""
        return f"{self.scheme}://{self.authority}{self.path}"

    @property
    def authority(self) -> str:
        """The host as the protocol names it, with its port where that is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def address(self) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
        """The address that is written in place of a name, if one is."""
        try:
            return ipaddress.ip_address(self.host)
        except ValueError:
            return None


def same_site(one: Target, other: Target) -> bool:
    """Whether two addresses are of the same host; www. before it makes no other."""
    return one.host.removeprefix("www.") == other.host.removeprefix("www.")


def _host(written: str) -> str:
    """Write a host as the network knows it."""
    if ":" in written:
        try:
            return str(ipaddress.IPv6Address(written.replace("%", ":")))  # one of a single wire is none
        except ValueError:
            raise Refused("its host is no address") from None
    try:
        name = unquote(written, errors="strict").lower().removesuffix(".")
        host = name if name.isascii() else idna.encode(name, uts46=True).decode()
    except (UnicodeError, idna.IDNAError):
        raise Refused("its host is no name") from None
    if NUMBER.fullmatch(host.rpartition(".")[2]):
        try:
            return str(ipaddress.IPv4Address(host))  # four decimal numbers without needless noughts, and nothing else
        except ValueError:
            raise Refused("its host is a number") from None
    if not HOST.fullmatch(host):
        raise Refused("its host is no name")
    return host
