"""Starting schedulers, and killing them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.faults.clock import FakedClock

KEEPING = "Keeping the timetable"
"""What a scheduler says when it begins to work."""


@dataclass
class Scheduler:
    """A scheduler process."""

    pid: int
    log: Path

    def kill(self) -> None:
        """`kill -9`."""
        os.kill(self.pid, signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to end."""
        os.kill(self.pid, signal.SIGTERM)

    def is_at_work(self) -> bool:
        """Whether it has begun."""
        return self.log.exists() and KEEPING in self.log.read_text(errors="replace")

    def has_ended(self) -> bool:
        """Whether it is dead, and only waited for."""
        return Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"

    def wait_for_work(self, patience: float) -> None:
        """Wait until it has begun, or has ended, or for as long as one has patience."""
        end = time.monotonic() + patience
        while not self.is_at_work() and not self.has_ended() and time.monotonic() < end:
            time.sleep(0.003)


class Nursery:
    """Where the schedulers of an ini file come from."""

    def __init__(self, process: subprocess.Popen[str], folder: Path) -> None:
        self.process, self.folder = process, folder
        self.begotten = 0
        self.ended: dict[int, int] = {}

    def start(self) -> Scheduler:
        """Start a scheduler."""
        self.begotten += 1
        log = self.folder / f"{self.begotten:05}.log"
        return Scheduler(int(self._ask(f"start {log}")), log)

    def wait(self, scheduler: Scheduler) -> int:
        """Wait for its end; return its exit status, or minus the signal that ended it."""
        if scheduler.pid not in self.ended:
            self.ended[scheduler.pid] = int(self._ask(f"wait {scheduler.pid}"))
        return self.ended[scheduler.pid]

    def _ask(self, words: str) -> str:
        """Say something to the process, and read what it says to it."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{words}\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer, "The nursery has ended; see its log."
        return answer


@contextmanager
def nursery(ini: Path, folder: Path, clock: FakedClock) -> Iterator[Nursery]:
    """Open a nursery. Its schedulers live by a clock that can be set, and write logs into a folder."""
    folder.mkdir(parents=True)
    command = [sys.executable, "-m", "tests.faults.nursery", str(ini)]
    with (folder / "nursery.log").open("ab") as log:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            env={**os.environ, **clock.environment},
        )
        try:
            assert process.stdout
            assert process.stdout.readline() == "ready\n", (folder / "nursery.log").read_text()
            yield Nursery(process, folder)
        finally:
            process.kill()
            process.wait()
