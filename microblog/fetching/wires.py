"""A connection to a checked address, on which nothing takes longer than there is time."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import closing, contextmanager

from .names import Names
from .networks import Address, Networks
from .refusals import Refused, Unreachable
from .targets import Target
from .watches import Watch

PIECE = 16 * 1024
PATIENCE = 5.0
"""For how many seconds one address of a host is tried."""


class Wire:
    """Bytes to and fro."""

    def __init__(self, connection: socket.socket, watch: Watch) -> None:
        self._connection, self._watch = connection, watch

    def send(self, data: bytes) -> None:
        """Send something."""
        self._connection.settimeout(self._watch.left())
        self._connection.sendall(data)

    def receive(self) -> bytes:
        """Receive a piece; empty at the end."""
        self._connection.settimeout(self._watch.left())
        return self._connection.recv(PIECE)


@contextmanager
def connected(target: Target, names: Names, networks: Networks, tls: ssl.SSLContext, watch: Watch) -> Iterator[Wire]:
    """Connect to where a target is. What goes wrong on the way is Unreachable."""
    try:
        with closing(_connect(_checked(target, names, networks, watch), target.port, watch)) as plain:
            plain.settimeout(watch.left())
            if target.scheme == "http":
                yield Wire(plain, watch)
            else:
                with tls.wrap_socket(plain, server_hostname=target.host) as protected:
                    yield Wire(protected, watch)
    except ssl.SSLCertVerificationError:
        raise Refused("its certificate is not good") from None
    except TimeoutError:
        raise Unreachable("it takes too long") from None
    except OSError as fault:
        raise Unreachable(f"it cannot be reached: {fault.strerror or type(fault).__name__}") from None


def _checked(target: Target, names: Names, networks: Networks, watch: Watch) -> list[Address]:
    """The addresses of a host; if a single one of them is not for us, none is."""
    written = target.address
    found = [written] if written is not None else names.addresses(target.host, watch)
    if not all(networks.allow(address, target.port) for address in found):
        raise Refused("its host is in a network, or at a port, that is not for us")
    return found


def _connect(addresses: list[Address], port: int, watch: Watch) -> socket.socket:
    """Connect to the first that answers: to the address itself, so that nobody is asked for it once more."""
    fault: OSError = OSError("there is no address")
    for address in addresses:
        family = socket.AF_INET if address.version == 4 else socket.AF_INET6
        connection = socket.socket(family, socket.SOCK_STREAM)
        try:
            connection.settimeout(min(PATIENCE, watch.left()))
            connection.connect((str(address), port))
        except OSError as this:
            connection.close()
            fault = this
        except BaseException:
            connection.close()
            raise
        else:
            return connection
    raise fault
