"""`microblog serve`: website and scheduler together, on one machine, under one Ctrl-C."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import click

from ..schema import upgrade_schema
from ..settings import read_settings
from .context import Program
from .web import address_option, port_option

PATIENCE = 10
"""How many seconds a part may take to stop."""

HERE_ALONE = ("localhost", "127.0.0.1", "::1")
EVERYWHERE = ("0.0.0.0", "::", "*")  # noqa: S104


@click.command()
@port_option
@address_option
@click.pass_obj
def serve(program: Program, port: int, address: str) -> None:
    """Migrate the database, then run the website and the scheduler until Ctrl-C.

    The pages for developers, which show everybody's mail, exist only while nobody else can reach this machine's port.
    """
    url = _url(read_settings(program.given).site.url, address, port)
    upgrade_schema(program.registry["engine"], program.ini)

    environment = {**os.environ, "MICROBLOG_SITE_URL": url, "PYTHONUNBUFFERED": "1"}
    if address not in HERE_ALONE:
        environment["MICROBLOG_DEVELOPMENT_PAGES"] = "false"
    here = Path(sys.executable).parent
    website = [str(here / "microblog"), "-c", program.ini, "web", "--port", str(port), "--address", address]
    parts = {
        "website": _start(website, environment),
        "scheduler": _start([str(here / "microblog-scheduler"), program.ini], environment),
    }
    sys.exit(_watch(parts))


def _url(configured: str, address: str, port: int) -> str:
    """Give the address of the site: as configured, but on this machine it follows the port that was chosen."""
    if urlsplit(configured).hostname != "localhost":
        return configured
    return f"http://{'localhost' if address in HERE_ALONE + EVERYWHERE else address}:{port}"


def _start(words: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start a part in a session of its own, so that Ctrl-C reaches it through us, once."""
    return subprocess.Popen(words, start_new_session=True, env=environment)  # noqa: S603


def _watch(parts: dict[str, subprocess.Popen[bytes]]) -> int:
    """Wait until we are told to stop or a part ends by itself; then stop all of them. Return the exit status."""
    told: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _frame: told.append(number))

    ended: list[str] = []
    while not told and not ended:
        time.sleep(0.1)
        ended = [name for name, part in parts.items() if part.poll() is not None]
    for name in ended:
        click.secho(f"The {name} has ended, so everything stops.", fg="red", err=True)
    _stop(list(parts.values()))
    return 0 if told else 1


def _stop(parts: list[subprocess.Popen[bytes]]) -> None:
    """Tell all parts to stop, and see to it that they do."""
    for part in parts:
        part.terminate()
    for part in parts:
        try:
            part.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            part.kill()
