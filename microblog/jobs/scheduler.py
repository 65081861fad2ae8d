"""`microblog-scheduler INI`: the sidecar process that keeps the timetable."""

import logging
import os
import select
import signal
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NoReturn

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from pyramid.registry import Registry
from sqlalchemy.exc import SQLAlchemyError

from .. import configure, logs, systemd
from ..clock import now
from ..inifile import read_ini, set_up_logging
from ..presence import Presence
from ..schema import check_schema
from ..settings import check_folders
from ..tweens import AWAY
from .done import Done
from .heart import Heart
from .running import Runner, reason_of
from .stopping import told_to_stop
from .timetable import Entry, timetable_of

log = logging.getLogger("microblog.scheduler")

PATIENCE = 3.0
"""For how many seconds a job may finish what it is doing once we are told to stop."""

LAST_WORDS = 0.5
"""For how many seconds we try to write down that we are gone, in the middle of a job."""

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)

SAID_AGAIN = 60.0
"""For how many seconds the same trouble of a job is not said again."""


def main(words: list[str] | None = None) -> None:
    """Run the scheduler of an ini file until SIGTERM or Ctrl-C."""
    words = sys.argv[1:] if words is None else words
    if len(words) != 1 or words[0].startswith("-"):
        sys.exit("usage: microblog-scheduler INI")
    [ini] = words
    given = read_ini(ini)
    set_up_logging(ini)
    config = configure({"__file__": ini}, **given)
    config.commit()
    registry = config.registry
    timetable = timetable_of(registry.settings["microblog"])
    check_schema(registry["engine"], ini)
    check_folders(registry.settings["microblog"])
    registry["presence"] = Presence(registry["engine"])
    _keep(Keeper(registry, timetable))


class Keeper:
    """Keeps a timetable: no job twice at a time, and what was missed once, at the start."""

    def __init__(self, registry: Registry, entries: Sequence[Entry]) -> None:
        self.entries = [entry for entry in entries if not entry.off]
        self.presence, self.engine = registry["presence"], registry["engine"]
        self.runner = Runner(registry, self.presence)
        self.heart = Heart(self.beat, self.plan_anew)
        self.troubles: dict[str, Trouble] = {}
        self.scheduler = BackgroundScheduler(
            timezone=UTC,
            executors={"default": ThreadPoolExecutor(max(len(self.entries), 1))},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        for entry in self.entries:
            self.scheduler.add_job(
                self.attend, entry.trigger, args=[entry], id=entry.name, name=entry.name, next_run_time=now()
            )

    def start(self) -> None:
        """Begin."""
        self.runner.write_down(self._planned(), whole=True)
        self.heart.start()
        self.scheduler.start()
        log.info("Keeping the timetable: %s.", ", ".join(entry.name for entry in self.entries))

    def attend(self, entry: Entry) -> None:
        """Run a job; whatever happens to it, the next ones run."""
        with logs.about(job=entry.name):
            log.debug("%s begins", entry.name)
            started = time.perf_counter()
            try:
                done = self.runner.run(entry)
            except Exception as fault:
                self._tell_failure(entry, fault, time.perf_counter() - started)
            else:
                self._tell(entry, done, time.perf_counter() - started)

    def beat(self) -> None:
        """Show that we are there, and write down what was not yet."""
        self.presence.check()
        self.runner.write_down(self._planned())

    def plan_anew(self) -> None:
        """Let all jobs run now, and from now on: what was planned was planned by another clock."""
        for job in self.scheduler.get_jobs():
            job.modify(next_run_time=now())

    def finish(self) -> None:
        """Wait for what is being done, and be gone."""
        self.scheduler.shutdown(wait=True)
        self.heart.stop(LAST_WORDS)
        self.leave()

    def leave(self) -> None:
        """Write down how the last jobs fared and that we are gone; if that cannot be, our lock tells it anyway."""
        try:
            self.runner.write_down({})
            self.runner.leave()
        except SQLAlchemyError as fault:
            log.warning("The scheduler cannot write down that it is gone: %s", reason_of(fault))
        self.presence.close()
        self.engine.dispose()

    def _planned(self) -> dict[str, datetime | None]:
        """When each job is planned for."""
        planned = {job.id: job.next_run_time for job in self.scheduler.get_jobs()}
        return {entry.name: planned.get(entry.name) for entry in self.entries}

    def _tell(self, entry: Entry, done: Done | None, seconds: float) -> None:
        """Say in the log what a job did."""
        if self.troubles.pop(entry.name, None):
            log.info("%s works again", entry.name)
        if done is None:
            log.debug("%s: another scheduler is at it", entry.name)
        elif done:
            log.info("%s: %s (%d rows, %.1f s)", entry.name, done.words, done.rows, seconds)
        else:
            log.debug("%s: nothing to do (%.1f s)", entry.name, seconds)

    def _tell_failure(self, entry: Entry, fault: Exception, seconds: float) -> None:
        """Say in the log what went wrong, not all the time the same, and try again before long."""
        before, words = self.troubles.get(entry.name), reason_of(fault)
        again = before is not None and before.words == words and time.monotonic() < before.said + SAID_AGAIN
        said = before.said if again and before is not None else time.monotonic()
        trouble = Trouble(words, said, before.times + 1 if before else 1)
        self.troubles[entry.name] = trouble

        level = logging.DEBUG if again else logging.ERROR
        trace = None if isinstance(fault, AWAY) else fault  # where the database is away, nothing is to be found in it
        log.log(level, "%s failed after %.1f s: %s", entry.name, seconds, words, exc_info=trace)
        self._try_again(entry, min(FIRST_WAIT * 2 ** min(trouble.times - 1, 10), LONGEST_WAIT))

    def _try_again(self, entry: Entry, wait: timedelta) -> None:
        """Let a job run before long, if it is planned for later."""
        job = self.scheduler.get_job(entry.name)
        if job is not None and job.next_run_time > now() + wait:
            job.modify(next_run_time=now() + wait)


@dataclass(frozen=True)
class Trouble:
    """What goes wrong with a job."""

    words: str
    said: float
    """When the log was told."""
    times: int
    """How often it failed, one time after the other."""


class Signals:
    """What is said to the process, to be waited for. The kernel may tell any thread; a byte in a pipe wakes ours."""

    TOLD, DONE = b"!", b"."

    def __init__(self) -> None:
        self.reading, self.writing = os.pipe()
        os.set_blocking(self.writing, False)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda _number, _frame: None)
        signal.set_wakeup_fd(self.writing, warn_on_full_buffer=False)

    def say(self, word: bytes) -> None:
        """Wake whoever waits."""
        os.write(self.writing, word)

    def wait(self, seconds: float | None = None) -> bytes:
        """Wait for a word; empty if there was none for so long."""
        ready, _, _ = select.select([self.reading], [], [], seconds)
        if not ready:
            return b""
        return self.DONE if os.read(self.reading, 1) == self.DONE else self.TOLD


def _keep(keeper: Keeper) -> None:
    """Run until we are told to stop; what is being done is finished first, if it does not take too long."""
    signals = Signals()
    keeper.start()
    systemd.tell(systemd.READY)
    signals.wait()

    told_to_stop.set()
    threading.Thread(target=lambda: (keeper.finish(), signals.say(signals.DONE)), daemon=True).start()
    match signals.wait(PATIENCE):
        case signals.DONE:
            _end(0, "Stopped.", logging.INFO)
        case signals.TOLD:
            _end(1, "Stopped at once, as we were told twice.", logging.WARNING)
        case _:
            # A job that waits for somebody else is left: whatever it promised is kept later.
            leaving = threading.Thread(target=keeper.leave, daemon=True)
            leaving.start()
            leaving.join(LAST_WORDS)
            _end(0, "Stopped in the middle of a job.", logging.WARNING)


def _end(status: int, words: str, level: int) -> NoReturn:
    """End the process, now: the interpreter itself would wait for the threads of the jobs, and take its time."""
    log.log(level, words)
    logging.shutdown()
    os._exit(status)
