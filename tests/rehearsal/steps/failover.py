"""The primary of a cluster of databases goes: as it should, by its power, by its cable. Who writes loses nothing."""

import json
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg

from ..commands import Failed, until
from ..fleet import DATABASES, WEB, cut_off, cut_power, give_power
from ..network import inside, namespace_of
from ..world import World

LONGEST = 45.0
"""For how many seconds nothing may be written at most."""
QUIET = 10.0
"""For how long all is well before and after."""
CUT_OFF = 60.0
"""For how long a machine is without its network."""
PATIENCE = 240.0
"""For how many seconds a machine that was gone may take to follow again."""
EVERY = 0.1

URL = re.compile(r'^MICROBLOG_DATABASE_URL="?([^"\n]+)"?$', re.MULTILINE)
TABLE = "CREATE TABLE IF NOT EXISTS rehearsed (id bigint PRIMARY KEY)"


@dataclass
class Writer:
    """Somebody who writes rows from a web host as the application does, and remembers which PostgreSQL said it has."""

    url: str
    namespace: str
    next: int = 1
    acknowledged: dict[int, float] = field(default_factory=dict)
    """Moments, by the number of the row."""
    troubles: list[str] = field(default_factory=list)
    _over: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def writing(self) -> Iterator["Writer"]:
        """Go on until the end of the block."""
        self._over.clear()
        thread = threading.Thread(target=self._write)
        thread.start()
        try:
            yield self
        finally:
            self._over.set()
            thread.join(60)

    def connect(self) -> "psycopg.Connection[tuple[int]]":
        """Connect to whichever member can be written on."""
        with inside(self.namespace):
            return psycopg.connect(self.url, autocommit=True)

    def gap(self, since: float) -> float:
        """The longest time between two rows that were acknowledged, the last before a moment and those after it."""
        moments = sorted(self.acknowledged.values())
        first = max((index for index, moment in enumerate(moments) if moment < since), default=0)
        return max(
            (after - before for before, after in zip(moments[first:], moments[first + 1 :], strict=False)), default=0.0
        )

    def lost(self) -> list[int]:
        """The rows that PostgreSQL said it has, and has not."""
        with self.connect() as db:
            there = {row[0] for row in db.execute("SELECT id FROM rehearsed")}
        return sorted(set(self.acknowledged) - there)

    def _write(self) -> None:
        """Write row by row; a number is never tried twice, since one that failed may be there all the same."""
        while not self._over.is_set():
            try:
                with self.connect() as db:
                    while not self._over.is_set():
                        number, self.next = self.next, self.next + 1
                        db.execute("INSERT INTO rehearsed VALUES (%s)", [number])
                        self.acknowledged[number] = time.monotonic()
                        self._over.wait(EVERY)
            except (psycopg.Error, OSError) as fault:
                self.troubles.append(str(fault).strip().splitlines()[0])
                self._over.wait(EVERY)


def failover(world: World) -> None:
    """Let each of them happen under a writer."""
    section = world.section("The primary of the database goes")
    section.row(
        "What", "seconds without a row", "rows acknowledged", "lost", "seconds until it followed again", "new primary"
    )
    with writer(world) as one:
        for what, act in HAPPENS.items():
            _try(world, one, what, act)
    section.say(
        f"A row was written each {EVERY} s from {WEB[0]}, by the URL that the application has. No gap was longer than "
        f"{LONGEST:.0f} s, and no acknowledged row was lost."
    )


@contextmanager
def writer(world: World) -> Iterator[Writer]:
    """Have a writer, and a table for it, until the end of the block."""
    host = world.machines[WEB[0]]
    found = URL.search(host.run("cat /etc/microblog/secrets.env"))
    if found is None:
        raise Failed(f"{host.name} has no URL of the database.")
    known = world.wish.folder / "database.crt"
    known.write_text(host.run("cat /etc/microblog/database.crt"), encoding="ascii")
    one = Writer(found[1].replace("/etc/microblog/database.crt", str(known)), namespace_of(host.name))
    with one.connect() as db:
        db.execute(TABLE)
    try:
        yield one
    finally:
        with one.connect() as db:
            db.execute("DROP TABLE rehearsed")


def _try(world: World, one: Writer, what: str, act: Callable[[World, str], None]) -> None:
    """Let one of them happen, and see what it costs."""
    section = world.report.sections[-1]
    until(lambda: _all_follow(world), "Not all members follow.", within=PATIENCE, every=1)
    old, before = primary(world), len(one.acknowledged)
    with one.writing():
        time.sleep(QUIET)
        start = time.monotonic()
        act(world, old)
        until(lambda: _all_follow(world), f"After “{what}” {old} does not follow.", within=PATIENCE, every=1)
        back = time.monotonic() - start
        time.sleep(QUIET)
    gap, lost, new = one.gap(start), one.lost(), primary(world)
    section.row(
        what, f"{gap:.1f}", f"{len(one.acknowledged) - before:,}", len(lost), f"{back:.0f}", f"{new} after {old}"
    )
    world.say(f"{what}: {gap:.1f} s without a row, {len(lost)} lost, {new} after {old}, all well {back:.0f} s later")
    if lost:
        raise Failed(f"“{what}” lost rows that were acknowledged: {lost[:5]}")
    if gap > LONGEST:
        raise Failed(f"After “{what}” nothing could be written for {gap:.0f} s: {one.troubles[-3:]}")
    if new == old:
        raise Failed(f"After “{what}” {old} is still the primary.")


def _switch_over(world: World, old: str) -> None:
    """Let another member be the primary, as before work on a machine."""
    world.machines[old].run(f"patronictl -c /etc/patroni/config.yml switchover --leader {old} --force", within=120)


def _cut_power(world: World, old: str) -> None:
    """Take the primary's power, and give it back when another one has taken its place."""
    cut_power(world, old)
    until(
        lambda: _leader(world, but=old) not in ("", old), "Nobody takes the place of the primary.", within=120, every=1
    )
    give_power(world, old)


def _pull_the_cable(world: World, old: str) -> None:
    """Take the primary's network for a while; it runs on."""
    with cut_off(world, old):
        time.sleep(CUT_OFF)
        if _is_writable(world, old):
            raise Failed(f"{old} takes rows though nobody knows of it any more.")


HAPPENS: Mapping[str, Callable[[World, str], None]] = {
    "`patronictl switchover`": _switch_over,
    "the power of the primary cut, and back": _cut_power,
    "the network cable of the primary pulled, and put back": _pull_the_cable,
}


def primary(world: World) -> str:
    """Which member is the primary, as they all say."""
    leader = _leader(world)
    if not leader:
        raise Failed("No member is the primary.")
    return leader


def _leader(world: World, but: str = "") -> str:
    """Which member has the lead, as asked of one that is not `but`; nothing if none has it, or none can tell."""
    return next((str(one["Member"]) for one in _members(world, but) if one["Role"] == "Leader"), "")


def _all_follow(world: World) -> bool:
    """Whether one member has the lead, the others follow it, and one of them has whatever is acknowledged."""
    members = _members(world)
    following = [one for one in members if one["State"] == "streaming" and one.get("Lag in MB") == 0]
    roles = [one["Role"] for one in members]
    return roles.count("Leader") == 1 and len(following) == len(DATABASES) - 1 and "Sync Standby" in roles


def _members(world: World, but: str = "") -> list[dict[str, Any]]:
    """What Patroni says of all members."""
    asked = next(name for name in DATABASES if name != but)
    told = world.machines[asked].attempt("patronictl -c /etc/patroni/config.yml list --format json")
    return list(json.loads(told.stdout)) if told.returncode == 0 else []


def _is_writable(world: World, name: str) -> bool:
    """Whether a member takes rows, asked on the machine itself."""
    question = "SELECT NOT pg_is_in_recovery()"
    return world.machines[name].attempt(f"runuser -u postgres -- psql -XAtc '{question}'").stdout.strip() == "t"
