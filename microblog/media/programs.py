"""Running other people's programs on other people's files: with little memory, little time, and no way out."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

CONFINED = Path(__file__).with_name("confined.py")
STEP = 0.1
PROCESSORS = 2
"""How many a program may keep busy."""
OUT_OF_TIME = (-signal.SIGXCPU, 255)
"""How it shows that a program had used up its processors' time: ffmpeg catches the signal, and ends with 255."""
MOST_WORDS = 1 << 20


class Failed(Exception):
    """The program came to no good end; `str()` is what it said last."""

    def __init__(self, words: str, *, killed: bool = False) -> None:
        super().__init__(words)
        self.killed = killed
        """Whether it was ended from outside: that says nothing of the file."""


class TookTooLong(Failed):
    """The program was still at it when its time was over."""


class Stopped(Exception):
    """We were told to stop while it ran."""


@dataclass(frozen=True)
class Limits:
    """What a program may use."""

    seconds: float
    memory: int
    """Bytes of address space."""
    file_bytes: int
    """The largest file it may write."""


def run(words: list[str], *, within: Path, limits: Limits, stopping: Callable[[], bool] = lambda: False) -> bytes:
    """Run a program in a folder and return what it wrote to its output; it is killed when its time is over."""
    confined = [
        _python(),
        "-I",
        "-S",
        str(CONFINED),
        *map(str, (limits.memory, int(limits.seconds), limits.file_bytes)),
    ]
    out, err = within / "out.txt", within / "err.txt"
    with out.open("wb") as output, err.open("wb") as complaints:
        process = subprocess.Popen(  # noqa: S603 - the words are ours, and the files are named by us
            [*confined, *words],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=complaints,
            cwd=within,
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"},
            start_new_session=True,
        )
        try:
            _wait(process, limits.seconds, stopping)
        finally:
            _end(process)
    if process.returncode in OUT_OF_TIME:
        raise TookTooLong("it used up its time")
    if process.returncode:
        said = _last_line(err) or f"it ended with status {process.returncode}"
        raise Failed(said, killed=process.returncode == -signal.SIGKILL)
    return _beginning(out)


def _wait(process: subprocess.Popen[bytes], seconds: float, stopping: Callable[[], bool]) -> None:
    """Wait for a program, as long as it may run and we are not told to stop."""
    end = time.monotonic() + seconds
    while True:
        try:
            process.wait(STEP)
            return
        except subprocess.TimeoutExpired:
            if stopping():
                raise Stopped from None
            if time.monotonic() > end:
                raise TookTooLong(f"it was not done after {seconds:.0f} s") from None


def _end(process: subprocess.Popen[bytes]) -> None:
    """See to it that a program has ended, with all that it started."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _beginning(path: Path) -> bytes:
    """Read what a program wrote, but not without end."""
    with path.open("rb") as file:
        return file.read(MOST_WORDS)


def _last_line(path: Path) -> str:
    """Read what a program said last."""
    lines = _beginning(path).decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:300] if lines else ""


def _python() -> str:
    """Name the interpreter; within uWSGI `sys.executable` is uWSGI."""
    if Path(sys.executable).name.startswith("python"):
        return sys.executable
    return str(Path(sys.prefix) / "bin" / "python3")
