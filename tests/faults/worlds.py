"""A world: people who are named in posts, a mail host, and schedulers that are killed while they tell those people."""

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import argon2
from sqlalchemy import Engine, select, text, update
from sqlalchemy.orm import Session

from microblog.actions import hashing
from microblog.actions.posts import delete_post
from microblog.database import make_engine
from microblog.jobs.timetable import TIMETABLE
from microblog.models import Account, Letter, LetterState, Post, Reason, ReasonState
from microblog.settings import read_settings
from tests.conftest import ini_of, migrate
from tests.making import make_account, make_post
from tests.processes import write_ini

from .clock import FakedClock
from .ledger import Figures, Ledger, under_way
from .mailhost import ALL, DROPS, HANGS, REFUSES, WELL, Conduct, MailHost
from .mta import Mta, nullmailer
from .postgresql import Server, postgresql_server
from .schedulers import Nursery, Scheduler, nursery

UNDER_WAY = 200
"""How many letters are promised and not yet sent when a run begins."""

NAMED = 20
"""How many people one post names."""

READERS, REFUSED, UNSURE = 400, 12, 12

DRAINED_WITHIN = 60.0
"""In how many seconds at least one more letter must be sent, once the mail host is well."""

STOPPED_WITHIN = 5.0

DAY = timedelta(days=1)

Strike = Callable[..., None]
Deed = Callable[[], None]


@dataclass(frozen=True)
class Kind:
    """What goes wrong in a world, beside the kills."""

    name: str
    conduct: Conduct = field(default_factory=dict, compare=False)
    away: bool = False
    """Whether the mail host goes away and comes back."""
    schedulers: int = 1
    database: bool = False
    """Whether PostgreSQL is restarted as after a crash, or somebody holds SQLite's only lock."""
    clock: bool = False
    """Whether the clock is set forward and back."""


KINDS = (
    Kind("nothing else"),
    Kind("the host drops connections", DROPS),
    Kind("the host answers 4xx and 5xx", REFUSES),
    Kind("the host hangs and is away", HANGS, away=True),
    Kind("two schedulers", DROPS, schedulers=2),
    Kind("the database is restarted or locked", DROPS, database=True),
    Kind("the clock is set forward and back", DROPS, clock=True),
    Kind("all of it", ALL, away=True, schedulers=2, database=True, clock=True),
)


class World:
    """Everything of a world, and what was promised in it."""

    def __init__(
        self,
        kind: Kind,
        seed: object,
        *,
        engine: Engine,
        host: MailHost,
        nursery: Nursery,
        clock: FakedClock,
        server: Server | None,
        mta: Mta | None,
    ) -> None:
        self.kind, self.random = kind, random.Random(str(seed))
        self.engine, self.host, self.nursery, self.clock = engine, host, nursery, clock
        self.server, self.mta = server, mta
        self.ledger = Ledger(engine)
        self.schedulers: list[Scheduler] = []
        self.problems: list[str] = []
        self.runs = 0
        self.last_step = self.patience = 0.0

    def run(self) -> None:
        """Promise what is missing to UNDER_WAY letters, and kill a scheduler amid its work."""
        self.runs += 1
        self._promise()
        self.host.conduct = self.kind.conduct
        if self.kind.clock:
            self._set_clock()
        self._bury_the_dead()
        while len(self.schedulers) < self.kind.schedulers:
            self.schedulers.append(self.nursery.start())
        victim = self.random.choice(self.schedulers)
        if self.random.random() > 0.1:  # else it may be killed before it begins
            victim.wait_for_work(10)
        self._kill_amid(victim)
        self.schedulers.remove(victim)
        self.host.come_back()

    def drain(self) -> None:
        """Let all be well, and all that is left be sent."""
        self.host.conduct = WELL
        self.clock.set(0)
        for scheduler in self.schedulers:
            scheduler.wait_for_work(10)
        self._bury_the_dead()
        self.schedulers = self.schedulers or [self.nursery.start()]
        end, least = time.monotonic() + DRAINED_WITHIN, self._left()
        while left := self._left():
            if left < least:
                end, least = time.monotonic() + DRAINED_WITHIN, left
            if time.monotonic() > end:
                self.problems.append(f"stuck: for {DRAINED_WITHIN:.0f} s, {left} letters have been under way")
                break
            self._bring_near()
            time.sleep(0.3)
        for scheduler in self.schedulers:
            self._stop(scheduler)

    def figures(self) -> Figures:
        """Compare what was promised with what was taken."""
        kept = [one for one in self.host.kept if one.recipient.startswith("reader")]
        handed = self.mta.handed if self.mta else None
        bounced = self.host.turned_away if self.mta else set()
        figures = self.ledger.compare(kept, refused=self.host.refused, bounced=bounced, handed=handed, runs=self.runs)
        figures.problems = [*self.problems, *figures.problems]
        return figures

    def _promise(self) -> None:
        """Name people in posts until enough letters are under way; some posts are deleted again."""
        with Session(self.engine.execution_options(writes=True)) as db:
            self._make_due(db)
            if self.random.random() < 0.3:
                self._delete(db, self.random.choice(list(self.ledger.posts) or [""]))
            missing = UNDER_WAY - under_way(db)
            authors = db.scalars(select(Account).where(Account.username.startswith("author"))).all()
            readers = db.scalars(select(Account).where(Account.username.startswith("reader"))).all()
            while missing > 0:
                named = self.random.sample(readers, min(NAMED, missing))
                token = f"p{len(self.ledger.posts):06}q"
                names = " ".join(f"@{reader.username}" for reader in named)
                addresses = {reader.email for reader in named}
                post = make_post(db, self.random.choice(authors), f"Look at {token}: {names}")
                self.ledger.posts[token] = post.id
                self.ledger.promised |= {(address, token) for address in addresses}
                missing -= len(named)
                if self.random.random() < 0.05:
                    self._delete(db, token)

    def _delete(self, db: Session, token: str) -> None:
        """Delete a post. Of a letter that nobody has begun to send, nothing may come any more."""
        post = db.get(Post, self.ledger.posts.get(token, 0))
        if post is None or post.deleted_at is not None:
            return
        rows = select(Account.email, Letter.state).join(Reason, Reason.account_id == Account.id)
        rows = rows.outerjoin(Letter, Letter.id == Reason.letter_id).where(Reason.post_id == post.id)
        fresh = {(address, token) for address, state in db.execute(rows) if state in (None, LetterState.WAITING)}
        fresh -= {(one.recipient, one.token) for one in self.host.kept}
        delete_post(db, post.author, post)
        db.commit()
        known = {one for one in self.ledger.promised if one[1] == token}
        if self.schedulers:  # one of them may have been at it just then
            fresh = set()
        self.ledger.deleted |= fresh & known
        self.ledger.withdrawn |= known - fresh

    def _kill_amid(self, victim: Scheduler) -> None:
        """Kill a scheduler at a random moment: of time, or of a letter."""
        killed = threading.Event()

        def strike(*_: object) -> None:
            if not killed.is_set():
                killed.set()
                victim.kill()

        self.patience = self.random.uniform(0.0, 1.5)
        self.last_step = time.monotonic()
        if self.random.random() < 0.8:
            self.patience = 1.2
            self._arm(strike)
        deeds = self._deeds()
        while not killed.wait(0.005):
            if deeds and deeds[0][0] <= time.monotonic():
                deeds.pop(0)[1]()
            elif time.monotonic() - self.last_step > self.patience:
                strike()
        self._disarm()
        self._bury(victim)

    def _arm(self, strike: Strike) -> None:
        """Let a step of a letter be the moment: while the host hears it, or while a file is moved into the queue.

        Where there are no more steps, because the host is away, say, it is some time after the last one.
        """
        left = self.random.randint(1, 3 * UNDER_WAY if self.mta is None else UNDER_WAY)
        late = self.random.choice((0.0, 0.0, self.random.uniform(0, 0.004)))
        lock = threading.Lock()

        def step(*_: object) -> None:
            nonlocal left
            with lock:
                left -= 1
                self.last_step = time.monotonic()
            if left == 0:
                if late:
                    threading.Timer(late, strike).start()
                else:
                    strike()

        if self.mta is None:
            self.host.on_stage = step
        else:
            self.mta.on_event = step

    def _disarm(self) -> None:
        """Let no step be the moment any more."""
        self.host.on_stage = lambda _: None
        if self.mta is not None:
            self.mta.on_event = lambda: None

    def _deeds(self) -> list[tuple[float, Deed]]:
        """Choose what else is to happen in this run, and when."""
        deeds: list[tuple[float, Deed]] = []
        start = time.monotonic()
        if self.kind.away and self.random.random() < 0.4:
            gone = self.random.uniform(0, 0.8)
            deeds.append((start + gone, self.host.go_away))
            deeds.append((start + gone + self.random.uniform(0.1, 0.8), self.host.come_back))
        if self.kind.database and self.random.random() < 0.5:
            deeds.append((start + self.random.uniform(0, 0.8), self._disturb_database))
        if self.kind.clock:
            deeds += [(start + self.random.uniform(0, 1.2), self._set_clock) for _ in range(3)]
        return sorted(deeds, key=lambda deed: deed[0])

    def _set_clock(self) -> None:
        """Set the clock to another time of these two days."""
        self.clock.set(self.random.randint(-12 * 3600, 12 * 3600))

    def _disturb_database(self) -> None:
        """Restart PostgreSQL as after a crash, or hold SQLite's lock for longer than schedulers wait for it."""
        if self.server is not None:
            self.server.restart()
            return
        with self.engine.connect() as connection:
            connection.execution_options(writes=True)
            connection.execute(text("SELECT 1"))
            time.sleep(self.random.uniform(0.1, 1.5))

    def _bury_the_dead(self) -> None:
        """Count with nobody who could not begin, because the database was away just then."""
        for scheduler in [one for one in self.schedulers if one.has_ended()]:
            self._bury(scheduler)
            self.schedulers.remove(scheduler)

    def _bury(self, victim: Scheduler) -> None:
        """Wait for the end of one that was killed. One that ended by itself before is a fault of its own."""
        status = self.nursery.wait(victim)
        if status != -9 and not (self.kind.database and not victim.is_at_work()):
            said = victim.log.read_text(errors="replace")[-2000:]
            self.problems.append(f"a scheduler ended by itself with {status}: {said}")

    def _stop(self, scheduler: Scheduler) -> None:
        """Let a scheduler end well."""
        scheduler.wait_for_work(10)
        start = time.monotonic()
        scheduler.stop()
        status = self.nursery.wait(scheduler)
        if status != 0 or time.monotonic() - start > STOPPED_WITHIN:
            said = scheduler.log.read_text(errors="replace")[-2000:]
            self.problems.append(f"stopped with {status} after {time.monotonic() - start:.1f} s: {said}")

    def _left(self) -> int:
        """How much is under way, here and at the MTA."""
        if self.mta is not None:
            self.mta.poke()
        with Session(self.engine) as db:
            return under_way(db) + (self.mta.waiting if self.mta else 0)

    def _bring_near(self) -> None:
        """Let what is to be tried again be tried now, as an operator may."""
        with Session(self.engine.execution_options(writes=True)) as db:
            self._make_due(db)

    def _make_due(self, db: Session) -> None:
        """Let all that waits be due."""
        past = datetime.now(UTC) - DAY
        db.execute(update(Letter).where(Letter.state == LetterState.WAITING, Letter.due_at > past).values(due_at=past))
        db.execute(update(Reason).where(Reason.state == ReasonState.WAITING).values(due_at=past))
        db.commit()


@contextmanager
def world(kind: Kind, seed: object, folder: Path, *, database: str, transport: str) -> Iterator[World]:
    """Make a world in a folder, on one kind of database and with one way for letters to leave."""
    hashing.hasher = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    clock = FakedClock(folder, moves=kind.clock)
    refused = frozenset(f"{_reader(number)}@example.org" for number in range(REFUSED))
    unsure = frozenset(f"{_reader(number)}@example.org" for number in range(REFUSED, REFUSED + UNSURE))
    host = MailHost(f"{seed} host", refused=refused, unsure=unsure if transport == "smtp" else frozenset())
    with ExitStack() as stack:
        stack.enter_context(host.open())
        server = stack.enter_context(postgresql_server(folder / "postgresql")) if database == "postgresql" else None
        mta = stack.enter_context(nullmailer(folder / "mta", host.port)) if transport == "spool" else None
        url = server.create_database("microblog") if server else f"sqlite:///{folder}/microblog.sqlite"
        given = ini_of(url, **_settings(folder, host, mta))
        engine = make_engine(read_settings({**given, "database.busy_timeout": "60"}, environ={}).database)
        stack.callback(engine.dispose)
        migrate(engine)
        _populate(engine)
        begetter = stack.enter_context(nursery(write_ini(folder, given), folder / "logs", clock))
        yield World(kind, seed, engine=engine, host=host, nursery=begetter, clock=clock, server=server, mta=mta)


def _settings(folder: Path, host: MailHost, mta: Mta | None) -> dict[str, str]:
    """What the ini file says of mail."""
    others = {f"jobs.{entry.name}": "off" for entry in TIMETABLE if entry.name != "letters"}
    settings = {**others, "database.busy_timeout": "1", "media.directory": str(folder / "media")}
    if mta is not None:
        return {**settings, "mail.transport": "spool", "mail.spool": str(mta.spool)}
    return {
        **settings,
        "mail.transport": "smtp",
        "mail.host": "127.0.0.1",
        "mail.port": str(host.port),
        "mail.timeout": "1",
        "mail.answer_timeout": "1.5",
    }


def _populate(engine: Engine) -> None:
    """Make those who write and those who are named."""
    with Session(engine.execution_options(writes=True)) as db:
        authors = [make_account(db, f"author{number}") for number in range(5)]
        for number in range(READERS):
            make_account(db, _reader(number))
        make_post(db, authors[0], f"Good morning, @{_reader(READERS - 1)}!")  # see nursery.py


def _reader(number: int) -> str:
    """Name somebody."""
    return f"reader{number:03}"
