"""The real programs, each on an ini file of its own, as an operator would start them."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
PROGRAMS = Path(sys.executable).parent

INI = """\
[app:main]
use = egg:microblog
{settings}

[server:main]
use = egg:waitress
listen = 127.0.0.1:6543

[alembic]
script_location = {root}/alembic

[loggers]
keys = root, microblog

[handlers]
keys = console

[formatters]
keys = plain

[logger_root]
level = WARNING
handlers = console

[logger_microblog]
level = INFO
handlers =
qualname = microblog

[handler_console]
class = StreamHandler
args = (sys.stderr,)
formatter = plain

[formatter_plain]
format = %(levelname)s %(name)s %(message)s
"""


def write_ini(directory: Path, settings: Mapping[str, str]) -> Path:
    """Write an ini file with these settings."""
    lines = "\n".join(f"{name} = {value.replace('%', '%%')}" for name, value in settings.items())
    path = directory / "microblog.ini"
    path.write_text(INI.format(settings=lines, root=ROOT), encoding="utf-8")
    return path


def run(program: str, *words: str, timeout: float = 180, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a program to its end."""
    command = [str(PROGRAMS / program), *words]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=timeout, env={**os.environ, **environment}, check=False
    )


@contextmanager
def running(program: str, *words: str, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program in the background; it is told to stop at the end, if it has not ended by then."""
    with log.open("ab") as out:
        process = subprocess.Popen([str(PROGRAMS / program), *words], stdout=out, stderr=out)
        try:
            yield process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                try:
                    process.wait(15)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()


@contextmanager
def website(ini: Path, log: Path, *, whole: bool = False) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Run the website (or the `whole` of it: with its scheduler) on a free port; yield its address and process."""
    port = free_port()
    command = ("-c", str(ini), "serve" if whole else "web", "--address", "127.0.0.1", "--port", str(port))
    with running("microblog", *command, log=log) as process:
        wait_for(port, process, log)
        yield f"http://127.0.0.1:{port}", process


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path, patience: float = 120) -> None:
    """Wait until something answers on a port."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        assert process.poll() is None, log.read_text(encoding="utf-8")
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/robots.txt", timeout=5).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"Nothing answers on {port}: {log.read_text(encoding='utf-8')}")


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
