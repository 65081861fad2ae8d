"""One way to fetch what a stranger has written the address of.

Each connection is made by our own hands, for one question: to an address that was checked after the name was looked up,
and again on every redirect. There are no cookies, no proxies, no connections that stay open, and nothing of what came
before is told to the next.
"""

import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import h11

from .bodies import unpacked
from .names import Names
from .networks import Networks
from .refusals import Refused, Unreachable
from .targets import Target
from .watches import Watch
from .wires import Wire, connected

MOST_HEADERS = 32 * 1024
"""Bytes of the head of an answer."""
MOST_FORERUNNERS = 8
"""How many answers may say that the real one is still to come."""
REDIRECTS = frozenset({301, 302, 303, 307, 308})
LATER = frozenset({408, 425, 429, *range(500, 600)})
"""Answers that may be others another time."""


@dataclass(frozen=True)
class Limits:
    """How much of one thing is fetched."""

    seconds: float = 10.0
    """From the first question to the DNS to the last byte, whatever lies between."""
    bytes: int = 1024 * 1024
    redirects: int = 5
    cut: bool = False
    """Whether the beginning of what is larger will do."""


@dataclass(frozen=True)
class Fetched:
    """What was found."""

    target: Target
    """Where, in the end."""
    type: str
    """What it says it is, in lower case."""
    charset: str
    data: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


class Fetcher:
    """Fetches. `agent` says who we are."""

    def __init__(self, agent: str, *, networks: Networks = Networks(), nameserver: str = "") -> None:  # noqa: B008
        self.agent, self.networks, self.nameserver = agent, networks, nameserver
        self.tls = ssl.create_default_context()
        self.tls.minimum_version = ssl.TLSVersion.TLSv1_2

    def fetch(self, url: str, types: frozenset[str], limits: Limits = Limits()) -> Fetched:
        """Fetch what is of one of these types; Refused if it is not to be had, Unreachable if not now."""
        watch, names = Watch(limits.seconds), Names(self.nameserver)
        target = Target.read(url)
        for _ in range(limits.redirects + 1):
            with connected(target, names, self.networks, self.tls, watch) as wire:
                found = self._ask(wire, target, types, limits)
            if isinstance(found, Fetched):
                return found
            target = target.follow(found)
        raise Refused("it leads on and on")

    def _ask(self, wire: Wire, target: Target, types: frozenset[str], limits: Limits) -> Fetched | str:
        """Ask for a target: what it is, or the address that it leads to."""
        talk = Talk(wire)
        try:
            talk.ask(target, self.agent, types)
            status, headers = talk.head()
            if status in REDIRECTS and "location" in headers:
                return headers["location"]
            if status != 200:
                raise (Unreachable if status in LATER else Refused)(f"it answers {status}")
            type, charset = _type_of(headers.get("content-type", ""))
            if type not in types:
                raise Refused("it is of another kind")
            body = unpacked(talk.body(), headers.get("content-encoding", ""), limits.bytes)
        except h11.ProtocolError:
            raise Refused("it does not speak HTTP as it should") from None
        if not (body.whole or limits.cut):
            raise Refused("it is too large")
        return Fetched(target, type, charset, body.data, headers)


class Talk:
    """One question and its answer (RFC 9112)."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self.http = h11.Connection(h11.CLIENT, max_incomplete_event_size=MOST_HEADERS)

    def ask(self, target: Target, agent: str, types: frozenset[str]) -> None:
        """Ask."""
        headers = {
            "Host": target.authority,
            "User-Agent": agent,
            "Accept": ", ".join(sorted(types)),
            "Accept-Encoding": "gzip",
            "Connection": "close",
        }
        question = h11.Request(method="GET", target=target.path, headers=list(headers.items()))
        self.wire.send((self.http.send(question) or b"") + (self.http.send(h11.EndOfMessage()) or b""))

    def head(self) -> tuple[int, dict[str, str]]:
        """The status of the answer and its headers; of those that are there more than once, the first."""
        for _ in range(MOST_FORERUNNERS):
            event = self._next()
            if isinstance(event, h11.Response):
                headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in [*event.headers][::-1]}
                return event.status_code, headers
            if not isinstance(event, h11.InformationalResponse) or event.status_code == 101:
                break
        raise Refused("it does not answer the question")

    def body(self) -> Iterator[bytes]:
        """What it says, piece by piece."""
        while isinstance(event := self._next(), h11.Data):
            yield bytes(event.data)

    def _next(self) -> object:
        """What comes next."""
        while (event := self.http.next_event()) is h11.NEED_DATA:
            self.http.receive_data(self.wire.receive())
        return event


def _type_of(header: str) -> tuple[str, str]:
    """Read a type, and the way its letters are written if it says so."""
    type, _, parameters = header.partition(";")
    charset = ""
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            charset = value.strip().strip("\"'").lower()
    return type.strip().lower(), charset
