"""The beat of a scheduler: it says that it is there, and watches whether the clock is set."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError

from .. import systemd
from ..clock import now
from .running import reason_of

log = logging.getLogger("microblog.scheduler")

BEAT = 10.0
"""Every how many seconds a scheduler says that it is there."""

LOOK = 1.0
"""Every how many seconds the clock is looked at."""

JUMP = 2.0
"""By how many seconds the clock must be off to have been set; one that is put right bit by bit is never so far off."""


class ClockWatch:
    """Compares the clock, which anybody may set, with one that nobody can."""

    def __init__(self, clock: Callable[[], datetime] = now, steady: Callable[[], float] = time.monotonic) -> None:
        self.clock, self.steady = clock, steady
        self.apart = self._apart()

    def jump(self) -> float:
        """Tell by how many seconds the clock was set since this was asked last; 0 if it was not.

        A machine that slept has its clock set forward, too.
        """
        before, self.apart = self.apart, self._apart()
        jumped = self.apart - before
        return jumped if abs(jumped) > JUMP else 0.0

    def _apart(self) -> float:
        """How far the two are apart."""
        return self.clock().timestamp() - self.steady()


class Heart:
    """Beats in a thread of its own, however busy the jobs are."""

    def __init__(self, beat: Callable[[], None], jumped: Callable[[], None], watch: ClockWatch | None = None) -> None:
        self.beat, self.jumped, self.watch = beat, jumped, watch or ClockWatch()
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self._run, name="heart", daemon=True)
        self.due = time.monotonic() + LOOK  # how the jobs begin is soon to be seen

    def start(self) -> None:
        """Begin to beat."""
        self.thread.start()

    def stop(self, patience: float) -> None:
        """Beat no more."""
        self.stopped.set()
        self.thread.join(patience)

    def look(self) -> None:
        """Look at the clock, and beat if it was set or if it is time to."""
        jump = self.watch.jump()
        if jump:
            way = "forward" if jump > 0 else "back"
            log.warning("The clock was set %s by %.0f s: all jobs are planned anew.", way, abs(jump))
            self.jumped()
        if jump or time.monotonic() >= self.due:
            self.due = time.monotonic() + BEAT
            self._beat()

    def _run(self) -> None:
        """Look every second."""
        while not self.stopped.wait(LOOK):
            self.look()
            systemd.tell(systemd.ALIVE)

    def _beat(self) -> None:
        """Beat once; a database that is away is one line in the log, and the next beat tries again."""
        try:
            self.beat()
        except SQLAlchemyError as fault:
            log.warning("The scheduler cannot write down that it is there: %s", reason_of(fault))
        except Exception:
            log.exception("The scheduler cannot write down that it is there.")
