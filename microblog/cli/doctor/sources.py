"""The addresses that letters come from, as far as this machine can tell."""

import ipaddress
import socket
from collections.abc import Sequence
from contextlib import suppress

from ...settings import Mail
from .names import Address

FAR_AWAY = (
    (socket.AF_INET, "192.0.2.1"),
    (socket.AF_INET6, "2001:db8::1"),
)
"""Addresses that belong to nobody (RFC 5737, RFC 3849): which way to them tells our own, and nothing is sent."""


def addresses_of(host: str) -> list[Address]:
    """The addresses of a host, as this machine finds them; OSError if it finds none."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except UnicodeError as fault:  # a name that cannot be one
        raise OSError(str(fault)) from None
    return list(dict.fromkeys(ipaddress.ip_address(str(place[4][0]).partition("%")[0]) for place in found))


def own_addresses() -> list[Address]:
    """The public addresses of this machine."""
    found = []
    for family, far in FAR_AWAY:
        with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as way:
            way.connect((far, 9))
            found.append(ipaddress.ip_address(way.getsockname()[0]))
    return [address for address in found if address.is_global]


def guessed_sources(mail: Mail, hosts: Sequence[Address]) -> list[Address]:
    """Guess from which addresses letters come: those of the mail host, or ours if it is on this machine.

    What nullmailer hands letters on to is its own affair, so of the transport `spool` nothing is guessed.
    """
    if mail.transport != "smtp" or not hosts:
        return []
    if is_here(hosts):
        return own_addresses()
    return [address for address in hosts if address.is_global]


def is_here(hosts: Sequence[Address]) -> bool:
    """Whether all these addresses are this machine's own."""
    return all(address.is_loopback for address in hosts)
