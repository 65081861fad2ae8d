"""A moment of the database that can be counted now and restored later: a snapshot that is a restore point.

One session keeps writers off all tables, which it can only once all that have written are through. Meanwhile another
opens its snapshot, and the first writes a restore point into the WAL. So what the snapshot shows is what a recovery to
that point must bring back, and nobody waited for longer than the lock was held.
"""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from .config import Config
from .database import connect
from .figures import tables_of
from .programs import Trouble, say
from .psql import Session


@dataclass(frozen=True)
class Moment:
    """Such a moment."""

    name: str
    """The restore point's."""
    at: datetime
    wal: str
    """The file of WAL that it is in."""
    tables: list[str]
    milliseconds: float
    """For how long writers were kept off."""
    tries: int


@contextmanager
def frozen(config: Config) -> Iterator[tuple[Session, Moment]]:
    """Give a session that sees one moment of the database, and that moment."""
    name = f"proof-{datetime.now(UTC):%Y%m%dT%H%M%S}-{random.randrange(16**4):04x}"  # noqa: S311 - only to be unlike others
    for attempt in range(1, config.lock_tries + 1):
        with connect(config) as reader:
            try:
                moment = _freeze(config, reader, name, attempt)
            except Busy:
                moment = None
            if moment is not None:
                say(f"Set {name}; writers were kept off for {moment.milliseconds:.0f} ms (attempt {attempt}).")
                yield reader, moment
                return
        time.sleep(random.uniform(1, 3))  # noqa: S311 - nobody is to guess it, it is only to be uneven
    raise Trouble(
        f"The tables could not be locked for a moment in {config.lock_tries} attempts: somebody writes all the time."
    )


class Busy(Exception):
    """Somebody is writing for longer than others may be kept waiting."""


def _freeze(config: Config, reader: Session, name: str, attempt: int) -> Moment:
    """Try once. We give up before `deadlock_timeout`, so no writer is ever refused for our sake."""
    reader.do("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    with connect(config) as locker:
        tables = tables_of(locker)
        if not tables:
            raise Trouble(f"The database {config.database} has no tables: there is nothing to prove.")
        locker.do("BEGIN", f"SET LOCAL statement_timeout = {config.lock_milliseconds}")
        began = time.monotonic()
        try:
            locker.do(f"LOCK TABLE {', '.join(tables)} IN SHARE MODE")
        except Trouble as refused:
            # 57014: our own timeout; 40P01 and 42P01: somebody changes the very tables.
            if any(word in str(refused) for word in ("timeout", "deadlock", "does not exist")):
                raise Busy from None
            raise
        locker.do("SET LOCAL statement_timeout = 0")
        seen = tables_of(reader)  # the reader's first question: here its snapshot is taken
        point = f"json_build_object('at', clock_timestamp(), 'wal', pg_walfile_name(pg_create_restore_point('{name}')))"
        told = locker.value(f"SELECT {point}")
        locker.do("COMMIT")
        milliseconds = (time.monotonic() - began) * 1000
    if seen != tables:
        raise Busy
    return Moment(name, datetime.fromisoformat(told["at"]), told["wal"], tables, milliseconds, attempt)


def wait_until_archived(config: Config, wal: str, seconds: float = 300.0) -> None:
    """Close the file of WAL, and wait until it is in the repository."""
    with connect(config) as db:
        db.value("SELECT to_json(pg_switch_wal())")
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            told = db.value(
                "SELECT json_build_object('last', last_archived_wal, 'failed', last_failed_wal) FROM pg_stat_archiver"
            )
            if told["last"] and told["last"][:24] >= wal:
                return
            time.sleep(0.2)
    raise Trouble(f"The WAL file {wal} was not archived within {seconds:.0f} s; the log of PostgreSQL tells why.")
