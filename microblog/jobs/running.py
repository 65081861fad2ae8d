"""Running jobs so that no two schedulers are at the same one, and writing down how they fared.

What is idle is written down together, with the next beat: an idle scheduler writes every ten seconds and not with
every look that a job takes.
"""

import logging
import os
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from pyramid.registry import Registry
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from .. import logs
from ..actions.jobs import (
    Fared,
    claim_job,
    clear_away_dead,
    leave,
    plan_jobs,
    record_job,
    say_present,
    show_job,
)
from ..clock import now
from ..database import request_off_the_web, transaction_of_its_own
from ..presence import Presence
from .done import NOTHING, Done
from .timetable import Entry

log = logging.getLogger("microblog.scheduler")


class Runner:
    """Runs jobs in the name of somebody who is there."""

    def __init__(self, registry: Registry, presence: Presence) -> None:
        self.registry, self.presence = registry, presence
        self.running: dict[str, tuple[Entry, datetime]] = {}
        self.unwritten: dict[str, tuple[Entry, Fared]] = {}
        self.mutex = threading.Lock()

    def run(self, entry: Entry) -> Done | None:
        """Run a job, unless somebody else is at it (None). What it raises is raised, once it is written down."""
        with logs.about(job=entry.name):
            return self._run(entry)

    def _run(self, entry: Entry) -> Done | None:
        """Run it, and take its time."""
        watch = _Watch()
        try:
            if entry.waiting is not None and not self._waits(entry):
                self._note(entry, watch.fared(NOTHING))
                return NOTHING
            if not entry.shared and not self._claim(entry):
                return None
        except Exception as fault:
            self._note(entry, watch.failed(fault))
            raise
        try:
            done = self._do(entry)
        except BaseException as fault:
            self._record(entry, watch.failed(fault))
            raise
        self._record(entry, watch.fared(done))
        return done

    def write_down(self, planned: Mapping[str, datetime | None], *, whole: bool = False) -> None:
        """Write down that we are there, when jobs are planned for, and what was not written down yet."""
        with self._taken() as unwritten, transaction_of_its_own(self.registry) as db:
            clear_away_dead(db, alive=self.presence.alive)
            say_present(db, self.presence.id, host=socket.gethostname(), pid=os.getpid())
            plan_jobs(db, planned, whole=whole)
            self._write(db, unwritten)

    def write_runs(self) -> None:
        """Write down only what was not written down yet, of somebody who is no scheduler."""
        with self._taken() as unwritten, transaction_of_its_own(self.registry) as db:
            self._write(db, unwritten)

    def leave(self) -> None:
        """Write down that we are gone."""
        with transaction_of_its_own(self.registry) as db:
            leave(db, self.presence.id)

    def _waits(self, entry: Entry) -> bool:
        """Look whether there is anything to do. Who only looks waits for nobody who writes."""
        with Session(self.registry["engine"]) as db:
            return entry.waiting is not None and db.execute(entry.waiting().limit(1)).first() is not None

    def _claim(self, entry: Entry) -> bool:
        """Take a job to ourselves."""
        with transaction_of_its_own(self.registry) as db:
            return claim_job(db, entry.name, self.presence.id, alive=self.presence.alive)

    def _do(self, entry: Entry) -> Done:
        """Do what a job does."""
        with self.mutex:
            self.running[entry.name] = entry, now()
        try:
            with request_off_the_web(self.registry) as request:
                return entry.job(request)
        finally:
            with self.mutex:
                del self.running[entry.name]

    def _record(self, entry: Entry, fared: Fared) -> None:
        """Write down how a job fared and let go of it; if that cannot be, the next run of it does."""
        if entry.shared and not fared.rows and not fared.trouble:
            self._note(entry, fared)
            return
        try:
            with transaction_of_its_own(self.registry) as db:
                record_job(db, entry.name, self.presence.id, fared, release=True)
        except SQLAlchemyError as fault:
            log.warning("How the job %s fared is not written down yet: %s", entry.name, reason_of(fault))
            self._note(entry, fared)

    def _note(self, entry: Entry, fared: Fared, *, earlier: bool = False) -> None:
        """Remember how a job fared until it is written down."""
        with self.mutex:
            _, noted = self.unwritten.get(entry.name, (entry, None))
            both = fared.after(noted) if noted is None or not earlier else noted.after(fared)
            self.unwritten[entry.name] = entry, both

    @contextmanager
    def _taken(self) -> Iterator[dict[str, tuple[Entry, Fared]]]:
        """Take what is to be written down; if it could not be, it is there again."""
        with self.mutex:
            unwritten, self.unwritten = self.unwritten, {}
        try:
            yield unwritten
        except BaseException:
            for entry, fared in unwritten.values():
                self._note(entry, fared, earlier=True)
            raise

    def _write(self, db: Session, unwritten: Mapping[str, tuple[Entry, Fared]]) -> None:
        """Write down how jobs fared, and at which of those that several may be at we are."""
        with self.mutex:
            shared = {name: since for name, (entry, since) in self.running.items() if entry.shared}
        for name, (entry, fared) in sorted(unwritten.items()):
            record_job(db, name, self.presence.id, fared, release=entry.shared and name not in shared)
        for name, since in sorted(shared.items()):
            show_job(db, name, self.presence.id, since=since)


class _Watch:
    """Takes the time of a run."""

    def __init__(self) -> None:
        self.started_at, self.started = now(), time.perf_counter()

    def fared(self, done: Done) -> Fared:
        """Tell how a run fared that went well."""
        ended = now()
        seconds = time.perf_counter() - self.started
        return Fared(self.started_at, ended, seconds, succeeded_at=ended, rows=done.rows)

    def failed(self, fault: BaseException) -> Fared:
        """Tell how a run fared that went wrong."""
        seconds = time.perf_counter() - self.started
        return Fared(self.started_at, now(), seconds, trouble=reason_of(fault), failures=1)


def reason_of(fault: BaseException) -> str:
    """Say in a line what went wrong. Of the database's faults the statement and its values are left out."""
    words = str(getattr(fault, "orig", None) or fault).strip().partition("\n")[0]
    return f"{type(fault).__name__}: {words}" if words else type(fault).__name__
