"""Asking the DNS, with little patience: whoever waits for the answers is a person."""

import ipaddress
from collections.abc import Callable
from typing import Any

import dns.exception
import dns.inet
import dns.resolver
import dns.reversename

PATIENCE = 3.0
"""For how many seconds one question is waited for."""

GIVEN_UP_AFTER = 2
"""After so many questions that nobody answered in time, no more are asked."""

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Unanswered(Exception):
    """Nobody could answer, so nothing is known: neither that something is there, nor that it is not."""


class Names:
    """What the DNS knows, as one server (`address` or `address:port`) or those of this machine tell it."""

    def __init__(self, server: str = "") -> None:
        self._resolver = _resolver(server)
        self._silences = 0

    def texts(self, name: str) -> list[str]:
        """The TXT records of a name, the pieces of each put together (RFC 7208 §3.3)."""
        return self._ask(name, "TXT", lambda record: b"".join(record.strings).decode("utf-8", "replace"))

    def exchanges(self, name: str) -> list[str]:
        """The hosts that take a domain's mail (MX), the preferred ones first; "" if it says that it takes none."""
        found = self._ask(name, "MX", lambda record: (record.preference, _plain(record.exchange)))
        return [host for _, host in sorted(found)]

    def addresses(self, name: str, *versions: int) -> list[Address]:
        """The addresses of a host, of IPv4 and IPv6 unless only some `versions` are wanted."""
        kinds = {4: "A", 6: "AAAA"}
        return [
            ipaddress.ip_address(text)
            for version in versions or (4, 6)
            for text in self._ask(name, kinds[version], lambda record: record.address)
        ]

    def names_of(self, address: Address) -> list[str]:
        """The names that an address is said to have (PTR)."""
        return self._ask(dns.reversename.from_address(str(address)), "PTR", lambda record: _plain(record.target))

    def _ask(self, name: Any, kind: str, read: Callable[[Any], Any]) -> list[Any]:
        """Ask one question; [] if there is no such name or nothing of that kind, Unanswered if nobody tells."""
        if self._resolver is None:
            raise Unanswered("this machine knows no DNS server")
        if self._silences >= GIVEN_UP_AFTER:
            raise Unanswered("the DNS servers do not answer")
        try:
            name = dns.name.from_text(name) if isinstance(name, str) else name
            answer = self._resolver.resolve(name, kind, raise_on_no_answer=False, lifetime=PATIENCE, search=False)
        except (dns.resolver.NXDOMAIN, dns.name.LabelTooLong, dns.name.NameTooLong, dns.name.EmptyLabel):
            return []
        except dns.resolver.LifetimeTimeout:
            self._silences += 1
            raise Unanswered(f"no DNS server answered in {PATIENCE:.0f} s when asked for {name} {kind}") from None
        except dns.exception.DNSException:
            raise Unanswered(f"the DNS servers could not tell {name} {kind}") from None
        return [read(record) for record in answer.rrset or ()]


def _resolver(server: str) -> dns.resolver.Resolver | None:
    """Choose whom to ask; None if this machine knows nobody."""
    if not server:
        try:
            return dns.resolver.Resolver()
        except dns.exception.DNSException:
            return None
    address, port = _place(server)
    resolver = dns.resolver.Resolver(configure=False)
    resolver.nameservers, resolver.port = [address], port
    return resolver


def _place(server: str) -> tuple[str, int]:
    """Read `192.0.2.53`, `192.0.2.53:5353`, `2001:db8::53` or `[2001:db8::53]:5353`; ValueError if it is none."""
    if dns.inet.is_address(server):
        return server, 53
    address, _, port = server.rpartition(":")
    address = address.removeprefix("[").removesuffix("]")
    if not dns.inet.is_address(address) or not port.isdecimal() or not 0 < int(port) < 65536:
        raise ValueError(server)
    return address, int(port)


def _plain(name: Any) -> str:
    """Write a name without the dot at its end."""
    return str(name.to_text(omit_final_dot=True)).removesuffix(".").lower()
