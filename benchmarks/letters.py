"""How fast are mention mails handed to a mail host, against a loop that does nothing but hand over? `make benchmarks`.

LETTERS=100000 says how many; DATABASE=postgresql or sqlite; SINK=aiosmtpd or quick (see `sinks.py`); SCHEDULERS=2 how
many schedulers send, each in a process of its own; SENDERS=2 is the setting mail.senders of each. They are the real
ones. Four times on their way they are halted (SIGSTOP) and letters that they sent before are sent once more by
smtplib's `sendmail` on one kept connection, to the same sink; so both see the same machine. What counts is letters by
the time in which the schedulers ran, from their first letter to their last.
"""

import os
import shutil
import signal
import smtplib
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click
from sqlalchemy import Engine, func, insert, select, text
from sqlalchemy.orm import Session

from benchmarks.sinks import Sink, sink
from microblog.clock import now
from microblog.database import make_engine
from microblog.jobs.timetable import TIMETABLE
from microblog.models import Account, Event, Letter, LetterState, Mention, Notification, Post, Reason, new_id
from microblog.settings import read_settings
from tests.conftest import ini_of, migrate
from tests.faults.postgresql import postgresql_server
from tests.processes import write_ini

READERS, NAMED = 10_000, 20
AT_ONCE = 1000
BARE = 2000
"""How many letters the bare loop sends each time."""

PROGRAM = "from microblog.jobs.scheduler import main; main()"
"""The program `microblog-scheduler`, of the code that lies here."""

WORDS = (
    "The ferry to the island leaves an hour later from Monday on, says the harbour master. Who comes along for a walk "
    "around the lighthouse, and for cake at the old mill afterwards?"
)


@dataclass
class Outcome:
    """What was seen."""

    letters: int
    seconds: float
    bare: float
    """Letters a second by the bare loop."""
    work: float
    """How many seconds of a processor the schedulers took, from their start."""
    bare_work: float
    """How many the bare loop took, for a letter."""
    memory: dict[int, int]
    """Per cent sent → kilobytes of memory that the largest scheduler has."""

    @property
    def rate(self) -> float:
        """Letters a second by the schedulers."""
        return self.letters / self.seconds

    def __str__(self) -> str:
        """Say it in a few lines."""
        memory = ", ".join(f"{kilobytes / 1024:.0f} MB at {share} %" for share, kilobytes in self.memory.items())
        return (
            f"{self.letters:,} letters in {self.seconds:.1f} s: {self.rate:,.0f} a second\n"
            f"the bare loop: {self.bare:,.0f} a second; ratio {self.rate / self.bare:.2f}\n"
            f"of a processor, the schedulers took {1000 * self.work / self.letters:.2f} ms a letter, "
            f"the bare loop {1000 * self.bare_work:.2f} ms\n"
            f"memory of the largest scheduler: {memory}"
        )


def main() -> None:
    """Measure once, and say what was seen."""
    letters = int(os.environ.get("LETTERS", "100000"))
    database, kind = os.environ.get("DATABASE", "postgresql"), os.environ.get("SINK", "aiosmtpd")
    folder = Path(tempfile.mkdtemp(prefix="microblog-benchmark-"))
    folder.chmod(0o755)
    try:
        with sink(kind) as host, _database(database, folder) as url:
            given = ini_of(url, **_settings(host, folder))
            engine = make_engine(read_settings(given, environ={}).database)
            migrate(engine)
            _promise(engine, letters)
            outcome = _measure(host, write_ini(folder, given), folder, letters)
            _check(engine, letters)
            engine.dispose()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    click.echo(f"{database}, sink {kind}\n{outcome}")


@contextmanager
def _database(kind: str, folder: Path) -> Iterator[str]:
    """Make an empty database, which waits for the disk as one in production does."""
    if kind == "sqlite":
        yield f"sqlite:///{folder}/microblog.sqlite"
    else:
        with postgresql_server(folder / "postgresql", durable=True) as server:
            yield server.create_database("microblog")


def _settings(host: Sink, folder: Path) -> dict[str, str]:
    """The settings: letters, and nothing else."""
    others = {f"jobs.{entry.name}": "off" for entry in TIMETABLE if entry.name != "letters"}
    mail = {
        "mail.transport": "smtp",
        "mail.host": "127.0.0.1",
        "mail.port": str(host.port),
        "mail.senders": os.environ.get("SENDERS", "2"),
        "database.pool_size": "20",
    }
    return {**others, **mail, "media.directory": str(folder / "media")}


def _promise(engine: Engine, letters: int) -> None:
    """Write down posts that name people, with all that their publication writes down."""
    with Session(engine.execution_options(writes=True)) as db:
        author = _accounts(db, "author", 1)[0]
        readers = _accounts(db, "reader", READERS)
        made = 0
        while made < letters:
            rows: list[tuple[int, int]] = []
            posts = []
            for _ in range(AT_ONCE // NAMED):
                post = new_id()
                first = made % READERS
                named = [readers[(first + place) % READERS] for place in range(min(NAMED, letters - made))]
                posts.append({"id": post, "author_id": author, "thread_id": post, "text": _text(first, len(named))})
                rows += [(reader, post) for reader in named]
                made += len(named)
            _write(db, author, posts, rows)
            db.commit()
        db.execute(text("ANALYZE"))  # as the database does by itself, in a while
        db.commit()


def _text(first: int, count: int) -> str:
    """Write a post."""
    return f"{WORDS} {' '.join(f'@reader{(first + place) % READERS}' for place in range(count))}"


def _accounts(db: Session, name: str, count: int) -> list[int]:
    """Make people."""
    rows = [
        {
            "id": new_id(),
            "username": f"{name}{number}",
            "email": f"{name}{number}@example.org",
            "password_hash": "",
            "display_name": f"{name.title()} {number}",
            "email_confirmed_at": now(),
        }
        for number in range(count)
    ]
    db.execute(insert(Account), rows)
    return [int(row["id"]) for row in rows]  # type: ignore[call-overload]


def _write(db: Session, author: int, posts: list[dict[str, object]], rows: list[tuple[int, int]]) -> None:
    """Write down posts, whom they name, and what is promised to these."""
    db.execute(insert(Post), [post for post in posts if any(post["id"] == one for _, one in rows)])
    db.execute(insert(Mention), [{"account_id": reader, "post_id": post} for reader, post in rows])
    event = {"event": Event.MENTION, "by_id": author}
    db.execute(
        insert(Notification),
        [{"id": new_id(), "account_id": reader, "post_id": post, **event} for reader, post in rows],
    )
    promised = [
        {"id": new_id(), "account_id": reader, "post_id": post, "thread_id": post, **event} for reader, post in rows
    ]
    db.execute(insert(Reason), promised)


def _measure(host: Sink, ini: Path, folder: Path, letters: int) -> Outcome:
    """Let schedulers send them all."""
    memory: dict[int, int] = {}
    bare: list[tuple[float, float]] = []
    seconds = work = 0.0
    with (folder / "log").open("ab") as log:
        schedulers = [
            subprocess.Popen([sys.executable, "-c", PROGRAM, str(ini)], stdout=log, stderr=log)
            for _ in range(int(os.environ.get("SCHEDULERS", "1")))
        ]
        try:
            _wait(lambda: host.taken > 0, schedulers, folder)
            spare = 0  # what the bare loop sent
            for share in (10, 25, 50, 75, 100):
                start = time.monotonic()
                _wait(lambda: host.taken - spare >= letters * share // 100, schedulers, folder)  # noqa: B023
                seconds += time.monotonic() - start
                memory[share] = max(_memory(one.pid) for one in schedulers)
                if share > 10:
                    _tell(schedulers, signal.SIGSTOP)
                    bare.append(_bare(host))
                    spare += BARE
                    _tell(schedulers, signal.SIGCONT)
            work = sum(_work(one.pid) for one in schedulers)
            time.sleep(3)  # for the last results to be written down
        finally:
            _tell(schedulers, signal.SIGTERM)
            for one in schedulers:
                one.wait(30)
    rate, bare_work = (sum(each) / len(bare) for each in zip(*bare, strict=True))
    return Outcome(letters, seconds, rate, work, bare_work, memory)


def _bare(host: Sink) -> tuple[float, float]:
    """Send letters in the plainest way; return how many a second, and how much of a processor one takes."""
    sample = host.sample()
    with smtplib.SMTP("127.0.0.1", host.port) as connection:
        connection.ehlo()
        start, began = time.monotonic(), time.process_time()
        for number in range(BARE):
            connection.sendmail(*sample[number % len(sample)])
        return BARE / (time.monotonic() - start), (time.process_time() - began) / BARE


def _tell(schedulers: Sequence[subprocess.Popen[bytes]], what: signal.Signals) -> None:
    """Send a signal to all."""
    for one in schedulers:
        one.send_signal(what)


def _wait(until: Callable[[], bool], schedulers: Sequence[subprocess.Popen[bytes]], folder: Path) -> None:
    """Wait for something that the schedulers do."""
    while not until():
        if any(one.poll() is not None for one in schedulers):
            sys.exit((folder / "log").read_text())
        time.sleep(0.002)


def _work(pid: int) -> float:
    """How many seconds of a processor a process has taken."""
    facts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(facts[11]) + int(facts[12])) / os.sysconf("SC_CLK_TCK")


def _memory(pid: int) -> int:
    """How many kilobytes of memory a process has."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmRSS")))


def _check(engine: Engine, letters: int) -> None:
    """All were sent, and each once."""
    with Session(engine) as db:
        sent = db.scalar(select(func.count()).select_from(Letter).where(Letter.state == LetterState.SENT))
    if sent != letters:
        sys.exit(f"Of {letters} letters, {sent} are sent.")


if __name__ == "__main__":
    main()
