"""What the DNS says of a host. It is asked once for a connection, and the answer that was checked is the one used.

Neither the file of hosts of this machine nor its search list is looked at: they name machines of our own.
"""

import ipaddress

import dns.exception
import dns.inet
import dns.resolver

from .networks import Address
from .refusals import Refused, Unreachable
from .watches import Watch

MOST = 8
"""How many addresses of a host are tried."""


class Names:
    """What one server (`address` or `address:port`) or those of this machine tell of hosts."""

    def __init__(self, server: str = "") -> None:
        self._resolver = _resolver(server)

    def addresses(self, host: str, watch: Watch) -> list[Address]:
        """The addresses of a host, those of version 4 first; Refused if there is no such host."""
        found = [address for kind in ("A", "AAAA") for address in self._ask(host, kind, watch)]
        if not found:
            raise Refused("its host has no address")
        return found[:MOST]

    def _ask(self, host: str, kind: str, watch: Watch) -> list[Address]:
        """Ask for the addresses of one version."""
        try:
            answer = self._resolver.resolve(
                f"{host}.", kind, raise_on_no_answer=False, lifetime=watch.left(), search=False
            )
        except dns.resolver.NXDOMAIN:
            return []
        except dns.resolver.NoNameservers:
            raise Unreachable("the DNS servers cannot tell where its host is") from None
        except dns.exception.Timeout:
            raise Unreachable("the DNS servers do not answer") from None
        except dns.exception.DNSException:
            raise Refused("its host is no name") from None
        return [ipaddress.ip_address(record.address) for record in answer.rrset or ()]


def _resolver(server: str) -> dns.resolver.Resolver:
    """Choose whom to ask; nothing is remembered from one question to the next."""
    if not server:
        try:
            return dns.resolver.Resolver()
        except dns.exception.DNSException:
            raise Unreachable("this machine knows no DNS server") from None
    address, port = (server, 53) if dns.inet.is_address(server) else _place(server)
    resolver = dns.resolver.Resolver(configure=False)
    resolver.nameservers, resolver.port = [address], port
    return resolver


def _place(server: str) -> tuple[str, int]:
    """Read `192.0.2.53:5353` or `[2001:db8::53]:5353`."""
    address, _, port = server.rpartition(":")
    return address.removeprefix("[").removesuffix("]"), int(port)
