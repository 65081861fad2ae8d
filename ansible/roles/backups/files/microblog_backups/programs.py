"""Running other programs, and keeping out of each other's way."""

import fcntl
import os
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path


class Trouble(Exception):
    """What went wrong, in a sentence."""


def say(words: str) -> None:
    """Tell the journal."""
    print(words, flush=True)  # noqa: T201


def run(
    words: Sequence[object],
    *,
    given: str | None = None,
    environment: Mapping[str, str] | None = None,
    may_end: Sequence[int] = (0,),
) -> str:
    """Run a program and give what it wrote; Trouble with its last words if it fails."""
    line = [str(one) for one in words]
    try:
        program = subprocess.Popen(  # noqa: S603 - the words come from the machine's own configuration
            line,
            stdin=subprocess.DEVNULL if given is None else subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **(environment or {})},
            text=True,
            process_group=0,
        )
    except OSError as fault:
        raise Trouble(f"{line[0]} cannot be run: {fault.strerror}.") from None
    try:
        said, complained = program.communicate(given)
    except BaseException:  # whoever stops us stops it, and its helpers
        end(program)
        raise
    if program.returncode not in may_end:
        raise Trouble(f"{Path(line[0]).name} ended with status {program.returncode}: {last_words(complained, said)}")
    return said


def end(program: subprocess.Popen[str]) -> None:
    """End a program and all that it has started, in good order if it can."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(program.pid, number)
        with suppress(subprocess.TimeoutExpired):
            program.communicate(timeout=20)  # until the last of its helpers has let go of our pipe


def last_words(*outputs: str, lines: int = 3) -> str:
    """Take the last lines of the first output that says anything."""
    for output in outputs:
        if said := [line.strip() for line in output.splitlines() if line.strip()]:
            return " / ".join(said[-lines:])
    return "it said nothing"


@contextmanager
def locked(root: Path, name: str, *, shared: bool = False, wait: bool = True) -> Iterator[bool]:
    """Wait until nobody else works on a repository; those who only read it may do so together.

    Who does not `wait` is told whether it is free.
    """
    path = root / f"{name}.lock"
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CREAT, 0o644)
    except OSError as fault:
        raise Trouble(f"{path} cannot be opened: {fault.strerror}.") from None
    try:
        try:
            fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(descriptor)
