"""A steady load on the site, by HTTPS, of which every answer is kept."""

import json
import math
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode

from .site import Person, Site

DEADLINE = 15.0
"""After how many seconds nobody waits for an answer any more."""
EVERY = 0.4
"""How often each client asks: below what the site allows to one person, or to one address."""
STRANGERS_EVERY = 1.1
SHARES = {"p50": 0.5, "p99": 0.99, "longest": 1.0}


@dataclass(frozen=True)
class Request:
    """One that was asked, and what became of it."""

    kind: str
    began: float
    seconds: float
    status: int
    """0 if no answer came."""
    words: str = ""
    """What went wrong, if anything."""
    release: str = ""


@dataclass
class Load:
    """Clients, each with a connection of its own for each request, at a steady pace."""

    site: Site
    people: Sequence[Person]
    strangers: Sequence[str]
    """Their addresses."""
    requests: list[Request] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    """The ids of the posts that the site said it has."""
    _over: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def running(self) -> Iterator["Load"]:
        """Go on until the end of the block, and wait for the last answers."""
        clients = [threading.Thread(target=self._person, args=(one,)) for one in self.people]
        clients += [threading.Thread(target=self._stranger, args=(source,)) for source in self.strangers]
        self._over.clear()
        for client in clients:
            client.start()
        try:
            yield self
        finally:
            self._over.set()
            for client in clients:
                client.join(2 * DEADLINE)

    @property
    def failed(self) -> list[Request]:
        """The requests that were not answered well."""
        return [one for one in self.requests if one.status != 200 or one.words]

    def percentile(self, share: float) -> float:
        """Within how many seconds such a share of the requests was answered."""
        times = sorted(one.seconds for one in self.requests)
        return times[max(0, math.ceil(share * len(times)) - 1)] if times else math.nan

    def told(self) -> str:
        """Tell of it in a line."""
        kinds = Counter(one.kind for one in self.requests)
        many = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
        times = ", ".join(f"{name} {self.percentile(share) * 1000:.0f} ms" for name, share in SHARES.items())
        return f"{len(self.requests):,} requests ({many}), {len(self.failed)} failed; {times}"

    def releases(self) -> dict[str, int]:
        """Which releases said that they are well, and how often, in their order."""
        return dict(Counter(one.release for one in sorted(self.requests, key=lambda one: one.began) if one.release))

    def missing(self) -> list[str]:
        """The posts that the site said it has, and has not."""
        reader = self.people[0]
        gone = []
        for start in range(0, len(self.written), 20):
            some = self.written[start : start + 20]
            query = urlencode([("id[]", one) for one in some])
            answer = self.site.ask("GET", f"/api/v1/statuses?{query}", headers=reader.with_key, source=reader.source)
            there = {one["id"] for one in json.loads(answer.body)} if answer.status == 200 else set()
            gone += [one for one in some if one not in there]
        return gone

    def _person(self, person: Person) -> None:
        """Read pages, and let an application read and write in between."""
        pages = ("/", "/notifications", "/public")
        cookies = {"Cookie": person.cookies}
        turn = 0
        while not self._over.is_set():
            turn += 1
            if turn % 6 == 0:
                self._write(person, f"Load {turn} of {person.name}.")
            elif turn % 6 == 3:
                self._ask("read by API", "/api/v1/timelines/home", person.source, person.with_key)
            else:
                self._ask("page of one's own", pages[turn % len(pages)], person.source, cookies)
            self._over.wait(EVERY)

    def _stranger(self, source: str) -> None:
        """Read what everybody may, and ask which release that is."""
        pages = ("/public", "/health", f"/@{self.people[0].name}", "/health", "/about", "/health")
        turn = 0
        while not self._over.is_set():
            page = pages[turn % len(pages)]
            self._ask("health" if page == "/health" else "page for strangers", page, source, {})
            turn += 1
            self._over.wait(STRANGERS_EVERY)

    def _write(self, person: Person, words: str) -> None:
        """Write a post."""
        headers = {**person.with_key, "Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode({"status": words}).encode()
        answer = self._ask("post by API", "/api/v1/statuses", person.source, headers, body)
        if answer:
            with self._lock:
                self.written.append(json.loads(answer)["id"])

    def _ask(self, kind: str, path: str, source: str, headers: dict[str, str], body: bytes = b"") -> bytes:
        """Ask, and keep what became of it; return what a good answer says."""
        began = time.monotonic()
        status, wrong, said = 0, "", b""
        try:
            answer = self.site.ask("POST" if body else "GET", path, body, headers, source=source, patience=DEADLINE)
            status, said = answer.status, answer.body
            wrong = "" if status == 200 else repr(said[:200])
        except Exception as fault:
            wrong = f"{type(fault).__name__}: {fault}"
        with self._lock:
            release = _release(said) if kind == "health" and status == 200 else ""
            self.requests.append(Request(kind, began, time.monotonic() - began, status, wrong, release))
        return said if status == 200 else b""


def _release(said: bytes) -> str:
    """The release that an answer of /health names."""
    return said.decode(errors="replace").removeprefix("OK").strip()
