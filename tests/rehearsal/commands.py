"""Programs of this machine: run to their end, or in the background and written down, so that nothing stays behind."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

NAME = os.environ.get("MICROBLOG_REHEARSAL") or "mb"
"""What everything of this rehearsal is called on this machine: several may run at once if each has a name, and a cache
(MICROBLOG_CACHE), of its own."""

STATE = Path(f"/run/microblog-rehearsal-{NAME}")
"""What runs is written down here, one file a process: its name is the process id, its words when that began."""

SHOWN = 4000


class Unable(Exception):
    """This machine cannot rehearse; the words say why."""


class Failed(Exception):
    """A program failed, or something did not come true in time; the words say what."""


def call(*words: str | Path, within: float = 60, given: str | None = None, environment: Mapping[str, str] = {}) -> str:
    """Run a program to its end, and return what it wrote."""
    done = attempt(*words, within=within, given=given, environment=environment)
    if done.returncode:
        raise Failed(f"`{_written(words)}` ended with {done.returncode}: {tail(done.stdout + done.stderr)}")
    return done.stdout


def attempt(
    *words: str | Path, within: float = 60, given: str | None = None, environment: Mapping[str, str] = {}
) -> subprocess.CompletedProcess[str]:
    """Run a program to its end, however that is."""
    command = [str(word) for word in words]
    try:
        return subprocess.run(
            command,
            input=given if given is not None else "",
            capture_output=True,
            text=True,
            errors="replace",
            timeout=within,
            env={**os.environ, **environment},
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        wrote = "".join(part.decode(errors="replace") for part in (late.stdout, late.stderr) if isinstance(part, bytes))
        raise Failed(f"`{_written(words)}` took longer than {within:.0f} s: {tail(wrote)}") from None
    except FileNotFoundError:
        raise Unable(f"The program {command[0]} is not installed.") from None


def begin(*words: str | Path, log: Path, environment: Mapping[str, str] = {}) -> "subprocess.Popen[bytes]":
    """Start a program in the background, and write down that it runs."""
    command = [str(word) for word in words]
    with log.open("ab") as out:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            env={**os.environ, **environment},
            start_new_session=True,  # Ctrl+C is for us: we end them in their order
        )
    note(process.pid)
    return process


def wait_for(process: "subprocess.Popen[bytes]", within: float) -> int:
    """Wait until such a program has ended; return its exit status. One that takes longer is ended."""
    try:
        process.wait(within)
    finally:
        end(process)
    return process.returncode


def end(process: "subprocess.Popen[bytes]", patience: float = 5) -> None:
    """End such a program."""
    if process.poll() is None:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(patience)
    if process.poll() is None:
        process.kill()
        process.wait()
    forget(process.pid)


def note(pid: int) -> None:
    """Write down that a process is ours."""
    STATE.mkdir(exist_ok=True, mode=0o700)
    (STATE / str(pid)).write_text(_began(pid), encoding="ascii")


def forget(pid: int) -> None:
    """Write down that it has ended."""
    (STATE / str(pid)).unlink(missing_ok=True)


def end_leftovers() -> None:
    """End what a killed earlier run left behind: by its id, and only if it began when that was written down."""
    for noted in sorted(STATE.glob("[0-9]*"), key=lambda path: int(path.name), reverse=True):
        pid = int(noted.name)
        if _began(pid) and _began(pid) == noted.read_text(encoding="ascii"):
            # A container's own process 1 comes first: it would outlive the program that runs it.
            for one in (*children(pid), pid):
                with suppress(ProcessLookupError):
                    os.kill(one, signal.SIGKILL)
                until(partial(_is_over, one), f"Process {one} does not end.", within=10)
        noted.unlink(missing_ok=True)


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    try:
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]
    except OSError:
        return []


def until(come_true: Callable[[], object], otherwise: str, *, within: float, every: float = 0.1) -> float:
    """Wait until something comes true, and return for how many seconds that was."""
    start = time.monotonic()
    while not come_true():
        if time.monotonic() - start > within:
            raise Failed(f"{otherwise} ({within:.0f} s)")
        time.sleep(every)
    return time.monotonic() - start


def tail(words: str, size: int = SHOWN) -> str:
    """The end of what a program wrote."""
    words = words.strip()
    return words if len(words) <= size else "… " + words[-size:]


def _written(words: Sequence[str | Path]) -> str:
    """A command, short enough to be read."""
    whole = " ".join(str(word) for word in words)
    return whole if len(whole) < 300 else whole[:300] + " …"


def _began(pid: int) -> str:
    """When a process began, in ticks since the machine did (proc(5)); nothing if there is none."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""


def _is_over(pid: int) -> bool:
    """Whether a process has ended, if perhaps nobody asked how yet."""
    try:
        words = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        return words.rpartition(")")[2].split()[0] in "ZX"
    except (OSError, IndexError):
        return True
