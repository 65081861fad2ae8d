"""A network of our own: namespaces on a bridge, with a name server, and no way out.

This machine's own network sees nothing of it. 10.66.0.1 is the hub: from there playbooks reach the machines.
"""

import ctypes
import os
import resource
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from tests.nameserver import NameServer

from .commands import NAME, STATE, attempt, call

HUB = f"{NAME}-hub"
NETWORK = "10.66.0."
GATEWAY = f"{NETWORK}1"
BITS = 24
CLONE_NEWNET = 0x40000000

AT_ONCE = 4096
"""How many ports are tried at a time."""
PATIENCE = 0.6
"""For how many seconds an open port may keep silent."""

_libc = ctypes.CDLL(None, use_errno=True)


class Network:
    """The bridge, and who is on it."""

    def __init__(self) -> None:
        self.names = NameServer()
        self._stack = ExitStack()

    @contextmanager
    def open(self) -> Iterator["Network"]:
        """Lay it, and take it away again."""
        _add(HUB)
        try:
            _ip("-n", HUB, "link", "set", "lo", "up")
            _ip("-n", HUB, "link", "add", "br0", "type", "bridge")
            _ip("-n", HUB, "address", "add", f"{GATEWAY}/{BITS}", "dev", "br0")
            _ip("-n", HUB, "link", "set", "br0", "up")
            with self._stack:
                with inside(HUB):
                    self._stack.enter_context(self.names.open(GATEWAY, 53))
                yield self
        finally:
            _delete(HUB)

    @contextmanager
    def place(self, name: str, address: str) -> Iterator[str]:
        """Make a namespace with an address on the bridge; yield its name. There is room for names of 10 letters."""
        namespace = namespace_of(name)
        _add(namespace)
        try:
            _ip("link", "add", "eth0", "netns", namespace, "type", "veth", "peer", "name", f"v-{name}", "netns", HUB)
            _ip("-n", HUB, "link", "set", f"v-{name}", "master", "br0", "up")
            _ip("-n", namespace, "link", "set", "lo", "up")
            _ip("-n", namespace, "address", "add", f"{address}/{BITS}", "dev", "eth0")
            _ip("-n", namespace, "link", "set", "eth0", "up")
            _ip("-n", namespace, "route", "add", "default", "via", GATEWAY)
            yield namespace
        finally:
            attempt("ip", "-n", HUB, "link", "delete", f"v-{name}")
            _delete(namespace)

    def add_address(self, name: str, address: str) -> None:
        """Give a place one more address."""
        _ip("-n", namespace_of(name), "address", "add", f"{address}/{BITS}", "dev", "eth0")

    def cable(self, name: str, *, plugged: bool) -> None:
        """Pull a machine's cable, or put it back."""
        _ip("-n", HUB, "link", "set", f"v-{name}", "up" if plugged else "down")


def namespace_of(name: str) -> str:
    """The namespace of a place."""
    return f"{NAME}-{name}"


@contextmanager
def inside(namespace: str) -> Iterator[None]:
    """Let this thread, and no other, make its sockets in a namespace; they stay there."""
    with open("/proc/thread-self/ns/net", "rb") as here, open(f"/run/netns/{namespace}", "rb") as there:
        _enter(there.fileno())
        try:
            yield
        finally:
            _enter(here.fileno())


def connect(namespace: str, address: str, port: int, patience: float, *, source: str = "") -> socket.socket:
    """Connect to an address as seen from a namespace, and from one of its own addresses."""
    with inside(namespace):
        return socket.create_connection((address, port), patience, (source, 0) if source else None)


def open_ports(namespace: str, address: str) -> list[int]:
    """The ports of TCP that an address answers at, as seen from a namespace."""
    most, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 2 * AT_ONCE), hard))
    found: list[int] = []
    for start in range(1, 1 << 16, AT_ONCE):
        with ExitStack() as stack, inside(namespace):
            callers = {}
            for port in range(start, min(start + AT_ONCE, 1 << 16)):
                caller = stack.enter_context(socket.socket())
                caller.setblocking(False)
                caller.connect_ex((address, port))
                callers[caller] = port
            time.sleep(PATIENCE)
            found += [port for caller, port in callers.items() if _is_connected(caller)]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    return found


def remove_leftovers() -> None:
    """Take away what a killed earlier run left."""
    for noted in STATE.glob(f"{NAME}-*"):
        _delete(noted.name)


def _add(namespace: str) -> None:
    """Make a namespace, and write down that it is ours."""
    STATE.mkdir(exist_ok=True, mode=0o700)
    _ip("netns", "add", namespace)
    (STATE / namespace).touch()


def _delete(namespace: str) -> None:
    """Take it away."""
    attempt("ip", "netns", "delete", namespace)
    (STATE / namespace).unlink(missing_ok=True)


def _ip(*words: str) -> None:
    """Run ip(8)."""
    call("ip", *words)


def _enter(descriptor: int) -> None:
    """Move this thread into a network namespace, setns(2)."""
    if _libc.setns(descriptor, CLONE_NEWNET):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def _is_connected(caller: socket.socket) -> bool:
    """Whether a connection has come about."""
    try:
        caller.getpeername()
    except OSError:
        return False
    return True
